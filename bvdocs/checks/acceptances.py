"""Findings that the council has seen and lets stand, by its sheet 'Accepted findings'.

An acceptance holds for a warning or a note of its code, at its cell if it names one, as long as the text that the
finding is about, or the finding's own words where it is about more than a text, is just what the acceptance quotes,
and until its day is over.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import product, starmap
from typing import NamedTuple

from bvdocs.checks.registry import mark_confidential
from bvdocs.checks.stand_ins import unread_columns
from bvdocs.core.findings import AcceptedFinding, Finding, Severity, has_errors, rule
from bvdocs.core.model import Acceptance, Assessment
from bvdocs.core.quoting import quoted

NOT_ACCEPTABLE = rule("W391", "An error is to be accepted, which cannot be.")
OVER = rule("N392", "The day is over until which a finding was accepted.")
UNUSED = rule("N393", "An accepted finding no longer occurs, or its text has changed.")


class AcceptanceResult(NamedTuple):
    """The findings that are left, with what is wrong with the acceptances, and the findings that were accepted."""

    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def apply_acceptances(findings: Sequence[Finding], assessment: Assessment) -> AcceptanceResult:
    """Take the accepted findings out, and add a finding for whatever is wrong with an acceptance."""
    valid: dict[_Terms, list[Acceptance]] = {}
    for each in assessment.acceptances:
        if not _is_over(each, assessment) and not _is_of_error(each):
            valid.setdefault(_terms_of(each), []).append(each)
    used: set[_Terms] = set()
    accepted: list[AcceptedFinding] = []
    left: list[Finding] = []
    for finding in findings:
        met = [terms for terms in _terms_met_by(finding) if terms in valid]
        if met:
            first = min((valid[terms][0] for terms in met), key=lambda each: each.source.row)
            accepted.append(AcceptedFinding(finding, first.reason, first.who, first.until))
            used.update(met)
        else:
            left.append(finding)
    faults = mark_confidential(_check_acceptances(assessment, used, left), assessment)
    return AcceptanceResult((*left, *faults), tuple(accepted))


def _is_over(acceptance: Acceptance, assessment: Assessment) -> bool:
    known = "Meeting date" not in assessment.report.unread and "Until" not in acceptance.source.unread
    return known and acceptance.until < assessment.report.meeting_date


def _is_of_error(acceptance: Acceptance) -> bool:
    return acceptance.code.upper().startswith("E")


class _Terms(NamedTuple):
    """What an acceptance asks of a finding; None where it asks nothing: the cell that would say so could not be read.

    An acceptance need not name a cell.
    """

    code: str | None
    cell: str | None
    text: str | None


def _terms_of(acceptance: Acceptance) -> _Terms:
    unread = acceptance.source.unread
    return _Terms(
        None if "Code" in unread else acceptance.code.upper(),
        _plain_cell(acceptance.cell) if acceptance.cell else None,
        None if "Text" in unread else " ".join(acceptance.text.split()),
    )


def _terms_met_by(finding: Finding) -> Iterator[_Terms]:
    """Yield all terms by which a finding, about the text as it stands now, is accepted; an error by none."""
    if finding.severity is not Severity.ERROR:
        place = _plain_cell(str(finding.where))
        yield from starmap(_Terms, product((finding.code, None), (place, None), (finding.to_accept, None)))


def _first_places(left: list[Finding]) -> dict[_Terms, str]:
    """Return for all terms the place of the first finding that meets them."""
    found: dict[_Terms, str] = {}
    for finding in left:
        for terms in _terms_met_by(finding):
            found.setdefault(terms, str(finding.where))
    return found


def _elsewhere(acceptance: Acceptance, places: Mapping[_Terms, str]) -> str:
    """Return the words that say where the text is found now, as when a row was put in above it; else ''."""
    place = places.get(_terms_of(acceptance)._replace(cell=None))
    return f" there, but at {place}" if place and acceptance.cell else ""


def _plain_cell(place: str) -> str:
    """Return a cell's name as it is compared: 'narrative!$C$14' and "'Narrative'!C14" are the same."""
    return "".join(place.replace("$", "").replace("'", "").casefold().split())


def _check_acceptances(assessment: Assessment, used: Set[_Terms], left: list[Finding]) -> Iterator[Finding]:
    """Yield a finding for each acceptance that is of an error, is over, or accepts nothing that was found."""
    # While there is an error, what was accepted may not be found for that reason alone.
    places = _first_places(left)
    all_read = not has_errors(tuple(left)) and not unread_columns(assessment)
    for each in assessment.acceptances:
        where = each.source.at("Code")
        if _is_of_error(each):
            yield NOT_ACCEPTABLE.at(
                where, f"{each.code} is an error, and errors cannot be accepted.", "Put right what it is about."
            )
        elif _is_over(each, assessment):
            yield OVER.at(
                each.source.at("Until"),
                f"{each.code} was accepted until {each.until:%d/%m/%Y}, before the meeting, and is no longer.",
                "Put right what it is about, or let it be accepted anew; else delete the row.",
            )
        elif all_read and _terms_of(each) not in used:
            yield UNUSED.at(
                where,
                f"{each.code} is not found about {quoted(each.text)}{_elsewhere(each, places)}.",
                "If it was put right, delete the row. If it is back, look at it anew, and copy its Code, Cell and Text"
                " from the annotated copy.",
            )
