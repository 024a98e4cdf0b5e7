"""Which document a Word file was: one of those made last, or of a version; and what it was made from."""

import io
import random
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest

from bvdocs.commands.word_origins import word_origins
from bvdocs.core.errors import BvdocsError
from bvdocs.returns.edits import CellEdit, Returned
from bvdocs.returns.word_files import NotOursError, read_word_file
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.program import run
from tests.support.project import TEMPLATES
from tests.support.word_person import Bullet, Person
from tests.support.workbooks import Book

LEADERSHIP = "self-assessment-theme-1-leadership"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a version, a workbook that was changed since, and the documents made from that."""
    folder = tmp_path_factory.mktemp("desk")
    book = Book()
    for name, text in (("issue", "Priorities are clear."), ("report", "Priorities are clear, and members know them.")):
        book.narrative[0][2] = text
        workbook = book.write(folder)
        more = ["--by", "Monitoring Officer"] if name == "issue" else ["--format", "word"]
        done = run(name, workbook, "--output", folder / "out", "--templates", TEMPLATES, *more)
        assert done.exit_code == 0, done.output
    return folder


def back(desk: Path, path: Path, old: str, new: str, *, into: Path | None = None) -> Returned:
    """What comes back of a document when words of it were replaced."""
    document: Any = docx.Document(str(path))
    (found,) = [each for each in document.paragraphs if each.text.startswith(old)]
    found.runs[0].text = new + found.text.removeprefix(old)
    for run_ in found.runs[1:]:
        run_.text = ""
    raw = io.BytesIO()
    document.save(raw)
    if into:
        into.write_bytes(raw.getvalue())
    assessment = read_workbook(desk / "assessment.xlsx").assessment
    return read_word_file("from the director.docx", raw.getvalue(), word_origins(desk / "out", TEMPLATES, assessment))


def test_a_document_of_a_version_is_held_against_that_version(desk: Path) -> None:
    (path,) = (desk / "out" / "archive").rglob(f"{LEADERSHIP}-v0.1.docx")
    returned = back(desk, path, "Priorities are", "Most priorities are")
    assert returned.made_from == "version 0.1"
    (edit,) = returned.edits
    assert isinstance(edit, CellEdit)
    assert (str(edit.cell), str(edit.was), str(edit.now)) == (
        "Narrative!C2",
        "Priorities are clear.",
        "Most priorities are clear.",
    )
    assert returned.not_taken == ()


def test_a_document_made_last_is_held_against_the_workbook(desk: Path) -> None:
    path = desk / "out" / "current" / f"{LEADERSHIP}.docx"
    returned = back(desk, path, "Priorities are", "Most priorities are")
    assert returned.made_from == "the documents made last"
    (edit,) = returned.edits
    assert isinstance(edit, CellEdit)
    assert str(edit.was) == "Priorities are clear, and members know them."


def test_a_document_that_was_edited_where_it_stands_is_known(desk: Path, tmp_path: Path) -> None:
    moved = tmp_path / "desk"
    shutil.copytree(desk, moved)
    path = moved / "out" / "current" / f"{LEADERSHIP}.docx"
    returned = back(moved, path, "Priorities are", "Most priorities are", into=path)
    assert returned.made_from == "the workbook"
    assert len(returned.edits) == 1
    assert returned.not_taken == ()


def test_what_the_workbook_says_otherwise_since_is_told(desk: Path, tmp_path: Path) -> None:
    moved = tmp_path / "desk"
    shutil.copytree(desk, moved)
    book = Book()
    book.narrative[0][2] = "Priorities are being reviewed."
    book.write(moved)
    path = moved / "out" / "current" / f"{LEADERSHIP}.docx"
    returned = back(moved, path, "Priorities are", "Most priorities are")
    assert returned.edits == ()
    assert any("changed in the workbook since" in each.why for each in returned.not_taken)


@pytest.mark.slow
def test_of_a_draft_that_was_made_again_since_only_tracked_changes_are_taken_in(desk: Path, tmp_path: Path) -> None:
    moved = tmp_path / "desk"
    shutil.copytree(desk, moved)
    book = Book()
    book.narrative = [
        [1, "Strengths", text, None, None, None]
        for text in ("Priorities are clear.", "Budgets are agreed in time.", "Members are trained each year.")
    ]

    def make() -> bytes:
        book.write(moved)
        arguments: list[str | Path] = ["--output", moved / "out", "--templates", TEMPLATES, "--format", "word"]
        assert run("report", moved / "assessment.xlsx", *arguments).exit_code == 0
        return (moved / "out" / "current" / f"{LEADERSHIP}.docx").read_bytes()

    person = Person(make(), random.Random(1), tracked=True)
    book.narrative[2][2] = "Members are trained twice a year."
    make()
    person.write(
        person.paragraph("Budgets are agreed in time."), Bullet("", (("Budgets are agreed in May.", False, False),), "")
    )
    person.tracked = False
    person.write(
        person.paragraph("Priorities are clear."), Bullet("", (("Most priorities are clear.", False, False),), "")
    )
    assessment = read_workbook(moved / "assessment.xlsx").assessment
    returned = read_word_file("draft.docx", person.saved(), word_origins(moved / "out", TEMPLATES, assessment))
    assert returned.made_from == "an earlier draft than the documents made last"
    (edit,) = returned.edits
    assert isinstance(edit, CellEdit)
    assert (str(edit.cell), str(edit.was), str(edit.now)) == (
        "Narrative!C3",
        "Budgets are agreed in time.",
        "Budgets are agreed in May.",
    )
    assert [each.words for each in returned.not_taken] == [
        "Most priorities are clear.",
        "Members are trained each year.",
    ]


def test_a_paragraph_that_an_earlier_draft_lacks_is_listed(desk: Path, tmp_path: Path) -> None:
    moved = tmp_path / "desk"
    shutil.copytree(desk, moved)
    book = Book()
    texts = ("Priorities are clear.", "Budgets are agreed in time.", "Members are trained each year.")
    book.narrative = [[1, "Strengths", text, None, None, None] for text in texts]

    def make() -> bytes:
        book.write(moved)
        arguments: list[str | Path] = ["--output", moved / "out", "--templates", TEMPLATES, "--format", "word"]
        assert run("report", moved / "assessment.xlsx", *arguments).exit_code == 0
        return (moved / "out" / "current" / f"{LEADERSHIP}.docx").read_bytes()

    person = Person(make(), random.Random(1), tracked=False)
    book.narrative[2][2] = "Members are trained twice a year."
    make()
    gone = person.paragraph("Priorities are clear.")
    around = gone.getparent()
    assert around is not None
    around.remove(gone)
    assessment = read_workbook(moved / "assessment.xlsx").assessment
    returned = read_word_file("draft.docx", person.saved(), word_origins(moved / "out", TEMPLATES, assessment))
    told = {each.words: each.why for each in returned.not_taken}
    assert list(told) == ["Members are trained each year.", "Priorities are clear."]
    assert "is not in this earlier draft, and the workbook has it" in told["Priorities are clear."]


def test_a_document_of_a_title_that_there_is_none_of_is_refused(desk: Path) -> None:
    document: Any = docx.Document(str(desk / "out" / "current" / f"{LEADERSHIP}.docx"))
    properties = document.core_properties
    properties.title = properties.title.replace("Leadership", "Governance")
    properties.keywords = "bvdocs-0123456789abcdef"
    raw = io.BytesIO()
    document.save(raw)
    assessment = read_workbook(desk / "assessment.xlsx").assessment
    with pytest.raises(NotOursError, match="has a document of that title"):
        read_word_file("old.docx", raw.getvalue(), word_origins(desk / "out", TEMPLATES, assessment))


@pytest.mark.slow
def test_another_councils_document_is_refused(desk: Path, tmp_path: Path) -> None:
    book = Book()
    book.report[0][1] = "Elsewhere Borough Council"
    book.narrative = [
        [1, "Strengths", "Our wardens know every street in the borough, and are known there.", "L001", None, None]
    ]
    book.criteria = [["L001", 1, "Engaged communities", "Green", None, None, None, None]]
    book.actions = []
    workbook = book.write(tmp_path)
    assert (
        run("report", workbook, "--output", tmp_path / "out", "--templates", TEMPLATES, "--format", "word").exit_code
        == 0
    )
    other = (tmp_path / "out" / "current" / f"{LEADERSHIP}.docx").read_bytes()
    assessment = read_workbook(desk / "assessment.xlsx").assessment
    with pytest.raises(NotOursError, match="Elsewhere Borough Council") as refused:
        read_word_file("theirs.docx", other, word_origins(desk / "out", TEMPLATES, assessment))
    assert isinstance(refused.value, BvdocsError)
