"""Workbooks with macros, and templates of workbooks: kept under the ending by which Excel opens them, found again."""

import io
import zipfile
from pathlib import Path

import pytest

from bvdocs.core.office_files import workbook_ending
from bvdocs.storage.archive.verify import verify
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import Workshop
from tests.support.package_edits import rewrite_part
from tests.support.program import run
from tests.support.workbooks import Book

PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TYPES = {
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xltx": "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    ".xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
}


def of_kind(folder: Path, name: str, ending: str, book: Book | None = None) -> Path:
    """A workbook that says it is one that ends so, whatever its name."""
    path = (book or Book()).write(folder, name)
    return rewrite_part(path, "[Content_Types].xml", PLAIN, TYPES[ending]) if ending in TYPES else path


@pytest.mark.parametrize("ending", [".xlsx", *TYPES])
@pytest.mark.parametrize("name", ["plan.xlsx", "plan.xlsm"])
def test_what_it_is_is_said_by_its_content(tmp_path: Path, name: str, ending: str) -> None:
    assert workbook_ending(of_kind(tmp_path, name, ending).read_bytes()) == ending


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip file"])
def test_what_does_not_say_what_it_is_ends_as_usual(content: bytes) -> None:
    assert workbook_ending(content) == ".xlsx"


def test_a_zip_file_without_kinds_ends_as_usual() -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert workbook_ending(empty.getvalue()) == ".xlsx"


@pytest.mark.slow
def test_an_archive_keeps_a_workbook_with_macros_as_one_and_finds_it_again(workshop: Workshop) -> None:
    book = Book()
    book.narrative.append([1, "Strengths", "The secret.", None, None, "yes"])
    workshop.workbook = of_kind(workshop.workbook.parent, "plan.xlsm", ".xlsm", book)
    outcome = workshop.issue(final=True)
    assert outcome.version is not None
    source = outcome.version.folder / "source"
    assert (source / "assessment.xlsm").read_bytes() == workshop.workbook.read_bytes()
    assert not (source / "assessment.xlsx").exists()
    assert "source/assessment.xlsm: the workbook" in (outcome.version.folder / "README.txt").read_text("utf-8")
    assert verify(workshop.archive) == ()
    done = run("verify", "--rebuild", "--output", workshop.output)
    assert done.exit_code == 0, done.output
    # The exempt rows are in the workbook alone: another version has them open.
    book.narrative[-1][5] = None
    plain = book.write(workshop.workbook.parent, "later.xlsx")
    workshop.workbook = plain
    workshop.issue()
    assert [each.folder.name for each in Archive(workshop.archive).versions] == ["v1.0", "v1.1"]
    done = run("compare", "1.0", "1.1", "--output", workshop.output, "--templates", workshop.templates)
    assert done.exit_code == 0, done.output
    assert "The secret." in done.output


@pytest.mark.slow
@pytest.mark.parametrize("name", ["PLAN.XLSM", "plan.xltx", "plan.xltm", "plan.xlsx", "plan"])
def test_compare_takes_what_report_takes(workshop: Workshop, name: str) -> None:
    workshop.issue()
    book = Book()
    book.narrative[0][2] = "Priorities are clear and known."
    path = of_kind(workshop.workbook.parent, name, Path(name).suffix.lower(), book)
    for sides in (("latest", path), (path, "0.1")):
        done = run("compare", *sides, "--output", workshop.output, "--templates", workshop.templates)
        assert done.exit_code == 0, done.output
        assert "clear and known" in done.output


def test_compare_says_of_a_workbook_that_is_not_there_that_it_is_not(workshop: Workshop) -> None:
    workshop.issue()
    done = run("compare", "latest", "lost.xlsm", "--output", workshop.output)
    assert (done.exit_code, "no such file" in done.stderr) == (1, True)
    done = run("compare", "latest", "lost", "--output", workshop.output)
    assert (done.exit_code, "nor a workbook" in done.stderr) == (2, True)
    assert "ends in .xlsx, .xlsm, .xltx or .xltm." in done.stderr
