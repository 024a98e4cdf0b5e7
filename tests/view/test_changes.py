"""What changed, in words: a sentence for every kind, and the sentence that counts."""

from dataclasses import replace
from datetime import date

import pytest

from bvdocs.core.changes import (
    ACTIONS,
    CHARACTERISTICS,
    RATINGS,
    Change,
    ChangeKind,
    Changes,
    Place,
    Slip,
    ThemeChanges,
)
from bvdocs.core.history import Issue
from bvdocs.core.versions import Version
from bvdocs.view.change_sentences import change_words
from bvdocs.view.changes import (
    build_changes,
    changes_since,
    plan_changes,
    printed_changes,
    sentences_of,
    summarise_changes,
)
from bvdocs.view.word_diff import describe_rewording, pieces_of

JUNE, JULY, AUGUST = date(2025, 6, 30), date(2025, 7, 31), date(2025, 8, 31)
LONG = "Reporting on performance to committees and to the public, in time and in words that everybody understands"
WORDS = [
    (
        Change(ChangeKind.RATING_UP, "L1", "Clear aims", "Amber", "Green"),
        "L1 (Clear aims) improved from amber to green.",
    ),
    (Change(ChangeKind.RATING_DOWN, "L1", "", "RAG green", "Red"), "L1 worsened from RAG green to red."),
    (Change(ChangeKind.RATING_NEW, "L1", "Clear aims", "", "Amber"), "L1 (Clear aims) is newly assessed: amber."),
    (
        Change(ChangeKind.RATING_WITHDRAWN, "l1", "Clear aims", "Amber", ""),
        "l1 (Clear aims) is no longer assessed; it was amber.",
    ),
    (
        Change(ChangeKind.RATING_CHANGED, "L1", "Clear aims", "Yellow", "Amber"),
        "L1 (Clear aims) was yellow and is amber; the scale has changed.",
    ),
    (
        Change(ChangeKind.CHARACTERISTIC_ADDED, "L6", LONG, "", LONG),
        "L6 (Reporting on performance to committees and to the public, in time …) is a new characteristic.",
    ),
    (Change(ChangeKind.CHARACTERISTIC_REMOVED, "L6", "Clear aims", "Clear aims"), "L6 (Clear aims) was removed."),
    (Change(ChangeKind.CHARACTERISTIC_RENUMBERED, "L10", "Clear aims", "L6", "L10"), "L6 is now L10 (Clear aims)."),
    (
        Change(ChangeKind.CHARACTERISTIC_REWORDED, "L1", "Clear aims", "Clear old aims", "Clear aims"),
        "L1 was reworded: ‘Clear old aims’ is now ‘Clear aims’.",
    ),
    (Change(ChangeKind.BULLET_ADDED, "Strengths", "", "", "It works."), "Strengths: a bullet was added, ‘It works.’"),
    (Change(ChangeKind.BULLET_REMOVED, "Strengths", "", "It works"), "Strengths: a bullet was removed, ‘It works’."),
    (
        Change(
            ChangeKind.BULLET_MOVED, "Strengths", "", "It works.", "It works.",
            from_place=Place("Strengths", 11), to_place=Place("Strengths", 2),
        ),
        "Strengths: the 11th bullet is now the second, ‘It works.’",
    ),
    (
        Change(
            ChangeKind.BULLET_MOVED, "Opportunities", "", "It works.", "It works.",
            from_place=Place("Strengths", 1), to_place=Place("Opportunities", 1),
        ),
        "A bullet was moved from Strengths to Opportunities, ‘It works.’",
    ),
    (
        Change(
            ChangeKind.BULLET_REWORDED, "Strengths", "", "It works well now.", "It works badly now.",
            from_place=Place("Strengths", 1), to_place=Place("Strengths", 3),
        ),
        "Strengths: the third bullet was reworded: ‘works well now.’ is now ‘works badly now.’",
    ),
    (Change(ChangeKind.ACTION_ADDED, "L-A1", "Fill posts.", "", "Fill posts."), "L-A1 (Fill posts.) is a new action."),
    (Change(ChangeKind.ACTION_REMOVED, "L-A1", "Fill posts.", "Fill posts."), "L-A1 (Fill posts.) was removed."),
    (
        Change(ChangeKind.ACTION_LEFT, "L-A1", "Fill posts.", "Closed to business as usual"),
        "L-A1 (Fill posts.) has left the plan: it was closed to business as usual.",
    ),
    (Change(ChangeKind.ACTION_RENUMBERED, "L-A2", "Fill posts.", "L-A1", "L-A2"), "L-A1 is now L-A2 (Fill posts.)."),
    (
        Change(ChangeKind.ACTION_COMPLETED, "L-A1", "Fill posts.", "In progress", "Complete"),
        "L-A1 (Fill posts.) was completed.",
    ),
    (
        Change(ChangeKind.ACTION_CLOSED, "L-A1", "Fill posts.", "In progress", "Cancelled"),
        "L-A1 (Fill posts.) was cancelled.",
    ),
    (
        Change(ChangeKind.ACTION_REOPENED, "L-A1", "Fill posts.", "Complete", "In progress"),
        "L-A1 (Fill posts.) was reopened: it is in progress, and was complete.",
    ),
    (
        Change(ChangeKind.ACTION_STATUS, "L-A1", "Fill posts.", "Not started", "In progress"),
        "L-A1 (Fill posts.) is now in progress; it was not started.",
    ),
    (
        Change(ChangeKind.ACTION_SLIPPED, "L-A1", "Fill posts.", slip=Slip(JUNE, JUNE, JULY, 31, 1)),
        "L-A1 (Fill posts.) slipped by 31 days, from 30 June 2025 to 31 July 2025.",
    ),
    (
        Change(ChangeKind.ACTION_SLIPPED, "L-A1", "Fill posts.", slip=Slip(JUNE, JULY, AUGUST, 31, 3)),
        "L-A1 (Fill posts.) slipped by 31 days, from 31 July 2025 to 31 August 2025; it slipped three times on the"
        " way; first agreed for 30 June 2025.",
    ),
    (
        Change(ChangeKind.ACTION_EARLIER, "L-A1", "Fill posts.", slip=Slip(JUNE, date(2025, 8, 1), JULY, 1, 0)),
        "L-A1 (Fill posts.) was brought forward by one day, from 1 August 2025 to 31 July 2025.",
    ),
    (
        Change(ChangeKind.ACTION_OWNER, "L-A1", "Fill posts.", "Chief Executive", "Head of People"),
        "L-A1 (Fill posts.) has a new owner, Head of People; it was Chief Executive.",
    ),
    (
        Change(ChangeKind.ACTION_REWORDED, "L-A1", "Fill all posts.", "Fill posts.", "Fill all posts."),
        "L-A1 was reworded: ‘Fill posts.’ is now ‘Fill all posts.’",
    ),
    (
        Change(ChangeKind.CHARACTERISTIC_DETAIL, "L1", "", "CI1", "CI2", "See"),
        "L1 now refers to CI2; it referred to CI1.",
    ),
    (
        Change(ChangeKind.CHARACTERISTIC_DETAIL, "L1", "Open", "Dark green", "See CI2", "Rating"),
        "L1 (Open) is now See CI2; it was dark green.",
    ),
    (
        Change(ChangeKind.CHARACTERISTIC_DETAIL, "L1", "Open", "See CI2", "", "Rating"),
        "L1 (Open) is now not assessed; it was See CI2.",
    ),
    (
        Change(ChangeKind.CHARACTERISTIC_DETAIL, "L1", "Open", "1", "3", "Theme"),
        "L1 (Open) moved from theme 1 to theme 3.",
    ),
    (
        Change(ChangeKind.CHARACTERISTIC_DETAIL, "L1", "Open", "", "Survey", "Evidence"),
        "L1, evidence: ‘Survey’ was added.",
    ),
    (
        Change(ChangeKind.BULLET_DETAIL, "Strengths", "", "L1", "", "Criteria", to_place=Place("Strengths", 2)),
        "Strengths: the second bullet names no characteristics now; it named L1.",
    ),
    (
        Change(ChangeKind.ACTION_DETAIL, "L-A1", "Fill posts.", "40%", "", "Progress"),
        "L-A1 (Fill posts.) has come to no figure; it was 40%.",
    ),
    (
        Change(ChangeKind.ACTION_DETAIL, "L-A1", "Fill posts.", "", "All are filled.", "Update"),
        "L-A1 (Fill posts.), update: ‘All are filled.’ was added.",
    ),
    (
        Change(ChangeKind.ACTION_DETAIL, "Actions", "", "A1, A2", "A2, A1", "Order"),
        "Actions stand in another order: A2, A1.",
    ),
    (Change(ChangeKind.FIELD, "Theme", "", "Cutlure", "Culture", "Name"), "Theme, name: ‘Cutlure’ is now ‘Culture’."),
    (
        Change(
            ChangeKind.BULLET_DETAIL, "Strengths", "", "It.", "It.", "Formatting or links",
            to_place=Place("Strengths", 4),
        ),
        "Strengths: the fourth bullet has other formatting or links in ‘It.’",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), WORDS, ids=lambda each: each.kind if isinstance(each, Change) else "")
