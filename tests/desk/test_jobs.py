"""The work of the desk: one piece at a time, each started but once, and told to its end whatever becomes of it."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from bvdocs.core.errors import BvdocsError
from bvdocs.desk.jobs import BusyError, Job, Jobs, Work, new_number
from bvdocs.desk.workers import Told


def at_once(result: object) -> Work:
    """A piece of work that is done at once."""

    async def work(_: Callable[[Told], None]) -> object:
        return result

    return work


def raising(fault: Exception) -> Work:
    """A piece of work that ends with a fault."""

    async def work(_: Callable[[Told], None]) -> object:
        raise fault

    return work


async def _for_ever(_: Callable[[Told], None]) -> None:
    await asyncio.Event().wait()


def start(jobs: Jobs, work: Work, number: str = "") -> Job:
    return jobs.start(number, "Doing it", "done.html", work)


async def ends(job: Job, jobs: Jobs) -> None:
    """Wait for the end of a piece of work, as its page does."""
    async for _ in jobs.news():
        if job.is_done:
            return


def run(test: Callable[[], Coroutine[object, object, None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 10))


def test_a_form_that_is_sent_twice_starts_one_piece_of_work() -> None:
    async def test() -> None:
        jobs, number = Jobs(), new_number()
        first = start(jobs, at_once("made"), number)
        assert start(jobs, at_once("made again"), number) is first
        await ends(first, jobs)
        assert start(jobs, at_once("made again"), number) is first
        assert (first.result, first.fault, first.ended) == ("made", None, "Doing it: done.")

    run(test)


def test_one_thing_is_done_after_another() -> None:
    async def test() -> None:
        jobs = Jobs()
        first = start(jobs, _for_ever)
        with pytest.raises(BusyError) as busy:
            start(jobs, at_once("made"))
        assert busy.value.job is first
        await jobs.close()
        second = start(jobs, at_once("made"))
        await ends(second, jobs)
        assert second.result == "made"

    run(test)


def test_what_the_desk_is_stopped_in_says_so() -> None:
    async def test() -> None:
        jobs = Jobs()
        job = start(jobs, _for_ever)
        await asyncio.sleep(0)
        await asyncio.gather(ends(job, jobs), jobs.close())
        assert job.fault
        assert "The desk was stopped before this was done." in job.fault.message

    run(test)


@pytest.mark.parametrize(
    ("fault", "told"),
    [(BvdocsError("No room.", "Make some."), "No room."), (KeyError("x"), "Something went wrong in bvdocs itself.")],
)
def test_a_fault_ends_the_work_and_is_told(fault: Exception, told: str) -> None:
    async def test() -> None:
        jobs = Jobs()
        job = start(jobs, raising(fault))
        await ends(job, jobs)
        assert job.fault
        assert job.fault.message == told
        assert jobs.now is None

    run(test)


def test_stages_are_told_as_they_come_and_none_is_missed() -> None:
    async def test() -> None:
        jobs, go_on = Jobs(), asyncio.Event()

        async def work(tell: Callable[[Told], None]) -> None:
            for stage in ("Reading", "Checking", "Writing"):
                tell(Told(stage))
            await go_on.wait()

        job = start(jobs, work)
        seen: list[int] = []
        async for _ in jobs.news():
            seen.append(len(job.stages))
            if job.is_done:
                break
            if seen[-1] == 3:
                go_on.set()
        assert [each.stage for each in job.stages] == ["Reading", "Checking", "Writing"]
        assert seen[-1] == 3

    run(test)


def test_old_work_is_forgotten_and_a_number_of_no_form_s_is_not_taken() -> None:
    async def test() -> None:
        jobs, started = Jobs(), []
        for _ in range(25):
            started.append(start(jobs, at_once(b"x"), "../../etc"))
            await ends(started[-1], jobs)
        assert [jobs.find(each.number) is not None for each in started] == [False] * 5 + [True] * 20
        assert all(len(each.number) == 32 for each in started)

    run(test)
