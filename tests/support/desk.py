"""The desk as a browser meets it: a process of its own, or its pages on a workbench that stands still."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import uvicorn
from starlette.types import Receive, Scope, Send

from bvdocs.desk.access import Access
from bvdocs.desk.app import make_app
from bvdocs.desk.serving import listening
from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.workbench import Workbench
from tests.support.project import PROJECT, TEMPLATES

_PATIENCE = 60
_ADDRESS = re.compile(r"http://\S+/enter\?token=\S+")


@dataclass(frozen=True)
class Answer:
    """What the desk answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody who asks a desk for pages; who has come in by its address has the cookie."""

    address: str
    cookie: str = ""

    @property
    def port(self) -> int:
        return int(urlsplit(self.address).port or 0)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def come_in(self) -> "Visitor":
        """Exchange the token for the cookie."""
        at = urlsplit(self.address)
        answer = self.ask("GET", f"{at.path}?{at.query}")
        assert (answer.status, answer.headers["location"]) == (303, "/")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self

    def ask(self, method: str, path: str, body: str | bytes = "", **headers: str) -> Answer:
        """Ask for a path just as it is written; `headers` have a `_` for each hyphen, and `""` leaves one out."""
        given = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                if value:
                    connection.putheader(name, value)
            content = body.encode() if isinstance(body, str) else body
            connection.putheader("Content-Length", str(len(content)))
            connection.endheaders(content)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def page(self, path: str) -> str:
        """The text of a page that is there."""
        answer = self.ask("GET", path)
        assert answer.status == 200, (path, answer.status)
        return answer.text

    def form_token(self) -> str:
        """The token that the forms of its pages hold."""
        found = re.search('name="form-token" value="([^"]+)"', self.page("/stop"))
        assert found
        return found[1]

    def send(self, path: str, **fields: str) -> Answer:
        """Send a form of the desk's, as a browser does."""
        body = urlencode({"form-token": self.form_token(), **fields})
        return self.ask("POST", path, body, Origin=self.root, Content_Type="application/x-www-form-urlencoded")


@dataclass
class RunningDesk:
    """A process of the desk's, and what it said."""

    process: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    @property
    def visitor(self) -> Visitor:
        """Somebody who has its address, and has not opened it yet."""
        self.wait_for("To stop it")
        return Visitor(next(found[0] for line in self.said if (found := _ADDRESS.search(line))))

    def wait_for(self, words: str) -> None:
        """Read what it says, up to these words."""
        assert self.process.stdout
        while not any(words in line for line in self.said):
            line = self.process.stdout.readline()
            assert line, (self.said, self.process.wait(_PATIENCE), self.process.stderr and self.process.stderr.read())
            self.said.append(line.rstrip())

    def end(self, number: int = signal.SIGINT) -> int:
        """Send it a signal, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(_PATIENCE)

    def errors(self) -> str:
        """What it wrote to standard error, once it has ended."""
        assert self.process.stderr
        return self.process.stderr.read()


@contextmanager
def running_desk(folder: Path, *arguments: str | Path, **environment: str) -> Iterator[RunningDesk]:
    """The desk of a folder, started as a user does; killed at the end of the block, if it still runs."""
    command = [sys.executable, "-P", "-m", "bvdocs", "desk", "--no-browser", "--templates", TEMPLATES, *arguments]
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1", **environment},
    )
    try:
        yield RunningDesk(process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()
        process.wait()


class StillWorkbench(Workbench):
    """A workbench that shows what it is told to, and reads nothing."""

    def __init__(self, workbook: Path, templates: Path = TEMPLATES, output: Path = Path("outputs")) -> None:
        super().__init__(workbook, templates, output)
        self.shown = Snapshot()

    @property
    def now(self) -> Snapshot:
        return self.shown

    async def news(self) -> AsyncIterator[Snapshot]:
        told = None
        while True:
            if told is not self.shown:
                told = self.shown
                yield told
            await asyncio.sleep(0.02)


@contextmanager
def still_desk(workbench: Workbench, reached: list[str] | None = None) -> Iterator[Visitor]:
    """The pages of the desk on a workbench, for a visitor who is in; in a thread of this process.

    What is asked for goes into `reached`: 'GET /findings'.
    """
    with listening(0) as listener:
        access = Access(listener.getsockname()[1])
        stopped: list[bool] = []
        desk = make_app(workbench, access, lambda: stopped.append(True))

        async def noting(scope: Scope, receive: Receive, send: Send) -> None:
            if reached is not None:
                reached.append(f"{scope['method']} {scope['path']}")
            await desk(scope, receive, send)

        settings = uvicorn.Config(
            noting,
            log_level="warning", lifespan="off", ws="none", proxy_headers=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(settings)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Visitor(access.address).come_in()
        finally:
            server.should_exit = server.force_exit = True
            thread.join(_PATIENCE)
