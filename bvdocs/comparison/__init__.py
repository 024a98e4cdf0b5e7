"""What differs between two assessments, as facts: of what is published, nothing differs and goes unmentioned."""

from bvdocs.comparison.action_dates import dates_by_action, with_first_dates
from bvdocs.comparison.assessments import compare
from bvdocs.comparison.exempt_now import ExemptNow, with_rows
from bvdocs.comparison.last_time import compare_with_past, find_lost_marks, lost_marks
from bvdocs.comparison.not_updated import find_not_updated
from bvdocs.comparison.plan import pairs_of_actions
from bvdocs.comparison.previous_ratings import with_previous_ratings
from bvdocs.comparison.withholding import is_open_still, withhold, without_exempt_now

__all__ = [
    "ExemptNow",
    "compare",
    "compare_with_past",
    "dates_by_action",
    "find_lost_marks",
    "find_not_updated",
    "is_open_still",
    "lost_marks",
    "pairs_of_actions",
    "with_first_dates",
    "with_previous_ratings",
    "with_rows",
    "withhold",
    "without_exempt_now",
]
