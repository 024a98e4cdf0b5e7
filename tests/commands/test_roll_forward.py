"""The copy for the next meeting: what is done to it, what stays, and when there is none."""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image as Picture

from bvdocs.core.model import Assessment
from bvdocs.storage.current import CURRENT
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.archives import Workshop, make_tiny_documents
from tests.support.full_workbooks import planned
from tests.support.program import run
from tests.support.reading import read_page, squeezed
from tests.support.workbooks import MEETING, Book

NEXT = date(2026, 3, 24)


def rolled(workbook: Path, *more: str | Path, output: Path | None = None) -> tuple[Result, Path]:
    """Run the command, which must leave the workbook as it is; return what came of it and the copy."""
    copy = workbook.with_name(f"next{workbook.suffix}")
    before = hashlib.sha256(workbook.read_bytes()).hexdigest()
    folder = output or workbook.parent / "out"
    done = run("roll-forward", workbook, "--meeting", NEXT.isoformat(), "--out", copy, "--output", folder, *more)
    assert hashlib.sha256(workbook.read_bytes()).hexdigest() == before
    return done, copy


def said(path: Path) -> Assessment:
    reading = read_workbook(path)
    assert [str(each) for each in reading.findings if each.code.startswith("E")] == []
    return reading.assessment


def refs(path: Path) -> list[str]:
    return [action.ref for action in said(path).actions]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A workbook with five actions, and an archive in which tiny documents are issued."""
    make_tiny_documents(monkeypatch)
    shop = Workshop(tmp_path)
    shop.write(planned())
    return shop


def changed(shop: Workshop, change: Callable[[Book], object]) -> None:
    book = planned()
    change(book)
    shop.write(book)


def test_after_the_final_version_the_copy_is_ready_for_the_next_meeting(shop: Workshop) -> None:
    assert shop.issue(final=True).documents
    done, copy = rolled(shop.workbook, output=shop.output)
    assert done.exit_code == 0, done.output
    before, after = said(shop.workbook), said(copy)
    assert after.report.meeting_date == NEXT
    assert [each.previous for each in after.criteria] == [each.rating for each in before.criteria]
    assert [each.ref for each in after.actions] == ["L-A1", "C-A1", "C-A3"]
    assert [str(each.update) for each in after.actions] == ["", "", "Settled for a sum."]
    closed = openpyxl.load_workbook(copy)["Closed"]
    head, *rows = closed.iter_rows(values_only=True)
    assert head[0] == "Ref"
    assert head[-1] == "Last reported"
    assert [(row[0], row[4], row[11], row[-1]) for row in rows] == [
        ("L-A2", "Write the plan.", "Full Council took it in May.", "23 September 2025"),
        ("C-A2", "Run a staff panel.", None, "23 September 2025"),
    ]
    assert rows[0][7].date() == date(2025, 12, 31)  # type: ignore[union-attr]
    # Whatever else it says is as it was.
    assert after.bullets == before.bullets
    assert after.themes == before.themes


@pytest.mark.slow
def test_what_changed_since_says_of_closed_actions_that_they_have_left_the_plan(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And of updates that were taken out nothing is called new."""
    shop.issue(final=True)
    monkeypatch.undo()  # what is read has its own size
    copy = rolled(shop.workbook, output=shop.output)[1]
    done = run("compare", "1.0", copy, "--output", shop.output, "--templates", shop.templates)
    assert "L-A2 (Write the plan.) has left the plan: it was complete." in done.stdout
    assert "was removed" not in done.stdout
    made = run("report", copy, "--output", shop.output, "--templates", shop.templates, "--format", "html")
    assert made.exit_code == 0, made.output
    plan = read_page((shop.output / CURRENT / "action-plan.html").read_bytes()).text
    assert squeezed("L-A2 (Write the plan.) has left the plan: it was complete.") in squeezed(plan)
    assert squeezed("Updates or other texts were taken out of L-A1.") in squeezed(plan)
    assert squeezed("other texts are new") not in squeezed(plan)


