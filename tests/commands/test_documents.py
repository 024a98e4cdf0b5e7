"""The documents as a whole: page numbers, furniture, properties, odd text, exempt rows, same bytes."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import docx
import pdfplumber
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.support.project import SAMPLE, TEMPLATES, documents_of
from tests.support.reading import Read, pdf_pages, read_pdf, read_word, squeezed, word_furniture
from tests.support.workbooks import Book

THEME_1 = "self-assessment-theme-1-leadership"
ODD = (
    "Fish & chips <b>bold?</b> \"quoted\" 'single' {{ report.title }} {% if x %} {_{ }_} {# note #}",
    "Two lines\nof one bullet",
    "Ŵyau a llŷn; Zażółć gęślą jaźń; café – “curly” …",
    "$x^2$ \\alpha 100% #1 &amp; &lt;",
    "Thumbs up 👍 and a party 🎉",
)


def both(documents: Mapping[str, bytes], name: str) -> dict[str, Read]:
    return {"docx": read_word(documents[f"{name}.docx"]), "pdf": read_pdf(documents[f"{name}.pdf"])}


@pytest.mark.slow
def test_the_next_steps_name_the_pages_on_which_the_actions_stand(seven_documents: Mapping[str, bytes]) -> None:
    pages = pdf_pages(seven_documents["action-plan.pdf"])
    for number, name, prefix in ((1, "continuous-improvement", "CI"), (5, "use-of-resources", "R")):
        # What needs attention names some of them too, before the tables of the plan.
        tables = next(page for page, text in enumerate(pages, 1) if "ReferenceOpportunity" in text)
        on = [
            page for page, text in enumerate(pages, 1) if re.search(rf"(?<![A-Z]){prefix}-A\d", text) and page >= tables
        ]
        read = both(seven_documents, f"self-assessment-theme-{number}-{name}")
        assert squeezed(f"six key actions, on pages {on[0]} to {on[-1]} of the action plan") in read["pdf"].text


def test_where_pages_may_fall_otherwise_the_next_steps_name_the_section_and_the_actions(
    seven_documents: Mapping[str, bytes],
) -> None:
    name = "self-assessment-theme-5-use-of-resources"
    expected = "R-A1 to R-A6 in the section ‘Theme 5: Use of Resources’"
    word, pdf = both(seven_documents, name).values()
    assert squeezed(f"six key actions, {expected} of the action plan") in word.text
    assert "pages" not in word.text
    assert squeezed(expected) not in pdf.text
    on_screen = f'<span class="on-screen">{expected}</span> of the action plan'
    assert on_screen in seven_documents[f"{name}.html"].decode()


@pytest.mark.slow
def test_every_page_says_authority_title_draft_and_page_of_pages(sample_documents: Mapping[str, bytes]) -> None:
    for name in ("action-plan", "self-assessment-theme-2-leadership"):
        pages = pdf_pages(sample_documents[f"{name}.pdf"])
        for number, text in enumerate(pages, 1):
            assert text.startswith(squeezed("Runnymede Borough Council Best Value Duty self-assessment"))
            assert text.endswith(squeezed(f"DRAFT, not yet issued Page {number} of {len(pages)}"))
        furniture = word_furniture(sample_documents[f"{name}.docx"])
        assert "Runnymede Borough Council" in furniture
        assert "DRAFT, not yet issued" in furniture


@pytest.mark.slow
def test_the_note_that_ratings_are_illustrative_is_printed(sample_documents: Mapping[str, bytes]) -> None:
    for name in ("action-plan", "self-assessment-theme-2-leadership"):
        for read in both(sample_documents, name).values():
            assert squeezed("the ratings, and the actions with their owners and dates are illustrative") in read.text


def test_word_properties_have_title_author_language_and_the_meeting_date(sample_documents: Mapping[str, bytes]) -> None:
    properties = docx.Document(io.BytesIO(sample_documents["action-plan.docx"])).core_properties
    assert properties.title == "Action plan, Best Value Duty self-assessment, Runnymede Borough Council"
    assert properties.author == "Runnymede Borough Council"
    assert properties.language == "en-GB"
    assert properties.created is not None
    assert properties.created.date() == date(2025, 9, 23)


def test_pdf_properties_have_title_author_and_the_meeting_date(sample_documents: Mapping[str, bytes]) -> None:
    with pdfplumber.open(io.BytesIO(sample_documents["action-plan.pdf"])) as pdf:
        assert pdf.metadata["Title"] == "Action plan, Best Value Duty self-assessment, Runnymede Borough Council"
        assert pdf.metadata["Author"] == "Runnymede Borough Council"
        assert pdf.metadata["CreationDate"].startswith("D:20250923")


def test_the_pdf_carries_one_family_of_fonts_and_all_of_it(sample_documents: Mapping[str, bytes]) -> None:
    with pdfplumber.open(io.BytesIO(sample_documents["self-assessment-theme-2-leadership.pdf"])) as pdf:
        names = {char["fontname"].split("+")[-1] for page in pdf.pages for char in page.chars}
    assert {name.replace("-Bold", "") for name in names} == {"Liberation-Sans"}


def test_word_table_headings_repeat_and_no_row_is_split(sample_documents: Mapping[str, bytes]) -> None:
    for name in ("action-plan", "self-assessment-theme-2-leadership"):
        for table in docx.Document(io.BytesIO(sample_documents[f"{name}.docx"])).tables:
            assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
            assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)
            assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")


def odd_book() -> Book:
    book = Book()
    book.narrative = [[1, "Strengths", text, None, None, None] for text in ODD]
    book.actions[0][3:6] = [ODD[2], ODD[0], ODD[3]]
    book.criteria[0][2] = ODD[0]
    book.themes[0][1] = "Leadership"
    book.report.append(["Note", ODD[2]])
    return book


@pytest.mark.slow
def test_odd_text_prints_as_it_stands(tmp_path: Path) -> None:
    documents = documents_of(odd_book().write(tmp_path), tmp_path / "out")
    for kind, read in both(documents, THEME_1).items():
        assert [squeezed(bullet) for bullet in read.bullets] == [squeezed(text) for text in ODD], kind
        assert squeezed(read.table("Code")[0][1]) == squeezed(ODD[0])
        assert squeezed(ODD[2]) in read.text
    for read in both(documents, "action-plan").values():
        row = read.table("Reference", "Opportunity")[0]
        assert [squeezed(cell) for cell in row[1:4]] == [squeezed(text) for text in (ODD[2], ODD[0], ODD[3])]


@pytest.mark.slow
def test_a_line_break_in_a_bullet_is_a_line_break_in_word(tmp_path: Path) -> None:
    documents = documents_of(odd_book().write(tmp_path), tmp_path / "out")
    assert read_word(documents[f"{THEME_1}.docx"]).bullets[1] == ODD[1]


def rich_book() -> Book:
    def edit(book: Workbook) -> None:
        narrative = book["Narrative"]
        bold, italic = InlineFont(b=True), InlineFont(i=True)
        narrative["C2"] = CellRichText(
            "Plain, ", TextBlock(bold, "bold & <b>"), " and ", TextBlock(italic, "italic"), "."
        )
        narrative["C3"].hyperlink = "https://example.gov.uk/report?a=1&b=2"

    return Book(edit=edit)


@pytest.mark.slow
def test_bold_italic_and_links_are_kept_in_word_and_pdf(tmp_path: Path) -> None:
    documents = documents_of(rich_book().write(tmp_path), tmp_path / "out")
    document = docx.Document(io.BytesIO(documents[f"{THEME_1}.docx"]))
    bullet = next(each for each in document.paragraphs if each.text.startswith("Plain, "))
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in bullet.runs if run.text.strip()] == [
        ("Plain, ", False, False),
        ("bold & <b>", True, False),
        (" and ", False, False),
        ("italic", False, True),
        (".", False, False),
        (" (L001)", False, False),
    ]
    culture = docx.Document(io.BytesIO(documents["self-assessment-theme-2-culture.docx"]))
    (link,) = [link for paragraph in culture.paragraphs for link in paragraph.hyperlinks]
    assert (link.text, link.address) == ("Challenge is rare.", "https://example.gov.uk/report?a=1&b=2")
    with pdfplumber.open(io.BytesIO(documents["self-assessment-theme-2-culture.pdf"])) as pdf:
        assert [each["uri"] for page in pdf.pages for each in page.hyperlinks] == [link.address]
    with pdfplumber.open(io.BytesIO(documents[f"{THEME_1}.pdf"])) as pdf:
        looks = {char["fontname"].split("+")[-1] for page in pdf.pages for char in page.chars}
    assert {"Liberation-Sans-Bold", "Liberation-Sans-Italic"} <= looks


def exempt_book() -> Book:
    book = Book()
    secret = "Zanzibar"
    book.criteria.append(["L003", 1, f"{secret} matters", "Red", "Green", None, f"{secret} file", "yes"])
    book.narrative.append([1, "Strengths", f"{secret} is named here.", "L003", None, "Yes"])
    book.narrative[0][3] = "L001, L003"
    exempt = book.actions[0].copy()
    exempt[0], exempt[4], exempt[13] = "L-A9", f"Settle {secret}.", True
    book.actions.append(exempt)
    return book


@pytest.mark.slow
def test_exempt_rows_are_in_no_file_and_no_count(tmp_path: Path) -> None:
    documents = documents_of(exempt_book().write(tmp_path), tmp_path / "out", pack=True)
    assert not any("zanzibar" in name.lower() for name in documents)
    for name, content in documents.items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                content = b"".join(package.read(part) for part in package.namelist())
        for secret in (b"Zanzibar", b"L003", b"L-A9"):
            assert name.endswith(".pdf") or secret not in content, (name, secret)
    for read in [*both(documents, THEME_1).values(), *both(documents, "action-plan").values()]:
        assert not re.search("Zanzibar|L003|L-A9", read.text)
    assert not re.search("Zanzibar|L003|L-A9", "".join(pdf_pages(documents["pack.pdf"])))
    for read in both(documents, THEME_1).values():
        assert squeezed("Of two characteristics") in read.text
        assert squeezed("one key action") in read.text
    current = tmp_path / "out" / "current"
    assert not re.search("W218|Zanzibar|L003|L-A9", (current / "manifest.json").read_text())
    assert "W218" in (current / "source" / "findings.json").read_text()
    for name in (THEME_1, "action-plan", "pack"):
        with pdfplumber.open(io.BytesIO(documents[f"{name}.pdf"])) as pdf:
            assert not re.search("Zanzibar|L003|L-A9", str(pdf.metadata) + str(list(pdf.doc.catalog)))


@pytest.mark.slow
def test_a_finding_in_an_exempt_row_is_not_quoted_in_the_manifest(tmp_path: Path) -> None:
    book = exempt_book()
    book.edit = lambda workbook: setattr(workbook["Narrative"]["C4"], "hyperlink", "file:///Zanzibar/secret.docx")
    documents_of(book.write(tmp_path), tmp_path / "out")
    current = tmp_path / "out" / "current"
    assert not re.search("W115|secret.docx", (current / "manifest.json").read_text())
    assert "secret.docx" in (current / "source" / "findings.json").read_text()


@pytest.mark.slow
def test_a_theme_with_nothing_to_say_says_so(tmp_path: Path) -> None:
    book = Book()
    book.narrative, book.actions = [], []
    documents = documents_of(book.write(tmp_path), tmp_path / "out")
    for read in both(documents, THEME_1).values():
        assert squeezed("No strengths are recorded.") in read.text
        assert squeezed("we identified no key actions for this theme") in read.text
    for read in both(documents, "action-plan").values():
        assert squeezed("The plan has no actions.") in read.text


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes_in_another_process_with_another_hash_seed_on_another_day(
    sample_documents: Mapping[str, bytes], tmp_path: Path
) -> None:
    # The program sees a clock a day on: `time.time` is the only clock that libraries stamp files by.
    program = (
        "import sys, time; real = time.time; time.time = lambda: real() + 86_400; "
        "from bvdocs.cli.main import main; main()"
    )  # fmt: skip
    output = tmp_path / "out"
    arguments = ["report", str(SAMPLE), "--pack", "--output", str(output), "--templates", str(TEMPLATES)]
    command = [sys.executable, "-c", program, *arguments]
    environment = {"PYTHONHASHSEED": "4711", "PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "Pacific/Auckland"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    again = {name: (output / "current" / name).read_bytes() for name in sample_documents}
    assert [name for name, content in again.items() if content != sample_documents[name]] == []


@pytest.mark.slow
def test_codes_and_references_that_differ_only_in_signs_are_all_printed(tmp_path: Path) -> None:
    book = Book()
    book.criteria.append(["L-02", 1, "Another name", "Red", None, None, None, None])
    refs = ["A 1", "A-1", "A/1", "Ł&1", "№ 1"]
    book.actions = [[ref, *book.actions[0][1:]] for ref in refs]
    documents = documents_of(book.write(tmp_path), tmp_path / "out")
    for read in both(documents, "action-plan").values():
        assert [squeezed(row[0]) for row in read.table("Reference", "Opportunity")] == [
            squeezed(ref + "L002") for ref in refs
        ]


@pytest.mark.slow
def test_themes_whose_characteristics_are_all_exempt_still_have_their_documents(tmp_path: Path) -> None:
    book = Book()
    book.criteria = [[*row[:7], "yes"] for row in book.criteria]
    documents = documents_of(book.write(tmp_path), tmp_path / "out")
    for kind, read in both(documents, "overview").items():
        assert [heading for _, heading in read.headings] == ["Overview", "What the ratings show", "Ratings by theme"], (
            kind
        )
        assert read.alts == []
