"""The desk in a browser: each page in each state, by mouse, by keyboard, narrow, in the dark, and without scripts."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from bvdocs.desk.states import State
from tests.gates import browser, page_validator, require
from tests.gates.browser import Scheme, Window
from tests.support.desk import StillWorkbench, Visitor, running_desk, still_desk
from tests.support.desk_states import (
    CELL,
    CHANGES,
    EACH,
    ERRORS,
    HOSTILE,
    PAGES,
    PATHS,
    PREVIEW,
    THEME,
    WARNINGS,
    WITH_WARNINGS,
    finding,
)  # fmt: skip
from tests.support.workbooks import Book

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests of this module."""
    require(browser.found(), browser.WHAT)
    with browser.browser() as running:
        yield running


@pytest.fixture(scope="module")
def bench() -> StillWorkbench:
    """What the desk shows."""
    return StillWorkbench(Path("our council's assessment.xlsx"))


@pytest.fixture(scope="module")
def desk(bench: StillWorkbench) -> Iterator[Visitor]:
    """A desk on it."""
    with still_desk(bench) as visitor:
        yield visitor


@pytest.fixture(autouse=True)
def _with_warnings(bench: StillWorkbench) -> None:
    """Begin each test with the same state."""
    bench.shown = WITH_WARNINGS


def requests_of(page: "Page") -> list[str]:
    """What a page asks for from now on, without what its own policy (CSP) keeps it from asking for."""
    asked: list[str] = []

    def note_failed(request: "Request") -> None:
        if "csp" not in (request.failure or ""):
            asked.append(request.url)

    page.on("requestfinished", lambda request: asked.append(request.url))
    page.on("requestfailed", note_failed)
    return asked


@contextmanager
def opened(chromium: "Browser", desk: Visitor, width: int = 1280, **context: Any) -> "Iterator[Page]":
    """A browser that has come in, and has asked for nothing from elsewhere by the end."""
    window = chromium.new_context(viewport={"width": width, "height": 800}, **context)
    try:
        page = window.new_page()
        asked = requests_of(page)
        page.goto(desk.address)
        yield page
        own = (desk.root + "/", "data:", "chrome:", "chrome-extension:")  # the last two show a PDF
        assert [each for each in asked if not each.startswith(own)] == []
    finally:
        window.close()


def until(page: "Page", is_so: str) -> None:
    """Wait until this is so in the page, which itself lets nobody evaluate a text, as Playwright's own waiting does."""
    end = time.monotonic() + 30
    while not page.evaluate(is_so):
        assert time.monotonic() < end, is_so
        page.wait_for_timeout(20)


@pytest.mark.parametrize("state", EACH)
def test_every_page_in_every_state_is_valid(desk: Visitor, bench: StillWorkbench, state: str, tmp_path: Path) -> None:
    require(page_validator.found(), page_validator.WHAT)
    bench.shown = EACH[state]
    files = []
    for number, path in enumerate(PATHS):
        files.append(tmp_path / f"{number}.html")
        files[-1].write_text(desk.ask("GET", path).text, encoding="utf-8")
    assert page_validator.complaints(files) == []


def test_the_pages_for_strangers_are_valid(desk: Visitor, tmp_path: Path) -> None:
    require(page_validator.found(), page_validator.WHAT)
    stranger = Visitor(desk.address)
    said = [stranger.ask("GET", "/"), stranger.ask("GET", "/", Host="example.com"), desk.send("/stop")]
    files = [tmp_path / f"{each.status}.html" for each in said]
    for file, answer in zip(files, said, strict=True):
        file.write_text(answer.text, encoding="utf-8")
    assert page_validator.complaints(files) == []


@pytest.mark.parametrize("state", EACH)
def test_axe_finds_nothing(chromium: "Browser", desk: Visitor, bench: StillWorkbench, state: str) -> None:
    bench.shown = EACH[state]
    with opened(chromium, desk) as page:
        for path in PATHS:
            page.goto(desk.root + path)
            for scheme in get_args(Scheme):
                page.emulate_media(color_scheme=scheme)
                found = browser.audit(Window(page))
                assert found.violations == (), (path, scheme, list(map(str, found.violations)))
                assert found.undecided == (), (path, scheme, list(map(str, found.undecided)))


