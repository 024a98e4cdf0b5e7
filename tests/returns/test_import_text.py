"""Plain texts as workbooks: the published theme as it stands, and other texts."""

import json
from pathlib import Path

import pytest

from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.published_theme import NEXT_STEPS, published_text
from tests.making import sample_text
from tests.making.sample import HEADING
from tests.support.imports import ORIGIN, NewBook, import_files, import_text
from tests.support.project import SAMPLE

# The first words of the bullets with which the published text goes on to another section.
BEGINS = {
    "The Council’s Corporate Business Plan is our top tier …": "Strengths",
    "Refresher training for staff on Financial Regulations …": "Areas for improvement",
    "CLT to consider implementing service area reports …": "Opportunities",
}


@pytest.fixture
def published(tmp_path: Path) -> NewBook:
    """The published text, imported without a map."""
    return import_text(tmp_path, published_text())


def test_the_published_text_gives_its_theme_codes_and_bullets(published: NewBook) -> None:
    (theme,) = published.assessment.themes
    assert (theme.number, theme.name, theme.prefix, theme.description_heading) == (2, "Leadership", "L", HEADING)
    sample = read_workbook(SAMPLE).assessment
    assert published.column("Criteria", "Code") == [each.code for each in sample.criteria]
    assert published.column("Narrative", "Text") == [each.text.plain for each in sample.bullets]
    assert published.column("Narrative", "Theme") == [2] * 23


def test_what_the_published_text_does_not_say_is_left_blank_and_told(published: NewBook) -> None:
    # It has a heading over its description alone: what the others are, nobody can know from it.
    sections = published.column("Narrative", "Section")
    assert sections == ["Description"] * len(sample_text.DESCRIPTION) + [None] * 17
    origins = published.column("Narrative", ORIGIN)
    assert origins[0] == "report.txt, line 11"
    assert [origin.endswith("To fill in: Section") for origin in origins] == [each is None for each in sections]
    assert set(published.column("Criteria", "Characteristic")) == {None}
    found = published.found()
    assert ("E101", "Report!B5") in found  # the meeting date
    assert ("E014", "Scale!A2") in found
    assert [place for code, place in found if code == "E101" and place.startswith("Narrative!B")] == [
        f"Narrative!B{row}" for row in range(8, 25)
    ]


def test_the_next_steps_of_the_published_text_stand_in_not_placed(published: NewBook) -> None:
    placed = published.not_placed()
    assert set(NEXT_STEPS) < set(placed)
    beside = {str(row["Words"]): row.get("Beside") for row in published.rows("Not placed")}
    assert beside[NEXT_STEPS[1]] == NEXT_STEPS[0]
    assert set(published_text().split()) - {"•"} <= published.words()


@pytest.mark.slow
def test_with_the_map_the_published_text_gives_the_sample_s_sections(published: NewBook, tmp_path: Path) -> None:
    said = published.map
    # The first run names the list that has no heading, to be filled in.
    assert said["headings"][next(iter(BEGINS))] == ""
    said["headings"] |= BEGINS
    edited = tmp_path / "edited.json"
    edited.write_text(json.dumps(said), encoding="utf-8")
    again = import_files(tmp_path, tmp_path / "report.txt", name="again.xlsx", said=edited)
    sample = read_workbook(SAMPLE).assessment
    assert [(each.section, each.text.plain) for each in again.assessment.bullets] == [
        (each.section, each.text.plain) for each in sample.bullets
    ]
    assert not again.path.with_suffix(".map.json").exists()


def test_sections_with_headings_of_their_own_are_known(tmp_path: Path) -> None:
    text = """
        Theme 3 - Governance

        Strengths
        - Risk is well managed.
        - Decisions are published.

        Areas for Development:

        1. Few members are trained.
           It has been so for years.

        What we are proud of

        - A new constitution.
    """
    book = import_text(tmp_path, text)
    assert [(row["Section"], row["Text"]) for row in book.rows("Narrative")] == [
        ("Strengths", "Risk is well managed."),
        ("Strengths", "Decisions are published."),
        ("Areas for improvement", "Few members are trained. It has been so for years."),
    ]
    # A heading that may mean anything is not guessed at.
    assert {"What we are proud of", "- A new constitution."} <= set(book.not_placed())
    assert book.map["headings"]["What we are proud of"] == ""


