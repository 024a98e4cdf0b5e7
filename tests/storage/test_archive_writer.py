"""A version is added whole or not at all, whatever happens on the way and whoever else is at it."""

import fcntl
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EACCES, EIO, ENOSPC
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import pytest

from bvdocs.core.errors import ArchiveError
from bvdocs.storage.archive.folders import look_at
from bvdocs.storage.archive.verify import verify
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.archive.writer import alone_in, freeze, write_list
from bvdocs.storage.disk import unfinished_prefix
from bvdocs.storage.hashes import read_list
from tests.support.archives import (
    MEETING,
    Workshop,
    add,
    facts,
    files_in,
    leftovers,
    let_pass,
    make_tiny_documents,
    names_in,
    numbers,
)
from tests.support.project import MADE, tell_nobody
from tests.support.workbooks import Book

FILES = {"README.txt": b"What this is", "source/assessment.xlsx": b"PK", "source/templates/style.css": b"p {}"}


def test_what_is_frozen_is_read_only_and_just_what_was_given(tmp_path: Path) -> None:
    with alone_in(tmp_path, tell_nobody):
        folder = freeze(tmp_path, MEETING, "v0.1", FILES, look_at(tmp_path))
    assert folder == tmp_path / MEETING / "v0.1"
    assert files_in(tmp_path) == {f"{MEETING}/v0.1/{name}": content for name, content in FILES.items()}
    assert modes_of_files(folder) == {"README.txt": 0o444, **dict.fromkeys(list(FILES)[1:], 0o400)}
    assert folder.stat().st_mode & 0o777 == 0o755
    for own in (folder / "source", folder / "source" / "templates"):
        assert own.stat().st_mode & 0o777 == 0o700


def modes_of_files(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in files}


def test_every_file_of_a_version_and_the_list_are_read_only(tmp_path: Path) -> None:
    add(tmp_path, "0.1", "0.2")
    modes = modes_of_files(tmp_path)
    assert len(modes) == len(names_in("0.1")) + len(names_in("0.2")) + 1
    assert {name for name, mode in modes.items() if mode != 0o444} == {name for name in modes if "/source/" in name}
    assert {mode for name, mode in modes.items() if "/source/" in name} == {0o400}


@pytest.mark.parametrize("kind", ["version", "empty folder", "file", "link", "link to nothing"])
def test_nothing_is_ever_written_over(tmp_path: Path, kind: str) -> None:
    target = tmp_path / MEETING / "v0.1"
    target.parent.mkdir()
    if kind == "version":
        freeze(tmp_path, MEETING, "v0.1", {"README.txt": b"The first"}, look_at(tmp_path))
    elif kind == "empty folder":
        target.mkdir()
    elif kind == "file":
        target.write_bytes(b"The first")
    else:
        target.symlink_to(tmp_path / "elsewhere")
        if kind == "link":
            (tmp_path / "elsewhere").mkdir()
    before = (files_in(tmp_path), sorted(tmp_path.rglob("*")))
    with pytest.raises(ArchiveError):
        freeze(tmp_path, MEETING, "v0.1", FILES, look_at(tmp_path))
    assert (files_in(tmp_path), sorted(tmp_path.rglob("*"))) == before


def test_an_older_version_is_never_touched_by_a_later_one(tmp_path: Path) -> None:
    first = add(tmp_path, "0.1").folder
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in sorted(first.rglob("*.*"))
    }
    add(tmp_path, "0.2", "1.0")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in before} == before
    assert sorted(first.rglob("*.*")) == list(before)


# Every step of writing, each failing in its turn.


class Killed(BaseException):
    """The process is gone: it does nothing more, not even what it would do at its end."""


