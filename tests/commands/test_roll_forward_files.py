"""The file of the copy for the next meeting: all that the workbook holds beside is in it, and programs open it."""

import hashlib
import re
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table
from openxml_audit import OpenXmlValidator

from bvdocs.workbook.reading.load_cells import silence
from bvdocs.workbook.reading.reader import read_workbook
from bvdocs.workbook.writing.starter import make_starter
from tests.gates import require
from tests.support.full_workbooks import ACTIONS, CRITERIA, MACROS, MAIN, REPORT, full_workbook, planned
from tests.support.hand_written import write_by_hand
from tests.support.package_edits import read_package, rewrite_part, write_package
from tests.support.program import run
from tests.support.workbooks import Book
from tests.workbook.test_other_writers import WRITERS

TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"


def rolled(workbook: Path) -> Path:
    copy = workbook.with_name(f"next{workbook.suffix}")
    before = hashlib.sha256(workbook.read_bytes()).hexdigest()
    done = run("roll-forward", workbook, "--meeting", "2027-03-24", "--out", copy, "--output", workbook.parent / "out")
    assert done.exit_code == 0, done.output
    assert hashlib.sha256(workbook.read_bytes()).hexdigest() == before
    return copy


def audited(path: Path) -> set[str]:
    """What a port of the Open XML SDK's rules finds in a workbook, without an advice on texts in cells."""
    found = (str(each) for each in OpenXmlValidator().validate(path).errors)
    return {each for each in found if "inline-string cell(s)" not in each}


def test_charts_macros_pictures_slicers_and_threads_are_the_same_bytes(tmp_path: Path) -> None:
    path = full_workbook(tmp_path)
    before, after = read_package(path), read_package(rolled(path))
    others = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert others == {REPORT, CRITERIA, ACTIONS, MAIN, RELATIONS, TYPES, "xl/worksheets/sheet10.xml"}
    assert after["xl/vbaProject.bin"] == MACROS
    kinds = ("charts/chart", "media/image", "drawings/drawing", "tables/table", "comments", "slicers/", "threaded")
    assert [kind for kind in kinds if not any(kind in name for name in after)] == []
    # Behind its cells, each sheet has what it had: drop-downs, formats, those of later versions of Excel, tables.
    for part in (REPORT, CRITERIA, ACTIONS):
        head, tail = (re.split(b"<sheetData>.*</sheetData>", each[part], flags=re.DOTALL) for each in (before, after))
        assert head == tail
    assert b"x14:dataValidation " in after[ACTIONS]
    main = after[MAIN].decode()
    assert before[MAIN].decode() == re.sub(r'<sheet name="Closed".*?/>', "", main)


@pytest.mark.slow
@pytest.mark.parametrize("how", WRITERS.values(), ids=WRITERS)
def test_whatever_program_wrote_it(tmp_path: Path, how) -> None:  # type: ignore[no-untyped-def]
    book = openpyxl.load_workbook(planned().write(tmp_path), rich_text=True)
    path = write_by_hand(book, tmp_path / "written.xlsx", how)
    after = read_workbook(rolled(path)).assessment
    assert after.report.meeting_date == date(2027, 3, 24)
    assert [each.ref for each in after.actions] == ["L-A1", "C-A1", "C-A3"]


def test_the_copy_of_a_sound_workbook_is_sound_and_opens_in_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "starter.xlsx"
    path.write_bytes(make_starter(date(2026, 1, 5)))
    copy = rolled(path)
    assert audited(path) == set()
    assert audited(copy) == set()
    assert openpyxl.load_workbook(copy)["Report"]["B5"].value


def as_table(ref: str) -> "type[Workbook]":
    def edit(book: Workbook) -> None:
        book["Actions"].add_table(Table(displayName="Plan", ref=ref))

    return edit  # type: ignore[return-value]


@pytest.mark.parametrize(("ref", "rows"), [
    ("A1:N6", ["L-A1", "C-A1", "C-A3", None, None]),
    ("A1:N4", ["L-A1", None, "C-A1", None, "C-A3"]),
])  # fmt: skip
def test_a_table_keeps_its_size_and_its_rows_close_up_if_it_has_them_all(
    tmp_path: Path, ref: str, rows: list[str | None]
) -> None:
    path = planned(edit=as_table(ref)).write(tmp_path)
    copy = rolled(path)
    sheet = openpyxl.load_workbook(copy)["Actions"]
    assert sheet.tables["Plan"].ref == ref
    assert [sheet[f"A{row}"].value for row in range(2, 7)] == rows
    assert audited(copy) == audited(path)


