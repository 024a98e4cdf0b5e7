"""The check of dates that have passed; the meeting is on 23 September 2025."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.checking import (
    Cells,
    NearMisses,
    Trips,
    bullet,
    codes_of_bullets,
    each,
    message,
    near_miss_test,
    trip_test,
)
from tests.support.package_edits import holding

TRIPS: Trips = [
    (bullet("It is not likely to be before January 2025."), [("W311", "Narrative!C4")]),
    (bullet("It will be done in May 2025. It will be checked in June 2025."), [("W311", "Narrative!C4")] * 2),
    (bullet("It will be done by the end of March.") | {"Report!A6": ("Assessed on", date(2025, 2, 3))},
     [("W311", "Narrative!C4")]),
    ({"Report!A6": ("Note", "The ratings will be checked by June 2025.")}, [("W311", "Report!B6")]),
    ({"Actions!D2": "A survey planned for June 2025"}, [("W311", "Actions!D2")]),
    ({"Actions!E2": "Fill the posts by March 2025."}, [("W311", "Actions!E2")]),
    ({"Actions!L2": "It is due to end in 2024/25."}, [("W311", "Actions!L2")]),
    ({"Actions!M2": "All posts are to be filled by 31 March 2025."}, [("W311", "Actions!M2")]),
    (bullet("It will be done by 22 September 2025."), [("W311", "Narrative!C4")]),
]  # fmt: skip

NEAR_MISSES: NearMisses = {
    "W311 the day of the meeting": (bullet("It will be done by 23 September 2025."), []),
    "W311 the month of the meeting": (bullet("It will be done in September 2025."), []),
    "W311 the financial year of the meeting": (bullet("It will be done in 2025/26."), []),
    "W311 told as past": (bullet("It was to be done by March 2025 and was late."), []),
    "W311 a month after it was written": (
        bullet("It will be done by the end of March.") | {"Report!A6": ("Assessed on", date(2025, 8, 4))},
        [],
    ),
    "W311 an action that is closed": (
        {"Actions!E3": "Invite challenge by March 2025.", "Actions!J3": ("Complete", 100)},
        [],
    ),
    "W311 no such day": (bullet("It will be done by 31 February 2025."), []),
    "W311 no such month": (bullet("It will be done by 31/13/2025."), []),
}

test_a_check_finds_what_it_looks_for_and_says_what_to_do = trip_test(TRIPS)
test_a_check_lets_a_near_miss_pass = near_miss_test(NEAR_MISSES)

TO_COME = """
    Members will be trained by Aug 2025.
    It is due to be done by 30.8.25.
    Completion is expected in 12/2024.
    We propose to launch it in July 2025.
    The plan goes live on 1 April 2025.
    It may be delayed until May 2025.
    The review is due by March 2025.
    The new system will be in place by the end of March 2025.
    We expect to finish the review in June 2025.
    The project is expected to end in spring 2025.
    The training will be over by the summer of 2025.
    It is in the area plan for delivery in 24/25.
    The system will be reprocured in 2024/25.
    The system will be replaced in 2024-25.
    The system will be renewed in 2024–25.
    A new strategy will be adopted on 14 May 2025.
    A new strategy will be approved on the 14th of May 2025.
    A new strategy will be published on 14/05/2025.
    A new strategy will be launched on 14.05.2025.
    A new strategy will be issued on 2025-05-14.
    A new strategy will go to Cabinet on Tuesday 3 June 2025.
    By July 2025 we will have trained all managers.
    By the end of 2024, every manager will have been trained.
    In 2024/25 the Council will launch a new plan.
    From April 2025 the team will report monthly.
    Work is planned for Q4 2024/25.
    The recruiting should be finished by May 2025.
    It is hoped that the post will be filled by May 2025.
    The post is on track to be taken up by May 2025.
    The plan is scheduled for adoption in February 2025.
    We are aiming to publish the plan in July 2025.
    We’ll publish the plan in Aug 2025.
    Subject to approval, the plan is to be adopted in July 2025.
    The new board will be set up by May 2025.
    Next review: June 2025.
    Target date: 31 March 2025.
    Complete the first part by 31/3/25.
    Complete the second part by end of March 2025.
    Complete the third part by the end of the 2024/25 financial year.
    It will be considered at the July 2025 meeting.
    The audit will take place between April and June 2025.
    We intend to consult residents between May 2025 and July 2025.
    The policy was adopted in 2021 and is due for renewal in 2024.
    A challenge took place in 2023 and a visit will be held in February 2025.
    The strategy, approved in 2023, will be refreshed in 2024.
