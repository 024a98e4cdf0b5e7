"""A column that differs, as a change whose values are plain text."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bvdocs.comparison.themes import number_of
from bvdocs.core.changes import Change, ChangeKind, Place
from bvdocs.core.english import in_words
from bvdocs.core.model import RichText
from bvdocs.core.schema import EXEMPT, Column, Kind

LOOKS = "Formatting or links"


@dataclass(frozen=True, slots=True)
class Fields:
    """Makes the changes of one row's columns: whose they are, and where that stands."""

    kind: ChangeKind
    subject: str
    name: str = ""
    from_place: Place | None = None
    to_place: Place | None = None

    def changed(self, field: str, before: object, now: object) -> Iterator[Change]:
        """Yield that a field differs, if it does; None is where there is none."""
        if before != now:
            yield self._change(field, in_words(before), in_words(now))

    def columns(
        self, columns: Iterable[Column], before: object, now: object, but_for: Collection[str] = ()
    ) -> Iterator[Change]:
        """Yield each column of a row that differs, but for those that are compared in ways of their own.

        Texts that differ in bold, italic or links alone come last.
        """
        compared = [column for column in columns if column is not EXEMPT]
        for column in compared:
            was, is_now = (_compared(column, getattr(row, column.attribute)) for row in (before, now))
            if was != is_now and column.name not in but_for:
                yield self._change(column.name, _column_words(column, was), _column_words(column, is_now))
        for column in compared:
            was, is_now = getattr(before, column.attribute), getattr(now, column.attribute)
            if isinstance(was, RichText) and was != is_now and was.plain == is_now.plain:
                yield self._change(LOOKS, was.plain, is_now.plain)

    def _change(self, field: str, before: str, now: str) -> Change:
        return Change(
            self.kind, self.subject, self.name, before, now, field, from_place=self.from_place, to_place=self.to_place
        )


def _compared(column: Column, value: Any) -> Any:
    """Return what of a value is compared as the column's own: of a text the words, of a theme its own number."""
    if isinstance(value, RichText):
        return value.plain
    return number_of(value) if column.kind is Kind.THEME else value


def _column_words(column: Column, value: Any) -> str:
    if column.many:
        return "\n".join(value)
    if column.kind is Kind.PERCENT and value is not None:
        return f"{value:.3g}%"
    return in_words(value)