def test_each_kind_has_its_sentence(change: Change, words: str) -> None:
    assert change_words(change) == words


def test_every_kind_is_in_that_table() -> None:
    assert {change.kind for change, _ in WORDS} == set(ChangeKind)


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("We meet in May.", "We meet in June.", "‘in May.’ is now ‘in June.’"),
        ("Old words stay.", "New words stay.", "‘Old words’ is now ‘New words’"),
        (
            "The board rarely meets before the budget is set in May.",
            "The board meets before the budget is set in June or July.",
            "‘board rarely meets’ is now ‘board meets’ and ‘in May.’ is now ‘in June or July.’",
        ),
        ("One thing.", "Something else altogether here.", "‘One thing.’ is now ‘Something else altogether here.’"),
        ("a b c d e f g h i", "A b C d E f G h I", "‘a b c d e f g h i’ is now ‘A b C d E f G h I’"),
        (f"{LONG} {LONG}", "Other words.", "it now reads ‘Other words.’"),
        ("", "New words.", "‘New words.’ was added"),
        ("Old words.", "", "‘Old words.’ was left out"),
    ],
)
def test_a_reworded_text_is_told_by_what_is_new_in_it(before: str, now: str, words: str) -> None:
    assert describe_rewording(before, now) == words


def test_the_pieces_put_together_are_the_older_and_the_newer_wording() -> None:
    before, now = "We rarely meet in May, if ever.", "We always meet in May."
    pieces = pieces_of(before, now)
    assert " ".join(piece.text for piece in pieces if not piece.added) == before
    assert " ".join(piece.text for piece in pieces if not piece.removed) == now