@pytest.mark.parametrize("state", EACH)
def test_every_page_fits_its_window(chromium: "Browser", desk: Visitor, bench: StillWorkbench, state: str) -> None:
    bench.shown = EACH[state]
    with opened(chromium, desk) as page:
        for path in PATHS:
            page.goto(desk.root + path)
            for width in (1920, 1280, 768, 320):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)


@pytest.mark.parametrize("state", EACH)
def test_what_the_workbook_says_is_text_and_no_program(
    chromium: "Browser", desk: Visitor, bench: StillWorkbench, state: str
) -> None:
    bench.shown = EACH[state]
    with opened(chromium, desk) as page:
        for path in PATHS:
            page.goto(desk.root + path)
            assert "taken" not in page.title().replace(HOSTILE, "")
            assert page.locator("img").count() == 0
            assert page.locator("script").count() == page.locator("script[src^='/assets/']").count()
            assert "49" not in page.inner_text("main").replace("10:49", "")
    bench.shown = WITH_WARNINGS
    assert HOSTILE in unescape(desk.page("/findings"))


def test_a_finding_has_its_sheet_cell_words_and_what_to_do(chromium: "Browser", desk: Visitor) -> None:
    with opened(chromium, desk) as page:
        page.goto(desk.root + "/findings")
        assert page.locator("h2").all_inner_texts() == ["Themes 1 warning", "Criteria 1 warning", "Narrative 1 warning"]
        first = page.locator(".findings > li").first.inner_text()
        for words in ("E2", "Warning", "New", "W302", "The heading", "Write another one, and save."):
            assert words in first
        assert "2 fewer, 1 new since the last save" in page.inner_text("main")
        assert "1 note besides" in page.inner_text("main")
        assert page.locator(".findings > li", has_text="New").count() == 1


def test_errors_come_first_within_a_sheet_and_the_worst_sheet_comes_first(desk: Visitor, bench: StillWorkbench) -> None:
    bench.shown = EACH["errors"]
    headings = re.findall(r'<h2 id="sheet-\d+">(.*?) <', desk.page("/findings"))
    assert headings == ["Criteria", "Actions", "Themes", "Narrative"]
    codes = re.findall(r'class="code">(\w+)<', desk.page("/findings"))
    assert codes == ["E104", "W341", "E105", "W302", "W321"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("", ["W341", "W302", "W321"]),
        ("kind=errors", []),
        ("kind=notes", ["N101"]),
        ("kind=all", ["N101", "W302", "W321", "W341"]),
        ("kind=new", ["W302"]),
        ("kind=no-such-kind", ["W302", "W321", "W341"]),
        ("q=CEX", ["W321"]),
        ("q=cex+EXPLAINED", ["W321"]),
        ("q=cex+digits", []),
        ("q=criteria!d3", ["W341"]),
        ("q=w302", ["W302"]),
        ("sheet=Narrative", ["W321"]),
        ("sheet=Narrative&kind=all", ["N101", "W321"]),
        ("sheet=%3Cscript%3E&q=%3Cscript%3E&kind=%22%3E", []),
    ],
)
def test_the_filter_shows_what_was_asked_for(desk: Visitor, asked: str, codes: list[str]) -> None:
    shown = re.findall(r'class="code">(\w+)<', desk.page(f"/findings?{asked}"))
    assert sorted(shown) == sorted(codes)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_filter_works_with_and_without_scripts(chromium: "Browser", desk: Visitor, scripts: bool) -> None:
    with opened(chromium, desk, java_script_enabled=scripts) as page:
        page.goto(desk.root + "/findings")
        page.get_by_label("Words").fill("digits")
        page.get_by_label("Kind").select_option("Warnings")
        page.get_by_role("button", name="Show").click()
        assert page.locator(".findings > li").count() == 1
        assert page.get_by_label("Words").input_value() == "digits"
        page.get_by_role("link", name="Show all again").click()
        assert page.locator(".findings > li").count() == 3


@pytest.mark.parametrize("scripts", [True, False])
def test_a_finding_leads_to_the_place_where_its_words_are_printed(
    chromium: "Browser", desk: Visitor, scripts: bool
) -> None:
    with opened(chromium, desk, java_script_enabled=scripts) as page:
        page.goto(desk.root + "/findings")
        assert page.get_by_role("link", name="See it in the document").count() == 1
        page.get_by_role("link", name="See it in the document").click()
        assert "Criteria, cell D3" in page.inner_text("#whence")
        assert "Light green" in page.inner_text("#whence")
        place = page.frame_locator("#preview").locator(f'[data-cell="{CELL}"]')
        assert place.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 221, 0)"
        page.wait_for_timeout(200)
        box, frame = place.bounding_box(), page.locator("#preview").bounding_box()
        assert box and frame
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]


