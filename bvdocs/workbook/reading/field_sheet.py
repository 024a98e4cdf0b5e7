"""A sheet that gives one field a row, as `Report` and `Committee` do: its fields, and what is wrong with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.field_sheets import GivenField
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import did_you_mean, nearest, normal, one_line
from bvdocs.core.shared_columns import FIELD
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.cell_faults import cell_line
from bvdocs.workbook.reading.cell_values import UNREAD, read_cell
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.tables import RawRow, RawTable


@dataclass(frozen=True, slots=True)
class FieldsRead:
    """The fields of a sheet, those that it declares and `open_ones` with its open ending, in the sheet's order.

    `unread` has the names of the fields that are missing or could not be read, which is reported.
    """

    given: dict[str, GivenField]
    open_ones: tuple[GivenField, ...]
    unread: frozenset[str]

    def values_of(self, columns: Iterable[Column]) -> dict[str, Any]:
        """Return what these fields hold, by the attributes of the model; blank ones are neutral."""
        values = {}
        for column in columns:
            found = self.given[column.name].values if column.name in self.given else ()
            values[column.attribute] = found if column.many else found[0] if found else column.neutral
        return values

    @property
    def cells(self) -> dict[str, tuple[CellRef, ...]]:
        """Return the cells of each field that holds something."""
        return {name: each.cells for name, each in self.given.items() if each.cells}


def read_fields(sheet: Sheet, table: RawTable, report: ReportFinding) -> FieldsRead:
    """Read the fields of a sheet that gives one a row."""
    return _FieldReader(sheet, report).read(table)


class _FieldReader:
    """A reader of one sheet of fields, which reports each fault."""

    def __init__(self, sheet: Sheet, report: ReportFinding) -> None:
        self._sheet = sheet
        self._report = report
        self._named = {normal(column.name): column for column in sheet.named_fields}
        self._given: dict[str, GivenField] = {}
        self._unread: set[str] = set()

    def read(self, table: RawTable) -> FieldsRead:
        unknown: list[RawRow] = []
        all_named = not table.at_fault
        for raw in table.rows:
            name = read_cell(FIELD, raw.cells["Field"], self._report)
            column = None if name is UNREAD else self._column(str(name))
            if name is UNREAD:
                all_named = False
            elif column is None:
                unknown.append(raw)
            elif column.name in self._given and not column.many:
                self._report_twice(column, raw)
            else:
                self._take(column, raw)
        missing = {column.name: column for column in self._sheet.fields if column.name not in self._given}
        misnamed = self._report_unknown(unknown, missing)
        lacking = [column for column in missing.values() if column.required and column.name not in misnamed]
        if all_named:
            self._report_missing(lacking)
        # A name that could not be read may be that of any field which is not there.
        unread = self._unread | misnamed | ({each.name for each in lacking} if all_named else {"Field", *missing})
        open_ones = tuple(each for each in self._given.values() if each.column not in self._sheet.fields)
        return FieldsRead(self._given, open_ones, frozenset(unread))

    def _column(self, name: str) -> Column | None:
        """Return what declares a field; one with the sheet's open ending is declared by that."""
        ending = self._sheet.open_ending
        if normal(name) not in self._named and ending and normal(name).endswith(ending):
            written = one_line(name)
            self._named[normal(name)] = Column(written[:1].upper() + written[1:], Kind.TEXT, "", many=True)
        return self._named.get(normal(name))

    def _take(self, column: Column, raw: RawRow) -> None:
        cell = raw.cells["Value"]
        value = read_cell(column, cell, self._report)
        before = self._given.get(column.name, GivenField(column))
        if value is UNREAD:
            self._unread.add(column.name)
        elif value is None:
            before = GivenField(column, before.values, before.cells, (*before.blank, cell.where))
        else:
            before = GivenField(column, (*before.values, value), (*before.cells, cell.where), before.blank)
        self._given[column.name] = before

    def _report_twice(self, column: Column, raw: RawRow) -> None:
        self._report(
            rules.FIELD_TWICE,
            raw.source.at("Field"),
            f"'{column.name}' is given a second time.",
            "Delete one of the two rows.",
        )

    def _report_unknown(self, unknown: list[RawRow], missing: dict[str, Column]) -> set[str]:
        """Report each field that is not read, if it must be or seems to mean one that is missing.

        Return the names of these.
        """
        misnamed = set()
        for raw in unknown:
            name = cell_line(raw.cells["Field"])
            if not self._sheet.fields_may_be_own:
                self._report_not_read(name, raw)
            elif near := nearest(name, missing):
                misnamed.add(near)
                self._report(
                    rules.FIELD_MISSING if missing[near].required else rules.NEARLY_KNOWN,
                    raw.source.at("Field"),
                    f"the field '{name}' is not read; did you mean '{near}'?",
                    "Correct its name if it is meant; a field of your own is left alone.",
                )
        return misnamed

    def _report_not_read(self, name: str, raw: RawRow) -> None:
        names = [column.name for column in self._sheet.named_fields]
        meant, ending = did_you_mean(name, names), self._sheet.open_ending.strip()
        which = "Write it so" if meant else f"Give it one of the names that are read: {', '.join(names)}"
        self._report(
            rules.FIELD_UNKNOWN,
            raw.source.at("Field"),
            f"the field '{name}' is not read, so what it says is in no document{meant or '.'}",
            f"{which}; or give it any name that ends in '{ending}'.",
        )

    def _report_missing(self, missing: list[Column]) -> None:
        for column in missing:
            self._report(
                rules.FIELD_MISSING,
                CellRef(self._sheet.name),
                f"the field '{column.name}' is missing.",
                f"Add a row with '{column.name}' under Field. {column.help}",
            )
