"""The examples that a starter workbook comes with."""

from collections.abc import Iterator

from bvdocs.checks.registry import Trouble, check
from bvdocs.core.guidance import EXAMPLE, EXAMPLE_AUTHORITY
from bvdocs.core.model import Assessment, CellRef


def has_examples(assessment: Assessment) -> bool:
    """Whether example rows are still in place, so that much is not yet filled in."""
    return next(_rows(assessment), None) is not None


@check("W214")
def examples_in_place(assessment: Assessment) -> Iterator[Trouble]:
    """The starter workbook's example rows, or its example of an authority, are still in place."""
    by_sheet: dict[str, list[CellRef]] = {}
    for where in (*_authority(assessment), *_rows(assessment)):
        by_sheet.setdefault(where.sheet, []).append(where)
    for places in by_sheet.values():
        cells = ", ".join(where.cell for where in places)
        yield Trouble(
            places[0],
            f"the starter's examples are still in place: {cells}.",
            "Put your own facts in their place, or delete the rows that you do not need.",
        )


def _authority(assessment: Assessment) -> tuple[CellRef, ...]:
    report = assessment.report
    return report.cells.get("Authority", ()) if report.authority == EXAMPLE_AUTHORITY else ()


def _rows(assessment: Assessment) -> Iterator[CellRef]:
    """The cells that say of themselves that they are examples."""
    texts = [(each.source.at("Characteristic"), each.name) for each in assessment.criteria]
    texts += [(each.source.at("Text"), each.text.plain) for each in assessment.bullets]
    texts += [(each.source.at("Action"), each.text.plain) for each in assessment.actions]
    return (where for where, text in texts if text.startswith(EXAMPLE))
