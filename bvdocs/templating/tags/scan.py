"""Where the tags of a template's text begin and end, and which of them are broken."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from bvdocs.core.enclosed import Enclosed

CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
# In a Word file: what a tag stands for as a whole, which is a paragraph, a row, a cell or a run.
_WHOLE = re.compile(r"(p|tr|tc|r)\s")
_FIRST_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"\{[{%#]")
# Texts in quotes are passed over, unless their quotes are not closed within the tag: one that holds an end of a tag
# counts as a text only if the tag can go on behind it.
_WITHIN = re.compile(
    r"'(?:(?!\}\}|%\})[^'\\\n]|\\.)*'"
    r'|"(?:(?!\}\}|%\})[^"\\\n]|\\.)*"'
    r"|(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")(?=\s*(?:[,)\]|~+:]|\}\}|%\}))"
    r"|%\}|\{[{%#]|[(\[{]|\}\}|[)\]}]|\n"
)
_RAW_END = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
# A tag with one brace too few, which would be printed as it stands.
_ONE_BRACE = re.compile(r"(?<!\{)\{\s*(?:report|theme|brand)\.[^{}\n]*\}\}?")
_NOT_BREAK = re.compile(r"[^\n]")
_STRAY = re.compile(r"%\}|\}\}")
_OURS = re.compile(r"\b(?:report|theme|brand)\.")
# Where not even our names are ours.
_CODE = Enclosed({r"<style\b": r"</style\s*>", r"<script\b": r"</script\s*>"})
_LONGEST_QUOTE = 60


class Tag(NamedTuple):
    """A tag as it is written.

    `whole` is what of a Word file it stands for, `inside` what stands between its signs, and `word` what a `{% %}`
    does: 'for', 'endif'.
    """

    opening: str
    inside: str
    whole: str
    start: int
    end: int
    line: int
    text: str
    word: str


class Broken(NamedTuple):
    """A tag of which one end is missing."""

    start: int
    end: int
    line: int
    text: str
    missing: str


class Scanned(NamedTuple):
    """All tags of a text, in order."""

    tags: tuple[Tag, ...]
    broken: tuple[Broken, ...]


def scan(text: str, *, word: bool = False) -> Scanned:
    """Return the tags of a template; in a Word file, a line to each paragraph, none may go beyond its line."""
    return _Scanner(text, word).scanned()


def blanked(text: str) -> str:
    """Return the text with each sign but line breaks made one that no word has: what stands behind keeps its place."""
    return _NOT_BREAK.sub("\0", text)


class _Scanner:
    def __init__(self, text: str, word: bool) -> None:
        self._text = text
        self._word = word
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def scanned(self) -> Scanned:
        tags: list[Tag] = []
        broken: list[Broken] = []
        place = 0
        while found := _OPENING.search(self._text, place):
            each = self._tag(found.start())
            if isinstance(each, Tag):
                tags.append(each)
                place = self._end_of_raw(each)
            else:
                broken.append(each)
                place = each.end
        return Scanned(tuple(tags), tuple(sorted([*broken, *self._strays(tags, broken)])))

    def _line(self, place: int) -> int:
        return bisect_right(self._lines, place)

    def _tag(self, start: int) -> Tag | Broken:
        opening = self._text[start : start + 2]
        end = self._end_of_comment(start) if opening == "{#" else self._end(start, CLOSINGS[opening])
        if self._text[end - 2 : end] != CLOSINGS[opening] or end - start < len("{{}}"):
            end = max(end, start + 2)
            return Broken(start, end, self._line(start), self._quoted(start, end), CLOSINGS[opening])
        inside = self._text[start + 2 : end - 2]
        whole = _WHOLE.match(inside) if self._word else None
        if whole:
            inside = inside[whole.end() :]
        inside = inside.strip().removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+").strip()
        text = self._text[start:end]
        word = _FIRST_WORD.match(inside) if opening == "{%" else None
        line = self._line(start)
        return Tag(opening, inside, whole[1] if whole else "", start, end, line, text, word[0] if word else "")

    def _end(self, start: int, closing: str) -> int:
        """Return where the tag ends; if it is broken, where it can be seen at the latest that it is."""
        open_brackets: list[str] = []
        place = start + 2
        while found := _WITHIN.search(self._text, place):
            sign, place = found[0], found.end()
            if sign == closing and not (sign == "}}" and open_brackets[-1:] == ["{"]):
                return place
            if sign[0] == "{" and sign != "{":
                return found.start()
            if sign in ("%}", "}}") and not open_brackets:
                return place  # closed, but by the sign of the other kind
            if sign == "\n" and self._word:
                return found.start()
            if sign in ("(", "[", "{"):
                open_brackets.append(sign)
            elif sign[0] in ")]}":
                del open_brackets[-1:]
                place = found.start() + 1  # of two braces, the second may belong to the tag's end
        return len(self._text)

    def _end_of_comment(self, start: int) -> int:
        limit = self._text.find("\n", start) if self._word else -1
        end = self._text.find("#}", start + 2, limit if limit >= 0 else len(self._text))
        return end + 2 if end >= 0 else start + 2

    def _end_of_raw(self, tag: Tag) -> int:
        if tag.word != "raw":
            return tag.end
        found = _RAW_END.search(self._text, tag.end)
        return found.start() if found else tag.end

    def _quoted(self, start: int, end: int) -> str:
        """Return the broken tag, to the end of its line at the most."""
        line_end = self._text.find("\n", start)
        end = max(end, start + 2)
        if self._text[start : start + 2] == "{#":
            end = min(start + _LONGEST_QUOTE, len(self._text))
        whole = self._text[start : min(end, line_end) if line_end >= 0 else end].strip()
        return whole if len(whole) <= _LONGEST_QUOTE else f"{whole[:_LONGEST_QUOTE]}…"

    def _strays(self, tags: list[Tag], broken: list[Broken]) -> Iterator[Broken]:
        """Yield ends of tags without their beginnings, and tags with one brace where two are needed."""
        outside = list(self._text)
        code = [] if self._word else [*_CODE.spans(self._text)]
        raw = [(tag.end, self._end_of_raw(tag)) for tag in tags if tag.word == "raw"]
        spans = [(tag.start, tag.end) for tag in tags] + [(each.start, each.end) for each in broken]
        for start, end in (*spans, *raw, *code):
            outside[start:end] = blanked(self._text[start:end])
        rest = "".join(outside)
        for found in _ONE_BRACE.finditer(rest):
            missing = "{{" if found[0].endswith("}}") else "{{ and }}"
            yield Broken(found.start(), found.end(), self._line(found.start()), found[0], missing)
        for found in _STRAY.finditer(_ONE_BRACE.sub(lambda one: "\0" * len(one[0]), rest)):
            before = re.split("[\0\n]", rest[: found.start()])[-1].lstrip()
            if not self._word and not _OURS.search(before):
                continue  # two braces in a row are a page's own business
            before = before[-_LONGEST_QUOTE:]
            opening = "{%" if found[0] == "%}" else "{{"
            start = found.start() - len(before)
            yield Broken(start, found.end(), self._line(start), before + found[0], opening)
