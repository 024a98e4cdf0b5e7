"""The workbook's own words that are printed, each with its cell and the documents it is printed in.

Of an assessment from which the exempt rows were taken, that is what will be public.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from bvdocs.checks.registry import Trouble
from bvdocs.core.model import Action, Assessment, Bullet, CellRef, Criterion, Theme

Row = TypeVar("Row", Criterion, Bullet)

# The field in which people expect an address.
CONTACT = "Contact"


class Passage(NamedTuple):
    """A text and its cell."""

    where: CellRef
    text: str

    def trouble(self, message: str, hint: str) -> Trouble:
        """That something is wrong with this text."""
        return Trouble(self.where, message, hint, self.text)


def printed(assessment: Assessment) -> list[Passage]:
    """Every text that is printed anywhere."""
    running = list(running_text(assessment))
    whole = "\n".join(passage.text for passage in running)
    used = (each for each in assessment.abbreviations if each.is_used_in(whole))
    return [*running, *(Passage(each.source.at("Full"), each.full) for each in used)]


def running_text(assessment: Assessment) -> Iterator[Passage]:
    """Every text that is printed anywhere but in the lists of abbreviations."""
    yield from of_every_document(assessment)
    yield from _of_themes(assessment)
    for theme in assessment.themes:
        yield from _of_theme_alone(theme)
    for criterion in assessment.criteria:
        yield Passage(criterion.source.at("Characteristic"), criterion.name)
    for bullet in assessment.bullets:
        yield of_bullet(bullet)
    for action in assessment.actions:
        yield from of_action(action)


def documents(assessment: Assessment) -> Iterator[tuple[str, list[Passage]]]:
    """The name of each document that has a text of its own, with all the texts that are printed in it."""
    common = [*of_every_document(assessment), *_of_themes(assessment)]
    for theme in assessment.themes:
        own = [*_of_theme_alone(theme)]
        own += [Passage(each.source.at("Characteristic"), each.name) for each in _of(theme, assessment.criteria)]
        own += [of_bullet(each) for each in _of(theme, assessment.bullets)]
        yield f"the self-assessment of theme {theme.number}", [*common, *own]
    yield "the action plan", [*common, *(passage for each in assessment.actions for passage in of_action(each))]


def _of(theme: Theme, rows: tuple[Row, ...]) -> list[Row]:
    return [row for row in rows if row.theme == theme.number]


def of_every_document(assessment: Assessment) -> Iterator[Passage]:
    """What the Report and Scale sheets say."""
    report = assessment.report
    texts = {
        "Authority": report.authority,
        "Title": report.title,
        "Committee": report.committee,
        "Author": report.author,
        "Department": report.department,
        CONTACT: report.contact,
    }
    for field, text in texts.items():
        for where in report.cells.get(field, ()):
            yield Passage(where, text)
    yield from of_notes(assessment)
    for level in assessment.scale:
        yield Passage(level.source.at("Level"), level.name)
        yield Passage(level.source.at("Meaning"), level.meaning)


def of_notes(assessment: Assessment) -> Iterator[Passage]:
    """The notes on the first page."""
    report = assessment.report
    yield from map(Passage, report.cells.get("Note", ()), report.notes)


def _of_themes(assessment: Assessment) -> Iterator[Passage]:
    for theme in assessment.themes:
        yield Passage(theme.source.at("Name"), theme.name)


def _of_theme_alone(theme: Theme) -> Iterator[Passage]:
    yield Passage(theme.source.at("Lead"), theme.lead)
    yield Passage(theme.source.at("Description heading"), theme.description_heading)


def of_bullet(bullet: Bullet) -> Passage:
    """A bullet's text."""
    return Passage(bullet.source.at("Text"), bullet.text.plain)


def of_action(action: Action) -> Iterator[Passage]:
    """What is printed of an action, but for its dates."""
    yield Passage(action.source.at("Opportunity"), action.opportunity.plain)
    yield Passage(action.source.at("Action"), action.text.plain)
    yield Passage(action.source.at("Owner"), action.owner)
    yield Passage(action.source.at("Update"), action.update.plain)
    yield Passage(action.source.at("Success measure"), action.success_measure)
