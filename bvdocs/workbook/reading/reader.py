"""A workbook, read as an `Assessment` together with every fault found on the way."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bvdocs.core import schema
from bvdocs.core.added_sheets import ACTION_SCALE, STATUSES
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.findings import Finding, Rule
from bvdocs.core.limits import tell_doing
from bvdocs.core.model import Assessment, Report
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import nearest, normal
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.cell_faults import cell_line
from bvdocs.workbook.reading.cell_values import UNREAD, read_cell
from bvdocs.workbook.reading.conditional_looks import report_conditional_looks
from bvdocs.workbook.reading.file import read_file
from bvdocs.workbook.reading.hidden_by_look import report_hidden_by_look
from bvdocs.workbook.reading.names import Names
from bvdocs.workbook.reading.open_file import OpenWorkbook, open_workbook
from bvdocs.workbook.reading.passed_over import report_passed_over
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.tables import RawCell, RawRow, RawTable, read_tables


@dataclass(frozen=True, slots=True)
class Reading:
    """The assessment that a workbook holds, and what is wrong with how it is written there."""

    assessment: Assessment
    findings: tuple[Finding, ...]


def read_workbook(path: Path, content: bytes | None = None) -> Reading:
    """Read the workbook at `path`, of which `content` is what the file holds, if that was read before.

    Raise WorkbookUnreadableError if it cannot be opened at all; everything else that is wrong is a finding, and all
    of them are found in the one run.
    """
    return read_opened(open_workbook(path, read_file(path) if content is None else content))


def read_opened(opened: OpenWorkbook) -> Reading:
    """Read a workbook that is open."""
    findings: list[Finding] = []

    def report(rule: Rule, where: CellRef, message: str, hint: str) -> None:
        findings.append(rule.at(where, message, hint))

    report_passed_over(opened.passed_over, report)
    tables = read_tables(opened, report)
    tell_doing("looking for what is hidden in it")
    report_hidden_by_look(tables, report)
    report_conditional_looks(tables, report)
    assessment = _Reader(tables, report).assessment()
    return Reading(assessment, tuple(findings))


class _Reader:
    """A reader of raw tables, which makes the model of them as the schema declares it and reports each fault."""

    def __init__(self, tables: dict[str, RawTable], report: ReportFinding) -> None:
        self._tables = tables
        self._report = report
        # What rows refer to is read before them.
        named = {sheet: self._rows(sheet) for sheet in (*schema.NAMED_SHEETS, schema.THEMES)}
        self._named_rows, themes = named, named[schema.THEMES]
        self._levels = {sheet.name: Names.of_levels(sheet.name, named[sheet]) for sheet in (schema.SCALE, ACTION_SCALE)}
        at_fault = tables[STATUSES.name].at_fault
        self._statuses = Names.of_statuses(STATUSES.name, named[STATUSES], at_fault=at_fault)
        # One whose number could not be read may be the one that a row refers to.
        self._themes_are_whole = bool(themes) and not any("Number" in theme.source.unread for theme in themes)
        self._numbers = {theme.number for theme in themes}

    def assessment(self) -> Assessment:
        """Return the assessment, with neutral values where a cell could not be read."""
        rest = {sheet: self._rows(sheet) for sheet in schema.ROW_SHEETS if sheet not in self._named_rows}
        rows = {sheet.attribute: found for sheet, found in (self._named_rows | rest).items()}
        return Assessment(
            report=self._read_report_sheet(),
            **rows,
            unread_sheets=frozenset(name for name, table in self._tables.items() if table.at_fault),
        )

    def _rows(self, sheet: Sheet) -> tuple[Any, ...]:
        """Return the sheet's rows, each cell read as its column's kind and given to the row as its attribute."""
        tell_doing(f"reading the sheet {sheet.name}")
        make = sheet.make_row
        return tuple(self._row(sheet, make, raw) for raw in self._tables[sheet.name].rows)

    def _row(self, sheet: Sheet, make: Callable[..., Any], raw: RawRow) -> Any:
        values = {column: self._value(column, raw) for column in sheet.columns}
        unread = {column.name for column, value in values.items() if value is UNREAD}
        read = {
            column.attribute: column.neutral if value is None or value is UNREAD else value
            for column, value in values.items()
        }
        return make(**read, source=replace(raw.source, unread=raw.source.unread | unread))

    def _value(self, column: Column, raw: RawRow) -> object | None:
        """Return what a cell of a row holds: None if it is blank, UNREAD if it, or what it refers to, is at fault."""
        cell = raw.cells.get(column.name)
        value = read_cell(column, cell, self._report) if cell is not None else None
        if cell is not None:
            match column.kind, value:
                case Kind.THEME, int(number):
                    return self._theme(number, cell)
                case Kind.LEVEL, str(name):
                    return self._named(self._levels[column.scale], name, cell)
                case Kind.STATUS, str(name):
                    return self._named(self._statuses, name, cell)
        return value

    def _read_report_sheet(self) -> Report:
        """Read the `Report` sheet, one field a row; further fields are the council's own."""
        table = self._tables[schema.REPORT.name]
        fields = {normal(column.name): column for column in schema.REPORT_FIELDS}
        given: dict[str, list[tuple[CellRef, Any]]] = {}
        unread: set[str] = set()
        unknown: list[RawRow] = []
        all_named = not table.at_fault
        for raw in table.rows:
            name = read_cell(schema.FIELD, raw.cells["Field"], self._report)
            column = fields.get(normal(name))
            if name is UNREAD:
                all_named = False
            elif column is None:
                unknown.append(raw)
            elif column and column.name in given and not column.many:
                self._report_field_twice(column, raw)
            elif column:
                value = read_cell(column, raw.cells["Value"], self._report)
                found = given.setdefault(column.name, [])
                unread |= {column.name} if value is UNREAD else set()
                found += [] if value is None or value is UNREAD else [(raw.cells["Value"].where, value)]
        missing = {column.name: column for column in schema.REPORT_FIELDS if column.name not in given}
        misnamed = self._report_unknown_fields(unknown, missing)
        lacking = [column for column in missing.values() if column.required and column.name not in misnamed]
        if all_named:
            self._report_missing_fields(lacking)
        unread |= misnamed | ({column.name for column in lacking} if all_named else set(missing))
        return _report_from(given, frozenset(unread))

    def _report_field_twice(self, column: Column, raw: RawRow) -> None:
        self._report(
            rules.FIELD_TWICE,
            raw.source.at("Field"),
            f"'{column.name}' is given a second time.",
            "Delete one of the two rows.",
        )

    def _report_unknown_fields(self, unknown: list[RawRow], missing: dict[str, Column]) -> set[str]:
        """Report each field that seems to mean one of those that are missing; return the names of these."""
        misnamed = set()
        for raw in unknown:
            name = cell_line(raw.cells["Field"])
            near = nearest(name, missing)
            if near:
                misnamed.add(near)
                self._report(
                    rules.FIELD_MISSING if missing[near].required else rules.NEARLY_KNOWN,
                    raw.source.at("Field"),
                    f"the field '{name}' is not read; did you mean '{near}'?",
                    "Correct its name if it is meant; a field of your own is left alone.",
                )
        return misnamed

    def _report_missing_fields(self, missing: list[Column]) -> None:
        for column in missing:
            self._report(
                rules.FIELD_MISSING,
                CellRef(schema.REPORT.name),
                f"the field '{column.name}' is missing.",
                f"Add a row with '{column.name}' under Field. {column.help}",
            )

    def _theme(self, number: int, cell: RawCell) -> object:
        """Return the number of a theme; UNREAD, which is reported, if the Themes sheet has none that it may be."""
        if number in self._numbers:
            return number
        if self._themes_are_whole:
            known = ", ".join(str(each) for each in sorted(self._numbers))
            self._report(
                rules.UNKNOWN_THEME,
                cell.where,
                f"there is no theme {number}.",
                f"Type the number of a theme of the Themes sheet: {known}.",
            )
        return UNREAD

    def _named(self, names: Names, written: str, cell: RawCell) -> object:
        """Return the row that a cell names; UNREAD, which is reported, if there is none."""
        found = names.get(written)
        if found is None and names.may_not_be(written):
            self._report(names.rule, cell.where, *names.unknown(written))
        return found or UNREAD


def _report_from(given: dict[str, list[tuple[CellRef, Any]]], unread: frozenset[str]) -> Report:
    """Return the report; `given` has for each field, by name, the cells that give it with what they hold."""
    values: dict[str, Any] = {}
    for column in schema.REPORT_FIELDS:
        found = tuple(value for _, value in given.get(column.name, ()))
        values[column.attribute] = found if column.many else found[0] if found else column.neutral
    values["heatmap_columns"] = values["heatmap_columns"] or schema.DEFAULT_HEATMAP_COLUMNS
    cells = {name: tuple(where for where, _ in found) for name, found in given.items() if found}
    return Report(**values, cells=cells, unread=unread)
