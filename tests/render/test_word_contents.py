"""The list of contents, and the tables, of a filled Word file."""

import io
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm

from bvdocs.core.brand import Brand
from bvdocs.core.errors import TemplateError
from bvdocs.core.publishing import published
from bvdocs.render.figures.fonts import Font
from bvdocs.render.word.document import WordRenderer
from bvdocs.view import ReportView, build_view
from tests.support.word_package import W, text_of
from tests.support.workbooks import Book


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    return build_view(published(Book().read(tmp_path_factory.mktemp("contents"))), Brand())


def filled(folder: Path, report: ReportView, template: Document) -> Document:
    template.save(str(folder / "action-plan.docx"))
    return docx.Document(
        io.BytesIO(WordRenderer(folder, {}, Brand()).render("action-plan.docx", report, "Action plan"))
    )


def blank() -> Document:
    """An empty template with the style of links, which python-docx's own has not."""
    document = docx.Document()
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    return document


def with_headings(*headings: str, stops: tuple[int, ...] = ()) -> Document:
    document = blank()
    place = document.add_paragraph("{{ contents }}")
    for stop in stops:
        place.paragraph_format.tab_stops.add_tab_stop(Mm(stop))
    for heading in headings:
        document.add_heading(heading, 1)
        document.add_heading("Below", 2)
    return document


def links(document: Document) -> list[list[tuple[str, str]]]:
    """The links of each line: where they lead, and their text."""
    lines = [[(link.fragment, link.text) for link in paragraph.hyperlinks] for paragraph in document.paragraphs]
    return [line for line in lines if line]


def test_each_heading_is_a_link_to_its_place(tmp_path: Path, report: ReportView) -> None:
    document = filled(tmp_path, report, with_headings("One", "{{ report.title }}"))
    assert [[text for _, text in line] for line in links(document)] == [["One"], [report.title]]
    for name, text in (link for line in links(document) for link in line):
        (mark,) = document.element.body.xpath(f"//w:bookmarkStart[@w:name='{name}']")
        assert text_of(mark.getparent()) == text


def test_headings_of_a_loop_are_listed_each(tmp_path: Path, report: ReportView) -> None:
    document = blank()
    document.add_paragraph("{{ contents }}")
    document.add_paragraph("{%p for theme in report.themes %}")
    document.add_heading("{{ theme.title }}", 1)
    document.add_paragraph("{%p endfor %}")
    (first,), (second,) = links(filled(tmp_path, report, document))
    assert (first[1], second[1]) == tuple(theme.title for theme in report.themes)
    assert first[0] != second[0]


def test_as_many_stand_on_a_line_as_there_are_tab_stops(tmp_path: Path, report: ReportView) -> None:
    document = filled(tmp_path, report, with_headings("One", "Two", "Three", stops=(80,)))
    assert [[text for _, text in line] for line in links(document)] == [["One", "Two"], ["Three"]]


def test_a_title_too_long_for_its_place_has_each_on_its_own_line(tmp_path: Path, report: ReportView) -> None:
    document = filled(tmp_path, report, with_headings("One", "A title that is longer than this", stops=(50,)))
    assert [len(line) for line in links(document)] == [1, 1]


def test_the_list_stays_together_but_not_with_what_follows(tmp_path: Path, report: ReportView) -> None:
    template = with_headings("One", "Two", "Three")
    template.paragraphs[0].paragraph_format.keep_with_next = True
    lines = filled(tmp_path, report, template).paragraphs[:3]
    assert [line.paragraph_format.keep_with_next for line in lines] == [True, True, False]


def test_contents_without_a_heading_stop_the_build(tmp_path: Path, report: ReportView) -> None:
    template = with_headings()
    template.add_heading("A heading of another level", 2)
    with pytest.raises(TemplateError, match=r"action-plan\.docx: .*no paragraph has the style 'Heading 1'"):
        filled(tmp_path, report, template)


def test_a_template_without_contents_has_no_bookmarks(tmp_path: Path, report: ReportView) -> None:
    document = docx.Document()
    document.add_heading("One", 1)
    assert document.element.body.xpath("//w:bookmarkStart") == []
    assert filled(tmp_path, report, document).element.body.xpath("//w:bookmarkStart") == []


def test_bookmarks_of_the_council_s_own_keep_their_numbers(tmp_path: Path, report: ReportView) -> None:
    template = with_headings("One")
    own = template.paragraphs[0]._p.makeelement(f"{W}bookmarkStart", {f"{W}id": "7", f"{W}name": "own"})
    template.paragraphs[0]._p.append(own)
    template.paragraphs[1]._p.append(own)
    document = filled(tmp_path, report, template)
    ids = document.element.body.xpath("//w:bookmarkStart/@w:id")
    assert sorted(ids) == ["7", "8"]


