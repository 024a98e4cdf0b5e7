"""Makes the pictures of the desk: its pages from no workbook to two versions. Run by `make desk-pictures`.

The desk, the workbook (the sample) and the versions are real; only the slips are put in for the picture of them.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from PIL import Image

from tests.gates import browser
from tests.making.shipped import make_shipped_files
from tests.support.desk import running_desk
from tests.support.desks import save_as_excel
from tests.support.project import SAMPLE, TEMPLATES

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WIDTH, _HEIGHT = 1000, 760
_COLOURS = 64
_PATIENCE = 60_000  # in milliseconds; a version has all documents
_SLIPS: Mapping[str, str] = {"Criteria!D2": "Lite green", "Criteria!D8": "Ambre"}
_REWORDED = "Members own the risk register: the Standards and Audit Committee goes through it each quarter."
_THEME = "/documents/self-assessment-theme-2-leadership"


def main(folder: Path) -> None:
    """Draw each page into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    make_shipped_files()
    with tempfile.TemporaryDirectory() as temporary, browser.browser() as running:
        home = Path(temporary)
        page = running.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, reduced_motion="reduce")
        page.set_default_timeout(_PATIENCE)
        # Named as they are from there: the page says which files it works with.
        shutil.copytree(TEMPLATES, home / "templates")
        with running_desk(home, "assessment.xlsx", "--output", "outputs", "--templates", "templates") as desk:
            page.goto(desk.visitor.address)
            _Album(page, home / "assessment.xlsx", folder).fill()


class _Album:
    """Draws one page of the desk after another."""

    def __init__(self, page: "Page", workbook: Path, folder: Path) -> None:
        self._page, self._workbook, self._folder = page, workbook, folder
        self._root = page.url.rstrip("/")

    def fill(self) -> None:
        """Live through what an officer does, and draw each page once."""
        self._heading("There is no workbook yet")
        self._draw("no-workbook")
        self._save({})
        self._save(_SLIPS)
        self._heading("Some things have to be put right first")
        self._draw("errors")
        self._open("/findings", "findings")
        self._save({})
        self._page.locator("[data-live=stands]", has_text="fewer").wait_for()
        self._open("/", "start")
        self._save({"Narrative!C10": _REWORDED})
        self._open(_THEME + "?cell=Criteria%21D8", "document-cell")
        self._open(_THEME, "document-changed")
        self._open("/documents", "documents")
        self._open("/make", "make")
        self._issue("0.1", "issue", "issued")
        self._save({"Narrative!C10": _REWORDED.replace("each quarter", "each month"), "Criteria!D8": "Yellow"})
        self._issue("1.0")
        self._open("/versions", "versions")
        self._open("/versions/compare?older=0.1&newer=1.0", "comparison")
        self._open("/verify")
        self._page.get_by_role("button", name="Verify").click()
        self._heading("All is as it was issued")
        self._draw("verify")

    def _heading(self, words: str) -> None:
        self._page.get_by_role("heading", name=words).wait_for()

    def _open(self, path: str, name: str = "") -> None:
        self._page.goto(self._root + path)
        if name:
            self._draw(name)

    def _save(self, facts: Mapping[str, str]) -> None:
        """Save the sample with these facts, and wait until the page shows that it was read."""
        book = load_workbook(SAMPLE)
        for place, value in facts.items():
            sheet, _, cell = place.partition("!")
            book[sheet][cell] = value
        content = io.BytesIO()
        book.save(content)
        before = self._number()
        save_as_excel(self._workbook, content.getvalue())
        while self._number() <= before:
            self._page.wait_for_timeout(100)

    def _number(self) -> int:
        return int(self._page.evaluate("document.documentElement.dataset.number ?? 0"))

    def _issue(self, number: str, form: str = "", done: str = "") -> None:
        self._open("/issue" + "?final=yes" * number.endswith(".0"))
        self._page.get_by_label("Issued by").fill("Head of Governance")
        if form:
            self._draw(form)
        if self._page.get_by_label("I have looked at each").count():
            self._page.get_by_label("I have looked at each").check()
        self._page.get_by_role("button", name=f"Issue version {number}").click()
        self._heading(f"Version {number} is issued")
        if done:
            self._draw(done)

    def _draw(self, name: str) -> None:
        self._page.wait_for_timeout(1000)  # for the page in a frame
        whole = name.startswith("document-")  # the page in the frame has gone to a place, and this one with it
        shown = Image.open(io.BytesIO(self._page.screenshot(full_page=whole))).convert("RGB")
        shown.quantize(_COLOURS, dither=Image.Dither.NONE).save(self._folder / f"desk-{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
