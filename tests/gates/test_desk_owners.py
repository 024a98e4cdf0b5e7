"""The desk's pages on owners in a browser: valid, nothing for axe-core to find, narrow, and without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest
from openpyxl import load_workbook

from bvdocs.desk.sent_files import MOST_BYTES_SENT
from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.states import State
from tests.gates import browser, page_validator, require
from tests.gates.browser import Scheme, Window
from tests.support.asking import asked_of, filled
from tests.support.desk import Answer, StillWorkbench, Visitor, still_desk
from tests.support.desk_forms import ended, fields_of, form_with_files, refused
from tests.support.project import TEMPLATES
from tests.support.workbooks import complete_book

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

CHIEF, PEOPLE = "Chief Executive", "Head of People"
_LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
_READY = Snapshot(1, State.ALL_WELL, read_at=datetime(2026, 11, 26, 9, 30).astimezone())


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests of this module."""
    require(browser.found(), browser.WHAT)
    with browser.browser() as running:
        yield running


class Desk(NamedTuple):
    """A desk, what it shows, and the paths of its pages on owners."""

    visitor: Visitor
    bench: StillWorkbench
    paths: tuple[str, ...]


@contextmanager
def opened(chromium: "Browser", visitor: Visitor, **context: Any) -> "Iterator[Page]":
    """A browser that has come in."""
    window = chromium.new_context(viewport={"width": 1280, "height": 800}, **context)
    try:
        page = window.new_page()
        page.goto(visitor.address)
        yield page
    finally:
        window.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on which owners were asked, and answers of each kind were looked at and taken in."""
    folder = tmp_path_factory.mktemp("desk")
    book = complete_book()
    book.actions[0][13] = "3"
    bench = StillWorkbench(book.write(folder), TEMPLATES, folder / "outputs")
    bench.shown = _READY
    with still_desk(bench) as visitor:
        works = []

        def did(answer: Answer) -> str:
            works.append(answer.headers["location"])
            return ended(visitor, answer)

        did(visitor.send("/owners", **fields_of(visitor.page("/owners"), "/owners")))
        did(visitor.send("/owners", **fields_of(visitor.page("/owners"), "/owners") | {"due": "01/10/2099"}))
        sent = asked_of(bench.workbook)
        did(form_with_files(visitor, "/owners/answers", {f"{_LONG}.txt": b"Hello"}))
        page = did(
            form_with_files(
                visitor,
                "/owners/answers",
                {
                    "one.xlsx": filled(sent.sheet(CHIEF), {"New update": f"<b>{_LONG}</b>", "Progress": 70}),
                    "two.xlsx": filled(sent.sheet(CHIEF), {"New update": "Another."}),
                    "three.xlsx": filled(sent.sheet(PEOPLE), {"New update": f"It goes on in {_LONG}."}),
                },
            )
        )
        did(visitor.send("/owners/copy", **fields_of(page, "/owners/copy")))
        yield Desk(visitor, bench, ("/owners", "/owners/answers", *works))


def test_every_page_is_valid(desk: Desk, tmp_path: Path) -> None:
    require(page_validator.found(), page_validator.WHAT)
    pages = [desk.visitor.page(path) for path in desk.paths]
    pages.append(refused(desk.visitor, desk.visitor.send("/owners", due="soon", number="")))
    pages.append(refused(desk.visitor, form_with_files(desk.visitor, "/owners/answers", {})))
    large = form_with_files(desk.visitor, "/owners/answers", {"large.xlsx": bytes(MOST_BYTES_SENT)})
    assert large.status == 413
    pages.append(large.text)
    files = [tmp_path / f"{number}.html" for number in range(len(pages))]
    for file, page in zip(files, pages, strict=True):
        file.write_text(page, encoding="utf-8")
    assert page_validator.complaints(files) == []


def test_axe_finds_nothing_and_every_page_fits_its_window(chromium: "Browser", desk: Desk) -> None:
    with opened(chromium, desk.visitor) as page:
        faults: list[object] = []
        page.on("pageerror", lambda fault: faults.append(fault))
        for path in desk.paths:
            page.set_viewport_size({"width": 1280, "height": 800})
            page.goto(desk.visitor.root + path)
            assert page.locator("main b").count() == 0, path
            for scheme in get_args(Scheme):
                page.emulate_media(color_scheme=scheme)
                found = browser.audit(Window(page))
                assert found.violations == (), (path, scheme, list(map(str, found.violations)))
                assert found.undecided == (), (path, scheme, list(map(str, found.undecided)))
            for width in (1920, 768, 320):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        assert faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_round_by_mouse_with_and_without_scripts(chromium: "Browser", tmp_path: Path, scripts: bool) -> None:
    workbook = complete_book().write(tmp_path)
    before = workbook.read_bytes()
    bench = StillWorkbench(workbook, TEMPLATES, tmp_path / "outputs")
    bench.shown = _READY
    with still_desk(bench) as visitor, opened(chromium, visitor, java_script_enabled=scripts) as page:
        page.get_by_role("link", name="Owners").first.click()
        page.get_by_label("Answers by").fill("12/09/2025")
        page.get_by_role("button", name="Make the sheets and drafts").click()
        _wait_for(page, "The sheets and drafts are ready", scripts=scripts)
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Update sheet of {CHIEF}").click()
        sheet = filled(download.value.path().read_bytes(), {"New update": "All posts are filled.", "Progress": 0.7})
        page.get_by_role("link", name="See who was asked").click()
        page.get_by_role("link", name="Take in what came back").click()
        page.get_by_text("You may also drop them here.").wait_for(state="visible" if scripts else "hidden")
        page.get_by_label("The files").set_input_files(
            {"name": "back.xlsx", "mimeType": "application/octet-stream", "buffer": sheet}
        )
        page.get_by_role("button", name="Look at what came back").click()
        _wait_for(page, "What came back", scripts=scripts)
        page.get_by_label("L-A1, Progress").uncheck()
        if scripts:  # a save in Excel meanwhile does not tick it again
            page.locator("h1").click()
            bench.shown = replace(_READY, number=2, read_at=datetime.now().astimezone())
            page.locator("html[data-number='2']").wait_for(state="attached")
            page.wait_for_timeout(700)
        assert not page.get_by_label("L-A1, Progress").is_checked()
        page.get_by_role("button", name="Write the copy").click()
        _wait_for(page, "The copy is written", scripts=scripts)
    (copy,) = tmp_path.glob("*-with-answers-*.xlsx")
    words = {str(cell.value) for row in load_workbook(copy)["Actions"].iter_rows() for cell in row}
    assert "All posts are filled." in words
    assert "0.7" not in words
    assert workbook.read_bytes() == before


def test_files_are_dropped_where_they_can_be_chosen(chromium: "Browser", desk: Desk) -> None:
    with opened(chromium, desk.visitor) as page:
        page.goto(desk.visitor.root + "/owners/answers")
        page.evaluate(
            """() => {
              const carried = new DataTransfer();
              for (const name of ["one.xlsx", "two.docx"]) carried.items.add(new File(["x"], name));
              const place = document.querySelector("[data-drop]");
              for (const kind of ["dragenter", "dragover", "drop"])
                place.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
            }"""
        )
        assert page.evaluate("[...document.getElementById('files').files].map((each) => each.name)") == [
            "one.xlsx",
            "two.docx",
        ]


def _wait_for(page: "Page", heading: str, *, scripts: bool) -> None:
    """Wait until a piece of work has ended; without scripts, by looking again and again."""
    if scripts:
        page.get_by_role("heading", name=heading, exact=True, level=1).wait_for(timeout=60_000)
        return
    for _ in range(300):
        if page.inner_text("h1") == heading:
            return
        if page.get_by_role("link", name="See how far it is").count():
            page.get_by_role("link", name="See how far it is").click()
        page.wait_for_timeout(200)
    raise AssertionError(page.inner_text("main"))
