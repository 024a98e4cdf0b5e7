"""The processes that do the work on many workbooks, by dask.distributed: of this machine, or of a cluster elsewhere.

Each process is given one workbook at a time: so it is known which one a process died of, and none is blamed for
another. What is sent to a process is a piece of Python: whoever can reach the scheduler can run programs. That of this
machine listens on loopback alone, and to those alone who hold the key that is made for it.
"""

import logging
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Generic, NamedTuple

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, Security, Worker, WorkerPlugin, wait
from distributed.comm.core import CommClosedError

from bvdocs.commands.batching.work import GivenUp, Job, Name, ended_after
from bvdocs.core.errors import EnvironmentLacksError
from bvdocs.core.hashing import hash_of
from bvdocs.core.json_text import json_text
from bvdocs.render.pdf.processes import no_interrupt, no_module_from_here, start_clearing_away

# A workbook that has ended so many processes is given up.
_DEATHS = 2
# Of this machine alone, at any port that is free.
_LOOPBACK = "127.0.0.1:0"
# In seconds: between two looks at which processes there are, until an address has to answer, and without any process.
_TICK, _TO_ANSWER, _WITHOUT_ANY = 0.5, 20, 120
# What a nanny tells the scheduler when it ends a process for its memory.
_MEMORY_EVENT = "worker-restart-memory"
_SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,
    # A process is ended when it takes too much, and does not wait instead for memory that it will never have.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 1.0,
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.comm.timeouts.connect": f"{_TO_ANSWER}s",
}


class Limits(NamedTuple):
    """What the work on one workbook may take: seconds, and gigabytes (of 10^9 bytes) of memory."""

    seconds: float
    gigabytes: float


class Cluster:
    """Processes that do the work on one workbook each, with the templates in a folder of their own."""

    def __init__(self, client: Client, templates: Mapping[str, bytes], limits: Limits) -> None:
        self._client, self._limits = client, limits
        self._templates = hash_of(json_text({name: hash_of(each) for name, each in templates.items()}).encode())
        self.plugin = Templates(self._templates, templates)

    def do(self, jobs: Sequence[Job[Name]]) -> Iterator[tuple[Name, Any]]:
        """Yield what comes of each job as it is done, with its name; or that it was given up.

        The longest are best first. Raise EnvironmentLacksError if the cluster has no process or no scheduler any more.
        """
        try:
            yield from self._do(jobs)
        except Exception as fault:
            # Without its scheduler the library raises whatever it was about.
            if self._client.status != "running":
                raise _lost_scheduler(str(fault)) from fault
            raise

    def _do(self, jobs: Sequence[Job[Name]]) -> Iterator[tuple[Name, Any]]:
        waiting, deaths = deque(jobs), Counter[Name]()
        running: dict[str, _Running[Name]] = {}
        seen = time.monotonic()
        while waiting or running:
            addresses = self._addresses()
            seen = time.monotonic() if addresses else seen
            if time.monotonic() - seen > _WITHOUT_ANY:
                raise EnvironmentLacksError(
                    "The cluster has no process that works.", "Start some, with 'dask worker', and run this again."
                )
            for address in addresses:
                if waiting and address not in running:
                    running[address] = self._begin(waiting.popleft(), address)
            self._wait(running)
            for address in [each for each in running if running[each].future.done() or each not in addresses]:
                begun = running.pop(address)
                result = self._result(begun, address)
                if isinstance(result, GivenUp):
                    self._refuse_a_lost_scheduler()
                    deaths[begun.job.name] += 1
                    if deaths[begun.job.name] < _DEATHS:
                        waiting.appendleft(begun.job)
                        continue
                yield begun.job.name, result

    def _addresses(self) -> list[str]:
        try:
            return sorted(self._client.nthreads())
        except OSError as fault:
            raise _lost_scheduler(str(fault)) from fault

    def _refuse_a_lost_scheduler(self) -> None:
        """Raise EnvironmentLacksError if the scheduler has gone: then no workbook is to blame for what was given up."""
        if self._client.status != "running":
            raise _lost_scheduler("the connection has ended")

    def _begin(self, job: Job[Name], address: str) -> "_Running[Name]":
        future = self._client.submit(
            _run, self._templates, self._limits.seconds, job.work, job.given,
            workers=[address], allow_other_workers=False, pure=False, retries=0,
        )  # fmt: skip
        return _Running(job, future, time.monotonic())

    def _wait(self, running: "Mapping[str, _Running[Name]]") -> None:
        """Wait until something is done, or for a tick: a process that has died is no news of a future."""
        if not running:
            time.sleep(_TICK)
            return
        with suppress(TimeoutError):
            wait([each.future for each in running.values()], timeout=_TICK, return_when="FIRST_COMPLETED")

    def _result(self, begun: "_Running[Name]", address: str) -> Any:
        """Return what came of a job, or GivenUp if its process has died before that was here."""
        try:
            if begun.future.done():
                return begun.future.result(timeout=_TO_ANSWER)
        except (KilledWorker, TimeoutError, CommClosedError, CancelledError):
            pass  # what became of its process is told below
        finally:
            begun.future.cancel()
        return GivenUp(self._why(address, time.monotonic() - begun.since))

    def _why(self, address: str, seconds: float) -> str:
        over_memory = {event.get("worker") for _, event in self._client.get_events(_MEMORY_EVENT) or ()}
        if address in over_memory:
            return f"It needs more than {self._limits.gigabytes:g} GB of memory"
        if seconds >= self._limits.seconds:
            return f"It needs more than {self._limits.seconds:g} seconds"
        return "The process that worked on it broke down, or was stopped from outside"


