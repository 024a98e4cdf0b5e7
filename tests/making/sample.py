"""Makes inputs/assessment.xlsx: the Leadership theme of a published self-assessment.

Run by `make sample`. The bullets, codes and the heading over the description are the source's; the
source gives no ratings and no action table, so those are illustrative, and the workbook's note says so.
"""

import sys
from datetime import date
from pathlib import Path

from bvdocs.workbook.writing.starter import SCALE
from tests.making import sample_text
from tests.support.workbook_writer import Rows, workbook_file

__all__ = ["ACTIONS", "CHARACTERISTICS", "HEADING", "SCALE", "sample_rows"]

_REPORT = (
    ("Authority", "Runnymede Borough Council"),
    ("Title", "Best Value Duty self-assessment"),
    ("Committee", "Standards and Audit Committee"),
    ("Meeting date", date(2025, 9, 23)),
    ("Assessed on", date(2024, 8, 1)),
    (
        "Note",
        "This is a sample. The names of the characteristics, the ratings, and the actions with their owners and"
        " dates are illustrative: the published source gives codes and narrative text only.",
    ),
    ("Heatmap columns", 6),
)

HEADING = "Best Value Duty - Description of a Local Authority Whose Service Delivery Delivers Best Value:"

CHARACTERISTICS = (
    ("L001", "Clear vision and priorities", "Dark green", "Dark green", "Corporate Business Plan"),
    (
        "L002",
        "Leadership capacity and culture",
        "Light green",
        "Light green",
        "Capacity and capability review",
    ),
    (
        "L003",
        "Statutory officers uphold their duties",
        "Dark green",
        "Dark green",
        "Constitution; reports to Members",
    ),
    (
        "L004",
        "Stable, permanent senior posts",
        "Dark green",
        "Light green",
        "Appointments in July and August 2023",
    ),
    ("L005", "Risk management owned by Members", "Light green", "Yellow", "Internal audit, 2024"),
    ("L006", "Reporting on performance", "Yellow", "Yellow", "Committee work programmes"),
    ("L007", "Financial training and awareness", "Amber", "Amber", "Training records"),
    ("L008", "Workforce data", "Amber", "Amber", "Data quality review"),
    ("L009", "Establishment control", "Amber", "Red", "Establishment reconciliation"),
    ("L0010", "Workforce planning", "Amber", "Amber", "Departmental workforce plans"),
    ("L0011", "Professional development and appraisal", "Yellow", "Amber", "My View, Phase 1"),
    ("L0012", "Member leadership and direction", "Light green", "Light green", "Rules of engagement"),
)

ACTIONS = (
    (
        "L-A1", "L006", "Consistent reporting of performance to service committees",
        "Report service-area performance and progress against service area plans to the relevant service"
        " committee each quarter.",
        "Corporate Leadership Team", date(2024, 10, 1), date(2025, 3, 31), None, "Complete", 1.0,
        "The first quarterly reports went to service committees in March 2025.",
        "Every service committee receives a report each quarter.",
    ),
    (
        "L-A2", "L005", "Feedback from risk owners",
        "Refine the risk management system with feedback from risk owners, and report to the Standards and"
        " Audit Committee.",
        "Corporate Head of Finance", date(2024, 10, 1), date(2025, 6, 30), date(2025, 9, 30), "In progress", 0.7,
        "The survey of risk owners closed in June; the revised register comes to the next meeting.",
        "Risk owners confirm that the register is current.",
    ),
    (
        "L-A3", "L002", "Continuous improvement of leadership capacity",
        "Monitor delivery, and measure the benefits realised, of the capacity and capability review and the"
        " organisational culture assessment.",
        "Assistant Chief Executive (Place)", date(2024, 11, 1), date(2025, 12, 31), None, "In progress", 0.4,
        "The baseline is agreed; the first measures are being collected.",
        "Benefits are reported against the baseline twice a year.",
    ),
    (
        "L-A4", "L0012", "Timely direction from Members",
        "Review and refine the rules of engagement with the Runnymede Council Alliance.",
        "Monitoring Officer", date(2024, 12, 2), date(2025, 5, 30), None, "In progress", 0.5,
        "A draft is with group leaders.",
        "Decisions are taken at the meeting for which they are planned.",
    ),
    (
        "L-A5", "L0011", "Phase 2 of the My View system",
        "Put an effective professional development and appraisal process in place, and analyse its data so that"
        " the quality of appraisals can be examined.",
        "Corporate Head of HR & OD", date(2024, 10, 1), date(2026, 3, 31), None, "In progress", 0.25,
        "The supplier has configured the appraisal module.",
        "Nine in ten staff have a completed appraisal.",
    ),
    (
        "L-A6", "L0010", "A more strategic approach to teams and structures",
        "Develop departmental workforce plans across the Council.",
        "Corporate Head of HR & OD", date(2024, 9, 2), date(2025, 3, 31), date(2025, 12, 31), "In progress", 0.6,
        "Nine of fourteen plans are in place.",
        "Every department has a workforce plan that is reviewed yearly.",
    ),
    (
        "L-A7", "L008, L009", "An integrated HR and payroll system",
        "Set up the integrated HR and payroll system, reconcile the establishment, and reprocure the finance"
        " management system with controls that support self-service budget reporting.",
        "Assistant Chief Executive (Section 151 Officer)", date(2024, 10, 1), date(2026, 3, 31), None,
        "In progress", 0.3,
        "Two thirds of the establishment is reconciled.",
        "HR and payroll records agree at each month's end.",
    ),
)  # fmt: skip

_NARRATIVE = (
    ("Description", sample_text.DESCRIPTION),
    ("Strengths", sample_text.STRENGTHS),
    ("Areas for improvement", sample_text.AREAS_FOR_IMPROVEMENT),
    ("Opportunities", sample_text.OPPORTUNITIES),
)


def sample_rows() -> Rows:
    """The sample's sheets as plain rows."""
    return {
        "Report": _REPORT,
        "Scale": SCALE,
        "Themes": ((2, "Leadership", "L", "Chief Executive", HEADING),),
        "Criteria": tuple(
            (code, 2, name, rating, previous, None, evidence, None)
            for code, name, rating, previous, evidence in CHARACTERISTICS
        ),
        "Narrative": tuple(
            (2, section, text, codes or None, None, None) for section, bullets in _NARRATIVE for text, codes in bullets
        ),
        "Actions": tuple((action[0], 2, *action[1:], None) for action in ACTIONS),
        "Abbreviations": (
            ("HR", "Human Resources"),
            ("OD", "Organisational Development"),
        ),
    }


def sample_workbook() -> bytes:
    """Return the file; the same bytes each time."""
    return workbook_file(sample_rows())


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(sample_workbook())
