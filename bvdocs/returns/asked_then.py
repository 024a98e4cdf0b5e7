"""What the workbook said of the actions that an update sheet asks about, as the round's record has it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bvdocs.core.added_rows import Milestone
from bvdocs.core.asked import AskedSheet, FormBlock, Question
from bvdocs.core.model import Action, Assessment
from bvdocs.core.places import Source
from bvdocs.core.quoting import normal
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.schema import ACTIONS
from bvdocs.returns.held_values import row_of

# The label beside an action's words.
_WORDS = "Action"


def as_asked(sheet: AskedSheet, now: Assessment) -> Assessment:
    """Return an assessment with the actions and milestones of the sheet alone, where they stood when it was made.

    They are there to be found in the workbook as it is `now`: a row has its name, its words and its place, and in its
    other columns no more than any row has.
    """
    actions = tuple(_actions(sheet, now))
    return replace(now, actions=actions, milestones=tuple(_milestones(sheet, now)))


def _actions(sheet: AskedSheet, now: Assessment) -> Iterator[Action]:
    by_ref = {normal(each.ref): each for each in now.actions}
    by_words = {each.text.plain: each for each in now.actions}
    for block in sheet.blocks:
        questions = [each.question for each in block.rows if each.question]
        of_action = [each for each in questions if each.cell.sheet == ACTIONS.name]
        words = next((row.told for row in block.rows if row.label == _WORDS), "")
        like = by_words.get(words) or by_ref.get(normal(block.action)) or next(iter(now.actions), None)
        if of_action and like:
            source = _source(of_action, like.source)
            yield replace(like, ref=block.action, text=RichText((Run(words),)), source=source)


def _milestones(sheet: AskedSheet, now: Assessment) -> Iterator[Milestone]:
    like = next(iter(now.milestones), None)
    for block, question in _steps(sheet.blocks):
        if like:
            source = _source([question], like.source)
            yield replace(like, action=block.action, text=question.milestone, source=source)


def _steps(blocks: Iterable[FormBlock]) -> Iterator[tuple[FormBlock, Question]]:
    for block in blocks:
        for row in block.rows:
            if row.question and row.question.milestone:
                yield block, row.question


def _source(questions: Iterable[Question], like: Source) -> Source:
    """Return the place of a row in which these cells stand."""
    cells = [each.cell for each in questions]
    letters: Mapping[str, str] = {each.column: each.cell.cell.rstrip("0123456789") for each in questions}
    return replace(like, sheet=cells[0].sheet, row=row_of(cells[0]), letters={**like.letters, **letters})
