"""Word, PDF and web page say what a council added to its workbook, and the same; what is exempt stands in none.

What is expected comes straight from the rows that the workbook was written from, not from the program.
"""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from bvdocs.core.columns import Sheet
from bvdocs.core.schema import ACTIONS, SHEETS
from tests.cases.everything import (
    ACTION_SCALE,
    EXEMPT_REASON,
    GREETED,
    MAIL_DOMAIN,
    SECRET,
    STATUSES,
    everything_rows,
)
from tests.support.reading import Read, read_page, read_pdf, read_word, squeezed

READERS: Mapping[str, Callable[[bytes], Read]] = {"docx": read_word, "pdf": read_pdf, "html": read_page}
MEETING = date(2025, 9, 23)
PLAN = ("Reference", "Action", "Owner", "Due", "Status and judgement")
Row = dict[str, object]

pytestmark = pytest.mark.slow


def rows_of(name: str) -> list[Row]:
    """The rows of a sheet that are not exempt, by the names of their columns."""
    sheet: Sheet = next(each for each in SHEETS if each.name == name)
    columns = [column.name for column in sheet.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in everything_rows()[name]]
    return [row for row in rows if not row.get("Exempt")]


def in_words(day: object) -> str:
    return f"{day.day} {day:%B %Y}" if isinstance(day, date) else str(day or "")


def cell(text: str) -> str:
    """What a cell says, without the spaces and the bullets of its list, which each format draws in its own way."""
    return squeezed(text).replace("•", "")


def counts_as(action: Row) -> str:
    return dict(STATUSES).get(str(action["Status"]), str(action["Status"]))


def due_of(action: Row) -> object:
    return action["Revised due"] or action["Due"]


def state_of(action: Row) -> str:
    counted, due = counts_as(action), due_of(action)
    if counted in ("Complete", "Cancelled", "Paused"):
        return counted
    if not isinstance(due, date):
        return "Ongoing"
    return "Overdue" if due < MEETING else "On track"


def said_below(action: Row) -> str:
    """The cell of an action: its words, and what is told below them."""
    late = counts_as(action) in ("Not started", "In progress")
    milestones = [row for row in rows_of("Milestones") if row["Action"] == action["Ref"]]
    lines = [
        f"{in_words(row['Due'])}: {row['Milestone']}"
        + (f" (done {in_words(row['Done'])})" if row["Done"] else "Overdue" if late and row["Due"] < MEETING else "")  # type: ignore[operator]
        for row in milestones
    ]
    public = {row["Ref"] for row in rows_of("Evidence") if row["Public"] == "yes"}
    refs = ", ".join(ref for ref in str(action["Evidence"] or "").split(", ") if ref in public)
    told = (
        ("Opportunity", action["Opportunity"]),
        ("Milestones", "".join(lines)),
        ("Latest update", action["Update"]),
        ("Success measure", action["Success measure"]),
        ("Source", action["Source"]),
        ("Evidence", refs),
    )
    return str(action["Action"]) + "".join(f"{name}: {words}" for name, words in told if words)


def expected_row(action: Row) -> list[str]:
    """A row of the plan."""
    names = {mark: name for name, mark, *_ in ACTION_SCALE}
    marks = {name: mark for mark, name in names.items()}
    judged = names.get(str(action["Judged"]), action["Judged"])
    progress = action["Progress"]
    percent = f", {round(progress * 100)}%" if isinstance(progress, (int, float)) else ""
    state = "" if state_of(action) == action["Status"] else state_of(action)
    revised = f"revised to {in_words(action['Revised due'])}" if action["Revised due"] else ""
    start = f"from {in_words(action['Start'])}" if action["Start"] else ""
    reason = f"Reason: {action['Reason for new date']}" if action["Reason for new date"] else ""
    agreed = f"Agreed by: {action['New date agreed by']}" if action["New date agreed by"] else ""
    return [
        f"{action['Ref']}{action['Criteria'] or ''}",
        said_below(action),
        f"{action['Owner']}Accountable: {action['Accountable']}Portfolio holder: {action['Portfolio holder']}",
        in_words(action["Due"]) + revised + start + reason + agreed,
        f"{action['Status']}{percent}{state}" + (f"{marks[str(judged)]}{judged}" if judged else ""),
    ]


@pytest.mark.parametrize("kind", READERS)
def test_every_action_is_printed_with_all_that_is_told_of_it(
    everything_documents: Mapping[str, bytes], kind: str
) -> None:
    read = READERS[kind](everything_documents[f"action-plan.{kind}"]).table(*PLAN)
    expected = [expected_row(action) for action in rows_of(ACTIONS.name)]
    assert [list(map(cell, row)) for row in read] == [list(map(cell, row)) for row in expected]


@pytest.mark.parametrize("kind", READERS)
def test_actions_are_counted_by_state_and_source(everything_documents: Mapping[str, bytes], kind: str) -> None:
    read = READERS[kind](everything_documents[f"action-plan.{kind}"])
    actions = rows_of(ACTIONS.name)
    states = ("Complete", "On track", "Overdue", "Paused", "Ongoing", "Cancelled")
    for first, column in (("Theme", "Theme"), ("Source", "Source")):
        rows = read.table(first, "Actions", *states)
        in_all = [sum(state_of(action) == state for action in actions) for state in states]
        each = [row for row in rows if row[0] != "All themes"]
        assert len(each) == len({action[column] for action in actions})
        assert [sum(int(row[place]) for row in each) for place in range(2, 8)] == in_all
        assert sum(int(row[1]) for row in each) == len(actions)


@pytest.mark.parametrize("kind", READERS)
def test_the_index_has_every_piece_of_evidence_that_is_public_and_no_other(
    everything_documents: Mapping[str, bytes], kind: str
) -> None:
    read = READERS[kind](everything_documents[f"evidence-index.{kind}"])
    listed = {row[1]: row for row in read.table("Characteristic or action", "Reference", "Evidence")}
    public = {str(row["Ref"]): row for row in rows_of("Evidence") if row["Public"] == "yes"}
    assert listed.keys() == public.keys()
    for ref, row in listed.items():
        given = public[ref]
        assert squeezed(row[2]).startswith(squeezed(str(given["Title"])))
        facts = (given["Owner"], in_words(given["Date"]), given["Signed off by"] or "")
        # A PDF ends a row with its last cell that is filled in.
        told = [squeezed(fact) for fact in (*row[3:], "")[:3]]
        assert told == [squeezed(str(fact)) for fact in facts]


@pytest.mark.parametrize("kind", READERS)
def test_what_is_exempt_and_where_owners_are_written_to_is_in_no_document(
    everything_documents: Mapping[str, bytes], kind: str
) -> None:
    kept = (SECRET, EXEMPT_REASON, "CI-A99", "E900", MAIL_DOMAIN, GREETED)
    for name, content in everything_documents.items():
        if name.endswith(kind):
            text = READERS[kind](content).text
            assert not [each for each in kept if squeezed(each) in text], name
