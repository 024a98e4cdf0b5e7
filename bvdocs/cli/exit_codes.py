"""How a command ends, and how it is called again."""

import shlex
import sys
from pathlib import Path

from bvdocs.core.errors import TemplateError, WorkbookUnreadableError
from bvdocs.core.findings import Finding, Severity, has_errors

# What `verify` and `compare --exit-code` end with where they find a difference.
DIFFERENT = 1


def exit_for(findings: tuple[Finding, ...]) -> None:
    """End the program with the exit code of the errors among the findings, if there are any."""
    if has_errors(findings):
        sys.exit(TemplateError.exit_code if only_templates_err(findings) else WorkbookUnreadableError.exit_code)


def only_templates_err(findings: tuple[Finding, ...]) -> bool:
    """Whether every error among the findings is one of the templates."""
    return not any(each.severity is Severity.ERROR and not each.of_template for each in findings)


def called() -> str:
    """This program as it was called, so that it can be called again."""
    return shlex.quote(sys.argv[0]) if Path(sys.argv[0]).name == "bvdocs" else "python -m bvdocs"
