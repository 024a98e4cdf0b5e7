"""Where pages end: nothing stands alone on a page that belongs to something else, in PDF and in Word."""

import io
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from pdfplumber.structure import PDFStructElement, PDFStructTree

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sample", "seven", "hard"])
def documents(request: pytest.FixtureRequest) -> Mapping[str, bytes]:
    """Each whole workbook's documents in turn."""
    made: Mapping[str, bytes] = request.getfixturevalue(f"{request.param}_documents")
    return made


def _pages_of_rows(content: bytes) -> Iterator[list[int]]:
    """Yield for each table the page of each of its rows, those of its heading apart."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for table in _found(PDFStructTree(pdf), "Table"):
            rows = [row for row in _found(table.children, "TR") if any(_found(row.children, "TD"))]
            yield [min(_pages(row)) for row in rows]


def _found(elements: Any, kind: str) -> Iterator[PDFStructElement]:
    for each in elements:
        if each.type == kind:
            yield each
        else:
            yield from _found(each.children, kind)


def _pages(element: PDFStructElement) -> set[int]:
    """The pages on which something of an element stands."""
    own = {element.page_number} if element.page_number and element.mcids else set()
    return own.union(*(_pages(child) for child in element.children))


def test_no_page_of_a_pdf_has_one_row_of_a_longer_table(documents: Mapping[str, bytes]) -> None:
    torn = 0
    for name in (name for name in documents if name.endswith(".pdf")):
        for pages in _pages_of_rows(documents[name]):
            on_each = [len(list(rows)) for _, rows in itertools.groupby(pages)]
            torn += len(on_each) > 1
            assert len(on_each) == 1 or min(on_each) > 1, (name, on_each)
    assert torn  # or there would be nothing to see here


def test_no_last_action_of_three_and_more_has_a_page_for_itself(everything_documents: Mapping[str, bytes]) -> None:
    """Where all that is told of an action makes its row tall; the first may stand alone, below the timeline."""
    plans = [pages for pages in _pages_of_rows(everything_documents["action-plan.pdf"]) if len(pages) > 2]
    assert sum(pages[0] < pages[-1] for pages in plans) > 3  # or there would be nothing to see here
    assert [pages for pages in plans if pages[-2] != pages[-1]] == []


def _lines_of_cells(content: bytes) -> Iterator[list[str]]:
    """Yield the lines of each cell of a PDF's tables."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        letters: dict[tuple[int, int], list[dict[str, Any]]] = {}
        for page in pdf.pages:
            for letter in page.chars:
                if letter["mcid"] is not None:
                    letters.setdefault((page.page_number, letter["mcid"]), []).append(letter)
        for table in _found(PDFStructTree(pdf), "Table"):
            for cell in (*_found(table.children, "TD"), *_found(table.children, "TH")):
                lines: dict[int, str] = {}
                for letter in itertools.chain(*(letters.get(piece, ()) for piece in _pieces(cell))):
                    lines[round(letter["bottom"])] = lines.get(round(letter["bottom"]), "") + letter["text"]
                yield [line.strip() for line in lines.values() if line.strip()]


def _pieces(element: PDFStructElement, page: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the page and the number of each piece of an element's content."""
    page = element.page_number or page
    yield from ((page or 0, number) for number in element.mcids)
    for child in element.children:
        yield from _pieces(child, page)


def test_no_short_fact_of_the_action_plan_breaks_after_its_first_word(documents: Mapping[str, bytes]) -> None:
    cells = list(_lines_of_cells(documents["action-plan.pdf"]))
    whole = [lines for lines in cells if re.match(r"In progress|Complete|Not started|Success measure", " ".join(lines))]
    assert any(lines[0] == "Complete, 100%" for lines in whole)
    assert any(re.fullmatch(r"In progress, \d+%", lines[0]) and lines[1:] == ["Overdue"] for lines in whole)
    assert ["Success measure"] in whole
    assert [lines for lines in whole if " " not in lines[0] and len(lines) > 1] == []


def test_no_date_of_what_needs_attention_is_torn(committee_documents: Mapping[str, bytes]) -> None:
    """The covering report stands upright: its columns are the narrowest."""
    whole = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
    cells = [lines for lines in _lines_of_cells(committee_documents["covering-report.pdf"]) if lines]
    dated = [lines for lines in cells if whole.match(" ".join(lines))]
    assert len(dated) > 5
    assert [lines for lines in dated if not whole.match(lines[0])] == []


def test_a_list_of_contents_follows_the_title_on_the_first_page(documents: Mapping[str, bytes]) -> None:
    lists = 0
    for name in (name for name in documents if name.endswith(".pdf") and name != "pack.pdf"):
        with pdfplumber.open(io.BytesIO(documents[name])) as pdf:
            on = [page.page_number for page in pdf.pages if "Contents" in (page.extract_text() or "").splitlines()]
        lists += len(on)
        assert on in ([], [1]), name
    for name in (name for name in documents if name.endswith(".docx")):
        styles = [str(each.style and each.style.name) for each in docx.Document(io.BytesIO(documents[name])).paragraphs]
        if "Contents Heading" in styles:
            assert styles.index("Contents Heading") < styles.index("Heading 1"), name
    assert lists == ("overview.pdf" in documents) * 2


@pytest.mark.parametrize("of", ["sample", "seven", "everything", "committee", "issued"])
def test_no_first_page_has_the_title_and_the_contents_alone(of: str, request: pytest.FixtureRequest) -> None:
    """A section begins on it, and comes to its lower half."""
    made: Mapping[str, bytes] = request.getfixturevalue(f"{of}_documents")
    for name in (name for name in made if name.endswith(".pdf") and name != "pack.pdf"):
        with pdfplumber.open(io.BytesIO(made[name])) as pdf:
            headings = [min(_pages(each)) for each in _found(PDFStructTree(pdf), "H2")]
            first, *others = pdf.pages
            lines = [word["bottom"] / first.height for word in first.extract_words()]
        assert min(headings) == 1, name
        # The last line of all is the footer.
        assert not others or max(each for each in lines if each < 0.95) > 0.6, name


def test_in_word_the_first_rows_and_the_last_rows_of_a_table_stay_together(documents: Mapping[str, bytes]) -> None:
    for name in (name for name in documents if name.endswith(".docx")):
        for table in docx.Document(io.BytesIO(documents[name])).tables:
            *before, last = table.rows
            for row in (*before[:2], *before[-1:]):
                assert all(map(_is_kept, row._tr.iter(qn("w:p")))), (name, table.rows[0].cells[0].text)
            assert not any(map(_is_kept, last._tr.iter(qn("w:p")))), name


def _is_kept(paragraph: Any) -> bool:
    keep = paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
    return keep is not None and keep.get(qn("w:val"), "1") not in ("0", "false")
