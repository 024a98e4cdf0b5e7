"""The one list of checks, and how a check joins it."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bvdocs.findings import Finding, Rule, rule
from bvdocs.model import Assessment, CellRef


class Trouble(NamedTuple):
    """What a check yields: where, what is wrong, what to do about it, and whether it speaks of an exempt row."""

    where: CellRef
    message: str
    hint: str
    confidential: bool = False


Check = Callable[[Assessment], Iterable[Trouble]]

_checks: list[tuple[Rule, Check]] = []


def check(code: str) -> Callable[[Check], Check]:
    """Enter the decorated function as the check with this code."""

    def enter(function: Check) -> Check:
        summary = (function.__doc__ or "").partition("\n")[0]
        _checks.append((rule(code, summary), function))
        return function

    return enter


def run_checks(assessment: Assessment) -> Iterator[Finding]:
    """Every finding of every check."""
    for entered, function in _checks:
        for trouble in function(assessment):
            yield entered.at(trouble.where, trouble.message, trouble.hint, confidential=trouble.confidential)
