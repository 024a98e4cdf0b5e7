"""The checks of short forms: unexplained, unused, explained twice."""

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

TEAM = ("CLT", "Corporate Leadership Team")

TRIPS: Trips = [
    (bullet("CLT leads."), [("W321", "Narrative!C4")]),
    ({"Narrative!C2": "HR & OD lead.", **bullet("OD helps HR.")}, [("W321", "Narrative!C2")] * 2),
    ({"Actions!F2": "CEX"}, [("W321", "Actions!F2")]),
    ({"Criteria!C2": "Clear KPIs"}, [("W321", "Criteria!C2")]),
    # The action plan is a document of its own, and does not say what it is.
    (
        {**bullet("The Corporate Leadership Team (CLT) leads."), "Actions!E2": "Ask CLT."},
        [("W321", "Actions!E2")],
    ),
    ({"Abbreviations!A2": TEAM}, [("W322", "Abbreviations!A2")]),
    ({"Abbreviations!A2": TEAM, "Criteria!G2": "CLT minutes"}, [("W322", "Abbreviations!A2")]),
    ({"Abbreviations!A2": TEAM, **bullet("CLTV is a form (the Corporate Leadership Team Version).")},
     [("W321", "Narrative!C4"), ("W322", "Abbreviations!A2")]),
    (
        {"Abbreviations!A2": TEAM, "Abbreviations!A3": ("CLT", "Community Land Trust"), **bullet("CLT leads.")},
        [("W323", "Abbreviations!A3")],
    ),
    (
        {"Abbreviations!A2": TEAM, **bullet("The Community Land Trust (CLT) leads.")},
        [("W323", "Narrative!C4")],
    ),
    (
        {"Narrative!C2": "Our Corporate Leadership Team (CLT) leads.", **bullet("Community Land Trusts (CLTs) build.")},
        [("W323", "Narrative!C4")],
    ),
]  # fmt: skip

NEAR_MISSES: NearMisses = {
    "W321 explained in the sheet": ({"Abbreviations!A2": TEAM, **bullet("CLT leads.")}, []),
    "W321 explained in the text": (
        {"Narrative!C2": "CLT leads.", **bullet("The Corporate Leadership Team (CLT) meets.")},
        [],
    ),
    "W321 common to this council": (
        {"Report!A6": ("Common abbreviations", "CLT, HR"), **bullet("CLT and HR lead.")},
        [],
    ),
    "W321 known to all": (bullet("UK PDFs, the NHS, A&E and an IT system."), []),
    "W321 codes, references and marks": (
        {"Scale!B2": "GR", **bullet("L001 is rated GR, and L-A1 and C-A1 help.")},
        [],
    ),
    "W321 not printed": ({"Criteria!G2": "HR records"}, []),
    "W321 exempt": ({"Narrative!A4": (1, "Strengths", "CLT leads.", "L001", None, "yes")}, [("W216", "Narrative!F4")]),
    "W322 in the plural": ({"Abbreviations!A2": ("SPD", "Supplementary Planning Paper"), **bullet("SPDs help.")}, []),
    "W322 used by an action only": ({"Abbreviations!A2": TEAM, "Actions!F2": "Chair of CLT"}, []),
    "W322 used in another's meaning": (
        {"Abbreviations!A2": TEAM, "Abbreviations!A3": ("CSO", "Chief of the CLT"), **bullet("CSO and CLT lead.")},
        [],
    ),
    "W323 the same words": (
        {"Abbreviations!A2": TEAM, **bullet("Our corporate leadership team (CLT) leads.")},
        [],
    ),
    "W323 two short forms of the same": (
        {"Abbreviations!A2": TEAM, "Abbreviations!A3": ("LT", TEAM[1]), **bullet("CLT and LT lead.")},
        [],
    ),
}  # fmt: skip

test_a_check_finds_what_it_looks_for_and_says_what_to_do = trip_test(TRIPS)
test_a_check_lets_a_near_miss_pass = near_miss_test(NEAR_MISSES)

