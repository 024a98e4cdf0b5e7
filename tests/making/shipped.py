"""Makes tests/made/: inputs/ and templates/ as they ship, which tests read in place of the project's own.

An officer puts a workbook and templates of their own into those; `make test` passes all the same.
"""

import tempfile
from pathlib import Path

from tests.making.sample import sample_workbook
from tests.making.templates import template_files
from tests.support.project import MADE, SAMPLE, TEMPLATES


def shipped_files() -> dict[str, bytes]:
    """Return the files of inputs/ and templates/ as they ship, by their paths in the project."""
    sample = {SAMPLE.relative_to(MADE).as_posix(): sample_workbook()}
    return sample | {f"{TEMPLATES.name}/{name}": content for name, content in template_files().items()}


def make_shipped_files() -> None:
    """Write them to tests/made/, and remove from there what ships no longer.

    A file that is as it should be is left alone and another one is replaced at once, so that tests that run at the
    same time never read half a file, nor miss one.
    """
    shipped = shipped_files()
    for path in [path for path in MADE.rglob("*") if path.is_file()]:
        if path.parent != MADE and path.relative_to(MADE).as_posix() not in shipped:
            path.unlink(missing_ok=True)
    for name, content in shipped.items():
        path = MADE / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, content)


def _replace(path: Path, content: bytes) -> None:
    # Beside the folders that tests list, not in them.
    with tempfile.NamedTemporaryFile(dir=MADE, delete=False) as beside:
        beside.write(content)
    Path(beside.name).replace(path)
