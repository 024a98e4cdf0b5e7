"""Word documents that somebody edited, read back as edits of cells."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bvdocs.core.places import CellRef
from bvdocs.core.rich_text import RichText, Run
from bvdocs.returns.edits import CellEdit, NewRow, RemovedRow
from bvdocs.returns.word_files import NotOursError
from tests.support.edited_words import Made
from tests.support.workbooks import complete_book

PLAN, LEADERSHIP = "action-plan.docx", "self-assessment-theme-1-leadership.docx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    book = complete_book()
    book.actions[0][10] = 0.355
    book.narrative += [
        [1, "Strengths", "Members have a development programme that all of them follow.", "L002", None, None],
        [1, "Strengths", "The budget was agreed in good time.", None, None, None],
        [1, "Areas for improvement", "Three senior posts are filled by interim officers.", "L002", None, None],
    ]
    return Made(book.read(tmp_path_factory.mktemp("made")))


def edited(made: Made, name: str, edit: Callable[[Any], object]) -> bytes:
    """The document with an edit by python-docx."""
    document = docx.Document(io.BytesIO(made.files[name]))
    edit(document)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def paragraph(document: Any, words: str) -> Any:
    """The paragraph that says these words, in the body or in a table."""
    tables = [each for table in document.tables for cell in table._cells for each in cell.paragraphs]
    return next(each for each in [*document.paragraphs, *tables] if words in each.text)


def replace(words: str, by: str) -> Callable[[Any], None]:
    """Replace words of a paragraph, in one run."""

    def edit(document: Any) -> None:
        found = paragraph(document, words)
        text = found.text.replace(words, by)
        for run in found.runs[1:]:
            run._r.getparent().remove(run._r)
        found.runs[0].text = text

    return edit


def in_last(words: str, by: str) -> Callable[[Any], None]:
    """Replace words where they stand last, whatever stands beside them."""

    def edit(document: Any) -> None:
        text = [each for each in document.element.body.iter(qn("w:t")) if words in (each.text or "")][-1]
        text.text = text.text.replace(words, by)

    return edit


@pytest.mark.slow
def test_nothing_comes_back_from_a_document_that_nobody_edited(made: Made) -> None:
    for name, content in made.files.items():
        back = made.read(content, name)
        assert (back.edits, back.not_taken) == ((), ()), name


def test_a_changed_bullet_is_an_edit_of_its_cell(made: Made) -> None:
    back = made.read(edited(made, LEADERSHIP, replace("good time", "October")))
    (edit,) = back.edits
    assert edit == CellEdit(
        CellRef("Narrative", "C6"),
        "Text",
        RichText((Run("The budget was agreed in good time."),)),
        RichText((Run("The budget was agreed in October."),)),
        edit.place,
    )
    assert edit.place.startswith("paragraph ")
    assert back.not_taken == ()


def test_changed_cells_of_the_action_plan_are_edits_of_their_cells(made: Made) -> None:
    def edit(document: Any) -> None:
        replace("Fill the posts.", "Fill all posts.")(document)
        replace("It waits for the new Head.", "The new Head began in May.")(document)

    back = made.read(edited(made, PLAN, edit))
    assert [(str(each.cell), str(each.now)) for each in back.edits if isinstance(each, CellEdit)] == [
        ("Actions!E2", "Fill all posts."),
        ("Actions!L3", "The new Head began in May."),
    ]
    assert back.not_taken == ()


def test_a_new_bullet_is_a_new_row_behind_the_one_before_it(made: Made) -> None:
    def edit(document: Any) -> None:
        last = paragraph(document, "The budget was agreed")
        last.insert_paragraph_before("Audits are on time. (L001)", style=last.style)

    back = made.read(edited(made, LEADERSHIP, edit))
    (new,) = back.edits
    assert isinstance(new, NewRow)
    assert (new.sheet, new.after) == ("Narrative", 5)
    assert new.values == {
        "Theme": 1.0,
        "Section": "Strengths",
        "Text": RichText((Run("Audits are on time."),)),
        "Criteria": "L001",
    }


def test_a_deleted_bullet_is_a_removed_row(made: Made) -> None:
    def edit(document: Any) -> None:
        gone = paragraph(document, "The budget was agreed")._p
        gone.getparent().remove(gone)

    back = made.read(edited(made, LEADERSHIP, edit))
    assert [(type(each), each.row) for each in back.edits if isinstance(each, RemovedRow)] == [(RemovedRow, 6)]
    assert len(back.edits) == 1


def test_what_is_derived_is_not_taken(made: Made) -> None:
    back = made.read(edited(made, PLAN, replace("two actions", "three actions")))
    assert back.edits == ()
    (told,) = back.not_taken
    assert "three" in told.words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "old", "new", "cell", "now"),
    [
        (LEADERSHIP, "Amber", "Red", "Criteria!D3", "Red"),
        (LEADERSHIP, "Clear priorities", "Shared priorities", "Criteria!C2", "Shared priorities"),
        (LEADERSHIP, "23 September 2025", "30/9/25", "Report!B5", date(2025, 9, 30)),
        (PLAN, "Ongoing", "5th May 2026", "Actions!H3", date(2026, 5, 5)),
        (PLAN, "31 December 2025", "Ongoing", "Actions!H2", "Ongoing"),
        (PLAN, "36%", "50%", "Actions!K2", 50.0),
        (PLAN, "27 June 2025", "28 June 2025", "Milestones!C2", date(2025, 6, 28)),
        (PLAN, "20 June 2025", "21 June 2025", "Milestones!D2", date(2025, 6, 21)),
        ("evidence-index.docx", "Corporate plan", "Council plan", "Evidence!B2", "Council plan"),
        ("covering-report.docx", "is noted", "is agreed", "Committee!B4", "That the report is agreed."),
        ("covering-report.docx", "No comment", "Noted", "Clearances!C2", "Noted."),
    ],
)  # fmt: skip
def test_what_is_printed_is_turned_back_by_the_kind_of_its_column(
    made: Made, name: str, old: str, new: str, cell: str, now: object
) -> None:
    (edit,) = made.read(edited(made, name, in_last(old, new))).edits
    assert isinstance(edit, CellEdit)
    assert (str(edit.cell), edit.now) == (cell, now)


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        (PLAN, "L-A1", "L-A9", "is the name by which other rows call Actions row 2"),
        (LEADERSHIP, "23 September 2025", "soon", "cannot stand under Meeting date"),
        (PLAN, "Head of People", "", "was taken out, and Actions!F3 may not be blank"),
        (PLAN, "20 June 2025", "30 June 2025 or so", "cannot stand under Done"),
    ],
)
def test_what_no_cell_can_hold_is_told(made: Made, name: str, old: str, new: str, why: str) -> None:
    back = made.read(edited(made, name, in_last(old, new)))
    assert back.edits == ()
    assert [each.why for each in back.not_taken] == [why]


def test_a_file_of_another_kind_is_refused(made: Made, tmp_path: Path) -> None:
    strange = docx.Document()
    strange.add_paragraph("Minutes of the parish council, with nothing of this in it.")
    strange.save(str(tmp_path / "minutes.docx"))
    with pytest.raises(NotOursError, match=r"minutes.docx is not a document that bvdocs made"):
        made.read((tmp_path / "minutes.docx").read_bytes(), "minutes.docx")
    with pytest.raises(NotOursError, match=r"letter.docx is not a Word document"):
        made.read(b"Dear all,", "letter.docx")
