"""What needs attention: what is overdue, which dates moved, what falls due soon, which ratings worsened."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bvdocs.core.changes import DueDates
from bvdocs.core.english import counted, date_words, listed, number_word, sentence
from bvdocs.core.history import Reported
from bvdocs.core.model import Action, Assessment, Level
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.quoting import in_short, one_line
from bvdocs.view.actions import percent_words
from bvdocs.view.attention_views import AttentionView, DueLineView, MovedDateView, WorsenedView
from bvdocs.view.deadlines import Deadline, find_deadlines
from bvdocs.view.heatmap import in_code_order
from bvdocs.view.movement import WORSENED, movement_of, were_rated
from bvdocs.view.names import anchor
from bvdocs.view.origins import Origins, cells_of

NOTHING = "Nothing needs attention"
NO_REASON = "No reason is given."
# How far the list of what falls due looks ahead: such committees meet each quarter.
_DAYS_AHEAD = 90
# In characters: by so much of its text an action is named, and so much of a reason is told; the plan has the whole.
_LONGEST_NAME, _LONGEST_REASON = 70, 120
# By its column, what the words of a reason are headed by.
_UPDATE, _NEW_DATE = ("Update", "Latest update"), ("Reason for new date", "Reason for the new date")


def build_attention(assessment: Assessment, dates: Mapping[str, DueDates], last: Reported | None) -> AttentionView:
    """Return what needs attention at the meeting, of actions that are open and of their milestones.

    `last` is the version reported last, and `dates` those of each action, by its reference.
    """
    meeting = assessment.report.meeting_date
    until = date.fromordinal(min(meeting.toordinal() + _DAYS_AHEAD, date.max.toordinal()))
    version = f"version {last.issue.version}" if last else ""
    deadlines = find_deadlines(assessment, dates, last)
    overdue = [each for each in deadlines if each.is_overdue(meeting)]
    new = sum(_is_new(each, last) for each in overdue)
    moved = [(each, each.then) for each in deadlines if each.then and each.then.due != each.due]
    soon = [each for each in deadlines if each.is_running and meeting <= each.due <= until]
    worsened = tuple(worsened_ratings(assessment))
    ahead = f"in the {_DAYS_AHEAD} days after the meeting, by {date_words(until)}"
    said = (
        f"on {date_words(meeting)}, {_so_many(overdue)} {'is' if len(overdue) == 1 else 'are'} overdue"
        + (f", {number_word(new)} of them new since {version}" if new else ""),
        f"{counted(len(moved), 'date')} {'has' if len(moved) == 1 else 'have'} moved since {version}" if last else "",
        f"{_so_many(soon)} {'falls' if len(soon) == 1 else 'fall'} due {ahead}",
        f"{counted(len(worsened), 'rating')} {'has' if len(worsened) == 1 else 'have'} worsened since last time"
        if were_rated(assessment.criteria)
        else "",
    )
    return AttentionView(
        summary=_summary([each for each in said if each], anything=any((overdue, moved, soon, worsened))),
        overdue=tuple(_line(each, meeting, f"new since {version}" * _is_new(each, last)) for each in overdue),
        moved_heading=f"Dates that moved since {version}" if moved else "",
        moved=tuple(_moved_line(now, then) for now, then in moved),
        soon_heading=f"Due {ahead}" if soon else "",
        soon=tuple(_line(each, meeting) for each in soon),
        worsened=worsened,
    )


def _is_new(deadline: Deadline, last: Reported | None) -> bool:
    """Say whether what is overdue was not so at the meeting of the version reported last, if there is one."""
    if last is None:
        return False
    return deadline.then is None or not deadline.then.is_overdue(last.issue.meeting_date)


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


def _line(deadline: Deadline, meeting: date, since: str = "") -> DueLineView:
    """Return what is overdue or due soon; `since` says since when it is overdue, if that is new."""
    action, late = deadline.action, (meeting - deadline.due).days
    # Where the action is late itself, its own line says why.
    told = deadline.milestone is not None and action.is_overdue(meeting)
    column, name, reason = ("", "", "") if told else _reason(action, _UPDATE, _NEW_DATE)
    return DueLineView(
        ref=action.ref,
        name=_name(deadline),
        owner=action.owner,
        due=date_words(deadline.due),
        status=_status(deadline),
        late=_days(late) if late > 0 else "",
        since=since,
        reason_name=name,
        reason=reason,
        anchor=anchor("action", action.ref),
        origins=_cells(deadline, "due", column),
    )


def _moved_line(now: Deadline, then: Deadline) -> MovedDateView:
    """Return what was due on another day in a version, with why it moved and who agreed to it."""
    action = now.action
    column, name, reason = _reason(action, _NEW_DATE, _UPDATE)
    return MovedDateView(
        ref=action.ref,
        name=_name(now),
        owner=action.owner,
        before=date_words(then.due),
        now=date_words(now.due),
        by=_moved_by(then.due, now.due),
        reason_name=name,
        reason=reason,
        agreed_by=action.new_date_agreed_by,
        anchor=anchor("action", action.ref),
        origins={**_cells(now, "now", column), **cells_of(action.source, agreed_by="New date agreed by")},
    )


def _name(deadline: Deadline) -> str:
    if deadline.milestone:
        return f"Milestone: {in_short(deadline.milestone.text, _LONGEST_NAME)}"
    return in_short(deadline.action.text.plain, _LONGEST_NAME)


def _status(deadline: Deadline) -> str:
    """Return how far it is: an action as 'In progress, 40%'; a milestone that is listed is still to do."""
    action = deadline.action
    if deadline.milestone:
        return "To do"
    return ", ".join(filter(None, (action.status.name, percent_words(action.progress))))


def _reason(action: Action, *columns: tuple[str, str]) -> tuple[str, str, str]:
    """Return the first of the columns that says why, with its heading and its words; or that none does."""
    words = {_UPDATE: action.update.plain, _NEW_DATE: action.reason_for_new_date}
    for each in columns:
        if said := in_short(words[each], _LONGEST_REASON):
            return (*each, said)
    return "", "", NO_REASON


def _cells(deadline: Deadline, day: str, reason: str) -> Origins:
    """Return the cells of what a line tells, by the name that its date has there and the column of its reason."""
    action, milestone = deadline.action, deadline.milestone
    cells = cells_of(action.source, ref="Ref", owner="Owner", **({"reason": reason} if reason else {}))
    if milestone:
        return {**cells, **cells_of(milestone.source, **{"name": "Milestone", day: "Due"})}
    due = "Revised due" if action.revised_due else "Due"
    return {**cells, **cells_of(action.source, **{"name": "Action", day: due})}


def _moved_by(before: date, now: date) -> str:
    """Return by how much a date moved, '30 days later'; '' where it has no end, or had none."""
    if is_ongoing(before) or is_ongoing(now):
        return ""
    return f"{_days(abs((now - before).days))} {'later' if now > before else 'earlier'}"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _so_many(deadlines: Sequence[Deadline]) -> str:
    """Return how many there are of each kind: 'two actions and one milestone', 'no actions'."""
    milestones = sum(each.milestone is not None for each in deadlines)
    kinds = ((len(deadlines) - milestones, "action"), (milestones, "milestone"))
    return listed([counted(number, noun) for number, noun in kinds if number]) or counted(0, "action")


def _summary(clauses: Sequence[str], *, anything: bool) -> str:
    """Return the clauses, one a sentence; in one sentence where they are all of nothing."""
    return " ".join(map(sentence, clauses)) if anything else f"{NOTHING}: {listed(clauses)}."
