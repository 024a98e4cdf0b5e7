"""The changes since another version, in sentences, grouped by theme."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bvdocs.core import schema
from bvdocs.core.changes import ACTIONS, BULLETS, CHARACTERISTICS, RATINGS, Change, ChangeKind, Changes, ThemeChanges
from bvdocs.core.english import counted, date_words, listed, sentence
from bvdocs.core.history import Issue
from bvdocs.core.quoting import one_line
from bvdocs.view.change_sentences import TEXTS, change_words, wording_words
from bvdocs.view.document_views import ChangeGroupView, ChangesView, ChangeView, PlanChangesView, ThemeChangesView
from bvdocs.view.names import theme_title
from bvdocs.view.word_diff import pieces_of

NOTHING = "Nothing has changed."
_MOST_NAMED = 6
_GROUPS = (
    ("Ratings", RATINGS),
    ("Characteristics", CHARACTERISTICS),
    ("Narrative", BULLETS),
    ("Actions", ACTIONS),
    ("The theme itself", (ChangeKind.FIELD,)),
)
# What the documents do not print says nothing to their readers. (No change has an action's Ref as its field.)
_NEVER_PRINTED = {
    column.name for sheet in schema.SHEETS for column in (*sheet.columns, *sheet.named_fields) if not column.printed
}
_DETAILS = (ChangeKind.CHARACTERISTIC_DETAIL, ChangeKind.BULLET_DETAIL, ChangeKind.ACTION_DETAIL, ChangeKind.FIELD)
_REWORDED = (ChangeKind.CHARACTERISTIC_REWORDED, ChangeKind.BULLET_REWORDED, ChangeKind.ACTION_REWORDED)
# What was counted, and what is said of one and of several.
_COUNTED: tuple[tuple[ChangeKind, str, str, str], ...] = (
    (ChangeKind.RATING_UP, "rating", "improved", "improved"),
    (ChangeKind.RATING_DOWN, "rating", "worsened", "worsened"),
    (ChangeKind.RATING_NEW, "characteristic", "was newly assessed", "were newly assessed"),
    (ChangeKind.RATING_WITHDRAWN, "characteristic", "is no longer assessed", "are no longer assessed"),
    (ChangeKind.RATING_CHANGED, "rating", "has a level of the new scale", "have a level of the new scale"),
    (ChangeKind.CHARACTERISTIC_ADDED, "characteristic", "was added", "were added"),
    (ChangeKind.CHARACTERISTIC_REMOVED, "characteristic", "was removed", "were removed"),
    (ChangeKind.CHARACTERISTIC_RENUMBERED, "characteristic", "was renumbered", "were renumbered"),
    (ChangeKind.CHARACTERISTIC_REWORDED, "characteristic", "was reworded", "were reworded"),
    (ChangeKind.BULLET_ADDED, "bullet", "was added", "were added"),
    (ChangeKind.BULLET_REMOVED, "bullet", "was removed", "were removed"),
    (ChangeKind.BULLET_MOVED, "bullet", "was moved", "were moved"),
    (ChangeKind.BULLET_REWORDED, "bullet", "was reworded", "were reworded"),
    (ChangeKind.ACTION_ADDED, "action", "was added", "were added"),
    (ChangeKind.ACTION_REMOVED, "action", "was removed", "were removed"),
    (ChangeKind.ACTION_LEFT, "closed action", "has left the plan", "have left the plan"),
    (ChangeKind.ACTION_RENUMBERED, "action", "was renumbered", "were renumbered"),
    (ChangeKind.ACTION_COMPLETED, "action", "was completed", "were completed"),
    (ChangeKind.ACTION_CLOSED, "action", "was cancelled", "were cancelled"),
    (ChangeKind.ACTION_REOPENED, "action", "was reopened", "were reopened"),
    (ChangeKind.ACTION_STATUS, "action", "has another status", "have another status"),
    (ChangeKind.ACTION_SLIPPED, "action", "slipped", "slipped"),
    (ChangeKind.ACTION_EARLIER, "action", "was brought forward", "were brought forward"),
    (ChangeKind.ACTION_OWNER, "action", "has a new owner", "have new owners"),
    (ChangeKind.ACTION_REWORDED, "action", "was reworded", "were reworded"),
)


def changes_since(changes: Changes, issue: Issue) -> ChangesView:
    """Return the view of all that changed since a version was reported, with to whom and when that was."""
    reported = f"reported to the {one_line(issue.committee)} on {date_words(issue.meeting_date)}"
    view = build_changes(changes, f"What changed since version {issue.version}")
    return replace(view, reported=f"Version {issue.version} was {reported}.")


def printed_changes(changes: Changes) -> Changes:
    """Return the changes without those that the documents do not print."""
    themes = tuple(replace(theme, changes=_printed(theme.changes)) for theme in changes.themes)
    return Changes(_printed(changes.overall), themes)


def _printed(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(each for each in changes if each.field not in _NEVER_PRINTED)


def build_changes(changes: Changes, heading: str) -> ChangesView:
    """Return the view of all that changed, under this heading; themes without a change are there too."""
    themes = tuple(_theme(each) for each in changes.themes)
    unchanged = [each.title for each in themes if not each.changed]
    every = len(themes) > 1 and len(unchanged) == len(themes)
    return ChangesView(
        heading=heading,
        overall=tuple(_change(each) for each in changes.overall),
        themes=themes,
        unchanged=f"Nothing has changed in {'any theme' if every else '; '.join(unchanged)}." if unchanged else "",
        anything=bool(changes),
    )


def plan_changes(changes: Changes) -> tuple[PlanChangesView, ...]:
    """Return what changed in the actions, for each theme in which something did."""
    themes = ((theme, sentences_of(theme, ACTIONS)) for theme in changes.themes)
    return tuple(PlanChangesView(theme_title(theme), sentences) for theme, sentences in themes if sentences)


def sentences_of(theme: ThemeChanges, *groups: tuple[ChangeKind, ...]) -> tuple[str, ...]:
    """Return a document's sentences on a theme: one for each change of these groups, and those on long texts."""
    if theme.added or theme.removed:
        return (summarise_changes(theme),)
    changes = [each for each in theme.changes if any(each.kind in group for group in groups)]
    sentences = [change_words(each) for each in _named_once(each for each in changes if each.field not in TEXTS)]
    texts = [each for each in changes if each.field in TEXTS]
    for said, of in (
        ("Updates or other texts are new in", [each for each in texts if each.now]),
        ("Updates or other texts were taken out of", [each for each in texts if not each.now]),
    ):
        if of:
            sentences.append(f"{said} {listed(list(dict.fromkeys(each.subject for each in of)))}.")
    return tuple(sentences)


