"""The checks: what is looked for in an assessment once it has been read.

Each check is a small generator in one of the family modules. Its decorator gives its code, whose
first letter is its severity; the first line of its docstring is what `bvdocs rules` prints.
"""

from bvdocs.checks import (
    abbreviations,
    codes,
    dates,
    examples,
    exempt,
    golden_thread,
    numbering,
    past_dates,
    plan,
    privacy,
    ratings,
    references,
    scale,
    wording,
)
from bvdocs.checks import exempt_leaks as leaks
from bvdocs.checks.acceptances import settle
from bvdocs.checks.registry import kept_confidential, run_checks

__all__ = [
    "abbreviations",
    "codes",
    "dates",
    "examples",
    "exempt",
    "golden_thread",
    "kept_confidential",
    "leaks",
    "numbering",
    "past_dates",
    "plan",
    "privacy",
    "ratings",
    "references",
    "run_checks",
    "scale",
    "settle",
    "wording",
]
