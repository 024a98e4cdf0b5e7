"""Killed at any moment, a command leaves what stood before or the new, whole, and nothing that hinders the next run."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from bvdocs.storage.disk import UNFINISHED
from bvdocs.storage.last_made import LAST_MADE
from tests.support.archives import files_in
from tests.support.project import MADE
from tests.support.workbooks import small_book

KILLS = 50
# Of the kills one in so many is followed by a run to the end.
_RUN_AGAIN = 25
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the processes of Linux"),
]


def started(command: list[str | Path]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "bvdocs", *map(str, command)],
        cwd=MADE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def runs_to_its_end(command: list[str | Path]) -> float:
    """Run the command, and return how long it took, in seconds."""
    begun = time.monotonic()
    with started(command) as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told.decode()
    return time.monotonic() - begun


def in_session(session: int) -> Iterator[int]:
    """The processes of a session that have not ended, as proc(5) lists them."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        if int(facts[3]) == session and facts[0] not in "ZX":
            yield int(stat.parent.name)


def killed_again_and_again(
    command: list[str | Path], before_each: Callable[[int], None], look: Callable[[str], None]
) -> None:
    """Kill the command at random moments, the process that was started or all of its group; `look` at what is left."""
    before_each(0)
    whole = runs_to_its_end(command)
    look("whole")
    moments = random.Random(13)
    for number in range(1, KILLS + 1):
        before_each(number)
        # Half of them late, where it writes.
        moment = moments.uniform(0.6 * whole if number % 2 else 0, whole)
        with started(command) as process:
            time.sleep(moment)
            (os.killpg if number % 4 < 2 else os.kill)(process.pid, signal.SIGKILL)
            process.communicate(timeout=20)
        deadline = time.monotonic() + 10
        while (left := list(in_session(process.pid))) and time.monotonic() < deadline:
            time.sleep(0.02)
        told = f"kill {number}, after {moment:.2f} s of {whole:.2f} s"
        assert left == [], told
        look(told)
        if number % _RUN_AGAIN == 0:
            before_each(number)
            runs_to_its_end(command)
            look(told)


def test_report(tmp_path: Path) -> None:
    output, contents, made = tmp_path / "out", [], []
    command: list[str | Path] = [
        "report", tmp_path / "assessment.xlsx", "--output", output, "--format", "html",
    ]  # fmt: skip
    for action in ("Fill the posts.", "Fill all of the posts."):
        contents.append(small_book(action).write(tmp_path).read_bytes())
        runs_to_its_end(command)
        made.append(files_in(output / "current"))
    assert made[0] != made[1]

    def write_the_other(number: int) -> None:
        (tmp_path / "assessment.xlsx").write_bytes(contents[number % 2])

    def look(told: str) -> None:
        # Between two renames the former stands aside for a moment; the next run puts it back.
        standing = [folder for name in ("current", ".previous") if (folder := output / name).exists()]
        assert standing, told
        assert all(files_in(folder) in made for folder in standing[:1]), told

    killed_again_and_again(command, write_the_other, look)
    write_the_other(1)
    runs_to_its_end(command)
    assert files_in(output / "current") == made[1]
    assert {path.name for path in output.iterdir()} == {"current", LAST_MADE}


def test_new(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.xlsx"
    path.parent.mkdir()
    one_new_file(["new", path], path)


def test_check_annotate(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "copy.xlsx"
    path.parent.mkdir()
    one_new_file(["check", small_book("Fill the posts.").write(tmp_path), "--annotate", path], path)


def one_new_file(command: list[str | Path], path: Path) -> None:
    """Kill what writes one new file: it is not there, or whole, and nothing lies beside it."""

    def look(told: str) -> None:
        assert list(path.parent.iterdir()) in ([], [path]), told
        if path.exists():
            with ZipFile(path) as package:
                assert package.testzip() is None, told

    killed_again_and_again(command, lambda _: path.unlink(missing_ok=True), look)


def test_compare_redline(tmp_path: Path) -> None:
    for action in ("Fill the posts.", "Fill all of the posts."):
        workbook = small_book(action).write(tmp_path)
        runs_to_its_end(["issue", workbook, "--output", tmp_path / "out", "--by", "Officer"])
    folder = tmp_path / "redlines"
    command: list[str | Path] = ["compare", "0.1", "0.2", "--output", tmp_path / "out", "--redline", folder]
    runs_to_its_end(command)
    whole, archived = files_in(folder), files_in(tmp_path / "out")

    def remove_what_was_made(_: int) -> None:
        if folder.exists():
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()

    def look(told: str) -> None:
        assert (files_in(folder) if folder.exists() else {}) in ({}, whole), told
        assert files_in(tmp_path / "out") == archived, told
        # What was being written when it was killed has a name that the next run knows, and clears.
        beside = {path.name for path in tmp_path.iterdir() if not path.name.startswith(UNFINISHED)}
        assert beside <= {"assessment.xlsx", "out", "redlines"}, told

    killed_again_and_again(command, remove_what_was_made, look)
    remove_what_was_made(0)
    runs_to_its_end(command)
    assert files_in(folder) == whole
    assert {path.name for path in tmp_path.iterdir()} == {"assessment.xlsx", "out", "redlines"}
