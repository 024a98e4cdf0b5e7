"""What is to change in a workbook for the next meeting, as facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from bvdocs.comparison.previous_ratings import last_ratings
from bvdocs.core.added_rows import Evidence, Milestone
from bvdocs.core.history import Issue
from bvdocs.core.model import Action, Assessment, Criterion, Level
from bvdocs.core.quoting import normal
from bvdocs.core.rows import is_exempt


class Version(NamedTuple):
    """A version of the archive and what it said, with its exempt rows where these are here."""

    issue: Issue
    said: Assessment


class NewPrevious(NamedTuple):
    """A characteristic whose previous rating is to be another: None for none.

    `lost` is the level that it had, where the scale no longer has it.
    """

    criterion: Criterion
    level: Level | None
    lost: str = ""


class Kept(NamedTuple):
    """An action that stays as it is, and why, to complete 'it …'."""

    action: Action
    why: str


@dataclass(frozen=True, slots=True)
class NextRound:
    """What is to change: the meeting's date, previous ratings, actions that leave the plan, updates to be emptied.

    The milestones of actions go with them, and evidence names them no more. `kept` are actions that were closed, and
    `updates_kept` actions with updates, that stay as they are.
    """

    meeting: date
    ratings: tuple[NewPrevious, ...]
    closed: tuple[Action, ...]
    kept: tuple[Kept, ...]
    updates: tuple[Action, ...]
    updates_kept: tuple[Action, ...]
    milestones: tuple[Milestone, ...]

    def evidence_named_less(self, before: Assessment) -> list[tuple[Evidence, tuple[str, ...]]]:
        """Return the evidence that names actions which leave the plan, each with the actions that it names still."""
        gone = {each.ref for each in self.closed}
        less = ((each, tuple(ref for ref in each.actions if ref not in gone)) for each in before.evidence)
        return [(each, left) for each, left in less if left != each.actions]

    def without(self, kept: Sequence[Kept]) -> "NextRound":
        """Return the plan with these actions, and their milestones, where they are."""
        stay = {normal(each.action.ref) for each in kept}
        return replace(
            self,
            closed=tuple(each for each in self.closed if normal(each.ref) not in stay),
            milestones=tuple(each for each in self.milestones if normal(each.action) not in stay),
            kept=(*self.kept, *kept),
        )

    def applied_to(self, before: Assessment) -> Assessment:
        """Return what the workbook is to say afterwards."""
        previous = {id(each.criterion): each.level for each in self.ratings}
        left = {id(each): actions for each, actions in self.evidence_named_less(before)}
        gone, emptied = set(map(id, (*self.closed, *self.milestones))), set(map(id, self.updates))
        return replace(
            before,
            report=replace(before.report, meeting_date=self.meeting),
            criteria=tuple(
                replace(each, previous=previous[id(each)]) if id(each) in previous else each for each in before.criteria
            ),
            actions=tuple(
                replace(each, update=type(each.update)()) if id(each) in emptied else each
                for each in before.actions
                if id(each) not in gone
            ),
            milestones=tuple(each for each in before.milestones if id(each) not in gone),
            evidence=tuple(
                replace(each, actions=left[id(each)]) if id(each) in left else each for each in before.evidence
            ),
        )


def plan_next_round(
    now: Assessment, meeting: date, reported: Version | None, latest: Version | None, *, keep_closed: bool
) -> NextRound:
    """Return what is to change in a workbook that says `now`.

    `reported` is the final version that the committee saw last, and `latest` the last version of all: what they say is
    safe in the archive. Without a final version, the workbook's own ratings become the previous ones, and nothing is
    known of what the committee saw.
    """
    closed = [] if keep_closed else [each for each in now.actions if not each.is_open]
    refs = {normal(each.ref) for each in closed}
    milestones = [each for each in now.milestones if normal(each.action) in refs]
    secret = {normal(each.action) for each in milestones if each.exempt or "Exempt" in each.source.unread}
    kept = [Kept(each, why) for each in closed if (why := _why_kept(each, reported, normal(each.ref) in secret))]
    open_with_updates = [each for each in now.actions if each.is_open and each.update]
    safe = {_told(each) for version in (reported, latest) if version for each in version.said.actions}
    plan = NextRound(
        meeting=meeting,
        ratings=tuple(_previous(now, reported)),
        closed=tuple(closed),
        kept=(),
        updates=tuple(each for each in open_with_updates if _told(each) in safe),
        updates_kept=tuple(each for each in open_with_updates if _told(each) not in safe),
        milestones=tuple(milestones),
    )
    return plan.without(kept)


def _told(action: Action) -> tuple[str, str]:
    return normal(action.ref), action.update.plain


def _why_kept(action: Action, reported: Version | None, has_secrets: bool) -> str:
    """Return why an action that is closed stays in the plan, to complete 'it …'; '' if it leaves it.

    `has_secrets` says that it has exempt milestones.
    """
    if is_exempt(action) or has_secrets:
        return f"{'is' if is_exempt(action) else 'has what is'} exempt: what must not be told is known by its row"
    if reported is None:
        return ""
    then = next((each for each in reported.said.actions if normal(each.ref) == normal(action.ref)), None)
    if then is None or then.is_open:
        return f"was not yet closed in version {reported.issue.version}, so the committee has not seen that it is"
    return ""


def _previous(now: Assessment, reported: Version | None) -> Iterator[NewPrevious]:
    """Yield each characteristic whose previous rating is another than the cell has."""
    pairs = _last_ratings(now, reported.said) if reported else ((each, each.rating) for each in now.criteria)
    on_scale = {level.name for level in now.scale}
    for criterion, level in pairs:
        if criterion.see or "Previous rating" in criterion.source.no_cell:
            continue
        lost = level.name if level and level.name not in on_scale else ""
        new = None if lost else level
        if lost or (new and new.name) != (criterion.previous and criterion.previous.name):
            yield NewPrevious(criterion, new, lost)


def _last_ratings(now: Assessment, then: Assessment) -> Iterable[tuple[Criterion, Level | None]]:
    for each in last_ratings(then, now):
        # A rating that was exempt is not told by a row that is open now.
        if is_exempt(each.now) or not is_exempt(each.before):
            yield each.now, each.level