def test_a_click_in_the_document_names_the_cell(chromium: "Browser", desk: Visitor) -> None:
    with opened(chromium, desk) as page:
        page.goto(desk.root + THEME)
        shown = page.frame_locator("#preview")
        shown.locator('[data-cell="Report!B3"]').click()
        assert "Report, cell B3" in page.inner_text("#whence")
        shown.locator('a [data-cell="Criteria!A3"]').click()
        assert "Criteria, cell A3" in page.inner_text("#whence")
        assert page.locator("#whence").get_attribute("aria-live") == "polite"


def test_a_click_on_what_is_from_no_cell_says_so(chromium: "Browser", desk: Visitor) -> None:
    with opened(chromium, desk) as page:
        page.goto(desk.root + THEME)
        page.frame_locator("#preview").locator('[data-cell="Report!B3"]').click()
        page.frame_locator("#preview").get_by_text("Testing District Council").click()
        assert "no single cell" in page.inner_text("#whence")
        assert "Report" not in page.inner_text("#whence")


def test_who_comes_from_a_finding_has_the_focus_on_its_place(chromium: "Browser", desk: Visitor) -> None:
    with opened(chromium, desk) as page:
        page.goto(desk.root + "/findings")
        page.get_by_role("link", name="See it in the document").click()
        page.frame_locator("#preview").locator(f'[data-cell="{CELL}"]:focus').wait_for()


@pytest.mark.parametrize("width", [375, 900, 1280])
def test_the_panel_never_covers_the_document(chromium: "Browser", desk: Visitor, width: int) -> None:
    with opened(chromium, desk, width) as page:
        page.goto(desk.root + THEME)
        page.frame_locator("#preview").locator(f'[data-cell="{CELL}"]').click()
        frame, panel = page.locator("#preview").bounding_box(), page.locator(".whence").bounding_box()
        assert frame and panel
        assert panel["y"] >= frame["y"] + frame["height"] or panel["x"] >= frame["x"] + frame["width"]
        assert 0 <= panel["y"] < 800


@pytest.mark.parametrize("scripts", [True, False])
def test_a_click_is_asked_for_where_one_is_answered(chromium: "Browser", desk: Visitor, scripts: bool) -> None:
    with opened(chromium, desk, java_script_enabled=scripts) as page:
        page.goto(desk.root + THEME)
        assert ("Click on" in page.inner_text("#whence")) == scripts
        assert ("Cell by cell" in page.inner_text("#whence")) != scripts


def test_the_sheets_to_choose_from_follow_and_the_choice_stays(
    chromium: "Browser", desk: Visitor, bench: StillWorkbench
) -> None:
    with opened(chromium, desk) as page:
        page.goto(desk.root + "/findings")
        until(page, "document.documentElement.dataset.number === '2'")
        page.locator("#sheet").select_option("Narrative")
        page.locator("#q").focus()
        bench.shown = replace(WITH_WARNINGS, number=3, findings=WARNINGS + ERRORS)
        until(page, "document.getElementById('sheet').textContent.includes('Actions')")
        assert page.locator("#sheet").input_value() == "Narrative"


def test_the_keyboard_does_the_same(chromium: "Browser", desk: Visitor) -> None:
    with opened(chromium, desk) as page:
        page.goto(desk.root + THEME)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        for _ in range(40):
            page.keyboard.press("Tab")
            at = page.frame_locator("#preview").locator("[data-cell]:focus")
            if at.count() and at.get_attribute("data-cell") == CELL:
                break
        page.keyboard.press("Enter")
        assert "Criteria, cell D3" in page.inner_text("#whence")


def test_every_stop_of_the_tab_key_is_seen(chromium: "Browser", desk: Visitor) -> None:
    with opened(chromium, desk) as page:
        for path in ("/", "/findings", "/documents"):
            page.goto(desk.root + path)
            # What is folded away is no stop.
            stops = (
                page.locator("a[href], button, input:not([type=hidden]), select, summary").filter(visible=True).count()
            )
            for _ in range(stops):
                page.keyboard.press("Tab")
                look = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert look == "solid", page.evaluate("document.activeElement.outerHTML")
            assert page.evaluate("document.activeElement.textContent.trim()") == "Stop the desk"


