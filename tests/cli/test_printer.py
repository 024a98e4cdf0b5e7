"""Findings as they are told: by sheet, worst first, for a terminal and for a pipe."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bvdocs.cli.printer import Printer
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.findings_order import by_sheet, count_by_severity, is_cell
from bvdocs.core.places import CellRef, TemplatePlace
from tests.support.project import MADE
from tests.support.workbooks import Book

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}


def found(code: str, sheet: str = "", cell: str = "", message: str = "is wrong.", hint: str = "") -> Finding:
    return Finding(
        code, _SEVERITIES[code[0]], TemplatePlace(sheet, cell) if " " in cell else CellRef(sheet, cell), message, hint
    )


def places(findings: Sequence[Finding]) -> list[str]:
    return [f"{finding.code} {finding.where}".strip() for _, group in by_sheet(findings) for finding in group]


def told(findings: Sequence[Finding], capsys: pytest.CaptureFixture[str], *, verbose: bool = False) -> list[str]:
    """What is printed into a pipe."""
    Printer(as_json=False, verbose=verbose).findings(findings)
    return capsys.readouterr().out.splitlines()


def test_sheets_stand_by_their_worst_finding_and_then_as_in_the_workbook() -> None:
    findings = [
        found("N901", "Report"),
        found("W902", "Narrative", "C2"),
        found("W903", "Criteria", "D2"),
        found("E904", "Actions", "H3"),
        found("W905", "Actions", "H2"),
        found("W906", "The council's own", "A1"),
        found("W907", "self-assessment.html", "line 12"),
        found("E908", "self-assessment.docx", "paragraph 3"),
    ]
    assert [name for name, _ in by_sheet(findings)] == [
        "Actions", "self-assessment.docx", "Criteria", "Narrative", "The council's own", "self-assessment.html",
        "Report",
    ]  # fmt: skip


def test_what_is_of_no_sheet_comes_before_all_others() -> None:
    assert places([found("E901", "Criteria", "A2"), found("N902")]) == ["N902", "E901 Criteria!A2"]


def test_within_a_sheet_the_worst_comes_first_and_then_row_by_row() -> None:
    cells = [
        ("W901", "C10"),
        ("W901", "AA9"),
        ("W901", "B9"),
        ("W902", "B9"),
        ("E903", "Z99"),
        ("N904", "A1"),
        ("W905", ""),
    ]
    findings = [found(code, "Narrative", cell) for code, cell in cells]
    assert [each.cell for each in by_sheet(findings)[0][1]] == ["Z99", "", "B9", "B9", "AA9", "C10", "A1"]


def test_lines_of_a_file_are_ordered_as_numbers() -> None:
    findings = [found("E901", "page.html", f"line {number}") for number in (12, 9, 100)]
    assert [each.cell for each in by_sheet(findings)[0][1]] == ["line 9", "line 12", "line 100"]


def test_only_a_cell_is_a_cell() -> None:
    assert is_cell("C22")
    assert not any(is_cell(cell) for cell in ("", "line 12", "paragraph 3", "C0", "C", "22"))


def test_counts_are_in_words_with_the_worst_first() -> None:
    findings = [found("N901"), found("W902"), found("E903"), found("E904")]
    assert count_by_severity(findings) == "2 errors, 1 warning, 1 note"
    assert count_by_severity([]) == ""


def test_each_line_in_a_pipe_stands_alone_with_its_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    long = "is far too long for any terminal: " + "word " * 60 + "end."
    lines = told([found("W311", "Narrative", "C22", long, "Shorten it."), found("E904", "", "", "it rains.")], capsys)
    assert lines == [
        "", "Error E904 it rains.",
        "", "Narrative: 1 warning", f"Warning W311 Narrative!C22: {long}", "    Shorten it.",
        "", "1 error, 1 warning.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "verbose", "total"),
    [
        ("", False, "No errors and no warnings."),
        ("N", False, "No errors and no warnings. 1 note: --verbose shows it."),
        ("WNN", False, "1 warning. 2 notes: --verbose shows them."),
        ("WNN", True, "1 warning, 2 notes."),
        ("EEW", False, "2 errors, 1 warning."),
    ],
)
def test_the_last_line_is_the_total_and_says_what_was_held_back(
    codes: str, verbose: bool, total: str, capsys: pytest.CaptureFixture[str]
) -> None:
    findings = [found(f"{letter}901", "Criteria", "A2") for letter in codes]
    lines = told(findings, capsys, verbose=verbose)
    assert lines[-1] == total
    assert any("Note" in line for line in lines) is (verbose and "N" in codes)


def test_a_sheet_with_notes_alone_has_no_heading_unless_they_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert not any(line.startswith("Scale") for line in told([found("N901", "Scale", "A2")], capsys))
    assert "Scale: 1 note" in told([found("N901", "Scale", "A2")], capsys, verbose=True)


def on_a_terminal(workbook: Path, columns: int, **environment: str) -> str:
    """What `check` shows in a terminal of that many columns."""
    try:
        ours, theirs = os.openpty()
    except OSError:
        pytest.skip("this system gives no terminals to programs")
    command = [sys.executable, "-m", "bvdocs", "check", str(workbook)]
    told = b""
    with subprocess.Popen(command, stdout=theirs, cwd=MADE, env={**os.environ, "COLUMNS": str(columns), **environment}):
        os.close(theirs)
        while piece := _read(ours):
            told += piece
    os.close(ours)
    return told.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


def faulty(folder: Path) -> Path:
    book = Book()
    book.criteria[0][3] = (
        "Grean, or perhaps light green, as the last of the workshops could not agree on either of them"
    )
    book.actions[0][7] = book.actions[1][7] = "soon"
    return book.write(folder, "faulty.xlsx")


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "widest"), [(60, 60), (80, 80), (200, 100)])
def test_on_a_terminal_lines_are_wrapped_beneath_themselves(columns: int, widest: int, tmp_path: Path) -> None:
    shown = _COLOUR.sub("", on_a_terminal(faulty(tmp_path), columns))
    lines = shown.partition("Criteria: 1 error")[2].splitlines()
    assert max(len(line) for line in lines) <= widest
    first = next(number for number, line in enumerate(lines) if line.startswith("  Error E104 D2  'Grean, or"))
    assert lines[first + 1].startswith(" " * len("  Error E104 D2  "))
    assert lines[first + 1].strip()


@pytest.mark.slow
def test_on_a_terminal_what_to_do_is_said_once_in_a_sheet(tmp_path: Path) -> None:
    shown = on_a_terminal(faulty(tmp_path), 100)
    assert shown.count("'soon' is not a date.") == 2
    assert shown.count("Type the date as") == 1


@pytest.mark.slow
def test_without_colour_it_is_laid_out_the_same(tmp_path: Path) -> None:
    workbook = faulty(tmp_path)
    coloured, plain = on_a_terminal(workbook, 80), on_a_terminal(workbook, 80, NO_COLOR="1")
    assert _COLOUR.search(coloured)
    assert _COLOUR.sub("", coloured) == plain
