"""A workbook of seven themes and 75 characteristics, made up throughout.

It has what the sample lacks: last rows that are not full, codes of both widths, prefixes of one to
three letters, a characteristic that refers to another and one that is not assessed. Its first
theme's words come round in the others, so that its size is real and its text is plain.
"""

from datetime import date
from itertools import cycle, islice

from tests.making.sample import SCALE
from tests.support.workbook_writer import Rows

# Number, name, prefix, lead, characteristics, digits of the last codes.
_THEMES = (
    (1, "Continuous Improvement", "CI", "Head of Transformation", 12, "CI{:03}"),
    (2, "Leadership", "L", "Chief Executive", 12, "L00{}"),
    (3, "Governance", "G", "Monitoring Officer", 11, "G00{}"),
    (4, "Culture", "C", "Head of People", 11, "C{:03}"),
    (5, "Use of Resources", "R", "Section 151 Officer", 12, "R{:03}"),
    (6, "Service Delivery", "SD", "Director of Services", 10, "SD{:03}"),
    (7, "Partnerships and Community Engagement", "PCE", "Head of Communities", 7, "PCE{:03}"),
)
_SUBJECTS = (
    "Plans with clear priorities", "Reporting to Members", "Management of risk", "Learning from complaints",
    "Scrutiny that is heard", "Skills for the work", "Controls over spending", "Records that can be trusted",
    "Contracts that are managed", "Advice that is taken", "Work with neighbours", "Residents who are asked",
)  # fmt: skip
_RATINGS = ("Dark green", "LG", "Light green", "Yellow", "Y", "Amber", "Light green", "Red")
_SECTIONS = (
    ("Description", 6, "A council that does well here keeps {0} under review, says what it found, and acts on it."),
    ("Strengths", 5, "The Council has shown that {0} is in place; officers and Members can point to examples in each"
     " quarter of the year, and an outside review found the same."),
    ("Areas for improvement", 4, "More is needed on {0}. The evidence is thin in two services, and the arrangements"
     " depend on a few people who know them well."),
    ("Opportunities", 6, "Strengthen {0} through the improvement programme, with a first report after two quarters."),
)  # fmt: skip
_OWNERS = ("Head of Transformation", "Monitoring Officer", "Section 151 Officer", "Director of Services")
_STATUSES = (
    ("Complete", 1.0), ("In progress", 0.6), ("In progress", 0.35), ("Not started", None), ("Cancelled", None),
    ("In progress", 0.8),
)  # fmt: skip
_ACTIONS_EACH = 6
MEETING = date(2025, 9, 23)


def seven_theme_rows() -> Rows:
    """The workbook's sheets as plain rows."""
    criteria = [row for theme in _THEMES for row in _criteria(theme)]
    return {
        "Report": (
            ("Authority", "Example District Council"),
            ("Title", "Best Value Duty self-assessment"),
            ("Committee", "Audit and Standards Committee"),
            ("Meeting date", MEETING),
            ("Assessed on", date(2025, 7, 1)),
            ("Author", "Governance Manager"),
            ("Contact", "governance@example.gov.uk"),
        ),
        "Scale": SCALE,
        "Themes": tuple((number, name, prefix, lead, None) for number, name, prefix, lead, *_ in _THEMES),
        "Criteria": criteria,
        "Narrative": tuple(row for theme in _THEMES for row in _narrative(theme)),
        "Actions": tuple(row for theme in _THEMES for row in _actions(theme)),
    }


def _codes(theme: tuple[int, str, str, str, int, str]) -> list[str]:
    number = theme[4]
    return [theme[5].format(each) for each in range(1, number + 1)]


def _criteria(theme: tuple[int, str, str, str, int, str]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    rating: str | None
    previous: str | None
    ratings = islice(cycle(_RATINGS), theme[0], None)
    before = islice(cycle(_RATINGS), theme[0] + 1, None)
    for code, subject in zip(_codes(theme), cycle(_SUBJECTS), strict=False):
        rating, previous, see = next(ratings), next(before), None
        if code == "G003":
            rating = None
        if code == "PCE004":
            rating, previous, see = None, None, "CI012"
        rows.append((code, theme[0], subject, rating, previous, see, "Review of July 2025", None))
    return rows


def _narrative(theme: tuple[int, str, str, str, int, str]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    codes = _codes(theme)
    for section, count, words in _SECTIONS:
        for place in range(count):
            subject = _SUBJECTS[(place + theme[0]) % len(_SUBJECTS)]
            code = codes[(place + theme[0]) % len(codes)] if section != "Description" else None
            text = words.format(f"{subject[0].lower()}{subject[1:]} ({theme[1].lower()})")
            rows.append((theme[0], section, text, code, None, None))
    return rows


def _actions(theme: tuple[int, str, str, str, int, str]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    codes = _codes(theme)
    for place in range(_ACTIONS_EACH):
        subject = _SUBJECTS[(place + theme[0]) % len(_SUBJECTS)]
        status, progress = _STATUSES[(place + theme[0]) % len(_STATUSES)]
        due = date(2025, 1 + (place * 2 + theme[0]) % 12, 28)
        revised = date(2026, 3, 31) if place == 4 else None
        rows.append((
            f"{theme[2]}-A{place + 1}", theme[0], codes[place % len(codes)], f"{subject} in every service",
            f"Agree a standard for {subject[0].lower()}{subject[1:]}, put it in place, and report on it.",
            _OWNERS[place % len(_OWNERS)], date(2024, 10, 1 + place), due, revised, status, progress,
            "The standard is agreed with heads of service.",
            "Two quarters without a finding from internal audit.", None,
        ))  # fmt: skip
    return rows


def with_rows(rows: Rows, sheet: str, times: int) -> Rows:
    """The sheet's rows so many times, each with a code, a reference or words of its own."""
    place = 2 if sheet == "Narrative" else 0
    more = [
        (*row[:place], _another(str(row[place]), number, words=place > 0), *row[place + 1 :])
        for number in range(times)
        for row in rows[sheet]
    ]
    return {**rows, sheet: more}


def _another(text: str, number: int, *, words: bool) -> str:
    if number == 0:
        return text
    return f"{text} Case {number} shows it." if words else f"{text}{number:03}"
