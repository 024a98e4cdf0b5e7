"""`python -m tests.bench.collect`: forty update sheets and eight Word documents taken in, as a whole process.

What part of that is reading is measured in this process: of the files that came, and of the workbook and its copy.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

from docx import Document

from bvdocs.commands import collect as command
from bvdocs.commands.collect import CollectRequest
from tests.bench.runs import Runs
from tests.cases.seven_themes import seven_theme_rows
from tests.making.shipped import make_shipped_files
from tests.support.asking import asked_of, filled
from tests.support.program import run
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbook_writer import write_workbook

OWNERS, RUNS = 40, 3
OWNER, STATUS = 5, 9


def make_what_came_back(folder: Path) -> Path:
    """Write a workbook of seven themes with forty owners, ask them, and have all of them and seven directors answer."""
    rows = dict(seven_theme_rows())
    actions = [list(row) for row in rows["Actions"]]
    for number, row in enumerate(actions):
        row[OWNER], row[STATUS] = f"Head of Service {number % OWNERS + 1}", "In progress"
    rows["Actions"] = [tuple(row) for row in actions]
    workbook = folder / "assessment.xlsx"
    write_workbook(workbook, rows)
    back = folder / "back"
    back.mkdir()
    sent = asked_of(workbook, None)
    for each in sent.asked.sheets:
        answers: dict[str | tuple[str, str], object] = {
            (ref, "New update"): f"{ref} is on course, says {each.owner}." for ref in each.actions
        }
        (back / f"{each.file}.xlsx").write_bytes(filled(sent.sheet(each.owner), answers))
    run("report", workbook, "--output", folder / "outputs", "--templates", TEMPLATES, "--format", "word")
    for path in sorted((folder / "outputs" / "current").glob("*.docx"))[:8]:
        edited(path, back / path.name)
    return workbook


def edited(path: Path, into: Path) -> None:
    """Save a Word document with a few words more in each fifth bullet."""
    word = Document(io.BytesIO(path.read_bytes()))
    bullets = [each for each in word.paragraphs if each.style is not None and each.style.name == "List Bullet"]
    for each in bullets[::5]:
        each.runs[0].text = f"In short: {each.runs[0].text}"
    word.core_properties.last_modified_by = "Director"
    word.save(str(into))


def timed(spent: dict[str, float], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The work, which adds its seconds of the processor to `spent`."""

    def worked(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return work(*arguments)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - start

    return worked


def print_shares(folder: Path, workbook: Path) -> None:
    """Print what of the work of one process is reading; what it imports counts for where it is imported."""
    spent: dict[str, float] = {}
    stages = {
        "_read_files": "reading what came back",
        "check_workbook": "reading and checking the workbook and its copy",
        "compare_three_ways": "comparing",
        "_copy": "making the copy",
    }
    out = folder / "in-process.xlsx"
    request = CollectRequest((folder / "back",), workbook, folder / "outputs", TEMPLATES, out)
    with ExitStack() as patched:
        for name, told in stages.items():
            patched.enter_context(mock.patch.object(command, name, timed(spent, told, getattr(command, name))))
        start = time.process_time()
        done = command.collect(request, tell_nobody)
        whole = time.process_time() - start
    print(f"{len(done.files)} files, {len(done.verdicts)} changes; of {whole:.2f} s of work in one process:")
    for told, seconds in spent.items():
        print(f"  {told:<48} {seconds:5.2f} s  {seconds / whole:4.0%}")


def main() -> None:
    make_shipped_files()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workbook = make_what_came_back(folder)
        came = sorted((folder / "back").iterdir())
        print(f"{sum(each.suffix == '.xlsx' for each in came)} update sheets, "
              f"{sum(each.suffix == '.docx' for each in came)} Word documents")  # fmt: skip
        runs = Runs("collect")
        for number in range(RUNS):
            out = folder / f"next-{number}.xlsx"
            runs.run(
                sys.executable, "-P", "-m", "bvdocs", "collect", str(folder / "back"), "--workbook", str(workbook),
                "--output", str(folder / "outputs"), "--templates", str(TEMPLATES), "--out", str(out),
            )  # fmt: skip
        print(runs, f"processor {min(runs.cpu):.2f} s")
        print_shares(folder, workbook)


if __name__ == "__main__":
    main()