"""
AS_PAST = """
    The system was reprocured in 2024/25.
    The system has been in place since January 2025.
    A peer challenge took place in February 2024.
    The outturn for 2024/25 will be reported in November.
    The accounts for 2024/25 will be audited by January 2026.
    What was agreed in March 2025 will be done by March 2026.
    We will build on the review carried out in May 2025.
    We will follow the plan adopted in March 2025.
    We will go on with the work that started in April 2024.
    Members elected in May 2023 will have further training.
    In 2023/24 the Council completed its plan, and it will be renewed in 2027.
    On 14 May 2025 the Leader announced that a board will be set up.
    Cabinet decided in July 2025 to close the centre, which will happen in 2026.
    By March 2025 ten of the twelve tasks had been carried out.
    By March 2025, nine in ten staff were trained.
    Reserves rose to £5m by March 2025.
    The Council met its target by March 2025.
    The deadline of June 2025 was missed.
    Our two companies, both set up before 2016, will be merged.
    The guidance of May 2024 will be followed.
    The Elections Act 2022 will be followed.
    The plan will cover 2024 to 2029.
    The plan will cover the years from 2024 to 2029.
    The contract runs from April 2023 to March 2027 and will then end.
    The strategy for 2023-27 will be kept.
    The underspend in 2024/25 will be carried forward.
    Compared with 2023/24, spending is set to fall.
    Performance will be compared with that in 2023/24.
    Sales in 2024/25 are shown in the report, which will be out in October 2025.
    A budget for the 2025/26 financial year will be set.
    Members may discuss the plan, and we will march on.
    Room 24/25 will be used, at a ratio of 3/4.
    The chief officer, who joined in August 2023, will lead the work.
"""


def test_the_verb_tells_whether_a_date_is_to_come(tmp_path: Path) -> None:
    expected = each(TO_COME, "W311") | each(AS_PAST)
    found = codes_of_bullets(tmp_path, tuple(expected))
    assert {text: codes for text, codes in found.items() if expected[text] != codes} == {}


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (
            bullet("However, this is not likely to be before January 2025."),
            "'January 2025' has passed at the meeting on 23/09/2025, but the sentence speaks of it as to come:"
            " 'However, this is not likely to be before January 2025.'.",
        ),
        (bullet(f"It will be {'very ' * 30}good in May 2025."), "'… very very"),
        (bullet("It was so. It will be done in 24/25. It is fine."), "'It will be done in 24/25.'"),
    ],
)
def test_a_message_quotes_the_date_and_its_sentence(tmp_path: Path, cells: Cells, says: str) -> None:
    assert says in message(tmp_path, "W311", cells)


@pytest.mark.parametrize(
    ("meeting", "assessed"),
    [(None, None), ("soon", None), (date(9999, 12, 31), None), (date(2025, 9, 23), date(9999, 12, 31))],
)
def test_without_a_day_to_compare_with_nothing_has_passed(tmp_path: Path, meeting: object, assessed: object) -> None:
    cells = {"Report!B5": meeting, "Report!A6": ("Assessed on", assessed), **bullet("We will do this by March.")}
    assert "W311" not in [finding.code for finding in holding(cells).findings(tmp_path)]