def test_it_says_each_thing_that_was_done_with_its_cell(shop: Workshop) -> None:
    shop.issue(final=True)
    out = rolled(shop.workbook, output=shop.output)[0].stdout
    for line in (
        "The committee saw version 1.0 last, on 23 September 2025.",
        "Report!B5: the meeting's date is 24 March 2026; it was 23 September 2025.",
        "3 previous ratings written: Criteria!E2, E3, E4.",
        "2 closed actions moved to the sheet 'Closed': Actions!A3, A5. Their rows were taken out.",
        "2 updates emptied: Actions!L2, L4.",
        "Actions!A6 stays: C-A3 is exempt: what must not be told is known by its row.",
    ):
        assert line in out


@pytest.mark.slow
def test_what_the_committee_has_not_seen_stays(shop: Workshop) -> None:
    def earlier(book: Book) -> None:
        book.actions[1][9], book.actions[1][11] = "In progress", "A draft is out."
        book.actions[0][11] = "One is filled."

    changed(shop, earlier)
    shop.issue(final=True)
    shop.write(planned())
    done, copy = rolled(shop.workbook, output=shop.output)
    assert refs(copy) == ["L-A1", "L-A2", "C-A1", "C-A3"]
    assert [str(each.update) for each in said(copy).actions] == [
        "Two of three are filled.", "Full Council took it in May.", "", "Settled for a sum.",
    ]  # fmt: skip
    assert "Actions!A3 stays: L-A2 was not yet closed in version 1.0" in done.stdout
    assert "1 update stays: Actions!L2. No version of the archive has such words" in done.stdout


@pytest.mark.slow
def test_an_update_that_a_draft_has_is_in_the_archives_keeping(shop: Workshop) -> None:
    changed(shop, lambda book: book.actions[0].__setitem__(11, "One is filled."))
    shop.issue(final=True)
    shop.write(planned())
    shop.issue()
    _, copy = rolled(shop.workbook, output=shop.output)
    assert str(said(copy).actions[0].update) == ""


def test_previous_ratings_are_those_that_the_committee_saw(shop: Workshop) -> None:
    def earlier(book: Book) -> None:
        book.criteria[0][3], book.criteria[1][3] = "Red", None

    changed(shop, earlier)
    shop.issue(final=True)
    changed(shop, lambda book: book.criteria[1].__setitem__(4, "Green"))
    done, copy = rolled(shop.workbook, output=shop.output)
    assert [each.previous and each.previous.name for each in said(copy).criteria] == ["Red", None, "Red"]
    assert [each.rating and each.rating.name for each in said(copy).criteria] == ["Green", "Amber", "Red"]
    assert "3 previous ratings written: Criteria!E2, E3, E4." in done.stdout


def test_a_level_that_the_scale_has_lost_is_told_and_left_blank(shop: Workshop) -> None:
    def earlier(book: Book) -> None:
        book.scale.insert(1, ["Yellow", "Y", "#ffdd00", "Nearly"])
        book.criteria[0][3] = "Yellow"

    changed(shop, earlier)
    shop.issue(final=True)
    changed(shop, lambda book: book.criteria[0].__setitem__(4, "Red"))
    done, copy = rolled(shop.workbook, output=shop.output)
    assert said(copy).criteria[0].previous is None
    assert "Left blank, for the scale no longer has the level: L001 (Yellow)." in done.stdout


@pytest.mark.slow
def test_a_rating_that_was_exempt_is_not_told_by_a_row_that_is_open_now(shop: Workshop) -> None:
    changed(shop, lambda book: book.criteria[2].__setitem__(7, "yes"))
    shop.issue(final=True)
    shop.write(planned())
    _, copy = rolled(shop.workbook, output=shop.output)
    assert said(copy).criteria[2].previous is None


