"""The rule on the examples that a starter workbook comes with."""

from collections.abc import Iterator

from bvdocs.checks.printed_text import main_passage
from bvdocs.checks.registry import Problem, check
from bvdocs.core.guidance import EXAMPLE, EXAMPLE_AUTHORITY
from bvdocs.core.model import Assessment
from bvdocs.core.places import CellRef


def has_examples(assessment: Assessment) -> bool:
    """Say whether example rows are still in place, so that much is not yet filled in."""
    return next(_example_rows(assessment), None) is not None


@check("W214", "The starter workbook's example rows, or its example of an authority, are still in place.")
def examples_in_place(assessment: Assessment) -> Iterator[Problem]:
    report = assessment.report
    authority = report.cells.get("Authority", ()) if report.authority == EXAMPLE_AUTHORITY else ()
    by_sheet: dict[str, list[CellRef]] = {}
    for where in (*authority, *_example_rows(assessment)):
        by_sheet.setdefault(where.sheet, []).append(where)
    for places in by_sheet.values():
        cells = ", ".join(where.cell for where in places)
        yield Problem(
            places[0],
            f"the starter's examples are still in place: {cells}.",
            "Put your own facts in their place, or delete the rows that you do not need.",
        )


def _example_rows(assessment: Assessment) -> Iterator[CellRef]:
    """Yield the cells whose text says of itself that it is an example."""
    return (where for where, text in map(main_passage, assessment.rows) if text.startswith(EXAMPLE))
