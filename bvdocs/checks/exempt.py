"""The rules on rows that are not for publication (Local Government Act 1972, Schedule 12A)."""

from collections.abc import Iterator

from bvdocs.checks.printed_text import printed_passages
from bvdocs.checks.registry import Problem, check, public_check
from bvdocs.core.exempt_words import begins_in_capitals, opens_exempt, says_exempt
from bvdocs.core.model import Action, Assessment, Bullet
from bvdocs.core.publishing import announced_reasons
from bvdocs.core.quoting import quoted
from bvdocs.core.schema import REPORT


@check("W216", "Rows are exempt and were left out of every document.")
def rows_left_out(assessment: Assessment) -> Iterator[Problem]:
    for rows in (assessment.criteria, assessment.bullets, assessment.actions):
        exempt = [row for row in rows if row.exempt]
        if exempt:
            count = "1 row is" if len(exempt) == 1 else f"{len(exempt)} rows are"
            yield Problem(
                exempt[0].source.at("Exempt"),
                f"{count} exempt and left out of every document.",
                "Nothing, if that is meant; else clear the 'Exempt' cells.",
                confidential=False,  # that there are some is no secret
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