class Steps:
    """Counts what is done to the disk, and fails at one step: with an error, or as if the process were killed there.

    Of what is written in that step, half is written. A process that was killed does none of the later steps.
    """

    def __init__(self, failing: int, fault: BaseException, *, dies: bool) -> None:
        self.failing, self.fault, self.dies = failing, fault, dies
        self.done = 0
        self.told: list[str] = []

    def take(self, what: str) -> None:
        """One step, before it is done."""
        self.done += 1
        self.told.append(what)
        if self.done == self.failing or (self.dies and self.done > self.failing):
            raise self.fault

    @contextmanager
    def counted(self) -> Iterator[None]:
        """In here, what goes to the disk is counted."""
        facts()  # made once, in a folder of its own: that is no step
        with pytest.MonkeyPatch.context() as patch:
            for owner, name in (
                (os, "fsync"), (os, "fchmod"), (fcntl, "flock"), (tempfile, "mkdtemp"), (tempfile, "mkstemp"),
                (shutil, "rmtree"), (Path, "mkdir"), (Path, "rename"), (Path, "chmod"), (Path, "unlink"),
                (Path, "symlink_to"),
            ):  # fmt: skip
                self._count(patch, owner, name)
            opened = Path.open
            patch.setattr(Path, "open", lambda path, *more, **named: self._opened(opened(path, *more, **named)))
            yield

    def _count(self, patch: pytest.MonkeyPatch, owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def counting(*given: Any, **named: Any) -> Any:
            self.take(name)
            # What is read back is the same without it, and hundreds of times it takes long.
            return None if name == "fsync" else real(*given, **named)

        patch.setattr(owner, name, counting)

    def _opened(self, file: Any) -> Any:
        return file if file.mode != "wb" else _Counted(file, self)


class _Counted:
    """A file that counts what is written to it."""

    def __init__(self, file: IO[bytes], steps: Steps) -> None:
        self._file, self._steps = file, steps

    def __enter__(self) -> "_Counted":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> None:
        """Half of it before the step, half after."""
        half = len(content) // 2
        self._file.write(content[:half])
        self._file.flush()
        self._steps.take("write")
        self._file.write(content[half:])


FAULTS: dict[str, tuple[Callable[[], BaseException], bool]] = {
    "no room": (lambda: OSError(ENOSPC, "No space left on device"), False),
    "no permission": (lambda: PermissionError(EACCES, "Permission denied"), False),
    "interrupted": (KeyboardInterrupt, False),
    "killed": (Killed, True),
    "the disk is gone": (lambda: OSError(EIO, "Input/output error"), True),
}
LIKE_OTHERS = {"no permission", "the disk is gone"}


def test_the_steps_are_all_that_matter(tmp_path: Path) -> None:
    """What the next test goes through one by one."""
    steps = Steps(0, Killed(), dies=False)
    with steps.counted():
        add(tmp_path, "0.1")
    files = len(files_in(tmp_path))
    assert steps.told.count("write") == files
    assert steps.told.count("fchmod") == files
    assert steps.told.count("rename") == 2
    # Each file is on the disk, read-only, before anything else is done; then each folder, and the archive's.
    assert [after for each, after in pairwise(steps.told) if each == "write"] == ["fchmod"] * files
    assert [after for each, after in pairwise(steps.told) if each == "fchmod"] == ["fsync"] * files
    renamed = steps.told.index("rename")
    version = (tmp_path / MEETING / "v0.1").rglob("*")
    folders = 1 + len([path for path in version if path.is_dir()])
    assert steps.told[renamed - folders - 2 : renamed] == [*["fsync"] * folders, "mkdir", "fsync"]
    # Where the version was and where it is now; only then the list names it.
    assert steps.told[renamed + 1 : renamed + 4] == ["fsync", "fsync", "mkstemp"]
    assert steps.told[-2:] == ["rename", "fsync"]


@pytest.mark.parametrize("issued_before", [(), ("0.1", "0.2")], ids=["first", "later"])
@pytest.mark.parametrize(
    "fault", [pytest.param(each, marks=pytest.mark.slow if each in LIKE_OTHERS else ()) for each in FAULTS]
)
@pytest.mark.slow
def test_whatever_step_fails_there_is_a_whole_version_or_none(
    tmp_path: Path, fault: str, issued_before: tuple[str, ...]
) -> None:
    make, dies = FAULTS[fault]
    outcomes = set()
    ready = tmp_path / "ready"
    ready.mkdir()
    if issued_before:
        add(ready, *issued_before)
    steps = Steps(0, Killed(), dies=False)
    whole = shutil.copytree(ready, tmp_path / "whole")
    with steps.counted():
        add(whole, "1.0")
    before = files_in(ready)
    for failing in range(1, steps.done + 1):
        archive = shutil.copytree(ready, tmp_path / str(failing))
        failed = Steps(failing, make(), dies=dies)
        expected = ArchiveError if isinstance(failed.fault, OSError) else type(failed.fault)
        with failed.counted(), pytest.raises(expected):
            add(archive, "1.0")
        assert verify(archive) == (), failed.told
        now = numbers(archive)
        assert now in ([*issued_before], [*issued_before, "1.0"]), failed.told
        outcomes.add(len(now))
        standing = files_in(archive)
        assert {name: standing[name] for name in before if name != "SHA256SUMS"} == {
            name: content for name, content in before.items() if name != "SHA256SUMS"
        }
        if not dies:
            assert leftovers(archive) == [], failed.told
        with Steps(0, Killed(), dies=False).counted():
            add(archive, "1.1")
        assert verify(archive) == (), failed.told
        assert numbers(archive) == [*now, "1.1"]
        assert leftovers(archive) == []
        assert len(read_list(archive / "SHA256SUMS")) == len(now) + 1
        shutil.rmtree(archive)
    assert outcomes == {len(issued_before), len(issued_before) + 1}


def test_a_fault_says_what_failed_where_and_what_to_do(tmp_path: Path) -> None:
    fault = OSError(ENOSPC, "No space left on device", str(tmp_path / "README.txt"))
    with Steps(5, fault, dies=False).counted(), pytest.raises(ArchiveError) as told:
        add(tmp_path, "0.1")
    assert f"{tmp_path / 'README.txt'}: No space left on device" in told.value.message
    assert "the disk has room" in told.value.hint


@pytest.mark.parametrize("step", ["mkstemp", "write", "fchmod", "fsync", "rename"])
def test_a_fault_once_the_version_stands_says_that_it_does(tmp_path: Path, step: str) -> None:
    steps = Steps(0, Killed(), dies=False)
    with steps.counted():
        add(tmp_path / "whole", "0.1")
    failing = len(steps.told) - steps.told[::-1].index(step)
    failed = Steps(failing, OSError(ENOSPC, "No space left on device"), dies=False)
    with failed.counted(), pytest.raises(ArchiveError) as told:
        add(tmp_path / "archive", "0.1")
    assert told.value.message.startswith(
        f"Version 0.1 was issued and stands in {tmp_path / 'archive' / MEETING / 'v0.1'}; the list of all versions"
        " could not be brought up to date: "
    )
    assert "No space left on device" in told.value.message
    assert told.value.hint == "The next issue does that."
    assert numbers(tmp_path / "archive") == ["0.1"]
    assert leftovers(tmp_path / "archive") == []


def test_the_list_is_replaced_in_one_step(tmp_path: Path) -> None:
    write_list(tmp_path, "one\n")
    first = (tmp_path / "SHA256SUMS").stat().st_ino
    write_list(tmp_path, "one\ntwo\n")
    assert (tmp_path / "SHA256SUMS").read_text() == "one\ntwo\n"
    assert (tmp_path / "SHA256SUMS").stat().st_ino != first
    assert [path.name for path in tmp_path.iterdir()] == ["SHA256SUMS"]


# One at a time.


def test_a_second_issue_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    order: list[str] = []

    def second() -> None:
        with alone_in(tmp_path, lambda stage, detail="": told.append(stage)):
            order.append("second")

    with alone_in(tmp_path, tell_nobody):
        thread = threading.Thread(target=second)
        thread.start()
        deadline = time.monotonic() + 60
        while not told and time.monotonic() < deadline:
            time.sleep(0.001)
        order.append("first")
    thread.join(60)
    assert told == ["Waiting for another issue to be done"]
    assert order == ["first", "second"]


def test_what_a_killed_issue_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    """Of a process of this machine that has ended at once; of another machine once nobody has written for an hour."""
    add(tmp_path, "0.1")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    own = unfinished_prefix().rpartition(f".{os.getpid()}.")[0]
    for name in (f"{own}.{ended.pid}.abcd", ".new-version", ".new-another-machine-00112233.77.abcd"):
        (tmp_path / name / "source").mkdir(parents=True)
        (tmp_path / name / "source" / "assessment.xlsx").write_bytes(b"P")
        if own not in name:
            let_pass(tmp_path / name, hours=1.01)
    (tmp_path / ".new-list").write_bytes(b"")
    let_pass(tmp_path / ".new-list", hours=1.01)
    with alone_in(tmp_path, tell_nobody):
        assert leftovers(tmp_path) == []
    assert numbers(tmp_path) == ["0.1"]
    assert verify(tmp_path) == ()


@pytest.mark.slow
@pytest.mark.parametrize("ahead", [-5 * 3600, 0, 5 * 3600])
@pytest.mark.parametrize("of", ["another machine", "a running process"])
def test_what_somebody_else_may_be_writing_now_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: int, of: str
) -> None:
    """Whatever this machine's clock says: what counts is the share's."""
    add(tmp_path, "0.1")
    own = unfinished_prefix().rpartition(f".{os.getpid()}.")[0]
    name = f"{own}.{os.getppid()}.abcd" if of == "a running process" else ".new-another-machine-00112233.77.abcd"
    (tmp_path / name).mkdir()
    (tmp_path / name / "README.txt").write_bytes(b"What")
    let_pass(tmp_path / name, hours=0.9)
    monkeypatch.setattr(time, "time", lambda really=time.time: really() + ahead)
    with alone_in(tmp_path, tell_nobody):
        assert [path.name for path in leftovers(tmp_path)] == [name]
    assert files_in(tmp_path / name) == {"README.txt": b"What"}
    assert verify(tmp_path) == ()


