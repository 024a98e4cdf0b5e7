"""The web pages in a browser: valid, nothing for axe-core to find, usable by keyboard, narrow, large and printed."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.gates import CASES, browser, laid_out, page_validator, reader, require
from tests.gates.browser import Scheme, Window
from tests.gates.plugin import SAID

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

# What page headers and footers say (CSS Generated Content for Paged Media): the checker does not know it, and
# browsers pass over it.
PAPER = re.compile(r"CSS: “(content”: “string\(|string-set”)")

# The pages without a heatmap.
WITHOUT_CELLS = ("action-plan", "comparison", "covering-report", "evidence-index", "index")

BAD_PAGE = """<!doctype html><html lang="en-GB"><head><title>A bad page</title></head><body><p>Nowhere</p><main>
<div style="font-size: 9px"><a style="display: block" href="#1">1</a><a style="display: block" href="#2">2</a></div>
<h1>A bad page</h1><p style="color: #aaa">Pale <a href="#nowhere">words</a></p>
<img src="https://example.org/picture.png"><p onclick="alert(1)">Press here</p>
<ol class="cells"><li>L001</li></ol>
<table style="width: 900px"><tr><th>Wide</th></tr></table>
<p style="height: 1em; width: 9em; overflow: hidden">Words that a box of this size cannot hold.</p>
<script>document.title = 'A worse page'</script></main></body></html>"""


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests of this module."""
    require(browser.found(), browser.WHAT)
    with browser.browser() as running:
        yield running


