"""What a cell holds."""

from datetime import date

from bvdocs.core.rich_text import RichText

# A text as it is typed, a text with looks, a day, a share of 100, or nothing.
Value = str | RichText | date | float | None
