"""Where the rows of a workbook as it was then stand in it now, each by its name, or by its words."""

from collections.abc import Hashable, Iterable
from typing import Any

from bvdocs.comparison.matching import RowMatches, match_named
from bvdocs.comparison.narrative import match_bullets
from bvdocs.comparison.plan import match_actions
from bvdocs.comparison.similarity import all_words, similarity
from bvdocs.core.added_sheets import MILESTONES
from bvdocs.core.model import Action, Assessment, Criterion
from bvdocs.core.quoting import normal, one_line
from bvdocs.core.rows import main_text
from bvdocs.core.schema import ACTIONS, CRITERIA, NARRATIVE, ROW_SHEETS
from bvdocs.returns.held_values import HeldRow, rows_held

# From here on a row is another one reworded; one with its name and other words is a row of its own, about which nobody
# was asked.
_REWORDED = 0.5


class ThenAndNow:
    """A workbook as it was then and as it is now, with the rows of the one found in the other."""

    def __init__(self, then: Assessment, now: Assessment, rows_now: dict[str, list[HeldRow]]) -> None:
        self.then = rows_held(then)
        self._columns = {sheet: frozenset(rows[0].cells) for sheet, rows in rows_now.items() if rows}
        self._partners: dict[tuple[str, int], HeldRow] = {}
        self.new: dict[str, list[HeldRow]] = {}
        for sheet, rows in self.then.items():
            own = {id(each.of): each for each in rows_now.get(sheet, [])}
            before = {id(each.of): each for each in rows}
            pairs = _paired(sheet, then, now) if sheet in _ROWS else _paired_fields(rows, rows_now.get(sheet, []))
            for was, is_now in pairs:
                self._partners[sheet, before[id(was)].number] = own.pop(id(is_now))
            self.new[sheet] = list(own.values())

    def row_then(self, sheet: str, number: int) -> HeldRow | None:
        """Return the row of this number as it was then; None if there was none."""
        return next((each for each in self.then.get(sheet, []) if each.number == number), None)

    def row_now(self, sheet: str, number: int) -> HeldRow | None:
        """Return the row that had this number then, as it is now; None if it is gone."""
        return self._partners.get((sheet, number))

    def left_out(self, sheet: str, columns: Iterable[str]) -> list[str]:
        """Return those of the columns that the sheet does not have now; of one without rows nobody knows."""
        there = self._columns.get(sheet)
        return [] if there is None else [each for each in columns if each not in there]

    def last_before(self, sheet: str, number: int) -> int:
        """Return the number that the row of then, or else the next above it that is still there, has now; 0 if none."""
        above = [each.number for each in self.then.get(sheet, []) if each.number <= number]
        there = (found.number for each in sorted(above, reverse=True) if (found := self.row_now(sheet, each)))
        return next(there, 0)


_ROWS = {sheet.name: sheet for sheet in ROW_SHEETS}


def _paired(sheet: str, then: Assessment, now: Assessment) -> list[tuple[Any, Any]]:
    """Return the rows of a sheet that both have, as they were and as they are."""
    attribute = _ROWS[sheet].attribute
    older, newer = getattr(then, attribute), getattr(now, attribute)
    if older == newer:
        return list(zip(older, newer, strict=True))
    match sheet:
        case ACTIONS.name:
            return [pair for pair in match_actions(then, now).pairs if _is_the_same(*pair)]
        case CRITERIA.name:
            criteria = match_named(then.criteria, now.criteria, lambda row: row.code, lambda row: row.name)
            return [pair for pair in criteria.pairs if _is_the_same(*pair)]
        case NARRATIVE.name:
            themes = sorted({each.theme for each in then.bullets})
            return [pair for theme in themes for pair in match_bullets(then, now, theme)]
    matches: RowMatches[Any] = RowMatches(older, newer)
    if sheet == MILESTONES.name:
        matches.pair_by_key(lambda row: (normal(row.action), one_line(row.text)))
        # Its action may have another name by now.
        matches.pair_by_key(lambda row: one_line(row.text), unique=True)
        matches.pair_by_similarity(lambda row: all_words(row.text), _REWORDED, lambda row: normal(row.action))
    else:
        name = _ROWS[sheet].columns[0].attribute
        matches.pair_by_key(lambda row: normal(getattr(row, name)) or None)
    return matches.pairs


def _is_the_same(was: Criterion | Action, now: Criterion | Action) -> bool:
    """Say whether a row is still about the same, and not another one under its name."""
    one, other = main_text(was), main_text(now)
    return one == other or similarity(all_words(one), all_words(other)) >= _REWORDED


def _paired_fields(older: list[HeldRow], newer: list[HeldRow]) -> list[tuple[Any, Any]]:
    """Return the fields that both have; one that is given several times by its place among them."""
    now: dict[Hashable, Any] = {each.of: each.of for each in newer}
    return [(each.of, now[each.of]) for each in older if each.of in now]
