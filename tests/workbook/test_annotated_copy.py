"""The annotated copy: what it says, what it keeps, and that nothing is ever written over."""

import errno
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Protection
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from bvdocs.cli.main import main
from bvdocs.commands.check import check_inputs
from bvdocs.core.errors import OutputError
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.places import CellRef, TemplatePlace
from bvdocs.core.schema import ACCEPTED
from bvdocs.storage.new_file import write_new
from bvdocs.workbook.reading.reader import read_workbook
from bvdocs.workbook.writing.annotated_copy import make_annotated_copy
from bvdocs.workbook.writing.findings_sheet import COLUMNS
from tests.gates import require
from tests.support.project import SAMPLE, TEMPLATES, tell_nobody
from tests.support.workbooks import Book

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT = (_ODF % name for name in ("office", "table", "text"))
XLINK = "{http://www.w3.org/1999/xlink}"
RICH = CellRichText(
    "Priorities are ", TextBlock(InlineFont(b=True), " bold "), "and ", TextBlock(InlineFont(i=True), "sure.")
)


def found(code: str, sheet: str, cell: str = "", message: str = "is wrong.", hint: str = "Put it right.") -> Finding:
    severity = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}[code[0]]
    return Finding(code, severity, TemplatePlace(sheet, cell) if " " in cell else CellRef(sheet, cell), message, hint)


def copied(workbook: Path, *findings: Finding) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(make_annotated_copy(workbook.read_bytes(), findings).file), rich_text=True)


def comment(sheet: Worksheet, cell: str) -> str:
    said = sheet[cell].comment
    return "" if said is None else said.text


def table(book: Workbook, name: str = "Findings") -> list[tuple[object, ...]]:
    """Return the sheet's rows beneath its headings."""
    rows: list[tuple[object, ...]] = list(book[name].iter_rows(values_only=True))
    return rows[rows.index(tuple(COLUMNS)) + 1 :]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *(str(argument) for argument in arguments)])


