"""What every table of checks is tested by: what trips a check, and what is nearly that and must not.

A table says all that is found in its workbook, for a change may trip other checks too. The workbook as it stands in
tests/support/workbooks.py trips none.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.support.package_edits import holding
from tests.support.workbooks import Book

Cells = dict[str, object]
Found = list[tuple[str, str]]
Trips = list[tuple[Cells, Found]]
# By name, which begins with the rule's code.
NearMisses = dict[str, tuple[Cells, Found]]


def trip_test(trips: Trips) -> Callable[..., None]:
    """The test that each workbook gives just these findings, and that each finding says what to do."""

    @pytest.mark.parametrize(("cells", "found"), trips, ids=[" ".join(code for code, _ in found) for _, found in trips])
    def test(tmp_path: Path, cells: Cells, found: Found) -> None:
        findings = holding(cells).findings(tmp_path)
        actual = [(finding.code, str(finding.where)) for finding in findings]
        assert actual == found, actual
        assert all(finding.message.endswith((".", "?")) and finding.hint.endswith(".") for finding in findings)

    return test


def near_miss_test(near_misses: NearMisses) -> Callable[..., None]:
    """The test that each workbook gives no more than these findings."""

    @pytest.mark.parametrize(("cells", "found"), near_misses.values(), ids=near_misses)
    def test(tmp_path: Path, cells: Cells, found: Found) -> None:
        actual = holding(cells).found(tmp_path)
        assert actual == found, actual

    return test


def codes_of_bullets(tmp_path: Path, bullets: Sequence[str], section: str = "Strengths") -> dict[str, list[str]]:
    """The codes found about each bullet of one workbook that has them all, and nothing found elsewhere."""
    book = Book()
    first = len(book.narrative) + 2
    book.narrative += [[1, section, bullet, "L001", None, None] for bullet in bullets]
    codes: dict[str, list[str]] = {bullet: [] for bullet in bullets}
    cells = {f"Narrative!C{first + place}": bullet for place, bullet in enumerate(bullets)}
    for code, where in book.found(tmp_path):
        codes[cells[where]].append(code)
    return codes


def each(texts: str, *codes: str) -> dict[str, list[str]]:
    """The same codes for each of the texts, one a line."""
    return {line.strip(): list(codes) for line in texts.strip().splitlines()}


def bullet(text: str, section: str = "Strengths", theme: int = 1, codes: str | None = "L001") -> Cells:
    """One more bullet, in Narrative!C4."""
    return {"Narrative!A4": (theme, section, text, codes)}


def message(tmp_path: Path, code: str, cells: Cells) -> str:
    """What the first finding with this code says."""
    return next(finding.message for finding in holding(cells).findings(tmp_path) if finding.code == code)
