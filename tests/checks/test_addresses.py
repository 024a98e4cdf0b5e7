"""The checks of addresses in words and links, and of texts that say of themselves that they are exempt."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.support.checking import NearMisses, Trips, bullet, codes_of_bullets, each, near_miss_test, trip_test
from tests.support.workbooks import Book

SAFE_LINK = (
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fguidance"
    "&data=05%7C02%7Cjo.example%40council.gov.uk%7C1a2b3c&reserved=0"
)
TRIPS: Trips = [
    (bullet("See http://intranet/plan today."), [("W375", "Narrative!C4")]),
    ({"Actions!M2": r"The file C:\Users\jo\plan.docx is ready"}, [("W375", "Actions!M2")]),
    ({"Report!A6": ("Note", r"Kept at \\srv01\share$\plans.")}, [("W375", "Report!B6")]),
    (bullet(f"See {SAFE_LINK} for more."), [("W371", "Narrative!C4"), ("W375", "Narrative!C4")]),
    (bullet("See https://files.example.org/plan?sv=1&sig=abcdefgh%3D first."), [("W376", "Narrative!C4")]),
    (bullet("Exempt – the lease ends soon."), [("W377", "Narrative!C4")]),
    ({"Actions!L2": "[Not for publication] Talks go on."}, [("W377", "Actions!L2")]),
    (bullet("EXEMPT The lease ends soon."), [("W321", "Narrative!C4"), ("W377", "Narrative!C4")]),
    ({"Actions!L2": "CONFIDENTIAL talks go on"}, [("W377", "Actions!L2")]),
    ({"Report!B3": "Self-assessment (exempt)"}, [("W377", "Report!B3")]),
    (
        {"Report!A6": ("Note", "Not for publication by virtue of paragraph 3 of Schedule 12A.")},
        [("W377", "Report!B6")],
    ),
]
NEAR_MISSES: NearMisses = {
    "W375 an address that anybody can open": (bullet("See https://www.gov.uk/plan, and www.example.org."), []),
    "W375 not printed": ({"Criteria!G2": r"\\srv01\share\plans"}, []),
    "W376 a short value": (bullet("See https://example.org/find?token=1&page=2 first."), []),
    "W377 it speaks of exemption": (bullet("Exempt items are few, and confidential advice is rare."), []),
    "W377 in passing": (bullet("The report (confidential) is kept."), []),
    "W377 exempt": (
        {"Narrative!A4": (1, "Strengths", "Confidential: the lease ends.", "L001", None, "yes")},
        [("W216", "Narrative!F4")],
    ),
}

test_a_check_finds_what_it_looks_for = trip_test(TRIPS)
test_a_check_lets_a_near_miss_pass = near_miss_test(NEAR_MISSES)

PRIVATE = r"""
    See http://intranet/plan.
    See https://localhost:8080/plan.
    See https://files.council.local/plan (the first one).
    See https://srv.corp.internal/plan.
    See http://10.1.2.3/plan.
    See http://192.168.0.1.
    See http://[fe80::1]/plan.
    See http://[::1]:80/plan.
    See https://intranet.council.gov.uk/plan.
    See https://council.sharepoint.com/sites/plan.
    See council-my.sharepoint.com/personal/jo.
    See https://jo:secret@council/plan.
    See https://teams.microsoft.com/l/channel/19.
    See \\server\share\plan.docx.
    See 'S:\Plans\plan.docx'.
    See (c:\users\jo).
    See file:///C:/Users/jo/plan.docx.
    See https://urldefense.com/v3/__https://www.gov.uk__;!!abc$ first.
"""
PUBLIC = r"""
    See https://www.gov.uk/plan.
    See www.council.gov.uk/plan too.
    See http://8.8.8.8/plan.
    See http://[2606:4700:4700::1111]/plan.
    See https://intranetawards.org/plan.
    See https://teams.microsoft.com/l/meetup-join/19%3ameeting/0.
    See https://app.powerbi.com/view?r=abc.
    The plan is on SharePoint and on the intranet.
    The ratio is 3:1 and/or 4:2.
    It is A\B tested and either\or.
    Local.internal people came.
    Members asked:/ why.
"""


def test_private_addresses_are_told_from_public_ones(tmp_path: Path) -> None:
    expected = each(PRIVATE, "W375") | each(PUBLIC)
    found = codes_of_bullets(tmp_path, tuple(expected))
    assert {text: codes for text, codes in found.items() if expected[text] != codes} == {}


@pytest.mark.parametrize(
    ("link", "codes"),
    [
        ("mailto:jane.smith@council.gov.uk?subject=Plan", ["W371"]),
        ("mailto:jane.smith%40council.gov.uk", ["W371"]),
        ("https://example.org/find?by=jane.smith%2540council.gov.uk", ["W371"]),
        ("https://example.org/find?by=jane.smith%40council.gov.uk", ["W371"]),
        ("https://example.org/file?access_token=abcdefghijk", ["W376"]),
        ("https://example.org/file#access_token=abcdefghijk", ["W376"]),
        ("https://example.org/a%20b@", []),
    ],
)
def test_a_link_is_looked_at_decoded(tmp_path: Path, link: str, codes: list[str]) -> None:
    def edit(book: Workbook) -> None:
        book["Narrative"]["C2"].hyperlink = link
        book["Narrative"]["C2"].value = "Priorities are clear."

    assert [code for code, _ in Book(edit=edit).found(tmp_path)] == codes
