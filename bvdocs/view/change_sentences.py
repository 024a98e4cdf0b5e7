"""The sentence that says what changed, for each kind of change."""

from collections.abc import Callable

from bvdocs.core.changes import Change, ChangeKind
from bvdocs.core.english import counted, date_words, in_sentence, number_word, ordinal, stopped
from bvdocs.core.quoting import in_short, printed_quote
from bvdocs.view.word_diff import became, describe_rewording

# In characters: by so much of a text it is named.
_LONGEST_NAME = 70

# Long texts, which the documents print a page further: there it is enough to say that they are new.
TEXTS = {"Update", "Opportunity", "Success measure"}


def change_words(change: Change) -> str:
    """Return the sentence that says what changed."""
    words = _WORDS[change.kind]
    if callable(words):
        return stopped(words(change))
    was, now = in_sentence(change.before), in_sentence(change.now)
    return stopped(words.format(who=_subject(change), was=was, now=now, change=change))


def _subject(change: Change) -> str:
    """Return what changed, with its words: 'L004 (Clear and realistic priorities)'."""
    return f"{change.subject} ({in_short(change.name, _LONGEST_NAME)})" if change.name else change.subject


def wording_words(change: Change) -> str:
    """Return how the sentence on a new wording begins, to stand above the wording itself: 'L-A1 was reworded:'."""
    if change.field in TEXTS:
        return f"{_of_detail(change)}, {in_sentence(change.field)}:"
    who = _bullet(change) if change.kind is ChangeKind.BULLET_REWORDED else change.subject
    return f"{who} was reworded:"


def _reworded(change: Change) -> str:
    return f"{wording_words(change)} {describe_rewording(change.before, change.now)}"


def _bullet_moved(change: Change) -> str:
    before, now = change.from_place, change.to_place
    if not before or not now:
        raise ValueError("a bullet that moved stood somewhere, and stands somewhere")
    text = printed_quote(in_short(change.now, _LONGEST_NAME))
    if before.section != now.section:
        return f"A bullet was moved from {before.section} to {now.section}, {text}"
    if before.number == now.number:
        return f"{now.section}: others moved past the {ordinal(now.number)} bullet, {text}"
    return f"{now.section}: the {ordinal(before.number)} bullet is now the {ordinal(now.number)}, {text}"


def _bullet(change: Change) -> str:
    """Return the bullet's place, 'Strengths: the second bullet'."""
    return f"{change.subject}: the {ordinal(change.to_place.number)} bullet" if change.to_place else change.subject


def _date_moved(change: Change) -> str:
    slip = change.slip
    if not slip:
        raise ValueError("an action whose date moved has its dates")
    slipped = change.kind is ChangeKind.ACTION_SLIPPED
    by = f"{'slipped' if slipped else 'was brought forward'} by {counted(slip.days, 'day')}"
    said = [f"{_subject(change)} {by}, from {date_words(slip.before)} to {date_words(slip.now)}"]
    if slipped and slip.times > 1:
        said.append(f"it slipped {'twice' if slip.times == 2 else f'{number_word(slip.times)} times'} on the way")
    if slipped and slip.first != slip.before:
        said.append(f"first agreed for {date_words(slip.first)}")
    return "; ".join(said)


def _detail(change: Change) -> str:
    if change.field in TEXTS:
        return _reworded(change)
    said = _DETAIL_WORDS.get(change.field)
    return f"{_of_detail(change)} {said(change.before, change.now)}" if said else _field(change)


def _of_detail(change: Change) -> str:
    return _bullet(change) if change.kind is ChangeKind.BULLET_DETAIL else _subject(change)


def _rating_shown(before: str, now: str) -> str:
    """Say what stands now where a rating does, and what did: a level, 'See CI012', or nothing."""
    then, today = (text if text.startswith("See ") else in_sentence(text) or "not assessed" for text in (before, now))
    return f"is now {today}; it was {then}"


_DETAIL_WORDS: dict[str, Callable[[str, str], str]] = {
    "Theme": lambda before, now: f"moved from theme {before} to theme {now}",
    "Rating": _rating_shown,
    "See": lambda before, now: f"now refers to {now}; it referred to {before}",
    "Criteria": lambda before, now: f"names {now or 'no characteristics'} now; it named {before or 'none'}",
    "Progress": lambda before, now: f"has come to {now or 'no figure'}; it was {before or 'not given'}",
    "Start": lambda before, now: f"starts on {now or 'no date'}; that was {before or 'not given'}",
    "Due": lambda before, now: f"is said to be first agreed for {now}; that was {before}",
    "Order": lambda _before, now: f"stand in another order: {now}",
    "Formatting or links": lambda _before, now: (
        f"has other formatting or links in {printed_quote(in_short(now, _LONGEST_NAME))}"
    ),
}


def _field(change: Change) -> str:
    """Return the sentence on a field or a column that has no words of its own."""
    return f"{change.subject}, {in_sentence(change.field)}: {became(change.before, change.now)}"


# `who` is the subject with its words; `was` and `now` are what it was and is, as within a sentence.
_WORDS: dict[ChangeKind, str | Callable[[Change], str]] = {
    ChangeKind.RATING_UP: "{who} improved from {was} to {now}",
    ChangeKind.RATING_DOWN: "{who} worsened from {was} to {now}",
    ChangeKind.RATING_NEW: "{who} is newly assessed: {now}",
    ChangeKind.RATING_WITHDRAWN: "{who} is no longer assessed; it was {was}",
    ChangeKind.RATING_CHANGED: "{who} was {was} and is {now}; the scale has changed",
    ChangeKind.CHARACTERISTIC_ADDED: "{who} is a new characteristic",
    ChangeKind.CHARACTERISTIC_REMOVED: "{who} was removed",
    ChangeKind.CHARACTERISTIC_RENUMBERED: "{change.before} is now {who}",
    ChangeKind.CHARACTERISTIC_REWORDED: _reworded,
    ChangeKind.CHARACTERISTIC_DETAIL: _detail,
    ChangeKind.BULLET_ADDED: lambda change: f"{change.subject}: a bullet was added, {printed_quote(change.now)}",
    ChangeKind.BULLET_REMOVED: lambda change: f"{change.subject}: a bullet was removed, {printed_quote(change.before)}",
    ChangeKind.BULLET_MOVED: _bullet_moved,
    ChangeKind.BULLET_REWORDED: _reworded,
    ChangeKind.BULLET_DETAIL: _detail,
    ChangeKind.ACTION_ADDED: "{who} is a new action",
    ChangeKind.ACTION_REMOVED: "{who} was removed",
    ChangeKind.ACTION_LEFT: "{who} has left the plan: it was {was}",
    ChangeKind.ACTION_RENUMBERED: "{change.before} is now {who}",
    ChangeKind.ACTION_COMPLETED: "{who} was completed",
    ChangeKind.ACTION_CLOSED: "{who} was cancelled",
    ChangeKind.ACTION_REOPENED: "{who} was reopened: it is {now}, and was {was}",
    ChangeKind.ACTION_STATUS: "{who} is now {now}; it was {was}",
    ChangeKind.ACTION_SLIPPED: _date_moved,
    ChangeKind.ACTION_EARLIER: _date_moved,
    ChangeKind.ACTION_OWNER: "{who} has a new owner, {change.now}; it was {change.before}",
    ChangeKind.ACTION_REWORDED: _reworded,
    ChangeKind.ACTION_DETAIL: _detail,
    ChangeKind.FIELD: _field,
}
