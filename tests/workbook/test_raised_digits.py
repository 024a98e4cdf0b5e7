"""Raised and lowered digits and letters, and how they are printed."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from bvdocs.core.rich_text import Run
from tests.support.package_edits import holding
from tests.support.project import documents_of
from tests.support.reading import read_page, read_pdf, read_word
from tests.support.workbooks import READING, Book


def up(text: str) -> TextBlock:
    return TextBlock(InlineFont(vertAlign="superscript"), text)


def down(text: str) -> TextBlock:
    return TextBlock(InlineFont(vertAlign="subscript"), text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (("Staff rose to 120", up("3"), " in 2025."), "Staff rose to 120³ in 2025."),
        (("Emissions of CO", down("2"), " per m", up("2"), " fell."), "Emissions of CO₂ per m² fell."),
        (("PM", down("2.5"), " fell."), "PM₂.₅ fell."),
        (("Staff", up("1, 2"), " stay."), "Staff¹, ² stay."),
        (("10", up("-6"), " and x", up("n+1"), " and y", down("i"), "."), "10⁻⁶ and xⁿ⁺¹ and yᵢ."),
        (("10", up("−6"), "."), "10⁻⁶."),
        (("The 21", up("st"), " of June."), "The 21st of June."),
        (("Plan", up("*"), " agreed."), "Plan* agreed."),
        ((up("2"), "See the annex."), "²See the annex."),
    ],
)
def test_digits_and_signs_are_printed_raised_or_lowered_without_a_word(
    tmp_path: Path, typed: tuple[str | TextBlock, ...], printed: str
) -> None:
    book = holding({"Narrative!C2": CellRichText(*typed), "Criteria!C2": CellRichText(*typed)})
    read = book.read(tmp_path)
    assert (read.bullets[0].text.plain, read.criteria[0].name) == (printed, printed)
    assert book.found(tmp_path, READING) == []


@pytest.mark.parametrize(
    ("typed", "printed", "told"),
    [
        (("Fixit", up("TM"), " is used."), "FixitTM is used.", "'TM' is"),
        (("Staff rose to 120", up("a1"), "."), "Staff rose to 120a¹.", "'a1' is"),
        (("Note", up("(a)"), " and NO", down("x"), "."), "Note(a) and NOx.", "'(a)' and 'x' are"),
        (("The plan", up("th"), "."), "The planth.", "'th' is"),
    ],
)
def test_letters_are_printed_on_the_line_and_told(
    tmp_path: Path, typed: tuple[str | TextBlock, ...], printed: str, told: str
) -> None:
    book = holding({"Narrative!C2": CellRichText(*typed)})
    assert book.read(tmp_path).bullets[0].text.plain == printed
    (finding,) = book.findings(tmp_path, READING)
    assert str(finding) == f"N121 Narrative!C2: {told} raised or lowered, and printed on the line."


def test_bold_is_kept_beside_a_raised_digit(tmp_path: Path) -> None:
    bold = InlineFont(b=True)
    typed = CellRichText(TextBlock(bold, "120"), TextBlock(InlineFont(b=True, vertAlign="superscript"), "3"), " staff.")
    runs = holding({"Narrative!C2": typed}).read(tmp_path).bullets[0].text.runs
    assert runs == (Run("120³", bold=True), Run(" staff."))


def test_a_cell_raised_as_a_whole_is_raised_against_nothing(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for place, value in (("C2", "See note 3."), ("C3", CellRichText(up("See "), up("note 3.")))):
            book["Narrative"][place] = value
            book["Narrative"][place].font = Font(vertAlign="superscript")

    book = Book(edit=edit)
    assert [each.text.plain for each in book.read(tmp_path).bullets] == ["See note 3.", "See note 3."]
    assert book.found(tmp_path, READING) == []


@pytest.mark.parametrize(
    ("place", "typed", "code"),
    [
        ("Criteria!D2", CellRichText("Green", up("1")), "E104"),
        ("Actions!H2", CellRichText("31/12/2025", up("2")), "E105"),
        ("Actions!K2", CellRichText("40%", up("1")), "E108"),
        ("Criteria!B2", CellRichText("1", up("2")), "E106"),
    ],
)
def test_a_footnotes_number_never_becomes_part_of_a_value(
    tmp_path: Path, place: str, typed: CellRichText, code: str
) -> None:
    assert (code, place) in holding({place: typed}).found(tmp_path, READING)


@pytest.mark.slow
def test_word_pdf_and_page_print_them_alike(tmp_path: Path) -> None:
    book = Book()
    book.narrative[0][2] = CellRichText("Staff rose to 120", up("3"), "; CO", down("2"), " fell by 10", up("45"), ".")
    book.criteria[0][2] = CellRichText("Clean air, PM", down("10"))
    documents = documents_of(book.write(tmp_path), tmp_path / "out")
    for suffix, reader in ((".docx", read_word), (".pdf", read_pdf), (".html", read_page)):
        (theme,) = (each for name, each in documents.items() if "theme-1" in name and name.endswith(suffix))
        text = reader(theme).text
        assert "Staffroseto120³;CO₂fellby10⁴⁵." in text, suffix
        assert "Cleanair,PM₁₀" in text, suffix


def test_a_footnotes_number_hides_no_exempt_code_and_no_exempt_text(tmp_path: Path) -> None:
    book = Book()
    book.criteria.append(["L003", 1, "Exempt one", "Red", None, None, "None", "yes"])
    book.narrative[0][2] = CellRichText("We looked at L003", up("1"), " and were glad of it.")
    book.narrative[1][2] = CellRichText("The two directors", up("2"), " disagree on every part of the plan.")
    book.narrative.append([1, "Strengths", "The two directors disagree on every part of the plan.", None, None, "yes"])
    found = book.found(tmp_path)
    assert ("W221", "Narrative!C2") in found
    assert ("E222", "Narrative!C3") in found


def test_a_footnotes_number_behind_the_full_stop_is_no_missing_one(tmp_path: Path) -> None:
    book = Book()
    ends = [("One is done.",), ("Two is done.", up("3")), ("Three is done.",), ("Four is done", up("4"))]
    book.narrative = [[1, "Strengths", CellRichText(*each), "L001", None, None] for each in ends]
    assert [place for code, place in book.found(tmp_path) if code == "W308"] == ["Narrative!C5"]


def test_a_short_form_is_used_where_it_has_a_footnotes_number(tmp_path: Path) -> None:
    (short,) = Book(abbreviations=[["KPI", "Key performance indicator"]]).read(tmp_path).abbreviations
    assert short.is_used_in("Each KPI³ is met.")
    assert not short.is_used_in("Each KPI₂ is met.")
