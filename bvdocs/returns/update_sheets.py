"""Update sheets that owners sent back, whatever program saved them: what in them is other than it was.

What a person sees is what is taken: a cell is known by the label beside it and the heading above, wherever they stand.
At its end the sheet says which one of which round it is.
"""

import re
from typing import NamedTuple

from bvdocs.core.asked import Asked, AskedSheet, FormBlock, FormRow, Question
from bvdocs.core.errors import ReturnRefusedError
from bvdocs.core.quoting import normal, one_line
from bvdocs.returns.answers import Refused, is_unchanged, read_answer
from bvdocs.returns.edits import CellEdit, NotTaken, Returned
from bvdocs.view.asking import REFERENCE
from bvdocs.workbook.reading.any_sheet import AnySheet, read_any_sheets
from bvdocs.workbook.reading.tables import RawCell
from bvdocs.workbook.writing.update_sheet import LISTS

_REFERENCE = re.compile(r"[0-9a-f]+-[0-9]+")
_TYPE_IT = "If it is meant, type it into the workbook."

_ASK = "Ask the owner."


class _Printed(NamedTuple):
    """What a sheet was sent with: the labels, as they are compared, and what was told beside each."""

    labels: frozenset[str]
    told: frozenset[tuple[str, str]]


class _Form(NamedTuple):
    """The sheet of a workbook that is an update sheet, the number of the column of its labels, and its reference."""

    sheet: AnySheet
    labels: int
    reference: str


def reference_in(name: str, content: bytes) -> str:
    """Return by which reference an update sheet is known; '' for a workbook that is none.

    Raise WorkbookUnreadableError if the file is no workbook at all.
    """
    form = _find_form(read_any_sheets(name, content))
    return form.reference if form else ""


def read_update_sheet(name: str, content: bytes, asked: Asked) -> Returned:
    """Return what an owner changed in an update sheet of this round; `name` is that of the file that came back.

    Raise ReturnRefusedError if it is no update sheet, or one of another round, and WorkbookUnreadableError if it is no
    workbook at all.
    """
    sheets = read_any_sheets(name, content)
    form = _find_form(sheets)
    if form is None:
        raise ReturnRefusedError(
            f"{name} is no update sheet of 'bvdocs ask', or its row '{REFERENCE}' is gone or changed.",
            "Ask for the file that was sent out, or type what this one says into the workbook.",
        )
    sent = next((each for each in asked.sheets if each.reference == form.reference), None)
    if sent is None:
        raise ReturnRefusedError(
            f"{name} has the reference '{form.reference}', which no sheet of the round {asked.round} has: it is of an"
            " earlier round, or of another council.",
            "Take it in with the round that it is of, or send its owner the new sheet.",
        )
    reading = _Reading(form, asked)
    reading.take_rows(sent)
    for sheet in sheets:
        if sheet.title not in (form.sheet.title, LISTS):
            reading.tell_all(sheet)
    return Returned(name, sent.owner, asked.round, tuple(reading.edits), tuple(reading.not_taken))


def _find_form(sheets: list[AnySheet]) -> _Form | None:
    """Return the first sheet with a row that says which reference it has."""
    for sheet in sheets:
        for row, columns in sheet.rows():
            for column in columns:
                reference = sheet.words(row, column + 1)
                if normal(sheet.words(row, column)) == normal(REFERENCE) and _REFERENCE.fullmatch(reference):
                    return _Form(sheet, column, reference)
    return None


