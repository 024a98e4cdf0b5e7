"""`make report WORKBOOK=…` and `make batch FOLDER=…` open just what has that name, and no name runs anything."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import PROJECT, TEMPLATES
from tests.support.workbooks import Book

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="needs make")
NAMES = [
    "Budget $2m.xlsx",
    "$(shell touch ran).xlsx",
    "${shell touch ran}$(error no).xlsx",
    "$$(touch ran).xlsx",
    "`touch ran`.xlsx",
    "$(touch ran);touch ran&touch ran|touch ran.xlsx",
    "a\" 'b' \\ # % * ?.xlsx",
    "two\nlines\n\ttouch ran\n.xlsx",
    "ends in $",
    "$(",
    "--help",
    "-x.xlsx",
    "£5m – naïve.xlsx",
    "a=b:=c.xlsx",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which `make report` says what it would give to the program, and with which settings."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "setup").write_text(":\n")
    said = "import os, sys; print([sys.argv[1:], os.environ.get('PYTHON'), os.environ.get('OTHER')])"
    program(tmp_path, f'exec {shlex.quote(sys.executable)} -c {shlex.quote(said)} "$@"')
    return tmp_path


def program(folder: Path, line: str) -> None:
    """Have this line of the shell run in place of the program."""
    path = folder / ".venv" / "bin" / "bvdocs"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def make(folder: Path, *arguments: str, **environment: str) -> str:
    """Run make as if no other make had run these tests; return what it says."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "ALL"}
    done = subprocess.run(
        ["make", *arguments], cwd=folder, env=inherited | environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_name_reaches_the_program_as_it_was_given_and_runs_nothing(folder: Path, name: str) -> None:
    before = sorted(folder.iterdir())
    given = f"{[['report', '--', name], name, name]}\n"
    assert make(folder, "report", f"WORKBOOK={name}", f"PYTHON={name}", f"OTHER={name}") == given
    assert make(folder, "report", WORKBOOK=name, PYTHON=name, OTHER=name) == given
    assert make(folder, "-e", "report", WORKBOOK=name, PYTHON=name, OTHER=name) == given
    assert sorted(folder.iterdir()) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_folder_s_name_reaches_the_program_as_it_was_given(folder: Path, name: str) -> None:
    before = sorted(folder.iterdir())
    given = f"{[['batch', '--output', 'outputs/councils', '--', name], None, None]}\n"
    assert make(folder, "batch", f"FOLDER={name}") == given
    assert make(folder, "batch", FOLDER=name) == given
    assert sorted(folder.iterdir()) == before


def test_without_a_name_the_program_takes_its_own(folder: Path) -> None:
    assert make(folder, "report") == "[['report'], None, None]\n"
    assert make(folder, "report", "WORKBOOK=") == "[['report'], None, None]\n"


def test_all_still_chooses_every_test(folder: Path) -> None:
    assert "not slow" in make(folder, "-n", "test")
    assert "not slow" not in make(folder, "-n", "test", "ALL=1")
    assert "not slow" not in make(folder, "-n", "check")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Budget $2m.xlsx", "-x.xlsx"])
def test_the_file_of_that_name_is_opened(folder: Path, name: str) -> None:
    Book().write(folder, name)
    python = f"PYTHONPATH={shlex.quote(str(PROJECT))} exec {shlex.quote(sys.executable)} -P"
    options = f"--templates {shlex.quote(str(TEMPLATES))} --format html"
    program(folder, f'shift; {python} -m bvdocs report {options} "$@"')
    said = make(folder, "report", f"WORKBOOK={name}")
    assert f"Reading {name} …" in said
    assert (folder / "outputs" / "current" / "action-plan.html").exists()