def level_table(widths: tuple[int, ...] = (60, 5, 20, 5, 20), whole: int = 170) -> Document:
    """A template with a table of a column for each level of the first theme."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=5)
    loop, end = "{%tc for level in report.themes[0].levels %}", "{%tc endfor %}"
    for cell, text, width in zip(
        table.rows[0].cells, ("Theme", loop, "{{ level.name }}", end, "Total"), widths, strict=True
    ):
        cell.text, cell.width = text, Mm(width)
    table_width = table._tbl.tblPr.find(f"{W}tblW")
    table_width.set(f"{W}type", "dxa")
    table_width.set(f"{W}w", str(round(whole * 56.7)))
    return document


def widths(document: Document) -> tuple[list[float], list[float]]:
    """The widths of the grid and of the cells, in millimetres."""
    body = document.element.body
    grid, cells = (body.xpath(path) for path in ("//w:gridCol/@w:w", "//w:tr[1]/w:tc/w:tcPr/w:tcW/@w:w"))
    return [int(each) / 56.7 for each in grid], [int(each) / 56.7 for each in cells]


def test_columns_that_are_repeated_share_the_table_s_width(tmp_path: Path, report: ReportView) -> None:
    grid, cells = widths(filled(tmp_path, report, level_table()))
    columns = len(report.themes[0].levels) + 1
    assert grid == cells
    assert sum(grid) == pytest.approx(170, abs=0.1)
    assert len(set(grid[1:])) == 1
    assert len(grid) == columns + 1


def test_a_column_is_as_wide_as_its_longest_word(tmp_path: Path) -> None:
    book = Book()
    names = ["Outstandingly", *(f"L{number}" for number in range(8))]
    book.scale = [[name, f"M{place}", "#1c6b3b", "Meaning"] for place, name in enumerate(names)]
    book.criteria = [["L001", 1, "Clear", "L1", None, None, None, None]]
    report = build_view(published(book.read(tmp_path)), Brand())
    grid, cells = widths(filled(tmp_path, report, level_table()))
    assert grid == cells
    assert sum(grid) == pytest.approx(170, abs=1)
    assert grid[1] == max(grid[1:]) > 30
    assert grid[0] >= 49


def test_the_headings_of_the_counts_stand_on_one_line_each(seven_documents: Mapping[str, bytes]) -> None:
    font, gap = Font(Brand().faces), 3
    document = docx.Document(io.BytesIO(seven_documents["overview.docx"]))
    (counts,) = (table for table in document.tables if "Not assessed" in [cell.text for cell in table.rows[0].cells])
    for cell in counts.rows[0].cells:
        assert cell.width and cell.width.mm >= font.width(cell.text, 10, bold=True) + gap, cell.text
    assert sum(cell.width.mm for cell in counts.rows[0].cells if cell.width) == pytest.approx(261, abs=1)


def test_widths_that_add_up_stay(tmp_path: Path, report: ReportView) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    for cell, width in zip(table.rows[0].cells, (30, 140), strict=True):
        cell.text, cell.width = "Text", Mm(width)
    table._tbl.tblPr.find(f"{W}tblW").set(f"{W}type", "dxa")
    table._tbl.tblPr.find(f"{W}tblW").set(f"{W}w", str(round(170 * 56.7)))
    assert widths(filled(tmp_path, report, document))[1] == pytest.approx([30, 140], abs=1)


def test_the_last_row_of_a_table_is_not_held_to_what_follows(tmp_path: Path, report: ReportView) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=1)
    for row in table.rows:
        row.cells[0].text = "Text"
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    first, last = filled(tmp_path, report, document).tables[0].rows
    assert first.cells[0].paragraphs[0].paragraph_format.keep_with_next
    assert not last.cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_an_entry_says_what_its_heading_says_and_no_text_box_that_hangs_on_it(
    tmp_path: Path, report: ReportView
) -> None:
    template = with_headings("One")
    heading = next(each for each in template.paragraphs if each.text == "One")
    space = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    box = "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    said = "<w:t>self</w:t><w:noBreakHyphen/><w:t>assess</w:t><w:softHyphen/><w:t>ment</w:t><w:tab/><w:t>now</w:t>"
    for xml in (f"<w:r {space}>{box}</v:shape></w:pict></w:r>", f"<w:r {space}><w:br/>{said}</w:r>"):
        heading._p.append(parse_xml(xml))
    assert [text for line in links(filled(tmp_path, report, template)) for _, text in line] == [
        "One self-assessment now"
    ]
