"""The checks: what is looked for in an assessment once it has been read.

Each check is a small generator in one of the family modules. Its decorator gives its code, whose
first letter is its severity; the first line of its docstring is what `bvdocs rules` prints.
"""

from bvdocs.checks import codes, dates, exempt, references
from bvdocs.checks.registry import run_checks

__all__ = ["codes", "dates", "exempt", "references", "run_checks"]
