"""What differs between two assessments, as facts: of what is published, nothing differs and goes unmentioned."""

from bvdocs.comparison.action_dates import dates_by_action, with_first_dates
from bvdocs.comparison.assessments import compare
from bvdocs.comparison.last_time import compare_with_past
from bvdocs.comparison.newly_exempt import without_exempt_now, without_newly_exempt
from bvdocs.comparison.previous_ratings import with_previous_ratings

__all__ = [
    "compare",
    "compare_with_past",
    "dates_by_action",
    "with_first_dates",
    "with_previous_ratings",
    "without_exempt_now",
    "without_newly_exempt",
]
