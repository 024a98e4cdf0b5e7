"""Nothing of the officer's is lost in an annotated copy: every part but those that had to grow is the same bytes."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bvdocs.cli.main import main
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.places import CellRef
from bvdocs.workbook.reading.reader import read_workbook
from bvdocs.workbook.writing.annotated_copy import make_annotated_copy
from tests.gates import require
from tests.support.excel_workbooks import excel_workbook
from tests.support.full_workbooks import full_workbook
from tests.support.hand_written import Writing, write_by_hand
from tests.support.package_edits import add_related, read_package, rewrite_part, write_package
from tests.support.workbooks import Book
from tests.support.writing import changed_parts, new_faults, opened, parts_of
from tests.workbook.test_other_writers import WRITERS

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
NARRATIVE, CRITERIA = "xl/worksheets/sheet5.xml", "xl/worksheets/sheet4.xml"
# Of any workbook to which a sheet with looks of its own is added.
GROWN = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
FINDINGS = [
    Finding("W901", Severity.WARNING, CellRef(sheet, cell), "is vague.", "Say how.")
    for sheet, cell in (("Narrative", "C2"), ("Narrative", "C3"), ("Narrative", "D3"), ("Actions", "A1"))
]


def annotated(workbook: Path, copy: str = "copy.xlsx") -> tuple[Result, Path]:
    out = workbook.with_name(copy)
    return CliRunner().invoke(main, ["check", str(workbook), "--annotate", str(out)]), out


@pytest.mark.slow
def test_of_what_excel_alone_writes_every_part_stays(tmp_path: Path) -> None:
    path = excel_workbook(tmp_path)
    before = path.read_bytes()
    copy = make_annotated_copy(before, FINDINGS).file
    assert changed_parts(before, copy) == GROWN | {
        "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",  # of Narrative
        "xl/comments/comment2.xml", "xl/drawings/commentsDrawing2.vml",  # of Actions
        "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml", "xl/worksheets/sheet10.xml",
    }  # fmt: skip
    assert new_faults(before, copy) == set()
    (tmp_path / "copy.xlsx").write_bytes(copy)
    assert read_workbook(tmp_path / "copy.xlsx").assessment == read_workbook(path).assessment


@pytest.mark.slow
@pytest.mark.parametrize("how", WRITERS.values(), ids=WRITERS)
def test_whatever_program_wrote_it_the_copy_is_as_sound_and_read_alike(tmp_path: Path, how: Writing) -> None:
    path = write_by_hand(opened(Book().write(tmp_path).read_bytes()), tmp_path / "hand.xlsx", how)
    before = path.read_bytes()
    copy = make_annotated_copy(before, FINDINGS).file
    (tmp_path / "copy.xlsx").write_bytes(copy)
    # The auditor takes a backslash in a part's name for a letter, and so finds no relations of such a part.
    assert any("\\" in name for name in parts_of(before)) or new_faults(before, copy) == set()
    assert read_workbook(tmp_path / "copy.xlsx").assessment == read_workbook(path).assessment
    (sheet,) = (part for name, part in parts_of(copy).items() if b">What bvdocs found: 4 warnings<" in part)
    assert sheet.count(b"is vague.") == 8


def test_macros_stay_and_the_copy_has_to_be_named_so(tmp_path: Path) -> None:
    path = full_workbook(tmp_path, "plan.xlsm")
    done, copy = annotated(path)
    assert done.exit_code == 2
    assert "does not end in .xlsm: the workbook has macros" in done.stderr
    assert not copy.exists()
    done, copy = annotated(path, "copy.xlsm")
    assert done.exit_code in (0, 1), done.output
    before, after = path.read_bytes(), copy.read_bytes()
    assert "xl/vbaProject.bin" not in changed_parts(before, after)
    assert b"sheet.macroEnabled.main+xml" in parts_of(after)["[Content_Types].xml"]
    # Nor is any part gone.
    assert not parts_of(before).keys() - parts_of(after).keys()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "content_type"),
    [
        (".xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
        (".xltm", "application/vnd.ms-excel.template.macroEnabled.main+xml"),
    ],
)
def test_a_copy_of_a_template_is_a_template(tmp_path: Path, ending: str, content_type: str) -> None:
    path = rewrite_part(Book().write(tmp_path, f"plan{ending}"), "[Content_Types].xml", TYPE, content_type)
    assert annotated(path)[0].exit_code == 2
    done, copy = annotated(path, f"copy{ending}")
    assert done.exit_code in (0, 1), done.output
    assert copy.exists()


def test_what_is_no_picture_stays_as_it_is(tmp_path: Path) -> None:
    path = excel_workbook(tmp_path)
    write_package(path, read_package(path) | {"xl/media/image1.png": b"%!PS-Adobe-3.0 EPSF-3.0\n"})
    copy = make_annotated_copy(path.read_bytes(), FINDINGS).file
    assert parts_of(copy)["xl/media/image1.png"] == b"%!PS-Adobe-3.0 EPSF-3.0\n"


@pytest.mark.parametrize("xml", [b"<comments><broken", b"", b"\xff\xfe\xff"])
def test_comments_that_cannot_be_read_stay_and_are_told(tmp_path: Path, xml: bytes) -> None:
    path = excel_workbook(tmp_path)
    write_package(path, read_package(path) | {"xl/comments/comment1.xml": xml})
    copy = make_annotated_copy(path.read_bytes(), FINDINGS)
    assert parts_of(copy.file)["xl/comments/comment1.xml"] == xml
    (told,) = copy.remarks
    assert told.startswith("No comments were put on 'Narrative': the part xl/comments/comment1.xml of the file is ")


def test_a_sheet_of_the_council_s_own_that_cannot_be_read_stays(tmp_path: Path) -> None:
    path = Book(edit=lambda book: book.create_sheet("Broken")).write(tmp_path)
    write_package(path, read_package(path) | {"xl/worksheets/sheet9.xml": b"<worksheet><"})
    done, copy = annotated(path)
    assert done.exit_code == 0, done.output
    assert read_package(copy)["xl/worksheets/sheet9.xml"] == b"<worksheet><"


def test_boxes_that_are_missing_are_made_for_each_comment(tmp_path: Path) -> None:
    path = excel_workbook(tmp_path)
    parts = read_package(path)
    del parts["xl/drawings/commentsDrawing1.vml"]
    write_package(path, parts)
    copy = make_annotated_copy(path.read_bytes(), FINDINGS).file
    (boxes,) = (part for name, part in parts_of(copy).items() if name.startswith("xl/drawings/vmlDrawing"))
    assert boxes.count(b"<x:Row>") == 3


def test_a_signature_is_told_not_to_hold(tmp_path: Path) -> None:
    path = add_related(Book().write(tmp_path), "xl/workbook.xml", "x", "_xmlsignatures/sig1.xml", b"<Signature/>")
    done, _ = annotated(path)
    assert "The workbook is signed; its signature does not hold for the copy." in done.stdout


@pytest.mark.slow
def test_what_libreoffice_saved_stays_too_and_it_opens_the_copy(tmp_path: Path) -> None:
    require(shutil.which("soffice") and shutil.which("localc"), "LibreOffice Calc")
    first = tmp_path / "first"
    first.mkdir()
    path = convert(excel_workbook(first), tmp_path, "xlsx")
    before = path.read_bytes()
    copy = make_annotated_copy(before, FINDINGS).file
    assert new_faults(before, copy) == set()
    kept = {name for name in parts_of(before) if name.startswith(("xl/charts", "xl/media", "xl/pivot", "xl/tables"))}
    assert kept
    assert not kept & changed_parts(before, copy)
    (tmp_path / "copy.xlsx").write_bytes(copy)
    again = opened(convert(tmp_path / "copy.xlsx", first, "xlsx").read_bytes())
    assert again.sheetnames[-1] == "Findings"
    for cell in ("C2", "C3", "D3"):
        comment = again["Narrative"][cell].comment
        assert comment is not None
        assert "Warning W901: is vague.\nSay how." in comment.text


def convert(path: Path, folder: Path, ending: str) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [profile, "--headless", "--norestore", "--convert-to", ending, "--outdir", str(folder)]
    command = ["soffice", *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (folder / f"{path.stem}.{ending}").exists(), done.stderr
    return folder / f"{path.stem}.{ending}"
