"""The changes of a row's columns, with values as plain text."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bvdocs.comparison.themes import own_number
from bvdocs.core.changes import Change, ChangeKind, Place
from bvdocs.core.columns import Column, Kind
from bvdocs.core.english import in_words
from bvdocs.core.model import Level, StatusWord
from bvdocs.core.rich_text import RichText
from bvdocs.core.shared_columns import EXEMPTION

FORMATTING = "Formatting or links"


@dataclass(frozen=True, slots=True)
class FieldChanges:
    """The changes of one row's columns, with what they have in common: whose they are, and where that stands."""

    kind: ChangeKind
    subject: str
    name: str = ""
    from_place: Place | None = None
    to_place: Place | None = None

    def compare_field(self, field: str, before: object, now: object) -> Iterator[Change]:
        """Yield that a field differs, if it does; None stands for a field that is not there."""
        if before != now:
            yield self._change(field, in_words(before), in_words(now))

    def compare_columns(
        self, columns: Iterable[Column], before: object, now: object, skip: Collection[str] = ()
    ) -> Iterator[Change]:
        """Yield each column of a row that differs, but for those to skip, whose changes are made elsewhere.

        Texts that differ in bold, italic or links alone come last, those of columns to skip among them.
        """
        compared = [column for column in columns if column not in EXEMPTION]
        for column in compared:
            was, is_now = (_compared(column, getattr(row, column.attribute)) for row in (before, now))
            if was != is_now and column.name not in skip:
                yield self._change(column.name, _column_words(column, was), _column_words(column, is_now))
        for column in compared:
            was, is_now = getattr(before, column.attribute), getattr(now, column.attribute)
            if isinstance(was, RichText) and was != is_now and was.plain == is_now.plain:
                yield self._change(FORMATTING, was.plain, is_now.plain)

    def compare_order(self, rows: list[tuple[int, str, str]]) -> Iterator[Change]:
        """Yield that rows stand in another order, if they do; each is its older place, its older and its newer name."""
        if rows != (before := sorted(rows)):
            yield from self.compare_field("Order", tuple(was for _, was, _ in before), tuple(now for *_, now in rows))

    def _change(self, field: str, before: str, now: str) -> Change:
        return Change(
            self.kind, self.subject, self.name, before, now, field, from_place=self.from_place, to_place=self.to_place
        )


def _compared(column: Column, value: Any) -> Any:
    """Return a value as it is compared: a text without its formatting, a theme's number as its sheet has it."""
    if isinstance(value, RichText):
        return value.plain
    if isinstance(value, Level | StatusWord):
        return value.name
    return own_number(value) if column.kind is Kind.THEME else value


def _column_words(column: Column, value: Any) -> str:
    if column.many:
        return "\n".join(value)
    if column.kind is Kind.PERCENT and value is not None:
        return f"{value:.3g}%"
    return in_words(value)
