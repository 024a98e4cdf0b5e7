"""How long the desk takes from a save to the news in the browser, against a report of pages made by a new process.

The save is a rename in the folder, as Excel's; the news come from a real desk over HTTP, as the browser hears them.
"""

import json
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.bench.runs import Runs
from tests.support.project import MADE
from tests.support.workbook_writer import Rows, write_workbook

# In seconds: what the desk may take to tell something, and for how long it tells nothing once all is made.
_TO_BEGIN, _QUIET = 60.0, 6.0


class News(NamedTuple):
    """The number of the save that an event tells of, and the moment at which it came."""

    number: int
    at: float


def bench_desk(name: str, workbook: Path, rows: Rows, folder: Path, saves: int = 10) -> None:
    """Time saves of a workbook with another bullet each time, and cold reports of pages in turn with them."""
    folder.mkdir()
    write_workbook(workbook, rows)
    cold = Runs("report --format html, cold")
    live: list[float] = []
    contents = [_with_a_bullet(rows, folder, number) for number in range(saves)]
    with _desk(workbook, folder / "desk") as news:
        for number, content in enumerate(contents, 2):
            _settled(news)
            cold.run(
                *(sys.executable, "-m", "bvdocs", "report", str(workbook)),
                *("--format", "html", "--output", str(folder / f"cold-{len(live)}")),
            )
            beside = workbook.with_name("beside.tmp")
            beside.write_bytes(content)
            start = time.perf_counter()
            beside.replace(workbook)
            live.append(_taken_in(news, number) - start)
    median = statistics.median(live)
    print(f"{name}: from a save to the news on the desk, median of {saves}")
    print(f"  {'desk':<28} {median:6.2f} s   ({min(live):.2f} to {max(live):.2f})")
    print(cold)
    print(f"  desk to {cold.name}: {median / cold.median:.2f}\n")


def _with_a_bullet(rows: Rows, folder: Path, number: int) -> bytes:
    """Return a workbook in which the first bullet is another."""
    (theme, section, text, *rest), *others = rows["Narrative"]
    path = folder / "content.xlsx"
    write_workbook(path, {**rows, "Narrative": ((theme, section, f"{text} Case {number} shows it.", *rest), *others)})
    return path.read_bytes()


@contextmanager
def _desk(workbook: Path, output: Path) -> Iterator[Queue[News]]:
    """Start a desk, listen to its news, and yield the moments at which they come."""
    command = (sys.executable, "-m", "bvdocs", "desk", str(workbook), "--no-browser", "--output", str(output))
    with subprocess.Popen(command, cwd=MADE, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        address = next(found[0] for line in desk.stdout if (found := re.search(r"http://\S+/enter\?token=\S+", line)))
        news: Queue[News] = Queue()
        threading.Thread(target=_listen, args=(address, news), daemon=True).start()
        try:
            _taken_in(news, 1)
            yield news
        finally:
            desk.terminate()


def _listen(address: str, news: Queue[News]) -> None:
    """Come in as a browser does, and note the moment of each event of the stream."""
    parts = urlsplit(address)
    connection = HTTPConnection(str(parts.hostname), parts.port)
    connection.request("GET", f"{parts.path}?{parts.query}")
    cookie = connection.getresponse().headers["Set-Cookie"].split(";")[0]
    stream = HTTPConnection(str(parts.hostname), parts.port)
    stream.request("GET", "/events", headers={"Cookie": cookie, "Accept": "text/event-stream"})
    for line in stream.getresponse():
        if line.startswith(b"data:"):
            news.put(News(json.loads(line.removeprefix(b"data:"))["number"], time.perf_counter()))


def _taken_in(news: Queue[News], number: int) -> float:
    """Return when the save with this number was told of."""
    while (told := news.get(timeout=_TO_BEGIN)).number < number:
        pass
    return told.at


def _settled(news: Queue[News]) -> None:
    """Wait until no news come any more: the papers of the last save are made."""
    with suppress(Empty):
        while True:
            news.get(timeout=_QUIET)
