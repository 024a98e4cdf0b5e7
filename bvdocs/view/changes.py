"""What changed since another version, in sentences; grouped by theme."""

from collections.abc import Callable
from dataclasses import replace

from bvdocs import changes as facts
from bvdocs.changes import Change, Changes, Kind, ThemeChanges
from bvdocs.past import Issue
from bvdocs.view.names import theme_title
from bvdocs.view.views import ChangeGroupView, ChangesView, ChangeView, PlanChangesView, ThemeChangesView
from bvdocs.view.wording import pieces_of, wording_words
from bvdocs.view.words import (
    counted,
    date_words,
    in_sentence,
    listed,
    number_word,
    one_line,
    ordinal,
    quoted,
    sentence,
    shortened,
    stopped,
)  # fmt: skip

NOTHING = "Nothing has changed."
_GROUPS = (
    ("Ratings", facts.RATINGS),
    ("Characteristics", facts.CHARACTERISTICS),
    ("Narrative", facts.BULLETS),
    ("Actions", facts.ACTIONS),
    ("Other details", (Kind.FIELD,)),
)
# What the documents do not print says nothing to their readers.
_NEVER_PRINTED = {"Evidence", "Ref", "Previous rating"}
_LOOKS = "Formatting or links"
# Of the details, what documents say in words beside what is of a kind of its own.
_TOLD_FIELDS = {"See", "Theme", "Due"}
_REWORDED = (Kind.CHARACTERISTIC_REWORDED, Kind.BULLET_REWORDED, Kind.ACTION_REWORDED)
# What was counted, and what is said of one and of several.
_COUNTED: tuple[tuple[Kind, str, str, str], ...] = (
    (Kind.RATING_UP, "rating", "improved", "improved"),
    (Kind.RATING_DOWN, "rating", "worsened", "worsened"),
    (Kind.RATING_NEW, "characteristic", "was newly assessed", "were newly assessed"),
    (Kind.RATING_WITHDRAWN, "characteristic", "is no longer assessed", "are no longer assessed"),
    (Kind.RATING_CHANGED, "rating", "has another level", "have other levels"),
    (Kind.CHARACTERISTIC_ADDED, "characteristic", "was added", "were added"),
    (Kind.CHARACTERISTIC_REMOVED, "characteristic", "was removed", "were removed"),
    (Kind.CHARACTERISTIC_RENUMBERED, "characteristic", "was renumbered", "were renumbered"),
    (Kind.CHARACTERISTIC_REWORDED, "characteristic", "was reworded", "were reworded"),
    (Kind.BULLET_ADDED, "bullet", "was added", "were added"),
    (Kind.BULLET_REMOVED, "bullet", "was removed", "were removed"),
    (Kind.BULLET_MOVED, "bullet", "was moved", "were moved"),
    (Kind.BULLET_REWORDED, "bullet", "was reworded", "were reworded"),
    (Kind.ACTION_ADDED, "action", "was added", "were added"),
    (Kind.ACTION_REMOVED, "action", "was removed", "were removed"),
    (Kind.ACTION_RENUMBERED, "action", "was renumbered", "were renumbered"),
    (Kind.ACTION_COMPLETED, "action", "was completed", "were completed"),
    (Kind.ACTION_CLOSED, "action", "was closed", "were closed"),
    (Kind.ACTION_REOPENED, "action", "was reopened", "were reopened"),
    (Kind.ACTION_STATUS, "action", "has another status", "have another status"),
    (Kind.ACTION_SLIPPED, "action", "slipped", "slipped"),
    (Kind.ACTION_EARLIER, "action", "was brought forward", "were brought forward"),
    (Kind.ACTION_OWNER, "action", "has a new owner", "have new owners"),
    (Kind.ACTION_REWORDED, "action", "was reworded", "were reworded"),
    (Kind.FIELD, "other detail", "changed", "changed"),
)


def since_heading(issue: Issue) -> str:
    """'What changed since version 1.0 (reported to the … Committee on 26 November 2024)'."""
    reported = f"reported to the {one_line(issue.committee)} on {date_words(issue.meeting_date)}"
    return f"What changed since version {issue.version} ({reported})"


