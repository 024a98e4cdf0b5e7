"""What of a cell's text counts: nothing that is struck through; and its digits raised or lowered as in Excel.

Every cell of a sheet is given that value before anything else looks at it, so that headings, codes, dates and texts
cannot differ in it.
"""

from collections.abc import Iterable
from copy import copy
from itertools import groupby
from typing import NamedTuple

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.styles.proxy import StyleProxy

from bvdocs.core.english import listed
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import one_line, quoted
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.number_formats import shown_by_excel
from bvdocs.workbook.reading.rules import ReportFinding

AnyCell = Cell | MergedCell
AnyFont = Font | StyleProxy
_DIGITS = "0123456789"
# A minus sign is raised as the hyphen is.
_FORMS = {
    "superscript": dict(zip(f"{_DIGITS}+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True)),
    "subscript": dict(zip(f"{_DIGITS}+-−=()ni", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙᵢ", strict=True)),
}
# What may stand between raised figures, on the line, without harm: 'Staff¹,²', 'PM₂.₅'.
_BETWEEN = " ,.;\n\t\u00a0"
# The raised end of '1st' reads on the line as it does above it.
_ORDINAL_ENDINGS = {"st", "nd", "rd", "th"}
_CLOSING = ",.;:!?)]"


class LookOfWords(NamedTuple):
    """The stretches of a cell that are struck through; and the raised or lowered letters that print on the line.

    `unstruck` is the cell with its struck words, where it has any.
    """

    struck: tuple[str, ...] = ()
    on_the_line: tuple[str, ...] = ()
    unstruck: AnyCell | None = None


NO_LOOK = LookOfWords()


class _Stretch(NamedTuple):
    """A run of a cell's text; without a font of its own it has the cell's."""

    text: str
    own_font: InlineFont | None
    font: AnyFont

    @property
    def place(self) -> str:
        """Return where it stands: 'superscript', 'subscript' or, on the line, ''."""
        place = self.font.vertAlign
        return place if place in _FORMS else ""


def take_as_shown(cells: Iterable[AnyCell]) -> dict[str, LookOfWords]:
    """Give each cell the value that counts, None where all of it is struck through; return what was special, by cell.

    Digits that are raised or lowered beside others become Unicode's own ('120³', 'CO₂').
    """
    looks = {}
    for cell in cells:
        value = cell.value
        if isinstance(value, CellRichText):
            look = _take_runs(cell, value)
        elif value is not None and cell.font.strike:
            look = LookOfWords((_words(value, cell.number_format),), unstruck=copy(cell))
            cell.value = None
        else:
            continue
        if any(look):
            looks[cell.coordinate] = look
    return looks


def _words(value: object, number_format: str) -> str:
    return one_line(value if isinstance(value, str) else shown_by_excel(value, number_format))


def _take_runs(cell: AnyCell, value: CellRichText) -> LookOfWords:
    """Give a cell of several runs what is left of them; return what was special of them."""
    runs = [
        _Stretch(part.text, part.font, part.font)
        if isinstance(part, TextBlock)
        else _Stretch(str(part), None, cell.font)
        for part in value
    ]
    left, struck = _without_struck(runs)
    unstruck = _holding(copy(cell), _with_raised_digits(runs)[0]) if struck else None
    if not any(run.text.strip() for run in left):
        if struck:
            cell.value = None
        return LookOfWords(struck, unstruck=unstruck)
    left, on_the_line = _with_raised_digits(left)
    if left != runs:
        _holding(cell, left)
    return LookOfWords(struck, on_the_line, unstruck)


def _holding(cell: AnyCell, runs: list[_Stretch]) -> AnyCell:
    """Give the cell these runs, and return it."""
    cell.value = CellRichText([TextBlock(run.own_font, run.text) if run.own_font else run.text for run in runs])
    return cell


def _without_struck(runs: list[_Stretch]) -> tuple[list[_Stretch], tuple[str, ...]]:
    """Return the runs that stand, with the space where one was taken out put right; and the words that were."""
    left: list[_Stretch] = []
    struck: list[str] = []
    taken = ""
    for is_struck, group in groupby(runs, lambda run: bool(run.font.strike)):
        stretch = list(group)
        if is_struck:
            taken = "".join(run.text for run in stretch)
            struck += [one_line(taken)] if taken.strip() else []
            continue
        if left and taken:
            left[-1] = left[-1]._replace(text=_joined_to(left[-1].text, taken, stretch[0].text))
        left += stretch
    return left, tuple(struck)


def _joined_to(before: str, taken: str, after: str) -> str:
    """Return `before` with the space that it needs before `after`, once `taken` between the two is out."""
    if after[:1] and after[0] in _CLOSING:
        return before.rstrip(" ")
    words_meet = before[-1:].isalnum() and after[:1].isalnum()
    return f"{before} " if words_meet and taken != taken.strip() else before


def _with_raised_digits(runs: list[_Stretch]) -> tuple[list[_Stretch], tuple[str, ...]]:
    """Return the runs with raised and lowered digits as Unicode has them, and the letters that stay on the line.

    A cell that is raised as a whole is raised against nothing, and stays.
    """
    if len({run.place for run in runs if run.text.strip()}) < 2:
        return runs, ()
    shown: list[_Stretch] = []
    on_the_line: list[str] = []
    for run in runs:
        if run.place:
            before = shown[-1].text if shown else ""
            text, letters = _as_unicode(run.text, _FORMS[run.place], before)
            shown.append(run._replace(text=text))
            on_the_line += letters
        else:
            shown.append(run)
    return shown, tuple(on_the_line)


def _as_unicode(text: str, forms: dict[str, str], before: str) -> tuple[str, list[str]]:
    """Return a raised or lowered text as far as Unicode has it so, with the text itself if letters of it are left.

    'n', 'i' and signs are taken only where nothing else is raised with them: half of '(a)' would read oddly.
    """
    whole = all(letter in forms or letter in _BETWEEN for letter in text)
    new = "".join(forms.get(letter, letter) if whole or letter in _DIGITS else letter for letter in text)
    is_ordinal = text.strip() in _ORDINAL_ENDINGS and before[-1:].isdecimal()
    harmless = whole or is_ordinal or not any(letter.isalpha() for letter in text)
    return new, [] if harmless else [one_line(text)]


def report_look(look: LookOfWords, where: CellRef, report: ReportFinding, *, blank: bool) -> None:
    """Report what is left out of a cell because it is struck through, and letters that are not printed raised."""
    struck, on_the_line, _ = look
    if struck:
        report(
            rules.STRUCK,
            where,
            f"{_quotes(struck)} {'is' if len(struck) == 1 else 'are'} struck through, and left out"
            f"{'; the cell counts as blank.' if blank else '.'}",
            "Nothing, if the words are meant to go; else take the strike-through off.",
        )
    if on_the_line:
        report(
            rules.ON_THE_LINE,
            where,
            f"{_quotes(on_the_line)} {'is' if len(on_the_line) == 1 else 'are'} raised or lowered,"
            " and printed on the line.",
            "See whether it can be misread there; only figures and signs are printed raised or lowered.",
        )


def _quotes(stretches: tuple[str, ...]) -> str:
    return listed([quoted(each) for each in stretches])
