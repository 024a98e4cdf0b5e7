"""The starter workbook: what an officer finds in it, and that it is read back without a fault."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from bvdocs.checks import run_checks
from bvdocs.cli.main import main
from bvdocs.core import schema
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.guidance import EXAMPLE, THEMES
from bvdocs.core.shared_columns import FIELD
from bvdocs.workbook.reading.reader import Reading, read_workbook
from bvdocs.workbook.writing.dropdowns import LAST_ROW, letter_of
from bvdocs.workbook.writing.formatting import HELP
from bvdocs.workbook.writing.starter import SCALE, make_starter
from tests.gates import require
from tests.support.project import PROJECT, TEMPLATES

TODAY = date(2026, 1, 8)
# The one finding that a fresh starter may have: its examples are still in place.
EXAMPLES = "W214"


@pytest.fixture(scope="module")
def starter() -> bytes:
    return make_starter(TODAY)


@pytest.fixture(scope="module")
def book(starter: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(starter))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def read(content: bytes) -> tuple[Reading, set[str]]:
    reading = read_workbook(Path("starter.xlsx"), content)
    return reading, {finding.code for finding in (*reading.findings, *run_checks(reading.assessment))}


def validations(book: Workbook, sheet: str, cell: str) -> list[DataValidation]:
    return [each for each in book[sheet].data_validations.dataValidation if cell in each.sqref]


def columns() -> Iterator[tuple[Sheet, Column, str]]:
    """Yield every column of every sheet, with its letter."""
    for sheet in schema.PLAIN_SHEETS:
        for column in sheet.columns:
            yield sheet, column, letter_of(sheet, column.name)


def test_the_starter_is_read_back_without_a_finding_but_that_of_its_examples(starter: bytes) -> None:
    reading, codes = read(starter)
    assert codes == {EXAMPLES}
    assessment = reading.assessment
    assert [(theme.name, theme.prefix) for theme in assessment.themes] == list(THEMES)
    assert [(level.name, level.mark, level.colour, level.meaning) for level in assessment.scale] == list(SCALE)
    assert assessment.report.authority == "Example Borough Council"
    texts = [each.name for each in assessment.criteria]
    texts += [each.text.plain for each in assessment.bullets] + [each.text.plain for each in assessment.actions]
    assert len(texts) == 6
    assert all(text.startswith(EXAMPLE) for text in texts)


@pytest.mark.slow
def test_the_starter_is_without_a_finding_on_every_day_of_some_years() -> None:
    """Weekends, Christmas and leap days move the meeting; a few days of each month stand for all."""
    for number in range(0, 1100, 37):
        today = TODAY + timedelta(days=number)
        reading, codes = read(make_starter(today))
        assert codes == {EXAMPLES}, today
        meeting = reading.assessment.report.meeting_date
        assert timedelta(weeks=12) < meeting - today < timedelta(weeks=16), today
        for day in (meeting, *(action.due for action in reading.assessment.actions)):
            assert day.weekday() == 1, today
            assert not (day.month == 12 and day.day > 23) and not (day.month == 1 and day.day < 4), today
        assert all(action.due > meeting for action in reading.assessment.actions)


def test_every_sheet_and_column_of_the_schema_is_there(book: Workbook) -> None:
    assert book.sheetnames == [sheet.name for sheet in schema.PLAIN_SHEETS]
    for sheet, column, letter in columns():
        assert book[sheet.name][f"{letter}1"].value == column.name
    fields = [(row[0].value, row[2].value) for row in book["Report"].iter_rows(min_row=2)]
    assert [name for name, _ in fields] == [field.name for field in schema.REPORT_FIELDS]
    assert book["Report"]["C1"].value == HELP
    assert all(field.help in str(told) for field, (_, told) in zip(schema.REPORT_FIELDS, fields, strict=True))


def test_every_heading_and_every_cell_tells_its_column_s_help_and_nothing_is_a_comment(book: Workbook) -> None:
    for sheet, column, letter in columns():
        for cell in (f"{letter}1", f"{letter}2", f"{letter}{LAST_ROW}"):
            (validation,) = validations(book, sheet.name, cell)
            assert validation.showInputMessage
            assert validation.promptTitle == column.name
            assert str(validation.prompt).endswith(column.help)
            assert ("Must be filled in." in str(validation.prompt)) == column.required
            assert validation.allow_blank
    assert all(cell.comment is None for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_drop_downs_offer_what_a_cell_may_hold(book: Workbook) -> None:
    offered = {
        Kind.LEVEL: "Scale_Level",
        Kind.THEME: "Themes_Number",
        Kind.YES_NO: '"yes,no"',
        Kind.EXEMPT: '"yes,no"',
        Kind.STATUS: '"Not started,In progress,Complete,Cancelled"',
    }
    for sheet, column, letter in columns():
        (validation,) = validations(book, sheet.name, f"{letter}2")
        choices = f'"{",".join(column.choices)}"' if column.choices else None
        if column is FIELD:
            names = ",".join(field.name for field in sheet.named_fields)
            choices = f'"{names}"' if len(names) <= 255 else None
        assert validation.formula1 == offered.get(column.kind, choices), column.name
        assert validation.type == ("list" if validation.formula1 else None), column.name
        assert len(validation.formula1 or "") <= 257, "Excel takes no longer list"
        # A mark is a rating too, so Excel must not refuse one.
        assert not (column.kind is Kind.LEVEL and validation.showErrorMessage)


@pytest.mark.parametrize(("name", "heading"), [("Scale_Level", "Scale!$A$1"), ("Themes_Number", "Themes!$A$1")])
def test_a_list_begins_below_its_heading_and_ends_with_its_last_filled_cell(
    book: Workbook, name: str, heading: str
) -> None:
    column = f"{heading}:$A$200"
    last = f'SUMPRODUCT(MAX(({column}<>"")*ROW({column})))-ROW({heading})+1'
    assert book.defined_names[name].attr_text == f"INDEX({column},2):INDEX({column},MAX(2,{last}))"


def test_a_level_is_shown_in_the_colour_that_the_scale_sheet_gives_it(book: Workbook) -> None:
    rules = {
        str(area.sqref): [(rule.formula[0], rule.dxf.fill.bgColor.rgb[-6:]) for rule in area.rules]
        for area in book["Criteria"].conditional_formatting
    }
    assert set(rules) == {f"D1:D{LAST_ROW}", f"E1:E{LAST_ROW}"}
    row = "IFERROR(MATCH(D1,Scale_Level,0),MATCH(D1,Scale_Mark,0))"
    assert rules[f"D1:D{LAST_ROW}"] == [
        (f'AND(D1<>"",INDEX(Scale_Colour,{row})="{colour}")', colour[1:].upper()) for _, _, colour, _ in SCALE
    ]


def test_only_headings_are_locked_and_rows_may_come_and_go(book: Workbook) -> None:
    for sheet in book.worksheets:
        protection = sheet.protection
        assert protection.sheet
        assert not protection.password
        forbidden = ("formatCells", "formatRows", "formatColumns", "insertRows", "deleteRows", "insertHyperlinks")
        assert not any(getattr(protection, name) for name in (*forbidden, "sort", "autoFilter", "insertColumns"))
        assert sheet.auto_filter.ref
        locked = {cell.row for row in sheet.iter_rows() for cell in row if cell.protection.locked}
        assert locked == {1}
        # Blank cells too, as far as Excel goes: it deletes no row with a locked one.
        widths = sheet.column_dimensions.values()
        assert not any(column.protection.locked for column in widths)
        assert max(column.max or 0 for column in widths) == 16384


def test_dates_progress_and_paper_are_set_up(book: Workbook) -> None:
    for sheet, column, letter in columns():
        formats = {Kind.DATE: "d mmmm yyyy", Kind.DUE: "d mmmm yyyy", Kind.TIME: "hh:mm", Kind.PERCENT: "0%"}
        if column.kind in formats:
            assert book[sheet.name].column_dimensions[letter].number_format == formats[column.kind]
            assert {cell.number_format for cell in book[sheet.name][letter][1:]} <= {formats[column.kind]}
    assert book["Actions"]["K2"].number_format == "0%"
    assert book["Report"]["B5"].number_format == "d mmmm yyyy"
    for worksheet in book.worksheets:
        assert worksheet.freeze_panes == "A2"
        assert (worksheet.page_setup.orientation, worksheet.page_setup.paperSize) == ("landscape", 9)
        assert (worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight) == (1, 0)
        assert worksheet.print_title_rows == "$1:$1"
        assert worksheet.oddFooter.right.text == "Page &P of &N"  # type: ignore[union-attr]


def test_row_heights_are_no_more_than_a_start(book: Workbook, starter: bytes) -> None:
    """A height marked as set by hand would stay when the text grows."""
    assert book["Actions"].row_dimensions[2].height > book["Scale"].row_dimensions[2].height
    with tempfile.TemporaryDirectory() as folder:
        shutil.unpack_archive(_written(Path(folder), starter), folder, "zip")
        for part in Path(folder).glob("xl/worksheets/sheet*.xml"):
            assert part.read_text().count("customHeight") == 1, "the heading's alone"


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "starter.xlsx"
    path.write_bytes(content)
    return path


def test_the_same_day_gives_the_same_bytes_and_another_day_others(starter: bytes) -> None:
    assert make_starter(TODAY) == starter
    assert make_starter(TODAY + timedelta(days=7)) != starter


def test_new_writes_it_and_says_what_to_do_next(tmp_path: Path) -> None:
    path = tmp_path / "our council.xlsx"
    done = run("new", path)
    assert done.exit_code == 0, done.output
    assert f"bvdocs check '{path}'" in done.output
    assert len(done.output.splitlines()) <= 3
    assert read(path.read_bytes())[1] == {EXAMPLES}
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_new_never_writes_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ours.xlsx"
    path.write_text("precious")
    done = run("new", path)
    assert done.exit_code == 3
    assert "is there already" in done.output
    assert "Choose another name." in done.output
    assert path.read_text() == "precious"


def test_new_says_so_where_it_may_not_write(tmp_path: Path) -> None:
    done = run("new", tmp_path / "nowhere" / "ours.xlsx")
    assert done.exit_code == 3
    assert "there is no folder" in done.output
    if os.geteuid():  # root may write anywhere
        tmp_path.chmod(0o500)
        done = run("new", tmp_path / "ours.xlsx")
        tmp_path.chmod(0o700)
        assert done.exit_code == 3
        assert "could not be written" in done.output
    assert list(tmp_path.iterdir()) == []


def test_new_takes_no_other_kind_of_file(tmp_path: Path) -> None:
    done = run("new", tmp_path / "ours.xls")
    assert done.exit_code == 2
    assert "does not end in .xlsx" in done.output


@pytest.mark.slow
def test_the_program_itself_makes_a_workbook_that_it_checks(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "bvdocs"]
    made = subprocess.run([*program, "new", "ours.xlsx"], cwd=tmp_path, env=_here(), capture_output=True, text=True)
    assert (made.returncode, made.stderr) == (0, "")
    checked = subprocess.run(
        [*program, "check", "ours.xlsx", "--templates", str(TEMPLATES)], cwd=tmp_path, env=_here(), capture_output=True
    )
    assert checked.returncode == 0


def _here() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT)}


@pytest.mark.slow
def test_libreoffice_opens_it_and_keeps_its_drop_downs_and_works_out_their_lists(
    starter: bytes, tmp_path: Path
) -> None:
    require(shutil.which("soffice") and shutil.which("localc"), "LibreOffice Calc")
    # One level and one theme more than the starter has, and cells that count what is offered.
    grown = openpyxl.load_workbook(io.BytesIO(starter))
    grown["Scale"].append(["Blue", "B", "#0b3c99", "Better than needed"])
    grown["Themes"].append([8, "Digital", "D"])
    names = ("Scale_Level", "Themes_Number")
    for number, name in enumerate(names, 1):
        grown["Abbreviations"][f"G{number}"] = f"=ROWS({name})"
        grown["Abbreviations"][f"H{number}"] = f"=INDEX({name},ROWS({name}))"
    grown.save(tmp_path / "grown.xlsx")

    book = openpyxl.load_workbook(_through_libreoffice(tmp_path / "grown.xlsx", tmp_path / "out"), data_only=True)

    cells = book["Abbreviations"]
    assert [cells[place].value for place in ("G1", "H1", "G2", "H2")] == [6, "Blue", 8, 8]
    for sheet, column, letter in columns():
        offered = {validation.formula1 for validation in validations(book, sheet.name, f"{letter}3")}
        if column.kind is Kind.LEVEL:
            assert offered == {"Scale_Level"}
        elif column.kind is Kind.THEME:
            assert offered == {"Themes_Number"}
        elif column.choices:
            (words,) = offered
            assert str(words).strip('"').split(",") == list(column.choices)
    assert len(book["Criteria"].conditional_formatting) > 0


def _through_libreoffice(file: Path, folder: Path) -> Path:
    """Return the workbook as LibreOffice opens it and saves it."""
    with tempfile.TemporaryDirectory(prefix="office-") as profile:
        options = [f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command = ["soffice", *options, "--convert-to", "xlsx", "--outdir", str(folder), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    made = folder / file.name
    assert made.exists(), f"{done.stdout} {done.stderr}"
    return made
