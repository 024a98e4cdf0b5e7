"""A redline's list of contents: with changes accepted or rejected, each link leads to its own heading."""

import itertools
import re
from datetime import UTC, datetime

import pytest
from lxml import etree

from bvdocs.render.redline import make_redline
from tests.support.redlining import (
    Led,
    W,
    WordFile,
    accepted,
    changes,
    faults,
    links_accepted,
    links_rejected,
    rejected,
)
from tests.support.small_documents import with_body, with_contents

WHEN = datetime(2025, 9, 23, tzinfo=UTC)
# Titles, older and newer, and what is shown as deleted and as inserted in the list of contents.
MOVES: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {
    "none": (["Aims", "Risks", "Costs"], ["Aims", "Risks", "Costs"], [], []),
    "one came": (["Aims", "Costs", "End"], ["Aims", "Risks", "Costs", "End"], [], ["Risks"]),
    "one went": (["Aims", "Risks", "Costs", "End"], ["Aims", "Costs", "End"], ["Risks"], []),
    "the first went": (["Aims", "Risks", "Costs"], ["Risks", "Costs"], ["Aims"], []),
    "the last went": (["Aims", "Risks", "Costs"], ["Aims", "Risks"], ["Costs"], []),
    "the last came": (["Aims", "Risks"], ["Aims", "Risks", "Costs"], [], ["Costs"]),
    "one has another name": (["Aims", "Risks now", "End"], ["Aims", "Risks then", "End"], ["now"], ["then"]),
    "one for another": (["Aims", "Risks", "End"], ["Aims", "Money", "End"], ["Risks"], ["Money"]),
    "all others": (["Aims", "Risks"], ["Money", "People", "Land"], ["Aims", "Risks"], ["Money", "People", "Land"]),
    "two change places": (["Aims", "Risks", "Costs"], ["Aims", "Costs", "Risks"], ["Costs"], ["Costs"]),
    "the first of one title went": (["Next", "Aims", "Next"], ["Aims", "Next"], ["Next"], []),
    "the second of one title came": (["Next", "Aims"], ["Next", "Aims", "Next"], [], ["Next"]),
    "other letters": (["Cyngor Ynys Môn", "المجلس", "理事会"], ["Cyngor Ynys Môn", "理事会"], ["المجلس"], []),
    "titles alike but for capitals and signs": (["Risks!", "risks", "RISKS?"], ["risks", "RISKS?"], ["Risks!"], []),
    "a long title": (["A" * 60 + " one", "A" * 60 + " two"], ["A" * 60 + " two"], ["A" * 60 + " one"], []),
}  # fmt: skip
NAMES = {"by title": (False, False), "by count in the older": (True, False), "by count in both": (True, True)}


def in_contents(made: bytes) -> dict[str, list[str]]:
    """Return what is shown as deleted and inserted in the contents: the words of links, entry by entry."""
    found = changes(made, within="w:hyperlink")
    return {kind: [text for text in texts if text.strip()] for kind, texts in found.items()}


@pytest.mark.slow
@pytest.mark.parametrize("beside", [1, 2], ids=["one on a line", "two on a line"])
@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("move", MOVES)
def test_each_link_leads_to_its_own_heading(move: str, names: str, beside: int) -> None:
    older_titles, newer_titles, deleted, inserted = MOVES[move]
    counted = NAMES[names]
    older = with_contents(older_titles, beside=beside, by_count=counted[0])
    newer = with_contents(newer_titles, beside=beside, by_count=counted[1])
    made = make_redline(older, newer, "Council", WHEN)
    assert faults(made) == []
    assert links_accepted(made) == [Led(title, title) for title in newer_titles]
    assert links_rejected(made) == [Led(title, title) for title in older_titles]
    assert (accepted(made), rejected(made)) == (accepted(newer), accepted(older))
    assert in_contents(made) == {"del": deleted, "ins": inserted}


@pytest.mark.parametrize("names", NAMES)
def test_headings_in_the_cells_of_tables_are_led_to_as_well(names: str) -> None:
    counted = NAMES[names]
    older = with_contents(["Aims", "Risks", "Costs"], by_count=counted[0], in_cells=True)
    newer = with_contents(["Risks", "Costs", "End"], by_count=counted[1], in_cells=True)
    for was, now in itertools.permutations([older, newer]):
        made = make_redline(was, now, "Council", WHEN)
        assert links_accepted(made) == links_accepted(now)
        assert links_rejected(made) == links_accepted(was)
        assert faults(made) == []


MARKED = (
    '<w:bookmarkStart w:id="{2}" w:name="{0}"/><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{1}</w:t>'
    '</w:r></w:p><w:bookmarkEnd w:id="{2}"/><w:p><w:r><w:t>See </w:t></w:r><w:hyperlink w:anchor="{0}"><w:r>'
    "<w:t>there</w:t></w:r></w:hyperlink></w:p>"
)


def marked(name: str, heading: str, number: int = 0) -> str:
    """Return a heading with a bookmark around it, and a link to that."""
    return MARKED.format(name, heading, number)


def test_a_bookmark_of_a_template_comes_along_too() -> None:
    older, newer = with_body(marked("Aims", "What we want")), with_body("<w:p><w:r><w:t>End</w:t></w:r></w:p>")
    assert links_rejected(make_redline(older, newer, "Council", WHEN)) == [Led("there", "What we want")]


def test_a_name_that_both_give_to_other_paragraphs_stands_for_both() -> None:
    older = with_body(marked("Aims", "What we want") + marked("Other", "Nothing else", 1))
    newer = with_body(marked("Other", "What we want") + marked("aims", "A second thing", 1))
    made = make_redline(older, newer, "Council", WHEN)
    assert links_accepted(made) == links_accepted(newer)
    assert links_rejected(made) == links_accepted(older)
    assert faults(made) == []


def test_a_field_leads_where_it_led() -> None:
    field = '<w:p><w:fldSimple w:instr=" REF Aims \\h "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    older = with_body(marked("Aims", "What we want") + field)
    newer = with_body(marked("Aims", "Nothing of the kind is meant here"))
    made = make_redline(older, newer, "Council", WHEN)
    assert links_accepted(made) == links_accepted(newer)
    assert links_rejected(made) == links_accepted(older)


# Welsh, Arabic, 200 letters and the same to the last letter, signs alone, and two of one title.
TITLES = ["Cyngor Ynys Môn", "المجلس", "A" * 200, "A" * 199 + "B", "?!", "Risks", "Risks"]


def test_each_bookmark_has_a_name_of_its_own_that_word_takes() -> None:
    root = etree.fromstring(WordFile.read(with_contents(TITLES)).parts["word/document.xml"])
    names = [mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart")]
    assert len({name.casefold() for name in names}) == len(TITLES)
    assert [name for name in names if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name)] == []


def test_a_bookmark_has_the_same_name_whatever_stands_before_it() -> None:
    first, later = (
        etree.fromstring(WordFile.read(with_contents(titles)).parts["word/document.xml"])
        for titles in (TITLES, ["Aims", *TITLES])
    )
    names = [[mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart")] for root in (first, later)]
    assert names[1][1:] == names[0]
