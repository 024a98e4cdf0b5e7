"""Word documents as workbooks: reports in the form that councils use, and bvdocs' own."""

from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from bvdocs.core.rich_text import RichText, Run
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.council_reports import FILLS, add_heatmap, add_theme, shade, theme_report
from tests.making.sample import CHARACTERISTICS
from tests.support.imports import ORIGIN, NewBook, import_files
from tests.support.project import SAMPLE, documents_of


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> NewBook:
    """A council's report of the published theme, imported."""
    folder = tmp_path_factory.mktemp("council")
    return import_files(folder, theme_report(folder / "report.docx"))


def test_a_council_s_report_gives_ratings_by_their_shade(council: NewBook) -> None:
    sample = read_workbook(SAMPLE).assessment
    assert council.column("Criteria", "Rating") == [str(each.rating) for each in sample.criteria]
    assert council.rows("Criteria")[6][ORIGIN].startswith("report.docx, table 1, row 2. Rating by the colour #f4902c")
    assert [(each.name, each.mark, each.meaning) for each in council.assessment.scale] == [
        (each.name, each.mark, each.meaning) for each in sample.scale
    ]
    # The colours are the council's own.
    assert [each.colour for each in council.assessment.scale] == [f"#{fill.lower()}" for fill in FILLS.values()]


def test_a_council_s_report_gives_bullets_in_their_sections(council: NewBook) -> None:
    sample = read_workbook(SAMPLE).assessment
    assert [(each.section, each.text.plain) for each in council.assessment.bullets] == [
        (each.section, each.text.plain) for each in sample.bullets
    ]
    assert council.rows("Narrative")[6][ORIGIN] == "report.docx, paragraph 13. Under 'What we do well'"


def test_a_council_s_action_table_gives_actions(council: NewBook) -> None:
    sample = read_workbook(SAMPLE).assessment
    rows = council.rows("Actions")
    assert [(row["Ref"], row["Action"], row["Due"].date(), round(row["Progress"] * 100)) for row in rows] == [
        (each.ref, each.text.plain, each.due, each.progress) for each in sample.actions
    ]
    # One cell of two rows.
    assert rows[-1]["Owner"] == rows[-2]["Owner"] == sample.actions[-1].owner
    assert {row["Judged"] for row in rows} == {"Green", "Amber", "Red"}
    assert council.column("Action scale", "Colour") == ["#00b050", "#ffc000", "#ff0000"]
    # How far they are, nobody said.
    assert {row.get("Status") for row in rows} == {None}
    assert all(row[ORIGIN].endswith("To fill in: Status") for row in rows)


def test_a_repeated_heading_is_no_action_and_a_merged_title_is_listed(council: NewBook) -> None:
    assert len(council.rows("Actions")) == 7
    placed = council.not_placed()
    assert "Improvement actions for the coming year" in placed
    (heads,) = [why for words, why in placed.items() if words.startswith("Ref | What we will do")]
    assert "What we will do: Action; Lead officer: Owner; Target date: Due; RAG: Judged" in heads


@pytest.mark.slow
def test_several_themes_keep_their_own(tmp_path: Path) -> None:
    document = docx.Document()
    for heading in ("Theme 1: Continuous Improvement", "Leadership", "Best Value Theme 6 – Service delivery"):
        add_theme(document, heading)
    document.save(str(tmp_path / "all.docx"))
    book = import_files(tmp_path, tmp_path / "all.docx")
    themes = [(each.number, each.name) for each in book.assessment.themes]
    assert themes == [(1, "Continuous Improvement"), (2, "Leadership"), (6, "Service Delivery")]
    numbers = book.column("Narrative", "Theme")
    assert [numbers.count(number) for number in (1, 2, 6)] == [23, 23, 23]
    assert "No number was given with the theme 'Leadership'; it has 2." in book.outcome.remarks


def test_shades_without_a_key_are_called_after_their_colours_and_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Theme 2: Leadership", 1)
    add_heatmap(document)
    document.save(str(tmp_path / "report.docx"))
    book = import_files(tmp_path, tmp_path / "report.docx")
    assert book.column("Scale", "Level") == ["Dark green", "Light green", "Yellow", "Amber"]
    assert book.column("Criteria", "Rating") == [rating for _, _, rating, _, _ in CHARACTERISTICS]
    assert any("called after their colours" in remark for remark in book.outcome.remarks)
    # What they mean, nobody said.
    assert [place for code, place in book.found() if place.startswith("Scale!D")] == [
        f"Scale!D{n}" for n in range(2, 6)
    ]


def test_words_on_the_colour_of_another_level_are_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Theme 2: Leadership", 1)
    table = document.add_table(4, 3)
    rows = (
        ("Code", "Characteristic", "Our rating"),
        ("L001", "Vision", "Green"),
        ("L002", "Staff", "Red"),
        ("L003", "Risk", "Red"),
    )
    for row, words in zip(table.rows, rows, strict=True):
        for cell, each in zip(row.cells, words, strict=True):
            cell.text = each
    for number, fill in ((1, "00B050"), (2, "FF0000"), (3, "00B050")):
        shade(table.rows[number].cells[2], fill)
    document.save(str(tmp_path / "report.docx"))
    book = import_files(tmp_path, tmp_path / "report.docx")
    assert book.column("Criteria", "Rating") == ["Green", "Red", "Red"]
    (told,) = [remark for remark in book.outcome.remarks if "stands on the colour" in remark]
    assert told.startswith("report.docx, table 1, row 4: 'Red' stands on the colour of 'Green'")


