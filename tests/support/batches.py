"""Batches: workbooks of several councils, what a batch makes of them, and a cluster that is this process itself."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bvdocs.commands.batch import make_batch
from bvdocs.commands.batching.outcomes import BatchOutcome, BatchRequest, Step
from bvdocs.commands.batching.work import Job, Name
from bvdocs.commands.batching.workbooks import find_workbooks
from bvdocs.commands.issue import IssueRequest, issue_version
from tests.support.project import MADE, PROJECT, TEMPLATES, tell_nobody
from tests.support.workbooks import MEETING, Book


def council_book(authority: str, meeting: date = MEETING) -> Book:
    """A workbook of this council."""
    book = Book()
    book.report[0][1] = authority
    book.report[3][1] = meeting
    return book


class ThisProcess:
    """A cluster without others: each job is done when its turn comes; `done` counts them by what they do."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    def do(self, jobs: Sequence[Job[Name]]) -> Iterator[tuple[Name, Any]]:
        for job in jobs:
            workbook, *rest = job.given
            self.done.append((job.work.__name__, workbook.name))
            yield job.name, job.work(workbook, TEMPLATES, *rest)


class Batches:
    """Batches by a cluster that is this process; `cluster.done` says what was done in the last one."""

    def __init__(self, output: Path) -> None:
        self.output, self.cluster, self.steps = output, ThisProcess(), list[Step]()

    @contextmanager
    def _start(self, _request: BatchRequest, _templates: Mapping[str, bytes]) -> Iterator[ThisProcess]:
        yield self.cluster

    def run(self, *asked: Path) -> BatchOutcome:
        """Make a batch of these workbooks and folders."""
        self.cluster, self.steps = ThisProcess(), []
        request = BatchRequest(find_workbooks(asked), self.output, TEMPLATES)
        return make_batch(request, self.steps.append, self._start)

    def index(self) -> dict[str, dict[str, Any]]:
        """What `index.json` says of each workbook, by its name."""
        return {each["workbook"]: each for each in self.whole_index()["councils"]}

    def whole_index(self) -> Any:
        """All that `index.json` says."""
        return json.loads((self.output / "index.json").read_bytes())


def edition_for(output: Path, workbook: Path) -> None:
    """Issue a final version of a workbook into the archive of an output folder."""
    request = IssueRequest(workbook, output, TEMPLATES, "Ada Clerk", final=True, note="For the committee")
    issue_version(request, datetime(2025, 9, 24, 9, tzinfo=UTC), tell_nobody)


def start_batch(*arguments: str | Path, preload: Path | None = None) -> "subprocess.Popen[str]":
    """Start `bvdocs batch` as a user does, in a group of processes of its own; its lines can be read as they come."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}
    if preload:
        environment["DASK_DISTRIBUTED__WORKER__PRELOAD"] = json.dumps([str(preload)])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "bvdocs", "batch", *map(str, arguments)],
        cwd=MADE, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
