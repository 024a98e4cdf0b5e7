"""How long the desk takes from a save to the news in the browser, against a report of pages made by a new process.

The save is a rename in the folder, as Excel's; the news come from a real desk to a page in Chromium.
"""

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.runs import Runs
from tests.gates import browser
from tests.support.project import MADE
from tests.support.workbook_writer import Rows, write_workbook

if TYPE_CHECKING:
    from playwright.sync_api import Page

# In seconds: what the desk may take to tell something, and for how long it tells nothing once all is made.
_TO_BEGIN, _QUIET = 60.0, 6.0
# Each event of the stream, with the moment at which it came in milliseconds since 1970.
_LISTEN = """() => {
  window.heard = [];
  new EventSource("/events").addEventListener("news", (event) =>
    window.heard.push({ number: JSON.parse(event.data).number, at: Date.now() }));
}"""


def bench_desk(name: str, workbook: Path, rows: Rows, folder: Path, saves: int = 10) -> None:
    """Time saves of a workbook with another bullet each time, and cold reports of pages in turn with them."""
    if not browser.found():
        print(f"{name}: the desk is not measured, for {browser.WHAT} is missing: 'make gates' installs it\n")
        return
    folder.mkdir()
    write_workbook(workbook, rows)
    cold = Runs("report --format html, cold")
    live: list[float] = []
    contents = [_with_a_bullet(rows, folder, number) for number in range(saves)]
    with _page_of_a_desk(workbook, folder / "desk") as page:
        for number, content in enumerate(contents, 2):
            _wait_until_quiet(page)
            cold.run(
                *(sys.executable, "-m", "bvdocs", "report", str(workbook)),
                *("--format", "html", "--output", str(folder / f"cold-{len(live)}")),
            )
            beside = workbook.with_name("beside.tmp")
            beside.write_bytes(content)
            start = time.time()
            beside.replace(workbook)
            live.append(_taken_in(page, number) - start)
    median = statistics.median(live)
    print(f"{name}: from a save to the news on the desk, in Chromium, median of {saves}")
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
def _page_of_a_desk(workbook: Path, output: Path) -> "Iterator[Page]":
    """Start a desk, and yield its first page in a browser, once the workbook was taken in; it notes the news."""
    command = (sys.executable, "-m", "bvdocs", "desk", str(workbook), "--no-browser", "--output", str(output))
    with (
        browser.browser() as running,
        subprocess.Popen(command, cwd=MADE, stdout=subprocess.PIPE, text=True) as desk,
    ):
        try:
            assert desk.stdout is not None
            page = running.new_page()
            page.goto(next(found[0] for line in desk.stdout if (found := re.search(r"http://\S+/enter\?\S+", line))))
            page.evaluate(_LISTEN)
            _taken_in(page, 1)
            yield page
        finally:
            desk.terminate()


def _taken_in(page: "Page", number: int) -> float:
    """Return when the save with this number was told of, in seconds since 1970."""
    end = time.monotonic() + _TO_BEGIN
    while (at := page.evaluate("number => heard.find(each => each.number >= number)?.at", number)) is None:
        assert time.monotonic() < end, number
        page.wait_for_timeout(20)
    return float(at) / 1000


def _wait_until_quiet(page: "Page") -> None:
    """Wait until no news come any more: the papers of the last save are made."""
    while time.time() - float(page.evaluate("heard.at(-1).at")) / 1000 < _QUIET:
        page.wait_for_timeout(200)
