"""Values of every kind, written into cells that have looks: rich texts, links, shares, days."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.values import Value
from bvdocs.workbook.reading.reader import read_workbook
from bvdocs.workbook.writing.cell_names import name_of, place_of
from bvdocs.workbook.writing.cell_writer import WorkbookWriter
from tests.support.excel_workbooks import excel_workbook
from tests.support.full_workbooks import planned
from tests.support.workbooks import Book
from tests.support.writing import changed_parts, opened, sheet_of, written

PLAN = "https://example.gov.uk/plan?a=1&b=2#page-3"
BOLD, ITALIC = Run("bold", bold=True), Run(" & sure", italic=True)
EXCEL = written(excel_workbook)


def bullet(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> RichText:
    """The first bullet, as the reader has it."""
    path = tmp_path_factory.mktemp("read") / "copy.xlsx"
    path.write_bytes(content)
    return read_workbook(path).assessment.bullets[0].text


def book(edit: Callable[[Workbook], None] = lambda _book: None) -> bytes:
    return written(lambda folder: Book(edit=edit).write(folder))


def look(book: Workbook) -> None:
    cell = book["Narrative"]["C2"]
    cell.font = Font(name="Georgia", size=9, bold=True, color="112233", underline="single")


@pytest.mark.parametrize("content", [book(), book(look), EXCEL], ids=["plain", "bold font", "Excel's"])
@pytest.mark.parametrize(
    "text",
    [
        RichText((Run("All is well."),)),
        RichText((Run("We are "), BOLD, ITALIC, Run("."))),
        RichText((Run("Both", bold=True, italic=True), Run(" or neither."))),
        RichText((Run("See "), BOLD, Run("."))),
    ],
)
@pytest.mark.parametrize("link", ["", PLAN])
def test_a_rich_text_is_read_back_as_it_was_written(
    content: bytes, text: RichText, link: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    linked = RichText(tuple(Run(run.text, run.bold, run.italic, link) for run in text.runs))
    writer = WorkbookWriter(content)
    sheet_of(writer, "Narrative").put_rich((2, 3), linked)
    after = writer.file()
    # The reader takes spaces together; what it says of the words is what counts.
    found = bullet(after, tmp_path_factory)
    assert [(run.bold, run.italic, run.link) for run in found.runs] == [
        (run.bold, run.italic, run.link) for run in linked.runs
    ]
    assert found.plain.split() == linked.plain.split()
    own = {"xl/worksheets/sheet5.xml", "xl/worksheets/_rels/sheet5.xml.rels"} if link else {"xl/worksheets/sheet5.xml"}
    assert changed_parts(content, after) - {"xl/workbook.xml"} == own


def test_words_of_another_look_keep_the_font_of_the_cell() -> None:
    writer = WorkbookWriter(book(look))
    sheet_of(writer, "Narrative").put_rich((2, 3), RichText((Run("Plain"), Run(" bold", bold=True))))
    plain, bold = opened(writer.file())["Narrative"]["C2"].value
    assert str(bold) == " bold"
    font = plain.font
    assert (font.rFont, font.sz, bool(font.b), font.u, font.color.rgb) == ("Georgia", 9, False, "single", "00112233")


def linked(book: Workbook) -> None:
    for cell in ("C2", "C3"):
        book["Narrative"][cell].hyperlink = PLAN


def test_a_link_goes_stays_or_is_another() -> None:
    writer = WorkbookWriter(book(linked))
    narrative = sheet_of(writer, "Narrative")
    narrative.put_rich((2, 3), RichText((Run("Here", link="https://example.org/"),)))
    narrative.put_rich((3, 3), RichText((Run("Nowhere"),)))
    narrative.put_rich((4, 3), RichText((Run("There", link="#Actions!A1"),)))
    sheet = opened(writer.file())["Narrative"]
    assert sheet["C2"].hyperlink.target == "https://example.org/"
    assert sheet["C3"].hyperlink is None
    assert sheet["C4"].hyperlink.location == "Actions!A1"


def test_the_same_link_is_left_as_it_is_written() -> None:
    content = book(linked)
    writer = WorkbookWriter(content)
    sheet_of(writer, "Narrative").put_rich((2, 3), RichText((Run("Other words", link=PLAN),)))
    assert changed_parts(content, writer.file()) == {"xl/worksheets/sheet5.xml"}


def test_a_link_on_some_words_is_the_whole_cell_s_and_told() -> None:
    writer = WorkbookWriter(book())
    sheet_of(writer, "Narrative").put_rich((2, 3), RichText((Run("See "), Run("here", link=PLAN))))
    assert opened(writer.file())["Narrative"]["C2"].hyperlink.target.startswith("https://example.gov.uk/plan")
    assert writer.remarks() == [f"In the sheet Narrative, 'See here' leads to {PLAN} as a whole: a cell has one link."]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("held", "number_format", "share", "now"),
    [
        (0.4, "0%", 55.0, 0.55),
        (0.4, "0.0%", 0.5, 0.005),
        (None, "0%", 100.0, 1.0),
        (0.4, "General", 55.0, 55),
        (40, "General", 1.0, 0.01),
        (40, 'General"%"', 62.5, 62.5),
        ("40%", "General", 62.5, "62.5%"),
    ],
)
def test_a_share_is_written_in_the_form_of_its_cell_and_read_as_one(
    held: object, number_format: str, share: float, now: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"]["K2"].value = held
        book["Actions"]["K2"].number_format = number_format

    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    sheet_of(writer, "Actions").put((2, 11), share)
    content = writer.file()
    assert opened(content)["Actions"]["K2"].value == now
    path = tmp_path_factory.mktemp("read") / "copy.xlsx"
    path.write_bytes(content)
    assert read_workbook(path).assessment.actions[0].progress == share


def test_a_number_stays_a_number_where_one_was() -> None:
    writer = WorkbookWriter(EXCEL)
    sheet_of(writer, "Criteria").put(place_of("B2"), "2")
    sheet_of(writer, "Criteria").put(place_of("C2"), "2")
    sheet = opened(writer.file())["Criteria"]
    assert (sheet["B2"].value, sheet["C2"].value) == (2, "2")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
RUNS = st.builds(Run, TEXTS, st.booleans(), st.booleans())
VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXTS,
    st.builds(RichText, st.lists(RUNS, min_size=1, max_size=3).map(tuple)),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.floats(0, 100).map(lambda number: round(number, 2)),
    st.none(),
)
PLACES = st.tuples(
    st.sampled_from(["Narrative", "Actions", "Criteria", "Lists"]), st.integers(1, 9), st.integers(1, 16)
)
SHEETS = {"Criteria": 4, "Narrative": 5, "Actions": 6, "Lists": 9}


def looks_and_values(book: Workbook) -> dict[tuple[str, str], tuple[object, ...]]:
    """What each cell holds, leads to and is commented with, and the numbers of its look."""
    return {
        (sheet.title, cell.coordinate): (
            cell.value, cell.hyperlink and cell.hyperlink.target, cell.comment and cell.comment.text,
            # One that is not written has none.
            [number for number in getattr(cell, "_style", None) or () if number],
        )
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }  # fmt: skip


NOTHING: tuple[object, ...] = (None, None, None, [])
BEFORE = looks_and_values(opened(EXCEL))


@pytest.mark.slow
@given(st.dictionaries(PLACES, VALUES, max_size=10))
@settings(max_examples=25, deadline=None)
def test_any_edits_change_the_cells_they_name_and_no_other_byte(edits: dict[tuple[str, int, int], Value]) -> None:
    writer = WorkbookWriter(EXCEL)
    for (sheet, row, column), value in edits.items():
        sheet_of(writer, sheet).put((row, column), value)
    content = writer.file()
    after = looks_and_values(opened(content))
    named = {(sheet, name_of((row, column))) for sheet, row, column in edits}
    for cell in BEFORE.keys() | after.keys():
        old, new = BEFORE.get(cell, NOTHING), after.get(cell, NOTHING)
        assert new[2:] == old[2:] or (cell in named and cell not in BEFORE)
        assert new == old or cell in named
    parts = {f"xl/worksheets/sheet{SHEETS[sheet]}.xml" for sheet, _, _ in edits}
    assert changed_parts(EXCEL, content) - {"xl/workbook.xml"} <= parts
