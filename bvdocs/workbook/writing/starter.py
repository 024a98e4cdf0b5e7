"""The starter workbook: every sheet of the schema, the themes, a scale, and rows that show how it is done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from bvdocs.core import schema
from bvdocs.core.added_sheets import KEY_DATES
from bvdocs.core.columns import Sheet
from bvdocs.core.counting import Counting
from bvdocs.core.guidance import EXAMPLE, EXAMPLE_AUTHORITY, THEMES
from bvdocs.core.model import Section, Status
from bvdocs.workbook.writing.formatting import Rows, make_workbook

# A scale that councils use, best level first: name, mark, colour, meaning.
SCALE = (
    ("Dark green", "DG", "#1c6b3b", "Fully in place, with evidence that it works"),
    ("Light green", "LG", "#a5d68c", "In place, with small gaps"),
    ("Yellow", "Y", "#ffdf62", "Partly in place; improvement is planned"),
    ("Amber", "A", "#f28c28", "Weak; improvement is needed"),
    ("Red", "R", "#b42318", "Not in place; action is urgent"),
)

# Rows that show how it is done.
_CRITERIA = (
    {
        "Code": "CI001",
        "Characteristic": f"{EXAMPLE}Learning from complaints",
        "Rating": "Light green",
        "Previous rating": "Light green",
        "Evidence": "Annual complaints report to the committee; internal audit of complaints handling.",
    },
    {
        "Code": "CI002",
        "Characteristic": f"{EXAMPLE}Comparison with other councils",
        "Rating": "Amber",
        "Previous rating": "Amber",
        "Evidence": "Service plans, few of which compare costs or outcomes with other councils.",
    },
)
_NARRATIVE = (
    {
        "Section": Section.STRENGTHS.value,
        "Text": f"{EXAMPLE}Services review what residents complain about each quarter, and change what they do.",
        "Criteria": "CI001",
    },
    {
        "Section": Section.AREAS.value,
        "Text": f"{EXAMPLE}Few services compare their costs and outcomes with those of other councils.",
        "Criteria": "CI002",
    },
)

# As the Court of Appeal counts what the Local Government Act 1972 asks for (section 100B): see docs/calendar.md.
_KEY_DATES = [("Agenda published", 5, Counting.CLEAR_WORKING_DAYS.value, None)]

# How far from the day it is made: the meeting, an action's start, and its due date after the meeting.
_TO_MEETING, _SINCE_START, _TO_DUE, _TO_LATER_DUE = (timedelta(weeks=weeks) for weeks in (13, 4, 13, 26))
_TUESDAY = 1


def make_starter(today: date, additions: Collection[str] = ()) -> bytes:
    """Return the starter workbook with these additions; the same bytes on the same day."""
    sheets = schema.sheets_with(additions)
    return make_workbook(_rows(today, {sheet.name: sheet for sheet in sheets}), today, sheets)


def _rows(today: date, sheets: Mapping[str, Sheet]) -> Rows:
    """Return the rows of those sheets of the starter that have any below their headings."""
    criteria, narrative, actions = (sheets[each.name] for each in (schema.CRITERIA, schema.NARRATIVE, schema.ACTIONS))
    return {
        schema.REPORT.name: _report(_committee_day(today + _TO_MEETING)),
        schema.SCALE.name: SCALE,
        schema.THEMES.name: [(number, name, prefix) for number, (name, prefix) in enumerate(THEMES, 1)],
        criteria.name: _of_first_theme(criteria, _CRITERIA),
        narrative.name: _of_first_theme(narrative, _NARRATIVE),
        actions.name: _of_first_theme(actions, _actions(today)),
        KEY_DATES.name: _KEY_DATES,
    }


def _of_first_theme(sheet: Sheet, rows: Sequence[Mapping[str, object]]) -> list[list[object]]:
    """Return rows of the first theme, given by column name, in the order of the sheet's columns."""
    return [[{"Theme": 1, **row}.get(column.name) for column in sheet.columns] for row in rows]


def _committee_day(earliest: date) -> date:
    """Return the first Tuesday from `earliest` that is no bank holiday.

    In England the only bank holidays on a Tuesday are those of Christmas and the New Year and their
    substitute days, from 25 December to 3 January; that time is passed over.
    """
    day = earliest + timedelta(days=(_TUESDAY - earliest.weekday()) % 7)
    while (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 3):
        day += timedelta(weeks=1)
    return day


def _report(meeting: date) -> list[list[object]]:
    """Return a row for each field; the reader passes over one that may be left out and has no value."""
    values: dict[str, object] = {
        "Authority": EXAMPLE_AUTHORITY,
        "Title": "Best Value Duty self-assessment",
        "Committee": "Standards and Audit Committee",
        "Meeting date": meeting,
    }
    return [[field.name, values.get(field.name)] for field in schema.REPORT_FIELDS]


def _actions(today: date) -> list[dict[str, object]]:
    """Return two actions that are under way, and due after the meeting."""
    meeting = _committee_day(today + _TO_MEETING)
    under_way = {"Start": _committee_day(today - _SINCE_START), "Status": Status.IN_PROGRESS.value}
    return [
        {
            **under_way,
            "Ref": "CI-A1",
            "Criteria": "CI002",
            "Opportunity": "Learning from councils that do better.",
            "Action": f"{EXAMPLE}Compare the costs and outcomes of every service with those of similar councils.",
            "Owner": "Head of Transformation",
            "Due": _committee_day(meeting + _TO_LATER_DUE),
            "Progress": 0.4,
            "Update": "The measures to compare are agreed with each service.",
            "Success measure": "Each service plan says how the service compares, and what follows from it.",
        },
        {
            **under_way,
            "Ref": "CI-A2",
            "Criteria": "CI001",
            "Opportunity": "Showing residents what their complaints have changed.",
            "Action": f"{EXAMPLE}Publish what each service has changed because of complaints.",
            "Owner": "Head of Customer Services",
            "Due": _committee_day(meeting + _TO_DUE),
            "Progress": 0.6,
            "Update": "The first services have written their pages.",
            "Success measure": "Residents can read on the website what their complaints have changed.",
        },
    ]
