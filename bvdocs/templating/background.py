"""Pre-flight side by side with other work: it takes about as long as reading the workbook does."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bvdocs.core.findings import Finding, Severity
from bvdocs.core.model import TemplatePlace
from bvdocs.templating import check_templates

# The folder that this program lies in.
_PROGRAM = str(Path(__file__).parents[2])


@contextmanager
def templates_checked_aside(folder: Path, formats: Sequence[str]) -> Iterator[Callable[[], list[Finding]]]:
    """Begin to look at the templates of these formats in a second process; what is given waits for its findings."""
    # Only from where this process imports, never from the folder that the officer is in.
    command = [sys.executable, "-P", "-m", "bvdocs.templating", str(folder), *formats]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [_PROGRAM, *sys.path]))}
    with subprocess.Popen(command, env=paths, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603

        def findings() -> list[Finding]:
            written, _ = process.communicate()
            try:
                return _findings(written)
            except ValueError:
                # A second process that could not do its work leaves it to this one, which can say why.
                return list(check_templates(folder, formats))

        try:
            yield findings
        finally:
            process.kill()


def _findings(written: bytes) -> list[Finding]:
    return [
        Finding(code, Severity(severity), TemplatePlace(file, place), message, hint)
        for code, severity, file, place, message, hint in json.loads(written)
    ]
