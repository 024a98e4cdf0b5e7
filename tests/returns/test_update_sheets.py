"""Update sheets that came back: what an owner changed, and nothing else, and what is told of the rest."""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from bvdocs.core.errors import ReturnRefusedError, WorkbookUnreadableError
from bvdocs.core.rich_text import RichText, Run
from bvdocs.returns.edits import CellEdit, Returned
from bvdocs.returns.update_sheets import read_update_sheet, reference_in
from tests.support.asking import Round, asked_of, box, filled, form_in, saved
from tests.support.workbooks import Book, complete_book

CHIEF, PEOPLE = "Chief Executive", "Head of People"


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return asked_of(complete_book().write(tmp_path_factory.mktemp("asked")))


def returned(round_: Round, content: bytes, name: str = "sheet.xlsx") -> Returned:
    return read_update_sheet(name, content, round_.asked)


def edits(found: Returned) -> dict[str, object]:
    assert all(isinstance(each, CellEdit) for each in found.edits)
    return {str(each.cell): each.now for each in found.edits if isinstance(each, CellEdit)}


def told(found: Returned) -> list[tuple[str, str]]:
    return [(each.words, each.place) for each in found.not_taken]


def test_a_sheet_as_it_was_sent_makes_no_edits(round_: Round) -> None:
    for owner in (CHIEF, PEOPLE):
        found = returned(round_, round_.sheet(owner))
        assert (found.edits, found.not_taken, found.who, found.made_from) == ((), (), owner, round_.asked.round)


def test_each_box_that_was_changed_is_an_edit_of_its_own_cell_and_no_other_is(round_: Round) -> None:
    answers: dict[str | tuple[str, str], object] = {
        "Status": "complete",
        "Progress": 1,
        "New update": "All posts are filled.",
        "Revised due": date(2026, 2, 27),
        "Reason for": "Two candidates withdrew.",
        "New date agreed": "Audit Committee",
        "Done on: The posts are filled.": "12/9/2025",
    }
    found = returned(round_, filled(round_.sheet(CHIEF), answers))
    assert edits(found) == {
        "Actions!J2": "Complete",
        "Actions!K2": 100.0,
        "Actions!L2": RichText((Run("All posts are filled."),)),
        "Actions!I2": date(2026, 2, 27),
        "Actions!P2": "Two candidates withdrew.",
        "Actions!Q2": "Audit Committee",
        "Milestones!D3": date(2025, 9, 12),
    }
    assert found.not_taken == ()
    was = {str(each.cell): each.was for each in found.edits if isinstance(each, CellEdit)}
    assert (was["Actions!J2"], was["Actions!K2"], was["Actions!I2"]) == ("Under way", 40.0, date(2026, 1, 30))


def test_what_cannot_be_taken_in_is_told_with_its_words_and_the_rest_is_taken(round_: Round) -> None:
    answers: dict[str | tuple[str, str], object] = {
        "Status": "Nearly there",
        "Progress": "most of it",
        "New update": "Two of three posts are filled.",
        "Revised due": "after Easter",
        "Evidence": "E1, E77",
    }
    found = returned(round_, filled(round_.sheet(CHIEF), answers))
    assert edits(found) == {"Actions!L2": RichText((Run("Two of three posts are filled."),))}
    assert [words for words, _ in told(found)] == ["Nearly there", "most of it", "after Easter", "E1, E77"]
    for each in found.not_taken:
        assert each.instead
        assert "L-A1" in each.why
        assert "?" not in each.why
    assert "'E77'" in found.not_taken[3].why
    assert "'E1'" not in found.not_taken[3].why


def test_an_emptied_box_empties_its_cell_unless_it_has_to_be_filled_in(round_: Round) -> None:
    found = returned(round_, filled(round_.sheet(CHIEF), {"Status": None, "Revised due": None, "Progress": None}))
    assert edits(found) == {"Actions!I2": None, "Actions!K2": None}
    assert told(found)[0][0] == "(emptied)"


def test_what_has_no_place_is_told_word_for_word(round_: Round) -> None:
    book = load_workbook(io.BytesIO(round_.sheet(PEOPLE)), rich_text=True)
    form = form_in(book)
    box(form, "Tell us").value = "C-A1 is for Housing now."
    form["D4"] = "see over"
    box(form, "New update").comment = Comment("Is this enough?", "A. Head")
    book.create_sheet("My notes")["B2"] = "ring Legal"
    found = returned(round_, saved(book))
    assert found.edits == ()
    assert {words for words, _ in told(found)} == {
        "C-A1 is for Housing now.", "see over", "Is this enough?", "ring Legal",
    }  # fmt: skip
    assert ("ring Legal", "My notes!B2") in told(found)


def test_a_locked_cell_that_was_changed_all_the_same_is_told_and_the_rest_is_taken(round_: Round) -> None:
    content = filled(round_.sheet(PEOPLE), {"Action": "Invite more challenge.", "New update": "A peer is found."})
    found = returned(round_, content)
    assert edits(found) == {"Actions!L3": RichText((Run("A peer is found."),))}
    assert [words for words, _ in told(found)] == ["Invite more challenge."]
    assert "locked" in found.not_taken[0].why


def test_rows_that_moved_are_found_by_what_stands_beside_them(round_: Round) -> None:
    book = load_workbook(io.BytesIO(round_.sheet(CHIEF)), rich_text=True)
    form = form_in(book)
    form.insert_rows(3, 2)
    form.insert_cols(1)
    for row in range(1, form.max_row + 1):
        if str(form.cell(row, 2).value or "").startswith("New update"):
            form.cell(row, 3).value = "All well."
    found = returned(round_, saved(book))
    assert edits(found) == {"Actions!L2": RichText((Run("All well."),))}
    assert found.not_taken == ()


