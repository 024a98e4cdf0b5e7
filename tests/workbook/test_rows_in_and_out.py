"""Rows that are put into a sheet and taken out, and what of the workbook goes with them or keeps them in place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableColumn

from bvdocs.workbook.writing.cell_writer import WorkbookWriter
from tests.support.excel_workbooks import excel_workbook
from tests.support.full_workbooks import ACTIONS, EXTENSIONS, planned
from tests.support.package_edits import rewrite_part
from tests.support.workbooks import Book
from tests.support.writing import audited, changed_parts, new_faults, opened, parts_of, sheet_of, values_of, written

EXCEL = written(excel_workbook)
LAST = 6  # of the five actions


def growing(book: Workbook) -> None:
    """Have all that grows end with the last action."""
    actions = book["Actions"]
    for area, formula in (("J2:J6", '"a,b"'), ("K2:K6 L2:L6", '"c,d"'), ("M6", '"e,f"'), ("A1:N1", '"g,h"')):
        validation = DataValidation(type="list", formula1=formula)
        for each in area.split():
            validation.add(each)
        actions.add_data_validation(validation)
    fill = PatternFill("solid", bgColor="CCFFCC")
    actions.conditional_formatting.add("A2:N6", FormulaRule(formula=["$J2=1"], fill=fill))  # type: ignore[no-untyped-call]
    actions.auto_filter.ref = "A1:N6"
    for cell in actions[LAST]:
        cell.font = Font(italic=True)


def with_later_rules(folder: Path) -> Path:
    path = planned(edit=growing).write(folder)
    later = EXTENSIONS.replace("A2:N500", "A2:N6").replace("J2:J500", "P2:P6")
    return rewrite_part(path, ACTIONS, "</worksheet>", f"{later}</worksheet>")


GROWING = written(with_later_rules)


def areas(content: bytes) -> dict[str, list[str]]:
    xml = parts_of(content)[ACTIONS].decode()
    main = parts_of(content)["xl/workbook.xml"].decode()
    return {
        "drop-downs": re.findall(r'<dataValidation [^>]*?sqref="([^"]*)"', xml),
        "formats": re.findall(r'<conditionalFormatting sqref="([^"]*)"', xml),
        "later": re.findall(r"<xm:sqref>([^<]*)", xml),
        "filter": re.findall(r'<autoFilter ref="([^"]*)"', xml),
        "name": re.findall(r"_FilterDatabase[^>]*>([^<]*)", main),
    }


GROWN = {
    "drop-downs": ["J2:J8", "K2:K8 L2:L8", "M6:M8", "A1:N1"],
    "formats": ["A2:N8"],
    "later": ["A2:N8", "P2:P8"],
    "filter": ["A1:N8"],
    "name": ["'Actions'!$A$1:$N$8"],
}


def test_at_the_end_all_that_grows_takes_them_in_and_they_look_like_the_last() -> None:
    writer = WorkbookWriter(GROWING)
    actions = sheet_of(writer, "Actions")
    assert [actions.add_row(), actions.add_row()] == [7, 8]
    actions.put_text((7, 1), "X-A1")
    content = writer.file()
    assert areas(content) == GROWN
    sheet = opened(content)["Actions"]
    assert sheet["A7"].value == "X-A1"
    assert all(sheet.cell(row, 3).font.i for row in (7, 8))
    assert audited(content) == []
    assert writer.remarks() == []


def test_in_the_middle_the_rows_below_go_down_and_all_grows_too() -> None:
    writer = WorkbookWriter(
        written(lambda folder: rewrite_part(with_later_rules(folder), ACTIONS, 'sqref="M6"', 'sqref="M2:M6"'))
    )
    actions = sheet_of(writer, "Actions")
    assert actions.add_row(3) == 4
    actions.put_text((4, 1), "X-A1")
    assert actions.add_row(4) == 5
    content = writer.file()
    assert areas(content) == GROWN | {"drop-downs": ["J2:J8", "K2:K8 L2:L8", "M2:M8", "A1:N1"]}
    refs = ["Ref", "L-A1", "L-A2", "X-A1", None, "C-A1", "C-A2", "C-A3"]
    assert [row[0] for row in values_of(opened(content)["Actions"])] == refs
    assert audited(content) == []
    assert writer.remarks() == []


def test_drop_downs_and_formats_in_pieces_go_down_with_their_rows() -> None:
    def edit(book: Workbook) -> None:
        rules = {"J2:J3 J5:J6": '"a,b"', "K4": '"c,d"', "L5:L500": "=Scale!$A$2:$A$4", "M2": "=$C2"}
        for area, formula in rules.items():
            validation = DataValidation(type="list", formula1=formula)
            for each in area.split():
                validation.add(each)
            book["Actions"].add_data_validation(validation)
        fill = PatternFill("solid", bgColor="CCFFCC")
        rule = FormulaRule(formula=["$J2=1"], fill=fill)  # type: ignore[no-untyped-call]
        book["Actions"].conditional_formatting.add("A2:N3 A5:N6", rule)

    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    actions = sheet_of(writer, "Actions")
    assert actions.add_row(3) == 4
    content = writer.file()
    assert areas(content)["drop-downs"] == ["J2:J4 J6:J7", "K5", "L6:L500", "M2"]
    assert areas(content)["formats"] == ["A2:N4 A6:N7"]
    assert audited(content) == []


def test_a_format_that_names_others_by_where_it_is_keeps_its_rows() -> None:
    def edit(book: Workbook) -> None:
        fill = PatternFill("solid", bgColor="CCFFCC")
        rule = FormulaRule(formula=["$J5=1"], fill=fill)  # type: ignore[no-untyped-call]
        book["Actions"].conditional_formatting.add("A5:N6", rule)

    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    assert sheet_of(writer, "Actions").add_row(3) == 7
    assert writer.remarks()[0].endswith("would move away from conditional formats.")


def table(book: Workbook) -> None:
    book["Actions"].add_table(Table(displayName="Plan", ref="A1:N6"))


def test_a_table_grows_and_its_filter() -> None:
    content = written(lambda folder: planned(edit=table).write(folder))
    writer = WorkbookWriter(content)
    actions = sheet_of(writer, "Actions")
    assert [actions.add_row(2), actions.add_row()] == [3, 8]
    actions.put_text((8, 1), "X-A1")
    (part,) = (xml.decode() for name, xml in parts_of(writer.file()).items() if "tables/" in name)
    assert set(re.findall(r'ref="([^"]*)"', part)) == {"A1:N8"}
    assert audited(writer.file()) == []
    assert changed_parts(content, writer.file()) == {ACTIONS, "xl/tables/table1.xml"}


def test_what_is_printed_grows_too() -> None:
    def edit(book: Workbook) -> None:
        book["Actions"].title = "Our plan's"
        book["Our plan's"].print_area = ["A1:N6", "P1:Q6"]
        book["Criteria"].print_area = "A1:H6"

    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    plan = sheet_of(writer, "Our plan's")
    assert [plan.add_row(3), plan.add_row()] == [4, 8]
    names = re.findall(r"_xlnm.Print_Area[^>]*>([^<]*)", parts_of(writer.file())["xl/workbook.xml"].decode())
    assert [each.replace("&apos;", "'") for each in names] == [
        "'Criteria'!$A$1:$H$6", "'Our plan''s'!$A$1:$N$8,'Our plan''s'!$P$1:$Q$8",
    ]  # fmt: skip


def test_what_the_sheet_says_of_its_reach_takes_in_what_is_written(tmp_path: Path) -> None:
    path = rewrite_part(planned().write(tmp_path), ACTIONS, '<dimension ref="A1:N6"/>', '<dimension ref="B2:N6"/>')
    writer = WorkbookWriter(path.read_bytes())
    actions = sheet_of(writer, "Actions")
    actions.put_text((actions.add_row(), 17), "far")
    assert b'<dimension ref="B2:Q7"/>' in parts_of(writer.file())[ACTIONS]
    actions.put_text((1, 1), "first")
    assert b'<dimension ref="A1:Q7"/>' in parts_of(writer.file())[ACTIONS]


def totals(book: Workbook) -> None:
    sheet = book["Actions"]
    for column in range(1, 15):
        sheet.cell(7, column).value = "Total" if column == 1 else None
    plan = Table(displayName="Plan", ref="A1:N7", totalsRowCount=1)
    plan.tableColumns = [TableColumn(id=at, name=str(sheet.cell(1, at).value)) for at in range(1, 15)]
    sheet.add_table(plan)


def named(book: Workbook) -> None:
    book.defined_names["Plan"] = DefinedName("Plan", attr_text="Actions!$A$2:$N$6")


def counted(book: Workbook) -> None:
    book.create_sheet("Ours")["A1"] = "=COUNTA(Actions!A2:A6)"


def commented(book: Workbook) -> None:
    book["Actions"]["C5"].comment = Comment("Ask her.", "Jane")


def merged(book: Workbook) -> None:
    book["Actions"].merge_cells("P4:P5")


@pytest.mark.parametrize(
    ("edit", "why", "last"),
    [
        (totals, "a table", 7),
        (named, "what refers to them in xl/workbook.xml", 6),
        (counted, "what refers to them in xl/worksheets/sheet9.xml", 6),
        (merged, "merged cells", 6),
    ],
)
def test_where_something_depends_on_the_rows_below_it_goes_to_the_end_and_says_so(
    edit: Callable[[Workbook], None], why: str, last: int
) -> None:
    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    actions = sheet_of(writer, "Actions")
    assert actions.add_row(2) == last + 1
    actions.put_text((last + 1, 1), "X-A1")
    writer.file()
    first = writer.remarks()[0]
    assert first == (
        f"Rows of 'Actions' were added below row {last}: in their place the rows below would move away from {why}."
    )


@pytest.mark.parametrize("edit", [named, counted])
def test_a_count_that_ends_above_the_new_row_is_told(edit: Callable[[Workbook], None]) -> None:
    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    sheet_of(writer, "Actions").add_row()
    assert "Rows were added to 'Actions' below row 6, where what refers to them in xl/" in writer.remarks()[0]
    assert "see whether they are to be counted there too" in writer.remarks()[0]


def test_a_drop_down_does_not_grow_into_another() -> None:
    def edit(book: Workbook) -> None:
        for area, formula in (("J2:J6", '"a,b"'), ("I7:K500", '"c,d"')):
            validation = DataValidation(type="list", formula1=formula)
            validation.add(area)
            book["Actions"].add_data_validation(validation)

    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    sheet_of(writer, "Actions").add_row()
    assert areas(writer.file())["drop-downs"] == ["J2:J6", "I7:K500"]


def test_formulas_that_are_there_for_rows_to_come_count_for_none() -> None:
    def edit(book: Workbook) -> None:
        for row in range(2, 50):
            book["Actions"][f"P{row}"] = f"=LEN(E{row})"

    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    actions = sheet_of(writer, "Actions")
    assert actions.add_row() == 7
    actions.put_text((7, 1), "X-A1")
    assert opened(writer.file())["Actions"]["P7"].value == "=LEN(E7)"


def test_below_the_headings_alone_a_row_looks_like_none_of_them(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for cell in book["Actions"][1]:
            cell.font = Font(bold=True)

    writer = WorkbookWriter(Book(edit=edit).write(tmp_path).read_bytes())
    actions = sheet_of(writer, "Actions")
    for number in range(actions.last_typed, 1, -1):
        actions.remove_row(number)
    assert actions.add_row() == 2
    actions.put_text((2, 1), "X")
    assert not opened(writer.file())["Actions"]["A2"].font.b


def test_a_row_that_cannot_move_up_is_left_empty_and_told() -> None:
    def edit(book: Workbook) -> None:
        book.create_sheet("Ours")["A1"] = "=Actions!A5"

    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    actions = sheet_of(writer, "Actions")
    actions.remove_row(3)
    assert actions.text_at((3, 1)) == ""
    assert actions.text_at((4, 1)) == "C-A1"
    assert writer.remarks()[0] == (
        "Row 3 of 'Actions' was left empty: the rows below would move away from what refers to them in"
        " xl/worksheets/sheet9.xml."
    )


def test_comments_go_with_their_rows_and_their_boxes_and_threads_too() -> None:
    writer = WorkbookWriter(EXCEL)
    narrative = sheet_of(writer, "Narrative")
    assert narrative.add_row(1) == 2
    narrative.put_text((2, 3), "New.")
    narrative.comment((3, 3), "bvdocs", "No longer.")
    content = writer.file()
    sheet = opened(content)["Narrative"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["C3", "C4"]
    assert sheet["C3"].comment.text.endswith("Reply:\n    No longer.")
    parts = parts_of(content)
    threads = parts["xl/threadedComments/threadedComment1.xml"]
    assert re.findall(rb'<threadedComment [^>]*?ref="([^"]*)"', threads) == [b"C3", b"C3"]
    boxes = parts["xl/drawings/commentsDrawing1.vml"]
    assert re.findall(rb"Row>(\d+)<", boxes) == [b"2", b"3"]
    assert new_faults(EXCEL, content) == set()
    assert writer.file() == content
    # And up again.
    narrative.remove_row(2)
    again = opened(writer.file())["Narrative"]
    assert [cell.coordinate for row in again.iter_rows() for cell in row if cell.comment] == ["C2", "C3"]


def test_a_row_with_a_comment_is_left_empty_and_told() -> None:
    writer = WorkbookWriter(written(lambda folder: planned(edit=commented).write(folder)))
    actions = sheet_of(writer, "Actions")
    actions.remove_row(5)
    assert writer.remarks() == ["Row 5 of 'Actions' was left empty: it has a comment."]
    actions.remove_row(3)
    sheet = opened(writer.file())["Actions"]
    assert sheet["C4"].comment.text == "Ask her."


def test_a_row_with_merged_cells_stays_and_is_told() -> None:
    writer = WorkbookWriter(written(lambda folder: planned(edit=merged).write(folder)))
    actions = sheet_of(writer, "Actions")
    actions.put_text((4, 16), "merged")
    actions.remove_row(4)
    assert actions.text_at((4, 1)) == "C-A1"
    assert writer.remarks() == ["Row 4 of 'Actions' stays: it has a cell that is one of the merged cells P4:P5."]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.one_of(st.none(), st.integers(1, 12))),
        st.tuples(st.just("remove"), st.integers(2, 12)),
        st.tuples(st.just("comment"), st.integers(2, 12)),
    ),
    max_size=12,
)
PLAIN = written(lambda folder: planned().write(folder))


@pytest.mark.slow
@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_any_rows_in_and_out_are_as_in_a_list(steps: list[tuple[str, int | None]]) -> None:
    writer = WorkbookWriter(PLAIN)
    actions = sheet_of(writer, "Actions")
    rows = [row[0] for row in values_of(opened(PLAIN)["Actions"])]
    comments: dict[object, str] = {}
    for at, (step, number) in enumerate(steps):
        name = f"new {at}"
        if step == "add":
            after = len(rows) if number is None else min(number, len(rows))
            assert actions.add_row(number) == after + 1
            actions.put_text((after + 1, 1), name)
            rows.insert(after, name)
        elif number is not None and number <= len(rows):
            if step == "remove":
                actions.remove_row(number)
                comments.pop(rows.pop(number - 1), None)
            elif rows[number - 1] not in comments:
                comments[rows[number - 1]] = name
                actions.comment((number, 1), "bvdocs", name)
    content = writer.file()
    sheet = opened(content)["Actions"]
    assert [row[0] for row in values_of(sheet)] == rows
    found = {sheet.cell(row, 1).value: sheet.cell(row, 1).comment for row in range(1, len(rows) + 1)}
    assert {row: each.text for row, each in found.items() if each} == comments
    assert writer.remarks() == []


@pytest.mark.slow
@given(st.sets(st.integers(2, 9), min_size=1), st.lists(st.integers(2, 8), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_each_row_keeps_its_drop_down_and_a_new_one_has_that_of_the_row_above(rows: set[int], after: list[int]) -> None:
    def edit(book: Workbook) -> None:
        validation = DataValidation(type="list", formula1='"a,b"')
        for row in sorted(rows):
            validation.add(f"J{row}")
        book["Actions"].add_data_validation(validation)

    writer = WorkbookWriter(written(lambda folder: planned(edit=edit).write(folder)))
    actions = sheet_of(writer, "Actions")
    has = {actions.text_at((row, 1)): row in rows for row in range(2, LAST + 1)}
    for at, row in enumerate(after):
        above, last = actions.text_at((row, 1)), actions.last_typed
        number = actions.add_row(row)
        actions.put_text((number, 1), f"new {at}")
        # One at the end may have been prepared already.
        if number <= last and above in has:
            has[f"new {at}"] = has[above]
    book = opened(writer.file())
    (validation,) = book["Actions"].data_validations.dataValidation
    found = {str(cell.value): cell.coordinate.replace("A", "J") in validation for cell in book["Actions"]["A"][1:]}
    assert {name: found[name] for name in has} == has
