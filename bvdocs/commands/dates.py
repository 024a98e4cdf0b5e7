"""The calendar of a meeting, counted backwards from it: in words, and as a file for Outlook."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bvdocs.commands.check import check_workbook
from bvdocs.core.added_sheets import KEY_DATES
from bvdocs.core.findings import Finding, has_errors
from bvdocs.core.progress import Progress
from bvdocs.core.publishing import published
from bvdocs.view.calendar import CalendarView, build_calendar, passed_words
from bvdocs.workbook.reading.file import read_file


@dataclass(frozen=True, slots=True)
class Dates:
    """The calendar, what is wrong with its key dates, and what of it has passed today.

    Where the workbook has errors, the findings are these, and there is no calendar.
    """

    findings: tuple[Finding, ...]
    calendar: CalendarView | None = None
    passed: str = ""

    def file(self) -> bytes:
        """Return the calendar as a file for Outlook; it is the same on whichever day it is made."""
        from bvdocs.render.calendar_file import calendar_file

        assert self.calendar  # noqa: S101 - asked for only where there is one
        return calendar_file(self.calendar)


def count_dates(workbook: Path, today: date, tell: Progress, *, with_actions: bool) -> Dates:
    """Read and check a workbook, and count the calendar of its meeting, of nothing that is exempt.

    Raise WorkbookUnreadableError if the file is no workbook.
    """
    checked = check_workbook(workbook, read_file(workbook), tell)
    errors = tuple(each for each in checked.findings if has_errors((each,)))
    if errors:
        return Dates(errors)
    calendar = build_calendar(published(checked.assessment), with_actions=with_actions)
    of_key_dates = tuple(each for each in checked.findings if each.sheet == KEY_DATES.name)
    return Dates(of_key_dates, calendar, passed_words(calendar, today))
