"""The previews of pages, with their marks, are as valid as the pages that are published, and look alike."""

from pathlib import Path

import pytest

from tests.cases.long_and_odd import long_and_odd_rows
from tests.cases.seven_themes import seven_theme_rows
from tests.gates import browser, page_validator, require
from tests.gates.test_pages import PAPER
from tests.making.sample import sample_rows
from tests.support.previews import Editions, editions_of
from tests.support.workbook_writer import Rows, write_workbook

pytestmark = pytest.mark.slow

CASES = {"sample": sample_rows, "seven": seven_theme_rows, "odd": long_and_odd_rows}


@pytest.fixture(scope="module", params=CASES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """The pages of each workbook in turn."""
    path = tmp_path_factory.mktemp("previews") / "assessment.xlsx"
    rows: Rows = CASES[request.param]()
    write_workbook(path, rows)
    return editions_of(path)


def test_every_preview_is_valid(made: Editions, tmp_path: Path) -> None:
    require(page_validator.found(), page_validator.WHAT)
    pages = []
    for file, page in made.previewed.items():
        pages.append(tmp_path / f"{file}.html")
        pages[-1].write_text(page.html, encoding="utf-8")
    assert [each for each in page_validator.complaints(pages) if not PAPER.match(each.message)] == []


# Where each element stands that the published page has too: there no span is without an attribute of its own.
PLACES = """() => {
  const own = element => !element.matches('span[data-cell]') || element.attributes.length > 1;
  return [...document.body.querySelectorAll('*')].filter(own).map(element => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [element.tagName, [x, y, width, height]];
  });
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_in_a_preview_stands_where_the_published_page_has_it(
    made: Editions, width: int, tmp_path: Path
) -> None:
    require(browser.found(), browser.WHAT)
    page = tmp_path / "page.html"
    with browser.browser() as running, browser.window(running, width=width) as window:
        for file, html in made.published.items():
            places = []
            for edition in (html, made.previewed[file].html):
                page.write_text(edition, encoding="utf-8")
                window.show(page)
                places.append(window.ask(PLACES))
            published, previewed = places
            assert [name for name, _ in previewed] == [name for name, _ in published], file
            for (name, was), (_, place) in zip(published, previewed, strict=True):
                # Letters are put on dots anew where a mark begins.
                assert place == pytest.approx(was, abs=0.5), (file, name)
