"""What a council adds, in the views: milestones, new dates, its own judgement, sources, and the index of evidence."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.core import schema
from bvdocs.core.brand import Brand
from bvdocs.core.publishing import published
from bvdocs.view import ReportView, build_view
from bvdocs.view.figure_views import DiamondView
from bvdocs.view.row_views import EvidenceIndexView
from tests.support.workbooks import Book, Row

COLUMNS = [column.name for column in schema.ACTIONS.columns]
LINK = "https://www.testing.gov.uk/plan.pdf"


def added() -> Book:
    """A workbook that may hold all that a council may add, and holds none of it yet."""
    return Book(additions=schema.ADDITIONS)


def set_cells(row: Row, cells: dict[str, object]) -> Row:
    row += [None] * (len(COLUMNS) - len(row))
    for name, value in cells.items():
        row[COLUMNS.index(name)] = value
    return row


def built(book: Book, folder: Path) -> ReportView:
    return build_view(published(book.read(folder)), Brand())


def index_of(folder: Path, *evidence: Row) -> EvidenceIndexView:
    book = added()
    book.evidence = list(evidence)
    index = built(book, folder).evidence
    assert index is not None
    return index


def piece(ref: str, codes: str = "", actions: str = "", where: str = "", public: str = "yes") -> Row:
    return [ref, f"Report {ref}", where, "Head of Audit", date(2025, 3, 3), None, codes, actions, public]


def test_a_workbook_without_any_of_it_says_nothing_of_it(tmp_path: Path) -> None:
    view = built(Book(), tmp_path)
    assert (view.plan.told_below, view.plan.by_source, view.plan.judged, view.evidence) == (False, (), (), None)
    assert view.plan.states == ("Complete", "On track", "Overdue", "Cancelled")
    assert not any(timeline.has_milestones for theme in view.themes for timeline in theme.timelines)


def test_milestones_stand_with_their_action_in_the_order_of_their_days(tmp_path: Path) -> None:
    book = added()
    book.milestones = [
        ["L-A1", "Posts are filled.", date(2025, 12, 1), None],
        ["L-A1", "Posts are advertised.", date(2025, 5, 1), date(2025, 5, 6)],
        ["L-A1", "Interviews are held.", date(2025, 9, 1), None],
    ]
    view = built(book, tmp_path)
    action = view.themes[0].actions[0]
    assert [(each.text, each.due, each.done, each.overdue) for each in action.milestones] == [
        ("Posts are advertised.", "1 May 2025", "6 May 2025", False),
        ("Interviews are held.", "1 September 2025", "", True),
        ("Posts are filled.", "1 December 2025", "", False),
    ]
    (timeline,) = view.themes[0].timelines
    assert timeline.bars[0].milestones == (
        DiamondView(date(2025, 5, 6), done=True),
        DiamondView(date(2025, 9, 1), done=False),
        DiamondView(date(2025, 12, 1), done=False),
    )
    assert "with three milestones, done on 6 May 2025, due on 1 September 2025 and due on 1 December" in timeline.alt
    # Of the other theme too: in one plan, one mark means one thing.
    assert view.themes[1].timelines[0].has_milestones
    assert view.plan.told_below


@pytest.mark.parametrize("status", ["Complete", "Cancelled", "Blocked"])
def test_a_milestone_of_an_action_that_is_not_under_way_is_not_overdue(tmp_path: Path, status: str) -> None:
    book = added()
    book.statuses = [["Blocked", "Paused"]]
    book.actions[0][9] = status
    book.milestones = [["L-A1", "Posts are advertised.", date(2025, 5, 1), None]]
    (milestone,) = built(book, tmp_path).themes[0].actions[0].milestones
    assert not milestone.overdue


def test_paused_and_ongoing_are_counted_and_drawn(tmp_path: Path) -> None:
    book = added()
    book.statuses = [["Blocked", "Paused"]]
    book.actions[0][9] = "Blocked"
    book.actions[1][7] = "Ongoing"
    view = built(book, tmp_path)
    assert view.plan.states == ("Complete", "On track", "Overdue", "Paused", "Ongoing", "Cancelled")
    assert [each.counts for each in view.plan.by_theme] == [(0, 0, 0, 1, 0, 0), (0, 0, 0, 0, 1, 0)]
    assert "one is paused and one is ongoing" in view.plan.summary
    blocked, ongoing = (theme.timelines[0].bars[0] for theme in view.themes)
    assert (blocked.label, blocked.paused, blocked.last_due) == ("Blocked, 40%, paused", True, date(2025, 12, 31))
    assert (ongoing.label, ongoing.first_due, ongoing.last_due) == ("Not started, ongoing", None, None)
    rows = [theme.actions[0] for theme in view.themes]
    assert [(row.status, row.state, row.due) for row in rows] == [
        ("Blocked", "Paused", "31 December 2025"),
        ("Not started", "Ongoing", "Ongoing"),
    ]


def test_what_is_judged_stands_beside_the_derived_state_and_has_a_key(tmp_path: Path) -> None:
    book = added()
    book.action_scale = [["On course", "G", "#1c6b3b", "All is well"], ["Off course", "R", "#b42318", "It is not"]]
    set_cells(book.actions[1], {"Judged": "G"})
    view = built(book, tmp_path)
    row = view.themes[1].actions[0]
    assert row.judged is not None
    assert (row.overdue, row.state, row.judged.mark, row.judged.name) == (True, "Overdue", "G", "On course")
    assert [(level.name, level.mark, level.meaning, level.count, level.share) for level in view.plan.judged] == [
        ("On course", "G", "All is well", 1, "50%"),
        ("Off course", "R", "It is not", 0, "0%"),
        ("Not judged", "–", "No judgement has been given.", 1, "50%"),
    ]
    assert view.plan.judged_note == ""


def test_shares_of_judgements_that_do_not_make_100_say_so(tmp_path: Path) -> None:
    """Three equal counts have three equal shares, as in the self-assessments."""
    book = added()
    book.action_scale = [["On course", "G", "#1c6b3b", "All is well"], ["Off course", "R", "#b42318", "It is not"]]
    set_cells(book.actions[0], {"Judged": "R"})
    set_cells(book.actions[1], {"Judged": "G"})
    book.actions.append(["C-A9", *book.actions[1][1:]])
    set_cells(book.actions[2], {"Judged": None})
    plan = built(book, tmp_path).plan
    assert [level.share for level in plan.judged] == ["33%", "33%", "33%"]
    assert plan.judged_note == "Each share is rounded to a whole percentage; together they make 99%."


def test_sources_are_counted_where_there_are_several(tmp_path: Path) -> None:
    book = added()
    book.actions.append([*book.actions[0][:13]])
    book.actions[2][0] = "L-A2"
    for row, source in zip(book.actions, ("Auditor", "Peers", None), strict=True):
        set_cells(row, {"Source": source})
    counted = [(each.name, each.total) for each in built(book, tmp_path).plan.by_source]
    assert counted == [("Auditor", 1), ("Peers", 1), ("No source given", 1)]
    set_cells(book.actions[1], {"Source": "Auditor"})
    assert built(book, tmp_path).plan.by_source == ()


def test_an_action_names_the_evidence_that_is_public_alone(tmp_path: Path) -> None:
    book = added()
    book.evidence = [piece("E1", "L001"), piece("E2", "L001", public="no")]
    set_cells(book.actions[0], {"Evidence": "E1, E2"})
    assert built(book, tmp_path).themes[0].actions[0].evidence == "E1"


def test_the_index_is_by_theme_characteristic_and_action_and_counts_what_is_backed(tmp_path: Path) -> None:
    index = index_of(
        tmp_path, piece("E10", "L001, C001"), piece("E9", "L001"), piece("E3", actions="C-A1"), piece("E1"),
        piece("E2", "L002", public="no"),
    )  # fmt: skip
    assert [(group.title, [(row.code, row.ref) for row in group.rows]) for group in index.groups] == [
        ("Theme 1: Leadership", [("L001", "E9"), ("L001", "E10")]),
        ("Theme 2: Culture", [("C001", "E10"), ("C-A1", "E3")]),
        ("The authority as a whole", [("General", "E1")]),
    ]
    assert [row.name for row in index.groups[0].rows] == ["Clear priorities", ""]
    assert index.groups[1].summary == "Evidence for one of one characteristic and for one action."
    assert index.summary == (
        "This index lists four pieces of evidence, for two of three characteristics and for one action."
    )


def test_the_index_has_a_column_only_for_what_is_given(tmp_path: Path) -> None:
    index = index_of(tmp_path, piece("E1", "L001"))
    assert index.columns == ("Owner", "Date")
    assert [(fact.label, fact.value) for fact in index.groups[0].rows[0].facts] == [
        ("Owner", "Head of Audit"),
        ("Date", "3 March 2025"),
    ]


@pytest.mark.parametrize(
    ("where", "link", "site"),
    [
        (LINK, LINK, "www.testing.gov.uk"),
        ("Strong room, shelf 4", "", ""),
        ("S:\\Audit\\plan.pdf", "", ""),
        ("https://testing.sharepoint.com/sites/audit/plan.pdf", "", ""),
        ("http://intranet/plan", "", ""),
    ],
)
def test_where_evidence_is_is_a_link_with_words_if_every_reader_can_open_it(
    tmp_path: Path, where: str, link: str, site: str
) -> None:
    (row,) = index_of(tmp_path, piece("E1", "L001", where=where)).groups[0].rows
    assert [(run.text, run.link) for run in row.title.runs] == [("Report E1", link)]
    assert row.site == site


def test_without_evidence_that_is_public_there_is_no_index(tmp_path: Path) -> None:
    book = added()
    book.evidence = [piece("E1", "L001", public="no")]
    assert built(book, tmp_path).evidence is None
