"""The checks of the action plan, of the scale and of what identifies a person."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bvdocs.checks.person_names import is_persons_name, titled_names
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
from tests.support.workbooks import Book

# Alike to the eye, and in their marks: '1' and 'l'.
ALIKE: Cells = {"Scale!B2": ("l", "#1c6b3b"), "Scale!B3": ("1", "#1c6b40")}
EXEMPT: Cells = {"Actions!N3": "yes"}

TRIPS: Trips = [
    ({"Actions!F2": "Jane Smith"}, [("N351", "Actions!F2")]),
    ({"Actions!F2": "Mr Smith"}, [("N351", "Actions!F2"), ("W374", "Actions!F2")]),
    ({"Actions!L3": None}, [("W352", "Actions!L3")]),
    ({"Actions!H2": (date(2025, 6, 30), date(2025, 9, 22))}, [("W352", "Actions!L2")]),
    ({"Actions!L3": None, **EXEMPT}, [("W216", "Actions!N3"), ("W352", "Actions!L3")]),
    ({"Actions!K2": 100}, [("W353", "Actions!K2")]),
    ({"Actions!J2": ("Complete", 0.99)}, [("W353", "Actions!K2")]),
    ({"Actions!J2": ("Not started", 0.01)}, [("W353", "Actions!K2"), ("W356", "Actions!G2")]),
    ({"Actions!I2": date(2025, 12, 30)}, [("W354", "Actions!I2")]),
    ({"Actions!H2": date(2025, 12, 27)}, [("N355", "Actions!H2")]),
    ({"Actions!H2": date(2025, 12, 26)}, [("N355", "Actions!H2")]),
    ({"Actions!I2": date(2026, 4, 6)}, [("N355", "Actions!I2")]),
    (ALIKE, [("W361", "Scale!B3")]),
    ({"Scale!B3": ("Á", "#b42318"), "Scale!B4": "A"}, [("W361", "Scale!B4")]),
    # Orange and olive: alike to those who cannot see red, and in the mark once it is read quickly.
    ({"Scale!B2": ("0", "#8a8a00"), "Scale!B4": ("O", "#b07000")}, [("W361", "Scale!B4")]),
    ({"Scale!A5": ("Black", "B", "#000000", "Not begun")}, [("N362", "Scale!A5")]),
    ({"Criteria!D3": None}, [("N362", "Scale!A3")]),
    (bullet("Ask jane.smith@council.gov.uk first."), [("W371", "Narrative!C4")]),
    ({"Report!A6": ("Author", "governance@council.gov.uk")}, [("W371", "Report!B6")]),
    ({"Actions!L3": "None."}, [("W352", "Actions!L3")]),
    ({"Actions!L3": "No update", "Actions!H3": date(2025, 12, 1)}, [("W356", "Actions!G3")]),
    ({"Actions!G2": date(2025, 9, 24)}, [("W356", "Actions!G2")]),
    ({"Themes!D2": "Jane Smith"}, [("N351", "Themes!D2")]),
    ({"Report!A6": ("Author", "Jane Smith")}, [("N351", "Report!B6")]),
    (bullet("Lord Smith leads."), [("W374", "Narrative!C4")]),
    ({"Actions!L2": "Ring 01932 838383 first."}, [("W372", "Actions!L2")]),
    (bullet("Her number is AB123456C today."), [("W373", "Narrative!C4")]),
    ({"Report!A6": ("Contact", "AB123456C")}, [("W373", "Report!B6")]),
    (bullet("Cllr Jane Smith leads."), [("W374", "Narrative!C4")]),
    ({"Themes!D2": "Dr J. Smith"}, [("N351", "Themes!D2"), ("W374", "Themes!D2")]),
    ({"Report!A6": ("Contact", "Mrs Patel")}, [("W374", "Report!B6")]),
]  # fmt: skip

NEAR_MISSES: NearMisses = {
    "W356 an update says why": ({"Actions!H3": date(2025, 12, 1)}, []),
    "W356 it starts on the day of the meeting": ({"Actions!G2": date(2025, 9, 23)}, []),
    "N351 a post": ({"Actions!F2": "Assistant Chief Executive (Place)"}, []),
    "N351 a team": ({"Actions!F2": "Democratic Services"}, []),
    "N351 exempt": ({"Actions!F3": "Jane Smith", **EXEMPT}, [("W216", "Actions!N3")]),
    "W352 due on the day of the meeting": (
        {"Actions!H3": date(2025, 9, 23), "Actions!L3": None},
        [("W356", "Actions!G3")],
    ),
    "W352 it has a revised date": ({"Actions!I3": date(2025, 12, 1), "Actions!L3": None}, [("W356", "Actions!G3")]),
    "W352 complete": ({"Actions!J3": ("Complete", 100, None)}, []),
    "W352 cancelled": ({"Actions!C2": "L002, C001", "Actions!J3": ("Cancelled", None, None)}, []),
    "W352 the meeting's date cannot be read": (
        {"Report!B5": "soon", "Actions!L3": None},
        [("E105", "Report!B5")],
    ),
    "W353 complete": ({"Actions!J2": ("Complete", "100%")}, []),
    "W353 not started": ({"Actions!J2": ("Not started", 0, "It waits for the new Head.")}, []),
    "W353 no progress is given": ({"Actions!J2": ("Complete", None)}, []),
    "W353 cancelled on the way": ({"Actions!J2": ("Cancelled", 100)}, []),
    "W354 the same day": ({"Actions!I2": date(2025, 12, 31)}, []),
    "W354 the first date cannot be read": (
        {"Actions!H2": ("soon", date(2025, 12, 30))},
        [("E105", "Actions!H2")],
    ),
    "N355 a working day": ({"Actions!H2": date(2025, 12, 24)}, []),
    "N355 a holiday of Scotland": ({"Actions!I2": date(2026, 1, 2)}, []),
    "N355 the first date, no longer": ({"Actions!H2": (date(2025, 12, 27), date(2025, 12, 29))}, []),
    "N355 complete": ({"Actions!H2": (date(2025, 12, 27), None, "Complete", 100)}, []),
    "N355 a date that cannot be read": ({"Actions!H2": "soon"}, [("E105", "Actions!H2")]),
    "W361 the marks differ": ({"Scale!C3": "#1c6b3b"}, []),
    "W361 the colours differ": ({**ALIKE, "Scale!C3": "#ffffff"}, []),
    "N362 held before": (
        {
            "Scale!A5": ("Black", "B", "#000000", "Not begun"),
            "Criteria!E2": "Green",
            "Criteria!E3": "Amber",
            "Criteria!E4": "Black",
        },
        [],
    ),
    "N362 nothing is rated": (
        {"Criteria!D2": None, "Criteria!D3": None, "Criteria!D4": None},
        [("W220", "Criteria!D2")],
    ),
    "W371 the contact": ({"Report!A6": ("Contact", "governance@council.gov.uk")}, []),
    "W371 not printed": ({"Criteria!G2": "Letter of jane.smith@council.gov.uk"}, []),
    "W371 exempt": (
        {"Narrative!A4": (1, "Strengths", "Ask a@b.uk.", "L001", None, "yes")},
        [("W216", "Narrative!F4")],
    ),
    "W372 the contact": ({"Report!A6": ("Contact", "01932 838383")}, []),
    "W373 never given": (bullet("Form BG123456A and order AB123456E."), []),
    "W374 no name": (bullet("Each Councillor is trained. Councillor Development is new, and Dr A is not."), []),
    "W374 a name without a title": (bullet("A plan by Jane Smith."), []),
}  # fmt: skip

test_a_check_finds_what_it_looks_for_and_says_what_to_do = trip_test(TRIPS)
test_a_check_lets_a_near_miss_pass = near_miss_test(NEAR_MISSES)

PHONES = """
    Ring 01932 838 383 now.
    Ring (01932) 838383 today.
    Ring 020 7946 0958 at once.
    Ring 07700 900123 soon.
    Ring +44 7911 123456 later.
    Ring +44 (0)1932 838383 twice.
    Ring 0300 123 1234 at ten.