@pytest.fixture(params=CASES)
def pages(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    """Every web page of each whole workbook in turn."""
    documents: Mapping[str, bytes] = request.getfixturevalue(request.param)
    return laid_out(documents, ".html", tmp_path)


@pytest.fixture
def bad_page(tmp_path: Path) -> Path:
    """A page with one of each fault."""
    path = tmp_path / "bad.html"
    path.write_text(BAD_PAGE, encoding="utf-8")
    return path


def answers(
    chromium: "Browser", pages: list[Path], question: Callable[[Window], object], **look: Any
) -> dict[str, object]:
    """What there is to complain of in each page; nothing for a page that is as it should be."""
    said = {}
    with browser.window(chromium, **look) as window:
        for page in pages:
            window.show(page)
            said[page.name] = question(window)
    return {name: answer for name, answer in said.items() if answer}


def test_every_workbook_has_a_page_for_each_document(pages: list[Path], request: pytest.FixtureRequest) -> None:
    documents = request.getfixturevalue(request.node.callspec.params["pages"])
    stems = {Path(name).stem for name in documents if name.endswith((".pdf", ".docx"))}
    # What changed between two versions, and what leads to all files, are pages alone; the pack is none.
    assert {page.stem for page in pages} - {"comparison", "index"} == stems - {"pack"}
    assert "action-plan" in stems
    assert any(stem.startswith("self-assessment-theme-2-") for stem in stems)


def test_every_page_is_valid(pages: list[Path]) -> None:
    require(page_validator.found(), page_validator.WHAT)
    assert [each for each in page_validator.complaints(pages) if not PAPER.match(each.message)] == []


def test_the_validator_finds_what_is_wrong_with_a_bad_page(bad_page: Path) -> None:
    require(page_validator.found(), page_validator.WHAT)
    found = page_validator.complaints([bad_page])
    assert ("bad.html", 4, "error") in {(each.page, each.line, each.kind) for each in found}
    assert "alt" in "".join(each.message for each in found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(
    chromium: "Browser",
    pages: list[Path],
    width: int,
    scheme: Scheme,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    case = request.node.callspec.params["pages"]
    wrong = []
    with browser.window(chromium, width, scheme) as window:
        for page in pages:
            window.show(page)
            audit = browser.audit(window)
            found = f"{len(audit.violations)} violations, {audit.passed} rules passed"
            record_property(SAID, f"axe-core, {case}, {scheme}, {width} pixels: {page.name} has {found}")
            # What it cannot decide, such as the contrast on a picture, nobody has proven.
            wrong += [f"{page.name}: {each}" for each in (*audit.violations, *audit.undecided)]
    assert not wrong, "\n".join(wrong)


def test_axe_finds_what_is_wrong_with_a_bad_page(chromium: "Browser", bad_page: Path) -> None:
    with browser.window(chromium) as window:
        window.show(bad_page)
        rules = {each.rule for each in browser.audit(window).violations}
    assert {"color-contrast", "image-alt", "target-size", "region"} <= rules


def test_a_page_has_other_colours_in_the_dark(chromium: "Browser", pages: list[Path]) -> None:
    def colours(scheme: Scheme) -> dict[str, object]:
        return answers(chromium, pages, lambda window: window.ask(reader.GROUND_AND_INK), scheme=scheme)

    light, dark = colours("light"), colours("dark")
    assert [name for name in light if light[name] == dark[name]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_asks_for_nothing_but_itself(chromium: "Browser", pages: list[Path], scheme: Scheme) -> None:
    with browser.window(chromium, scheme=scheme) as window:
        for page in pages:
            window.show(page)
            # The style for paper may ask for a picture of its own.
            window.page.emulate_media(media="print")
            window.page.emulate_media(media="screen")
        assert window.strays == []


def test_a_page_holds_no_program(chromium: "Browser", pages: list[Path]) -> None:
    assert answers(chromium, pages, lambda window: window.ask(reader.PROGRAMS)) == {}


def test_a_page_says_the_same_without_scripts(chromium: "Browser", pages: list[Path]) -> None:
    with browser.window(chromium) as scripted, browser.window(chromium, scripts=False) as plain:
        for page in pages:
            scripted.show(page)
            plain.show(page)
            said = plain.page.inner_text("main")
            assert said == scripted.page.inner_text("main")
            assert len(said) > 500


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_a_page_fits_its_window(chromium: "Browser", pages: list[Path], width: int) -> None:
    def wrong(window: Window) -> list[object]:
        return [*window.ask(reader.CUT_OFF), *["too wide"] * (window.ask(reader.WIDTH) > width)]

    assert answers(chromium, pages, wrong, width=width) == {}


def test_a_page_fits_its_window_with_text_twice_as_large(chromium: "Browser", pages: list[Path]) -> None:
    with browser.window(chromium) as usual, browser.window(chromium) as large:
        large.enlarge_text()
        for page in pages:
            usual.show(page)
            large.show(page)
            # Not quite twice: for so large a text the window is a narrow one, where text is a little smaller.
            assert large.ask(reader.SMALLEST_TEXT) > 1.5 * usual.ask(reader.SMALLEST_TEXT), page.name
            assert large.ask(reader.WIDTH) <= 1280, page.name
            assert large.ask(reader.CUT_OFF) == [], page.name


def test_a_page_fits_its_window_with_text_widely_spaced(chromium: "Browser", pages: list[Path]) -> None:
    def wrong(window: Window) -> list[object]:
        window.page.add_style_tag(content=reader.WIDE_TEXT)
        return [*window.ask(reader.CUT_OFF), *["too wide"] * (window.ask(reader.WIDTH) > 1280)]

    assert answers(chromium, pages, wrong) == {}


def walked(window: Window) -> list[dict[str, Any]]:
    """Where the Tab key stops, from the top of the page to where it leaves it."""
    window.ask(reader.REMEMBER_LOOKS)
    return list(iter(lambda: next_stop(window), None))


def next_stop(window: Window) -> Any:
    """Press Tab: where the focus is then, if anywhere new."""
    window.page.keyboard.press("Tab")
    return window.ask(reader.FOCUSED)


def test_the_first_stop_of_the_tab_key_skips_to_the_content(chromium: "Browser", pages: list[Path]) -> None:
    with browser.window(chromium) as window:
        for page in pages:
            window.show(page)
            window.ask(reader.REMEMBER_LOOKS)
            stop = next_stop(window)
            assert stop, page.name
            assert (stop["text"].startswith("Skip to"), stop["seen"], stop["marked"]) == (True, True, True), page.name
            window.page.keyboard.press("Enter")
            assert window.ask(reader.TARGET)["tag"] == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_tab_key_reaches_every_cell_and_shows_where_it_is(
    chromium: "Browser", pages: list[Path], width: int, scheme: Scheme
) -> None:
    with browser.window(chromium, width, scheme) as window:
        for page in pages:
            window.show(page)
            cells, stops = window.ask(reader.CELLS), walked(window)
            assert [[stop["text"], stop["target"]] for stop in stops if stop["cell"]] == cells, page.name
            assert [stop for stop in stops if not (stop["seen"] and stop["marked"])] == [], page.name
            assert bool(cells) == (page.stem not in WITHOUT_CELLS), page.name


@pytest.mark.parametrize("width", [320, 1280])
def test_enter_on_a_cell_leads_to_its_row(chromium: "Browser", pages: list[Path], width: int) -> None:
    with browser.window(chromium, width) as window:
        for page in pages:
            window.show(page)
            codes = [row_of_cell(window, text, target) for text, target in window.ask(reader.CELLS)]
            assert len(codes) == len(set(codes)), page.name


def row_of_cell(window: Window, text: str, target: str) -> str:
    """Press Enter on a cell of the heatmap: the code in the row that it leads to."""
    window.page.locator(f'ol.cells a[href="{target}"]').focus()
    window.page.keyboard.press("Enter")
    row = window.ask(reader.TARGET)
    assert row, f"{target} is nowhere in {window.shown}"
    assert (row["tag"], row["seen"]) == ("tr", True), f"{target} in {window.shown} leads to {row}"
    assert row["code"] in re.split(r"[\s:;,.]+", text), f"{text} in {window.shown} leads to {row}"
    return str(row["code"])


def test_every_link_within_the_documents_leads_somewhere(chromium: "Browser", pages: list[Path]) -> None:
    anchors: dict[str, list[str]] = {}
    links: list[tuple[str, str]] = []
    with browser.window(chromium) as window:
        for page in pages:
            window.show(page)
            anchors[page.name] = window.ask(reader.IDS)
            # Those of the index lead to other files: tests/commands/test_pack.py.
            links += [(page.name, address) for address in window.ask(reader.LINKS) if page.name != "index.html"]
    assert links
    assert [link for link in links if not leads_somewhere(*link, anchors)] == []


def leads_somewhere(name: str, address: str, anchors: Mapping[str, list[str]]) -> bool:
    """Whether the place that a page names is one of the pages, or in one."""
    other, _, anchor = address.partition("#")
    place = other or name
    return place in anchors and (not anchor or anchor in anchors[place])


def test_print_shows_no_navigation(chromium: "Browser", pages: list[Path]) -> None:
    def printed(window: Window) -> object:
        window.page.emulate_media(media="screen")
        assert window.ask(reader.NAVIGATION), "there is nothing to leave out"
        window.page.emulate_media(media="print")
        return window.ask(reader.NAVIGATION)

    assert answers(chromium, pages, printed) == {}


def test_each_question_finds_its_fault_in_a_bad_page(chromium: "Browser", bad_page: Path) -> None:
    with browser.window(chromium, width=320) as window:
        window.show(bad_page)
        assert window.strays == ["https://example.org/picture.png"]
        assert sorted(window.ask(reader.PROGRAMS)) == ["p onclick", "script"]
        assert window.ask(reader.WIDTH) > 320
        assert [each.split(":")[0] for each in window.ask(reader.CUT_OFF)] == ["p."]
        assert window.ask(reader.CELLS) == [["L001", None]]
        assert window.page.title() == "A worse page"
        window.page.get_by_text("words", exact=True).click()
        assert window.ask(reader.TARGET) is None
