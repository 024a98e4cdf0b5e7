"""The order in which findings are told: by sheet, worst first, then as the eye goes over the sheet."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from bvdocs.core.findings import Finding, Severity
from bvdocs.core.schema import SHEETS

_SEVERITIES = list(Severity)
_STANDS = {sheet.name: place for place, sheet in enumerate(SHEETS)}
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")


def by_sheet(findings: Iterable[Finding]) -> list[tuple[str, tuple[Finding, ...]]]:
    """Group findings by sheet or template file, each with its name; what is of no sheet, under '', comes first.

    The worst sheet is before the others; of equally bad ones the schema's, in its order, and then the files.
    """
    sheets: dict[str, list[Finding]] = {}
    for finding in findings:
        sheets.setdefault(finding.sheet, []).append(finding)
    groups = [(name, tuple(sorted(found, key=_in_a_sheet))) for name, found in sheets.items()]
    return sorted(groups, key=lambda group: _of_a_sheet(*group))


def count_by_severity(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity, '2 errors, 1 warning'; empty for none."""
    numbers = ((severity, sum(each.severity is severity for each in findings)) for severity in Severity)
    return ", ".join(f"{number} {severity}{'s' if number != 1 else ''}" for severity, number in numbers if number)


def is_cell(place: str) -> bool:
    """Say whether the place is one cell, such as 'D14', and not '' for a whole sheet or a line of a file."""
    return bool(_CELL.fullmatch(place))


def _of_a_sheet(name: str, findings: tuple[Finding, ...]) -> tuple[bool, int, bool, int, str]:
    worst = _SEVERITIES.index(findings[0].severity)
    is_file = bool(PurePath(name).suffix) and name not in _STANDS
    return bool(name), worst, is_file, _STANDS.get(name, len(_STANDS)), name


def _in_a_sheet(finding: Finding) -> tuple[int, int, int, str, str]:
    cell = finding.cell
    match = _CELL.fullmatch(cell)
    letters, row = match.groups() if match else ("", "".join(re.findall(r"[0-9]+", cell)[:1]) or "0")
    return _SEVERITIES.index(finding.severity), int(row), len(letters), letters, finding.code
