"""Where what is printed comes from: the views know the cells of the workbook that their facts were read from.

These are for whoever corrects the workbook, never for readers: no template can name them, and no file that is
published holds them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bvdocs.core.documents import DOCUMENTS
from bvdocs.core.findings import Finding
from bvdocs.core.model import Report
from bvdocs.core.places import Source

# By the name of a fact of the view, its cell, such as 'Criteria!D14'; of a list, the cell of each of its parts, '' for
# one that is from none. What was worked out from several cells is not there.
Origins = Mapping[str, str | tuple[str, ...]]
NO_ORIGINS: Origins = {}
# The name of the field that holds them.
ORIGINS = "origins"


@dataclass(frozen=True, slots=True)
class Traced:
    """A view with facts that stand in the workbook just so; two that say the same are the same, wherever it stands."""

    origins: Origins = field(default_factory=dict, kw_only=True, repr=False, compare=False)


def cells_of(source: Source, **columns: str) -> dict[str, str | tuple[str, ...]]:
    """Return the cell of each fact, given by its name with the column of the row that it stands in."""
    cells = {fact: source.cell_of(column) for fact, column in columns.items()}
    return {fact: cell for fact, cell in cells.items() if cell}


def field_cells(report: Report, **names: str) -> dict[str, str | tuple[str, ...]]:
    """Return the cell of each fact, given by its name with the field of the `Report` sheet, if that gives it."""
    return {fact: str(report.cells[name][0]) for fact, name in names.items() if name in report.cells}


def page_that_prints(finding: Finding, pages: Mapping[str, Iterable[str]]) -> str | None:
    """Return the page on which to show what a finding is about; None if its cell is printed on none.

    `pages` has the cells that are printed on each, by the name of its file. What is told of one theme alone is shown
    where most is said of it, not in the overview of all.
    """
    where = str(finding.where)
    printing = [page for page, cells in pages.items() if where in cells]
    of_a_theme = [each for each in printing if any(each.startswith(f"{name}-") for name in _FOR_EACH_THEME)]
    return of_a_theme[0] if len(of_a_theme) == 1 else next(iter(printing), None)


_FOR_EACH_THEME = tuple(document.name for document in DOCUMENTS if document.for_each_theme)
