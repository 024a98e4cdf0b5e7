"""The rules on an assessment: what is looked for once a workbook has been read.

Each rule is a small generator in the module of its family. Its decorator gives its code, whose first letter is its
severity, and the sentence that `bvdocs rules` prints. A family's module is named here, and nowhere else.
"""

from bvdocs.checks import (  # noqa: F401 - each import enters the rules of its family in the list
    abbreviations,
    codes,
    committee,
    dates,
    evidence,
    examples,
    exempt,
    exempt_leaks,
    golden_thread,
    key_dates,
    milestones,
    numbering,
    owners,
    part_b,
    past_dates,
    plan,
    privacy,
    ratings,
    references,
    scale,
    unlikely_days,
    wording,
)
from bvdocs.checks.acceptances import apply_acceptances
from bvdocs.checks.missing_glyphs import find_missing_glyphs
from bvdocs.checks.registry import mark_confidential, run_checks

__all__ = ["apply_acceptances", "find_missing_glyphs", "mark_confidential", "run_checks"]
