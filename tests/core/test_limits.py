"""What a run tells of what it is doing, to whoever may have to stop it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bvdocs.core import limits
from bvdocs.core.errors import BvdocsError, WorkbookUnreadableError
from bvdocs.core.schema import SHEETS
from tests.support.program import run
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book


@contextmanager
def heard() -> Iterator[list[Any]]:
    """Yield a list that has all that was told when the block ends."""
    told, to_tell = os.pipe()
    everything: list[Any] = []
    limits.tell_to(to_tell)
    try:
        yield everything
    finally:
        limits._pipe.clear()
        os.close(to_tell)
        with os.fdopen(told, "rb") as stream:
            everything += map(json.loads, stream)


def test_a_check_says_which_sheet_is_read_which_rule_is_checked_and_which_template_is_looked_at(tmp_path: Path) -> None:
    workbook = Book().write(tmp_path)
    with heard() as told:
        run("check", workbook, "--templates", TEMPLATES, "--output", tmp_path)
    doing = [said for what, said in told if what == "doing"]
    assert {f"reading the sheet {sheet.name}" for sheet in SHEETS} <= set(doing)
    assert {"reading its fonts, colours and formats", "checking it: W311"} <= set(doing)
    began = [said for what, said in told if what == "begin"]
    assert {each["subject"] for each in began if each["of_workbook"]} == {str(workbook)}
    assert {str(TEMPLATES / name) for name in ("action-plan.docx", "action-plan.html", "comparison.html")} <= {
        each["subject"] for each in began if not each["of_workbook"]
    }
    assert len(began) == sum(what == "end" for what, _ in told)


@pytest.mark.slow
def test_a_report_says_which_template_is_filled_in_and_which_pdf_laid_out(tmp_path: Path) -> None:
    with heard() as told:
        run("report", Book().write(tmp_path), "--templates", TEMPLATES, "--output", tmp_path, "--theme", "1")
    began = [(Path(said["subject"]).name, said["doing"]) for what, said in told if what == "begin"]
    assert ("action-plan.html", "filling it in for action-plan") in began
    assert ("action-plan.docx", "filling it in for action-plan") in began
    assert ("action-plan.html", "laying out action-plan.pdf") in began
    assert ("theme 1", "drawing its pictures") in began
    assert len(began) == sum(what == "end" for what, _ in told)


def test_the_options_say_what_a_task_may_take(tmp_path: Path) -> None:
    workbook = Book().write(tmp_path)
    with heard() as told:
        run("check", workbook, "--templates", TEMPLATES, "--time-limit", "300", "--memory-limit", "4", "--json")
    assert [each for each in told if each[0] in ("seconds", "gigabytes", "json")] == [
        ["seconds", 300], ["gigabytes", 4], ["json", True]
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["0", "-1", "soon"])
def test_a_limit_is_more_than_nothing(value: str, tmp_path: Path) -> None:
    assert run("check", tmp_path / "none.xlsx", "--time-limit", value).exit_code == 2
    assert run("check", tmp_path / "none.xlsx", "--memory-limit", value).exit_code == 2


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        (limits.of_workbook("a.xlsx", "reading it"), WorkbookUnreadableError),
        (limits.of_template("a.docx", "filling it in"), BvdocsError),
    ],
)
def test_no_memory_left_is_the_fault_of_the_task(task: limits.Task, kind: type[BvdocsError]) -> None:
    what = f"{task.subject} needs more than this machine's memory"
    with pytest.raises(BvdocsError, match=what) as raised, limits.limited(task):
        raise MemoryError
    assert type(raised.value) is kind
