"""A column that differs, as a change whose values are plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bvdocs.core.changes import Change, ChangeKind, Place
from bvdocs.core.english import MONTHS
from bvdocs.core.model import RichText

LOOKS = "Formatting or links"


@dataclass(frozen=True, slots=True)
class Fields:
    """Makes the changes of one row's columns: whose they are, and where that stands."""

    kind: ChangeKind
    subject: str
    name: str = ""
    from_place: Place | None = None
    to_place: Place | None = None

    def changed(self, field: str, before: object, now: object, joint: str = ", ") -> Iterator[Change]:
        """That the column differs, if it does; `joint` stands between the values of a list."""
        if before != now:
            yield self._change(field, told(before, joint), told(now, joint))

    def worded(self, field: str, before: RichText, now: RichText) -> Iterator[Change]:
        """That the column's words differ."""
        yield from self.changed(field, before.plain, now.plain)

    def looks(self, before: RichText, now: RichText) -> Iterator[Change]:
        """That a text has the same words in another look, or with other links."""
        if before != now and before.plain == now.plain:
            yield self._change(LOOKS, before.plain, now.plain)

    def _change(self, field: str, before: str, now: str) -> Change:
        return Change(
            self.kind, self.subject, self.name, before, now, field, from_place=self.from_place, to_place=self.to_place
        )


def told(value: object, joint: str = ", ") -> str:
    """A value as plain text: '30 June 2025', 'L001, L002'; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, tuple):
        return joint.join(value)
    return str(value)
