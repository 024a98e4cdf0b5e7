"""The sheets that give one field a row, `Report` and `Committee`: which part of an assessment holds them, and what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.committee import Committee
from bvdocs.core.committee_sheets import COMMITTEE
from bvdocs.core.model import Assessment, Report
from bvdocs.core.places import CellRef
from bvdocs.core.schema import REPORT

# By the attribute of the assessment; a sheet that is not required may be None there.
FIELD_SHEETS = {REPORT: "report", COMMITTEE: "committee"}


@dataclass(frozen=True, slots=True)
class GivenField:
    """A field that a sheet gives: the values of its cells, and these; a blank one has a place in `blank` instead."""

    column: Column
    values: tuple[Any, ...] = ()
    cells: tuple[CellRef, ...] = ()
    blank: tuple[CellRef, ...] = ()


def holders(assessment: Assessment) -> Iterator[tuple[Sheet, Report | Committee]]:
    """Yield each sheet of fields that the workbook has, with the part of the assessment that holds them."""
    for sheet, attribute in FIELD_SHEETS.items():
        if holder := getattr(assessment, attribute):
            yield sheet, holder


def given_fields(sheet: Sheet, holder: Report | Committee) -> Iterator[GivenField]:
    """Yield the fields that this part of an assessment holds, declared ones in the schema's order, then open ones.

    Cells are missing where the assessment was read from an archive's record.
    """
    for column in sheet.fields:
        value = getattr(holder, column.attribute)
        values = value if column.many else (value,)
        yield GivenField(column, values, holder.cells.get(column.name, ()))
    if isinstance(holder, Committee):
        for each in holder.implications:
            column = Column(each.name, Kind.TEXT, "", many=True)
            yield GivenField(column, each.paragraphs, each.cells[: len(each.paragraphs)])


def covering_words(assessment: Assessment) -> tuple[str, ...]:
    """Return every text of the covering report's own sheets, and what it tells of exempt rows."""
    committee = assessment.committee
    given = given_fields(COMMITTEE, committee) if committee else ()
    said = [value for field in given for value in field.values if isinstance(value, str)]
    cleared = [text for each in assessment.clearances for text in (each.role, each.comment)]
    announced = committee.exclusion.reasons if committee and committee.exclusion else ()
    return tuple(filter(None, (*said, *cleared, *announced)))
