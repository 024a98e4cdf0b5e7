"""`outputs/current/` is replaced as a whole or not at all."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from errno import EIO
from pathlib import Path

import pytest

from bvdocs.core.errors import OutputError
from bvdocs.storage import current
from bvdocs.storage.current import replace_current
from bvdocs.storage.last_made import LAST_MADE, LastMade
from bvdocs.storage.locking import locked
from tests.support.archives import let_pass
from tests.support.project import MADE, SAMPLE

OLD = {"a.pdf": b"old a", "figures/b.svg": b"old b"}
NEW = {"a.pdf": b"new a", "c.pdf": b"new c"}


def as_made(folder: Path) -> bool:
    return True


def changed(folder: Path) -> bool:
    return False


def replace(output: Path, files: Mapping[str, bytes], is_as_made: Callable[[Path], bool]) -> Path | None:
    return replace_current(output, files, is_as_made, LastMade(output / "assessment.xlsx", "Testing District Council"))


def names(output: Path) -> list[str]:
    return sorted(path.name for path in output.iterdir())


def standing(output: Path) -> dict[str, bytes]:
    current = output / "current"
    return {path.relative_to(current).as_posix(): path.read_bytes() for path in current.rglob("*") if path.is_file()}


def test_the_folder_is_replaced_whole(tmp_path: Path) -> None:
    assert replace(tmp_path / "out", OLD, as_made) is None
    assert replace(tmp_path / "out", NEW, as_made) is None
    assert standing(tmp_path / "out") == NEW
    assert names(tmp_path / "out") == [LAST_MADE, "current"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads from /proc what a file is called")
def test_the_new_folder_is_on_the_disk_before_it_stands_and_its_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(tmp_path, NEW, as_made)
    done: list[str] = []
    flush, rename = os.fsync, Path.rename

    def flushed(handle: int) -> None:
        path = str(Path(f"/proc/self/fd/{handle}").readlink())
        done.append(re.sub(r"^/\.new-[^/]*", "/new", path.removeprefix(str(tmp_path))))
        flush(handle)

    def renamed(self: Path, target: Path) -> Path:
        done.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "rename", renamed)
    replace(tmp_path, OLD, as_made)
    swap = done.index("rename")
    assert set(done[:swap]) >= {"/new/a.pdf", "/new/figures/b.svg", "/new/figures", "/new"}
    assert done.index("/new") > done.index("/new/a.pdf")
    assert done[swap:] == ["rename", "rename", ""]


def test_what_stood_there_is_kept_where_asked(tmp_path: Path) -> None:
    replace(tmp_path, OLD, as_made)
    assert replace(tmp_path, NEW, changed) == tmp_path / "kept-1"
    assert replace(tmp_path, OLD, changed) == tmp_path / "kept-2"
    assert (tmp_path / "kept-1" / "a.pdf").read_bytes() == b"old a"
    assert (tmp_path / "kept-2" / "a.pdf").read_bytes() == b"new a"


@pytest.mark.parametrize("lock", [".~lock.a.pdf#", "~$action-plan.docx"])
def test_a_document_open_in_another_program_stops_it(tmp_path: Path, lock: str) -> None:
    replace(tmp_path, OLD, as_made)
    (tmp_path / "current" / lock).write_bytes(b"")
    with pytest.raises(OutputError, match="open in another program"):
        replace(tmp_path, NEW, as_made)
    assert standing(tmp_path) == {**OLD, lock: b""}


@pytest.mark.parametrize("failing", [1, 2])
def test_a_failure_in_the_swap_leaves_what_stood_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    replace(tmp_path, OLD, as_made)
    renamed = Path.rename
    calls = []

    def rename(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == failing:
            raise OSError(13, "Permission denied", str(self))
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OutputError, match="still stands"):
        replace(tmp_path, NEW, as_made)
    assert standing(tmp_path) == OLD
    assert names(tmp_path) == [LAST_MADE, "current"]


def test_a_run_that_was_killed_between_the_renames_is_put_right_by_the_next(tmp_path: Path) -> None:
    replace(tmp_path, OLD, as_made)
    (tmp_path / "current").rename(tmp_path / current._PREVIOUS)
    (tmp_path / ".new-abandoned").mkdir()
    (tmp_path / "current").parent.joinpath(".new-abandoned", "half").write_bytes(b"half")
    let_pass(tmp_path / ".new-abandoned", hours=2)
    assert replace(tmp_path, NEW, changed) == tmp_path / "kept-1"
    assert standing(tmp_path) == NEW
    assert (tmp_path / "kept-1" / "a.pdf").read_bytes() == b"old a"
    assert names(tmp_path) == [LAST_MADE, "current", "kept-1"]


def test_an_interrupt_in_the_swap_leaves_what_stood_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(tmp_path, OLD, as_made)
    renamed = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name.startswith(".new-"):
            raise KeyboardInterrupt
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        replace(tmp_path, NEW, changed)
    assert standing(tmp_path) == OLD
    assert names(tmp_path) == [LAST_MADE, "current"]


def test_a_second_run_at_the_same_time_is_refused(tmp_path: Path) -> None:
    replace(tmp_path, OLD, as_made)
    with locked(tmp_path, lambda: None), pytest.raises(OutputError, match="another run is writing"):
        replace(tmp_path, NEW, as_made)
    assert standing(tmp_path) == OLD


def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "current").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a link"):
        replace(tmp_path / "out", NEW, as_made)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.slow
def test_a_full_disk_leaves_what_stood_before(tmp_path: Path) -> None:
    """A real process that may write no file over 20 kB, as if there were no more room."""
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); from bvdocs.cli.main import main; main()"
    )
    replace(tmp_path, OLD, as_made)
    done = subprocess.run(
        [sys.executable, "-c", program, "report", str(SAMPLE), "--output", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=MADE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert standing(tmp_path) == OLD
    assert names(tmp_path) == [LAST_MADE, "current"]


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_last_flush_that_fails_says_where_everything_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_hand: bool
) -> None:
    def gone(_: Path) -> None:
        raise OSError(EIO, "Input/output error")

    replace(tmp_path, OLD, as_made)
    monkeypatch.setattr(current, "flush_folder", gone)
    with pytest.raises(OutputError) as fault:
        replace(tmp_path, NEW, changed if by_hand else as_made)
    assert f"The new documents stand in {tmp_path / 'current'}, but may be lost" in fault.value.message
    assert (f"What had been changed by hand is in {tmp_path / 'kept-1'}." in fault.value.message) is by_hand
    assert "still stands" not in fault.value.message
