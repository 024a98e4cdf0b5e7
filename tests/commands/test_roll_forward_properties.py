"""Whatever the plan holds, the copy says what it should: the same but for what was to change."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from bvdocs.commands.next_round import Version, plan_next_round
from bvdocs.commands.roll_forward import prove
from bvdocs.commands.write_next_round import write_next_round
from bvdocs.core.history import Issue
from bvdocs.core.versions import Version as Number
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.full_workbooks import planned
from tests.support.workbooks import Row

NEXT = date(2026, 3, 24)
STATUSES = st.sampled_from(["Not started", "In progress", "Complete", "Cancelled"])
ACTION = st.tuples(
    STATUSES, STATUSES, st.sampled_from([None, "As it was.", "Other words."]), st.booleans(), st.booleans()
)
BESIDE = st.sampled_from(["", "a formula beside", "a formula elsewhere", "merged", "a link"])


def furnish(book: Workbook, beside: str, last: int) -> None:
    sheet = book["Actions"]
    match beside:
        case "a formula beside":
            for row in range(2, last + 1):
                sheet[f"O{row}"] = f"=K{row}*2"
        case "a formula elsewhere":
            book["Themes"]["F2"] = f"=Actions!$A${last}"
        case "merged":
            sheet.merge_cells(f"O{max(2, last - 1)}:P{max(2, last - 1)}")
        case "a link":
            sheet[f"E{last}"].hyperlink = "https://www.example.gov.uk/"


@pytest.mark.slow
@given(st.lists(ACTION, min_size=1, max_size=7), st.booleans(), BESIDE, st.booleans())
@settings(max_examples=60)
def test_any_plan(
    actions: list[tuple[str, str, str | None, bool, bool]], is_final: bool, beside: str, keep: bool
) -> None:
    """Each action has a status when it was reported and one now, an update, a blank row above it, and may be exempt."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = planned()
        model = book.actions[0]
        then: list[Row] = []
        now: list[Row] = []
        for number, (was, status, update, gap, exempt) in enumerate(actions, 1):
            is_secret = "yes" if exempt else None
            then.append([f"L-A{number}", *model[1:9], was, 0.5, "As it was.", None, is_secret])
            now += [[None] * len(model)] if gap else []
            now.append([f"L-A{number}", *model[1:9], status, 0.5, update, None, is_secret])
        book.actions = then
        reported = Version(Issue(Number(1, 0), NEXT, "", "", "", date(2025, 9, 23)), book.read(folder))
        book.actions = now
        book.edit = lambda workbook: furnish(workbook, beside, len(now) + 1)
        content = book.write(folder).read_bytes()
        before = read_workbook(folder / "assessment.xlsx").assessment
        plan = plan_next_round(before, NEXT, reported if is_final else None, None, keep_closed=keep)
        written = write_next_round(content, before, plan, "23 September 2025")
        after = prove(folder / "next.xlsx", written, before)
    gone = {action.ref for action in before.actions} - {action.ref for action in after.actions}
    for number, (was, status, update, _, exempt) in enumerate(actions, 1):
        ref, closed = f"L-A{number}", ("Complete", "Cancelled")
        seen = status in closed and (was in closed or not is_final)
        assert (ref in gone) == (seen and not exempt and not keep)
        left = {str(action.update) for action in after.actions if action.ref == ref}
        safe = is_final and update == "As it was." and status not in closed
        assert left == (set() if ref in gone else {"" if safe else update or ""})
