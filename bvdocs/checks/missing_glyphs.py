"""Characters of what is printed that no font of this machine has: found with their cell, before anything is drawn."""

from collections.abc import Iterator

from bvdocs.core import schema
from bvdocs.core.findings import Finding, rule
from bvdocs.core.fonts import Fonts, named_characters, package_for, rare_characters
from bvdocs.core.model import Assessment
from bvdocs.core.places import CellRef
from bvdocs.core.publishing import published
from bvdocs.core.quoting import quoted
from bvdocs.core.rich_text import RichText

NO_FONT = rule("E130", "A text holds a character that no font of this machine can print.")


def find_missing_glyphs(whole: Assessment, fonts: Fonts) -> Iterator[Finding]:
    """Yield where a text that is printed has characters that no font has; of exempt rows nothing is printed."""
    if not any(rare_characters(text) for _, text in _printed(whole)):
        return  # as with nearly every workbook, and at a tenth of the cost of what follows
    rare = [(where, text, found) for where, text in _printed(published(whole)) if (found := rare_characters(text))]
    missing = fonts.without(frozenset().union(*(found for _, _, found in rare)))
    for where, text, found in rare:
        if lacking := found.intersection(missing):
            yield NO_FONT.at(
                where,
                f"{quoted(text)} holds what no font of this machine can print: {named_characters(lacking)}.",
                "Write it in other characters; or have a font for them installed, such as those of the package"
                f" {package_for(lacking)} (Debian, Ubuntu).",
                text=text,
            )


def _printed(assessment: Assessment) -> Iterator[tuple[CellRef, str]]:
    """Yield each text that documents print, with its cell."""
    report = assessment.report
    for field in schema.REPORT_FIELDS:
        value = getattr(report, field.attribute) if field.printed else ()
        values = value if field.many else (value,)
        yield from zip(report.cells.get(field.name, ()), map(_text, values), strict=False)
    for sheet in schema.RECORDED_SHEETS:
        columns = [column for column in sheet.columns if column.printed]
        for row in getattr(assessment, sheet.attribute):
            for column in columns:
                if text := _text(getattr(row, column.attribute)):
                    yield row.source.at(column.name), text


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case RichText():
            return value.plain
        case tuple():
            return ", ".join(map(_text, value))
    return ""  # what is written of a number, a date or a level is the program's own, or stands in another row
