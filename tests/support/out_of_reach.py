"""A file and a port that nothing may reach: what is run is run in a process of its own, while both are watched."""

import contextlib
import ctypes
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.project import PROJECT

# Of <sys/inotify.h> on Linux: a file is opened, or read.
_OPENED, _READ, _NONBLOCK = 0x20, 0x01, 0x800
SECRET = "the-words-of-a-file-that-nothing-may-read"
# Runs the program for each list of arguments, and prints what came of each.
_PROGRAM = """
import json, sys
from click.testing import CliRunner
from bvdocs.cli.main import main
for arguments in json.load(sys.stdin):
    done = CliRunner().invoke(main, arguments)
    fault = "" if done.exception is None or isinstance(done.exception, SystemExit) else repr(done.exception)
    print(json.dumps([done.exit_code, done.output, fault]))
"""
# Lays out each page, and prints what is said of it.
_PAGES = """
import json, sys
from bvdocs.core.errors import BvdocsError
from bvdocs.render.pdf.layout import render_pdf
for page in json.load(sys.stdin):
    try:
        render_pdf(page)
        print(json.dumps(""))
    except BvdocsError as fault:
        print(json.dumps(str(fault)))
"""


@dataclass
class OutOfReach:
    """A file with a secret, and the address of a port, each with who came near since it was last looked at."""

    file: Path
    address: str
    events: int
    connections: list[Any] = field(default_factory=list)

    def run(self, *runs: Sequence[str | Path]) -> list[tuple[int, str]]:
        """Run the program with each of these arguments; give each exit code and what was printed."""
        found = self._child(_PROGRAM, [[str(each) for each in arguments] for arguments in runs])
        assert [fault for _, _, fault in found if fault] == []
        return [(code, printed) for code, printed, _ in found]

    def lay_out(self, *pages: str) -> list[str]:
        """Lay out each page as PDF; give what is said of each."""
        return self._child(_PAGES, list(pages))

    def came_near(self) -> list[str]:
        """Whether anybody opened the file, or called the port."""
        seen = ["port"] if self.connections else []
        with contextlib.suppress(BlockingIOError):
            os.read(self.events, 4096)
            seen.insert(0, "file")
        return seen

    def assert_untouched(self) -> None:
        """Nobody came near the file or the port."""
        assert self.came_near() == []

    def touch(self) -> None:
        """Come near both, as nothing may; the watch sees it."""
        self.file.read_bytes()
        host, _, port = self.address.removeprefix("http://").partition(":")
        socket.create_connection((host, int(port))).close()

    def _child(self, program: str, given: list[Any]) -> list[Any]:
        done = subprocess.run(
            [sys.executable, "-c", program], input=json.dumps(given), capture_output=True, text=True, cwd=PROJECT,
            env=os.environ | {"PYTHONPATH": str(PROJECT)}, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert SECRET not in done.stdout + done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@contextlib.contextmanager
def out_of_reach(folder: Path) -> Iterator[OutOfReach]:
    """Watch a new file in this folder, and a port of this machine."""
    file = folder / "secret.txt"
    file.write_text(SECRET, encoding="utf-8")
    libc = ctypes.CDLL(None, use_errno=True)
    events = libc.inotify_init1(_NONBLOCK)
    assert libc.inotify_add_watch(events, bytes(file), _OPENED | _READ) >= 0
    listener = socket.create_server(("127.0.0.1", 0))
    watched = OutOfReach(file, f"http://127.0.0.1:{listener.getsockname()[1]}", events)

    def listen() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                watched.connections.append(connection)
                connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield watched
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        os.close(events)
        thread.join(5)