@pytest.mark.slow
def test_a_rating_that_is_exempt_still_has_its_previous_one(shop: Workshop) -> None:
    changed(shop, lambda book: book.criteria[2].__setitem__(7, "yes"))
    shop.issue(final=True)
    _, copy = rolled(shop.workbook, output=shop.output)
    previous = said(copy).criteria[2].previous
    assert previous is not None
    assert previous.name == "Red"


def test_without_a_final_version_the_workbooks_own_ratings_are_taken_and_that_is_said(tmp_path: Path) -> None:
    done, copy = rolled(planned().write(tmp_path))
    assert [each.previous for each in said(copy).criteria] == [each.rating for each in said(copy).criteria]
    assert refs(copy) == ["L-A1", "C-A1", "C-A3"]
    assert "No final version is in the archive." in done.stdout
    assert "2 updates stay: Actions!L2, L4." in done.stdout


def test_closed_actions_may_be_kept(shop: Workshop) -> None:
    shop.issue(final=True)
    done, copy = rolled(shop.workbook, "--keep", output=shop.output)
    assert refs(copy) == refs(shop.workbook)
    assert "Closed" not in openpyxl.load_workbook(copy).sheetnames
    # Its update is the last word on it.
    assert str(said(copy).actions[1].update) == "Full Council took it in May."
    assert "No closed actions moved." in done.stdout


