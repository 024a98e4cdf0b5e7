"""The seven themes of tests/cases/clean_seven_themes.py with all that a council may add, and rows that are exempt.

Status words of its own, actions without an end, a colour that the council judges, milestones, reasons for new dates,
posts beside the owner, sources, and evidence. All of it is made up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle

from bvdocs.core.added_sheets import EVIDENCE, MILESTONES
from bvdocs.core.columns import Sheet
from bvdocs.core.schema import ACTIONS, CRITERIA, NARRATIVE, SHEETS
from bvdocs.workbook.writing.formatting import make_workbook
from tests.cases.clean_seven_themes import clean_rows
from tests.support.workbook_writer import Rows

Values = dict[str, object]

STATUSES = (
    ("Blocked", "Paused"),
    ("Carried forward", "In progress"),
    ("Closed to business as usual", "Complete"),
)
ACTION_SCALE = (
    ("On course", "G", "#1c6b3b", "Complete, or expected by the date agreed"),
    ("At risk", "A", "#f5a623", "May be late, and there is a plan to bring it back"),
    ("Off course", "R", "#b42318", "Late or stopped, and a decision is needed"),
)
SOURCES = ("Self-assessment 2025", "Corporate peer challenge, March 2024", "External auditor’s report 2023/24")
# What exempt rows say, which no public file may hold.
SECRET = "The severance agreement is before the tribunal."
# Where owners are written to, and by which name: in no document.
MAIL_DOMAIN, GREETED = "post.marlham.example", "Ms Adebayo-Lind"
EXEMPT_REASON = "It names one employee; the public interest in knowing the terms does not outweigh that."

_HOLDERS = ("Cabinet Member for Corporate Services", "Leader of the Council", "Cabinet Member for Housing")
_ACCOUNTABLE = ("Chief Executive", "Deputy Chief Executive")
_OLD_ACTION = (
    "Ref", "Theme", "Criteria", "Opportunity", "Action", "Owner", "Start", "Due", "Revised due", "Status", "Progress",
    "Update", "Success measure", "Exempt",
)  # fmt: skip
_OLD_CRITERION = ("Code", "Theme", "Characteristic", "Rating", "Previous rating", "See", "Evidence", "Exempt")
_OLD_BULLET = ("Theme", "Section", "Text", "Criteria", "Ref", "Exempt")
_STEPS = (
    "The outline is agreed with heads of service",
    "A pilot in two services is reviewed",
    "The Corporate Leadership Team accepts the result",
)
_TITLES = (
    ("Report to the committee", "https://www.marlham.example/reports/{}"),
    ("Internal audit report", "https://www.marlham.example/audit/{}.pdf"),
    ("Minutes of the improvement board", "Minute book, Democratic Services"),
    ("Survey results", "https://data.marlham.example/surveys/{}"),
)


def everything_workbook() -> bytes:
    """Return the workbook, with every sheet and column that there is."""
    return make_workbook(everything_rows(), date(2025, 9, 1), SHEETS)


def everything_rows() -> Rows:
    """The workbook's sheets as plain rows."""
    rows = dict(clean_rows())
    actions = [_action(number, row) for number, row in enumerate(rows["Actions"])]
    criteria = [dict(zip(_OLD_CRITERION, row, strict=True)) for row in rows["Criteria"]]
    actions.append(_exempt_action(actions[0]))
    milestones = [milestone for number, each in enumerate(actions) for milestone in _milestones(number, each)]
    evidence = [*_evidence(criteria, actions)]
    for number, each in enumerate(actions):
        own = [piece["Ref"] for piece in evidence if each["Ref"] == piece.get("Actions")]
        each["Evidence"] = ", ".join(map(str, own)) if number % 2 else None
    return {
        **rows,
        "Narrative": [_row(NARRATIVE, dict(zip(_OLD_BULLET, row, strict=True))) for row in rows["Narrative"]],
        "Criteria": [_row(CRITERIA, each) for each in criteria],
        "Actions": [_row(ACTIONS, each) for each in actions],
        "Statuses": STATUSES,
        "Action scale": ACTION_SCALE,
        "Milestones": [_row(MILESTONES, each) for each in milestones],
        "Evidence": [_row(EVIDENCE, each) for each in evidence],
        "Owners": [*_owners(actions)],
    }


