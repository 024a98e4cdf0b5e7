"""What needs attention: what is overdue, which dates moved, what falls due soon, which ratings worsened."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bvdocs.core.changes import Changes, DueDates, Slip
from bvdocs.core.english import counted, date_words, listed, number_word, sentence
from bvdocs.core.history import Reported
from bvdocs.core.model import Action, Assessment, Level
from bvdocs.core.quoting import one_line, shortened
from bvdocs.view.actions import percent_words
from bvdocs.view.attention_views import AttentionView, DueLineView, MovedDateView, WorsenedView
from bvdocs.view.heatmap import in_code_order
from bvdocs.view.movement import WORSENED, movement_of, were_rated
from bvdocs.view.names import anchor
from bvdocs.view.origins import Origins, cells_of

NOTHING = "Nothing needs attention"
NO_REASON = "No reason is given."
# How far the list of what falls due looks ahead: such committees meet each quarter.
_DAYS_AHEAD = 90
# In characters: by so much of its text an action is named, and so much of a reason is told; the plan has the whole.
_LONGEST_NAME, _LONGEST_REASON = 70, 160


def build_attention(
    assessment: Assessment, changes: Changes | None, dates: Mapping[str, DueDates], last: Reported | None
) -> AttentionView:
    """Return what needs attention at the meeting, of actions that are open.

    `changes` is what changed since `last`, the version reported last; `dates` those of each action, by its reference.
    """
    meeting = assessment.report.meeting_date
    until = date.fromordinal(min(meeting.toordinal() + _DAYS_AHEAD, date.max.toordinal()))
    version = f"version {last.issue.version}" if last else ""
    actions = _by_date(assessment)
    overdue = [each for each in actions if each.is_overdue(meeting)]
    new = [each for each in overdue if last and last.issue.version not in dates[each.ref].overdue_in]
    moved = list(_moved(actions, changes)) if changes else []
    soon = [each for each in actions if meeting <= each.last_due <= until]
    worsened = list(worsened_ratings(assessment))
    ahead = f"in the {_DAYS_AHEAD} days after the meeting, by {date_words(until)}"
    said = (
        _overdue_words(len(overdue), len(new), meeting, version),
        _so_many(len(moved), "date", "has moved", "have moved") + f" since {version}" if last else "",
        _so_many(len(soon), "action", "falls due", "fall due") + f" {ahead}",
        _so_many(len(worsened), "rating", "has worsened", "have worsened") + " since last time"
        if were_rated(assessment.criteria)
        else "",
    )
    return AttentionView(
        summary=_summary([each for each in said if each], anything=any((overdue, moved, soon, worsened))),
        overdue=tuple(_line(each, meeting, f"new since {version}" if each in new else "") for each in overdue),
        moved_heading=f"Dates that moved since {version}" if moved else "",
        moved=tuple(_moved_line(action, slip) for action, slip in moved),
        soon_heading=f"Due {ahead}" if soon else "",
        soon=tuple(_line(each, meeting) for each in soon),
        worsened=tuple(worsened),
    )


def _by_date(assessment: Assessment) -> list[Action]:
    """Return the open actions by the date that counts, the earliest first; those of one day as in the plan."""
    return sorted((each for each in assessment.actions if each.is_open), key=lambda each: (each.last_due, each.theme))


def _moved(actions: Sequence[Action], changes: Changes) -> Iterator[tuple[Action, Slip]]:
    """Yield each of the actions whose date has moved, with how it did."""
    slips = {change.subject: change.slip for theme in changes.themes for change in theme.changes if change.slip}
    yield from ((action, slips[action.ref]) for action in actions if action.ref in slips)


def worsened_ratings(assessment: Assessment) -> Iterator[WorsenedView]:
    """Yield the characteristics whose rating worsened, by theme and code."""
    for theme in sorted(assessment.themes, key=lambda each: each.number):
        for each in in_code_order([each for each in assessment.criteria if each.theme == theme.number]):
            if movement_of(each, assessment.scale)[1] == WORSENED:
                yield WorsenedView(
                    code=each.code,
                    name=each.name,
                    theme=one_line(theme.name),
                    before=_level_name(each.previous),
                    now=_level_name(each.rating),
                    origins=cells_of(
                        each.source, code="Code", name="Characteristic", before="Previous rating", now="Rating"
                    ),
                )


def _level_name(level: Level | None) -> str:
    return one_line(level.name) if level else ""


def _line(action: Action, meeting: date, since: str = "") -> DueLineView:
    """Return an open action with the date that counts; `since` says since when it is overdue, if that is new."""
    late = (meeting - action.last_due).days
    reason_name, reason = _reason(action)
    return DueLineView(
        ref=action.ref,
        name=shortened(action.text.plain, _LONGEST_NAME),
        owner=action.owner,
        due=date_words(action.last_due),
        status=", ".join(filter(None, (action.status.name, percent_words(action.progress)))),
        late=_days(late) if late > 0 else "",
        since=since,
        reason_name=reason_name,
        reason=reason,
        anchor=anchor("action", action.ref),
        origins=_cells(action, "due"),
    )


def _moved_line(action: Action, slip: Slip) -> MovedDateView:
    reason_name, reason = _reason(action)
    return MovedDateView(
        ref=action.ref,
        name=shortened(action.text.plain, _LONGEST_NAME),
        owner=action.owner,
        before=date_words(slip.before),
        now=date_words(slip.now),
        by=f"{_days(slip.days)} {'later' if slip.now > slip.before else 'earlier'}",
        reason_name=reason_name,
        reason=reason,
        anchor=anchor("action", action.ref),
        origins=_cells(action, "now"),
    )


def _cells(action: Action, date_that_counts: str) -> Origins:
    """Return the cells of what a line tells of an action, by the name that its date has there."""
    due = {date_that_counts: "Revised due" if action.revised_due else "Due"}
    return cells_of(action.source, ref="Ref", name="Action", owner="Owner", reason="Update", **due)


def _reason(action: Action) -> tuple[str, str]:
    """Return why an action is late, as far as the workbook says, behind the name of what says it."""
    update = shortened(action.update.plain, _LONGEST_REASON)
    return ("Latest update", update) if update else ("", NO_REASON)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _so_many(number: int, noun: str, one: str, several: str) -> str:
    """Return how many things do what: 'one date has moved', 'no dates have moved'."""
    return f"{counted(number, noun)} {one if number == 1 else several}"


def _overdue_words(overdue: int, new: int, meeting: date, version: str) -> str:
    words = f"on {date_words(meeting)}, {_so_many(overdue, 'action', 'is overdue', 'are overdue')}"
    return f"{words}, {number_word(new)} of them new since {version}" if new else words


def _summary(clauses: Sequence[str], *, anything: bool) -> str:
    """Return the clauses, one a sentence; in one sentence where they are all of nothing."""
    return " ".join(map(sentence, clauses)) if anything else f"{NOTHING}: {listed(clauses)}."
