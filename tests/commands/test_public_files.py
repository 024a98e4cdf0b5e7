"""What leaves by side doors: every public file that a year makes, searched for a word that is in no printed cell."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from bvdocs.commands.compare import compare_sides, read_side
from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.core.publishing import printed
from bvdocs.storage.archive.versions import Archive
from tests.cases.scripted_year import BY, scripted_year
from tests.support.archives import Workshop, add, facts, files_in, make_tiny_documents, relist, rewrite
from tests.support.markers import everything_in, holds
from tests.support.program import run
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book

MARKER, PRINTED = "Qwyxzzy", "Vlotsen"
UNTIL = date(2026, 12, 31)
# What an exempt row's code is made of must not be printed either.
CODE = "L77077"


def words() -> Iterator[str]:
    """Words that hold the marker, each another one, so that a failure says where it came from."""
    return (f"{MARKER}{number}" for number in count(1))


def with_markers(book: Book) -> Book:
    """The workbook with a marker in every cell of exempt rows, and wherever else nothing is printed from."""
    word = words()
    for row in book.criteria:
        row[6] = f"Evidence {next(word)}, minutes of the NFZ"
    for row in book.narrative:
        row[4] = f"R-{next(word)}"
    book.report.append(["Common abbreviations", f"{next(word).upper()}"])
    book.report.append(["Note", f"The {PRINTED} is printed on each document."])
    book.criteria.append([CODE, 1, next(word), "Red", "Green", None, next(word), "yes"])
    short = f"Q{MARKER.upper()}"
    for section in ("Description", "Strengths", "Areas for improvement", "Opportunities"):
        book.narrative.append([1, section, f"The {next(word)} of the {short}.", CODE, next(word), "yes"])
    book.actions.append(
        [f"L-{next(word)}", 1, CODE, next(word), next(word), next(word), date(2025, 1, 6), date(2025, 6, 30),
         date(2026, 6, 30), "In progress", 0.4, next(word), next(word), "yes"]
    )  # fmt: skip
    book.abbreviations += [[short, next(word)], [f"U{short}", next(word)], ["NFZ", next(word)]]
    book.accepted = [["W311", None, f"It was {next(word)} until May.", next(word), next(word), UNTIL]]
    book.owners = [[next(word), f"{next(word)} at example.org", next(word)]]
    additions = {*book.additions, "owners"}
    return replace(book, additions=additions, edit=lambda workbook: _add_what_is_not_read(workbook, word))


def _add_what_is_not_read(workbook: Workbook, word: Iterator[str]) -> None:
    for name in ("Criteria", "Narrative", "Actions"):
        sheet = workbook[name]
        column = sheet.max_column + 1
        sheet.cell(1, column, f"Own {next(word)}")
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column, next(word))
            sheet.cell(row, 1).comment = Comment(next(word), next(word))
    hidden = workbook.create_sheet(f"Own {MARKER}")
    hidden.append([next(word)])
    hidden.sheet_state = "hidden"
    workbook.properties.creator = workbook.properties.title = workbook.properties.keywords = next(word)


def public_files(folder: Path) -> dict[str, bytes]:
    return {name: each for name, each in files_in(folder).items() if "source" not in Path(name).parts}


@pytest.mark.slow
def test_no_public_file_of_a_year_holds_what_is_printed_nowhere(tmp_path: Path) -> None:
    output = tmp_path / "out"
    for step in scripted_year():
        workbook = with_markers(step.book).write(tmp_path)
        outcome = issue_version(IssueRequest(workbook, output, TEMPLATES, BY, step.final), step.issued_at, tell_nobody)
        assert outcome.version, outcome.findings
    assert run("report", workbook, "--output", output, "--templates", TEMPLATES).exit_code == 0
    said = {name: everything_in(name, content) for name, content in public_files(output).items()}
    found = [name for name, content in said.items() for word in (MARKER, CODE) if holds(content, word)]
    assert found == []
    assert not any(MARKER.lower() in name.lower() for name in said)
    assert len(said) > 100
    # The same search finds what is printed, in each kind of file that holds text; and the marker where it may be.
    for kind in (".docx", ".pdf", ".html", "assessment.json"):
        assert all(holds(each, PRINTED) for name, each in said.items() if name.endswith(kind)), kind
    assert all(holds(each, "L001") for name, each in said.items() if "heatmap-theme-1" in name and ".svg" in name)
    sources = {name: each for name, each in files_in(output).items() if "source" in Path(name).parts}
    for name in ("assessment.json", "findings.json"):
        assert any(holds(each, MARKER) for path, each in sources.items() if path.endswith(f"source/{name}"))


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    make_tiny_documents(monkeypatch)
    return Workshop(tmp_path)


def test_no_public_record_holds_what_is_printed_nowhere(workshop: Workshop) -> None:
    workshop.write(with_markers(Book()))
    version = workshop.issue().version
    assert version
    public = public_files(version.folder)
    assert [name for name, each in public.items() if holds(each, MARKER) or holds(each, CODE)] == []
    assert holds(public["assessment.json"], PRINTED)
    assert version.assessment().criteria[0].evidence.startswith(f"Evidence {MARKER}")


@pytest.mark.slow
def test_the_public_records_of_current_documents_are_the_same_with_and_without_exempt_rows(tmp_path: Path) -> None:
    made = []
    for name, book in (("with", with_markers(Book())), ("without", Book())):
        if name == "without":
            book.report.append(["Note", f"The {PRINTED} is printed on each document."])
        folder = tmp_path / name
        folder.mkdir()
        workbook = book.write(folder)
        arguments: list[str | Path] = ["--output", folder / "out", "--templates", TEMPLATES, "--format", "html"]
        assert run("report", workbook, *arguments).exit_code == 0
        made.append(public_files(folder / "out" / "current"))
    assert made[0] == made[1]
    assert "manifest.json" in made[0]


def test_an_unchanged_run_tells_the_same_findings_with_all_of_their_words(tmp_path: Path) -> None:
    arguments: list[str | Path] = [
        with_markers(Book()).write(tmp_path),
        "--output",
        tmp_path / "out",
        "--templates",
        TEMPLATES,
    ]
    first, again = (json.loads(run("report", *arguments, "--format", "html", "--json").stdout) for _ in range(2))
    assert first == again
    assert {each["confidential"] for each in first["findings"]} == {True, False}
    assert all(each["confidential"] for each in first["findings"] if CODE in each["message"])
    source = tmp_path / "out" / "current" / "source"
    assert (source.stat().st_mode & 0o777, (source / "findings.json").stat().st_mode & 0o777) == (0o700, 0o600)


def test_the_hash_of_a_record_in_source_proves_no_guess_of_what_it_holds(tmp_path: Path) -> None:
    """It holds what only the workbook tells too."""
    version = add(tmp_path, "0.1")
    for name in ("assessment.json", "findings.json"):
        salt = json.loads(version.read(f"source/{name}"))["salt"]
        assert len(salt) == 64
        assert salt not in str(public_files(version.folder))


def test_a_copy_of_the_archive_without_source_is_read_and_compared(workshop: Workshop) -> None:
    book = Book()
    book.narrative[0][4] = "L-S1"
    workshop.write(book)
    version = workshop.issue().version
    assert version
    whole = version.assessment()
    shutil.rmtree(version.folder / "source")
    assert version.assessment() == printed(whole) != whole
    archive = Archive(workshop.archive)
    sides = [read_side(each, archive, TEMPLATES, tell_nobody) for each in ("0.1", str(workshop.workbook))]
    assert not compare_sides(sides[0], sides[1], archive).changes


def test_a_version_in_the_first_format_is_read_as_before(tmp_path: Path) -> None:
    """Then one record held what is not printed too, and the manifest what was found."""
    version = add(tmp_path, "0.1")
    record = json.loads((version.folder / "source" / "assessment.json").read_bytes())
    del record["salt"]
    record["format"] = "bvdocs assessment, format 1"
    content = json.dumps(record).encode()
    for name in ("source/assessment.json", "source/findings.json"):
        (version.folder / name).unlink()
    rewrite(version.folder / "assessment.json", content)
    _as_in_format_1(version.folder)
    relist(tmp_path / "SHA256SUMS", tmp_path)
    old = Archive(tmp_path).find("0.1")
    assert old.assessment().criteria == add(tmp_path / "new", "0.1").assessment().criteria
    assert old.assessment().criteria[0].evidence == facts().criteria[0].evidence != ""


def _as_in_format_1(folder: Path) -> None:
    from tests.support.archives import edit_manifest, hash_and_size

    def change(record: dict[str, object]) -> None:
        record["format"] = "bvdocs version, format 1"
        record["findings"], record["accepted"] = [], []
        files = [each for each in record["files"] if each["name"] not in _NEW]  # type: ignore[attr-defined]
        for each in files:
            each["sha256"], each["bytes"] = hash_and_size(folder / each["name"])
        record["files"] = files

    listed = (folder / "SHA256SUMS").read_text().splitlines(keepends=True)
    rewrite(folder / "SHA256SUMS", "".join(each for each in listed if each.split()[1] not in _NEW).encode())
    edit_manifest(folder, change)


_NEW = ("source/assessment.json", "source/findings.json")


def test_redlines_which_show_what_is_exempt_by_now_are_for_their_owner_alone(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bvdocs.commands.redline.make_redline", lambda *_: b"a redline")
    workshop.write(Book())
    workshop.issue()
    workshop.issue(again=True)
    page, folder = workshop.folder / "changes.html", workshop.folder / "redlines"
    arguments: list[str | Path] = ["--output", workshop.output, "--html", page, "--redline", folder]
    assert run("compare", "0.1", "0.2", *arguments, "--templates", TEMPLATES).exit_code == 0
    modes = {path.name: path.stat().st_mode & 0o777 for path in (page, *folder.iterdir())}
    assert {mode for name, mode in modes.items() if name.endswith("-redline.docx")} == {0o600}
    assert modes["changes.html"] != 0o600