def _owners(actions: list[Values]) -> Iterator[tuple[object, ...]]:
    """The address of each owner, and of every third a name."""
    for number, owner in enumerate(dict.fromkeys(str(each["Owner"]) for each in actions)):
        yield owner, f"{owner.casefold().replace(' ', '.')}@{MAIL_DOMAIN}", GREETED if number % 3 == 0 else None


def _row(sheet: Sheet, values: Mapping[str, object]) -> tuple[object, ...]:
    """A row in the order of the sheet's columns."""
    assert values.keys() <= {column.name for column in sheet.columns}
    return tuple(values.get(column.name) for column in sheet.columns)


def _action(number: int, row: Sequence[object]) -> Values:
    values: Values = dict(zip(_OLD_ACTION, row, strict=True))
    open_now = values["Status"] in ("Not started", "In progress")
    if open_now and number % 9 == 4:
        values["Status"] = "Blocked"
    elif open_now and number % 9 == 7:
        values |= {"Status": "Carried forward"}
    elif open_now and number % 9 == 2 and not values["Revised due"]:
        values["Due"] = "Ongoing"
    if values["Revised due"] or (isinstance(values["Due"], date) and open_now and number % 11 == 5):
        due = values["Revised due"] or values["Due"]
        assert isinstance(due, date)
        values |= {
            "Revised due": values["Revised due"] or due + timedelta(120),
            "Reason for new date": "The supplier could not begin before the new contract was let.",
            "New date agreed by": "Corporate Leadership Team, 9 September 2025",
        }
    return values | {
        "Judged": ("On course", "A", "At risk", "On course", None, "R")[number % 6],
        "Accountable": _ACCOUNTABLE[number % 2],
        "Portfolio holder": _HOLDERS[number % 3],
        "Source": SOURCES[number % 3] if number % 7 else None,
    }


def _exempt_action(like: Values) -> Values:
    texts = {"Opportunity": None, "Action": SECRET, "Update": None, "Success measure": None}
    return like | texts | {"Ref": "CI-A99", "Exempt": "1, 2", "Exempt reason": EXEMPT_REASON}


def _milestones(number: int, action: Values) -> Iterator[Values]:
    """Up to three milestones of an action, before it is due."""
    due = action["Revised due"] or action["Due"]
    start = action["Start"]
    if not isinstance(due, date) or not isinstance(start, date):
        return
    whole = (due - start).days
    for place in range(number % 4):
        day = start + timedelta(whole * (place + 1) // 4)
        late = number % 5 == 3 and place == 1
        done = day + timedelta(6) if day < date(2025, 9, 1) and not late else None
        yield {"Action": action["Ref"], "Milestone": f"{_STEPS[place]}.", "Due": day, "Done": done}


def _has_report(place: int, action: Values) -> bool:
    return not action["Exempt"] and (action["Status"] in ("Complete", "Closed to business as usual") or place % 5 == 0)


def _evidence(criteria: list[Values], actions: list[Values]) -> Iterator[Values]:
    titles = cycle(_TITLES)
    for number, row in enumerate(criteria):
        title, where = next(titles)
        yield {
            "Ref": f"E{number + 1:03}",
            "Title": f"{title}: {str(row['Characteristic'])[:1].lower()}{str(row['Characteristic'])[1:]}",
            "Where": where.format(number + 1),
            "Owner": ("Head of Internal Audit", "Monitoring Officer", "Head of People")[number % 3],
            "Date": date(2024, 3, 1) + timedelta(number * 6),
            "Signed off by": "Section 151 Officer" if number % 4 == 0 else None,
            "Criteria": row["Code"],
            "Actions": None,
            "Public": "yes" if number % 10 else "no",
        }
    for number, action in enumerate(each for place, each in enumerate(actions) if _has_report(place, each)):
        yield {
            "Ref": f"E{200 + number}",
            "Title": "Closing report" if action["Status"] == "Complete" else "Progress report to the board",
            "Where": "Project files",
            "Owner": action["Owner"],
            "Date": date(2025, 8, 1),
            "Actions": action["Ref"],
            "Public": "yes",
        }
    yield {"Ref": "E900", "Title": SECRET, "Criteria": criteria[0]["Code"], "Public": "yes", "Exempt": "3"}