"""
FIGURES = """
    The budget is £1,250,000 over 4 years.
    Visits were 12,345,678 from 2023/24 to 2025/26.
    The property 100062330928 is listed.
    Account 00123456 and sort code 20-00-00 are closed.
    The book is ISBN978-0-306-40615-7 on the shelf.
    Company 07123456 and charity 1123456 are known.
    It ran 01/04/2024 to 31/03/2025 last year.
    Reference 01/2024/00012 is known.
    Application RU.24/0123 was refused.
    Ratios were 0.5 0.25 0.125 0.0625 a year.
    Lots 01 02 03 04 05 06 are sold.
    Point 503456 164321 is on the map.
"""
INSURED = """
    His number is AB123456C today.
    His number is ab123456d today.
"""
NOT_INSURED = """
    Form QQ123456C is an example.
    Orders AB12345C and AB1234567C came.
    Order AB123456 came.
    It rose by an 10 20 30 a year.
    On 10 11 12 a meeting was held.
"""
ADDRESSES = """
    Ask o'neill@council.gov.uk first.
    Ask First.Last+tag@sub.domain.org first.
    See (mailto:a@b.co.uk) first.
"""
NO_ADDRESSES = """
    Follow @OurCouncil online.
    It cost 5 @ £10 each.
    It ran on user@localhost only.
