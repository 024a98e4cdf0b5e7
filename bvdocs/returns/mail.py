"""E-mails that came back as files (`.eml`): what is attached to them, also to those that are attached themselves."""

import codecs
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from html import unescape
from typing import NamedTuple

from bvdocs.core.quoting import one_line

# A field of a message's head (RFC 5322, section 2.2): a name without spaces, a colon.
_FIELD = re.compile(rb"[!-9;-~]+:")
# Of these a message has one at least; a text with a colon in its first line has none.
_OF_A_MESSAGE = ("From", "Date", "Subject", "Received", "MIME-Version", "X-Unsent")
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"<(style|head|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_MOST_OF_A_HEAD = 100_000
_DEEPEST = 10


class Attachment(NamedTuple):
    """A file that came with an e-mail: its name there, and what it holds."""

    name: str
    content: bytes


def is_mail(content: bytes) -> bool:
    """Say whether a file is an e-mail, by how it begins."""
    head = content[:_MOST_OF_A_HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    # Of mail that was kept in a mailbox, the first line says from where (RFC 4155).
    head = head.partition(b"\n")[2] if head.startswith(b"From ") else head
    if not _FIELD.match(head):
        return False
    found = BytesParser(policy=policy.default).parsebytes(head, headersonly=True)
    return sum(name in found for name in _OF_A_MESSAGE) >= 2


def attachments_of(content: bytes) -> tuple[Attachment, ...]:
    """Return the files that are attached to an e-mail, and to e-mails attached to it, in their order.

    Pictures within its words, such as a council's logo, are none of them.
    """
    return tuple(_attached(_parsed(content), 0))


def words_of(content: bytes) -> str:
    """Return on one line what an e-mail says itself, and those attached to it, without what it quotes; '' for nothing.

    Of words that come as a page alone, the tags are left out.
    """
    found = []
    for message in _messages(_parsed(content), 0):
        body = message.get_body(("plain", "html"))
        if body is None:
            continue
        payload = body.get_payload(decode=True)
        text = payload.decode(_encoding(body), "replace") if isinstance(payload, bytes) else ""
        if body.get_content_subtype() == "html":
            text = unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text)))
        found += [line for line in text.splitlines() if not line.startswith(">")]
    return one_line(" ".join(" ".join(found).split()))


def _messages(message: Message, depth: int) -> Iterator[EmailMessage]:
    """Yield an e-mail, and those that are attached to it."""
    if depth > _DEEPEST:
        return
    if depth == 0 and isinstance(message, EmailMessage):
        yield message
    for part in message.get_payload() if message.is_multipart() else ():
        if isinstance(part, EmailMessage):
            if message.get_content_type() == "message/rfc822":
                yield part
            yield from _messages(part, depth + 1)


def _encoding(part: Message) -> str:
    """Return how the letters of a part are written; UTF-8 where it says what nobody knows."""
    try:
        return codecs.lookup(part.get_content_charset("utf-8")).name
    except LookupError:
        return "utf-8"


def _parsed(content: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(content)


def _attached(message: Message, depth: int) -> Iterator[Attachment]:
    if depth > _DEEPEST:
        return
    if message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _attached(part, depth + 1)
        return
    name = message.get_filename()
    if not isinstance(message, EmailMessage) or not (name or message.is_attachment()) or _is_in_the_words(message):
        return
    payload = message.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    # An e-mail that was attached as any other file is.
    within = tuple(_attached(_parsed(content), depth + 1)) if is_mail(content) else ()
    yield from within or [Attachment(_file_name(name or ""), content)]


def _is_in_the_words(part: Message) -> bool:
    """Say whether a part is a picture that the words show, or a signature."""
    inline = part.get_content_maintype() == "image" and ("Content-ID" in part or not _is_attachment(part))
    return inline or part.get_content_type() in ("application/pkcs7-signature", "application/pgp-signature")


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _file_name(name: str) -> str:
    """Return the name of an attached file without the folders that some programs put before it."""
    return re.split(r"[/\\]", name)[-1] or "attachment"