def test_what_is_being_written_to_still_is_as_young_as_its_youngest_file(tmp_path: Path) -> None:
    unfinished = tmp_path / ".new-another-machine-00112233.77.abcd"
    (unfinished / "figures").mkdir(parents=True)
    (unfinished / "figures" / "a.svg").write_bytes(b"<svg/>")
    let_pass(unfinished, hours=3)
    (unfinished / "figures" / "b.svg").write_bytes(b"<sv")
    let_pass(unfinished / "figures", hours=3)
    os.utime(unfinished / "figures" / "b.svg")
    with alone_in(tmp_path, tell_nobody):
        assert leftovers(tmp_path) == [unfinished]


# Real processes.


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A folder with the smallest workbook that has it all: a theme, a rating, a bullet, an action."""
    made = Workshop(tmp_path)
    book = Book()
    made.write(
        Book(themes=book.themes[:1], criteria=book.criteria[:2], narrative=book.narrative[:1], actions=book.actions[:1])
    )
    return made


def issuing_process(workshop: Workshop, *more: str) -> "subprocess.Popen[bytes]":
    """A process that issues, with those that it starts in a group of their own."""
    command = [
        sys.executable, "-m", "bvdocs", "issue", str(workshop.workbook), "--output", str(workshop.output),
        "--templates", str(workshop.templates), "--again", *more,
    ]  # fmt: skip
    return subprocess.Popen(command, cwd=MADE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def living_in_group(group: int) -> list[int]:
    """The processes of a group that still run."""
    living = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it has just ended
            continue
        if int(its_group) == group and state != "Z":
            living.append(int(stat.parent.name))
    return living


def wait_until(condition: Any, seconds: float = 60) -> bool:
    """Whether it came true in that time, which is far more than it takes."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.0005)
    return bool(condition())