def summarise_changes(theme: ThemeChanges, *, named: bool = True) -> str:
    """Sum a theme's changes up: 'Two ratings improved (L002 and L005), one bullet was reworded.'; or without names."""
    if theme.added or theme.removed:
        return f"This theme {'is new' if theme.added else 'was removed'}."
    clauses = []
    for kind, noun, one, several in _COUNTED:
        subjects = [change.subject for change in theme.changes if change.kind is kind]
        if subjects:
            verb = one if len(subjects) == 1 else several
            clauses.append(f"{counted(len(subjects), noun)} {verb}{_named(subjects, kind) if named else ''}")
    details = sum(change.kind in _DETAILS for change in theme.changes)
    if details:
        clauses.append(f"{counted(details, 'other detail')} changed")
    return sentence(listed(clauses)) if clauses else NOTHING


def _named(subjects: list[str], kind: ChangeKind) -> str:
    """Return the names to put behind a count, ' (L002 and L005)'; '' for bullets, which have none, and for too many."""
    if kind in BULLETS or len(subjects) > _MOST_NAMED:
        return ""
    return f" ({listed(subjects)})"


def _theme(theme: ThemeChanges) -> ThemeChangesView:
    groups = (
        ChangeGroupView(name, tuple(map(_change, _named_once(each for each in theme.changes if each.kind in kinds))))
        for name, kinds in _GROUPS
    )
    return ThemeChangesView(
        title=theme_title(theme),
        changed=bool(theme.changes or theme.added or theme.removed),
        summary=summarise_changes(theme),
        counts=summarise_changes(theme, named=False),
        groups=tuple(group for group in groups if group.changes),
    )


def _change(change: Change) -> ChangeView:
    is_text = change.kind in _REWORDED or change.field in TEXTS
    text, pieces = change_words(change), pieces_of(change.before, change.now) if is_text else ()
    return ChangeView(text, pieces, about=wording_words(change) if pieces else text)


def _named_once(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes, the words that a subject is known by with the first of it alone."""
    known: set[str] = set()
    for each in changes:
        yield replace(each, name="") if each.subject in known else each
        known.add(each.subject)
