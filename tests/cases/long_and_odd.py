"""A workbook that is long and odd wherever it may be, made up throughout.

40 characteristics in a theme, nine levels of long names, 12 columns, 120 actions, a bullet of 3,000 characters, an
owner of 60, a word without a break, emoji; a theme without actions or strengths, and one of a single characteristic.
"""

from datetime import date

from tests.support.workbook_writer import Rows

_COLOURS = (
    "#003300", "#1c6b3b", "#a5d68c", "#d9f0a3", "#ffdf62", "#f28c28", "#e34a33", "#b42318", "#54278f",
)  # fmt: skip
_LEVELS = (
    "Transformational", "Comprehensively in place", "Institutionalised", "Straightforwardly good",
    "Developing steadily", "Inconsistently applied", "Underdeveloped", "Counterproductive", "Wholly unacceptable",
)  # fmt: skip
_STATUSES = (("In progress", 0.35), ("Complete", None), ("Not started", None), ("Cancelled", None))
_OWNER = "Assistant Director of Corporate Services and Transformation."
_BULLET = "Members asked how far this has come, and officers answered at length. "
_ACTIONS = 120


def long_and_odd_rows() -> Rows:
    """The workbook's sheets as plain rows."""
    return {
        "Report": (
            ("Authority", "The Royal Borough of Somewhere with a Remarkably Long Name upon the River"),
            ("Title", "Best Value Duty self-assessment"),
            ("Committee", "Corporate Governance, Standards and Audit (Joint) Committee"),
            ("Meeting date", date(2025, 9, 23)),
            ("Note", "The first of two notes."),
            ("Note", "The second: Łódź, Ŵyau, café."),
            ("Heatmap columns", 12),
        ),
        "Scale": tuple(
            (name, f"L{place}", colour, "What it means, at length.")
            for place, (name, colour) in enumerate(zip(_LEVELS, _COLOURS, strict=True), 1)
        ),
        "Themes": (
            (1, "Partnerships and Community Engagement with a Very Long Name Indeed", "PCE", None, None),
            (2, "Culture", "C", None, None),
            (3, "Leadership", "L", "Chief Executive", None),
        ),
        "Criteria": (
            *(_criterion(number) for number in range(1, 41)),
            ("C001", 2, "Refers to another theme's", None, None, "PCE0003", None, None),
            ("C002", 2, "Stands alone 👍", _LEVELS[0], None, None, None, None),
            ("L001", 3, "The only one", None, None, None, None, None),
        ),
        "Narrative": (
            (1, "Strengths", (_BULLET * 50)[:3000].strip(), "PCE0001, PCE0002, PCE0003", None, None),
            (1, "Description", "Short.", None, None, None),
            (1, "Areas for improvement", "Unbroken" * 40, None, None, None),
            (2, "Description", "A theme without strengths, areas, opportunities or actions.", None, None, None),
            (3, "Opportunities", "Two lines\nof one bullet 🎉", None, None, None),
        ),
        "Actions": tuple(_action(number) for number in range(1, _ACTIONS + 1)),
    }


def _criterion(number: int) -> tuple[object, ...]:
    name = "A characteristic whose name goes on and on " * (1 + number % 3)
    rating = _LEVELS[number % 8 + 1] if number % 5 else None
    return (f"PCE{number:04}", 1, name.strip(), rating, _LEVELS[number * 3 % 8 + 1], None, None, None)


def _action(number: int) -> tuple[object, ...]:
    theme, prefix = (1, "PCE") if number <= _ACTIONS - 20 else (3, "L")
    status, progress = _STATUSES[number % len(_STATUSES)]
    codes = ", ".join(f"PCE{place:04}" for place in range(1, 1 + number % 6))
    return (
        f"{prefix}-A{number}", theme, codes if theme == 1 else "L001", "An opportunity " * (number % 9),
        "Do something about it, and say what was done. " * (1 + number % 7), _OWNER,
        None if number % 7 == 0 else date(2024, 1, 1 + number % 28), date(2025, 1 + number % 12, 15),
        date(2026, 3, 31) if number % 4 == 0 else None, status, progress,
        "" if number % 2 else "The latest of many updates. " * (number % 15), "A measure of success", None,
    )  # fmt: skip
