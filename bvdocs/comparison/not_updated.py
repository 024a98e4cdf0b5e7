"""The rule on actions that are as the committee saw them last, though their owners were asked what is new."""

from collections.abc import Iterator, Mapping

from bvdocs.comparison.plan import pairs_of_actions
from bvdocs.core.asked import UPDATE, FormBlock
from bvdocs.core.english import date_words
from bvdocs.core.findings import Finding, rule
from bvdocs.core.history import Past
from bvdocs.core.model import Action, Assessment
from bvdocs.core.quoting import one_line
from bvdocs.core.rows import is_exempt
from bvdocs.core.schema import ACTIONS
from bvdocs.core.values import Value

NOT_UPDATED = rule(
    "W604", "An open action was not updated since the committee saw it last, though its owner was asked."
)


def find_not_updated(past: Past, whole: Assessment) -> Iterator[Finding]:
    """Yield which open actions are as they were when their owners were asked for this meeting, and as reported last.

    One that was updated between the last final version and the asking needs no other update.
    """
    asked, meeting = past.asked, whole.report.meeting_date
    if asked is None or asked.meeting != meeting:
        return
    last = past.last_reported(meeting)
    reported = {now.ref: _said(before) for before, now in pairs_of_actions(last.assessment, whole)} if last else {}
    then = {block.action: _asked(block) for sheet in asked.sheets for block in sheet.blocks if block.action}
    until = f" by {date_words(asked.due)}" if asked.due else ""
    for action in whole.actions:
        before = [each[action.ref] for each in (then, reported) if action.ref in each]
        if action.is_open and action.ref in then and not any(_is_updated(action, each) for each in before):
            yield NOT_UPDATED.at(
                action.source.at(UPDATE),
                f"{action.ref} is as it was when its owner, {one_line(action.owner)}, was asked{until} what is new.",
                "Take in what came back, or ask again; if nothing is new, have the update say so.",
                confidential=is_exempt(action),
            )


def _asked(block: FormBlock) -> Mapping[str, Value]:
    """Return what the cells of an action held when its owner was asked, by their columns."""
    questions = (row.question for row in block.rows if row.question)
    return {each.column: each.was for each in questions if each.cell.sheet == ACTIONS.name}


def _said(action: Action) -> Mapping[str, Value]:
    """Return what an action says of how far it is, by the names of its columns."""
    return {
        "Status": action.status.name,
        "Progress": action.progress,
        "Revised due": action.revised_due,
        UPDATE: action.update or None,
    }


def _is_updated(action: Action, before: Mapping[str, Value]) -> bool:
    """Say whether an action tells something new; an update that was only emptied tells nothing."""
    changed = {name: value for name, value in _said(action).items() if str(value) != str(before.get(name, value))}
    return bool(changed.keys() - {UPDATE}) or bool(changed.get(UPDATE))
