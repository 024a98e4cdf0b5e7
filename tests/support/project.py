"""The project's own files, and the documents of a workbook."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.storage.current import CURRENT

# What makes the documents of a case, by its name, unless another process has made them.
MakeOnce = Callable[[str, Callable[[Path], Mapping[str, bytes]]], Mapping[str, bytes]]

PROJECT = Path(__file__).parents[2]
# What ships, made by tests/making/shipped.py and laid out as in the project: there an officer's own files may stand.
MADE = PROJECT / "tests" / "made"
TEMPLATES = MADE / "templates"
SAMPLE = MADE / "inputs" / "assessment.xlsx"


def tell_nobody(stage: str, detail: str = "") -> None:
    """Take the stages that a run reports."""


def documents_of(workbook: Path, output: Path, *, pack: bool = False) -> dict[str, bytes]:
    """Make the documents of a workbook, and return them by name; with `pack` its pack and its index too."""
    outcome = make_report(ReportRequest(workbook, output, TEMPLATES, pack=pack), tell_nobody)
    return {each.name: (output / CURRENT / each.name).read_bytes() for each in outcome.documents}