def add_run_link(paragraph: Paragraph, address: str, words: str) -> None:
    """Add a link to a paragraph, as Word does."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    link.append(run)
    paragraph._p.append(link)


def test_bold_italic_and_links_are_kept(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Theme 2: Leadership", 1)
    document.add_heading("Strengths", 2)
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run("The ")
    paragraph.add_run("new").bold = True
    paragraph.add_run(" plan is ")
    paragraph.add_run("clear").italic = True
    paragraph.add_run(".")
    linked = document.add_paragraph("See ", style="List Bullet")
    add_run_link(linked, "https://www.example.gov.uk/plan", "the plan")
    document.save(str(tmp_path / "report.docx"))
    first, second = import_files(tmp_path, tmp_path / "report.docx").assessment.bullets
    assert first.text == RichText(
        (Run("The "), Run("new", bold=True), Run(" plan is "), Run("clear", italic=True), Run("."))
    )
    assert {run.link for run in second.text.runs} == {"https://www.example.gov.uk/plan"}


def test_hidden_words_are_told_and_never_narrative(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Theme 2: Leadership", 1)
    document.add_heading("Strengths", 2)
    paragraph = document.add_paragraph("Posts are filled.", style="List Bullet")
    paragraph.add_run(" Except one, in confidence.").font.hidden = True
    document.save(str(tmp_path / "report.docx"))
    book = import_files(tmp_path, tmp_path / "report.docx")
    assert book.column("Narrative", "Text") == ["Posts are filled."]
    assert book.not_placed()["Except one, in confidence."] == "is hidden in Word"


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Theme 2: Leadership", 1)
    document.add_heading("Strengths", 2)
    paragraph = document.add_paragraph("Posts are ", style="List Bullet")
    names = nsdecls("w")
    paragraph._p.append(parse_xml(f'<w:del {names} w:id="1"><w:r><w:delText>not</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {names} w:id="2"><w:r><w:t>all filled.</w:t></w:r></w:ins>'))
    document.save(str(tmp_path / "report.docx"))
    book = import_files(tmp_path, tmp_path / "report.docx")
    assert book.column("Narrative", "Text") == ["Posts are all filled."]
    assert "not" not in {word for words in book.not_placed() for word in words.split()}


def test_a_report_that_says_it_is_exempt_is_told(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "NOT FOR PUBLICATION"
    document.add_heading("Theme 2: Leadership", 1)
    document.save(str(tmp_path / "report.docx"))
    book = import_files(tmp_path, tmp_path / "report.docx")
    assert any("says that something is not for publication (header)" in each for each in book.outcome.remarks)


@pytest.mark.slow
def test_bvdocs_own_documents_give_the_sample_back(tmp_path: Path) -> None:
    made = documents_of(SAMPLE, tmp_path / "outputs")
    files = []
    for name in ("self-assessment-theme-2-leadership.docx", "action-plan.docx"):
        files.append(tmp_path / name)
        files[-1].write_bytes(made[name])
    book = import_files(tmp_path, *files)
    sample, found = read_workbook(SAMPLE).assessment, book.assessment
    assert found.report.meeting_date == sample.report.meeting_date
    assert found.report.assessed_on == sample.report.assessed_on
    assert [(each.code, each.name, str(each.rating), str(each.previous)) for each in found.criteria] == [
        (each.code, each.name, str(each.rating), str(each.previous)) for each in sample.criteria
    ]
    assert [(each.section, each.text) for each in found.bullets] == [
        (each.section, each.text) for each in sample.bullets
    ]
    by_ref = {each.ref: each for each in found.actions}
    for action in sample.actions:
        same = by_ref[action.ref]
        for name in ("theme", "criteria", "text", "opportunity", "owner", "start", "due", "revised_due", "progress"):
            assert getattr(same, name) == getattr(action, name), (action.ref, name)
        assert str(same.status) == str(action.status)
    assert [(each.name, each.mark, each.colour, each.meaning) for each in found.scale] == [
        (each.name, each.mark, each.colour, each.meaning) for each in sample.scale
    ]
    assert [each.short for each in found.abbreviations] == [each.short for each in sample.abbreviations]
    assert not [each for each in book.outcome.findings if each.code.startswith("E")]


def test_a_document_whose_header_says_it_is_exempt_gives_exempt_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "EXEMPT by virtue of paragraph 3"
    document.add_heading("Theme 2: Leadership", 1)
    document.add_heading("Strengths", 2)
    document.add_paragraph("Posts are filled.", style="List Bullet")
    document.save(str(tmp_path / "report.docx"))
    (bullet,) = import_files(tmp_path, tmp_path / "report.docx").assessment.bullets
    assert bullet.exempt


def test_a_heading_within_a_theme_is_no_other_theme(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Theme 2: Leadership", 1)
    document.add_heading("Culture", 2)
    document.add_heading("Strengths", 3)
    document.add_paragraph("People speak up.", style="List Bullet")
    document.save(str(tmp_path / "report.docx"))
    book = import_files(tmp_path, tmp_path / "report.docx")
    assert book.column("Narrative", "Theme") == [2]
    assert "Culture" in book.not_placed()


@pytest.mark.slow
def test_the_map_of_the_first_run_unedited_gives_the_same_workbook(council: NewBook, tmp_path: Path) -> None:
    said = council.path.with_suffix(".map.json")
    again = import_files(tmp_path, council.path.with_name("report.docx"), said=said)
    for sheet in ("Report", "Scale", "Themes", "Criteria", "Narrative", "Actions", "Action scale"):
        assert again.rows(sheet) == council.rows(sheet), sheet
    assert again.not_placed() == council.not_placed()
