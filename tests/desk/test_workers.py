"""Work in processes of their own: what comes back, how it ends, and that nothing of it is left."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bvdocs.core.errors import BvdocsError, OutputError
from bvdocs.desk.workers import Told, Worker, run
from tests.support import desk_work


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def have_ended(processes: list[int]) -> bool:
    """Whether all have, within a while."""
    until = time.monotonic() + 10
    while any(map(is_running, processes)):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_work_tells_and_returns_and_what_a_library_prints_harms_nothing() -> None:
    told: list[Told] = []
    assert asyncio.run(run(desk_work.add, 2, 3, tell=told.append)) == 5
    assert told == [("Adding", "2 and 3")]


def test_it_is_another_process_which_has_ended_then() -> None:
    process = asyncio.run(run(desk_work.number_of_this_process))
    assert process != os.getpid()
    assert have_ended([process])


def test_much_comes_back_whole() -> None:
    assert asyncio.run(run(desk_work.many_bytes, 20_000_000)) == bytes(20_000_000)


def test_one_process_does_one_piece_after_another() -> None:
    async def twice() -> set[int]:
        worker = Worker()
        try:
            return {await worker.do(desk_work.number_of_this_process) for _ in range(2)}
        finally:
            await worker.end()

    assert len(asyncio.run(twice())) == 1


def test_a_fault_comes_back_as_what_it_is() -> None:
    with pytest.raises(OutputError) as caught:
        asyncio.run(run(desk_work.fail))
    fault = caught.value
    assert (fault.message, fault.hint, fault.each) == ("It could not be written.", "Make room.", ("one", "another"))


def test_a_fault_of_the_system_is_told_as_on_the_command_line() -> None:
    with pytest.raises(BvdocsError, match="/nowhere/at-all: No such file or directory"):
        asyncio.run(run(desk_work.fail_of_the_system))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "said"),
    [
        (desk_work.break_down, "This broke down within bvdocs"),
        (desk_work.die, "This was stopped by the system"),
        (desk_work.take_too_much, "overview.pdf needs more than 2 GB of memory"),
    ],
)
def test_a_process_that_breaks_down_is_a_fault_and_the_next_piece_is_done(work: object, said: str) -> None:
    async def then_another() -> int:
        worker = Worker()
        try:
            with pytest.raises(BvdocsError, match=said):
                await worker.do(work)  # type: ignore[arg-type]
            return await worker.do(desk_work.add, 1, 1)
        finally:
            await worker.end()

    assert asyncio.run(then_another()) == 2


def test_work_that_is_cancelled_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    async def cancelled() -> None:
        told = asyncio.Event()
        work = asyncio.create_task(
            run(desk_work.start_another_and_sleep, tmp_path / "note", tell=lambda _told: told.set())
        )
        await told.wait()
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(cancelled())
    assert have_ended([int(each) for each in (tmp_path / "note").read_text().split()])


def test_work_ends_when_the_desk_is_killed(tmp_path: Path) -> None:
    desk = f"""
import asyncio, os, signal
from pathlib import Path
from bvdocs.desk.workers import run
from tests.support import desk_work
asyncio.run(run(desk_work.start_another_and_sleep, Path({str(tmp_path / "note")!r}),
                tell=lambda _told: os.kill(os.getpid(), signal.SIGKILL)))
"""
    assert subprocess.run([sys.executable, "-c", desk], check=False).returncode == -9
    assert have_ended([int(each) for each in (tmp_path / "note").read_text().split()])


def test_work_leaves_no_open_file_behind() -> None:
    async def counts() -> list[int]:
        found = []
        for _ in range(4):
            await run(desk_work.add, 1, 1)
            found.append(len(list(Path("/proc/self/fd").iterdir())))
        return found

    assert len(set(asyncio.run(counts())[1:])) == 1
