"""What differs between two assessments, as facts: of what is published, nothing differs and goes unmentioned."""

from bvdocs.comparison.action_dates import dates_by_action
from bvdocs.comparison.assessments import compare
from bvdocs.comparison.newly_exempt import without_newly_exempt
from bvdocs.comparison.previous_ratings import with_previous_ratings

__all__ = ["compare", "dates_by_action", "with_previous_ratings", "without_newly_exempt"]