def measured(workshop: Workshop) -> tuple[float, float]:
    """How long an issue takes, and how long of that a version is being written."""
    start = time.monotonic()
    with issuing_process(workshop) as process:
        assert wait_until(lambda: leftovers(workshop.archive))
        writing = time.monotonic()
        process.wait()
        assert process.returncode == 0
    end = time.monotonic()
    return end - start, end - writing


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads which processes run from /proc")
def test_killed_at_fifty_moments_it_leaves_an_archive_that_is_whole(workshop: Workshop) -> None:
    chosen = random.Random(20250923)
    whole, writing = measured(workshop)
    groups, seen = [], set()
    with pytest.MonkeyPatch.context() as patch:
        make_tiny_documents(patch)
        for number in range(50):
            before = numbers(workshop.archive)
            with issuing_process(workshop) as process:
                if number % 5 < 3:
                    time.sleep(chosen.uniform(0, whole))
                else:
                    wait_until(lambda: leftovers(workshop.archive) or process.poll() is not None)
                    time.sleep(chosen.uniform(0, writing))
                process.kill()
                process.communicate()
            groups.append(process.pid)
            left = leftovers(workshop.archive)
            after = numbers(workshop.archive)
            assert verify(workshop.archive) == ()
            assert after[: len(before)] == before
            assert len(after) - len(before) in (0, 1)
            seen.add("left half-written" if left else "made" if len(after) > len(before) else "nothing yet")
            outcome = workshop.issue(again=True)
            assert outcome.altered == ()
            assert outcome.version is not None
            assert numbers(workshop.archive) == [*after, str(outcome.version.version)]
            assert verify(workshop.archive) == ()
            assert leftovers(workshop.archive) == []
    assert seen >= {"left half-written", "nothing yet"}
    assert wait_until(lambda: not any(living_in_group(group) for group in groups))
    with issuing_process(workshop) as last:
        told, _ = last.communicate()
    assert last.returncode == 0, told.decode()
    assert verify(workshop.archive) == ()


@pytest.mark.slow
def test_twenty_at_once_make_twenty_versions(workshop: Workshop) -> None:
    processes = [issuing_process(workshop) for _ in range(20)]
    told = [process.communicate()[0].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * 20, told
    assert any("Waiting for another issue to be done" in each for each in told)
    versions = Archive(workshop.archive).versions
    assert [str(each.version) for each in versions] == [f"0.{number}" for number in range(1, 21)]
    for before, each in zip([None, *versions], versions, strict=False):
        assert (each.previous and each.previous.fingerprint) == (before and before.fingerprint)
    assert len(read_list(workshop.archive / "SHA256SUMS")) == 20
    assert verify(workshop.archive) == ()
    assert leftovers(workshop.archive) == []
    assert all(f"Version 0.{number} is in" in "".join(told) for number in range(1, 21))


@pytest.mark.slow
def test_a_disk_without_room_leaves_what_was_issued(workshop: Workshop) -> None:
    """A real process that may write no file over 20 kB, as if there were no more room."""
    add(workshop.archive, "0.1")
    before = files_in(workshop.archive)
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); from bvdocs.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "issue", str(workshop.workbook), "--output", str(workshop.output)],
        capture_output=True,
        text=True,
        cwd=MADE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert done.stderr.count("\n") == 1
    assert "The archive could not be written to" in done.stderr
    assert files_in(workshop.archive) == before
    assert leftovers(workshop.archive) == []