def test_a_save_shows_by_itself_and_is_said(chromium: "Browser", desk: Visitor, bench: StillWorkbench) -> None:
    with opened(chromium, desk) as page:
        page.goto(desk.root + "/findings")
        until(page, "document.documentElement.dataset.number === '2'")
        page.get_by_label("Words").fill("half a wor")
        bench.shown = replace(WITH_WARNINGS, number=3, findings=WARNINGS[1:], new_findings=frozenset(), fewer=1)
        until(page, "document.documentElement.dataset.number === '3'")
        until(page, "document.querySelectorAll('.findings > li').length === 2")
        assert "1 fewer since the last save" in page.inner_text("main")
        assert "2 warnings" in page.inner_text("[role=status]")
        assert "1 fewer since the last save" in page.inner_text("[role=status]")
        assert page.get_by_label("Words").input_value() == "half a wor"
        assert page.evaluate("document.activeElement.id") == "q"


def test_the_focus_stays_where_it_was(chromium: "Browser", desk: Visitor, bench: StillWorkbench) -> None:
    with opened(chromium, desk) as page:
        page.goto(desk.root + "/findings")
        until(page, "document.documentElement.dataset.number === '2'")
        page.locator(".go").focus()
        key = page.evaluate("document.activeElement.id")
        bench.shown = replace(WITH_WARNINGS, number=3, findings=WARNINGS[1:])
        until(page, "document.querySelectorAll('.findings > li').length === 2")
        assert page.evaluate("document.activeElement.id") == key
        bench.shown = replace(WITH_WARNINGS, number=4, findings=WARNINGS[:1])
        until(page, "document.querySelectorAll('.findings > li').length === 1")
        assert page.evaluate("document.activeElement.dataset.live") == "findings"


def test_a_changed_page_takes_the_place_of_the_one_before(
    chromium: "Browser", desk: Visitor, bench: StillWorkbench
) -> None:
    with opened(chromium, desk) as page:
        bench.shown = replace(WITH_WARNINGS, changed={})
        page.goto(desk.root + THEME)
        until(page, "document.documentElement.dataset.number === '2'")
        words = page.frame_locator("#preview").locator(f'[data-cell="{CELL}"]')
        assert words.inner_text() == "Light green"
        newer = tuple(replace(each, html=each.html.replace("Light green", "Dark red")) for each in PAGES)
        bench.shown = replace(
            WITH_WARNINGS, number=3, preview=replace(PREVIEW, pages=newer), preview_number=3,
            changed={PAGES[0].file: CHANGES[:1]},
        )  # fmt: skip
        until(page, "document.getElementById('preview').contentDocument?.body?.textContent.includes('Dark red')")
        until(page, "document.getElementById('main').textContent.includes('Since the last save: 1 changed')")
        assert words.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 243, 176)"
        until(page, "document.getElementById('preview').contentWindow.scrollY > 100")
        until(page, "document.getElementById('preview').contentDocument.readyState === 'complete'")
        words.click()
        until(page, "document.getElementById('whence').textContent.includes('Criteria, cell D3')")


def test_an_unchanged_page_stays_where_the_reader_was(
    chromium: "Browser", desk: Visitor, bench: StillWorkbench
) -> None:
    with opened(chromium, desk) as page:
        bench.shown = replace(WITH_WARNINGS, changed={})
        page.goto(desk.root + THEME)
        until(page, "document.documentElement.dataset.number === '2'")
        page.evaluate("document.getElementById('preview').contentWindow.scrollTo(0, 321)")
        bench.shown = replace(WITH_WARNINGS, number=3, preview_number=3, changed={})
        until(page, "document.getElementById('preview').src.includes('save=3')")
        until(page, "document.getElementById('preview').contentWindow.scrollY === 321")


