"""A column of the action plan is added in two files of the program, as CONTRIBUTING.md says; all else follows."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from openpyxl import Workbook

import bvdocs
from tests.support.project import TEMPLATES
from tests.support.reading import read_page, read_pdf, read_word, squeezed
from tests.support.workbooks import Book

PACKAGE = Path(bvdocs.__file__).parent
# The two edits: the file, the line after which the new one goes, the new one.
COLUMN = (
    "core/schema.py",
    '        Column("Success measure", Kind.TEXT, "How it will be known to have worked."),\n',
    '        Column("Risk", Kind.RICH, "What may come in between.", detail=True),\n',
)
FIELD = ("core/model.py", "    success_measure: str\n", "    risk: RichText\n")
RISK, LATER_RISK, SECRET = "The market for planners is thin.", "The CLT may lose a post.", "A tribunal is pending."

pytestmark = pytest.mark.slow


def with_risks(workbook: Workbook, *risks: str) -> None:
    """Add the column at the end of the sheet."""
    for row, text in enumerate(("Risk", *risks), 1):
        workbook["Actions"].cell(row, 20, text)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a program to which the column was added."""
    folder = tmp_path_factory.mktemp("program")
    copytree(PACKAGE, folder / "bvdocs", ignore=ignore_patterns("__pycache__"))
    for name, after, line in (COLUMN, FIELD):
        path = folder / "bvdocs" / name
        before, found, rest = path.read_text(encoding="utf-8").partition(after)
        assert found
        path.write_text(before + after + line + rest, encoding="utf-8")
    return folder


def run(program: Path, *arguments: str | Path) -> str:
    """What the program with the column prints; it has to end well."""
    command = [sys.executable, "-m", "bvdocs", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(program)}
    done = subprocess.run(command, cwd=program, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_column_is_read_checked_printed_recorded_and_compared(program: Path, tmp_path: Path) -> None:
    book = Book()
    book.actions.append([*book.actions[0][:-1], "yes"])
    book.actions[-1][0] = "L-A2"
    book.edit = lambda workbook: with_risks(workbook, RISK, "", SECRET)
    path = book.write(tmp_path)
    common = ("--output", tmp_path, "--templates", TEMPLATES)
    run(program, "issue", path, "--final", *common)

    files = {each.name: each.read_bytes() for each in tmp_path.rglob("v1.0/*") if each.is_file()}
    read = [
        read_word(files["action-plan-v1.0.docx"]),
        read_pdf(files["action-plan-v1.0.pdf"]),
        read_page(files["action-plan-v1.0.html"]),
    ]
    for document in read:
        assert squeezed(f"Risk: {RISK}") in document.text
        assert squeezed(SECRET) not in document.text
    assert [each["risk"] for each in json.loads(files["assessment.json"])["actions"]] == [RISK, ""]

    book.edit = lambda workbook: with_risks(workbook, LATER_RISK, "", SECRET)
    book.write(tmp_path)
    changes = json.loads(run(program, "compare", "1.0", path, "--json", *common))["changes"]
    assert [(each["field"], each["before"], each["now"]) for each in changes] == [("Risk", RISK, LATER_RISK)]
    assert "'CLT' is not explained" in run(program, "check", path, "--templates", TEMPLATES)
