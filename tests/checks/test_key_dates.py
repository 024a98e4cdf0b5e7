"""The checks of the key dates; the meeting is on Tuesday 23 September 2025."""

from datetime import date, time
from pathlib import Path

import pytest

from tests.support.checking import Cells, NearMisses, Trips, message, near_miss_test, trip_test

# The five clear days of the law's words, with a weekend among them.
BY_THE_WORDS = ("Agenda published", 5, "clear days")


def rows(*events: tuple[object, ...], **cells: object) -> Cells:
    """The sheet with these rows."""
    return {f"Key dates!A{row}": event for row, event in enumerate(events, 2)} | cells


TRIPS: Trips = [
    (rows(("Draft to the Chair", 2, "clear days")), [("W502", "Key dates!B2")]),  # a Saturday
    (rows(("Draft to the Chair", 29, "days")), [("W502", "Key dates!B2")]),  # the bank holiday in August
    (rows(("Briefing", 8, "days"), ("briefing ", 7, "days")), [("W503", "Key dates!A3")]),
    (rows(BY_THE_WORDS), [("W504", "Key dates!B2")]),
    (rows(("Papers despatched to Members", 5, "working days")), [("W504", "Key dates!B2")]),
    (rows(("Publication of the agenda", 0, "days")), [("W504", "Key dates!B2")]),
    (rows(("Open agenda to the public", 3, "days")), [("W502", "Key dates!B2"), ("W504", "Key dates!B2")]),
]
test_each_is_found = trip_test(TRIPS)

NEAR_MISSES: NearMisses = {
    "W502 a Friday": (rows(("Draft to the Chair", 3, "clear days")), []),
    "W502 counted in working days over a weekend": (rows(("Draft to the Chair", 2, "clear working days")), []),
    "W502 a meeting that cannot be meant": (
        {**rows(("Draft to the Chair", 3, "days")), "Report!B5": date(2205, 9, 23), "Actions!L3": None},
        [("W358", "Report!B5")],
    ),
    "W503 two events on one day": (rows(("Briefing", 7, "days"), ("Second briefing", 7, "days")), []),
    "W504 five clear working days": (rows(("Agenda published", 5, "clear working days")), []),
    "W504 as many, counted otherwise": (rows(("Agenda published", 7, "clear days")), []),
    "W504 what may come later": (rows(("Supplementary agenda published", 1, "working days")), []),
    "W504 no agenda": (rows(("Report published in draft", 2, "working days"), ("Agenda meeting", 1, "days")), []),
    # Faults of reading.
    "W504 a number that cannot be read": (rows(("Agenda published", "soon", "days")), [("E106", "Key dates!B2")]),
    "W503 with a word that is none": (rows(("Briefing", 7, "weeks")), [("E110", "Key dates!C2")]),
    "W502 after the meeting": (rows(("Minutes published", -3, "days")), [("E106", "Key dates!B2")]),
    "W502 no time": (rows(("Briefing", 7, "days", "teatime")), [("E501", "Key dates!D2")]),
    "W502 a time": (rows(("Briefing", 7, "days", time(17)), ("Second briefing", 7, "days", "5.30 pm")), []),
}
test_a_near_miss_passes = near_miss_test(NEAR_MISSES)


@pytest.mark.parametrize(
    ("code", "cells", "says"),
    [
        (
            "W502",
            rows(("Draft to the Chair", 2, "clear days")),
            "the Chair' is on Saturday 20 September 2025.",
        ),
        ("W502", rows(("Call for items", 29, "days")), "is on Monday 25 August 2025, Summer bank holiday."),
        ("W503", rows(("Briefing", 8, "days"), ("Briefing", 7, "days")), "'Briefing' is the event of row 2 too."),
        ("W504", rows(BY_THE_WORDS), "is on Wednesday 17 September 2025, three clear working days before the meeting:"),
        ("E501", rows(("Briefing", 7, "days", "teatime")), "'teatime' is not a time of day."),
    ],
)
def test_a_message_quotes_what_it_is_about(tmp_path: Path, code: str, cells: Cells, says: str) -> None:
    assert says in message(tmp_path, code, cells)
