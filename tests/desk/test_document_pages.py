"""The pages of documents: what a save changed is told in words, and marked where it stands."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from bvdocs.commands.preview import PreviewPage
from bvdocs.desk.news import Change
from tests.support.desk import StillWorkbench, Visitor, still_desk
from tests.support.desk_states import EACH, PAGES, PREVIEW, THEME, WITH_WARNINGS


@pytest.fixture(scope="module")
def bench() -> StillWorkbench:
    """What the desk shows."""
    return StillWorkbench(Path("ours.xlsx"))


@pytest.fixture(scope="module")
def desk(bench: StillWorkbench) -> Iterator[Visitor]:
    """A desk on it."""
    with still_desk(bench) as visitor:
        yield visitor


@pytest.fixture(autouse=True)
def _with_warnings(bench: StillWorkbench) -> None:
    bench.shown = WITH_WARNINGS


def text(html: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def test_the_list_of_documents_says_what_was_taken_away_and_moved(desk: Visitor) -> None:
    assert "Since the last save: 1 changed, 1 new, 1 taken away, 1 moved" in text(desk.page("/documents"))


def test_a_document_says_old_words_beside_new_ones(desk: Visitor) -> None:
    said = text(desk.page(THEME))
    assert "Criteria, cell D3: from Amber to Light green" in said
    assert "Criteria, cell A3: moved from 'Here' to 'There': L001" in said
    assert "Actions, cell F2: new: Chief" in said
    assert "Narrative, cell D9 before: taken away: It was said" in said


def test_a_document_that_came_or_went_is_told(desk: Visitor, bench: StillWorkbench) -> None:
    bench.shown = replace(WITH_WARNINGS, pages_gone=("Theme 3: Culture",), pages_new=("Theme 4: Trust",))
    said = text(desk.page("/documents"))
    assert "No longer among the documents since the last save: Theme 3: Culture." in said
    assert "New among the documents since the last save: Theme 4: Trust." in said


def test_no_save_is_named_where_none_was(desk: Visitor, bench: StillWorkbench) -> None:
    bench.shown = replace(WITH_WARNINGS, since="the templates last changed", changed_since="the templates last changed")
    for path in ("/findings", "/documents", THEME):
        assert "ince the last save" not in text(desk.page(path))
        assert "since the templates last changed" in text(desk.page(path)).lower()


def test_of_a_cell_in_two_wordings_the_new_one_alone_is_marked(desk: Visitor, bench: StillWorkbench) -> None:
    html = '<head></head><h1 data-cell="A!B2">Its title</h1><h2 data-cell="A!B2">Its<br>heading</h2>'
    bench.shown = replace(
        WITH_WARNINGS,
        preview=replace(PREVIEW, pages=(PreviewPage("one", "One", html, {"A!B2": "Its title\nIts\nheading"}),)),
        changed={"one": (Change("A!B2", "", "Its\nheading"),)},
    )
    shown = desk.page("/preview/one.html")
    assert '<h1 data-cell="A!B2">' in shown
    assert '<h2 data-cell="A!B2" data-changed id="desk-here">' in shown
    assert "one.html?save=2&amp;cell=#desk-here" in desk.page("/documents/one")


def test_a_sentence_about_what_is_being_made_ends_once(desk: Visitor, bench: StillWorkbench) -> None:
    bench.shown = EACH["papers coming"]
    for path in ("/documents", f"/documents/{PAGES[0].file}?as=pdf"):
        assert ".." not in text(desk.page(path))
