"""The dates of actions in words: the first one stays, and each later one names the version that brought it."""

from dataclasses import replace

from bvdocs.core.changes import DueDates
from bvdocs.core.english import date_words
from bvdocs.core.model import Action
from bvdocs.core.versions import Version


def dates_in_workbook(action: Action) -> DueDates:
    """Return the dates of an action that was in no version before."""
    revised = action.last_due != action.due
    return DueDates(action.due, ((action.last_due, None),) if revised else ())


def revised_words(dates: DueDates, edition: str, after_gap: Version | None = None) -> tuple[str, ...]:
    """Return each date that replaced the first, in words: '30 June 2025 (version 1.0)'.

    `edition` names what is being made, if a version was reported before; else it is empty. No version is named with
    what the first one after a damaged one has, `after_gap`: the damaged one may have brought it.
    """
    named = [
        (day, "" if version and version == after_gap else f"version {version}" if version else edition)
        for day, version in dates.revised
    ]
    return tuple(f"{date_words(day)} ({name})" if name else date_words(day) for day, name in named)


def with_printed_dates(action: Action, dates: DueDates) -> Action:
    """Return the action with the dates that are printed of it; its source says in which cell each of them stands.

    A date first agreed that the archive knows better stands in none; the one that counts stands in `Due` where the
    workbook has no revised one.
    """
    source = action.source
    if action.due != dates.first:
        source = replace(source, no_cell=source.no_cell | {"Due"})
    if action.revised_due is None and "Due" in source.letters:
        letters = {**source.letters, "Revised due": source.letters["Due"]}
        source = replace(source, letters=letters, no_cell=source.no_cell - {"Revised due"})
    return replace(dates.put_on(action), source=source)