"""
TITLED = """
    Then Mrs. O’Neill left.
    Then Dr J.B. Jones left.
    Then Prof Ó Briain left.
    Then Sir Keir Hardie left.
    Then Cllrs Smith and Jones left.
    Then Councillor Singh left.
    Then Ms van der Berg left.
    Then Mr and Mrs Major left.
"""
NOT_TITLED = """
    Councillors agreed the plan.
    Councillor training is yearly.
    The Councillor Call for Action is known.
    The Councillors’ Code of Conduct is known.
    We asked the Councillor. Members agreed.
    We told the Councillor. Later it was seen.
    Councillor A and Councillor B are examples.
    Councillor Budget Workshops are held.
    Rev A of the drawing and Rev. 3 of the plan.
    Dame Alice Owen School is near.
    Those who miss the target and Miss the date.
"""


@pytest.mark.parametrize(
    ("code", "trips", "near_misses"),
    [
        ("W371", ADDRESSES, NO_ADDRESSES),
        ("W372", PHONES, FIGURES),
        ("W373", INSURED, NOT_INSURED),
        ("W374", TITLED, NOT_TITLED),
    ],
)
def test_what_identifies_a_person_is_told_from_what_looks_like_it(
    tmp_path: Path, code: str, trips: str, near_misses: str
) -> None:
    expected = each(trips, code) | each(near_misses)
    found = codes_of_bullets(tmp_path, tuple(expected))
    assert {text: codes for text, codes in found.items() if expected[text] != codes} == {}


POSTS = """
    Chief Executive, Head of Paid Service, Monitoring Officer, Section 151 Officer, Chief Finance Officer, Town
    Clerk, Assistant Chief Executive (Place), Corporate Director, Director of Place, Strategic Director,
    Corporate Head of HR & OD, Internal Audit, Chief Internal Auditor, External Auditors, Democratic Services
    Manager, Electoral Services, Returning Officer, Legal Services, Estates Surveyor, Building Control,
    Development Management, Planning Policy Manager, Local Plan, Planning Enforcement, Parking Services, Civil
    Enforcement, Community Safety, Community Wardens, Leisure Centre, Green Spaces, Grounds Maintenance, Street
    Cleansing, Street Scene, Refuse Collection, Recycling Officer, Environmental Health, Private Sector Housing,
    Housing Options, Housing Solutions, Tenancy Services, Asset Management, Commercial Services, Revenues
    Manager, Benefits Manager, Customer Contact, Contact Centre, Digital Services, Data Protection, Information
    Governance, Business Intelligence, Business Partners, Programme Board, Project Sponsor, Transformation Lead,
    Service Leads, Senior Responsible Owner, Risk Owners, Insurance Officer, Payroll Manager, Human Resources,
    Organisational Development, Emergency Planner, Climate Change, Economic Development, Parish Clerk, Borough
    Treasurer, City Solicitor, Group Leaders, Cabinet Members, Portfolio Holder, Committee Chair, Vice Chairman,
    Senior Leadership Team, Corporate Communications, Press Office, Museum Curator, Heritage Officer, Tree
    Officer, Countryside Ranger, Chief Planner, Principal Planner, Land Charges, Taxi Licensing, Food Safety,
    Trading Standards, Adult Social Care, Family Hub, Highway Engineer, Web Editor, Graphic Designer, Fraud
    Investigator, Counter Fraud, Shared Services, Independent Persons, Statutory Officers, Heads of Service,
    Line Managers, Personal Assistant, Repairs Team, Category Manager, Quantity Surveyor, Chief Accountant,
    Income Recovery, Bereavement Services, Fleet Manager, Market Supervisor, Car Parks, Inward Investment,
    Neighbourhood Services, Voluntary Sector, To Be Confirmed, Honorary Alderman, Armed Forces Champion, Trade
    Unions, Resident Involvement, Tenant Board, Vacant
