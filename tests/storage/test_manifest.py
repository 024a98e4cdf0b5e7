"""The record of what documents were made from."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

import bvdocs
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.places import CellRef, TemplatePlace
from bvdocs.core.recipes import Recipes
from bvdocs.storage.manifest import make_records, read_manifest

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


@pytest.mark.slow
@pytest.mark.parametrize("changed", sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()))
def test_a_change_anywhere_in_the_program_changes_its_hash(changed: str, tmp_path: Path) -> None:
    copytree(PACKAGE, tmp_path / "bvdocs", ignore=ignore_patterns("__pycache__"))
    before = program_hash(tmp_path)
    with (tmp_path / "bvdocs" / changed / "__init__.py").open("a") as file:
        file.write("# changed\n")
    assert program_hash(tmp_path) != before


def test_a_finding_read_back_says_its_place_as_it_was_found(tmp_path: Path) -> None:
    places = ("E104", CellRef("Criteria", "D14")), ("W426", TemplatePlace("page.html", "line 12"))
    findings = tuple(Finding(code, Severity.WARNING, where, "It is wrong.", "Put it right.") for code, where in places)
    (tmp_path / "source").mkdir()
    for name, content in make_records({"workbook": {}}, (), Recipes(), findings, ()).items():
        (tmp_path / name).write_bytes(content)
    read = read_manifest(tmp_path)
    assert read
    assert [type(each.where) for each in read.findings] == [CellRef, TemplatePlace]
    assert [str(each.where) for each in read.findings] == ["Criteria!D14", "page.html, line 12"]
