"""The one list of checks, and how a check joins it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from string import ascii_uppercase
from typing import NamedTuple

from bvdocs.core.findings import Finding, Rule, rule
from bvdocs.core.model import Assessment, CellRef, published


class Trouble(NamedTuple):
    """What a check yields: where, what is wrong, and what to do about it.

    `text` is all of the text that it is about, where it is about one. `confidential` says whether it speaks of an
    exempt row; where it does not say, it does if it is at such a row.
    """

    where: CellRef
    message: str
    hint: str
    text: str = ""
    confidential: bool | None = None


# The sheet whose rows quote other findings, which may be of exempt rows.
ACCEPTED = "Accepted findings"

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
    public, exempt = published(assessment), _exempt_rows(assessment)
    for entry in sorted(_checks, key=lambda each: each.rule.code[1:]):
        for where, message, hint, text, told in entry.function(public if entry.of_public else assessment):
            confidential = _is_secret(where.sheet, where.cell, exempt) if told is None else told
            yield entry.rule.at(where, message, hint, confidential=confidential, text=text)


def kept_confidential(findings: Iterable[Finding], assessment: Assessment) -> Iterator[Finding]:
    """The findings, those of an exempt row marked as confidential; so are all that quote an acceptance."""
    exempt = _exempt_rows(assessment)
    for finding in findings:
        yield replace(finding, confidential=True) if _is_secret(finding.sheet, finding.cell, exempt) else finding


def _exempt_rows(assessment: Assessment) -> set[tuple[str, str]]:
    return {(row.source.sheet, str(row.source.row)) for row in assessment.rows if row.exempt}


def _is_secret(sheet: str, cell: str, exempt: set[tuple[str, str]]) -> bool:
    return sheet == ACCEPTED or (sheet, cell.lstrip(ascii_uppercase)) in exempt