class _Reading:
    """One reading of a form: `edits` and `not_taken` grow as its rows are walked, from the top down."""

    def __init__(self, form: _Form, asked: Asked) -> None:
        self.edits: list[CellEdit] = []
        self.not_taken: list[NotTaken] = []
        self._form, self._asked = form, asked

    def take_rows(self, sent: AskedSheet) -> None:
        """Take the rows that the sheet was sent with, each once, and tell of all else that stands there.

        A row that stands a second time is of another block, whose heading was changed: until the next heading that is
        known nothing is taken, for nobody can say which action it is of.
        """
        sheet, labels, _ = self._form
        blocks = {normal(block.heading): block for block in sent.blocks}
        left = {(block.heading, normal(row.label)): row for block in sent.blocks for row in block.rows}
        sent_with = frozenset(left)
        ours = _Printed(
            frozenset(label for _, label in sent_with),
            frozenset((normal(row.label), one_line(row.told)) for block in sent.blocks for row in block.rows),
        )
        block: FormBlock | None = sent.blocks[0]
        for number, columns in sheet.rows():
            label = normal(sheet.words(number, labels))
            taken: tuple[int, ...] = ()
            if label in blocks:
                block, taken = blocks.pop(label), (labels,)
            elif block and (row := left.pop((block.heading, label), None)):
                taken = (labels, labels + 1)
                self._take_row(block, row, sheet.cell(number, labels + 1), sheet.text(number, labels + 1))
            elif block and (block.heading, label) in sent_with:
                block = None
            if block is None and not taken and label in ours.labels:
                taken = (labels, labels + 1)
                self._tell_unknown(number, ours)
            for column in columns:
                self._tell_beside(sheet, number, column, is_taken=column in taken)
        for heading in (each.heading for each in blocks.values()):
            self._tell(heading, "is a heading that is not there any more, and so nothing is of its action", _ASK, "")
        for (heading, _), row in left.items():
            if row.is_open and normal(heading) not in blocks:
                self._tell(row.label, f"is no row under '{heading}' any more, where it stood", _ASK, "")

    def tell_all(self, sheet: AnySheet) -> None:
        """Tell of every cell of a sheet that was not sent."""
        for number, columns in sheet.rows():
            for column in columns:
                self._tell_beside(sheet, number, column, is_taken=False)

    def _tell_unknown(self, number: int, ours: _Printed) -> None:
        """Tell of what stands beside a label of ours that is below no heading of ours, but for what was printed."""
        sheet, labels, _ = self._form
        words, label = sheet.words(number, labels + 1), sheet.words(number, labels)
        if words and (normal(label), words) not in ours.told:
            why = f"stands beside '{label}' below a heading that the sheet was not sent with"
            self._tell(words, why, _TYPE_IT, sheet.cell(number, labels + 1).where.cell)

    def _take_row(self, block: FormBlock, row: FormRow, raw: RawCell, words: str) -> None:
        place = raw.where.cell
        for struck in raw.look.struck:
            self._tell(struck, "is struck through", "Nothing, if it is meant to go; else type it.", place)
        if row.question:
            self._take_answer(block, row.question, raw, words)
        elif row.free and words:
            why = "was told beside, and has no cell in the workbook"
            self._tell(words, why, "Read it, and type into the workbook what belongs there.", place)
        elif not row.is_open and one_line(words) != one_line(row.told):
            about = block.action or "the sheet"
            why = f"stands in a locked cell, which says under '{row.label}' what is known of {about}"
            self._tell(words or "(emptied)", why, _TYPE_IT, place)

    def _take_answer(self, block: FormBlock, question: Question, raw: RawCell, words: str) -> None:
        """Take what was filled in for a cell of the workbook, if it is other than what was there."""
        value = read_answer(raw, question, self._asked)
        place = raw.where.cell
        if isinstance(value, Refused):
            why = f"is about {block.action}, and {value.why}"
            self._tell(words or ("(a formula)" if raw.uncomputed else "(emptied)"), why, value.instead, place)
        elif not is_unchanged(question, value):
            self.edits.append(CellEdit(question.cell, question.column, question.was, value, place))

    def _tell_beside(self, sheet: AnySheet, row: int, column: int, *, is_taken: bool) -> None:
        """Tell of words where the sheet that was sent out had none, or others; and of a comment."""
        place = sheet.cell(row, column).where
        where = place.cell if sheet is self._form.sheet else str(place)
        if not is_taken and (words := sheet.words(row, column)):
            self._tell(words, "stands where the sheet has nothing to fill in, or has other words", _TYPE_IT, where)
        if comment := sheet.comment(row, column):
            self._tell(comment, "is a comment, and no value", "Read it, and answer it or type what it asks for.", where)

    def _tell(self, words: str, why: str, instead: str, place: str) -> None:
        self.not_taken.append(NotTaken(words, why, instead, place))