class _Running(NamedTuple, Generic[Name]):
    """A job that a process has begun, and when."""

    job: Job[Name]
    future: Future[Any]
    since: float


class Templates(WorkerPlugin):
    """The templates, written to a folder of each process as it begins; so they travel once to each."""

    def __init__(self, digest: str, files: Mapping[str, bytes]) -> None:
        self.name = f"bvdocs-templates-{digest}"
        self._digest, self._files = digest, dict(files)

    def setup(self, worker: Worker) -> None:
        """Write them."""
        folder = Path(worker.local_directory, self._digest)
        for name, content in self._files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _templates[self._digest] = folder


# Where this process has the templates, by their hash.
_templates: dict[str, Path] = {}


def _run(templates: str, seconds: float, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """Do a job in a process of the cluster; end that if it takes too long."""
    workbook, *rest = given
    with ended_after(seconds):
        return work(workbook, _templates[templates], *rest)


@contextmanager
def cluster_here(workers: int, templates: Mapping[str, bytes], limits: Limits) -> Iterator[Cluster]:
    """Yield a cluster of this machine, with so many processes; all of them end with it."""
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_SETTINGS))
        stack.enter_context(no_module_from_here())
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bvdocs-", ignore_cleanup_errors=True))
        start_clearing_away()  # which would undo what follows if it were begun by the first process that is started
        _silence()
        with no_interrupt():  # which the threads and the processes that are started here inherit
            local = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    security=Security.temporary(),
                    dashboard_address=None,
                    worker_dashboard_address=_LOOPBACK,
                    scheduler_kwargs={"dashboard_address": _LOOPBACK},
                    memory_limit=int(limits.gigabytes * 1e9),
                    local_directory=folder,
                    silence_logs=logging.CRITICAL + 1,
                )
            )
            client = stack.enter_context(Client(local))
        yield _ready(client, templates, limits)


@contextmanager
def cluster_at(address: str, templates: Mapping[str, bytes], limits: Limits) -> Iterator[Cluster]:
    """Yield the cluster whose scheduler is at this address; raise EnvironmentLacksError if none answers there."""
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(_SETTINGS))
        _silence()
        try:
            client = stack.enter_context(Client(address, timeout=_TO_ANSWER))
        except (OSError, ValueError, TypeError) as fault:
            raise EnvironmentLacksError(
                f"No scheduler answers at {address}: {fault}.",
                "Start one with 'dask scheduler', and give the address that it prints.",
            ) from fault
        cluster = _ready(client, templates, limits)
        try:
            yield cluster
        finally:
            with suppress(OSError, CancelledError):  # it may have gone
                client.unregister_worker_plugin(cluster.plugin.name)


def _lost_scheduler(why: str) -> EnvironmentLacksError:
    return EnvironmentLacksError(
        f"The cluster's scheduler answers no more: {why}.", "See that it runs, and run this again to go on."
    )


def _silence() -> None:
    """Have nothing printed of what the library reports by the way: what counts is told in our own words."""
    for name in [each for each in logging.root.manager.loggerDict if each.split(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _ready(client: Client, templates: Mapping[str, bytes], limits: Limits) -> Cluster:
    cluster = Cluster(client, templates, limits)
    try:
        client.register_plugin(cluster.plugin)
    except ImportError as fault:
        raise EnvironmentLacksError(
            f"The processes of the cluster cannot import all that is needed: {fault}.",
            "Install bvdocs[batch] there, from the same lock file.",
        ) from fault
    return cluster
