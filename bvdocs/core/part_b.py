"""What Part B alone holds: the exempt rows, each with the public rows that it goes with.

An `ExemptAssessment` is no `Assessment`: nothing that makes Part A can be handed one, and nothing that makes Part B can
be handed an assessment. mypy refuses both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from bvdocs.core import schema
from bvdocs.core.added_sheets import EVIDENCE, MILESTONES
from bvdocs.core.columns import Kind, Sheet
from bvdocs.core.english import listed
from bvdocs.core.model import Abbreviation, Assessment, Report, Theme
from bvdocs.core.publishing import PublicAssessment, published

ACT = "Local Government Act 1972"
# The sheets of which a row can be exempt, as a reader meets them; and which of them the names in a column are of.
SHEETS = (schema.CRITERIA, schema.NARRATIVE, schema.ACTIONS, MILESTONES, EVIDENCE)
_NAMED_IN = {
    "Criteria": schema.CRITERIA,
    "See": schema.CRITERIA,
    "Action": schema.ACTIONS,
    "Actions": schema.ACTIONS,
    "Evidence": EVIDENCE,
}
_OWN_NAME = {schema.CRITERIA.name: "code", schema.ACTIONS.name: "ref", EVIDENCE.name: "ref"}


class RowOfSheet(NamedTuple):
    """A row, and the sheet that it stands in."""

    sheet: Sheet
    row: Any

    @property
    def name(self) -> str:
        """Return the code or the reference by which other rows call it; '' if they do not."""
        return str(getattr(self.row, _OWN_NAME[self.sheet.name])) if self.sheet.name in _OWN_NAME else ""

    @property
    def names(self) -> "Iterator[tuple[Sheet, str]]":
        """Yield the rows that it names, each by its sheet and its name there."""
        for column in self.sheet.columns:
            if column.kind in (Kind.NAME, Kind.CODES) and column.name in _NAMED_IN:
                value = getattr(self.row, column.attribute)
                for name in (value,) if isinstance(value, str) else value:
                    if name:
                        yield _NAMED_IN[column.name], name


class ExemptRow(NamedTuple):
    """A row that Part A leaves out, with the paragraphs of Schedule 12A by which it does, and why.

    `theme` is the number of its theme, 0 if it is of none; `goes_with` are the public rows that it names, or that
    name it.
    """

    of_sheet: RowOfSheet
    paragraphs: tuple[int, ...]
    reason: str
    theme: int
    goes_with: tuple[RowOfSheet, ...]


@dataclass(frozen=True, slots=True)
class ExemptAssessment:
    """What Part A leaves out, in the order of the sheets; and Part A itself, to count what there is in all."""

    report: Report
    themes: tuple[Theme, ...]
    abbreviations: tuple[Abbreviation, ...]
    rows: tuple[ExemptRow, ...]
    part_a: PublicAssessment

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """Return the paragraphs of Part 1 of Schedule 12A by which its rows are exempt, each once."""
        return tuple(sorted({number for row in self.rows for number in row.paragraphs}))


def exempt_part(assessment: Assessment) -> ExemptAssessment:
    """Return what Part A leaves out of an assessment because it is exempt; of nothing else, only its counts."""
    everything = [RowOfSheet(sheet, row) for sheet in SHEETS for row in getattr(assessment, sheet.attribute)]
    by_name = {(each.sheet.name, each.name): each for each in everything if each.name}
    exempt = [each for each in everything if _exemption(each, by_name).row.exempt]
    return ExemptAssessment(
        report=assessment.report,
        themes=assessment.themes,
        abbreviations=assessment.abbreviations,
        rows=tuple(_exempt_row(each, everything, by_name) for each in exempt),
        part_a=published(assessment),
    )


ByName = dict[tuple[str, str], RowOfSheet]


def _exemption(each: RowOfSheet, by_name: ByName) -> RowOfSheet:
    """Return the row that says whether and why a row is exempt.

    What belongs to exempt rows alone is left out with them, and for their reason: the milestones of an action, and
    public evidence.
    """
    belongs = each.sheet is MILESTONES or (each.sheet is EVIDENCE and each.row.public)
    if each.row.exempt or not belongs:
        return each
    named = [by_name.get((sheet.name, name)) for sheet, name in each.names]
    exempt = [other for other in named if other and other.row.exempt]
    return exempt[0] if exempt and len(exempt) == len(named) else each


def _exempt_row(each: RowOfSheet, everything: list[RowOfSheet], by_name: ByName) -> ExemptRow:
    named = [by_name[sheet.name, name] for sheet, name in each.names if (sheet.name, name) in by_name]
    naming = [other for other in everything if each.name and (each.sheet, each.name) in other.names]
    open_rows = [other for other in (*named, *naming) if not _exemption(other, by_name).row.exempt]
    says = _exemption(each, by_name).row
    return ExemptRow(
        of_sheet=each,
        paragraphs=says.exempt.paragraphs,
        reason=says.exempt_reason,
        theme=_theme(each, named),
        goes_with=tuple({id(other.row): other for other in open_rows}.values()),
    )


def _theme(each: RowOfSheet, named: list[RowOfSheet]) -> int:
    """Return the number of a row's theme, or of that of the first row that it names."""
    return next((int(of.row.theme) for of in (each, *named) if hasattr(of.row, "theme")), 0)


def paragraphs_words(paragraphs: tuple[int, ...]) -> str:
    """Return 'paragraph 3' or 'paragraphs 1 and 3'."""
    return f"paragraph{'s' if len(paragraphs) > 1 else ''} {listed([str(each) for each in paragraphs])}"


def marking(paragraphs: tuple[int, ...]) -> str:
    """Return what stands on every page of what is exempt by these paragraphs."""
    return f"NOT FOR PUBLICATION: exempt under {paragraphs_words(paragraphs)} of Part 1 of Schedule 12A to the {ACT}"