def test_each_finding_is_a_comment_on_its_cell_and_a_cell_has_one(tmp_path: Path) -> None:
    findings = [
        found("W901", "Narrative", "C2", "is vague.", "Say how."),
        found("E902", "Narrative", "C2", "is blank.", ""),
        found("N903", "Actions", "H3"),
    ]
    book = copied(Book().write(tmp_path), *findings)
    assert comment(book["Narrative"], "C2") == "Error E902: is blank.\n\nWarning W901: is vague.\nSay how."
    assert comment(book["Actions"], "H3") == "Note N903: is wrong.\nPut it right."
    said = [cell.comment for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [each.author for each in said] == ["bvdocs", "bvdocs"]


def test_a_comment_that_was_there_keeps_its_text_and_its_author(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Narrative"]["C2"].comment = Comment("Jane: look at this again.", "Jane Doe")
        book["Narrative"]["C3"].comment = Comment("Jane: fine.", "Jane Doe")

    book = copied(Book(edit=edit).write(tmp_path), found("W901", "Narrative", "C2"))
    assert comment(book["Narrative"], "C2") == (
        "Jane: look at this again.\n\nbvdocs:\n\nWarning W901: is wrong.\nPut it right."
    )
    assert comment(book["Narrative"], "C3") == "Jane: fine."
    assert book["Narrative"]["C2"].comment.author == "Jane Doe"


def test_a_copy_of_a_copy_says_nothing_twice(tmp_path: Path) -> None:
    finding = found("W901", "Narrative", "C2")
    first = make_annotated_copy(Book().write(tmp_path).read_bytes(), [finding]).file
    (tmp_path / "first.xlsx").write_bytes(first)
    book = copied(tmp_path / "first.xlsx", finding)
    assert comment(book["Narrative"], "C2").count("W901") == 1
    assert book.sheetnames[-2:] == ["Findings", "Findings (2)"]


def test_a_finding_in_merged_cells_is_at_their_top_left(tmp_path: Path) -> None:
    book = Book(edit=lambda book: book["Narrative"].merge_cells("C2:D3"))
    copy = copied(book.write(tmp_path), found("W901", "Narrative", "D3"))
    assert comment(copy["Narrative"], "C2").startswith("Warning W901")
    assert str(next(iter(copy["Narrative"].merged_cells.ranges))) == "C2:D3"
    (line,) = table(copy)
    assert line[:3] == ("W901", "Narrative!D3", "is wrong.")
    assert copy["Findings"]["B6"].hyperlink.location == "'Narrative'!C2"


def test_a_long_comment_has_more_room(tmp_path: Path) -> None:
    def sizes(part: bytes) -> list[tuple[int, int]]:
        return [(int(width), int(height)) for width, height in re.findall(rb"width:(\d+)px;height:(\d+)px", part)]

    content = make_annotated_copy(
        Book().write(tmp_path).read_bytes(),
        [found("W901", "Narrative", "C2"), found("W902", "Narrative", "C3", "word " * 400)],
    ).file
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        (part,) = [name for name in package.namelist() if name.endswith(".vml")]
        short, long = sizes(package.read(part))
    assert short[0] * short[1] < long[0] * long[1]
    # Each letter has its 7 pixels across and its 18 down.
    assert long[0] * long[1] > len("word " * 400) * 7 * 18


def test_the_list_is_the_last_sheet_and_links_to_the_cells(tmp_path: Path) -> None:
    findings = [
        found("W901", "Narrative", "C2", "is vague.", "Say how."),
        replace(found("E902", "Criteria", "D2", "'Green' is odd."), text="Green\nor so"),
        found("W903", "Actions", "D2", "is blank."),
        found("E904", "Scale"),
        found("W905", "overview.html", "line 12"),
        found("E906", "No such sheet", "B2"),
    ]
    book = copied(Book().write(tmp_path), *findings)
    assert book.sheetnames[-1] == "Findings"
    assert table(book) == [
        ("E904", "Scale", "is wrong.", "is wrong.", "Put it right.", "Error"),
        ("E902", "Criteria!D2", "Green or so", "'Green' is odd.", "Put it right.", "Error"),
        ("E906", "No such sheet!B2", "is wrong.", "is wrong.", "Put it right.", "Error"),
        ("W901", "Narrative!C2", "is vague.", "is vague.", "Say how.", "Warning"),
        ("W903", "Actions!D2", "is blank.", "is blank.", "Put it right.", "Warning"),
        ("W905", "overview.html, line 12", "is wrong.", "is wrong.", "Put it right.", "Warning"),
    ]
    links = {cell.value: cell.hyperlink.location for cell in book["Findings"]["B"] if cell.hyperlink}
    assert links == {
        "Criteria!D2": "'Criteria'!D2", "Narrative!C2": "'Narrative'!C2", "Actions!D2": "'Actions'!D2",
    }  # fmt: skip
    assert all(not cell.hyperlink.target for cell in book["Findings"]["B"] if cell.hyperlink)


def test_a_link_leads_to_the_sheet_as_the_council_writes_its_name(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Narrative"].title = " narrative "

    book = copied(Book(edit=edit).write(tmp_path), found("W901", "Narrative", "C2"))
    assert book["Findings"]["B6"].hyperlink.location == "' narrative '!C2"


def test_its_first_columns_are_those_of_the_accepted_findings(tmp_path: Path) -> None:
    assert list(COLUMNS)[:3] == [column.name for column in ACCEPTED.columns][:3]
    introduction = [row[0] for row in copied(Book().write(tmp_path))["Findings"].iter_rows(max_row=3, values_only=True)]
    assert "'Accepted findings'" in str(introduction[2])


def test_the_list_is_ready_for_the_screen_and_for_paper(tmp_path: Path) -> None:
    sheet = copied(Book().write(tmp_path), found("W901", "Narrative", "C2"))["Findings"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A6", "A5:F6", "$5:$5")
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", sheet.PAPERSIZE_A4)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(cell.alignment.wrap_text for cell in sheet[6])


def test_the_list_alone_is_selected(tmp_path: Path) -> None:
    book = copied(Book().write(tmp_path))
    assert book.active is book["Findings"]
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Findings"]


def test_a_sheet_of_that_name_is_the_council_s_own(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book.create_sheet("FINDINGS")["A1"] = "ours"

    book = copied(Book(edit=edit).write(tmp_path), found("W901", "Narrative", "C2"))
    assert book.sheetnames[-1] == "Findings (2)"
    assert book["FINDINGS"]["A1"].value == "ours"
    assert len(table(book, "Findings (2)")) == 1


@pytest.mark.parametrize("text", ["=1+1", "#REF!", '=HYPERLINK("x")', "a\x0bb"])
def test_a_text_stays_a_text(text: str, tmp_path: Path) -> None:
    book = copied(Book().write(tmp_path), found("W901", "Narrative", "C2", text, text))
    cell = book["Findings"]["D6"]
    assert (cell.data_type, cell.value) == ("s", text.replace("\x0b", " "))
    assert text.replace("\x0b", " ") in comment(book["Narrative"], "C2")


def test_a_formula_stays(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Narrative"]["C2"] = '="Priorities"&" are clear."'

    book = copied(Book(edit=edit).write(tmp_path), found("W901", "Narrative", "C2"))
    assert book["Narrative"]["C2"].value == '="Priorities"&" are clear."'


def furnished(book: Workbook) -> None:
    """Put into a workbook much of what a council may have set in Excel."""
    narrative = book["Narrative"]
    narrative["C2"] = RICH
    narrative["C3"].hyperlink = "https://example.org/policy#part"
    narrative["G2"] = "=LEN(C2)"
    narrative.merge_cells("A5:B6")
    narrative.column_dimensions["C"].width = 71
    narrative.column_dimensions["D"].protection = Protection(locked=False)
    narrative.protection.sheet = True
    narrative.row_dimensions[3].hidden = True
    book["Scale"].sheet_state = "hidden"
    book.create_sheet("Secret").sheet_state = "veryHidden"
    numbers = book.create_sheet("Numbers")
    for row in (("a", 1), ("b", 2)):
        numbers.append(row)
    chart = BarChart()
    chart.add_data(Reference(numbers, min_col=2, min_row=1, max_row=2))
    numbers.add_chart(chart, "D2")
    picture = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(picture, "PNG")
    numbers.add_image(Image(picture), "D20")


def test_what_the_council_set_in_excel_stays(tmp_path: Path) -> None:
    book = copied(
        Book(edit=furnished).write(tmp_path), found("W901", "Narrative", "C2"), found("W902", "Narrative", "D9")
    )
    narrative = book["Narrative"]
    assert narrative["C2"].value == RICH
    assert narrative["C3"].hyperlink.target == "https://example.org/policy#part"
    assert narrative["G2"].value == "=LEN(C2)"
    assert [area.coord for area in narrative.merged_cells.ranges] == ["A5:B6"]
    assert narrative.column_dimensions["C"].width == 71
    assert narrative.row_dimensions[3].hidden
    assert narrative.protection.sheet
    # A cell that is not written is free as its column is.
    assert not narrative.column_dimensions["D"].protection.locked
    assert (book["Scale"].sheet_state, book["Secret"].sheet_state) == ("hidden", "veryHidden")
    numbers = book.worksheets[-2]
    assert (numbers.title, len(numbers._charts), len(numbers._images)) == ("Numbers", 1, 1)  # type: ignore[attr-defined]


def test_drop_downs_colours_and_looks_of_the_sample_stay() -> None:
    before, after = openpyxl.load_workbook(SAMPLE, rich_text=True), copied(SAMPLE, found("W901", "Criteria", "D3"))
    assert after.sheetnames[:-1] == before.sheetnames
    for sheet in before:
        copy = after[sheet.title]
        assert list(copy.iter_rows(values_only=True)) == list(sheet.iter_rows(values_only=True))
        choices = [(each.formula1, str(each.sqref)) for each in sheet.data_validations.dataValidation]
        assert [(each.formula1, str(each.sqref)) for each in copy.data_validations.dataValidation] == choices
        colours = [(str(area.sqref), len(area.rules)) for area in sheet.conditional_formatting]
        assert [(str(area.sqref), len(area.rules)) for area in copy.conditional_formatting] == colours
        widths = {name: column.width for name, column in sheet.column_dimensions.items()}
        assert {name: column.width for name, column in copy.column_dimensions.items()} == widths
        assert copy.freeze_panes == sheet.freeze_panes


def test_the_copy_is_read_as_the_workbook_is(tmp_path: Path) -> None:
    copy = make_annotated_copy(SAMPLE.read_bytes(), [found("W901", "Narrative", "C2")])
    (tmp_path / "copy.xlsx").write_bytes(copy.file)
    assert read_workbook(tmp_path / "copy.xlsx").assessment == read_workbook(SAMPLE).assessment


def faulty(folder: Path) -> Path:
    book = Book()
    book.criteria[0][3] = "Grean"
    book.narrative[0][3] = None  # a note
    return book.write(folder, "faulty.xlsx")


def test_check_writes_the_copy_even_of_a_workbook_with_errors_and_leaves_that_alone(tmp_path: Path) -> None:
    workbook, out = faulty(tmp_path), tmp_path / "copy.xlsx"
    before = sha256(workbook.read_bytes()).digest()
    done = run(workbook, "--annotate", out)
    assert done.exit_code == 1, done.output
    assert f"Writing {out}" in done.output
    assert "E104 Criteria!D2" in done.output
    assert sha256(workbook.read_bytes()).digest() == before
    book = openpyxl.load_workbook(out)
    assert "E104" in comment(book["Criteria"], "D2")
    # Notes are in the copy, shown on the terminal or not.
    assert "N334" in [line[0] for line in table(book)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.xlsx", "faulty.xlsx"]


def test_a_sound_workbook_gets_a_copy_too(tmp_path: Path) -> None:
    done = run(Book().write(tmp_path), "--annotate", tmp_path / "copy.XLSX", "--json")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("{")
    title = openpyxl.load_workbook(tmp_path / "copy.XLSX")["Findings"]["A1"].value
    assert title.startswith("What bvdocs found: ")


def test_the_workbook_itself_is_refused_by_whatever_name(tmp_path: Path) -> None:
    workbook = faulty(tmp_path)
    (tmp_path / "linked.xlsx").symlink_to(workbook)
    (tmp_path / "second.xlsx").hardlink_to(workbook)
    (tmp_path / "folder").mkdir()
    before = workbook.read_bytes()
    for out in (workbook, tmp_path / "linked.xlsx", tmp_path / "second.xlsx", tmp_path / "folder/../faulty.xlsx"):
        done = run(workbook, "--annotate", out)
        assert done.exit_code == 3
        assert "is the workbook itself" in done.stderr
        assert "another name" in done.stderr
    assert workbook.read_bytes() == before


def test_no_file_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "taken.xlsx").write_text("ours")
    (tmp_path / "dangling.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    for name in ("taken.xlsx", "dangling.xlsx", "folder.xlsx"):
        done = run(faulty(tmp_path), "--annotate", tmp_path / name)
        assert (done.exit_code, done.stderr.count("\n")) == (3, 1)
        assert "is there already" in done.stderr
    assert (tmp_path / "taken.xlsx").read_text() == "ours"
    assert not (tmp_path / "nowhere.xlsx").exists()


@pytest.mark.parametrize("name", ["copy.xls", "copy", "copy.xlsx.bak", "folder/"])
def test_another_ending_is_a_wrong_command_line(name: str, tmp_path: Path) -> None:
    done = run(faulty(tmp_path), "--annotate", tmp_path / name)
    assert done.exit_code == 2
    assert "does not end in .xlsx" in done.stderr


@pytest.mark.parametrize("name", ["nowhere/copy.xlsx", f"{'x' * 300}.xlsx"])
def test_a_place_where_no_file_can_be_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    done = run(faulty(tmp_path), "--annotate", tmp_path / name)
    assert (done.exit_code, done.stderr.count("\n")) == (3, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["faulty.xlsx"]


def test_a_file_that_is_no_workbook_gets_no_copy(tmp_path: Path) -> None:
    (tmp_path / "damaged.xlsx").write_bytes(SAMPLE.read_bytes()[:5000])
    done = run(tmp_path / "damaged.xlsx", "--annotate", tmp_path / "copy.xlsx")
    assert done.exit_code == 1
    assert not (tmp_path / "copy.xlsx").exists()


def test_a_disk_without_links_gets_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: object, **_more: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "copy.xlsx", b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("copy.xlsx", b"whole")]


def test_a_name_taken_in_the_meantime_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link

    def after_another(source: Path, target: Path, **more: Any) -> None:
        Path(target).write_bytes(b"theirs")
        real(source, target, **more)

    monkeypatch.setattr(os, "link", after_another)
    with pytest.raises(OutputError, match="is there already"):
        write_new(tmp_path / "copy.xlsx", b"ours")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("copy.xlsx", b"theirs")]


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.slow
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
@pytest.mark.parametrize("has_nameless_files", [True, False])
def test_a_copy_is_for_the_same_eyes_as_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, *, has_nameless_files: bool
) -> None:
    if not has_nameless_files:
        monkeypatch.delattr(os, "O_TMPFILE")
        monkeypatch.setattr(tempfile, "_O_TMPFILE_WORKS", False)  # what Python itself found out when it was imported
    workbook = Book().write(tmp_path)
    workbook.chmod(mode)
    assert run(workbook, "--annotate", tmp_path / "copy.xlsx").exit_code == 0
    assert mode_of(tmp_path / "copy.xlsx") == mode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["assessment.xlsx", "copy.xlsx"]


def test_a_copy_that_gets_another_group_is_not_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = Book().write(tmp_path)
    workbook.chmod(0o660)
    monkeypatch.setattr(os, "getegid", lambda: workbook.stat().st_gid + 1)
    assert run(workbook, "--annotate", tmp_path / "copy.xlsx").exit_code == 0
    assert mode_of(tmp_path / "copy.xlsx") == 0o600


def test_no_copy_is_written_by_way_of_the_system_s_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """openpyxl, which writes new workbooks, writes each sheet there, where a kill leaves it."""
    workbook = Book().write(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "there is no such folder"))
    assert run(workbook, "--annotate", tmp_path / "copy.xlsx").exit_code == 0
    assert (tmp_path / "copy.xlsx").exists()
    assert CliRunner().invoke(main, ["new", str(tmp_path / "new.xlsx")]).exit_code == 0


@pytest.mark.slow
def test_killed_while_it_writes_it_leaves_no_file(tmp_path: Path) -> None:
    workbook, temporary, out = Book().write(tmp_path), tmp_path / "temporary", tmp_path / "out"
    temporary.mkdir()
    out.mkdir()
    arguments = ["check", str(workbook), "--annotate", str(out / "copy.xlsx"), "--templates", str(TEMPLATES)]
    program = (
        "import os, signal\n"
        "from bvdocs.storage import disk\n"
        "disk.os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)\n"  # all is written, nothing is named
        "from bvdocs.cli.main import main\n"
        f"main({arguments!r})"
    )
    environment = os.environ | {"TMPDIR": str(temporary)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert list(out.iterdir()) == list(temporary.iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match=r"No space left on device\. See that"):
        write_new(tmp_path / "copy.xlsx", b"whole")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_libreoffice_opens_the_copy_with_its_comments_and_its_list(tmp_path: Path) -> None:
    # The name of Calc itself: `soffice` is there with any other part of LibreOffice.
    require(shutil.which("soffice") and shutil.which("localc"), "LibreOffice Calc")
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(
        make_annotated_copy(
            SAMPLE.read_bytes(), [found("W901", "Narrative", "C2"), found("E902", "Criteria", "D3")]
        ).file
    )
    options = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore"]
    command = ["soffice", *options, "--convert-to", "fods", "--outdir", str(tmp_path), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (tmp_path / "copy.fods").exists(), done.stderr
    shown = ElementTree.parse(tmp_path / "copy.fods")
    texts = {"".join(note.itertext()) for note in shown.iter(f"{OFFICE}annotation")}
    assert any("Warning W901: is wrong." in text for text in texts)
    assert any("Error E902: is wrong." in text for text in texts)
    # It writes a place with a point in it, except where the cell's name might be a column's number, as C2 might.
    links = {link.get(f"{XLINK}href", "").replace("!", ".") for link in shown.iter(f"{TEXT}a")}
    assert {"#'Narrative'.C2", "#'Criteria'.D3"} <= links
    names = [sheet.get(f"{TABLE}name") for sheet in shown.iter(f"{TABLE}table")]
    assert names == [*openpyxl.load_workbook(SAMPLE).sheetnames, "Findings"]


@pytest.mark.slow
def test_what_an_officer_copies_into_the_accepted_findings_is_accepted(tmp_path: Path) -> None:
    """Copy every warning and note of the sample, by its Code, Cell and Text as the list has them."""
    before = check_inputs(SAMPLE, SAMPLE.read_bytes(), TEMPLATES, tell_nobody).findings
    listed = table(openpyxl.load_workbook(io.BytesIO(make_annotated_copy(SAMPLE.read_bytes(), before).file)))
    assert listed
    book = openpyxl.load_workbook(SAMPLE, rich_text=True)
    if ACCEPTED.name not in book.sheetnames:
        book.create_sheet(ACCEPTED.name).append([column.name for column in ACCEPTED.columns])
    # Two findings of one code about one cell are accepted together.
    for copied_cells in dict.fromkeys(line[:3] for line in listed):
        book[ACCEPTED.name].append([*copied_cells, "Seen and agreed.", "Monitoring Officer", date(2030, 1, 1)])
    book.save(tmp_path / "accepted.xlsx")
    accepted = tmp_path / "accepted.xlsx"
    assert check_inputs(accepted, accepted.read_bytes(), TEMPLATES, tell_nobody).findings == ()
