"""A day as a text, in the form in which another stands in its place."""

import re
from datetime import date

from bvdocs.core.english import date_words


def typed_like(before: str, day: date) -> str:
    """Return a day in the form of the day that a text names: '26/11/2024', '2024-11-26', else '26 November 2024'."""
    if re.fullmatch(r"\s*\d{4}-\d{1,2}-\d{1,2}\s*", before):
        return day.isoformat()
    if match := re.fullmatch(r"\s*\d{1,2}([/.-])\d{1,2}[/.-]\d{2,4}\s*", before):
        return day.strftime(f"%d{match[1]}%m{match[1]}%Y")
    return date_words(day)
