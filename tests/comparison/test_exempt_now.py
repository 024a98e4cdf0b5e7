"""What was published once and is exempt now is not told again; what is open is, whatever an exempt row says."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.comparison import (
    ExemptNow,
    compare,
    dates_by_action,
    with_previous_ratings,
    withhold,
    without_exempt_now,
)
from bvdocs.core.changes import ChangeKind, Changes
from bvdocs.core.history import Issue, Past, Reported
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.core.versions import Version
from tests.support.assessments import in_theme, kinds, told
from tests.support.workbooks import Book, Row

JUNE, SEPTEMBER, DECEMBER = date(2025, 6, 24), date(2025, 9, 23), date(2025, 12, 16)
DEPOT = "Sell the depot at Station Road to Zeta Quarries for nine million pounds."
SECRET = ("depot", "Zeta", "Quarries", "nine million")


def told_since(was: Assessment, whole: Assessment, *between: Assessment) -> Changes:
    """What is told of what changed; `whole`, and what was issued in between, have their exempt rows."""
    facts = published(whole)
    both = withhold(published(was), facts, ExemptNow(whole, between), ExemptNow(facts))
    assert both.newer == facts
    return compare(both.older, both.newer)


def changed(folder: Path, older: Book, newer: Book) -> Changes:
    return told_since(older.read(folder), newer.read(folder))


def action(ref: str, text: str, *, theme: int = 1, exempt: bool = False, **columns: object) -> Row:
    """An action in progress; columns by the first word of their names."""
    values = {"owner": "Chief Executive", "due": JUNE, "revised": None, "status": "In progress", "update": None,
              "opportunity": None, "measure": None} | columns  # fmt: skip
    return [ref, theme, None, values["opportunity"], text, values["owner"], None, values["due"], values["revised"],
            values["status"], None, values["update"], values["measure"], exempt]  # fmt: skip


def past_of(*assessments: Assessment, **more: object) -> Past:
    """Final versions 1.0, 2.0 …, each for a meeting of its own."""
    meetings = (JUNE, SEPTEMBER)
    reported = [
        Reported(Issue(Version(number, 0), day, "Clerk", "", "Audit Committee", day), published(each))
        for number, (day, each) in enumerate(zip(meetings, assessments, strict=False), 1)
    ]
    return Past(tuple(each.issue for each in reported), tuple(reported), **more)  # type: ignore[arg-type]


def is_silent(changes: object, *words: str) -> bool:
    return not any(word.casefold() in str(changes).casefold() for word in words or SECRET)


# B1: what is open is told.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "words"),
    [(5, "Corporate Head of Law and Governance"), (12, "All posts are filled by the end of March."),
     (11, "It waits for the new Head of People."), (3, "Posts stay vacant for four months on average.")],
)  # fmt: skip
def test_that_an_exempt_row_has_the_same_words_hides_no_change_of_an_open_one(
    column: int, words: str, tmp_path: Path
) -> None:
    older, newer = Book(), Book()
    for book in (older, newer):
        book.actions[0][column] = book.actions[1][column] = words
    newer.actions[1][13] = "yes"
    newer.actions[0][7:11] = [date(2025, 12, 31), date(2026, 2, 27), "Complete", 1]
    newer.actions[0][5] = "Head of People"
    changes = in_theme(changed(tmp_path, older, newer))
    assert kinds(changes) == [
        ChangeKind.ACTION_COMPLETED, ChangeKind.ACTION_SLIPPED, ChangeKind.ACTION_OWNER,
    ]  # fmt: skip


def test_where_a_sentence_of_an_open_action_is_exempt_now_its_completion_is_told_all_the_same(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    secret = "The dispute with Zeta Quarries is settled for £40,000."
    older.actions[0][11] = f"Two posts are filled. {secret}"
    newer.actions[0][5:12] = ["Head of People", None, date(2025, 12, 31), date(2026, 1, 30), "Complete", 1,
                              "All posts are filled."]  # fmt: skip
    newer.narrative.append([2, "Opportunities", secret, None, None, "yes"])
    changes = changed(tmp_path, older, newer)
    assert is_silent(changes, "Zeta", "40,000")
    assert set(kinds(in_theme(changes))) == {
        ChangeKind.ACTION_COMPLETED, ChangeKind.ACTION_SLIPPED, ChangeKind.ACTION_OWNER, ChangeKind.ACTION_DETAIL,
    }  # fmt: skip
    # Start is another column, and the progress is that of the completed: the update alone is not told.
    assert {each.field for each in in_theme(changes)} == {"", "Start"}


def test_what_an_open_row_says_is_no_secret_though_an_exempt_one_says_it_too(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    words = "Posts stay vacant for four months on average."
    for book in (older, newer):
        book.actions[0][3] = words
        book.actions[1][3] = words
    newer.actions[1][13] = "yes"
    newer.actions[0][3] = f"{words} That costs money."
    (change,) = in_theme(changed(tmp_path, older, newer))
    assert (change.kind, change.field) == (ChangeKind.ACTION_DETAIL, "Opportunity")


def test_a_rating_of_an_open_characteristic_is_told_though_its_name_was_split(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    older.criteria[0][2] = "Clear priorities for housing; the sale of the depot to Zeta Quarries is agreed"
    newer.criteria[0][2:4] = ["Clear priorities for housing", "Amber"]
    newer.criteria.append(
        ["L009", 1, "The sale of the depot to Zeta Quarries is agreed", "Red", None, None, None, "yes"]
    )
    changes = changed(tmp_path, older, newer)
    assert is_silent(changes)
    assert kinds(in_theme(changes)) == [ChangeKind.RATING_DOWN]


# B2: what is exempt now is not told.


def test_what_is_exempt_now_is_not_told_though_it_was_published_before(tmp_path: Path) -> None:
    """Not as removed, not by its code, and not where it was reworded as it became exempt."""
    older, newer = Book(), Book()
    older.narrative[1][2] = "The dispute with the contractor is settled for £40,000."
    newer.narrative[1] = [2, "Areas for improvement", "The dispute with the contractor was settled for £45,000.",
                          "C001", None, "yes"]  # fmt: skip
    newer.criteria[1][7] = "yes"
    newer.actions[0][13] = "yes"
    # A code that is exempt now is not told either.
    older.narrative[0][3] = "L001, L002"
    newer.narrative[0][3] = "L001"
    was, whole = older.read(tmp_path), newer.read(tmp_path)
    assert compare(was, published(whole))
    assert not told_since(was, whole)
    # What was really removed is.
    del newer.narrative[1]
    (change,) = in_theme(changed(tmp_path, older, newer), 2)
    assert change.kind is ChangeKind.BULLET_REMOVED


def test_a_sentence_that_an_exempt_row_holds_now_is_not_told_though_an_open_row_held_it(tmp_path: Path) -> None:
    """As the officer is told to do it: the sentence is taken out of the public bullet and put into an exempt one."""
    older, newer = Book(), Book()
    older.narrative[0][2] = "Priorities are clear. The depot will be sold to Zeta Quarries for nine million pounds."
    newer.narrative.append([2, "Opportunities", "The depot will be sold to Zeta Quarries for nine million pounds.",
                            None, None, "yes"])  # fmt: skip
    assert "Zeta" in str(compare(older.read(tmp_path), published(newer.read(tmp_path))))
    assert not changed(tmp_path, older, newer)
    # Where the row is gone altogether, it is not told as removed.
    del newer.narrative[0]
    assert not changed(tmp_path, older, newer)
    # Nor where the exempt row says it in other words.
    newer.narrative[-1][2] = "We have agreed that Zeta Quarries buys the depot, for some nine million pounds."
    assert not changed(tmp_path, older, newer)


@pytest.mark.parametrize("ref", [None, "C-N1"])
@pytest.mark.slow
def test_a_bullet_that_was_moved_to_another_theme_reworded_and_made_exempt_is_not_told(
    ref: str | None, tmp_path: Path
) -> None:
    older, newer = Book(), Book()
    then, reworded = "The depot at Station Road may be sold to Zeta Quarries.", "Zeta Quarries may buy our depot there."
    older.narrative.append([1, "Opportunities", then, None, ref, None])
    newer.narrative.append([2, "Areas for improvement", reworded, None, ref, "yes"])
    assert not changed(tmp_path, older, newer)
    # Nor where what is exempt is an action now.
    newer.narrative.pop()
    newer.actions.append(action("C-A7", reworded, theme=2, exempt=True))
    assert not changed(tmp_path, older, newer)


def test_an_open_action_that_takes_over_the_reference_of_an_exempt_one_is_a_new_action(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    older.actions = [action("L-A1", DEPOT, owner="Head of Estates")]
    newer.actions = [
        action("L-A1", "Hold a street party.", due=date(2026, 5, 29)),
        action("L-A9", "Sell the depot to Zeta Quarries for nine million.", revised=DECEMBER, exempt=True),
    ]
    changes = changed(tmp_path, older, newer)
    assert told(in_theme(changes)) == [(ChangeKind.ACTION_ADDED, "L-A1", "", "Hold a street party.")]


def test_an_open_action_that_says_less_than_before_is_the_same_one_though_an_exempt_one_says_it_all(
    tmp_path: Path,
) -> None:
    older, newer = Book(), Book()
    older.actions = [action("L-A1", DEPOT)]
    newer.actions = [
        action("L-A1", "Sell the depot at Station Road.", revised=DECEMBER, status="Complete"),
        action("L-A9", DEPOT, exempt=True),
    ]
    changes = changed(tmp_path, older, newer)
    assert kinds(in_theme(changes)) == [ChangeKind.ACTION_COMPLETED, ChangeKind.ACTION_SLIPPED]
    assert is_silent(changes, "Zeta", "nine million")


def test_of_an_action_that_was_split_the_open_part_is_told(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    older.actions = [action("L-A1", "Rehouse the staff in the Civic Centre, and sell the depot to Zeta Quarries.")]
    newer.actions = [
        action("L-A1", "Rehouse the staff in the Civic Centre.", status="Complete"),
        action("L-A2", "Sell the depot to Zeta Quarries.", exempt=True),
    ]
    changes = changed(tmp_path, older, newer)
    assert kinds(in_theme(changes)) == [ChangeKind.ACTION_COMPLETED]
    assert is_silent(changes)


def test_actions_that_were_merged_into_an_exempt_one_are_not_told(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    older.actions = [action("L-A1", "Sell the depot at Station Road."), action("L-A2", "Close the quarry of Zeta.")]
    newer.actions = [action("L-A3", "Sell the depot at Station Road and close the quarry of Zeta.", exempt=True)]
    assert not changed(tmp_path, older, newer)


def test_a_characteristic_that_has_another_code_and_is_exempt_is_not_told_nor_that_others_referred_to_it(
    tmp_path: Path,
) -> None:
    older, newer = Book(), Book()
    older.criteria.append(["C002", 2, "Open to residents", None, None, "L002", None, None])
    newer.criteria[1] = ["L002", 1, "Fair pay", "Green", None, None, None, None]
    newer.criteria += [
        ["C002", 2, "Open to residents", "Green", None, None, None, None],
        ["C009", 2, "Posts are stable", "Amber", None, None, None, "yes"],
    ]
    older.criteria[1][2] = "Stable posts in the depot"
    newer.criteria[-1][2] = "Stability of posts in the depot"
    changes = changed(tmp_path, older, newer)
    assert told(in_theme(changes, 1)) == [
        (ChangeKind.CHARACTERISTIC_ADDED, "L002", "", "Fair pay"),
        (ChangeKind.ACTION_DETAIL, "Criteria", "", "L002"),
    ]
    assert [(each.kind, each.before, each.now) for each in in_theme(changes, 2)] == [
        (ChangeKind.RATING_NEW, "", "Green")
    ]
    assert is_silent(changes, "depot", "See L002")


def test_that_an_exempt_rows_name_went_from_a_text_is_not_told(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    older.narrative[1][2] = "Challenge is rare, as L-A1 shows."
    newer.narrative[1][2] = "Challenge is rare."
    newer.actions[0][13] = "yes"
    assert not changed(tmp_path, older, newer)


def test_a_note_or_a_heading_of_which_a_sentence_is_exempt_now_is_not_told(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    older.report += [["Note", "The ratings are illustrative."], ["Note", DEPOT]]
    older.themes[0][3:5] = ["Chief Executive", f"What we do: {DEPOT}"]
    newer.report.append(["Note", "The ratings are illustrative."])
    newer.themes[0][3:5] = ["Deputy Chief Executive", "What we do"]
    newer.narrative.append([2, "Opportunities", DEPOT, None, None, "yes"])
    changes = changed(tmp_path, older, newer)
    assert is_silent(changes)
    assert (changes.overall, [each.field for each in in_theme(changes)]) == ((), ["Lead"])
    # Nor by a document, where no row has changed.
    newer.report[3][1] = DECEMBER
    whole = newer.read(tmp_path)
    (reported,) = without_exempt_now(past_of(older.read(tmp_path)), whole).reported
    assert reported.assessment.report.notes == whole.report.notes


def test_an_abbreviation_that_only_what_is_exempt_now_has_is_not_told_as_removed(tmp_path: Path) -> None:
    older, newer = Book(abbreviations=[["ZQ", "Zeta Quarries"], ["XY", "Exchange"]]), Book()
    older.narrative.append([1, "Opportunities", "ZQ may buy the depot by the river.", None, None, None])
    newer.narrative.append([1, "Opportunities", "The depot by the river may go to a buyer.", None, None, "yes"])
    for book in (older, newer):
        book.narrative.append([1, "Strengths", "The XY is well run.", None, None, None])
    rows: tuple[list[Row], ...] = ([], [["ZQ", "Zeta Quarries"]])
    for newer.abbreviations in rows:
        assert [each.field for each in changed(tmp_path, older, newer).overall] == ["XY"]


def test_what_was_exempt_in_a_draft_and_is_gone_by_now_is_not_told(tmp_path: Path) -> None:
    older, draft, newer = Book(), Book(), Book()
    older.actions.append(action("L-A5", DEPOT))
    older.narrative.append([1, "Opportunities", DEPOT, None, None, None])
    draft.actions.append(action("L-A5", "Agree the price with the buyer.", exempt=True))
    draft.narrative.append([1, "Opportunities", DEPOT, None, None, "yes"])
    was, between, whole = older.read(tmp_path), draft.read(tmp_path), newer.read(tmp_path)
    assert not is_silent(told_since(was, whole))
    assert not told_since(was, whole, between)


def test_what_took_over_a_reference_that_was_exempt_in_a_draft_in_other_words_is_new(tmp_path: Path) -> None:
    older, draft, newer = Book(), Book(), Book()
    older.actions.append(action("L-A5", DEPOT))
    draft.actions.append(action("L-A5", "Agree the price with the buyer.", exempt=True))
    newer.actions.append(action("L-A5", "Hold a street party.", revised=DECEMBER))
    changes = told_since(*(book.read(tmp_path) for book in (older, newer, draft)))
    assert told(in_theme(changes)) == [(ChangeKind.ACTION_ADDED, "L-A5", "", "Hold a street party.")]


def test_what_was_exempt_in_a_draft_and_is_open_again_is_told(tmp_path: Path) -> None:
    older, draft, newer = Book(), Book(), Book()
    draft.actions[0][13] = "yes"
    newer.actions[0][9] = "Complete"
    newer.actions[0][4] = "Fill all the posts."
    changes = told_since(*(book.read(tmp_path) for book in (older, newer, draft)))
    assert kinds(in_theme(changes)) == [ChangeKind.ACTION_COMPLETED, ChangeKind.ACTION_REWORDED]


def test_themes_that_were_renumbered_or_renamed_keep_what_is_exempt_to_themselves(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    older.narrative.append([1, "Opportunities", DEPOT, None, None, None])
    older.actions.append(action("L-A5", DEPOT))
    newer.themes = [[1, "Culture", "C", None, None], [2, "Leadership", "L", None, None]]
    for row in (*newer.criteria, *newer.actions):
        row[1] = 3 - int(str(row[1]))
    for row in newer.narrative:
        row[0] = 3 - int(str(row[0]))
    newer.narrative.append([2, "Strengths", DEPOT.replace("Sell", "We sell"), None, None, "yes"])
    newer.actions.append(action("L-A6", DEPOT, theme=2, exempt=True))
    assert is_silent(changed(tmp_path, older, newer))
    newer.themes[1][1] = "Vision"
    assert is_silent(changed(tmp_path, older, newer))
    # A theme that is gone is told as gone, and no more.
    newer.themes.pop()
    newer.criteria, newer.actions = ([row for row in rows if row[1] == 1] for rows in (newer.criteria, newer.actions))
    newer.narrative = [row for row in newer.narrative if row[0] == 1]
    newer.narrative.append([1, "Strengths", DEPOT, None, None, "yes"])
    assert is_silent(changed(tmp_path, older, newer))


def test_a_date_and_a_rating_do_not_pass_to_what_took_over_the_name_of_an_exempt_row(tmp_path: Path) -> None:
    """Not from the version before, nor from the one before that: there the row was exempt in the one after it."""
    first, second, now = Book(), Book(), Book()
    first.actions = [action("L-A1", DEPOT, due=JUNE)]
    second.actions = [
        action("L-A1", "Hold a street party.", due=DECEMBER),
        action("L-A9", DEPOT, exempt=True),
    ]
    now.actions = [action("L-A1", "Hold a street party.", due=DECEMBER, revised=date(2026, 2, 27))]
    second.criteria[0] = ["L001", 1, "Fair pay", "Green", None, None, None, "yes"]
    now.criteria[0] = ["L001", 1, "Homes for all", "Red", None, None, None, None]
    now.criteria.append(["L010", 1, "Fair pay for all", "Green", None, None, None, "yes"])
    now.report[3][1] = DECEMBER
    was, then, whole = (book.read(tmp_path) for book in (first, second, now))
    asked = []

    def whole_between(older: Version, newer: Version | None) -> list[Assessment]:
        asked.append((older, newer))
        return [then] if older == Version(1, 0) else []

    facts = published(whole)
    past = without_exempt_now(past_of(was, then, whole_between=whole_between), whole)
    dates = dates_by_action(past.reported, facts)["L-A1"]
    assert (dates.first, [day for day, _ in dates.revised]) == (DECEMBER, [date(2026, 2, 27)])
    assert (Version(1, 0), Version(2, 0)) in asked
    second.criteria[0][7] = None
    past = without_exempt_now(past_of(was, second.read(tmp_path)), whole)
    rated = with_previous_ratings(past.reported[-1].assessment, facts)
    assert rated.criteria[0].previous is None


def test_no_workbook_is_read_where_all_that_was_published_is_so_in_the_same_words_now(tmp_path: Path) -> None:
    older, newer = Book(), Book()
    newer.actions[0][9], newer.criteria[0][3] = "Complete", "Amber"
    newer.narrative.append([1, "Opportunities", "There is more.", None, None, None])
    newer.report[3][1] = DECEMBER

    def never(older: Version, newer: Version | None) -> list[Assessment]:
        raise AssertionError((older, newer))

    whole = newer.read(tmp_path)
    past = past_of(older.read(tmp_path), older.read(tmp_path), whole_between=never)
    assert without_exempt_now(past, whole).reported == past.reported