def test_nothing_moves_where_stillness_is_asked_for(chromium: "Browser", desk: Visitor, bench: StillWorkbench) -> None:
    with opened(chromium, desk, reduced_motion="reduce") as page:
        page.goto(desk.root + "/findings")
        until(page, "document.documentElement.dataset.number === '2'")
        bench.shown = replace(WITH_WARNINGS, number=3, findings=WARNINGS[1:])
        until(page, "document.querySelectorAll('.findings > li').length === 2")
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_with_the_system_s_own_colours_everything_is_still_told(chromium: "Browser", desk: Visitor) -> None:
    with opened(chromium, desk, forced_colors="active") as page:
        page.goto(desk.root + "/findings")
        assert page.evaluate("getComputedStyle(document.querySelector('.tag')).borderTopStyle") == "solid"
        current = page.locator("nav [aria-current]")
        assert current.evaluate("each => getComputedStyle(each).borderBottomColor") != current.evaluate(
            "each => getComputedStyle(document.body).backgroundColor"
        )


ATTACK = """<!doctype html><html lang="en-GB"><head><title>t</title>
<meta http-equiv="refresh" content="0; url=/stop"><base href="https://example.com/">
<link rel="stylesheet" href="{root}/assets/desk.css"><link rel="prefetch" href="{root}/findings"></head>
<body onload="parent.document.title='taken'"><script>parent.document.title='taken'; fetch('{root}/findings')</script>
<script src="{root}/assets/desk.js"></script><img src="{root}/findings" onerror="parent.document.title='taken'">
<img src="https://example.com/?x"><iframe src="{root}/"></iframe>
<form id="f" method="post" action="{root}/stop"><input name="form-token" value="x">
<button id="send">Send</button></form>
<a id="out" href="https://example.com/" target="_top">Out</a><a id="blank" href="{root}/" target="_blank">New</a>
<a id="js" href="javascript:parent.document.title='taken'">Run</a>
<p style="background: url({root}/findings)">x</p><svg><script>parent.document.title='taken'</script></svg>
<p data-cell="Criteria!&lt;img src=x onerror=document.title='taken'&gt;">Words</p></body></html>"""


def test_a_preview_reaches_nothing_of_the_desk(chromium: "Browser", bench: StillWorkbench) -> None:
    """A council's template may hold anything: a script, a form, a picture that is an address of the desk."""
    reached: list[str] = []
    with still_desk(bench, reached) as desk, opened(chromium, desk) as page:
        attack = replace(PAGES[0], html=ATTACK.format(root=desk.root), cells={})
        bench.shown = replace(WITH_WARNINGS, changed={}, preview=replace(PREVIEW, pages=(attack,)))
        page.goto(desk.root + "/")
        until(page, "document.documentElement.dataset.number === '2'")
        page.wait_for_timeout(300)  # it looks at the first page once more
        asked = requests_of(page)
        reached.clear()
        pages = page.context.pages
        page.goto(desk.root + THEME)
        inside = page.frames[1]
        for which in ("#send", "#out", "#blank", "#js"):
            with_clicks = inside.locator(which)
            if with_clicks.count():
                with_clicks.click(timeout=2000)
            page.wait_for_timeout(100)
        inside.locator("[data-cell]").click()
        page.wait_for_timeout(300)
        assert page.title().startswith("Theme 1")
        assert page.url == desk.root + THEME
        assert page.context.pages == pages
        assert page.locator("#whence img").count() == 0
        own = {THEME, "/assets/desk.css", "/assets/brand.css", "/assets/desk.js", "/events"}
        own.add(f"/preview/{PAGES[0].file}.html")
        assert set(reached) == {f"GET {each}" for each in own}
        assert [each for each in asked if not each.startswith((desk.root, "data:"))] == []


def test_a_preview_shows_no_object(chromium: "Browser", bench: StillWorkbench) -> None:
    """Chromium may wait for one for ever that the policy keeps from it, so that the page is not waited for."""
    reached: list[str] = []
    with still_desk(bench, reached) as desk, opened(chromium, desk) as page:
        holding = f'<p id="words">Words</p><object data="{desk.root}/findings"></object>'
        attack = replace(PAGES[0], html=holding, cells={})
        bench.shown = replace(WITH_WARNINGS, changed={}, preview=replace(PREVIEW, pages=(attack,)))
        reached.clear()
        page.goto(desk.root + THEME, wait_until="commit")
        page.frame_locator("#preview").locator("#words").wait_for()
        page.wait_for_timeout(300)
        assert "GET /findings" not in reached


def test_a_preview_stands_in_no_frame_of_a_stranger_and_no_page_of_the_desk_in_any(desk: Visitor) -> None:
    shown = desk.ask("GET", f"/preview/{PAGES[0].file}.html")
    policy = shown.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "sandbox allow-same-origin" in policy
    assert "script-src" not in policy and "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in desk.ask("GET", "/").headers["content-security-policy"]


