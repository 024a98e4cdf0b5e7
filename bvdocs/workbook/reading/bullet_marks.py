"""Marks that people type before a bullet, '•', '-' or '1.': the documents print their own."""

import re
import unicodedata

from bvdocs.core.places import CellRef
from bvdocs.core.quoting import quoted
from bvdocs.core.rich_text import RichText, Run
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.whitespace import only_spans

# A dash before a figure may be a minus, '>', '+' and '~' say something of it, '§ 12' is a section, and '(5)' alone is a
# number below 0; '1.5', '1:1', 'c. 1900', 's. 114' and 'I. Newton' begin a text. What is left alone prints as
# it is typed.
_MARK = re.compile(
    r"""(?:
        [•‣⁃∙·●○◦▪▫■□◆◇❖➢➤►▸▶→✓✔]\s*            # bullets proper
      | [\uf0b7\uf0a7\uf0a8\uf0d8\uf0e0\uf0fc\uf076]\s*   # Word's own, letters of the fonts Symbol and Wingdings
      | (?:--|-?>|[-–—‐‑−+~*§\uf02d])(?:\s+(?!\s*[\d£$€.])|$)    # dashes, arrows, stars with a space
      | (?:--|-?>|[-–—‐‑−+~])(?=[A-Z])       # '-Improve'
      | o\s+                                   # Word's bullet of the second level
      | \d{1,2}[.)](?:\s+|(?=[A-Z]))          # '1.', '2)'
      | \d{1,2}:(?:\s+(?!\s*\d)|(?=[A-Z]))       # '1:'
      | \((?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})\)(?:\s+|(?=[A-Z]))     # '(1)', '(a)', '(iv)'
      | (?:[a-zA-Z]|[ivx]{2,4})\)(?:\s+|(?=[A-Z]))               # 'a)', 'iv)'
      | (?:[a-z]|[ivx]{2,4})\.\s+(?=[A-Z])      # 'a. Improve', 'ii. Improve'
    )""",
    re.VERBOSE,
)


def without_own_marks(text: RichText, where: CellRef, report: ReportFinding) -> RichText | None:
    """Return a bullet without the marks that are typed before it, which are reported; None if there is nothing else."""
    unmarked, marks = _without_marks(text)
    if not marks:
        return text
    if not unmarked:
        typed = _named(marks[0]) if len(marks) == 1 else quoted(text.plain)
        report(rules.BLANK, where, f"there is nothing but {typed}.", "Type the bullet, or clear the row.")
        return None
    mark = _named(marks[0])
    if len(marks) == 1:
        message = f"the mark {mark} is left out: the documents print a bullet's mark themselves."
        report(rules.OWN_MARK, where, message, "Delete the mark.")
    else:
        message = f"{len(marks)} lines begin with a mark ({mark}); the marks are left out, and one bullet is printed."
        report(rules.SEVERAL_BULLETS, where, message, "Give each bullet a row of its own.")
    return unmarked


def without_marks(plain: str) -> str:
    """Return a bullet's plain text without the marks that are typed before it."""
    return unmarked(RichText((Run(plain),))).plain


def unmarked(text: RichText) -> RichText:
    """Return a bullet's text with its looks, without the marks that are typed before it."""
    return _without_marks(text)[0]


def _named(mark: str) -> str:
    """Return a mark as a message gives it: a letter of a symbol font by its number, for no other font shows it."""
    return f"U+{ord(mark):04X}" if unicodedata.category(mark[0]) == "Co" else f"'{mark}'"


def _without_marks(text: RichText) -> tuple[RichText, tuple[str, ...]]:
    """Return a bullet without its typed marks, and these; where its first line has one, those of its other lines go.

    A list within a bullet, below a first line without a mark, is left as it is.
    """
    plain = text.plain
    if not _MARK.match(plain):
        return text, ()
    starts = (0, *(match.end() for match in re.finditer("\n", plain)))
    found = [match for start in starts if (match := _MARK.match(plain, start))]
    ends = [match.start() for match in found[1:]] + [len(plain)]
    kept = [(match.end(), end) for match, end in zip(found, ends, strict=True)]
    return only_spans(text.runs, kept), tuple(match[0].strip() for match in found)
