"""What is not for publication (Local Government Act 1972, Schedule 12A)."""

import re
from collections.abc import Iterator

from bvdocs.checks.passages import Passage, printed
from bvdocs.checks.prose import words
from bvdocs.checks.registry import Trouble, check
from bvdocs.model import Action, Assessment, Bullet, CellRef, published

# A text of fewer words may stand in a public one by chance.
_FEWEST_WORDS = 6


@check("W216")
def rows_left_out(assessment: Assessment) -> Iterator[Trouble]:
    """Rows are exempt and were left out of every document."""
    sheets = (
        ("Criteria", assessment.criteria),
        ("Narrative", assessment.bullets),
        ("Actions", assessment.actions),
    )
    for sheet, rows in sheets:
        exempt = [row for row in rows if row.exempt]
        if exempt:
            count = "1 row is" if len(exempt) == 1 else f"{len(exempt)} rows are"
            yield Trouble(
                CellRef(sheet, exempt[0].source.at("Exempt").cell),
                f"{count} exempt and left out of every document.",
                "Nothing, if that is meant; else clear the 'Exempt' cells.",
            )


@check("E217")
def see_exempt(assessment: Assessment) -> Iterator[Trouble]:
    """A published characteristic refers to an exempt one, and would show its rating."""
    exempt = {criterion.code for criterion in assessment.criteria if criterion.exempt}
    for criterion in assessment.criteria:
        if criterion.see and not criterion.exempt and criterion.see in exempt:
            yield Trouble(
                criterion.source.at("See"),
                f"{criterion.code} refers to {criterion.see}, which is exempt: its rating would be published.",
                f"Mark {criterion.code} as exempt too, or give it a rating of its own.",
            )


@check("W218")
def exempt_code_named(assessment: Assessment) -> Iterator[Trouble]:
    """A published row names an exempt characteristic; its code is left out there."""
    exempt = {criterion.code for criterion in assessment.criteria if criterion.exempt}
    speakers: tuple[Bullet | Action, ...] = (*assessment.bullets, *assessment.actions)
    for row in speakers:
        named = [code for code in row.criteria if code in exempt]
        if named and not row.exempt:
            yield Trouble(
                row.source.at("Criteria"),
                f"{', '.join(named)} is exempt, so this published row is printed without it.",
                "See whether the row itself is meant to be published.",
                confidential=True,
            )


@check("W221")
def exempt_code_in_text(assessment: Assessment) -> Iterator[Trouble]:
    """A published text mentions the code of an exempt characteristic or the reference of an exempt action."""
    exempt = [each.code for each in assessment.criteria if each.exempt]
    exempt += [each.ref for each in assessment.actions if each.exempt]
    names = "|".join(re.escape(name) for name in exempt if name)
    for passage in printed(published(assessment)) if names else ():
        match = re.search(rf"(?<!\w)(?:{names})(?!\w)", passage.text)
        if match:
            yield Trouble(
                passage.where,
                f"the text mentions {match[0]}, which is exempt, and would be published.",
                "Take it out of the text, or mark this row as exempt too.",
                confidential=True,
            )


@check("E222")
def exempt_text_published(assessment: Assessment) -> Iterator[Trouble]:
    """A published text holds all of an exempt one."""
    secrets = [(where, f" {' '.join(words(text))} ") for where, text in _exempt_texts(assessment)]
    secrets = [secret for secret in secrets if secret[1].count(" ") > _FEWEST_WORDS]
    for passage in printed(published(assessment)) if secrets else ():
        text = f" {' '.join(words(passage.text))} "
        for where, secret in secrets:
            if secret in text:
                yield Trouble(
                    passage.where,
                    f"the text holds that of {where}, which is exempt: it would be published.",
                    "Mark this row as exempt too, or take the exempt words out of it.",
                    confidential=True,
                )


def _exempt_texts(assessment: Assessment) -> Iterator[Passage]:
    """What is written in exempt bullets and actions."""
    for bullet in assessment.bullets:
        if bullet.exempt:
            yield Passage(bullet.source.at("Text"), bullet.text.plain)
    for action in assessment.actions:
        if action.exempt:
            yield Passage(action.source.at("Opportunity"), action.opportunity.plain)
            yield Passage(action.source.at("Action"), action.text.plain)
            yield Passage(action.source.at("Update"), action.update.plain)
