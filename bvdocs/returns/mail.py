"""E-mails that came back as files (`.eml`): their words, and what is attached, also to those that are attached."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.message import Message
from email.parser import BytesParser
from itertools import chain
from typing import Any, NamedTuple

from bvdocs.returns.mail_words import words_of

# A field of a message's head (RFC 5322, section 2.2): a name without spaces, a colon.
_FIELD = re.compile(rb"[!-9;-~]+:")
# Of these a message has one at least; a text with a colon in its first line has none.
_OF_A_MESSAGE = re.compile(rb"^(From|Date|Subject|Received|MIME-Version|X-Unsent)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_MOST_OF_A_HEAD = 100_000
_DEEPEST = 10
# The one knows all that a head may say and stumbles over some that are damaged; the other takes more as they are.
_POLICIES: tuple[Any, ...] = (policy.default, policy.compat32)
# What they stumble with, which Python's documentation does not say.
_STUMBLES = (ValueError, IndexError, AttributeError, TypeError, LookupError)


class Attachment(NamedTuple):
    """A file that came with an e-mail: its name there, and what it holds."""

    name: str
    content: bytes


class Mail(NamedTuple):
    """An e-mail: who wrote it, what it says, and the files that are attached to it, in their order.

    With the words and the files of e-mails that are attached to it. Pictures within the words, such as a council's
    logo, are no files of it. A draft that was never sent says nothing.
    """

    sender: str
    words: str
    files: tuple[Attachment, ...]


def is_mail(content: bytes) -> bool:
    """Say whether a file is an e-mail, by how it begins."""
    head = content[:_MOST_OF_A_HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    # Of mail that was kept in a mailbox, the first line says from where (RFC 4155).
    head = head.partition(b"\n")[2] if head.startswith(b"From ") else head
    if not _FIELD.match(head):
        return False
    # Not by the parser, which stumbles over heads that are damaged.
    fields = _OF_A_MESSAGE.findall(_BLANK_LINE.split(head, 1)[0])
    return len({each.lower() for each in fields}) >= 2


def read_mail(content: bytes) -> Mail | None:
    """Return what an e-mail says and holds; None if it is so damaged that nobody can tell."""
    for kind in _POLICIES:
        with suppress(*_STUMBLES):
            return _read(content, kind)
    return None


def _read(content: bytes, kind: Any) -> Mail:
    message = BytesParser(policy=kind).parsebytes(content)
    found = list(_parts(message, kind, 0))
    words = "" if "X-Unsent" in message else "\n\n".join(each for each in found if isinstance(each, str))
    files = tuple(each for each in found if isinstance(each, Attachment))
    return Mail(" ".join(str(message.get("From", "")).split()), words, files)


def _parts(message: Message, kind: Any, depth: int) -> Iterator[Attachment | str]:
    """Yield the words and the files of an e-mail, or of a part of one."""
    if depth > _DEEPEST:
        return
    if message.is_multipart():
        payload = message.get_payload()
        parts = [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
        found = [list(_parts(part, kind, depth + 1)) for part in parts]
        yield from _in_one_form(found) if message.get_content_type() == "multipart/alternative" else chain(*found)
        return
    name = message.get_filename()
    if not name and not _is_attachment(message):
        if words := words_of(message):
            yield words
        return
    if _is_in_the_words(message):
        return
    payload = message.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    # An e-mail that was attached as any other file is.
    attached = BytesParser(policy=kind).parsebytes(content) if is_mail(content) else None
    within = list(_parts(attached, kind, depth + 1)) if attached else []
    yield from within
    if not any(isinstance(each, Attachment) for each in within):
        yield Attachment(_file_name(name or ""), content)


def _in_one_form(found: list[list[Attachment | str]]) -> Iterator[Attachment | str]:
    """Yield what is in parts that say the same in several forms: the words once, and all files."""
    is_said = False
    for part in found:
        yield from (each for each in part if isinstance(each, Attachment) or not is_said)
        is_said = is_said or any(isinstance(each, str) for each in part)


def _is_in_the_words(part: Message) -> bool:
    """Say whether a part is a picture that the words show, or a signature."""
    inline = part.get_content_maintype() == "image" and ("Content-ID" in part or not _is_attachment(part))
    return inline or part.get_content_type() in ("application/pkcs7-signature", "application/pgp-signature")


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _file_name(name: str) -> str:
    """Return the name of an attached file without the folders that some programs put before it."""
    return re.split(r"[/\\]", name)[-1] or "attachment"
