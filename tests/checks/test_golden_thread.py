"""The checks of the golden thread, of ratings and how they moved, and of the numbers in codes."""

from pathlib import Path

import pytest

from tests.support.checking import Cells, NearMisses, Trips, bullet, message, near_miss_test, trip_test
from tests.support.package_edits import holding

FOUR_LEVELS: Cells = {"Scale!A5": ("Black", "B", "#000000", "Not begun")}


def criterion(
    code: str, rating: str | None = "Amber", previous: str | None = None, evidence: str | None = "Notes"
) -> Cells:
    """Return one more characteristic, of theme 1, in row 5."""
    return {"Criteria!A5": (code, 1, "More of it", rating, previous, None, evidence)}


TRIPS: Trips = [
    ({"Criteria!G2": "-"}, [("W333", "Criteria!G2")]),
    (bullet("Posts are empty.", "Areas for improvement", codes="L001"), [("W331", "Narrative!D4")]),
    (bullet("Posts are empty.", "Areas for improvement", codes=None), [("W331", "Narrative!D4")]),
    ({"Actions!J3": "Cancelled"}, [("W331", "Narrative!D3")]),
    ({"Actions!C2": None}, [("W332", "Actions!C2")]),
    ({"Criteria!G2": None}, [("W333", "Criteria!G2")]),
    ({"Criteria!G2": "TBC"}, [("W333", "Criteria!G2")]),
    ({"Criteria!G2": None, "Criteria!G3": None, "Criteria!G4": None}, [("W333", "Criteria!G2")]),
    ({"Narrative!D2": None}, [("N334", "Narrative!D2")]),
    (bullet("A system would help.", "Opportunities", codes=None), [("N334", "Narrative!D4")]),
    (bullet("Challenge is open.", theme=2, codes="C001"), [("W335", "Narrative!D4")]),
    (bullet("Much is good.", codes="L001, C001, L002"), [("W335", "Narrative!D4")]),
    (criterion("L0003"), [("W341", "Criteria!A5")]),
    (criterion("L3"), [("W341", "Criteria!A5")]),
    (criterion("L0003") | {"Criteria!A6": ("L0004", 1, "Still more")}, [("W341", "Criteria!A5")]),
    (criterion("L004"), [("W342", "Criteria!A5")]),
    (criterion("L100"), [("W342", "Criteria!A5")]),
    (criterion("L-002"), [("W342", "Criteria!A5")]),
    (criterion("L02"), [("W341", "Criteria!A5"), ("W342", "Criteria!A5")]),
    ({"Criteria!A4": "C002", "Narrative!D3": "C002", "Actions!C3": "C002"}, [("W342", "Criteria!A4")]),
    (
        {"Criteria!D2": ("Green", "Red", None, None), "Criteria!E3": "Amber", "Criteria!E4": "Red"},
        [("W381", "Criteria!D2")],
    ),
    (
        {"Criteria!D4": ("Red", "Green", None, "xx"), "Criteria!E2": "Green", "Criteria!E3": "Amber"},
        [("W381", "Criteria!D4")],
    ),
    ({"Criteria!E2": "Amber"}, [("W382", "Criteria!D2")]),
    ({"Criteria!E2": "Amber", "Criteria!E3": "Red", "Criteria!E4": "Red"}, [("W382", "Criteria!D2")]),
]

