"""A plain text as pieces: headings, bullets and paragraphs, told apart by their lines."""

import re
from pathlib import Path
from typing import NamedTuple

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.returns.importing.pieces import Block, Heading, Paragraph, Piece, Place, file_name, plain_text
from bvdocs.workbook.reading.bullet_marks import without_marks
from bvdocs.workbook.reading.whitespace import tidy

# In characters; a longer line is a sentence.
_LONGEST_HEADING = 150
_MARKS_OF_ORDER = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# 'Committee: …' begins a line of its own.
_LABELLED = re.compile(r"[A-Z][\w /']{2,40}: ")
_NOT_OF_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


class _Line(NamedTuple):
    """A line: its number from 1, its words, whether it begins with a bullet's mark, and what is about it."""

    number: int
    words: str
    is_bullet: bool
    is_indented: bool
    after_blank: bool
    before_blank: bool
    before_list: bool


def read_text(path: Path, content: bytes) -> tuple[Block, ...]:
    """Return what a text holds; raise WorkbookUnreadableError if it is no text."""
    name, found = file_name(path), list[Block]()
    lines = _lines(_decoded(path, content))
    lists_are_close = any(each.is_bullet and not each.after_blank for each in lines[1:])
    under_way: list[_Line] = []

    def finish() -> None:
        if under_way:
            found.append(_block(name, under_way, lists_are_close))
            under_way.clear()

    for line in lines:
        if not _goes_on(under_way, line):
            finish()
        under_way.append(line)
    finish()
    return tuple(found)


def _decoded(path: Path, content: bytes) -> str:
    """Return the text, which is in UTF-8, in UTF-16 with a mark, or in Windows' own letters."""
    coding = next((name for mark, name in _MARKS_OF_ORDER if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(coding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if _NOT_OF_TEXT.search(text):
        raise WorkbookUnreadableError(
            f"{path} is no text, no Word document (.docx) and no Excel workbook (.xlsx).",
            "Open it in the program that it is of, and save it as one of these.",
        )
    return text


def _lines(text: str) -> list[_Line]:
    """Return the lines that hold something."""
    raw = text.replace("\f", "\n").splitlines()
    words = ["", *(tidy(each) for each in raw), ""]
    return [
        _Line(
            number,
            words[number],
            _has_mark(words[number]),
            line[:1].isspace(),
            not words[number - 1],
            not words[number + 1],
            _has_mark(words[number + 1]) or is_line_of_codes(words[number + 1]),
        )
        for number, line in enumerate(raw, 1)
        if words[number]
    ]


def _has_mark(words: str) -> bool:
    return without_marks(words) != words


def _goes_on(block: list[_Line], line: _Line) -> bool:
    """Say whether a line is one with those before it: a bullet or a paragraph that was broken."""
    if not block or line.is_bullet or line.after_blank or _LABELLED.match(line.words):
        return False
    return line.is_indented if block[0].is_bullet else not _is_heading(block[0]) and not is_line_of_codes(line.words)


def is_line_of_codes(words: str) -> bool:
    """Say whether a line is nothing but two codes or more, such as 'L001 L002'."""
    codes = words.split()
    return len(codes) > 1 and all(re.fullmatch(r"[A-Za-z]{1,5}-?\d{1,5}[a-z]?,?", each) for each in codes)


def _is_heading(line: _Line) -> bool:
    """Say whether a line stands by itself as headings do: short, and no sentence."""
    ends = line.words[-1:]
    return (
        line.after_blank
        and (line.before_blank or line.before_list or ends == ":")
        and not line.is_bullet
        and len(line.words) <= _LONGEST_HEADING
        and ends not in ".;,"
        and not is_line_of_codes(line.words)
    )


def _block(name: str, lines: list[_Line], lists_are_close: bool) -> Block:
    first = lines[0]
    place = f"line {first.number}" + (f" to {lines[-1].number}" if len(lines) > 1 else "")
    piece = Piece(plain_text(" ".join(line.words for line in lines)), Place(name, place))
    if first.is_bullet:
        # Where bullets stand close, a blank line ends their list.
        return Paragraph(piece, is_bullet=True, starts_list=lists_are_close and first.after_blank)
    return Heading(piece) if len(lines) == 1 and _is_heading(first) else Paragraph(piece)
