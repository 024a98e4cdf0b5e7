"""The workbook of seven themes as it might stand a quarter later: each case moves what a redline has to follow.

A redline is tried from the workbook to each of these and back, so that all that comes in one also goes in another.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.cases.seven_themes import seven_theme_rows
from tests.support.workbook_writer import Rows

_Sheets = dict[str, list[list[Any]]]
_THEME, _SECTION, _TEXT = 0, 1, 2
_ACTION_THEME, _STATUS = 1, 9


def moved_workbooks() -> dict[str, Rows]:
    """Return the rows of each workbook by what moved in it."""
    return {change.__name__.strip("_").replace("_", " "): _changed(change) for change in _CHANGES}


def _changed(change: Callable[[_Sheets], None]) -> Rows:
    sheets: _Sheets = {name: [list(row) for row in rows] for name, rows in seven_theme_rows().items()}
    change(sheets)
    return sheets


def _sections_emptied(sheets: _Sheets) -> None:
    """Some sections have no bullets any more, and say so."""
    gone = {(2, "Strengths"), (3, "Description"), (4, "Areas for improvement"), (5, "Opportunities")}
    gone |= {(6, section) for section in ("Description", "Strengths", "Opportunities")}
    sheets["Narrative"] = [row for row in sheets["Narrative"] if (row[_THEME], row[_SECTION]) not in gone]


def _bullets_rewritten(sheets: _Sheets) -> None:
    """Bullets came first and last, went, changed places, or say something else altogether."""
    rows = sheets["Narrative"]
    for row in rows[4::9]:
        row[_TEXT] = "Nobody outside was asked before summer; every team now meets residents monthly."
    rows[1], rows[2] = rows[2], rows[1]
    starts = [place for place, row in enumerate(rows) if row[_SECTION] != rows[place - 1][_SECTION]]
    for number, place in enumerate(reversed(starts)):
        if number % 3 == 0:
            del rows[place]
        elif number % 3 == 1:
            rows.insert(place, [*rows[place][:2], "First of all, the Peer Review has reported.", None, None, None])
        else:
            rows.insert(place, [*rows[place - 1][:2], "Lastly, all of it was published online.", None, None, None])
            rows.insert(place, [*rows[place - 1][:2], "A second thing came beside it.", None, None, None])


def _themes_moved(sheets: _Sheets) -> None:
    """Two themes change places, one has another name."""
    names = {2: "Governance", 3: "Leadership", 5: "Money and people"}
    for row in sheets["Themes"]:
        row[1] = names.get(row[0], row[1])


def _a_theme_gone(sheets: _Sheets) -> None:
    """One theme is assessed no more; the actions of the first and the last are done with."""
    for sheet, column in (("Themes", 0), ("Criteria", 1), ("Narrative", 0), ("Actions", 1)):
        sheets[sheet] = [row for row in sheets[sheet] if row[column] != 4]
    sheets["Actions"] = [row for row in sheets["Actions"] if row[_ACTION_THEME] not in {1, 7}]


def _headings_come_and_go(sheets: _Sheets) -> None:
    """No movement to show, abbreviations to spell out, descriptions with headings of their own."""
    for row in sheets["Criteria"]:
        row[4] = None
    sheets["Themes"] = [[*row[:4], f"What residents see: {row[1]}"] for row in sheets["Themes"]]
    sheets["Abbreviations"] = [["CEX", "Chief Executive"], ["NS-BVN", "Non-statutory best value notice"]]
    for row in sheets["Narrative"][::6]:
        row[_TEXT] = f"{row[_TEXT]} The CEX answers to the NS-BVN."


def _plan_carried_out(sheets: _Sheets) -> None:
    """Most actions are complete, some are new, and two themes have none."""
    sheets["Actions"] = [row for row in sheets["Actions"] if row[_ACTION_THEME] not in {2, 5}]
    for row in sheets["Actions"][::2]:
        row[_STATUS], row[_STATUS + 1] = "Complete", 1.0
    for number in (3, 6):
        sheets["Actions"].append([
            f"NEW-A{number}", number, None, "A fresh start", "Begin again with what was learnt elsewhere.",
            "Chief Executive", date(2025, 10, 1), date(2026, 6, 30), None, "Not started", None, None, None, None,
        ])  # fmt: skip


_CHANGES = (
    _sections_emptied, _bullets_rewritten, _themes_moved, _a_theme_gone, _headings_come_and_go, _plan_carried_out,
)  # fmt: skip
