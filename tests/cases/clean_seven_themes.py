"""A workbook of seven themes written with great care: no check should find anything in it.

The council is invented. Its text holds near misses on purpose: past dates that are told as past,
'may' and 'march' as ordinary words, long figures, Roman numerals. A check that speaks up here is
most likely wrong.
"""

from datetime import date

from tests.cases.clean_actions import ACTIONS
from tests.cases.clean_narrative import NARRATIVE
from tests.making.sample import SCALE
from tests.support.workbook_writer import Rows

MEETING = date(2025, 9, 23)

# Number, name, prefix, lead, heading over the description.
_THEMES = (
    (1, "Continuous Improvement", "CI", "Head of Transformation", None),
    (2, "Leadership", "L", "Chief Executive", "What best value looks like in an authority that is well led"),
    (3, "Governance", "G", "Monitoring Officer", "Best Value Duty – an authority whose decisions are sound"),
    (4, "Culture", "C", "Head of People", None),
    (5, "Use of Resources", "R", "Section 151 Officer", None),
    (6, "Service Delivery", "SD", "Director of Place", None),
    (
        7,
        "Partnerships and Community Engagement",
        "PCE",
        "Head of Communities",
        "What is seen in an authority that works with others and listens to residents",
    ),
)

# By theme: characteristic, rating, previous rating, evidence. The codes follow from the order.
_CRITERIA: dict[int, tuple[tuple[str, str | None, str | None, str | None], ...]] = {
    1: (
        ("Performance is reported to Members in time to act on it", "Dark green", "Dark green",
         "Quarterly performance reports to Cabinet, 2024/25"),
        ("Self-assessment is candid and is tested by others", "Light green", "Light green",
         "Report of the corporate peer challenge, February 2024"),
        ("What auditors and peers recommend is carried out", "LG", "LG",
         "Tracker of recommendations, June 2025"),
        ("Residents’ views change the way services are run", "Light green", "Yellow",
         "Residents’ survey of 2024; register of consultations"),
        ("The benefits of projects are measured after they close", "Yellow", "Yellow",
         "Closure reports of the programme board, 2023 to 2025"),
        ("Data is accurate and is shared between services", "Amber", "Amber",
         "Internal audit of data quality, March 2024"),
        ("Complaints lead to lasting changes", "Light green", "Light green",
         "Annual complaints report; letter of the Ombudsman, July 2025"),
        ("Costs and results are compared with similar councils", "Yellow", "Yellow",
         "National returns for 2023/24; budget papers for 2025/26"),
        ("Improvement has a programme, a budget and a sponsor", "DG", "DG",
         "Minutes of the improvement board"),
    ),
    2: (
        ("A clear vision that staff and residents recognise", "Dark green", "Dark green",
         "Corporate plan; staff survey of April 2025"),
        ("Members and officers understand their different roles", "Light green", "Light green",
         "Protocol on relations between Members and officers"),
        ("Statutory officers meet, advise and are heard", "Dark green", "Dark green",
         "Notes of fortnightly meetings; comments on reports to Cabinet"),
        ("Senior posts are filled on a permanent basis", "Light green", "Light green",
         "Establishment list, July 2025"),
        ("Political groups work together on long-term matters", "Light green", "Yellow",
         "Programme of the joint sessions held in autumn 2023 and 2024"),
        ("Members keep learning throughout their term", "Yellow", "Yellow",
         "Attendance records, 2023 to 2025"),
        ("Succession is planned for scarce and senior roles", "Amber", "Amber",
         "Workforce profile, March 2025"),
        ("There is capacity to lead major projects", "Amber", "Yellow",
         "Review of project resources, June 2025"),
        ("Leaders are visible to staff and the public", "LG", "LG",
         "Diary of visits; questions put at open sessions"),
        ("Decisions weigh the climate and the longer term", "Yellow", None,
         "Sample of thirty reports to Cabinet, 2024/25"),
    ),
    3: (
        ("The constitution is current, clear and followed", "Dark green", "Dark green",
         "Constitution adopted by full Council, May 2024"),
        ("Scrutiny improves decisions", "Light green", "Light green",
         "Annual report of the Overview and Scrutiny Committee"),
        ("The audit committee is independent and well informed", "Dark green", "Dark green",
         "Self-review against sector guidance, January 2025"),
        ("Standards of conduct are upheld", "Light green", "Light green",
         "Monitoring Officer’s annual report on standards"),
        ("Risk is managed at every level", "Light green", "Light green",
         "Strategic risk register; internal audit, October 2024"),
        ("Information is handled lawfully and requests are met on time", "Yellow", "Yellow",
         "Figures sent to the regulator for 2024/25"),
        ("Companies and trusts are overseen with care", "Amber", "Amber",
         "Internal audit of arm’s-length bodies, March 2025"),
        ("Reports give Members what they need to decide", "LG", "LG",
         "Review of report quality by the Democratic Services Manager"),
        ("Internal audit is independent and effective", "Dark green", "Dark green",
         "External quality assessment, November 2023"),
        ("Concerns can be raised in confidence", "Yellow", "Amber",
         "Staff surveys of 2023 and 2025; log of concerns"),
        ("Plans for emergencies are rehearsed", "Amber", "Amber",
         "Report on the exercise of October 2022; schedule of tests"),
    ),
    4: (
        ("Shared values are part of daily work", "Light green", "Light green",
         "Staff survey of April 2025"),
        ("Staff feel able to question and to suggest", "Light green", "Light green",
         "Staff survey of April 2025; suggestions scheme"),
        ("Members and officers treat each other with respect", "Dark green", "Dark green",
         "Report of the corporate peer challenge, February 2024"),
        ("Appraisal helps people to develop", "Yellow", "Yellow",
         "Sample of appraisal records, spring 2025"),
        ("The workforce reflects the district", "Amber", "Amber",
         "Equality monitoring report, March 2025"),
        ("Mistakes are used to learn", "LG", "Y",
         "Reviews after incidents, 2024 and 2025"),
        ("Absence is low and wellbeing is supported", "Yellow", "Yellow",
         "Absence figures for 2024/25"),
        ("Gifts, hospitality and interests are declared", "Light green", "Light green",
         "Published registers; internal audit, June 2024"),
    ),
    5: (
        ("The budget is balanced over the medium term", "Dark green", "Dark green",
         "Budget report to full Council, February 2025"),
        ("Reserves are adequate and held for stated reasons", "Light green", "Light green",
         "Statement of the Section 151 Officer, February 2025"),
        ("Spending is forecast well and kept within budget", "Light green", "Light green",
         "Outturn reports, 2022/23 to 2024/25"),
        ("Borrowing and investment are prudent", "Dark green", "Dark green",
         "Treasury management strategy; adviser’s annual review"),
        ("Accounts are prepared and audited on time", "Amber", "Amber",
         "Auditor’s progress report, June 2025"),
        ("Capital schemes are delivered as planned", "LG", "LG",
         "Capital outturn for 2024/25"),
        ("Contracts are managed actively", "Yellow", "Yellow",
         "Contracts register; internal audit, December 2024"),
        ("Fees and charges are reviewed against cost", "Light green", "Light green",
         "Fees and charges report to Cabinet, November 2024"),
        ("The condition of land and buildings is known", "Red", "Red",
         "Asset register, July 2025"),
        ("Fraud is prevented and pursued", "Light green", "Light green",
         "Annual report of the counter-fraud partnership"),
        ("Value for money is shown service by service", "Yellow", "Yellow",
         "Auditor’s annual report for 2023/24"),
        ("Debts are collected fairly and promptly", "Amber", "Amber",
         "Aged debt report, March 2025"),
    ),
    6: (
        ("Each service has a plan with published standards", "Light green", "Light green",
         "Service plans for 2025/26"),
        ("Waste is collected reliably and recycling is high", "Dark green", "Dark green",
         "National waste returns; daily collection records"),
        ("Planning applications are decided well and in time", "Light green", "Light green",
         "Government tables to March 2025; appeal decisions"),
        ("Homelessness is prevented", "Amber", "Amber",
         "Homelessness returns to June 2025"),
        ("Everyone can reach services, online or in person", "Yellow", "Yellow",
         "Accessibility audit of the website, April 2025"),
        ("Benefits are assessed quickly and correctly", "LG", "LG",
         "Subsidy audit for 2023/24; weekly processing times"),
        ("Food and public health inspections are up to date", "Light green", "Yellow",
         "Return to the Food Standards Agency, April 2025"),
        ("Council homes are safe and in good repair", "Red", "Amber",
         "Stock condition survey, January 2025"),
        ("Parks and leisure centres are well kept and well used", "Light green", None,
         "Visitor counts; judges’ report of July 2024"),
    ),
    7: (
        ("Public bodies in the district share aims and effort", "Dark green", "Dark green",
         "Partnership plan; annual review of autumn 2024"),
        ("Charities and community groups are supported", "Light green", "Light green",
         "Grant agreements; survey of funded groups, 2024"),
        ("Residents have a say in how services change", None, None, None),
        ("Parish and town councils are treated as equals", "Yellow", "Yellow",
         "Survey of parish clerks, May 2025"),
        ("People who are seldom heard are reached", "Amber", "Amber",
         "Analysis of who answered consultations, 2023 to 2025"),
        ("Health and care are planned with partners", "LG", "LG",
         "Minutes of the health and wellbeing alliance"),
        ("Local business is a partner in growth", "Light green", "Yellow",
         "Records of the business forum, 2023 to 2025"),
    ),
}  # fmt: skip

