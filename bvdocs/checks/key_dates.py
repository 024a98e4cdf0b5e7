"""The rules on the key dates before a meeting."""

import re
from collections.abc import Iterator

from bvdocs.checks.plausible_time import PlausibleTime
from bvdocs.checks.registry import Problem, check
from bvdocs.core.bank_holidays import day_off
from bvdocs.core.counting import Counting, clear_working_days, counted_back, how_counted
from bvdocs.core.english import date_words, weekday_words
from bvdocs.core.key_dates import CLEAR_DAYS_FOR_THE_AGENDA, KeyDate, key_dates
from bvdocs.core.model import Assessment
from bvdocs.core.quoting import normal, quoted

_AGENDA = re.compile(r"\b(?:agenda|papers)\b", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:publish\w*|publication|despatch\w*|dispatch\w*|issued?|open\w*)\b", re.IGNORECASE)
# What may come later by law, or is no agenda yet.
_ANOTHER = re.compile(r"\b(?:supplement\w*|addend\w+|late|to follow|drafts?)\b", re.IGNORECASE)


@check("W502", "A key date before the meeting is on a weekend or an English bank holiday.")
def key_date_on_a_day_off(assessment: Assessment) -> Iterator[Problem]:
    for each in _of_the_sheet(assessment):
        why = day_off(each.day)
        if why:
            # Which weekday it is stands in the date.
            name = "" if why.startswith("a ") else f", {why}"
            before = weekday_words(counted_back(each.day, 1, Counting.WORKING_DAYS))
            yield Problem(
                each.source.at("Days before"),
                f"{quoted(each.event)} is on {weekday_words(each.day)}{name}.",
                f"Count it in working days or clear working days, or further back: the working day before is {before}.",
            )


@check("W503", "Two key dates have the same event.")
def key_event_twice(assessment: Assessment) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for each in assessment.key_events:
        row = first.setdefault(normal(each.event), each.source.row)
        if row != each.source.row:
            yield Problem(
                each.source.at("Event"),
                f"{quoted(each.event)} is the event of row {row} too.",
                "Give each event a name of its own, or delete one of the two rows.",
            )


@check("W504", "The agenda is published less than five clear working days before the meeting.")
def agenda_too_late(assessment: Assessment) -> Iterator[Problem]:
    """Yield where the agenda is open for less than section 100B of the Local Government Act 1972 asks for.

    R v Swansea City Council, ex p Elitestone Ltd (Court of Appeal, 1993) took its clear days for working days.
    """
    meeting, five = assessment.report.meeting_date, CLEAR_DAYS_FOR_THE_AGENDA
    for each in _of_the_sheet(assessment):
        days = clear_working_days(each.day, meeting)
        if _opens_the_agenda(each.event) and days < five:
            last = counted_back(meeting, five, Counting.CLEAR_WORKING_DAYS)
            yield Problem(
                each.source.at("Days before"),
                f"{quoted(each.event)} is on {weekday_words(each.day)},"
                f" {how_counted(days, Counting.CLEAR_WORKING_DAYS)}: the law asks for five clear days, which the Court"
                " of Appeal took for working days.",
                f"Count 5 clear working days, which is by {date_words(last)}; if your Monitoring Officer says"
                " otherwise, let the finding be accepted.",
            )


def _of_the_sheet(assessment: Assessment) -> tuple[KeyDate, ...]:
    """Return the key dates that rows give; none where the meeting cannot be when it is said to be."""
    return key_dates(assessment) if assessment.key_events and PlausibleTime(assessment).meeting else ()


def _opens_the_agenda(event: str) -> bool:
    return bool(_AGENDA.search(event) and _OPENED.search(event) and not _ANOTHER.search(event))
