"""Update sheets in programs other than the one that made them: Excel takes them, LibreOffice saves them whole."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell

from bvdocs.core.rich_text import RichText, Run
from bvdocs.returns.edits import CellEdit
from bvdocs.returns.update_sheets import read_update_sheet
from tests.cases.everything import everything_workbook
from tests.gates import office, open_xml, require
from tests.support.asking import Round, asked_of, filled, form_in

pytestmark = pytest.mark.slow

OWNER, REF = "Head of People", "C-A1"


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    workbook = tmp_path_factory.mktemp("asked") / "seven.xlsx"
    workbook.write_bytes(everything_workbook())
    return asked_of(workbook)


def through_office(folder: Path, content: bytes) -> bytes:
    """What LibreOffice saves of a sheet that it opened."""
    require(office.found(), office.WHAT)
    (folder / "sent").mkdir()
    (folder / "sent" / "sheet.xlsx").write_bytes(content)
    (made,) = office.converted([folder / "sent" / "sheet.xlsx"], folder, office.XLSX)
    return made.read_bytes()


def test_every_sheet_is_one_that_excel_takes(round_: Round) -> None:
    require(open_xml.found(), open_xml.WHAT)
    files = sorted(round_.folder.glob("*.xlsx"))
    assert len(files) > 10
    assert open_xml.faults(files) == []


def test_a_sheet_that_libreoffice_only_saved_makes_no_edits(round_: Round, tmp_path: Path) -> None:
    found = read_update_sheet("sheet.xlsx", through_office(tmp_path, round_.sheet(OWNER)), round_.asked)
    assert (found.who, found.edits, found.not_taken) == (OWNER, (), ())


def test_what_was_filled_in_comes_back_from_libreoffice_and_nothing_else(round_: Round, tmp_path: Path) -> None:
    answers: dict[str | tuple[str, str], object] = {
        (REF, "Status"): "Complete",
        (REF, "Progress"): 1,
        (REF, "New update"): "All panels have been briefed; the café’s too.\nNothing is left.",
        (REF, "Revised due"): date(2026, 8, 31),
        (REF, "Reason"): "  The supplier left. ",
        "Tell us": "C-A2 is for Digital.",
    }
    content = through_office(tmp_path, filled(round_.sheet(OWNER), answers))
    found = read_update_sheet("renamed.xlsx", content, round_.asked)
    row = next(each.row for each in _cells(round_) if each.value == REF)
    assert {str(each.cell): each.now for each in found.edits if isinstance(each, CellEdit)} == {
        f"Actions!J{row}": "Complete",
        f"Actions!K{row}": 100.0,
        f"Actions!L{row}": RichText((Run("All panels have been briefed; the café’s too.\nNothing is left."),)),
        f"Actions!I{row}": date(2026, 8, 31),
        f"Actions!{_letter('Reason for new date', round_)}{row}": "The supplier left.",
    }
    assert [each.words for each in found.not_taken] == ["C-A2 is for Digital."]


def test_what_libreoffice_saves_is_still_locked_and_has_its_list(round_: Round, tmp_path: Path) -> None:
    path = tmp_path / "saved.xlsx"
    path.write_bytes(through_office(tmp_path, round_.sheet(OWNER)))
    book = openpyxl.load_workbook(path)
    form = form_in(book)
    assert form.protection.sheet
    assert any(each.type == "list" for each in form.data_validations.dataValidation)
    assert book["Lists"].sheet_state != "visible"


def _cells(round_: Round) -> list[Cell | MergedCell]:
    actions = openpyxl.load_workbook(round_.folder.parents[2] / "seven.xlsx")["Actions"]
    return [cell for row in actions.iter_rows(max_col=1) for cell in row]


def _letter(column: str, round_: Round) -> str:
    actions = openpyxl.load_workbook(round_.folder.parents[2] / "seven.xlsx")["Actions"]
    return next(cell.column_letter for cell in actions[1] if cell.value == column)