NEAR_MISSES: NearMisses = {
    "W331 an action names one of its characteristics": (
        bullet("Posts are empty.", "Areas for improvement", codes="L001, L002"),
        [],
    ),
    "W331 exempt": (
        {"Narrative!A4": (1, "Areas for improvement", "Posts are empty.", "L001", None, "yes")},
        [("W216", "Narrative!F4")],
    ),
    "W331 the action is complete": ({"Actions!J3": ("Complete", 100)}, []),
    "W331 the action is exempt": ({"Actions!N3": "yes"}, [("W216", "Actions!N3")]),
    "W332 exempt": ({"Actions!C2": None, "Actions!N2": "yes"}, [("W216", "Actions!N2")]),
    "W333 not rated": (criterion("L003", rating=None, evidence=None), []),
    "W333 it refers to another": (
        {"Criteria!A5": ("L003", 1, "See there", None, None, "L001", None)},
        [],
    ),
    "N334 what best value looks like": (bullet("Members lead.", "Description", codes=None), []),
    "W335 a middling rating": (bullet("Posts are filled.", codes="L002"), []),
    "W335 no strength": (bullet("Challenge could be invited.", "Opportunities", theme=2, codes="C001"), []),
    "W341 no width is meant": (
        {"Criteria!A2": "L9", "Criteria!A3": "L10", "Narrative!D2": "L9", "Actions!C2": "L10"},
        [("W342", "Criteria!A2")],
    ),
    "W341 more than the width can hold": (
        {
            "Criteria!A2": "L09",
            "Criteria!A3": "L10",
            "Criteria!A5": ("L100", 1, "More"),
            "Narrative!D2": "L09",
            "Actions!C2": "L10",
        },
        [("W342", "Criteria!A2"), ("W342", "Criteria!A5")],
    ),
    "W341 another theme has another width": (
        {"Criteria!A4": "C0001", "Narrative!D3": "C0001", "Actions!C3": "C0001"},
        [],
    ),
    "W342 in another order": (
        {"Criteria!A2": "L003", "Narrative!D2": "L003", "Criteria!A5": ("L001", 1, "More")},
        [],
    ),
    "W342 from nought": ({"Criteria!A5": ("L000", 1, "More")}, []),
    "W342 an exempt one fills the gap": (
        {"Criteria!A5": ("L003", 1, "More", None, None, None, None, "yes"), "Criteria!A6": ("L004", 1, "Still more")},
        [("W216", "Criteria!H5")],
    ),
    "W381 one level": (
        {"Criteria!E2": "Green", "Criteria!E3": "Amber", "Criteria!D4": ("Red", "Amber", None, None)},
        [("W333", "Criteria!G4")],
    ),
    "W381 with evidence": (
        {"Criteria!E2": "Green", "Criteria!E3": "Amber"} | criterion("L003", "Amber", "Amber")
        | {"Criteria!E4": "Green"},
        [],
    ),
    "W381 the rating is not used": (
        {"Criteria!E2": "Green", "Criteria!A5": ("L003", 1, "More", "Red", "Green", "L001", None)},
        [("W212", "Criteria!D5")],
    ),
    "W382 a third": ({"Criteria!E2": "Amber", "Criteria!E3": "Amber", "Criteria!E4": "Red"}, []),
    "W382 nothing before": (FOUR_LEVELS | {"Criteria!D3": "Black"}, [("N362", "Scale!A3")]),
    "W382 no longer assessed": ({"Criteria!D3": (None, "Amber")}, []),
}  # fmt: skip

test_a_check_finds_what_it_looks_for_and_says_what_to_do = trip_test(TRIPS)
test_a_check_lets_a_near_miss_pass = near_miss_test(NEAR_MISSES)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "cells", "says"),
    [
        ("W331", {"Actions!C3": "L001"}, "'Challenge is rare.': no action names C001."),
        ("W331", bullet("It is so.", "Areas for improvement", codes=None), "it names no characteristic that an action"),
        ("W332", {"Actions!C2": None}, "action L-A1 names no characteristic."),
        ("W333", {"Criteria!G2": None}, "L001 is rated Green without evidence."),
        ("W333", {"Criteria!G2": None, "Criteria!G3": None, "Criteria!G4": None}, "none of the 3 ratings has"),
        ("N334", {"Narrative!D2": None}, "'Priorities are clear.' names no characteristic."),
        ("W335", bullet("Much is good.", codes="L001, C001"), "'Much is good.' speaks of C001, which is rated Red."),
        (
            "W341",
            criterion("L0003") | {"Criteria!A6": ("L0004", 1, "More")},
            "L0003, L0004: the other codes of the theme have three digits.",
        ),
        ("W342", criterion("L004"), "there is no L003 before L004."),
        ("W342", criterion("L099"), "there is no L003 to L098 before L099."),
        ("W342", criterion("L-002"), "L-002 and L002 have the same number."),
        ("W381", {"Criteria!D4": ("Red", "Green", None, None)}, "C001 moved by 2 levels, from Green to Red, without"),
        ("W382", {"Criteria!E2": "Amber", "Criteria!E4": "Red"}, "1 of 2 ratings changed since last time: L001."),
    ],
)  # fmt: skip
def test_a_message_names_what_it_is_about(tmp_path: Path, code: str, cells: Cells, says: str) -> None:
    assert says in message(tmp_path, code, cells)


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("W341", criterion("L0003") | {"Criteria!H5": "yes"}),
        ("W342", criterion("L004") | {"Criteria!H5": "yes"}),
        ("W342", criterion("L-002") | {"Criteria!H3": "yes"}),
        ("W331", bullet("Posts are empty.", "Areas for improvement") | {"Criteria!H2": "yes"}),
    ],
)
def test_what_names_an_exempt_code_is_confidential(tmp_path: Path, code: str, cells: Cells) -> None:
    assert [each.confidential for each in holding(cells).findings(tmp_path) if each.code == code] == [True]