@pytest.fixture
def two_actions(tmp_path: Path) -> Round:
    """The Chief Executive owns both actions of a small workbook."""
    book = Book()
    book.actions[1][5] = CHIEF
    return asked_of(book.write(tmp_path))


def test_a_heading_that_was_changed_makes_no_edit_of_another_action(two_actions: Round) -> None:
    answers: dict[str | tuple[str, str], object] = {
        ("C-A1", "New update"): "Of the second.",
        ("C-A1", "Revised due"): date(2026, 5, 1),
    }
    book = load_workbook(io.BytesIO(filled(two_actions.sheet(CHIEF), answers)), rich_text=True)
    form = form_in(book)
    for row in form.iter_rows(max_col=1):
        if row[0].value == "Action 2 of 2: C-A1":
            row[0].value = "Our other action"
    # Without it, the one of the second action is the first that has its label.
    form.delete_rows(box(form, "Revised due", "L-A1").row)
    found = returned(two_actions, saved(book))
    assert found.edits == ()
    assert {"Of the second.", "1 May 2026"} <= {words for words, _ in told(found)}
    assert "Action 2 of 2: C-A1" in {words for words, _ in told(found)}
    # What was printed there is not told as if somebody had typed it.
    assert not {"Status (choose from the list)", "New update (a sentence or two)"} & {words for words, _ in told(found)}
    (why,) = (each.why for each in found.not_taken if each.words == "Of the second.")
    assert why == "stands beside 'New update (a sentence or two)' below a heading that the sheet was not sent with"


def test_the_block_of_somebody_elses_action_is_told_and_not_taken(round_: Round) -> None:
    book = load_workbook(io.BytesIO(filled(round_.sheet(CHIEF), {"New update": "Ours."})), rich_text=True)
    form = form_in(book)
    last = form.max_row
    theirs = (("Action 1 of 1: C-A1", None), ("Status (choose from the list)", "Complete"), ("Update", "Theirs."))
    for place, (label, value) in enumerate(theirs, last + 2):
        form.cell(place, 1).value, form.cell(place, 2).value = label, value
    found = returned(round_, saved(book))
    assert edits(found) == {"Actions!L2": RichText((Run("Ours."),))}
    assert {"Complete", "Theirs.", "Action 1 of 1: C-A1"} <= {words for words, _ in told(found)}


def test_a_row_that_was_taken_out_is_told(round_: Round) -> None:
    book = load_workbook(io.BytesIO(round_.sheet(CHIEF)), rich_text=True)
    form = form_in(book)
    form.delete_rows(box(form, "Progress").row)
    found = returned(round_, saved(book))
    assert found.edits == ()
    assert [words for words, _ in told(found)] == ["Progress (0% to 100%)"]


def test_a_formula_that_nothing_computed_is_not_told_as_an_emptied_box(round_: Round) -> None:
    found = returned(round_, filled(round_.sheet(CHIEF), {"New update": "=1+1"}))
    assert found.edits == ()
    assert [words for words, _ in told(found)] == ["(a formula)"]


def test_words_that_are_struck_through_are_told_and_do_not_count(round_: Round) -> None:
    book = load_workbook(io.BytesIO(round_.sheet(CHIEF)), rich_text=True)
    struck = TextBlock(InlineFont(strike=True), "All posts are filled. ")
    box(form_in(book), "New update").value = CellRichText(struck, "Two posts are filled.")
    found = returned(round_, saved(book))
    assert edits(found) == {"Actions!L2": RichText((Run("Two posts are filled."),))}
    assert [(words, found.not_taken[0].why) for words, _ in told(found)] == [
        ("All posts are filled.", "is struck through"),
    ]


def test_words_that_excel_would_take_for_a_day_or_a_formula_stay_words(round_: Round) -> None:
    book = load_workbook(io.BytesIO(round_.sheet(CHIEF)), rich_text=True)
    form = form_in(book)
    for label in ("New update", "Reason", "Evidence", "Tell us"):
        assert box(form, label).number_format == "@", label
    box(form, "New update").value = "- not yet; 3/4 of the posts"
    box(form, "New update").data_type = "s"
    found = returned(round_, saved(book))
    assert edits(found) == {"Actions!L2": RichText((Run("- not yet; 3/4 of the posts"),))}


def test_a_sheet_of_another_round_is_refused_with_its_name(round_: Round, tmp_path: Path) -> None:
    older = asked_of(Book().write(tmp_path))
    with pytest.raises(ReturnRefusedError, match=r"late\.xlsx has the reference"):
        returned(round_, older.sheet(CHIEF), "late.xlsx")
    assert reference_in("late.xlsx", older.sheet(CHIEF)) == f"{older.asked.round}-1"


def test_a_workbook_that_is_no_update_sheet_is_refused(round_: Round, tmp_path: Path) -> None:
    content = Book().write(tmp_path).read_bytes()
    assert reference_in("plan.xlsx", content) == ""
    with pytest.raises(ReturnRefusedError, match=r"plan\.xlsx is no update sheet"):
        returned(round_, content, "plan.xlsx")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Dear all, no change.", "is not an Excel workbook"),
        (b"%PDF-1.7", "is not an Excel workbook"),
        (b"", "is empty"),
        (b"PK\x03\x04cut off", "is cut off or damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted, by a password"),
    ],
)
def test_what_is_no_workbook_at_all_is_told_with_its_name_and_what_to_do(
    round_: Round, content: bytes, why: str
) -> None:
    with pytest.raises(WorkbookUnreadableError) as fault:
        returned(round_, content, "from Alex.xlsx")
    assert f"from Alex.xlsx {why}" in fault.value.message
    assert fault.value.hint