def test_papers_come_as_what_they_are(desk: Visitor) -> None:
    pdf = desk.ask("GET", f"/papers/{PAGES[0].file}.pdf")
    assert (pdf.headers["content-type"], pdf.body) == ("application/pdf", b"%PDF-1.7\n")
    assert pdf.headers["content-disposition"].startswith("inline")
    word = desk.ask("GET", f"/papers/{PAGES[0].file}.docx")
    assert word.headers["content-disposition"] == f'attachment; filename="{PAGES[0].file}.docx"'
    assert desk.ask("GET", "/papers/other.pdf").status == 404


def test_each_state_says_what_to_do_next(desk: Visitor, bench: StillWorkbench) -> None:
    told = set()
    for state in State:
        bench.shown = replace(EACH["reading at first"], state=state)
        page = desk.page("/")
        heading = re.search("<h1>(.*?)</h1>", page)
        assert heading
        told.add(heading[1])
    assert len(told) == len(State)
    bench.shown = EACH["errors"]
    assert 'class="button" href="/findings"' in desk.page("/")


def test_no_entry_of_the_desk_leads_nowhere(chromium: "Browser", desk: Visitor, bench: StillWorkbench) -> None:
    for state in EACH:
        bench.shown = EACH[state]
        for path in PATHS[:-1]:
            if desk.ask("GET", path).status != 200:
                continue
            for address in set(re.findall(r'(?:href|action)="(/[^"]*)"', desk.page(path))):
                answer = desk.ask("GET", unescape(address).partition("#")[0])
                assert answer.status in (200, 405), (state, path, address)


def test_a_desk_that_does_not_answer_is_told_on_the_page(chromium: "Browser", bench: StillWorkbench) -> None:
    window = chromium.new_context()
    try:
        with still_desk(bench) as visitor:
            page = window.new_page()
            page.goto(visitor.address)
            until(page, "document.documentElement.dataset.number === '2'")
        until(page, "document.querySelector('[role=status]').textContent.includes('The desk is closed')")
        assert page.locator(".gone").is_visible()
        assert page.inner_text("[data-live=stands]") == "The desk is closed"
        assert page.evaluate("[...document.querySelectorAll('nav a, button')].every((each) => each.inert)")
    finally:
        window.close()


def test_the_list_of_findings_holds_every_one_of_a_thousand(desk: Visitor, bench: StillWorkbench) -> None:
    many = tuple(finding("W321", f"Narrative!C{row}", f"'A{row}' is not explained.") for row in range(1, 1001))
    bench.shown = replace(WITH_WARNINGS, findings=(*many, *ERRORS))
    page = desk.page("/findings")
    assert page.count('class="code"') == 1002
    assert "2 errors, 1000 warnings" in page


def test_a_save_in_excel_shows_in_the_browser(chromium: "Browser", tmp_path: Path) -> None:
    """From the workbook to the place in the page and back, with the desk as a user starts it."""
    book = Book()
    workbook = book.write(tmp_path)
    with running_desk(tmp_path, workbook) as desk, opened(chromium, desk.visitor) as page:
        until(page, "document.querySelector('.stands').textContent.includes('Read at')")
        page.get_by_role("link", name="Documents").first.click()
        page.get_by_role("link", name=re.compile("^Theme 1")).first.click()
        number = page.evaluate("document.documentElement.dataset.number")
        book.criteria[0][3] = "Red"
        book.write(tmp_path, "saved.xlsx").replace(workbook)
        until(page, f"document.documentElement.dataset.number !== '{number}'")
        until(page, "document.querySelector('.changes') !== null")
        place = page.frame_locator("#preview").locator('[data-cell="Criteria!D2"]').first
        assert "Red" in place.inner_text() or place.inner_text().startswith("R")
        place.click()
        assert "Criteria, cell D2" in page.inner_text("#whence")
        page.get_by_role("link", name="Findings").first.click()
        assert page.locator(".findings > li", has_text="L001").count() >= 1
        page.get_by_role("link", name="Stop the desk").click()
        page.get_by_role("button", name="Stop the desk").click()
        assert page.get_by_role("heading", name="The desk is closed").is_visible()
        assert desk.process.wait(30) == 0