def test_a_damaged_part_is_told_and_no_copy_is_made(tmp_path: Path) -> None:
    path = planned().write(tmp_path)
    parts = read_package(path) | {"xl/media/image1.png": b"a picture" * 50}
    content = bytearray(write_package(path, parts).read_bytes())
    at = content.rindex(b"xl/media/image1.png", 0, content.index(b"PK\x01\x02")) + len("xl/media/image1.png")
    content[at + 2] ^= 0xFF
    path.write_bytes(bytes(content))
    copy = tmp_path / "next.xlsx"
    done = run("roll-forward", path, "--meeting", "2027-03-24", "--out", copy, "--output", tmp_path / "out")
    assert done.exit_code == 1
    assert "the part xl/media/image1.png of the file is damaged" in done.stderr
    assert not copy.exists()


def test_a_signature_is_told(tmp_path: Path) -> None:
    path = planned().write(tmp_path)
    write_package(path, read_package(path) | {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    done = run("roll-forward", path, "--meeting", "2027-03-24", "--out", tmp_path / "n.xlsx", "--output", tmp_path)
    assert "its signature does not hold for the copy" in done.stdout


def test_a_formula_in_place_of_a_rating_gives_way_and_is_told(tmp_path: Path) -> None:
    path = planned().write(tmp_path)
    cell = re.search(r'<c r="E2"[^>]*/>', read_package(path)[CRITERIA].decode())
    written = '<c r="E2" t="str"><f>D4</f><v>Red</v></c>'
    rewrite_part(path, CRITERIA, *(
        (cell[0], written) if cell else ('<c r="G2"', f'{written}<c r="G2"')
    ))  # fmt: skip
    copy = tmp_path / "next.xlsx"
    done = run("roll-forward", path, "--meeting", "2027-03-24", "--out", copy, "--output", tmp_path / "out")
    assert "A formula gave way to a value in Criteria!E2." in done.stdout
    assert "open it there and save it once" in done.stdout
    assert openpyxl.load_workbook(copy)["Criteria"]["E2"].value == "Green"


def seconds_for(folder: Path, number: int) -> float:
    """How long a workbook of so many actions takes, half of them closed, with a link each."""
    from bvdocs.commands.next_round import plan_next_round
    from bvdocs.commands.write_next_round import write_next_round

    book = planned()
    half = [[f"L-A{row}", *book.actions[row % 2][1:]] for row in range(number)]
    book.actions = half

    def edit(workbook: Workbook) -> None:
        for row in range(2, number + 2):
            workbook["Actions"][f"L{row}"].hyperlink = f"https://www.example.gov.uk/{row}"

    book.edit = edit
    content = book.write(folder).read_bytes()
    before = read_workbook(folder / "assessment.xlsx").assessment
    plan = plan_next_round(before, date(2027, 3, 24), None, None, keep_closed=False)
    began = time.process_time()
    write_next_round(content, before, plan, "2025")
    return time.process_time() - began


@pytest.mark.slow
def test_time_grows_with_the_workbook_and_no_faster(tmp_path: Path) -> None:
    few, many = (seconds_for(tmp_path, number) for number in (200, 1600))
    assert many < 8 * few * 2.5


@pytest.mark.slow
def test_libreoffice_opens_the_copy(tmp_path: Path) -> None:
    require(shutil.which("soffice") and shutil.which("localc"), "LibreOffice Calc")
    copy = rolled(full_workbook(tmp_path))
    folder = tmp_path / "opened"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with silence():
        book = openpyxl.load_workbook(folder / "next.xlsx")
    assert book["Closed"]["A2"].value == "L-A2"
    assert [book["Actions"][f"A{row}"].value for row in range(2, 6)] == ["L-A1", "C-A1", "C-A3", None]
    assert book["Lists"]["B1"].value == "=COUNTIF(Actions!J$2:J$500,A1)"


def test_what_is_of_the_last_report_and_stays_is_told(tmp_path: Path) -> None:
    fields: list[list[object]] = [["Contact", "Clerk"], ["Summary", "It went well."], ["Summary", "So far."]]
    book = Book(additions=["committee"], committee=fields)
    book.report.append(["Assessed on", date(2025, 9, 1)])
    copy = tmp_path / "next.xlsx"
    workbook = book.write(tmp_path)
    done = run("roll-forward", workbook, "--meeting", "2026-03-24", "--out", copy, "--output", tmp_path / "out")
    told = " ".join(done.stdout.split())
    assert "stays: the ratings are as of 1 September 2025. Give the day of the new ones." in told
    assert "own words stay, and are of the last one: Summary (Committee!B3). Write them anew." in told
