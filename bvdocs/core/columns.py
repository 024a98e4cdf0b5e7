"""What a sheet and a column of the workbook are, as they are declared in `core/schema.py`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any

from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.model import STATUS_WORDS
from bvdocs.core.rich_text import RichText


class Kind(Enum):
    """How a cell is read; a NAME is a text by which other rows call this one, or by which this one calls another."""

    TEXT = auto()
    NAME = auto()
    RICH = auto()
    WHOLE = auto()
    THEME = auto()
    DATE = auto()
    DUE = auto()
    TIME = auto()
    YES_NO = auto()
    PERCENT = auto()
    EXEMPT = auto()
    COLOUR = auto()
    MARK = auto()
    CODES = auto()
    CHOICE = auto()
    LEVEL = auto()
    STATUS = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet, or a field of the `Report` sheet.

    `choices` are the words a CHOICE may hold; `scale` names the sheet of which a LEVEL is a row; `lowest` and
    `highest` bound a WHOLE; `many` marks a field that may be given more than once. `attribute` is the field of the
    model that holds its value, and `key` the name by which `assessment.json` records it: both are the column's name
    in small letters where nothing else is said. A column with `detail` is printed below its row's main text, under
    its own name, and needs no place in a template. The `main` column of a sheet says what a row is there for: struck
    through, it takes the row with it. A `bulleted` one is printed with a bullet's mark. What is in a column that is
    not `printed` stands in no document, nor in any other file that may be published. One with an `addition` is for
    councils that keep more.
    """

    name: str
    kind: Kind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    lowest: int = 1
    highest: int | None = None
    many: bool = False
    attribute: str = ""
    key: str = ""
    detail: bool = False
    main: bool = False
    bulleted: bool = False
    printed: bool = True
    scale: str = "Scale"
    addition: str = ""

    def __post_init__(self) -> None:
        plain = self.name.casefold().replace(" ", "_")
        object.__setattr__(self, "key", self.key or plain)
        object.__setattr__(self, "attribute", self.attribute or plain)

    @property
    def neutral(self) -> object:
        """Return what stands for a blank cell, or for one that could not be read.

        A fault was reported for each of the latter, and a workbook with a fault never reaches a document; checks look
        at what the cell may hold in its place (checks/stand_ins.py).
        """
        if self.kind is Kind.DATE:
            return dt.date.max if self.required else None
        return self.choices[0] if self.kind is Kind.CHOICE else _NEUTRAL[self.kind]


_NEUTRAL: dict[Kind, object] = {
    Kind.RICH: RichText(),
    Kind.WHOLE: 0,
    Kind.THEME: 0,
    Kind.DUE: dt.date.max,
    Kind.TIME: None,
    Kind.PERCENT: None,
    Kind.LEVEL: None,
    Kind.STATUS: STATUS_WORDS[0],
    Kind.YES_NO: False,
    Kind.EXEMPT: NOT_EXEMPT,
    Kind.COLOUR: "#ffffff",
    Kind.CODES: (),
    Kind.TEXT: "",
    Kind.NAME: "",
    Kind.MARK: "",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `needs_rows` is false where a heading row alone is enough.

    A required sheet that needs no rows is warned of when it has none. Each row below the heading is one `make` in the
    `attribute` of the assessment, and stands under `key` in `assessment.json`; a sheet without a key stands in no
    record. One with `fields` gives one of them a row, all of them the one thing that the attribute holds: any field
    with its `open_ending` is read too, of which `open_fields` are examples, and `fields_may_be_own` says whether the
    council may have others of its own there. A sheet with an `addition` is for councils that keep more.
    """

    name: str
    help: str
    columns: tuple[Column, ...]
    required: bool = True
    needs_rows: bool = True
    make: Callable[..., Any] | None = None
    attribute: str = ""
    key: str = ""
    addition: str = ""
    fields: tuple[Column, ...] = ()
    open_ending: str = ""
    open_fields: tuple[Column, ...] = ()
    fields_may_be_own: bool = True

    @property
    def named_fields(self) -> tuple[Column, ...]:
        """Return every field that the declaration names."""
        return (*self.fields, *self.open_fields)

    @property
    def additions(self) -> tuple[str, ...]:
        """Return the names of the additions that it and its columns belong to; '' for what every council needs."""
        return (self.addition, *(column.addition for column in self.columns))

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Return the names that a row must hold to be the heading row."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def make_row(self) -> Callable[..., Any]:
        """Return what makes one of its rows; raise TypeError if it has none of its own."""
        if self.make is None:
            raise TypeError(f"the sheet {self.name} has no rows of its own")
        return self.make

    @property
    def main_column(self) -> str:
        """Return the name of the column that says what a row is there for."""
        return next(column.name for column in self.columns if column.main)


# A sheet that a workbook may lack; one that has a heading row alone says no more than none.
optional_sheet = partial(Sheet, required=False, needs_rows=False)
