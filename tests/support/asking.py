"""A round of asking as a test makes it, and an owner who fills in an update sheet as a person would."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.commands.ask import AskRequest, ask_owners
from bvdocs.core.asked import Asked
from bvdocs.storage.asked import read_asked
from tests.support.project import tell_nobody

NOW = datetime(2025, 9, 1, 9, 30, tzinfo=ZoneInfo("Europe/London"))
DUE = date(2025, 9, 12)


@dataclass(frozen=True)
class Round:
    """A round: its folder, and its record as it is read back."""

    folder: Path
    asked: Asked

    def sheet(self, owner: str) -> bytes:
        """The update sheet of an owner, as it was sent."""
        (name,) = (each.file for each in self.asked.sheets if each.owner == owner)
        return (self.folder / f"{name}.xlsx").read_bytes()


def asked_of(workbook: Path, due: date | None = DUE, to: Path | None = None) -> Round:
    """Ask the owners of a workbook's actions, beside it."""
    outcome = ask_owners(AskRequest(workbook, workbook.parent / "outputs", due, to), NOW, tell_nobody)
    assert outcome.folder is not None, outcome.findings
    return Round(outcome.folder, read_asked(outcome.folder))


def form_in(book: Workbook) -> Worksheet:
    return book["Your actions"]


def box(form: Worksheet, label: str, heading: str = "") -> Cell:
    """The cell beside the label that begins so, below a heading that ends so, wherever they stand."""
    below = not heading
    for row in range(1, form.max_row + 1):
        words = str(form.cell(row, 1).value or "")
        if words.startswith("Action ") and " of " in words:
            below = not heading or words.endswith(f": {heading}")
        elif below and words.startswith(label):
            return form.cell(row, 2)  # type: ignore[return-value]
    raise AssertionError(f"the sheet has no row '{label}' under '{heading}'")


def filled(content: bytes, answers: Mapping[str | tuple[str, str], object]) -> bytes:
    """Return an update sheet in which these boxes are filled in, each by its label, or by its action and its label."""
    book = load_workbook(io.BytesIO(content), rich_text=True)
    for key, value in answers.items():
        action, label = key if isinstance(key, tuple) else ("", key)
        box(form_in(book), label, action).value = value  # type: ignore[assignment]
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