UNKNOWN = """
    The CEX’s diary is full.
    The KPIs’ targets are met.
    An S.151 Officer leads.
    An s151 duty is done.
    The S 114 notice was not needed.
    The NS-BVN programme runs.
    The CHoS agreed.
    A MoU is signed.
    The HRD/Payroll system is new.
    The R&D and T&C teams met.
    A CEO-led review ended.
    The non-HRA spend is low.
    The UNISON view is known.
    The LGBTQ+ network meets.
    (EDI) is a priority.
    A JNC panel (of three) met.
"""
NO_SHORT_FORMS = """
    Homes in TW20 and GU21 9AB are new.
    Phase II and Part XIV of it, in Henry VIII’s day.
    PowerPoint, SharePoint, JavaScript, YouTube and iPhone are used.
    McDonald and MacArthur and O’Neill agreed.
    It used 40 kWh, 3 MWh and 5 GWh on 5G and 3D.
    It cost £5M on A4 paper by the M25.
    THE COUNCIL MUST ACT NOW to improve.
    IMPORTANT: read this.
    See https://www.gov.uk/ABC-DEF or www.gov.uk/GHI for more.
    The Council’s 12 services and its 151 staff.
    An X-ray and a T-shirt in Band D.
    Wi-Fi and WiFi and a DVD.
    COVID-19 came, and UK-wide rules.
    IT-enabled change is quick.
"""
EXPLAINED = """
    Chief Executives (CEX) are few.
    Key performance indicators (KPIs) are met, each KPI.
    The MTFS (medium-term financial strategy) is new.
    A Memorandum of Agreement (‘MoA’) and another MoA are new.
    The Local Government Association (the LGA) and LGA’s help.
    The Annual Governance Statement (the “AGS”) and AGS.
    The Freedom of Information Act 2000 (FOIA) and FOIA.
    The Chartered Institute of Public Finance and Accountancy (CIPFA).
    The Department for Levelling Up, Housing and Communities (DLUHC).
    Anti-social behaviour (ASB) is down.
    The Non-Statutory Best Value Notices (NS-BVNs) are few.
    Learning and Development (L&D) and an L&D plan.
    The Section 151 Officer (S.151) leads, as S.151.
    Houses in Multiple Occupation (HMOs) and an HMO.
"""


@pytest.mark.parametrize(("texts", "codes"), [(UNKNOWN, ["W321"]), (NO_SHORT_FORMS, []), (EXPLAINED, [])])
def test_short_forms_are_told_from_other_words(tmp_path: Path, texts: str, codes: list[str]) -> None:
    expected = each(texts, *codes)
    found = codes_of_bullets(tmp_path, tuple(expected))
    assert {text: found[text] for text in expected if set(found[text]) != set(codes)} == {}


@pytest.mark.parametrize(
    ("code", "cells", "says"),
    [
        ("W321", bullet("The KPIs’ targets."), "'KPI' is not explained in the self-assessment of theme 1."),
        ("W321", bullet("CLT’s CLT."), "'CLT' is not explained in the self-assessment of theme 1, which uses it 2"),
        ("W321", {"Actions!F2": "CEX"}, "'CEX' is not explained in the action plan."),
        ("W322", {"Abbreviations!A2": TEAM}, "'CLT' is used nowhere"),
        (
            "W323",
            {"Abbreviations!A2": TEAM, "Abbreviations!A3": ("CLT", "Community Land Trust"), **bullet("CLT.")},
            "'CLT' is already in Abbreviations!A2, as 'Corporate Leadership Team'.",
        ),
        (
            "W323",
            {"Abbreviations!A2": TEAM, **bullet("The Community Land Trust (CLT) leads.")},
            "as 'Corporate Leadership Team' in Abbreviations!B2.",
        ),
    ],
)  # fmt: skip
def test_a_message_quotes_the_short_form(tmp_path: Path, code: str, cells: Cells, says: str) -> None:
    assert says in message(tmp_path, code, cells)


def test_what_to_do_names_no_other_short_form(tmp_path: Path) -> None:
    (finding,) = [each for each in holding(bullet("The KPIs’ targets.")).findings(tmp_path) if each.code == "W321"]
    assert "CEX" not in finding.hint
    assert "the short form in brackets behind it" in finding.hint
