"""The one list of checks: how a check joins it, and how all of them are run.

One fault is one finding. Of a cell that could not be read, or that an error was found in, a check is shown several
things that it may hold, and only what it finds with each of them is reported; no check needs to know of it. A check
that says that something stands nowhere names the columns where it may stand, and is left out while one of them has
such a cell.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cached_property, partial
from string import ascii_uppercase
from typing import NamedTuple

from bvdocs.checks.stand_ins import possible_readings, unread_columns, with_unread
from bvdocs.core.columns import Sheet
from bvdocs.core.findings import Finding, Rule, Severity, rule
from bvdocs.core.limits import tell_doing
from bvdocs.core.model import Assessment
from bvdocs.core.places import CellRef
from bvdocs.core.publishing import published
from bvdocs.core.rows import is_exempt
from bvdocs.core.schema import ACCEPTED


class Problem(NamedTuple):
    """What a check yields: where, what is wrong, and what to do about it.

    `text` is all of the text that it is about, where it is about one. `confidential` says whether it speaks of an
    exempt row; where it does not say, it does if it is at such a row.
    """

    where: CellRef
    message: str
    hint: str
    text: str = ""
    confidential: bool | None = None


# A column of a sheet, by its name.
Place = tuple[Sheet, str]
Check = Callable[[Assessment], Iterable[Problem]]


class _Entry(NamedTuple):
    """A check with its rule, whether it is given only what will be published, and where it misses things."""

    rule: Rule
    check: Check
    of_public: bool
    missed_in: frozenset[tuple[str, str]]


_checks: list[_Entry] = []


def check(
    code: str, looks_for: str, *, of_public: bool = False, missed_in: Iterable[Place] = ()
) -> Callable[[Check], Check]:
    """Enter the decorated function in the list, as the check of this rule; it is given the whole assessment.

    `looks_for` is the sentence that `bvdocs rules` prints; `missed_in` are the columns of which it says that something
    is in none of their cells. Raise ValueError for a number that another rule has.
    """
    entered = rule(code, looks_for)
    columns = frozenset((sheet.name, column) for sheet, column in missed_in)

    def enter(function: Check) -> Check:
        _checks.append(_Entry(entered, function, of_public, columns))
        return function

    return enter


# A check that is given only what will be published, and so never speaks of an exempt row.
public_check = partial(check, of_public=True)


def run_checks(assessment: Assessment) -> Iterator[Finding]:
    """Yield every finding of every check, in order of the rules' numbers: what is a cause of others comes first.

    An error in a cell is found before what would follow from it, which is then left unsaid.
    """
    found: list[Finding] = []
    given = _Given(assessment)
    for entry in sorted(_checks, key=lambda each: (each.rule.severity is not Severity.ERROR, each.rule.code[1:])):
        tell_doing(f"checking it: {entry.rule.code}")
        certain = _certain_findings(entry, given)
        found += certain
        if certain and entry.rule.severity is Severity.ERROR:
            at_fault = {CellRef(finding.sheet, finding.cell) for finding in certain}
            given = _Given(with_unread(given.whole, at_fault))
    yield from sorted(found, key=lambda finding: finding.code[1:])


class _Given:
    """An assessment as checks are given it, whole and as it will be published; each is made once for all of them."""

    def __init__(self, whole: Assessment) -> None:
        self.whole = whole

    @cached_property
    def public(self) -> Assessment:
        """Return what of it will be published."""
        return published(self.whole)

    @cached_property
    def readings(self) -> Sequence["_Given"]:
        """Return it with several things that its unread cells may hold."""
        return [self if each is self.whole else _Given(each) for each in possible_readings(self.whole)]

    @cached_property
    def exempt(self) -> set[tuple[str, str]]:
        """Return its exempt rows."""
        return _exempt_rows(self.whole)

    @cached_property
    def unread(self) -> Set[tuple[str, str]]:
        """Return the columns, by sheet and name, of which some cell could not be read."""
        return unread_columns(self.whole)


def _certain_findings(entry: _Entry, given: _Given) -> list[Finding]:
    """Return what the check finds whatever the unread cells hold."""
    if entry.missed_in & given.unread:
        return []
    first, *others = given.readings
    certain = list(_findings(entry, first, given.exempt))
    for reading in others if certain else ():
        same = {(each.where, each.message): each.confidential for each in _findings(entry, reading, given.exempt)}
        certain = [
            replace(each, confidential=each.confidential or same[each.where, each.message])
            for each in certain
            if (each.where, each.message) in same
        ]
        if not certain:
            break
    return certain


def _findings(entry: _Entry, given: _Given, exempt: set[tuple[str, str]]) -> Iterator[Finding]:
    for where, message, hint, text, confidential in entry.check(given.public if entry.of_public else given.whole):
        if confidential is None:
            confidential = _is_confidential(where.sheet, where.cell, exempt)
        yield entry.rule.at(where, message, hint, confidential=confidential, text=text)


def mark_confidential(findings: Iterable[Finding], assessment: Assessment) -> Iterator[Finding]:
    """Yield the findings, those at an exempt row or in the sheet of acceptances marked as confidential."""
    exempt = _exempt_rows(assessment)
    for finding in findings:
        yield replace(finding, confidential=True) if _is_confidential(finding.sheet, finding.cell, exempt) else finding


def _exempt_rows(assessment: Assessment) -> set[tuple[str, str]]:
    """Return the sheet and the row number, as text, of each row that is exempt or may be."""
    return {(row.source.sheet, str(row.source.row)) for row in assessment.rows if is_exempt(row)}


def _is_confidential(sheet: str, cell: str, exempt: set[tuple[str, str]]) -> bool:
    """Say whether a finding here may speak of an exempt row; an acceptance may quote a finding that does."""
    return sheet == ACCEPTED.name or (sheet, cell.lstrip(ascii_uppercase)) in exempt
