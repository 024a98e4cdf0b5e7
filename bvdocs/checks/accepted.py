"""Findings that the council has seen and lets stand, by its sheet 'Accepted findings'.

An acceptance holds for a warning or a note of its code, at its cell if it names one, as long as the cell's text, or
the finding's own words where the cell is blank, is just what the acceptance quotes, and until its day is over.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bvdocs.checks.prose import quoted
from bvdocs.findings import AcceptedFinding, Finding, Severity, rule
from bvdocs.model import Acceptance, Assessment, CellRef

NOT_ACCEPTABLE = rule("W391", "An error is to be accepted, which cannot be.")
OVER = rule("N392", "The day is over until which a finding was accepted.")
IDLE = rule("N393", "An accepted finding no longer occurs, or its text has changed.")


class Settled(NamedTuple):
    """The findings that are left, and those that were accepted."""

    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def settle(findings: Sequence[Finding], assessment: Assessment, texts: Mapping[CellRef, str]) -> Settled:
    """Take the accepted findings out; `texts` are the cells' own words."""
    meeting = assessment.report.meeting_date
    holding = [each for each in assessment.acceptances if each.until >= meeting and not _of_error(each)]
    idle = list(holding)
    accepted: list[AcceptedFinding] = []
    left: list[Finding] = []
    for finding in findings:
        meant = [each for each in holding if _meant(each, finding, texts)]
        if meant:
            accepted.append(AcceptedFinding(finding, meant[0].reason, meant[0].who, meant[0].until))
            idle = [each for each in idle if each not in meant]
        else:
            left.append(finding)
    return Settled((*left, *_about_acceptances(assessment, idle)), tuple(accepted))


def _of_error(acceptance: Acceptance) -> bool:
    return acceptance.code.upper().startswith("E")


def _meant(acceptance: Acceptance, finding: Finding, texts: Mapping[CellRef, str]) -> bool:
    """Whether it is this finding that was accepted, of the text as it stands."""
    if finding.severity is Severity.ERROR or acceptance.code.upper() != finding.code:
        return False
    if acceptance.cell and _plain(acceptance.cell) != _plain(str(finding.where)):
        return False
    text = " ".join(acceptance.text.split())
    return bool(text) and text in (texts.get(finding.where, ""), finding.message)


def _plain(place: str) -> str:
    """A cell as anyone may write it: 'narrative!$C$14', "'Narrative'!C14"."""
    return "".join(place.replace("$", "").replace("'", "").casefold().split())


def _about_acceptances(assessment: Assessment, idle: list[Acceptance]) -> Iterator[Finding]:
    """What is wrong with the acceptances themselves."""
    for each in assessment.acceptances:
        where = each.source.at("Code")
        if _of_error(each):
            yield NOT_ACCEPTABLE.at(
                where, f"{each.code} is an error, and errors cannot be accepted.", "Put right what it is about."
            )
        elif each.until < assessment.report.meeting_date:
            yield OVER.at(
                each.source.at("Until"),
                f"{each.code} was accepted until {each.until:%d/%m/%Y}, before the meeting, and is no longer.",
                "Put right what it is about, or let it be accepted anew; else delete the row.",
            )
        elif each in idle:
            yield IDLE.at(
                where,
                f"{each.code} is not found about {quoted(each.text)}: it was put right, or its text has changed.",
                "Delete the row; or, if the finding is back with another text, look at it anew.",
                confidential=True,  # the text may be that of an exempt row
            )
