"""The writer of cells changes what it is told to, and no other byte of a workbook's file."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook import Workbook

from bvdocs.core.rich_text import RichText, Run
from bvdocs.workbook.reading.reader import read_workbook
from bvdocs.workbook.writing.cell_names import place_of
from bvdocs.workbook.writing.cell_writer import WorkbookWriter
from tests.support.full_workbooks import ACTIONS, CRITERIA, MACROS, MAIN, REPORT, full_workbook, planned
from tests.support.hand_written import DOCUMENT, TYPE, Writing, write_by_hand
from tests.support.hand_written import MAIN as NAMESPACE
from tests.support.package_edits import read_package, rewrite_part, write_package
from tests.support.workbooks import Book
from tests.support.writing import audited, opened, parts_of, sheet_of, written
from tests.workbook.test_other_writers import WRITERS

CHAIN, RELATIONS = "xl/calcChain.xml", "xl/_rels/workbook.xml.rels"
WORDS = "=1+1 & <“more”> £"
DAY = date(2026, 3, 24)


def cells_of(book: Workbook) -> dict[tuple[str, str], tuple[object, ...]]:
    """The value and the look of each cell that has any."""
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }  # fmt: skip


def test_nothing_changed_is_the_same_parts(tmp_path: Path) -> None:
    path = full_workbook(tmp_path)
    writer = WorkbookWriter(path.read_bytes())
    for name in writer.parts:
        sheet_of(writer, name)
    assert {name: part for name, part in parts_of(writer.file()).items() if name != MAIN} == {
        name: part for name, part in read_package(path).items() if name != MAIN
    }


@pytest.mark.slow
@pytest.mark.parametrize("how", WRITERS.values(), ids=WRITERS)
def test_whatever_program_wrote_it_the_cells_meant_are_written_and_no_others(tmp_path: Path, how: Writing) -> None:
    book = openpyxl.load_workbook(planned().write(tmp_path), rich_text=True)
    path = write_by_hand(book, tmp_path / "written.xlsx", how)
    before = read_workbook(path).assessment
    writer = WorkbookWriter(path.read_bytes())
    report, actions = sheet_of(writer, "Report"), sheet_of(writer, " actions ")
    assert (actions.text_at(place_of("A2")), actions.text_at(place_of("E3"))) == ("L-A1", "Write the plan.")
    report.put_day(place_of("B5"), DAY)
    actions.put_text(place_of("E2"), WORDS)
    actions.put_text(place_of("Q9"), "far")
    actions.clear(place_of("L4"))
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(writer.file())
    after = read_workbook(copy).assessment
    first, second, third, *rest = before.actions
    assert after.actions == (
        replace(first, text=RichText((Run(WORDS),))), second, replace(third, update=RichText()), *rest,
    )  # fmt: skip
    assert after.report.meeting_date == DAY
    assert replace(after, report=before.report, actions=before.actions) == before


def test_of_a_full_workbook_each_part_but_those_named_stays_byte_for_byte(tmp_path: Path) -> None:
    path = full_workbook(tmp_path)
    writer = WorkbookWriter(path.read_bytes())
    sheet_of(writer, "Report").put_day(place_of("B5"), DAY)
    sheet_of(writer, "Criteria").put_text(place_of("E2"), "Red")
    before, after = read_package(path), parts_of(writer.file())
    # openpyxl, too, has asked for all formulas to be computed.
    assert b'fullCalcOnLoad="1"' in before[MAIN]
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {REPORT, CRITERIA}
    assert after["xl/vbaProject.bin"] == MACROS
    assert list(after) == list(before)
    # Of the sheets, too, all but the rows of the cells.
    for part, row in ((REPORT, b"5"), (CRITERIA, b"2")):
        of_row = rb'<row r="%s".*?</row>' % row
        assert re.sub(of_row, b"", before[part]) == re.sub(of_row, b"", after[part])


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("", '<calcPr fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="191029"/>', '<calcPr fullCalcOnLoad="1" calcId="191029"/>'),
        (
            '<calcPr calcId="191029" fullCalcOnLoad="0"></calcPr>',
            '<calcPr calcId="191029" fullCalcOnLoad="1"></calcPr>',
        ),
    ],
)
def test_formulas_are_to_be_computed_when_it_is_opened(tmp_path: Path, said: str, wanted: str) -> None:
    path = Book(edit=formulas).write(tmp_path)
    rewrite_part(path, MAIN, '<calcPr calcId="124519" fullCalcOnLoad="1"/>', said)
    writer = WorkbookWriter(path.read_bytes())
    sheet_of(writer, "Criteria").put_text((2, 5), "Red")
    main = parts_of(writer.file())[MAIN].decode()
    assert f"</sheets><definedNames/>{wanted}" in main or f"</sheets>{wanted}" in main


def test_a_workbook_without_formulas_asks_for_nothing(tmp_path: Path) -> None:
    path = Book().write(tmp_path)
    rewrite_part(path, MAIN, '<calcPr calcId="124519" fullCalcOnLoad="1"/>', "")
    assert b"calcPr" not in parts_of(WorkbookWriter(path.read_bytes()).file())[MAIN]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 20))


@pytest.mark.slow
@given(st.dictionaries(PLACES, st.one_of(TEXTS, st.none(), st.dates(date(1950, 1, 1))), max_size=8))
@settings(max_examples=40)
def test_any_texts_and_days_are_read_back_and_no_other_cell_changes(values: Mapping[tuple[int, int], object]) -> None:
    before = opened(SMALL)
    writer = WorkbookWriter(SMALL)
    sheet = sheet_of(writer, "Actions")
    for place, value in values.items():
        if isinstance(value, str):
            sheet.put_text(place, value)
        elif isinstance(value, date):
            sheet.put_day(place, value)
        else:
            sheet.clear(place)
    content = writer.file()
    after = opened(content)
    for row in after["Actions"].iter_rows():
        for cell in row:
            place = cell.row or 0, cell.column or 0
            own = before["Actions"].cell(*place)
            assert (cell.number_format, cell.font.b) == (own.number_format, own.font.b)
            if place not in values:
                assert cell.value == own.value
    del before["Actions"], after["Actions"]
    assert cells_of(before) == cells_of(after)
    for place, value in values.items():
        found = sheet.text_at(place)
        assert isinstance(value, date) or unescaped(found) == (value or "")


def unescaped(text: str) -> str:
    """A text as Excel reads it: with the characters that no XML holds."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