UP = Change(ChangeKind.RATING_UP, "L1", "Clear aims", "Amber", "Green")
SLIPPED = Change(ChangeKind.ACTION_SLIPPED, "L-A1", "Fill posts.", slip=Slip(JUNE, JUNE, JULY, 31, 1))
EVIDENCE = Change(ChangeKind.CHARACTERISTIC_DETAIL, "L1", "Clear aims", "Old", "New", "Evidence")
SEE = Change(ChangeKind.CHARACTERISTIC_DETAIL, "L2", "Open", "CI1", "CI2", "See")
UPDATE = Change(ChangeKind.ACTION_DETAIL, "L-A2", "Train staff.", "Old", "New", "Update")


def theme(*changes: Change, added: bool = False, removed: bool = False) -> ThemeChanges:
    return ThemeChanges(2, "Leadership", changes, added, removed)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (theme(), "Nothing has changed."),
        (theme(UP), "One rating improved (L1)."),
        (
            theme(UP, UP, SLIPPED, EVIDENCE),
            "Two ratings improved (L1 and L1), one action slipped (L-A1) and one other detail changed.",
        ),
        (theme(added=True), "This theme is new."),
        (theme(removed=True), "This theme was removed."),
    ],
)
def test_a_theme_is_summed_up_by_what_is_counted(changes: ThemeChanges, words: str) -> None:
    assert summarise_changes(changes) == words


