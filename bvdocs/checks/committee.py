"""The rules on the covering report and its clearances: what a committee, or the law, expects of them."""

import re
from collections.abc import Iterator

from bvdocs.checks.plausible_time import PlausibleTime
from bvdocs.checks.registry import Problem, check
from bvdocs.core.committee import Committee
from bvdocs.core.committee_sheets import COMMITTEE, IMPLICATIONS, PURPOSES
from bvdocs.core.model import Assessment
from bvdocs.core.places import CellRef
from bvdocs.core.publishing import published
from bvdocs.core.quoting import did_you_mean, normal, quoted
from bvdocs.core.schema import NO_WORDS, YES_WORDS


@check(
    "W506",
    "Implications that the council requires are not given in the covering report.",
    missed_in=[(COMMITTEE, "Field"), (COMMITTEE, "Required implications")],
)
def implications_not_given(assessment: Assessment) -> Iterator[Problem]:
    committee = assessment.committee
    if committee is None:
        return
    given = {normal(each.name): each for each in committee.implications}
    for name, where in _required(committee):
        found = given.get(normal(name))
        if (found is None or not found.paragraphs) and normal(name) not in map(normal, committee.unread):
            yield Problem(
                found.cells[0] if found and found.cells else where,
                f"the council requires {quoted(name)}, and the covering report says nothing of them.",
                f"Write a paragraph, if only that there are none: a row with '{name}' under Field.",
            )


def _required(committee: Committee) -> Iterator[tuple[str, CellRef]]:
    """Yield the name of each sort of implications that is required, as its field is named, with the cell that says so.

    The last word may be left out: 'Financial, Legal'.
    """
    for text, where in zip(
        committee.required_implications, committee.cells.get("Required implications", ()), strict=False
    ):
        for name in filter(None, map(str.strip, re.split(r"[,;\n]", text))):
            yield name if normal(name).endswith(IMPLICATIONS) else f"{name}{IMPLICATIONS}", where


@check("W507", "An officer has not yet cleared the covering report.")
def not_cleared(assessment: Assessment) -> Iterator[Problem]:
    for each in assessment.clearances if assessment.committee else ():
        if each.cleared_on is None:
            yield Problem(
                each.source.at("Cleared on"),
                f"{quoted(each.role)} has not cleared the report; it is printed as 'Not yet cleared'.",
                "Type the day on which it was cleared.",
            )


@check("W508", "The purpose of the covering report is none of those that a committee knows.")
def unknown_purpose(assessment: Assessment) -> Iterator[Problem]:
    committee = assessment.committee
    if committee and committee.purpose and normal(committee.purpose) not in map(normal, PURPOSES):
        yield Problem(
            committee.cells["Purpose"][0],
            f"the purpose is {quoted(committee.purpose)}{did_you_mean(committee.purpose, PURPOSES) or '.'}",
            f"Type one of: {', '.join(PURPOSES)}.",
        )


@check(
    "W515",
    "The covering report asks the committee to decide, and recommends nothing.",
    missed_in=[(COMMITTEE, "Field"), (COMMITTEE, "Recommendation")],
)
def nothing_to_decide(assessment: Assessment) -> Iterator[Problem]:
    committee = assessment.committee
    if committee and normal(committee.purpose) == normal(PURPOSES[0]) and not committee.recommendations:
        yield Problem(
            committee.cells["Purpose"][0],
            f"the purpose is {quoted(committee.purpose)}, and there is no recommendation.",
            "Write what the committee is asked to resolve: a row with 'Recommendation' under Field for each.",
        )


@check("W510", "The covering report does not say yes or no to whether it asks for a key decision.")
def key_decision_unclear(assessment: Assessment) -> Iterator[Problem]:
    committee = assessment.committee
    if committee and committee.key_decision and normal(committee.key_decision) not in YES_WORDS | NO_WORDS:
        yield Problem(
            committee.cells["Key decision"][0],
            f"the key decision is {quoted(committee.key_decision)}, where yes or no is expected.",
            "Type yes or no; what else there is to say of it belongs to 'Background'.",
        )


@check("W511", "A clearance has a date after the meeting.")
def cleared_after_meeting(assessment: Assessment) -> Iterator[Problem]:
    time, meeting = PlausibleTime(assessment), assessment.report.meeting_date
    for each in assessment.clearances if assessment.committee and time.meeting else ():
        if each.cleared_on and each.cleared_on > meeting and not time.is_far(each.cleared_on):
            yield Problem(
                each.source.at("Cleared on"),
                f"{quoted(each.role)} cleared the report on {each.cleared_on:%d/%m/%Y}, after the meeting on"
                f" {meeting:%d/%m/%Y}.",
                "Correct the one or the other date.",
            )


@check("W512", "A Part B is announced, and no exempt row names the paragraph that the law wants to be told.")
def nothing_to_announce(assessment: Assessment) -> Iterator[Problem]:
    committee = published(assessment).committee
    if committee and committee.part_b and committee.exclusion is None:
        exempt = any(row.exempt for row in assessment.every_row)
        why = "no exempt row names a paragraph of Schedule 12A" if exempt else "no row is exempt"
        yield Problem(
            _part_b_cell(committee),
            f"'Part B' says yes, and {why}: the covering report does not announce it.",
            "Write the numbers of the paragraphs under 'Exempt' in each exempt row, such as 3; or clear 'Part B'.",
            confidential=exempt,
        )


@check("W513", "Rows are exempt, and the covering report announces no Part B.")
def nothing_announced(assessment: Assessment) -> Iterator[Problem]:
    committee = assessment.committee
    exempt = [row for row in assessment.every_row if row.exempt]
    if committee and exempt and not committee.part_b:
        yield Problem(
            exempt[0].source.at("Exempt"),
            "rows are exempt, and the covering report does not say that they are on the agenda as Part B.",
            f"If the committee is to see them, write a row with 'Part B' and yes into the sheet {COMMITTEE.name};"
            " nothing else of them is published.",
            confidential=True,
        )


@check("W514", "A Part B is announced, and an exempt row does not say by which paragraph it is exempt.")
def paragraph_not_named(assessment: Assessment) -> Iterator[Problem]:
    committee = published(assessment).committee
    for row in assessment.every_row if committee and committee.exclusion else ():
        if row.exempt and not row.exempt.paragraphs:
            yield Problem(
                row.source.at("Exempt"),
                "the row is exempt and names no paragraph, so what the covering report tells of Part B may lack one.",
                "Write the paragraphs of Part 1 of Schedule 12A that it falls under instead of yes, such as 3.",
            )


@check(
    "W552",
    "Clearances are given without a covering report, which is where they are printed.",
    missed_in=[(COMMITTEE, "Field")],
)
def clearances_of_nothing(assessment: Assessment) -> Iterator[Problem]:
    if assessment.clearances and assessment.committee is None:
        yield Problem(
            assessment.clearances[0].source.at("Role"),
            f"these clear a covering report, and none is made: there is no sheet {COMMITTEE.name}, or it says nothing.",
            f"Fill in a sheet {COMMITTEE.name}, a field a row, such as 'Purpose' and 'To note'; or clear this sheet.",
        )


def _part_b_cell(committee: Committee) -> CellRef:
    return next(iter(committee.cells.get("Part B", ())), CellRef(COMMITTEE.name))
