"""The whole life of a council's papers on the desk, in a browser: from no workbook to versions that are proved."""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import load_workbook

from bvdocs.storage.archive.verify import verify
from bvdocs.storage.archive.versions import Archive
from tests.gates import browser, require
from tests.support.archives import numbers
from tests.support.desk import running_desk
from tests.support.desks import save_as_excel
from tests.support.redlining import changes

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

Fact = str | date | None

_PATIENCE = 90_000  # in milliseconds
_BULLET = "Every service reads its complaints each month, and the CEX hears of it."
_MENDED = "Every service reads its complaints each month, and the committee hears of it."
_LATER = "Every service reads its complaints each week, and the committee hears of it."
# The facts in place of the starter's examples; some of them are slips, as somebody makes who fills it in.
_FACTS: Mapping[str, Fact] = {
    "Report!B2": "Runnymede Borough Council",
    "Criteria!C2": "Learning from complaints",
    "Criteria!C3": "Comparison with other councils",
    "Criteria!D2": "Lite green",
    "Narrative!C2": _BULLET,
    "Narrative!C3": "Few services compare their costs and outcomes with those of other councils.",
    "Actions!C2": "CI009",
    "Actions!E2": "Compare the costs and outcomes of every service with those of similar councils.",
    "Actions!E3": "Publish what each service has changed because of complaints.",
    "Actions!H3": date(2026, 1, 1),
    # The council assesses one theme so far.
    **{f"Themes!{column}{row}": None for column in "ABC" for row in range(3, 9)},
}


@pytest.fixture
def page() -> "Iterator[Page]":
    """A window of a browser, in which no script has failed by the end."""
    require(browser.found(), browser.WHAT)
    with browser.browser() as running:
        page = running.new_context(accept_downloads=True).new_page()
        page.set_default_timeout(_PATIENCE)
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        try:
            yield page
        finally:  # what a failure says of where it was
            print(page.url, page.inner_text("body"), sep="\n")
        assert faults == []


def save(workbook: Path, facts: Mapping[str, Fact]) -> None:
    """Write these facts into the workbook, and save it as Excel does."""
    book = load_workbook(workbook)
    for place, value in facts.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    content = io.BytesIO()
    book.save(content)
    save_as_excel(workbook, content.getvalue())


def go_to(page: "Page", part: str) -> None:
    """Choose a part of the desk."""
    page.get_by_role("navigation", name="Parts of the desk").get_by_role("link", name=part).click()


def heading(page: "Page", words: str) -> None:
    """Wait for a heading; the page follows by itself."""
    page.get_by_role("heading", name=words).wait_for()


def count(page: "Page", words: str) -> None:
    """Wait until the findings are so many."""
    page.locator("main .lead", has_text=words).wait_for()


def test_the_whole_life(page: "Page", tmp_path: Path) -> None:
    workbook, archive = tmp_path / "council.xlsx", tmp_path / "out" / "archive"
    with running_desk(tmp_path, workbook.name, "--output", tmp_path / "out") as desk:
        page.goto(desk.visitor.address)
        start_on_nothing(page, workbook)
        mend_what_is_found(page, workbook)
        look_where_it_comes_from(page)
        see_the_preview_follow(page, workbook)
        issue(page, "0.1")
        assert numbers(archive) == ["0.1"]
        save(workbook, {"Narrative!C2": _LATER, "Criteria!D3": "Yellow"})
        page.locator("[data-live=stands]", has_text="new").wait_for()
        issue(page, "1.0")
        assert numbers(archive) == ["0.1", "1.0"]
        compare(page)
        prove(page, Archive(archive).find("1.0").fingerprint)
        assert verify(archive) == ()
        page.get_by_role("link", name="Stop the desk").click()
        page.get_by_role("button", name="Stop the desk").click()
        heading(page, "The desk is closed")
        assert desk.process.wait(30) == 0
        desk.wait_for("The desk is closed.")
        assert desk.errors() == ""
    assert load_workbook(workbook)["Narrative"]["C2"].value == _LATER


def start_on_nothing(page: "Page", workbook: Path) -> None:
    """Make a starter where there is no workbook, from the page that offers it."""
    heading(page, "There is no workbook yet")
    assert not workbook.exists()
    page.get_by_role("main").get_by_role("link", name="starter").click()
    page.get_by_role("button", name="Make the starter here").click()
    heading(page, "The starter is ready")
    assert workbook.exists()
    page.get_by_role("link", name="See what is to do").click()
    count(page, "4 warnings")


