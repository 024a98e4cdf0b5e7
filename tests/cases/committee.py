"""A covering report with something in every part of it, for workbooks that have none."""

from collections.abc import Sequence
from datetime import date

from tests.support.workbook_writer import Rows

COMMITTEE: Sequence[tuple[str, object]] = (
    ("Report title", "Best value: our self-assessment and our plan"),
    ("Report of", "Chief Executive"),
    ("Contact", "Head of Transformation, bestvalue@marlham.example"),
    ("Wards", "All"),
    ("Key decision", "no"),
    ("Purpose", "To decide"),
    ("Recommendation", "That the committee agrees the self-assessment of each theme, as the appendices set it out."),
    ("Recommendation", "That the committee agrees the action plan, and has progress reported to each of its meetings."),
    ("Recommendation", "That the Chief Executive may correct matters of fact before the papers are final."),
    (
        "Reasons",
        "The statutory guidance on the best value duty asks each authority to look at itself. A self-assessment that"
        " Members have tested is the best evidence that the Council knows where it stands.",
    ),
    ("Summary", "Most of what was assessed is in place. Planning the workforce needs the most work."),
    ("Summary", "The action plan says what is done, by whom and by which day."),
    ("Background", "Statutory guidance was issued in May 2024 under section 26 of the Local Government Act 1999."),
    ("Options", "An assessment by others was considered. It costs about £40,000, and is not recommended."),
    ("Consultation", "Heads of service and the leaders of all political groups were asked in July 2025."),
    ("Next steps", "The action plan goes to each meeting, and the self-assessment is made again each year."),
    ("Financial implications", "The actions are met from existing budgets."),
    (
        "Legal implications",
        "Section 3 of the Local Government Act 1999 has the Council make arrangements to secure continuous improvement"
        " in the way in which its functions are exercised.",
    ),
    ("Equality implications", "Each action that changes a service has an assessment of its own."),
    ("Digital implications", "None arise from this report."),
    ("Background paper", "Best value standards and intervention: a statutory guide (May 2024)"),
    ("Background paper", "Report of the corporate peer challenge, February 2024"),
    ("Required implications", "Financial, Legal"),
    ("Required implications", "Equality"),
)
CLEARANCES: Sequence[tuple[object, ...]] = (
    ("Section 151 Officer", date(2025, 9, 8), "No further comment."),
    ("Monitoring Officer", date(2025, 9, 9), None),
)


def with_covering_report(rows: Rows, *more: tuple[str, object], cleared: Sequence[tuple[object, ...]] = ()) -> Rows:
    """The rows with a covering report, with these fields too and these clearances."""
    return {**rows, "Committee": [*COMMITTEE, *more], "Clearances": [*CLEARANCES, *cleared]}
