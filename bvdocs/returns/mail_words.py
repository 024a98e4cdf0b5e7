"""What a part of an e-mail says, be it plain or a page."""

import re
from email.message import Message
from html.parser import HTMLParser

_UNSEEN = ("head", "script", "style", "title")
_OWN_LINE = ("br", "div", "p", "tr", "li", "h1", "h2", "h3", "blockquote")


def words_of(part: Message) -> str:
    """Return the words of a part, line by line, without those that it quotes from another e-mail; '' if it has none."""
    if part.get_content_maintype() != "text":
        return ""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        words = raw.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):  # the part names an encoding that nobody knows
        words = raw.decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        page = _Page()
        page.feed(words)
        page.close()
        words = "".join(page.words)
    lines = (" ".join(each.split()) for each in words.splitlines())
    return "\n".join(each for each in lines if each and not each.startswith(">"))


class _Page(HTMLParser):
    """Keeps the words of a page that somebody sees."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        """Begin a line of its own, or what nobody sees."""
        self._unseen += tag in _UNSEEN
        if tag in _OWN_LINE:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what nobody sees."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        """Keep words that are seen."""
        if not self._unseen:
            self.words.append(re.sub(r"\s+", " ", data))
