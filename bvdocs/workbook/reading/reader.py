"""The workbook as an `Assessment`, with every fault found on the way."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bvdocs.core import schema
from bvdocs.core.findings import Finding
from bvdocs.core.model import (
    Abbreviation,
    Acceptance,
    Action,
    Assessment,
    Bullet,
    CellRef,
    Criterion,
    Level,
    Report,
    RichText,
    Section,
    Source,
    Status,
    Theme,
)
from bvdocs.core.quoting import did_you_mean
from bvdocs.core.schema import Column, Kind, Sheet, normal
from bvdocs.workbook.reading import rules as faults
from bvdocs.workbook.reading.cell_values import one_line, read_cell
from bvdocs.workbook.reading.file import read_file
from bvdocs.workbook.reading.open_file import OpenWorkbook, open_workbook
from bvdocs.workbook.reading.tables import RawRow, RawTable, read_tables

DEFAULT_HEATMAP_COLUMNS = 6

# What stands where a required cell could not be read, so that the rest can still be checked. A
# fault was reported for each, and a workbook with a fault never reaches a document.
_NEUTRAL: dict[Kind, object] = {
    Kind.TEXT: "",
    Kind.MARK: "",
    Kind.LEVEL: None,
    Kind.RICH: RichText(),
    Kind.WHOLE: 0,
    Kind.THEME: 0,
    Kind.DATE: dt.date.max,
    Kind.YES_NO: False,
    Kind.PERCENT: None,
    Kind.COLOUR: "#ffffff",
    Kind.CODES: (),
}
_NEUTRAL_CHOICES = {"Section": Section.DESCRIPTION, "Status": Status.NOT_STARTED}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says, and what is wrong with how it says it."""

    assessment: Assessment
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its cells read; a blank or faulty cell holds its kind's neutral value."""

    source: Source
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


def read_workbook(path: Path, content: bytes | None = None) -> Reading:
    """Read the workbook at `path`, of which `content` is what the file holds, if that was read before.

    Raises WorkbookUnreadableError if it cannot be opened at all; everything else that is wrong is a
    finding, and all of them are found in the one run.
    """
    return read_opened(open_workbook(path, read_file(path) if content is None else content))


def read_opened(opened: OpenWorkbook) -> Reading:
    """Read a workbook that is open."""
    findings: list[Finding] = []
    tables = read_tables(opened, findings.append)
    assessment = _Reader(tables, findings.append).assessment()
    return Reading(assessment, tuple(findings))