def test_the_documents_never_tell_what_they_do_not_print() -> None:
    author = Change(ChangeKind.FIELD, "Report", "", "a", "b", "Author")
    common = Change(ChangeKind.FIELD, "Report", "", "a", "b", "Common abbreviations")
    assert printed_changes(Changes((author, common), (theme(UP, EVIDENCE),))) == Changes((author,), (theme(UP),))


def test_a_document_says_what_is_of_its_parts() -> None:
    changes = theme(UP, SEE, SLIPPED, UPDATE)
    assert sentences_of(changes, RATINGS) == (change_words(UP),)
    assert sentences_of(changes, RATINGS, CHARACTERISTICS) == (change_words(UP), change_words(SEE))
    (plan,) = plan_changes(Changes((), (changes, theme(UP))))
    # Of a long text, which the plan prints below, only that it is new.
    assert plan.sentences == (change_words(SLIPPED), "Updates or other texts are new in L-A2.")


def test_a_long_text_that_is_gone_is_not_called_new() -> None:
    """A workbook that was rolled forward has no update of last time."""
    both = (Change(ChangeKind.ACTION_DETAIL, "L-A1", "Fill posts.", "Two are filled.", "", field="Update"),
            Change(ChangeKind.ACTION_DETAIL, "L-A2", "Invite.", "", "It is done.", field="Update"))  # fmt: skip
    assert sentences_of(ThemeChanges(2, "Leadership", both), ACTIONS) == (
        "Updates or other texts are new in L-A2.",
        "Updates or other texts were taken out of L-A1.",
    )


def test_below_a_short_heading_it_is_said_to_whom_and_when_it_was_reported() -> None:
    issue = Issue(Version(1, 0), JUNE, "CEX", "", "Standards and Audit\nCommittee", JULY)
    view = changes_since(Changes((), ()), issue)
    assert view.heading == "What changed since version 1.0"
    assert view.reported == "Version 1.0 was reported to the Standards and Audit Committee on 31 July 2025."


def test_themes_without_a_change_are_named_in_one_sentence() -> None:
    other, third = (replace(theme(), number=number, name=f"Name {number}") for number in (3, 4))
    assert build_changes(Changes((), (theme(UP), other, third)), "").unchanged == (
        "Nothing has changed in Theme 3: Name 3; Theme 4: Name 4."
    )
    assert build_changes(Changes((), (other, third)), "").unchanged == "Nothing has changed in any theme."
    assert build_changes(Changes((), (theme(UP),)), "").unchanged == ""


def test_the_whole_is_grouped_by_sort_and_tells_what_belongs_to_no_theme() -> None:
    outside = Change(ChangeKind.FIELD, "Report", "", "a", "b", "Author")
    reworded = Change(ChangeKind.ACTION_REWORDED, "L-A1", "b", "a c d", "b c d")
    view = build_changes(Changes((outside,), (theme(UP, SLIPPED, reworded, EVIDENCE), theme())), "What changed")
    assert view.anything
    assert [change.text for change in view.overall] == [change_words(outside)]
    assert [group.name for group in view.themes[0].groups] == ["Ratings", "Characteristics", "Actions"]
    assert [bool(change.pieces) for change in view.themes[0].groups[2].changes] == [False, True]
    assert (view.themes[1].summary, view.themes[1].groups) == ("Nothing has changed.", ())
    assert not build_changes(Changes((), (theme(),)), "").anything
