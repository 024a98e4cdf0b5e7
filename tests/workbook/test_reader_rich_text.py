"""How bold, italic and links are read from a cell."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font
from openpyxl.worksheet.hyperlink import Hyperlink

from bvdocs.core.rich_text import RichText, Run
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import add_related, holding, read_package, write_package
from tests.support.workbooks import Book, only_finding

BOLD, ITALIC = InlineFont(b=True), InlineFont(i=True)


def rich(tmp_path: Path, typed: object) -> tuple[Run, ...]:
    return holding({"Narrative!C2": typed}).read(tmp_path).bullets[0].text.runs


def test_bold_and_italic_are_kept_run_by_run(tmp_path: Path) -> None:
    both = InlineFont(b=True, i=True)
    typed = CellRichText(
        "Plain, ", TextBlock(BOLD, "bold"), ", ", TextBlock(ITALIC, "italic"), TextBlock(both, " both")
    )
    assert rich(tmp_path, typed) == (
        Run("Plain, "),
        Run("bold", bold=True),
        Run(", "),
        Run("italic", italic=True),
        Run(" both", bold=True, italic=True),
    )


def test_space_is_tidied_across_runs_and_neighbours_that_look_alike_are_joined(tmp_path: Path) -> None:
    typed = CellRichText(
        TextBlock(BOLD, "  One "),
        TextBlock(InlineFont(b=True, color=Color("FFFF0000")), " two"),
        TextBlock(ITALIC, "\n"),
        " three ",
    )
    assert rich(tmp_path, typed) == (Run("One two", bold=True), Run("\n", italic=True), Run("three"))


def with_cell(font: Font | None = None, link: Hyperlink | None = None, value: object = "See here.") -> Book:
    """A workbook whose first bullet has this look and this link as a whole."""

    def edit(book: Workbook) -> None:
        cell = book["Narrative"]["C2"]
        cell.value = value
        cell.font = font or Font()
        if link:
            cell.hyperlink = link

    return Book(edit=edit)


def web(target: str | None, location: str | None = None) -> Hyperlink:
    return Hyperlink(ref="C2", target=target, location=location)


def test_the_look_of_a_whole_cell_is_that_of_its_text(tmp_path: Path) -> None:
    bullet = with_cell(Font(bold=True, italic=True)).read(tmp_path).bullets[0]
    assert bullet.text == RichText((Run("See here.", bold=True, italic=True),))


def test_a_run_without_a_look_of_its_own_has_the_cells(tmp_path: Path) -> None:
    value = CellRichText("Bold, ", TextBlock(ITALIC, "italic"))
    bullet = with_cell(Font(bold=True), value=value).read(tmp_path).bullets[0]
    assert bullet.text == RichText((Run("Bold, ", bold=True), Run("italic", italic=True)))


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (web("https://example.org/a?b=1&c=2"), "https://example.org/a?b=1&c=2"),
        (web("http://example.org/"), "http://example.org/"),
        (web("mailto:clerk@example.org"), "mailto:clerk@example.org"),
        (web("https://example.org/plan", "page=6"), "https://example.org/plan#page=6"),
    ],
)
def test_a_link_is_kept_whole(tmp_path: Path, link: Hyperlink, address: str) -> None:
    reading = read_workbook(with_cell(link=link).write(tmp_path))
    assert reading.assessment.bullets[0].text == RichText((Run("See here.", link=address),))
    assert reading.findings == ()


@pytest.mark.parametrize("target", ["file:///C:/plan.docx", "plan.docx", "javascript:alert(1)"])
def test_a_link_that_a_reader_cannot_follow_is_left_out_and_named(tmp_path: Path, target: str) -> None:
    book = with_cell(link=web(target), value=CellRichText("See ", TextBlock(BOLD, "here")))
    finding = only_finding(tmp_path, book)
    assert (finding.code, str(finding.where)) == ("W115", "Narrative!C2")
    assert target in finding.message
    assert book.read(tmp_path).bullets[0].text == RichText((Run("See "), Run("here", bold=True)))


def test_shared_strings_are_read_like_texts_in_their_cells(tmp_path: Path) -> None:
    parts = read_package(Book().write(tmp_path))
    narrative = "xl/worksheets/sheet5.xml"
    own = b'<c r="C2" t="inlineStr"><is><t>Priorities are clear.</t></is></c>'
    assert own in parts[narrative]
    parts[narrative] = parts[narrative].replace(own, b'<c r="C2" t="s"><v>0</v></c>')
    strings = "xl/sharedStrings.xml"
    parts[strings] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si>'
        b'<r><t xml:space="preserve">Priorities </t></r><r><rPr><b/></rPr><t>are_x000D_\nclear.</t></r></si></sst>'
    )
    path = write_package(tmp_path / "shared.xlsx", parts)
    bullet = read_workbook(add_related(path, "xl/workbook.xml", "sharedStrings", strings)).assessment.bullets[0]
    assert bullet.text == RichText((Run("Priorities "), Run("are\nclear.", bold=True)))