SMALL = written(lambda folder: planned().write(folder))


def formulas(book: Workbook) -> None:
    for row in range(2, 7):
        book["Criteria"][f"J{row}"] = f"=E{row}"


def shared(path: Path) -> Path:
    """Have the formulas of a column as Excel writes those that are filled down, and a list of all."""
    parts = read_package(path)
    xml = parts[CRITERIA].decode()
    for row in range(2, 7):
        own = '<f t="shared" ref="J2:J6" si="0">E2+$A$1</f>' if row == 2 else '<f t="shared" si="0"/>'
        xml = xml.replace(f"<f>E{row}</f>", own)
    parts[CRITERIA] = xml.encode()
    parts[CHAIN] = f'<calcChain xmlns="{NAMESPACE}"><c r="J2" i="4"/></calcChain>'.encode()
    kind = f'<Override PartName="/{CHAIN}" ContentType="{TYPE}.calcChain+xml"/>'
    relation = f'<Relationship Id="rId99" Type="{DOCUMENT}/calcChain" Target="calcChain.xml"/>'
    for part, end, added in (("[Content_Types].xml", "</Types>", kind), (RELATIONS, "</Relationships>", relation)):
        parts[part] = parts[part].decode().replace(end, added + end).encode()
    return write_package(path, parts)


def test_a_formula_gives_way_and_those_that_shared_it_keep_it(tmp_path: Path) -> None:
    path = shared(Book(edit=formulas).write(tmp_path))
    writer = WorkbookWriter(path.read_bytes())
    sheet = sheet_of(writer, "Criteria")
    sheet.put_text((2, 10), "now a word")
    content = writer.file()
    found = opened(content)["Criteria"]
    assert [found[f"J{row}"].value for row in range(2, 7)] == ["now a word", *(f"=E{row}+$A$1" for row in range(3, 7))]
    assert sheet.replaced == [(2, 10)]
    # The list of all formulas is one that Excel makes itself; with one too many in it, Excel would mend the file.
    parts = parts_of(content)
    assert CHAIN not in parts
    assert b"calcChain" not in parts["[Content_Types].xml"] + parts[RELATIONS]


