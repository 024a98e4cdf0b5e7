"""The record of what documents were made from."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

import bvdocs

PACKAGE = Path(bvdocs.__file__).parent


def program_hash(folder: Path) -> str:
    """Return the hash that the program in `folder` records of itself."""
    code = (
        "from bvdocs.storage.manifest import describe_inputs\n"
        "print(describe_inputs('a.xlsx', b'', {})['program']['sha256'])"
    )  # fmt: skip
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("changed", sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()))
def test_a_change_anywhere_in_the_program_changes_its_hash(changed: str, tmp_path: Path) -> None:
    copytree(PACKAGE, tmp_path / "bvdocs", ignore=ignore_patterns("__pycache__"))
    before = program_hash(tmp_path)
    with (tmp_path / "bvdocs" / changed / "__init__.py").open("a") as file:
        file.write("# changed\n")
    assert program_hash(tmp_path) != before