_SEE = {"PCE003": "CI004"}

_ABBREVIATIONS = (
    ("AGS", "Annual Governance Statement"),
    ("CIPFA", "Chartered Institute of Public Finance and Accountancy"),
    ("EDI", "equality, diversity and inclusion"),
    ("HRA", "Housing Revenue Account"),
    ("KPI", "key performance indicator"),
    ("LGA", "Local Government Association"),
    ("MTFS", "Medium Term Financial Strategy"),
    ("NHS", "National Health Service"),
)


def clean_rows() -> Rows:
    """The workbook's sheets as plain rows."""
    return {
        "Report": (
            ("Authority", "Marlham District Council"),
            ("Title", "Best Value Duty self-assessment"),
            ("Committee", "Audit and Standards Committee"),
            ("Meeting date", MEETING),
            ("Assessed on", date(2025, 8, 1)),
            ("Author", "Corporate Governance Manager"),
            ("Department", "Legal and Democratic Services"),
            ("Contact", "governance@marlham.example"),
            ("Note", "Marlham is an invented council, and nothing here is about a real one."),
        ),
        "Scale": SCALE,
        "Themes": _THEMES,
        "Criteria": tuple(row for number, _, prefix, *_ in _THEMES for row in _criteria(number, prefix)),
        "Narrative": tuple(
            (number, section, text, codes or None, None, None)
            for number, *_ in _THEMES
            for section, bullets in NARRATIVE[number]
            for text, codes in bullets
        ),
        "Actions": tuple(
            (f"{prefix}-A{place}", number, *action, None)
            for number, _, prefix, *_ in _THEMES
            for place, action in enumerate(ACTIONS[number], 1)
        ),
        "Abbreviations": _ABBREVIATIONS,
    }


def _criteria(theme: int, prefix: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for place, (name, rating, previous, evidence) in enumerate(_CRITERIA[theme], 1):
        code = f"{prefix}{place:03}"
        rows.append((code, theme, name, rating, previous, _SEE.get(code), evidence, None))
    return rows
