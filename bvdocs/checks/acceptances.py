"""Findings that the council has seen and lets stand, by its sheet 'Accepted findings'.

An acceptance holds for a warning or a note of its code, at its cell if it names one, as long as the text that the
finding is about, or the finding's own words where it is about more than a text, is just what the acceptance quotes,
and until its day is over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
    valid = [each for each in assessment.acceptances if not _is_over(each, assessment) and not _is_of_error(each)]
    used: list[Acceptance] = []
    accepted: list[AcceptedFinding] = []
    left: list[Finding] = []
    for finding in findings:
        matching = [each for each in valid if _accepts(each, finding)]
        if matching:
            accepted.append(AcceptedFinding(finding, matching[0].reason, matching[0].who, matching[0].until))
            used += matching
        else:
            left.append(finding)
    faults = mark_confidential(_check_acceptances(assessment, used, left), assessment)
    return AcceptanceResult((*left, *faults), tuple(accepted))


def _is_over(acceptance: Acceptance, assessment: Assessment) -> bool:
    known = "Meeting date" not in assessment.report.unread and "Until" not in acceptance.source.unread
    return known and acceptance.until < assessment.report.meeting_date


def _is_of_error(acceptance: Acceptance) -> bool:
    return acceptance.code.upper().startswith("E")


def _accepts(acceptance: Acceptance, finding: Finding) -> bool:
    """Say whether it is this finding that was accepted, about the text as it stands now.

    A cell of the acceptance that could not be read may say so.
    """
    unread = acceptance.source.unread
    if finding.severity is Severity.ERROR or ("Code" not in unread and acceptance.code.upper() != finding.code):
        return False
    if acceptance.cell and _plain_cell(acceptance.cell) != _plain_cell(str(finding.where)):
        return False
    return "Text" in unread or " ".join(acceptance.text.split()) == finding.to_accept


def _elsewhere(acceptance: Acceptance, left: list[Finding]) -> str:
    """Return the words that say where the text is found now, as when a row was put in above it; else ''."""
    cells = [str(finding.where) for finding in left if _accepts(replace(acceptance, cell=""), finding)]
    return f" there, but at {cells[0]}" if cells and acceptance.cell else ""


def _plain_cell(place: str) -> str:
    """Return a cell's name as it is compared: 'narrative!$C$14' and "'Narrative'!C14" are the same."""
    return "".join(place.replace("$", "").replace("'", "").casefold().split())


def _check_acceptances(assessment: Assessment, used: list[Acceptance], left: list[Finding]) -> Iterator[Finding]:
    """Yield a finding for each acceptance that is of an error, is over, or accepts nothing that was found."""
    # While there is an error, what was accepted may not be found for that reason alone.
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
        elif all_read and each not in used:
            yield UNUSED.at(
                where,
                f"{each.code} is not found about {quoted(each.text)}{_elsewhere(each, left)}.",
                "If it was put right, delete the row. If it is back, look at it anew, and copy its Code, Cell and Text"
                " from the annotated copy.",
            )