def test_where_no_formula_goes_the_list_of_all_stays(tmp_path: Path) -> None:
    writer = WorkbookWriter(shared(Book(edit=formulas).write(tmp_path)).read_bytes())
    sheet_of(writer, "Criteria").put_text((2, 5), "Red")
    assert CHAIN in parts_of(writer.file())


def test_a_cell_of_one_formula_for_several_is_not_to_be_changed(tmp_path: Path) -> None:
    path = Book(edit=formulas).write(tmp_path)
    rewrite_part(path, CRITERIA, "<f>E2</f>", '<f t="array" ref="J2:J4">E2:E4</f>')
    sheet = sheet_of(WorkbookWriter(path.read_bytes()), "Criteria")
    why = "belongs to the formula of J2:J4"
    assert sheet.fixed((row, 10) for row in (2, 4, 5)) == {(2, 10): why, (4, 10): why}


def test_a_cell_that_is_not_written_takes_the_look_of_its_column_or_row(tmp_path: Path) -> None:
    path = Book().write(tmp_path)
    rewrite_part(path, ACTIONS, "<sheetData>", '<cols><col min="16" max="20" width="9" style="3"/></cols><sheetData>')
    rewrite_part(path, ACTIONS, '<row r="3"', '<row s="2" customFormat="1" r="3"')
    writer = WorkbookWriter(path.read_bytes())
    sheet = sheet_of(writer, "Actions")
    for place in ((2, 17), (3, 17), (2, 15)):
        sheet.put_text(place, "new")
    xml = parts_of(writer.file())[ACTIONS].decode()
    assert [re.findall(rf'<c r="{name}"[^>]*', xml)[0].count(' s="') for name in ("Q2", "Q3", "O2")] == [1, 1, 0]
    assert 's="3"' in re.findall(r'<c r="Q2"[^>]*', xml)[0]
    assert 's="2"' in re.findall(r'<c r="Q3"[^>]*', xml)[0]


def test_a_sheet_is_added_behind_all_and_the_file_is_sound(tmp_path: Path) -> None:
    path = planned().write(tmp_path)
    writer = WorkbookWriter(path.read_bytes())
    added = writer.add_sheet("Scale", writer.package.read(CRITERIA))
    added.put_text((1, 1), "mine & thine")
    out = tmp_path / "out.xlsx"
    out.write_bytes(writer.file())
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[-1] == "Scale (2)"
    assert book["Scale (2)"]["A1"].value == "mine & thine"
    assert audited(out.read_bytes()) == []


def test_rich_texts_beside_what_is_written_stay(tmp_path: Path) -> None:
    words = CellRichText("Fill ", TextBlock(InlineFont(b=True), "the"), " posts.")

    def edit(book: Workbook) -> None:
        book["Actions"]["E2"] = words

    writer = WorkbookWriter(Book(edit=edit).write(tmp_path).read_bytes())
    sheet = sheet_of(writer, "Actions")
    sheet.put_text(place_of("F2"), "Head of People")
    assert sheet.text_at(place_of("E2")) == "Fill the posts."
    assert opened(writer.file())["Actions"]["E2"].value == words


def test_a_text_that_no_cell_of_a_table_holds_goes_on_in_the_next_row(tmp_path: Path) -> None:
    """An e-mail may be longer than the 32,767 characters that Excel allows a cell."""
    writer = WorkbookWriter(Book().write(tmp_path).read_bytes())
    words = "It will slip. " * 3000
    writer.add_table_sheet("What came in", ("To", "Who"), [(words, "Ms Okafor")])
    sheet = openpyxl.load_workbook(io.BytesIO(writer.file())).worksheets[-1]
    _, *rows = [str(row[0] or "") for row in sheet.iter_rows(values_only=True)]
    assert "".join(rows) == words
    assert max(map(len, rows)) <= 32_767