"""
PEOPLE = """
    Jane Smith, John A. Smith, J. Smith, J Smith, J.R. Smith, Jane Smith-Jones, Mary-Jane Watson, Seán O’Brien,
    Sean O'Brien, Siobhán Ní Bhriain, Kieran McCarthy, Fiona MacDonald, Priya Patel, Mohammed Ali Khan, Wei
    Zhang, Xiu Ying Chen, Nguyễn Văn An, Jin-Ho Park, Ngozi Okonjo-Iweala, Llŷr ap Dafydd, Siân Llewellyn,
    Rhiannon Ffion Davies, Zoë Brontë, José García, Łukasz Nowak, Anne de Courcy, Charles van der Berg, Dr Jane
    Smith, Ms O’Neill, Cllr Jones, Prof. Müller, Dame Élise Dubois, Jane Smith (interim), Head of Finance (Jane
    Smith), Head of Finance – Jane Smith, Rose Green, Alan Clement
"""


def test_no_post_or_team_looks_like_a_person() -> None:
    assert [post for post in _listed(POSTS) if is_persons_name(post)] == []


def test_names_from_many_places_look_like_a_person_s() -> None:
    assert [name for name in _listed(PEOPLE) if not is_persons_name(name)] == []


def _listed(names: str) -> list[str]:
    return [" ".join(name.split()) for name in names.split(",")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("As Cllr Jane Smith and Mr. O’Neill said", ["Cllr Jane Smith", "Mr. O’Neill"]),
        ("As Councillor Board and Dr B. Who said", ["Dr B. Who"]),
        ("As the Councillor said", []),
    ],
)
def test_each_titled_name_is_found(text: str, names: list[str]) -> None:
    assert titled_names(text) == names


@pytest.mark.parametrize(
    ("code", "cells", "says"),
    [
        ("N351", {"Actions!F2": "Jane Smith"}, "the owner 'Jane Smith' looks like"),
        ("W352", {"Actions!L3": None}, "action C-A1 was due on 30/06/2025"),
        ("W353", {"Actions!J2": ("Complete", 0.995)}, "action L-A1 is 'Complete', but its progress is 99.5%."),
        ("W354", {"Actions!I2": date(2025, 12, 30)}, "first due on 31/12/2025, and its revised date, 30/12/2025,"),
        ("N355", {"Actions!H2": date(2025, 12, 27)}, "is due on 27/12/2025, a Saturday."),
        ("N355", {"Actions!H2": date(2025, 12, 26)}, "is due on 26/12/2025, Boxing Day."),
        ("W361", ALIKE, "the marks 'l' of Green and '1' of Amber look alike"),
        ("N362", {"Criteria!D3": None}, "no characteristic is rated 'Amber'"),
        ("W371", bullet("Ask a.b@c.gov.uk."), "the e-mail address would be published: 'a.b@c.gov.uk'."),
        ("W372", bullet("Ring 01932 838383."), "the phone number would be published: '01932 838383'."),
        ("W373", bullet("It is AB 12 34 56 C."), "'AB 12 34 56 C'"),
        ("W374", bullet("Then Dr J. Smith left."), "'Dr J. Smith'"),
    ],
)
def test_a_message_quotes_what_it_is_about(tmp_path: Path, code: str, cells: Cells, says: str) -> None:
    assert says in message(tmp_path, code, cells)


def test_an_address_behind_a_link_is_found(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Narrative"]["C2"].hyperlink = "mailto:jane.smith@council.gov.uk"
        book["Narrative"]["C3"].hyperlink = "https://www.council.gov.uk/plan"

    assert Book(edit=edit).found(tmp_path) == [("W371", "Narrative!C2")]
