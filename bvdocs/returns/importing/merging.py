"""Rows of the same characteristic or the same action, met in several places: they become one, and lose no word."""

from collections.abc import Iterable, Sequence

from bvdocs.core.english import in_words
from bvdocs.core.quoting import normal, one_line
from bvdocs.core.rich_text import RichText, Run
from bvdocs.returns.importing.draft_rows import Content, DraftRow
from bvdocs.returns.importing.ledger import Ledger
from bvdocs.returns.importing.levels import Seen
from bvdocs.returns.importing.themes import Theme

# The column that says what a row is called.
_NAMES = {"Criteria": "Code", "Actions": "Ref"}
# How alike the words of two actions with one Ref must be to be one action's, of 100.
_SAME_ACTION = 90


def merge_rows(rows: Sequence[DraftRow], ledger: Ledger) -> list[DraftRow]:
    """Return the rows, in their order, those of one characteristic or one action made one; list what they differ in.

    The fullest of several counts; it is filled up from the others.
    """
    groups: list[list[DraftRow]] = []
    by_name: dict[tuple[str, str], list[list[DraftRow]]] = {}
    for row in rows:
        name = row.sheet, normal(row.values.get(_NAMES.get(row.sheet, "")))
        same = by_name.setdefault(name, []) if name[1] else []
        group = next((each for each in same if _is_same(each[0], row)), None)
        if group is None:
            group = []
            groups.append(group)
            same.append(group)
        group.append(row)
    merged: dict[int, DraftRow] = {}
    for group in groups:
        fullest = max(group, key=lambda row: len(row.values))
        for row in group:
            merged[id(row)] = fullest
            if row is not fullest:
                _fill_up(fullest, row, ledger)
    for row in rows:
        row.parent = merged[id(row.parent)] if row.parent is not None else None
    return [row for row in rows if merged[id(row)] is row]


def _is_same(one: DraftRow, other: DraftRow) -> bool:
    """Say whether rows of the same name are of one thing: numbers of actions may begin anew in each theme."""
    if one.sheet != "Actions":
        return True
    from rapidfuzz import fuzz

    mine, others = normal(one.main), normal(other.main)
    if fuzz.ratio(mine, others) >= _SAME_ACTION:
        return True
    # One that was cut short, or has its latest update behind it, as in a list of what is overdue.
    for short, whole in ((mine, others), (others, mine)):
        begins = short.partition("…")[0].strip()
        if begins and whole.startswith(begins):
            return True
    return False


def _fill_up(row: DraftRow, other: DraftRow, ledger: Ledger) -> None:
    """Give a row what another of the same thing has and it has not; list what is said otherwise there."""
    row.theme = row.theme or other.theme
    row.notes += [f"also {other.place}", *other.notes]
    row.typed += [words for words in other.typed if words not in row.typed]
    for column, value in other.values.items():
        mine = row.values.get(column)
        if mine is None:
            row.values[column] = value
        elif isinstance(mine, Seen) and isinstance(value, Seen):
            row.values[column] = Seen(mine.words or value.words, mine.fill or value.fill)
            _list_difference(mine.words, value.words, column, row, other, ledger)
        else:
            _list_difference(words_of(mine), words_of(value), column, row, other, ledger)


def _list_difference(mine: str, others: str, column: str, row: DraftRow, other: DraftRow, ledger: Ledger) -> None:
    if mine and others and normal(mine) != normal(others):
        why = f"is '{column}' of a row that says '{mine}' in {row.place}"
        ledger.list_text(RichText((Run(others),)), str(other.place), why, one_line(row.main))


def words_of(value: Content | None) -> str:
    """Return what a cell holds as words, '' for nothing."""
    match value:
        case Seen():
            return value.words
        case Theme():
            return value.name
        case float() | int():
            return f"{value:g}%"
        case _:
            return in_words(value)


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return the first of 'L-A1', 'L-A2' … that is not taken, whatever its case; `wanted` is what stands before."""
    used = {normal(each) for each in taken}
    return next(name for number in range(1, len(used) + 2) if normal(name := f"{wanted}{number}") not in used)
