"""What is found in a copy of a workbook alone."""

from collections import Counter
from collections.abc import Callable, Iterable

from bvdocs.core.findings import Finding, Severity

# Returns a finding's message without what is other in the copy and no matter.
Plain = Callable[[str], str]


def only_after(
    before: Iterable[Finding], after: Iterable[Finding], before_plain: Plain = str, after_plain: Plain = str
) -> tuple[Finding, ...]:
    """Return the warnings and errors that are new, wherever their rows stand by now."""
    known = Counter((each.code, before_plain(each.message)) for each in before)
    new = []
    for each in after:
        if each.severity is Severity.NOTE:
            continue
        key = each.code, after_plain(each.message)
        if known[key]:
            known[key] -= 1
        else:
            new.append(each)
    return tuple(new)
