"""The rules on names that must be unique, and on codes that must belong to their theme."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Assessment, Criterion, Theme
from bvdocs.core.places import CellRef

# What follows a prefix in a code.
_NUMBER = re.compile(r"[ .-]?\d+")
# In letters.
_LONGEST_PREFIX = 100


def _repeats(named: Iterable[tuple[str | int, CellRef]], what: str) -> Iterator[Problem]:
    """Yield a problem for every name that was there before, whatever its case; a blank one, or 0, is no name."""
    first: dict[str, CellRef] = {}
    for name, where in named:
        already_in = first.setdefault(str(name).casefold(), where)
        if name and already_in is not where:
            yield Problem(
                where,
                f"the {what} '{name}' is already in {already_in}.",
                f"Give each {what} once: correct one of the two, or delete its row.",
            )


@check("E201", "Two characteristics have the same code.")
def repeated_code(assessment: Assessment) -> Iterator[Problem]:
    return _repeats(((each.code, each.source.at("Code")) for each in assessment.criteria), "code")


@check("E202", "A code does not begin with its theme's prefix, followed by a number.")
def code_of_another_theme(assessment: Assessment) -> Iterator[Problem]:
    themes = {theme.number: theme for theme in assessment.themes}
    owners = {theme.prefix.casefold(): theme for theme in reversed(assessment.themes) if theme.prefix}
    for criterion in assessment.criteria:
        theme = themes.get(criterion.theme)
        if theme and theme.prefix and criterion.code and not _belongs(criterion, theme):
            yield Problem(
                criterion.source.at("Code"),
                f"the code '{criterion.code}' is not of theme {theme.number}, {theme.name}:"
                f" its codes are '{theme.prefix}' and a number{_owner_of_prefix(criterion, owners)}.",
                "Correct the code, or the theme's number in the same row.",
            )


def _belongs(criterion: Criterion, theme: Theme) -> bool:
    code, prefix = criterion.code.casefold(), theme.prefix.casefold()
    return code.startswith(prefix) and bool(_NUMBER.fullmatch(code, len(prefix)))


def _owner_of_prefix(criterion: Criterion, owners: Mapping[str, Theme]) -> str:
    """Return the words that say to which theme the code's prefix belongs; '' if to none. `owners` are by prefix."""
    code = criterion.code.casefold()
    starts = (code[:length] for length in range(1, min(len(code), _LONGEST_PREFIX + 1)))
    owner = next((owners[start] for start in starts if start in owners and _belongs(criterion, owners[start])), None)
    return f"; '{owner.prefix}' is theme {owner.number}, {owner.name}" if owner else ""


@check("E203", "Two themes have the same number.")
def repeated_theme(assessment: Assessment) -> Iterator[Problem]:
    return _repeats(((theme.number, theme.source.at("Number")) for theme in assessment.themes), "number")


@check("E204", "Two themes have the same prefix.")
def repeated_prefix(assessment: Assessment) -> Iterator[Problem]:
    return _repeats(((theme.prefix, theme.source.at("Prefix")) for theme in assessment.themes), "prefix")


@check("E206", "Two levels of the scale share a name or a mark, so that a rating could mean either.")
def repeated_level(assessment: Assessment) -> Iterator[Problem]:

    def names() -> Iterator[tuple[str, CellRef]]:
        for level in assessment.scale:
            yield level.name, level.source.at("Level")
            if level.mark.casefold() != level.name.casefold():
                yield level.mark, level.source.at("Mark")

    return _repeats(names(), "level or mark")


@check("E219", "A level of the scale is called 'Not assessed', which is what a blank rating means.")
def reserved_level(assessment: Assessment) -> Iterator[Problem]:
    for level in assessment.scale:
        if level.name.casefold() == "not assessed":
            yield Problem(
                level.source.at("Level"),
                f"'{level.name}' is no level: it is what the documents say of a characteristic without a rating.",
                "Delete the row, and leave the rating of those characteristics blank.",
            )


@check("E207", "Two actions have the same reference.")
def repeated_action(assessment: Assessment) -> Iterator[Problem]:
    return _repeats(((action.ref, action.source.at("Ref")) for action in assessment.actions), "reference")
