"""The words by which cells name a row of another sheet: a level by its name or its mark, a status by its word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bvdocs.core.findings import Rule
from bvdocs.core.model import STATUS_WORDS, Level, StatusWord
from bvdocs.core.quoting import did_you_mean, normal, one_line
from bvdocs.core.schema import LONGEST_MARK
from bvdocs.workbook.reading import rules


@dataclass(frozen=True)
class Names:
    """The rows of a sheet by their normal words; `listed` are those to choose from.

    `lacks` says that a row may be missing that could not be read, and `lacks_marks` that its mark may be.
    """

    rule: Rule
    what: str
    listed: tuple[str, ...]
    where_else: str
    rows: Mapping[str, Any]
    lacks: bool
    lacks_marks: bool = False

    @classmethod
    def of_levels(cls, sheet: str, levels: tuple[Level, ...]) -> "Names":
        """Return the names and the marks of the levels of a scale."""
        return cls(
            rule=rules.NOT_A_LEVEL,
            what="a level of the scale" if sheet == "Scale" else f"a level of the sheet {sheet}",
            listed=tuple(dict.fromkeys(level.name for level in levels)),
            where_else=f"or leave the cell blank{' if it was not assessed' if sheet == 'Scale' else ''}",
            rows={normal(name): level for level in levels for name in (level.mark, level.name) if name},
            lacks=not levels or any("Level" in level.source.unread for level in levels),
            lacks_marks=any("Mark" in level.source.unread for level in levels),
        )

    @classmethod
    def of_statuses(cls, sheet: str, statuses: tuple[StatusWord, ...], *, at_fault: bool) -> "Names":
        """Return the status words that need no sheet, and those of the sheet, of which none may be known."""
        words = (*STATUS_WORDS, *statuses)
        return cls(
            rule=rules.NOT_A_CHOICE,
            what="a status",
            listed=tuple(dict.fromkeys(word.name for word in words if word.name)),
            where_else=f"or add the word to the sheet {sheet}",
            rows={normal(word.name): word for word in words if word.name},
            lacks=at_fault or any("Status" in word.source.unread for word in statuses),
        )

    def get(self, written: str) -> Any | None:
        """Return the row that is meant, if there is one."""
        return self.rows.get(normal(written))

    def may_not_be(self, written: str) -> bool:
        """Say whether nothing that could not be read may be what is meant."""
        return not self.lacks and (not self.lacks_marks or len(one_line(written)) > LONGEST_MARK)

    def unknown(self, written: str) -> tuple[str, str]:
        """Return the message and the hint for a word that names none of the rows."""
        word = one_line(written)
        message = f"'{word}' is not {self.what}{did_you_mean(word, list(self.listed)) or '.'}"
        return message, f"Type one of: {', '.join(self.listed)}; {self.where_else}."
