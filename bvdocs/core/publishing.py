"""What of an assessment may be published."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import Any, TypeVar

from bvdocs.core import schema
from bvdocs.core.columns import Column
from bvdocs.core.indexed_words import IndexedTexts
from bvdocs.core.model import Action, Assessment, Bullet, Criterion
from bvdocs.core.rows import words_of

Naming = TypeVar("Naming", Bullet, Action)


def published(assessment: Assessment) -> Assessment:
    """Return the assessment without its exempt rows, and without what only they would bring into documents.

    That is the mention of an exempt characteristic in an open row, and every abbreviation that no open row prints: it
    may be of an exempt one. Nor has it the ratings that stand beside a reference to another characteristic, which are
    not used. Everything that is counted, drawn or printed starts from this (Local Government Act 1972, Schedule 12A).
    """
    hidden = assessment.exempt_codes
    open_texts = IndexedTexts(_open_texts(printed(assessment)))
    return replace(
        assessment,
        abbreviations=tuple(each for each in assessment.abbreviations if open_texts.use(each)),
        criteria=tuple(_without_unused_ratings(each) for each in assessment.criteria if not each.exempt),
        bullets=tuple(_without_codes(each, hidden) for each in assessment.bullets if not each.exempt),
        actions=tuple(_without_codes(each, hidden) for each in assessment.actions if not each.exempt),
    )


# A row without anything to take out stays the same one: there may be thousands, and an assessment is published often.
def _without_codes(row: Naming, hidden: Set[str]) -> Naming:
    codes = tuple(code for code in row.criteria if code not in hidden)
    return row if codes == row.criteria else replace(row, criteria=codes)


def _without_unused_ratings(row: Criterion) -> Criterion:
    return replace(row, rating=None, previous=None) if row.see and (row.rating or row.previous) else row


def printed(assessment: Assessment) -> Assessment:
    """Return the assessment without what is in columns that no document prints, such as the evidence."""
    rows: dict[str, Any] = {
        sheet.attribute: tuple(_printed_row(sheet.columns, row) for row in getattr(assessment, sheet.attribute))
        for sheet in schema.RECORDED_SHEETS
    }
    return replace(assessment, report=_printed_row(schema.REPORT_FIELDS, assessment.report), **rows)


def _printed_row(columns: Iterable[Column], row: Any) -> Any:
    unprinted = (column for column in columns if not column.printed)
    blank: dict[str, Any] = {
        column.attribute: column.neutral for column in unprinted if getattr(row, column.attribute) != column.neutral
    }
    return replace(row, **blank) if blank else row


def _open_texts(assessment: Assessment) -> Iterator[str]:
    """Yield every text that is not of an exempt row, whichever sheet it stands in."""
    yield from assessment.report.notes
    for row in (assessment.report, *assessment.scale, *assessment.themes, *assessment.rows):
        if not getattr(row, "exempt", False):
            yield from words_of(row)
