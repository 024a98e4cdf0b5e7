"""The one list of checks: how a check joins it, and how all of them are run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from string import ascii_uppercase
from typing import NamedTuple

from bvdocs.core.findings import Finding, Rule, rule
from bvdocs.core.model import Assessment, CellRef
from bvdocs.core.publishing import published
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


Check = Callable[[Assessment], Iterable[Problem]]


class _Entry(NamedTuple):
    """A check with its rule, and whether it is given only what will be published."""

    rule: Rule
    check: Check
    of_public: bool


_checks: list[_Entry] = []


def check(code: str, looks_for: str, *, of_public: bool = False) -> Callable[[Check], Check]:
    """Enter the decorated function in the list, as the check of this rule; it is given the whole assessment.

    `looks_for` is the sentence that `bvdocs rules` prints. Raise ValueError for a number that another rule has.
    """
    entered = rule(code, looks_for)

    def enter(function: Check) -> Check:
        _checks.append(_Entry(entered, function, of_public))
        return function

    return enter


# A check that is given only what will be published, and so never speaks of an exempt row.
public_check = partial(check, of_public=True)


def run_checks(assessment: Assessment) -> Iterator[Finding]:
    """Yield every finding of every check, in order of the rules' numbers: what is a cause of others comes first."""
    public, exempt = published(assessment), _exempt_rows(assessment)
    for entry in sorted(_checks, key=lambda each: each.rule.code[1:]):
        for where, message, hint, text, confidential in entry.check(public if entry.of_public else assessment):
            if confidential is None:
                confidential = _is_confidential(where.sheet, where.cell, exempt)
            yield entry.rule.at(where, message, hint, confidential=confidential, text=text)


def mark_confidential(findings: Iterable[Finding], assessment: Assessment) -> Iterator[Finding]:
    """Yield the findings, those at an exempt row or in the sheet of acceptances marked as confidential."""
    exempt = _exempt_rows(assessment)
    for finding in findings:
        yield replace(finding, confidential=True) if _is_confidential(finding.sheet, finding.cell, exempt) else finding


def _exempt_rows(assessment: Assessment) -> set[tuple[str, str]]:
    """Return the sheet and the row number, as text, of each exempt row."""
    return {(row.source.sheet, str(row.source.row)) for row in assessment.rows if row.exempt}


def _is_confidential(sheet: str, cell: str, exempt: set[tuple[str, str]]) -> bool:
    """Say whether a finding here may speak of an exempt row; an acceptance may quote a finding that does."""
    return sheet == ACCEPTED.name or (sheet, cell.lstrip(ascii_uppercase)) in exempt
