"""What ships in inputs/ and templates/ is what its makers make, where no officer has put their own there."""

import io
import subprocess
import zipfile

import pytest

from tests.making.shipped import shipped_files
from tests.support.project import PROJECT

OFFICE_FILES = (".docx", ".xlsx")


def skip_if_changed(shipped: set[str]) -> None:
    """Skip the test if a shipped file was changed or removed since it was committed, or if git cannot tell."""
    changed = ["git", "diff", "--name-only", "--no-renames", "-z", "HEAD", "--", *sorted(shipped)]
    try:
        # A repository further up would be another one, in which nothing of this is committed.
        done = subprocess.run(changed, cwd=PROJECT, capture_output=True, text=True, check=False)
        told = done.returncode == 0 and (PROJECT / ".git").exists()
    except OSError:
        told = False
    if not told:
        pytest.skip("not held to their makers: git does not say whether inputs/ and templates/ are as they came")
    if names := ", ".join(filter(None, done.stdout.split("\0"))):
        pytest.skip(f"not held to their makers, as they were changed: {names}")


def parts(name: str, content: bytes) -> object:
    """Return what stands in a file; of an Office file each of its parts, as zip files differ by who packs them."""
    if not name.endswith(OFFICE_FILES):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(entry.filename, entry.date_time, package.read(entry)) for entry in package.infolist()]


@pytest.mark.slow
def test_what_ships_is_what_its_makers_make() -> None:
    shipped = shipped_files()
    skip_if_changed(set(shipped))
    for name, content in shipped.items():
        assert parts(name, (PROJECT / name).read_bytes()) == parts(name, content), f"{name}: make sample templates"
