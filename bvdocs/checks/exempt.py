"""The rules on rows that are not for publication (Local Government Act 1972, Schedule 12A)."""

from collections.abc import Iterator

from bvdocs.checks.printed_text import printed_passages
from bvdocs.checks.registry import Problem, check, public_check
from bvdocs.core.exempt_words import Heading, begins_in_capitals, marks_exempt, opens_exempt, says_exempt
from bvdocs.core.model import Action, Assessment, Bullet
from bvdocs.core.publishing import announced_reasons, published
from bvdocs.core.quoting import quoted
from bvdocs.core.rows import AnyRow, is_exempt
from bvdocs.core.schema import REPORT


@check("W216", "Rows are exempt and were left out of every document.")
def rows_left_out(assessment: Assessment) -> Iterator[Problem]:
    every: tuple[tuple[AnyRow, ...], ...] = (assessment.criteria, assessment.bullets, assessment.actions)
    for rows in (*every, assessment.milestones, assessment.evidence):
        exempt = [row for row in rows if row.exempt]
        if exempt:
            count = "1 row is" if len(exempt) == 1 else f"{len(exempt)} rows are"
            yield Problem(
                exempt[0].source.at("Exempt"),
                f"{count} exempt and left out of every document.",
                "Nothing, if that is meant; else clear the 'Exempt' cells.",
                confidential=False,  # that there are some is no secret
            )


@check("E395", "A reason is given why a row is exempt, and the row is not marked as exempt.")
def reason_without_mark(assessment: Assessment) -> Iterator[Problem]:
    for row in assessment.every_row:
        if row.exempt_reason and not is_exempt(row) and marks_exempt(Heading.SURE, row.exempt_reason):
            yield Problem(
                row.source.at("Exempt reason"),
                "a reason is given why this row is exempt, and it is not marked so: it would be published.",
                "Put yes, or the paragraphs, under 'Exempt'; or clear the reason.",
                confidential=True,
            )


@check("W396", "Evidence is public and names nothing but exempt rows; it is left out.")
def evidence_of_exempt_rows(assessment: Assessment) -> Iterator[Problem]:
    told = {each.source.row for each in published(assessment).evidence} if assessment.evidence else set()
    for each in assessment.evidence:
        if each.public and not each.exempt and each.source.row not in told:
            yield Problem(
                each.source.at("Public"),
                f"{each.ref} names nothing but what is exempt, so it stands in no document.",
                "Mark it as exempt, or name what else it shows.",
                confidential=True,
            )


@check("W517", "Evidence is marked as public, and as exempt; it is left out.")
def exempt_evidence_marked_public(assessment: Assessment) -> Iterator[Problem]:
    for each in assessment.evidence:
        if each.public and each.exempt:
            yield Problem(
                each.source.at("Public"),
                f"{each.ref} is public, and is exempt, so it stands in no public document.",
                "Clear 'Public', or clear 'Exempt' if it may be published.",
                confidential=True,
            )


@check("E217", "A published characteristic refers to an exempt one, and would show its rating.")
def see_exempt(assessment: Assessment) -> Iterator[Problem]:
    exempt = assessment.exempt_codes
    for criterion in assessment.criteria:
        if criterion.see and not criterion.exempt and criterion.see in exempt:
            yield Problem(
                criterion.source.at("See"),
                f"{criterion.code} refers to {criterion.see}, which is exempt: its rating would be published.",
                f"Mark {criterion.code} as exempt too, or give it a rating of its own.",
            )


@check("W218", "A published row names an exempt characteristic; its code is left out there.")
def exempt_code_named(assessment: Assessment) -> Iterator[Problem]:
    exempt = assessment.exempt_codes
    rows: tuple[Bullet | Action, ...] = (*assessment.bullets, *assessment.actions)
    for row in rows:
        named = [code for code in row.criteria if code in exempt]
        if named and not row.exempt:
            yield Problem(
                row.source.at("Criteria"),
                f"{', '.join(named)} is exempt, so this published row is printed without it.",
                "See whether the row itself is meant to be published.",
                confidential=True,
            )


@public_check("W377", "A text that will be public says of itself that it is not for publication.")
def text_says_exempt(assessment: Assessment) -> Iterator[Problem]:
    reasons = announced_reasons(assessment)
    for passage in printed_passages(assessment):
        text = passage.text
        # A field of the report is a title: 'Action plan (exempt)'.
        is_titled_so = passage.where.sheet == REPORT.name and says_exempt(text)
        if text in reasons:
            continue  # of which it is the purpose
        if opens_exempt(text) or begins_in_capitals(text) or is_titled_so:
            yield passage.problem(
                f"the text says that it is not for publication, and would be published: {quoted(passage.text)}.",
                "Put yes under 'Exempt' in its row, or take the text out; reword it, if it means something else.",
            )