def test_a_section_in_paragraphs_is_narrative_and_a_paragraph_beside_bullets_is_not(tmp_path: Path) -> None:
    text = """Theme 1: Continuous improvement

Strengths

Complaints are learnt from in every service.

Opportunities

In this part we say what may come.

* Compare costs with others.
"""
    book = import_text(tmp_path, text)
    assert book.column("Narrative", "Text") == [
        "Complaints are learnt from in every service.",
        "Compare costs with others.",
    ]
    assert "In this part we say what may come." in book.not_placed()


def test_fields_of_the_report_are_known_by_their_labels(tmp_path: Path) -> None:
    text = """Testing Borough Council

Best Value self-assessment 2025

Committee: Audit Committee
Date of meeting: 23rd September 2025

Theme 1: Culture
Lead officer: Head of People
"""
    report = import_text(tmp_path, text.replace("\nDate", "\n\nDate")).rows("Report")
    values = {row["Field"]: row["Value"] for row in report if "Value" in row}
    assert values["Authority"] == "Testing Borough Council"
    assert values["Title"] == "Best Value self-assessment 2025"
    assert values["Committee"] == "Audit Committee"
    assert f"{values['Meeting date']:%d/%m/%Y}" == "23/09/2025"


def test_a_meeting_s_date_that_leaves_a_doubt_is_not_guessed(tmp_path: Path) -> None:
    book = import_text(tmp_path, "Meeting date: autumn 2025\n\nTheme 1: Culture\n")
    assert "Meeting date" in book.not_placed()["Meeting date: autumn 2025"]
    assert ("E101", "Report!B5") in book.found()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_whatever_letters_windows_wrote_it(tmp_path: Path, coding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Theme 2: Leadership\n\nStrengths\n\n• The Council’s plan – clear.\n".encode(coding))
    assert import_files(tmp_path, path).column("Narrative", "Text") == ["The Council’s plan – clear."]


def test_words_that_begin_as_a_formula_stay_words(tmp_path: Path) -> None:
    book = import_text(tmp_path, "Theme 2: Leadership\n\nStrengths\n\n• =1+1 is two.\n")
    assert book.assessment.bullets[0].text.plain == "=1+1 is two."


def test_words_that_are_too_long_for_a_cell_are_listed_in_parts(tmp_path: Path) -> None:
    words = [f"w{number}" for number in range(9000)]
    book = import_text(tmp_path, f"Theme 2: Leadership\n\nStrengths\n\n• {' '.join(words)}\n")
    assert book.column("Narrative", "Text") == [None]
    assert set(words) <= book.words()


def test_a_section_that_is_said_to_be_exempt_is_marked_row_by_row(tmp_path: Path) -> None:
    text = (
        "Theme 2: Leadership\n\nStrengths\n\n• Posts are filled.\n\n"
        "Areas for improvement (not for publication)\n\n• The sale is late.\n\n"
        "Opportunities\n\n• CONFIDENTIAL: a merger.\n"
    )
    book = import_text(tmp_path, text)
    assert book.column("Narrative", "Exempt") == [None, "yes", "yes"]
    assert [bool(bullet.exempt) for bullet in book.assessment.bullets] == [False, True, True]


def test_a_heading_beneath_a_theme_that_has_the_name_of_another_is_none(tmp_path: Path) -> None:
    book = import_text(tmp_path, "Theme 2: Leadership\n\nStrengths\n\n• Clear.\n\nTheme leads\n\n• Head of Law.\n")
    assert [each.name for each in book.assessment.themes] == ["Leadership"]
    assert "• Head of Law." in book.not_placed()