def of_documents(changes: Changes) -> Changes:
    """Without what the documents do not print."""
    return Changes((), tuple(replace(theme, changes=_printed(theme.changes)) for theme in changes.themes))


def _printed(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(each for each in changes if each.field not in _NEVER_PRINTED)


def build_changes(changes: Changes, heading: str) -> ChangesView:
    """All that changed, under this heading; themes without a change are there too."""
    themes = tuple(_theme(each) for each in changes.themes)
    return ChangesView(
        heading=heading,
        overall=tuple(_change(each) for each in changes.overall),
        themes=themes,
        anything=bool(changes),
    )


def plan_changes(changes: Changes) -> tuple[PlanChangesView, ...]:
    """What changed in the actions, of each theme in which something did."""
    themes = (
        PlanChangesView(theme_title(theme), sentences)
        for theme in changes.themes
        if (sentences := told(theme, facts.ACTIONS))
    )
    return tuple(themes)


def told(theme: ThemeChanges, *groups: tuple[Kind, ...]) -> tuple[str, ...]:
    """What a document says of a theme: the sentences of these groups, and of details only what it prints in words."""
    if theme.added or theme.removed:
        return (summarise_changes(theme),)
    of_groups = {kind for group in groups for kind in group}
    subjects = {each.subject for each in theme.changes if each.kind in of_groups}
    return tuple(
        change_words(each)
        for each in theme.changes
        if each.kind in of_groups or (each.field in _TOLD_FIELDS and each.subject in subjects)
    )


def summarise_changes(theme: ThemeChanges) -> str:
    """'Two ratings improved, one bullet was reworded and one action slipped.'"""
    if theme.added or theme.removed:
        return f"This theme {'is new' if theme.added else 'was removed'}."
    clauses = []
    for kind, noun, one, several in _COUNTED:
        number = sum(change.kind is kind for change in theme.changes)
        if number:
            clauses.append(f"{counted(number, noun)} {one if number == 1 else several}")
    return sentence(listed(clauses)) if clauses else NOTHING


def _theme(theme: ThemeChanges) -> ThemeChangesView:
    groups = (
        ChangeGroupView(name, tuple(_change(each) for each in theme.changes if each.kind in kinds))
        for name, kinds in _GROUPS
    )
    return ThemeChangesView(
        title=theme_title(theme),
        summary=summarise_changes(theme),
        groups=tuple(group for group in groups if group.changes),
    )


def _change(change: Change) -> ChangeView:
    reworded = change.kind in _REWORDED
    return ChangeView(change_words(change), pieces_of(change.before, change.now) if reworded else ())


def change_words(change: Change) -> str:
    """The sentence that says what changed."""
    return stopped(_WORDS[change.kind](change))


def _called(change: Change) -> str:
    """'L004 (Clear and realistic priorities)'."""
    return f"{change.subject} ({shortened(change.name)})" if change.name else change.subject


def _rating(verb: str) -> Callable[[Change], str]:
    return lambda change: f"{_called(change)} {verb} from {in_sentence(change.before)} to {in_sentence(change.now)}"


def _saying(what: str) -> Callable[[Change], str]:
    return lambda change: f"{_called(change)} {what}"


def _renumbered(change: Change) -> str:
    return f"{change.before} is now {_called(change)}"


def _reworded(change: Change) -> str:
    return f"{change.subject} was reworded: {wording_words(change.before, change.now)}"


def _bullet_added(change: Change) -> str:
    return f"{change.subject}: a bullet was added, {quoted(change.now)}"


def _bullet_removed(change: Change) -> str:
    return f"{change.subject}: a bullet was removed, {quoted(change.before)}"


def _bullet_moved(change: Change) -> str:
    before, now = change.from_place, change.to_place
    if not before or not now:
        raise ValueError("a bullet that moved stood somewhere, and stands somewhere")
    text = quoted(shortened(change.now))
    if before.section != now.section:
        return f"A bullet was moved from {before.section} to {now.section}, {text}"
    return f"{now.section}: the {ordinal(before.number)} bullet is now the {ordinal(now.number)}, {text}"


def _bullet_reworded(change: Change) -> str:
    place = f", bullet {change.to_place.number}," if change.to_place else ""
    return f"{change.subject}{place} was reworded: {wording_words(change.before, change.now)}"


def _reopened(change: Change) -> str:
    return f"{_called(change)} was reopened: it is {in_sentence(change.now)}, and was {in_sentence(change.before)}"


def _status(change: Change) -> str:
    return f"{_called(change)} is now {in_sentence(change.now)}; it was {in_sentence(change.before)}"


def _slipped(change: Change) -> str:
    slip = change.slip
    if not slip:
        raise ValueError("an action that slipped has its dates")
    dates = f"from {date_words(slip.before)} to {date_words(slip.now)}"
    first = f"; first agreed for {date_words(slip.first)}" if slip.first != slip.before else ""
    if slip.times > 1:
        times = "twice" if slip.times == 2 else f"{number_word(slip.times)} times"
        return f"{_called(change)} slipped {times}, by {counted(slip.days, 'day')} in all, {dates}{first}"
    return f"{_called(change)} slipped by {counted(slip.days, 'day')}, {dates}{first}"


def _earlier(change: Change) -> str:
    slip = change.slip
    if not slip:
        raise ValueError("an action that was brought forward has its dates")
    moved = f"{_called(change)} was brought forward by {counted(slip.days, 'day')}"
    return f"{moved}, from {date_words(slip.before)} to {date_words(slip.now)}"


def _owner(change: Change) -> str:
    return f"{_called(change)} has a new owner, {change.now}; it was {change.before}"


def _field(change: Change) -> str:
    place = f", bullet {change.to_place.number}" if change.to_place else ""
    what = f"{change.subject}{place}, {in_sentence(change.field)}"
    if change.field == _LOOKS:
        return f"{what} changed in {quoted(shortened(change.now))}"
    if not change.before:
        return f"{what}: {quoted(change.now)} was added"
    if not change.now:
        return f"{what}: {quoted(change.before)} was left out"
    return f"{what}: {quoted(change.before)} is now {quoted(change.now)}"


_WORDS: dict[Kind, Callable[[Change], str]] = {
    Kind.RATING_UP: _rating("improved"),
    Kind.RATING_DOWN: _rating("worsened"),
    Kind.RATING_NEW: lambda change: f"{_called(change)} is newly assessed: {in_sentence(change.now)}",
    Kind.RATING_WITHDRAWN: lambda change: (
        f"{_called(change)} is no longer assessed; it was {in_sentence(change.before)}"
    ),
    Kind.RATING_CHANGED: lambda change: (
        f"{_called(change)} was {in_sentence(change.before)} and is {in_sentence(change.now)}; the scale has changed"
    ),
    Kind.CHARACTERISTIC_ADDED: _saying("is a new characteristic"),
    Kind.CHARACTERISTIC_REMOVED: _saying("was removed"),
    Kind.CHARACTERISTIC_RENUMBERED: _renumbered,
    Kind.CHARACTERISTIC_REWORDED: _reworded,
    Kind.BULLET_ADDED: _bullet_added,
    Kind.BULLET_REMOVED: _bullet_removed,
    Kind.BULLET_MOVED: _bullet_moved,
    Kind.BULLET_REWORDED: _bullet_reworded,
    Kind.ACTION_ADDED: _saying("is a new action"),
    Kind.ACTION_REMOVED: _saying("was removed"),
    Kind.ACTION_RENUMBERED: _renumbered,
    Kind.ACTION_COMPLETED: _saying("was completed"),
    Kind.ACTION_CLOSED: _saying("was closed without being completed"),
    Kind.ACTION_REOPENED: _reopened,
    Kind.ACTION_STATUS: _status,
    Kind.ACTION_SLIPPED: _slipped,
    Kind.ACTION_EARLIER: _earlier,
    Kind.ACTION_OWNER: _owner,
    Kind.ACTION_REWORDED: _reworded,
    Kind.FIELD: _field,
}
