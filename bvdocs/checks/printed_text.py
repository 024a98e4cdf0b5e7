"""The workbook's own words that are printed, each with its cell and the documents that it is printed in.

Of an assessment from which the exempt rows were taken, that is what will be public.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bvdocs.checks.registry import Problem
from bvdocs.core.added_sheets import ACTION_SCALE, EVIDENCE, MILESTONES, STATUSES
from bvdocs.core.columns import Kind, Sheet
from bvdocs.core.indexed_words import IndexedTexts
from bvdocs.core.model import Action, Assessment, Bullet, Criterion, Theme
from bvdocs.core.places import CellRef
from bvdocs.core.rows import AnyRow, main_text
from bvdocs.core.schema import ACTIONS, REPORT_FIELDS, ROW_SHEETS

_TEXTS_OF_ACTIONS = tuple(each for each in ACTIONS.columns if each.kind in (Kind.TEXT, Kind.RICH) and each.printed)
_MAIN_COLUMNS = {sheet.make: sheet.main_column for sheet in ROW_SHEETS}


class Passage(NamedTuple):
    """A text and its cell."""

    where: CellRef
    text: str

    def problem(self, message: str, hint: str) -> Problem:
        """Return the problem with this text that the message names."""
        return Problem(self.where, message, hint, self.text)


def printed_passages(assessment: Assessment) -> list[Passage]:
    """Return every text that is printed anywhere."""
    running = list(running_text(assessment))
    used = filter(indexed(running).use, assessment.abbreviations)
    return [*running, *(Passage(each.source.at("Full"), each.full) for each in used)]


def indexed(passages: Iterable[Passage]) -> IndexedTexts:
    """Return the texts by their words."""
    return IndexedTexts(passage.text for passage in passages)


def running_text(assessment: Assessment) -> Iterator[Passage]:
    """Yield every text that is printed anywhere but in the lists of abbreviations."""
    yield from common_passages(assessment)
    for theme in assessment.themes:
        yield from _theme_passages(theme)
    yield from map(main_passage, assessment.criteria)
    yield from map(main_passage, assessment.bullets)
    for action in assessment.actions:
        yield from action_passages(action)
    yield from _passages_of((STATUSES, ACTION_SCALE, MILESTONES, EVIDENCE), assessment)


def _passages_of(sheets: Iterable[Sheet], assessment: Assessment) -> Iterator[Passage]:
    """Yield every text of the rows of these sheets that is printed."""
    for sheet in sheets:
        columns = [each for each in sheet.columns if each.kind in (Kind.TEXT, Kind.RICH) and each.printed]
        for row in getattr(assessment, sheet.attribute):
            yield from (Passage(row.source.at(each.name), str(getattr(row, each.attribute))) for each in columns)


def passages_by_document(assessment: Assessment) -> Iterator[tuple[str, list[Passage]]]:
    """Yield the name of each document that has a text of its own, with the texts that it prints beside the common."""
    by_theme: dict[int, list[Criterion | Bullet]] = {}
    rows: tuple[Criterion | Bullet, ...] = (*assessment.criteria, *assessment.bullets)
    for row in rows:
        by_theme.setdefault(row.theme, []).append(row)
    for theme in assessment.themes:
        own = [*_theme_passages(theme), *map(main_passage, by_theme.get(theme.number, ()))]
        yield f"the self-assessment of theme {theme.number}", own
    plan = [passage for each in assessment.actions for passage in action_passages(each)]
    yield "the action plan", [*plan, *_passages_of((STATUSES, ACTION_SCALE, MILESTONES), assessment)]
    if evidence := list(_passages_of([EVIDENCE], assessment)):
        yield "the index of evidence", evidence


def common_passages(assessment: Assessment) -> Iterator[Passage]:
    """Yield what every document prints: the Report and Scale sheets, and the names of the themes."""
    report = assessment.report
    for field in REPORT_FIELDS:
        if field.kind is Kind.TEXT and not field.many:
            yield from (Passage(where, getattr(report, field.attribute)) for where in report.cells.get(field.name, ()))
    yield from note_passages(assessment)
    for level in assessment.scale:
        yield Passage(level.source.at("Level"), level.name)
        yield Passage(level.source.at("Meaning"), level.meaning)
    for theme in assessment.themes:
        yield Passage(theme.source.at("Name"), theme.name)


def note_passages(assessment: Assessment) -> Iterator[Passage]:
    """Yield the notes on the first page."""
    report = assessment.report
    yield from map(Passage, report.cells.get("Note", ()), report.notes)


def _theme_passages(theme: Theme) -> Iterator[Passage]:
    """Yield what only the theme's self-assessment prints of its row."""
    yield Passage(theme.source.at("Lead"), theme.lead)
    yield Passage(theme.source.at("Description heading"), theme.description_heading)


def main_passage(row: AnyRow) -> Passage:
    """Return what the row is there for: a characteristic's name, a bullet's text, what an action will do."""
    return Passage(row.source.at(_MAIN_COLUMNS[type(row)]), main_text(row))


def action_passages(action: Action) -> Iterator[Passage]:
    """Yield the texts that are printed of an action."""
    for column in _TEXTS_OF_ACTIONS:
        yield Passage(action.source.at(column.name), str(getattr(action, column.attribute)))
