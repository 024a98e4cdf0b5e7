"""Pre-flight side by side with other work: it takes about as long as reading the workbook does."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bvdocs.findings import Finding, Severity
from bvdocs.model import CellRef
from bvdocs.preflight import check_templates


@contextmanager
def templates_checked_aside(folder: Path) -> Iterator[Callable[[], list[Finding]]]:
    """Begin to look at the templates in a second process; what is given waits for it and has its findings."""
    command = [sys.executable, "-m", "bvdocs.preflight", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603

        def findings() -> list[Finding]:
            written, _ = process.communicate()
            # A second process that could not do its work leaves it to this one, which can say why.
            return list(check_templates(folder)) if process.returncode else _findings(written)

        try:
            yield findings
        finally:
            process.kill()


def _findings(written: bytes) -> list[Finding]:
    return [
        Finding(code, Severity(severity), CellRef(file, place), message, hint)
        for code, severity, file, place, message, hint in json.loads(written)
    ]
