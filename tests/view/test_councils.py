"""Many councils together: their counts, their sentences, the order of their levels."""

from datetime import date

from bvdocs.view.councils import (
    Council,
    CouncilState,
    DocumentName,
    RowView,
    State,
    ThemeCounts,
    build_councils,
    merge_scales,
)


def theme(number: int, name: str, levels: dict[str, int], *, not_assessed: int = 0, overdue: int = 0) -> ThemeCounts:
    return ThemeCounts(number, name, tuple(levels.items()), not_assessed, overdue + 1, 1, 0, overdue, 0)


def made(name: str, *themes: ThemeCounts) -> CouncilState:
    council = Council(name, "Self-assessment", "Audit Committee", date(2025, 9, 23))
    return CouncilState(f"{name}.xlsx", State.MADE, council, f"{name}/current", themes=themes)


def test_scales_are_merged_in_an_order_that_keeps_each_one_s() -> None:
    assert merge_scales([["Green", "Red"], ["Green", "Amber", "Red"]]) == ("Green", "Amber", "Red")
    assert merge_scales([["Green", "Red"], ["Blue", "green"], ["RED", "Black"]]) == ("Blue", "Green", "Red", "Black")
    assert merge_scales([["A", "B"], ["B", "A"]]) == ("A", "B")
    assert merge_scales([]) == ()


def test_ratings_and_actions_of_all_councils_are_summed_by_theme() -> None:
    one = made("One", theme(1, "Leadership", {"Green": 2, "Red": 1}, overdue=2), theme(2, "Culture", {"Green": 1}))
    two = made("Two", theme(1, "leadership", {"Green": 1, "Amber": 4, "Red": 0}, not_assessed=3, overdue=1))
    view = build_councils([one, two])
    assert view.levels == ("Green", "Amber", "Red", "Not assessed", "Total")
    assert view.by_level == (
        RowView("Theme 1: Leadership", (3, 4, 1, 3, 11)),
        RowView("Theme 2: Culture", (1, 0, 0, 0, 1)),
        RowView("All themes", (4, 4, 1, 3, 12)),
    )
    assert view.states == ("Complete", "On track", "Overdue", "Cancelled", "Total")
    assert view.by_state[-1] == RowView("All themes", (3, 0, 3, 0, 6))
    assert [each.overdue for each in view.councils] == ["2", "1"]


def test_themes_of_one_number_and_other_names_are_not_taken_together() -> None:
    view = build_councils([made("One", theme(1, "Leadership", {"Green": 1})), made("Two", theme(1, "Culture", {}))])
    assert [row.name for row in view.by_level] == ["Theme 1: Culture", "Theme 1: Leadership", "All themes"]


def test_the_summary_tells_what_became_of_all() -> None:
    one = made("One", theme(1, "Leadership", {"Green": 2}, overdue=1))
    others = [CouncilState(f"{state}.xlsx", state) for state in State if state is not State.MADE]
    assert build_councils([one, *others]).summary == (
        "Of four workbooks, one is made, one has errors, one was given up and one was not reached."
        " One action of all councils is overdue."
    )
    assert build_councils(others[:1]).summary == (
        "Of one workbook, none is made and one has errors. No actions of all councils are overdue."
    )


def test_a_document_is_linked_in_the_formats_that_there_are() -> None:
    state = CouncilState(
        "a.xlsx",
        State.MADE,
        folder="a/current",
        documents=(DocumentName("action-plan", "Action plan"), DocumentName("overview", "Overview")),
        files=("action-plan.docx", "action-plan.html", "figures/timeline.svg"),
    )
    (document,) = build_councils([state]).councils[0].documents
    assert [(each.address, each.name) for each in document.files] == [
        ("a/current/action-plan.docx", "Word"),
        ("a/current/action-plan.html", "web page"),
    ]


def test_paused_and_ongoing_actions_have_columns_where_there_are_any() -> None:
    plain = theme(1, "Leadership", {"Green": 1}, overdue=1)
    more = plain._replace(actions=5, paused=2, ongoing=1)
    assert build_councils([made("One", plain)]).states == ("Complete", "On track", "Overdue", "Cancelled", "Total")
    view = build_councils([made("One", plain), made("Two", more)])
    assert view.states == ("Complete", "On track", "Overdue", "Paused", "Ongoing", "Cancelled", "Total")
    assert view.by_state == (RowView("Theme 1: Leadership", (2, 0, 2, 2, 1, 0, 7)),)
