"""Changes of what a council may add: milestones of actions, evidence, status words, the action scale."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from bvdocs.comparison.field_changes import FieldChanges
from bvdocs.comparison.matching import RowMatches, RowPair
from bvdocs.comparison.similarity import all_words
from bvdocs.core.added_rows import Evidence, Milestone
from bvdocs.core.added_sheets import ACTION_SCALE, EVIDENCE, MILESTONES
from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.columns import Column
from bvdocs.core.model import Action, Assessment, Level

Row = TypeVar("Row", Level, Evidence)
# From here on a milestone is another one reworded.
_REWORDED = 0.5


def compare_additions(older: Assessment, newer: Assessment) -> Iterator[Change]:
    """Yield what differs in the rows that belong to no theme."""
    was, now = ({each.name: each.counts_as.value for each in side.statuses} for side in (older, newer))
    for word in dict.fromkeys([*now, *was]):
        yield from FieldChanges(ChangeKind.FIELD, "Statuses").compare_field(word, was.get(word), now.get(word))
    yield from _compare_named("Action scale", ACTION_SCALE.columns, older.action_scale, newer.action_scale, _level_name)
    yield from _compare_named("Evidence", EVIDENCE.columns, older.evidence, newer.evidence, _evidence_name)


def _level_name(level: Level) -> str:
    return level.name


def _evidence_name(evidence: Evidence) -> str:
    return evidence.ref


def _compare_named(
    what: str, columns: Iterable[Column], older: Iterable[Row], newer: Iterable[Row], name: Callable[[Row], str]
) -> Iterator[Change]:
    """Yield each row that was added or removed, each column of the others that differs, and another order."""
    columns = tuple(columns)
    matches = RowMatches(older, newer)
    matches.pair_by_key(name)
    for before, now in matches.rows:
        row = now or before
        if before and now:
            yield from FieldChanges(ChangeKind.FIELD, f"{what} {name(now)}").compare_columns(columns, before, now)
        elif row:
            title = row.title if isinstance(row, Evidence) else row.name
            fields = FieldChanges(ChangeKind.FIELD, what)
            yield from fields.compare_field(name(row), title if before else None, title if now else None)
    order = [(place, name(was), name(now)) for place, was, now in matches.placed_pairs]
    yield from FieldChanges(ChangeKind.FIELD, what).compare_order(order)


def compare_milestones(rows: Iterable[RowPair[Action]], older: Assessment, newer: Assessment) -> Iterator[Change]:
    """Yield what changed in the milestones of each action that both have."""
    if not (older.milestones or newer.milestones):
        return
    was, now = _by_action(older.milestones), _by_action(newer.milestones)
    for before, after in rows:
        if before and after:
            yield from _compare_steps(after, was[before.ref], now[after.ref])


def _by_action(milestones: Iterable[Milestone]) -> defaultdict[str, list[Milestone]]:
    steps: defaultdict[str, list[Milestone]] = defaultdict(list)
    for each in milestones:
        steps[each.action].append(each)
    return steps


def _compare_steps(action: Action, older: list[Milestone], newer: list[Milestone]) -> Iterator[Change]:
    matches = RowMatches(older, newer)
    matches.pair_by_key(lambda row: row.text)
    matches.pair_by_similarity(lambda row: all_words(row.text), _REWORDED)
    fields = FieldChanges(ChangeKind.ACTION_DETAIL, action.ref, action.text.plain)
    columns = [column for column in MILESTONES.columns if column.name not in ("Action", "Milestone")]
    for before, now in matches.rows:
        yield from fields.compare_field("Milestone", before and before.text, now and now.text)
        if before and now:
            for change in fields.compare_columns(columns, before, now):
                yield replace(change, field=f"Milestone '{now.text}' {change.field.lower()}")
    order = [(place, was.text, now.text) for place, was, now in matches.placed_pairs]
    yield from fields.compare_order(order)