def mend_what_is_found(page: "Page", workbook: Path) -> None:
    """Fill in the workbook with slips, and mend one after another; the page is never loaded again."""
    page.evaluate("window.same = true")
    save(workbook, _FACTS)
    count(page, "3 errors, 1 warning in the workbook and the templates")
    assert page.locator(".findings .tag.error").count() == 3
    assert "did you mean 'Light green'?" in page.inner_text("main")
    for mended, left in (
        ({"Criteria!D2": "Light green"}, "2 errors, 1 warning"),
        ({"Actions!C2": "CI002"}, "1 error, 1 warning"),
        ({"Actions!H3": date(2027, 6, 1)}, "1 warning"),
    ):
        save(workbook, mended)
        page.locator("main .lead", has_text=re.compile(rf"^\s*{left} in .*1 fewer since the last save")).wait_for()
    assert page.evaluate("window.same")


def look_where_it_comes_from(page: "Page") -> None:
    """Go from the finding to its place in the document, and from places in the document to their cells."""
    page.get_by_role("link", name=re.compile("See it in the document.*Narrative!C2")).click()
    page.locator("#whence", has_text="Narrative, cell C2").wait_for()
    document = page.frame_locator("#preview")
    place = document.locator('[data-cell="Narrative!C2"]').first
    assert place.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 221, 0)"
    for cell, words in (("Criteria!D3", "Amber"), ("Narrative!C3", "Few services"), ("Report!B5", "March 2027")):
        document.locator(f'[data-cell="{cell}"]', has_text=words).last.click()
        page.locator("#whence", has_text=cell.replace("!", ", cell ")).wait_for()
        assert words in page.inner_text("#whence")


def see_the_preview_follow(page: "Page", workbook: Path) -> None:
    """Save another wording while a document is shown: it is there, marked and in sight, without loading the page."""
    go_to(page, "Documents")
    page.get_by_role("link", name="Theme 1: Continuous Improvement", exact=True).click()
    page.frame_locator("#preview").locator('[data-cell="Narrative!C2"]', has_text=_BULLET).first.wait_for()
    page.evaluate("window.same = true")
    save(workbook, {"Narrative!C2": _MENDED})
    place = page.frame_locator("#preview").locator('[data-cell="Narrative!C2"]', has_text=_MENDED).first
    place.wait_for()
    assert place.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 243, 176)"
    page.locator("[data-live=stands]", has_text="All is well").wait_for()
    heading(page, "What changed here since the last save")
    box, frame = place.bounding_box(), page.locator("#preview").bounding_box()
    assert box and frame
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
    page.get_by_role("link", name="Word file (download)").wait_for()
    assert page.evaluate("window.same")


def issue(page: "Page", number: str) -> None:
    """Issue a version, and have its fingerprint."""
    go_to(page, "Make and issue")
    page.get_by_role("link", name=re.compile(f"Issue a (draft|final version).* {number}")).click()
    page.get_by_label("Issued by").fill("Ann Other")
    page.get_by_label("Note").fill(f"Note of {number}")
    page.get_by_role("button", name=f"Issue version {number}").click()
    heading(page, f"Version {number} is issued")
    assert re.fullmatch("[0-9a-f]{64}", page.inner_text("#fingerprint"))


def compare(page: "Page") -> None:
    """See what changed, and take the Word file along in which it is tracked."""
    go_to(page, "Versions")
    assert page.locator(".versions h3").all_inner_texts() == ["Version 1.0 Final", "Version 0.1 Draft"]
    page.get_by_label("From").select_option("Version 0.1")
    page.get_by_label("To").select_option("Version 1.0")
    page.get_by_role("button", name="Compare").click()
    heading(page, "What changed from version 0.1 to version 1.0")
    assert "improved from amber to yellow" in page.inner_text("main")
    assert "month" in page.locator("main del").all_inner_texts()[0]
    page.get_by_role("button", name="Make these files").click()
    heading(page, "The files are ready")
    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("^self-assessment-theme-1.*-redline.docx$")).click()
    content = coming.value.path().read_bytes()
    assert any("Strengths" in each.text for each in Document(io.BytesIO(content)).paragraphs)
    told = changes(content)
    assert any("month" in each for each in told["del"])
    assert any("week" in each for each in told["ins"])


def prove(page: "Page", fingerprint: str) -> None:
    """Hold the archive against the fingerprint in the minutes."""
    go_to(page, "Versions")
    page.get_by_role("link", name="Verify").click()
    page.get_by_label("Fingerprint").fill(fingerprint)
    page.get_by_role("button", name="Verify").click()
    heading(page, "All is as it was issued")
    assert "Version 1.0 has this fingerprint" in page.inner_text("main")
