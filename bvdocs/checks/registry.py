"""The one list of checks, and how a check joins it."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bvdocs.findings import Finding, Rule, rule
from bvdocs.model import Assessment, CellRef, published


class Trouble(NamedTuple):
    """What a check yields: where, what is wrong, what to do about it, and whether it speaks of an exempt row."""

    where: CellRef
    message: str
    hint: str
    confidential: bool = False


Check = Callable[[Assessment], Iterable[Trouble]]


class _Entry(NamedTuple):
    rule: Rule
    function: Check
    of_public: bool


_checks: list[_Entry] = []


def check(code: str) -> Callable[[Check], Check]:
    """Enter the decorated function as the check with this code; it is given the whole assessment."""
    return _enter(code, of_public=False)


def public_check(code: str) -> Callable[[Check], Check]:
    """Enter a check that is given what will be published: it never speaks of an exempt row."""
    return _enter(code, of_public=True)


def _enter(code: str, *, of_public: bool) -> Callable[[Check], Check]:
    def enter(function: Check) -> Check:
        summary = (function.__doc__ or "").partition("\n")[0]
        _checks.append(_Entry(rule(code, summary), function, of_public))
        return function

    return enter


def run_checks(assessment: Assessment) -> Iterator[Finding]:
    """Every finding of every check, in order of the rules' numbers: what is a cause of others comes first."""
    public = published(assessment)
    for entry in sorted(_checks, key=lambda each: each.rule.code[1:]):
        for trouble in entry.function(public if entry.of_public else assessment):
            yield entry.rule.at(trouble.where, trouble.message, trouble.hint, confidential=trouble.confidential)
