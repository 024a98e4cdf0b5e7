"""What is exempt and what may be published are types that cannot be taken for each other."""

import contextlib
from pathlib import Path

import pytest
from mypy import api

from bvdocs.core.part_b import exempt_part, marking, paragraphs_words
from tests.support.part_b import EXEMPT_ROWS, exempt_book
from tests.support.project import PROJECT

# Each hands something to a function that is for something else; the last line is as it should be.
WRONG = {
    "part A of what is exempt": "build_view(exempt_part(whole), brand)",
    "part A of a whole workbook": "build_view(whole, brand)",
    "part B of a whole workbook": "build_part_b(whole, brand, DRAFT, part_a)",
    "part B of what may be published": "build_part_b(published(whole), brand, DRAFT, part_a)",
    "a record of what is exempt": "assessment_as_json(exempt_part(whole))",
    "a record of a whole workbook": "assessment_as_json(whole)",
    "a page of part A from part B": "pages.render('overview.html', view_of_b)",
    "a Word file of part A from part B": "word.render('overview.docx', view_of_b, 'Overview')",
    "documents of part A from what is exempt": "render_documents(making, view_of_b, brand)",
    "a PDF of part B from part A": "part_b_as_pdf(templates, view_of_a, brand)",
    "a Word file of part B from part A": "part_b_as_word(templates, view_of_a, brand)",
    "what may be published of what is exempt": "published(exempt_part(whole))",
}
RIGHT = ("build_view(published(whole), brand)", "build_part_b(exempt_part(whole), brand, DRAFT, part_a)")
SNIPPET = """
from pathlib import Path

from bvdocs.commands.documents import MakingOptions, render_documents
from bvdocs.core.brand import Brand
from bvdocs.core.model import Assessment
from bvdocs.core.part_b import exempt_part
from bvdocs.core.publishing import published
from bvdocs.render.page import PageRenderer
from bvdocs.render.part_b import part_b_as_pdf, part_b_as_word
from bvdocs.render.word.document import WordRenderer
from bvdocs.storage.archive.facts import assessment_as_json
from bvdocs.view import DRAFT, ReportView, build_view
from bvdocs.view.part_b import PartAView, PartBView, build_part_b


def hand_over(
    whole: Assessment, brand: Brand, part_a: PartAView, view_of_a: ReportView, view_of_b: PartBView,
    pages: PageRenderer, word: WordRenderer, making: MakingOptions, templates: Path,
) -> None:
"""


@pytest.mark.slow
def test_mypy_refuses_whatever_hands_the_one_to_what_is_for_the_other(tmp_path: Path) -> None:
    lines = [f"    {call}" for call in (*WRONG.values(), *RIGHT)]
    snippet = tmp_path / "hands_over.py"
    snippet.write_text(SNIPPET + "\n".join(lines) + "\n")
    with contextlib.chdir(PROJECT):
        said, errors, _ = api.run(["--cache-dir", str(tmp_path / "cache"), str(snippet)])
    assert errors == ""
    first = SNIPPET.count("\n") + 1
    refused = {number for number in range(len(lines)) if f"{snippet.name}:{first + number}: error:" in said}
    assert [name for number, name in enumerate(WRONG) if number not in refused] == [], said
    assert refused == set(range(len(WRONG))), said


def test_each_exempt_row_is_there_with_what_it_goes_with(tmp_path: Path) -> None:
    part = exempt_part(exempt_book().read(tmp_path))
    assert len(part.rows) == EXEMPT_ROWS
    assert part.paragraphs == (1, 2, 3, 5)
    names = [(row.of_sheet.name, [each.name for each in row.goes_with], row.theme) for row in part.rows]
    assert names == [
        ("L003", [], 1),
        ("", ["C001"], 2),
        ("L-A9", ["L002"], 1),
        ("", [], 1),
        ("", ["L-A1"], 1),
        ("E1", ["L001"], 1),
    ]
    assert {row.paragraphs for row in part.rows} == {(1, 3), (5,), (3,), (2,)}


def test_the_public_row_that_names_an_exempt_one_goes_with_it(tmp_path: Path) -> None:
    part = exempt_part(exempt_book(Actions_2_Criteria="L002, L003").read(tmp_path))
    assert [each.name for each in part.rows[0].goes_with] == ["L-A1"]
    # Part A prints that row without it.
    assert part.part_a.actions[0].criteria == ("L002",)


def test_public_evidence_of_exempt_rows_alone_is_exempt_with_them(tmp_path: Path) -> None:
    part = exempt_part(exempt_book(Evidence_3_Criteria=None, Evidence_3_Actions="L-A9").read(tmp_path))
    rows = {row.of_sheet.name: row for row in part.rows}
    assert (rows["E2"].paragraphs, rows["E2"].reason) == ((3,), "It shows how far the council would go.")
    # With an open row beside it, it is in Part A.
    part = exempt_part(exempt_book(Evidence_3_Actions="L-A9").read(tmp_path))
    assert "E2" not in {row.of_sheet.name for row in part.rows}
    assert [each.ref for each in part.part_a.evidence] == ["E2"]


def test_whatever_is_in_a_sheet_is_in_part_a_or_in_part_b_but_for_evidence_that_is_not_public(tmp_path: Path) -> None:
    whole = exempt_book().read(tmp_path)
    part = exempt_part(whole)
    for name in ("criteria", "bullets", "actions", "milestones", "evidence"):
        there = len(getattr(part.part_a, name)) + sum(row.of_sheet.sheet.attribute == name for row in part.rows)
        assert there == len(getattr(whole, name)), name


def test_the_marking_names_each_paragraph() -> None:
    assert marking((3,)) == (
        "NOT FOR PUBLICATION: exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972"
    )
    assert paragraphs_words((1, 2, 3)) == "paragraphs 1, 2 and 3"
