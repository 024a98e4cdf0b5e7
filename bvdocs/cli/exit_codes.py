"""The exit codes: how a command ends where there are errors, and how it is called again."""

import shlex
import sys
from pathlib import Path

from bvdocs.cli.printer import Printer
from bvdocs.core.errors import TemplateError, WorkbookUnreadableError
from bvdocs.core.findings import Finding, Severity, has_errors

# What `verify` and `compare --exit-code` end with where they find a difference.
DIFFERENT = 1
# What `issue --final` ends with where nobody said that what is asked about is meant.
UNCONFIRMED = 1


def exit_if_errors(findings: tuple[Finding, ...]) -> None:
    """End the program with the exit code of the errors among the findings, if there are any."""
    if has_errors(findings):
        sys.exit(TemplateError.exit_code if _only_templates_err(findings) else WorkbookUnreadableError.exit_code)


def say_undone_and_exit(
    printer: Printer, undone: str, findings: tuple[Finding, ...], workbook: str | Path, templates: Path
) -> None:
    """Say what was not done, and what to correct, and end the program, if there are errors among the findings."""
    if has_errors(findings):
        at_fault = templates if _only_templates_err(findings) else workbook
        printer.line(f"{undone} Correct {at_fault}, save it, and run this again.")
        exit_if_errors(findings)


def _only_templates_err(findings: tuple[Finding, ...]) -> bool:
    return not any(each.severity is Severity.ERROR and not each.of_template for each in findings)


def program_as_called() -> str:
    """Return this program as it was called, so that it can be called again."""
    return shlex.quote(sys.argv[0]) if Path(sys.argv[0]).name == "bvdocs" else "python -P -m bvdocs"


def as_argument(path: Path) -> str:
    """Return a path as it is typed in a shell: nothing in it is a command, and it is no option."""
    name = str(path)
    return shlex.quote(f"./{name}" if name.startswith("-") else name)
