"""Templates that never end, each in its own way: a report stops and names the template."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.project import MADE, TEMPLATES
from tests.support.template_edits import in_word, replaced
from tests.support.workbooks import Book

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux says what processes take"),
]
LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
HEAP = "{{ 'x' * 2000000000 }}"
BOXES = '<div style="display:flex">'
BODY = "{% block body %}"
Change = Callable[[Path], object]


def in_page(text: str) -> Change:
    return lambda folder: replaced(folder, "action-plan.html", BODY, BODY + text)


def in_docx(text: str) -> Change:
    return lambda folder: in_word(folder, text)


NEVER_ENDING = {
    "loops within loops, in a page": (in_page(LOOPS), "action-plan.html", "filling it in"),
    "loops within loops, in Word": (in_docx(LOOPS), "action-plan.docx", "filling it in"),
    "memory, in a page": (in_page(HEAP), "action-plan.html", "filling it in"),
    "memory, in Word": (in_docx(HEAP), "action-plan.docx", "filling it in"),
    "boxes within boxes": (in_page(BOXES * 40 + "x" + "</div>" * 40), "action-plan.html", "laying out"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "template", "doing"), NEVER_ENDING.values(), ids=NEVER_ENDING)
def test_a_template_that_never_ends_is_named(change: Change, template: str, doing: str, tmp_path: Path) -> None:
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    change(templates)
    workbook, output = Book().write(tmp_path), tmp_path / "out"
    command = [sys.executable, "-m", "bvdocs", "report", str(workbook), "--templates", str(templates)]
    limits = ["--output", str(output), "--time-limit", "10", "--memory-limit", "1"]
    done = subprocess.run([*command, *limits], capture_output=True, text=True, cwd=MADE, check=False, timeout=200)
    assert done.returncode == 3, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert str(templates / template) in done.stderr
    assert doing in done.stderr
    assert not output.exists() or not (output / "current").exists()
