"""Findings that the council has seen and lets stand, by its sheet 'Accepted findings'.

An acceptance holds for a warning or a note of its code, at its cell if it names one, as long as the text that the
finding is about, or the finding's own words where it is about more than a text, is just what the acceptance quotes,
and until its day is over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bvdocs.checks.registry import kept_confidential
from bvdocs.core.findings import AcceptedFinding, Finding, Severity, rule
from bvdocs.core.model import Acceptance, Assessment, is_unread
from bvdocs.core.quoting import quoted

NOT_ACCEPTABLE = rule("W391", "An error is to be accepted, which cannot be.")
OVER = rule("N392", "The day is over until which a finding was accepted.")
IDLE = rule("N393", "An accepted finding no longer occurs, or its text has changed.")


class Settled(NamedTuple):
    """The findings that are left, and those that were accepted."""

    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def settle(findings: Sequence[Finding], assessment: Assessment) -> Settled:
    """Take the accepted findings out, and say what is wrong with the acceptances."""
    holding = [each for each in assessment.acceptances if not _is_over(each, assessment) and not _of_error(each)]
    idle = list(holding)
    accepted: list[AcceptedFinding] = []
    left: list[Finding] = []
    for finding in findings:
        meant = [each for each in holding if _meant(each, finding)]
        if meant:
            accepted.append(AcceptedFinding(finding, meant[0].reason, meant[0].who, meant[0].until))
            idle = [each for each in idle if each not in meant]
        else:
            left.append(finding)
    return Settled((*left, *kept_confidential(_of_acceptances(assessment, idle, left), assessment)), tuple(accepted))


def _is_over(acceptance: Acceptance, assessment: Assessment) -> bool:
    meeting = assessment.report.meeting_date
    return not is_unread(meeting) and acceptance.until < meeting


def _of_error(acceptance: Acceptance) -> bool:
    return acceptance.code.upper().startswith("E")


def _meant(acceptance: Acceptance, finding: Finding) -> bool:
    """Whether it is this finding that was accepted, of the text as it stands."""
    if finding.severity is Severity.ERROR or acceptance.code.upper() != finding.code:
        return False
    if acceptance.cell and _plain(acceptance.cell) != _plain(str(finding.where)):
        return False
    return " ".join(acceptance.text.split()) == finding.to_accept


def _elsewhere(acceptance: Acceptance, left: list[Finding]) -> str:
    """Where it is found now, as when a row was put in above."""
    cells = [str(finding.where) for finding in left if _meant(replace(acceptance, cell=""), finding)]
    return f" there, but at {cells[0]}" if cells and acceptance.cell else ""


def _plain(place: str) -> str:
    """A cell as anyone may write it: 'narrative!$C$14', "'Narrative'!C14"."""
    return "".join(place.replace("$", "").replace("'", "").casefold().split())


def _of_acceptances(assessment: Assessment, idle: list[Acceptance], left: list[Finding]) -> Iterator[Finding]:
    """What is wrong with the acceptances themselves."""
    for each in assessment.acceptances:
        where = each.source.at("Code")
        if _of_error(each):
            yield NOT_ACCEPTABLE.at(
                where, f"{each.code} is an error, and errors cannot be accepted.", "Put right what it is about."
            )
        elif _is_over(each, assessment):
            yield OVER.at(
                each.source.at("Until"),
                f"{each.code} was accepted until {each.until:%d/%m/%Y}, before the meeting, and is no longer.",
                "Put right what it is about, or let it be accepted anew; else delete the row.",
            )
        elif each in idle:
            yield IDLE.at(
                where,
                f"{each.code} is not found about {quoted(each.text)}{_elsewhere(each, left)}.",
                "If it was put right, delete the row. If it is back, look at it anew, and copy its Code, Cell and Text"
                " from the annotated copy.",
            )