def test_the_sheet_of_closed_actions_grows_from_round_to_round(tmp_path: Path) -> None:
    def with_another_column(book: Workbook) -> None:
        sheet = book["Actions"]
        sheet["O1"], sheet["O3"], sheet["P5"] = "Our reference", "SR-12", "a stray word"

    _, first = rolled(planned(edit=with_another_column).write(tmp_path))
    book = openpyxl.load_workbook(first)
    book["Actions"]["J2"] = "Complete"
    (tmp_path / "second").mkdir()
    second = tmp_path / "second" / "assessment.xlsx"
    book.save(second)
    copy = second.with_name("later.xlsx")
    done = run("roll-forward", second, "--meeting", "24/09/2026", "--out", copy, "--output", tmp_path / "out")
    assert done.exit_code == 0, done.output
    rows = list(openpyxl.load_workbook(copy)["Closed"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Ref", "L-A2", "C-A2", "L-A1"]
    head = rows[0]
    assert rows[1][head.index("Our reference")] == "SR-12"
    assert "a stray word" in rows[2]
    assert [row[head.index("Last reported")] for row in rows[1:]] == [
        "23 September 2025", "23 September 2025", "24 March 2026",
    ]  # fmt: skip


def test_a_sheet_of_that_name_with_other_things_is_left_alone(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book.create_sheet("Closed")["A1"] = "Days on which we are closed"

    done, copy = rolled(planned(edit=edit).write(tmp_path))
    book = openpyxl.load_workbook(copy)
    assert [cell.value for cell in book["Closed"][1]] == ["Days on which we are closed"]
    assert book["Closed (2)"]["A2"].value == "L-A2"
    assert "moved to the sheet 'Closed (2)'" in done.stdout


def test_words_looks_and_links_go_with_an_action(tmp_path: Path) -> None:
    rich = CellRichText("Write ", TextBlock(InlineFont(b=True), "the"), " plan.")

    def edit(book: Workbook) -> None:
        sheet = book["Actions"]
        sheet["E3"] = rich
        sheet["L3"].hyperlink = "https://www.example.gov.uk/plan?a=1&b=2"
        sheet["L4"].hyperlink = "https://www.example.gov.uk/other"
        sheet["L3"].font = openpyxl.styles.Font(italic=True)
        sheet.row_dimensions[3].height = 61
        sheet.column_dimensions["E"].width = 44

    _, copy = rolled(planned(edit=edit).write(tmp_path))
    book = openpyxl.load_workbook(copy, rich_text=True)
    assert book["Closed"]["E2"].value == rich
    link = book["Closed"]["L2"].hyperlink
    assert link is not None
    assert link.target == "https://www.example.gov.uk/plan?a=1&b=2"
    assert book["Closed"]["L2"].font.i
    assert book["Closed"].row_dimensions[2].height == 61
    widths = {name: each.width for name, each in book["Closed"].column_dimensions.items()}
    assert (widths["E"], widths["O"]) == (44, 19)
    # Those of the rows below go up with their rows.
    assert refs(copy) == ["L-A1", "C-A1", "C-A3"]
    places = [cell.coordinate for row in book["Actions"].iter_rows() for cell in row if cell.hyperlink is not None]
    assert places == ["L3"]
    assert book["Actions"]["L3"].hyperlink.target == "https://www.example.gov.uk/other"


def test_an_emptied_update_keeps_no_link(shop: Workshop) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"]["L2"].hyperlink = "https://www.example.gov.uk/posts"

    shop.write(planned(edit=edit))
    shop.issue(final=True)
    _, copy = rolled(shop.workbook, output=shop.output)
    assert str(said(copy).actions[0].update) == ""


def with_formula(book: Workbook) -> None:
    for row in range(2, 7):
        book["Actions"][f"O{row}"] = f"=H{row}-Report!$B$5"


def with_comment(book: Workbook) -> None:
    book["Actions"]["A4"].comment = Comment("Ask again.", "Somebody")


def with_merged(book: Workbook) -> None:
    book["Actions"].merge_cells("P6:Q6")


def with_reference(book: Workbook) -> None:
    book.create_sheet("Ours")["A1"] = "=Actions!E4"


def with_name(book: Workbook) -> None:
    book.defined_names["First"] = DefinedName("First", attr_text="'Actions'!$4:$5")


def with_indirect(book: Workbook) -> None:
    book.create_sheet("Ours")["A1"] = '=INDIRECT("Act" & "ions!A4")'


def with_links(book: Workbook) -> None:
    cell = book["Actions"]["P4"]
    cell.hyperlink = "https://www.example.gov.uk/"
    cell.hyperlink.ref = "P4:P6"


def with_picture(book: Workbook) -> None:
    picture = io.BytesIO()
    Picture.new("RGB", (9, 9)).save(picture, "PNG")
    book["Actions"].add_image(Image(picture), "P4")


def with_part_of_a_format(book: Workbook) -> None:
    rule = FormulaRule(formula=["TRUE"])  # type: ignore[no-untyped-call]
    book["Actions"].conditional_formatting.add("A4:N4", rule)


def with_acceptance(book: Workbook) -> None:
    book["Accepted findings"].append(["W311", "Actions!E4", "Any text", "Why", "Who", date(2027, 1, 1)])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (with_formula, "formulas"),
        (with_comment, "comments"),
        (with_merged, "merged cells"),
        (with_reference, "what refers to them in xl/worksheets/sheet9.xml"),
        (with_name, "what refers to them in xl/workbook.xml"),
        (with_indirect, "formulas that put their references together (INDIRECT)"),
        (with_links, "links"),
        (with_picture, "pictures, shapes or charts"),
        (with_part_of_a_format, "conditional formats"),
        (with_acceptance, "what the sheet 'Accepted findings' says of them"),
    ],
)
def test_where_anything_depends_on_rows_they_stay_and_are_emptied(
    tmp_path: Path, edit: Callable[[Workbook], None], why: str
) -> None:
    done, copy = rolled(planned(edit=edit).write(tmp_path))
    assert f"Their rows were left empty, for the rows below would move away from {why}." in done.stdout
    sheet = openpyxl.load_workbook(copy)["Actions"]
    assert [sheet[f"A{row}"].value for row in range(1, 8)] == ["Ref", "L-A1", None, "C-A1", None, "C-A3", None]
    assert refs(copy) == ["L-A1", "C-A1", "C-A3"]


def test_formulas_of_the_councils_own_stay_in_an_emptied_row(tmp_path: Path) -> None:
    _, copy = rolled(planned(edit=with_formula).write(tmp_path))
    assert openpyxl.load_workbook(copy)["Actions"]["O3"].value == "=H3-Report!$B$5"


def test_an_action_in_merged_cells_stays(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"].merge_cells("B2:B3")

    done, copy = rolled(planned(edit=edit).write(tmp_path))
    assert refs(copy) == ["L-A1", "L-A2", "C-A1", "C-A3"]
    assert "Actions!A3 stays: L-A2 has a cell that is one of the merged cells B2:B3 (Actions, row 3)." in done.stdout


def test_evidence_names_no_action_that_is_gone(tmp_path: Path) -> None:
    book = planned(additions=("evidence",))
    book.evidence = [
        ["E1", "The plan", None, None, None, None, "L001", "L-A2, L-A1", "yes"],
        ["E2", "Minutes", None, None, None, None, "L001", "L-A2", None],
        ["E3", "Letters", None, None, None, None, "L002", "L-A1", None],
    ]
    done, copy = rolled(book.write(tmp_path))
    assert done.exit_code == 0, done.output
    assert [each.actions for each in said(copy).evidence] == [("L-A1",), (), ("L-A1",)]
    assert "2 cells of evidence name them no more: Evidence!H2, H3." in done.stdout
    head, *rows = openpyxl.load_workbook(copy)["Closed"].iter_rows(values_only=True)
    assert [row[head.index("Evidence that names it")] for row in rows] == ["E1, E2", None]


def test_clearances_of_the_last_report_are_told(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book.create_sheet("Clearances")
        sheet.append(["Role", "Cleared on", "Comment"])
        sheet.append(["Section 151 Officer", date(2025, 9, 1), None])
        sheet.append(["Monitoring Officer", None, None])

    done, copy = rolled(planned(edit=edit).write(tmp_path))
    assert "1 clearance stays: Clearances!B2. Given for the last report" in done.stdout
    assert said(copy).clearances[0].cleared_on == date(2025, 9, 1)


def test_milestones_go_with_their_actions(tmp_path: Path) -> None:
    book = planned(additions=("milestones",))
    day = date(2025, 5, 1)
    book.milestones = [
        ["L-A2", "A draft", day, day, None],
        ["L-A1", "An advertisement", day, None, None],
        ["C-A2", "A date", day, None, "yes"],
        ["L-A2", "The plan", day, day, None],
    ]
    done, copy = rolled(book.write(tmp_path))
    assert done.exit_code == 0, done.output
    assert refs(copy) == ["L-A1", "C-A1", "C-A2", "C-A3"]
    assert [each.text for each in said(copy).milestones] == ["An advertisement", "A date"]
    rows = list(openpyxl.load_workbook(copy)["Closed milestones"].iter_rows(values_only=True))
    assert [(row[0], row[1]) for row in rows] == [("Action", "Milestone"), ("L-A2", "A draft"), ("L-A2", "The plan")]
    assert "2 milestones of these moved to the sheet 'Closed milestones': Milestones!A2, A5." in done.stdout
    assert "Actions!A5 stays: C-A2 has what is exempt: what must not be told is known by its row." in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (MEETING, "d mmmm yyyy", NEXT),
        ("23 September 2025", "General", "24 March 2026"),
        ("23/09/2025", "General", "24/03/2026"),
        ("23.09.2025", "@", "24.03.2026"),
        ("2025-09-23", "@", "2026-03-24"),
        ("23/09/2025", "dd/mm/yyyy", NEXT),
    ],
)
def test_the_date_is_written_as_the_cell_shows_it(
    tmp_path: Path, value: date | str, number_format: str, shown: object
) -> None:
    def edit(book: Workbook) -> None:
        book["Report"]["B5"], book["Report"]["B5"].number_format = value, number_format

    _, copy = rolled(planned(edit=edit).write(tmp_path))
    cell = openpyxl.load_workbook(copy)["Report"]["B5"]
    held = cell.value.date() if cell.is_date else cell.value
    assert (held, cell.number_format) == (shown, number_format)


def test_the_findings_of_the_copy_are_those_of_the_workbook_but_for_what_is_settled_and_what_is_told(
    shop: Workshop,
) -> None:
    shop.issue(final=True)
    done, copy = rolled(shop.workbook, output=shop.output)
    told = {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  W")}
    codes = [
        {finding["code"] for finding in json.loads(
            run("check", path, "--json", "--output", shop.output).stdout)["findings"] if finding["severity"] != "note"}
        for path in (shop.workbook, copy)
    ]  # fmt: skip
    assert codes[1] - codes[0] <= told


@pytest.mark.parametrize("meeting", ["2025-09-23", "2025-01-01"])
def test_a_meeting_that_is_not_after_the_last_is_refused(tmp_path: Path, meeting: str) -> None:
    path = planned().write(tmp_path)
    copy = tmp_path / "next.xlsx"
    done = run("roll-forward", path, "--meeting", meeting, "--out", copy, "--output", tmp_path / "out")
    assert done.exit_code == 2
    assert "is not after the last one, on 23 September 2025" in done.stderr
    assert not copy.exists()


@pytest.mark.parametrize("typed", ["2026-03-24", "24/03/2026", "24.3.26", "Tue 24th March 2026"])
def test_the_meeting_is_named_in_any_form_that_a_cell_may_have(tmp_path: Path, typed: str) -> None:
    path, copy = planned().write(tmp_path), tmp_path / "next.xlsx"
    done = run("roll-forward", path, "--meeting", typed, "--out", copy, "--output", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert said(copy).report.meeting_date == date(2026, 3, 24)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("soon", "is not a date."),
        ("31/02/2026", "is not a date: there is no such day."),
        ("03-24-26", "is not a date."),
    ],
)
def test_what_is_no_date_of_a_meeting_is_told_in_plain_words(tmp_path: Path, typed: str, why: str) -> None:
    path = planned().write(tmp_path)
    done = run("roll-forward", path, "--meeting", typed, "--out", tmp_path / "next.xlsx")
    assert done.exit_code == 2
    told = " ".join(done.stderr.split())
    assert f"'{typed}' {why} Write it as 24/03/2026 (day first) or '24 March 2026'." in told


def test_nothing_is_written_over_a_file_nor_where_the_workbook_has_errors(tmp_path: Path) -> None:
    path = planned().write(tmp_path)
    taken = tmp_path / "next.xlsx"
    taken.write_bytes(b"mine")
    done, _ = rolled(path)
    assert (done.exit_code, taken.read_bytes()) == (3, b"mine")
    taken.unlink()
    book = planned()
    book.actions[0][9] = "Nearly"
    done, copy = rolled(book.write(tmp_path))
    assert done.exit_code == 1
    assert "Nothing was written." in done.stdout
    assert not copy.exists()


def test_a_damaged_archive_is_told_and_nothing_is_written(shop: Workshop) -> None:
    shop.issue(final=True)
    for each in shop.archive.rglob("assessment.json"):
        each.chmod(0o644)
        each.write_bytes(b"{}")
    done, copy = rolled(shop.workbook, output=shop.output)
    assert done.exit_code == 3
    assert "cannot be read whole" in done.stderr
    assert not copy.exists()


def test_a_copy_has_the_ending_of_its_kind(tmp_path: Path) -> None:
    path = planned().write(tmp_path)
    done = run("roll-forward", path, "--meeting", "2026-03-24", "--out", tmp_path / "next.xlsm")
    assert done.exit_code == 2
    assert "Name it next.xlsx" in done.stderr
    done = run("roll-forward", path, "--meeting", "2026-03-24", "--out", tmp_path / "next.txt")
    assert done.exit_code == 2