class _Reader:
    """Turns raw tables into the model, reporting as it goes."""

    def __init__(self, tables: dict[str, RawTable], report: Callable[[Finding], None]) -> None:
        self._tables = tables
        self._report = report

    def assessment(self) -> Assessment:
        scale = tuple(self._level(row) for row in self._rows(schema.SCALE))
        themes = tuple(self._theme(row) for row in self._rows(schema.THEMES))
        self._levels = {normal(name): level for level in scale for name in (level.mark, level.name) if name}
        self._numbers = {theme.number for theme in themes}
        return Assessment(
            report=self._report_fields(),
            scale=scale,
            themes=themes,
            criteria=tuple(self._criterion(row) for row in self._rows(schema.CRITERIA)),
            bullets=tuple(self._bullet(row) for row in self._rows(schema.NARRATIVE)),
            actions=tuple(self._action(row) for row in self._rows(schema.ACTIONS)),
            abbreviations=tuple(self._abbreviation(row) for row in self._rows(schema.ABBREVIATIONS)),
            acceptances=tuple(self._acceptance(row) for row in self._rows(schema.ACCEPTED)),
        )

    def _rows(self, sheet: Sheet) -> list[_Row]:
        """The sheet's rows, each cell read as its column's kind."""
        return [self._row(sheet, raw) for raw in self._tables[sheet.name].rows]

    def _row(self, sheet: Sheet, raw: RawRow) -> _Row:
        values: dict[str, Any] = {}
        for column in sheet.columns:
            cell = raw.cells.get(column.name)
            value = read_cell(column, cell, self._report) if cell is not None else None
            values[column.name] = _neutral(column) if value is None else value
        return _Row(raw.source, values)

    def _report_fields(self) -> Report:
        """The `Report` sheet, one field a row; further fields are the council's own."""
        table = self._tables[schema.REPORT.name]
        fields = {normal(column.name): column for column in schema.REPORT_FIELDS}
        values: dict[str, list[Any]] = {column.name: [] for column in schema.REPORT_FIELDS}
        cells: dict[str, tuple[CellRef, ...]] = {}
        rows_by_field: dict[str, RawRow] = {}
        strangers: list[RawRow] = []
        for raw in table.rows:
            name = read_cell(schema.FIELD, raw.cells["Field"], self._report)
            if name is None:
                continue
            column = fields.get(normal(name))
            if column is None:
                strangers.append(raw)
                continue
            if column.name in rows_by_field and not column.many:
                self._report_twice(column, raw)
                continue
            rows_by_field[column.name] = raw
            value = read_cell(column, raw.cells["Value"], self._report)
            if value is not None:
                values[column.name].append(value)
                cells[column.name] = (*cells.get(column.name, ()), raw.cells["Value"].where)
        missing = [column for column in schema.REPORT_FIELDS if column.name not in rows_by_field]
        self._report_strangers(strangers, [column.name for column in missing])
        if table.found:
            self._report_missing([column for column in missing if column.required])
        return _report_from(values, cells)

    def _report_twice(self, column: Column, raw: RawRow) -> None:
        self._report(
            faults.FIELD_TWICE.at(
                raw.source.at("Field"),
                f"'{column.name}' is given a second time.",
                "Delete one of the two rows.",
            )
        )

    def _report_strangers(self, strangers: list[RawRow], missing: list[str]) -> None:
        for raw in strangers:
            name = one_line(raw.cells["Field"])
            near = did_you_mean(name, missing)
            if near:
                self._report(
                    faults.NEARLY_KNOWN.at(
                        raw.source.at("Field"),
                        f"the field '{name}' is not read{near}",
                        "Correct its name if it is meant; a field of your own is left alone.",
                    )
                )

    def _report_missing(self, missing: list[Column]) -> None:
        for column in missing:
            self._report(
                faults.FIELD_MISSING.at(
                    CellRef(schema.REPORT.name),
                    f"the field '{column.name}' is missing.",
                    f"Add a row with '{column.name}' under Field. {column.help}",
                )
            )

    def _level(self, row: _Row) -> Level:
        return Level(row["Level"], row["Mark"], row["Colour"], row["Meaning"], row.source)

    def _theme(self, row: _Row) -> Theme:
        return Theme(
            number=row["Number"],
            name=row["Name"],
            prefix=row["Prefix"],
            lead=row["Lead"],
            description_heading=row["Description heading"],
            source=row.source,
        )

    def _criterion(self, row: _Row) -> Criterion:
        return Criterion(
            code=row["Code"],
            theme=self._theme_number(row),
            name=row["Characteristic"],
            rating=self._rating(row, "Rating"),
            previous=self._rating(row, "Previous rating"),
            see=row["See"],
            evidence=row["Evidence"],
            exempt=row["Exempt"],
            source=row.source,
        )

    def _bullet(self, row: _Row) -> Bullet:
        return Bullet(
            theme=self._theme_number(row),
            section=Section(row["Section"]),
            text=row["Text"],
            criteria=row["Criteria"],
            ref=row["Ref"],
            exempt=row["Exempt"],
            source=row.source,
        )

    def _action(self, row: _Row) -> Action:
        return Action(
            ref=row["Ref"],
            theme=self._theme_number(row),
            criteria=row["Criteria"],
            opportunity=row["Opportunity"],
            text=row["Action"],
            owner=row["Owner"],
            start=row["Start"],
            due=row["Due"],
            revised_due=row["Revised due"],
            status=Status(row["Status"]),
            progress=row["Progress"],
            update=row["Update"],
            success_measure=row["Success measure"],
            exempt=row["Exempt"],
            source=row.source,
        )

    def _abbreviation(self, row: _Row) -> Abbreviation:
        return Abbreviation(row["Short"], row["Full"], row.source)

    def _acceptance(self, row: _Row) -> Acceptance:
        return Acceptance(row["Code"], row["Cell"], row["Text"], row["Reason"], row["Who"], row["Until"], row.source)

    def _theme_number(self, row: _Row) -> int:
        """The row's theme; reported if the Themes sheet, where it could be read, does not have it."""
        number: int = row["Theme"]
        all_read = all(self._numbers)  # else the missing one may be the one that is meant
        if number and self._numbers and all_read and number not in self._numbers:
            known = ", ".join(str(each) for each in sorted(self._numbers))
            self._report(
                faults.UNKNOWN_THEME.at(
                    row.source.at("Theme"),
                    f"there is no theme {number}.",
                    f"Type the number of a theme of the Themes sheet: {known}.",
                )
            )
        return number

    def _rating(self, row: _Row, column: str) -> Level | None:
        """The level a rating cell names, by its name or its mark."""
        name: str | None = row[column]
        if not name or not self._levels:
            return None
        level = self._levels.get(normal(name))
        if level is None:
            names = list(dict.fromkeys(known.name for known in self._levels.values()))
            quoted = " ".join(name.split())
            self._report(
                faults.NOT_A_LEVEL.at(
                    row.source.at(column),
                    f"'{quoted}' is not a level of the scale{did_you_mean(quoted, names) or '.'}",
                    f"Type one of: {', '.join(names)}; or leave the cell blank if it was not assessed.",
                )
            )
        return level


def _neutral(column: Column) -> object:
    """What stands for a blank: nothing for an optional date, a neutral value elsewhere."""
    if column.kind is Kind.CHOICE:
        return _NEUTRAL_CHOICES[column.name]
    if column.kind is Kind.DATE and not column.required:
        return None
    return _NEUTRAL[column.kind]


def _report_from(values: dict[str, list[Any]], cells: dict[str, tuple[CellRef, ...]]) -> Report:
    def one(name: str, neutral: Any = "") -> Any:
        return values[name][0] if values[name] else neutral

    return Report(
        authority=one("Authority"),
        title=one("Title"),
        committee=one("Committee"),
        meeting_date=one("Meeting date", dt.date.max),
        assessed_on=one("Assessed on", None),
        author=one("Author"),
        department=one("Department"),
        contact=one("Contact"),
        notes=tuple(values["Note"]),
        heatmap_columns=one("Heatmap columns", DEFAULT_HEATMAP_COLUMNS),
        common_abbreviations=one("Common abbreviations", ()),
        cells=cells,
    )
