"""What `compare` makes of a comparison: its JSON and its page."""

from dataclasses import replace
from datetime import date
from typing import Any

import lxml.html

from bvdocs.cli.json_output import comparison_as_json
from bvdocs.commands.compare import Comparison, Side, comparison_page
from bvdocs.core.changes import Change, ChangeKind, Changes, Place, Slip, ThemeChanges
from bvdocs.view import build_changes
from tests.support.archives import facts
from tests.support.project import TEMPLATES
from tests.support.reading import Read, read_page

STRENGTHS = Place("Strengths", 1)
SLIP = Slip(date(2025, 7, 31), date(2025, 7, 31), date(2025, 10, 31), 92, 1)
OLD, NEW = "Members met for four months.", "Members met for three months."
REWORDED = Change(
    ChangeKind.BULLET_REWORDED, "Strengths", before=OLD, now=NEW, from_place=STRENGTHS, to_place=STRENGTHS
)
SLIPPED = Change(ChangeKind.ACTION_SLIPPED, "L-A1", "Fill the posts.", slip=SLIP)
BEYOND = Change(ChangeKind.FIELD, "Report", before="24 June 2025", now="23 September 2025", field="Meeting date")
CHANGES = Changes(
    (BEYOND,),
    (
        ThemeChanges(1, "Leadership", (REWORDED, SLIPPED)),
        ThemeChanges(2, "Culture", ()),
        ThemeChanges(3, "Governance", (), added=True),
        ThemeChanges(4, "Partnership", (), removed=True),
        ThemeChanges(5, "Outcomes", ()),
    ),
)


def comparison(changes: Changes) -> Comparison:
    side = Side("version 0.1", facts(), facts)
    return Comparison(side, side, changes, build_changes(changes, "What changed"))


def page(changes: Changes) -> tuple[Read, str]:
    """The page, read, and as it stands."""
    content = comparison_page(comparison(changes), TEMPLATES)
    return read_page(content), content.decode()


def test_every_entry_of_the_json_has_the_same_keys_its_theme_and_a_sentence() -> None:
    entries = comparison_as_json(comparison(CHANGES))["changes"]
    assert len({tuple(entry) for entry in entries}) == 1
    assert [(entry["theme"], entry["theme_name"], entry["kind"], entry["text"]) for entry in entries[2:]] == [
        (3, "Governance", "theme added", "This theme is new."),
        (4, "Partnership", "theme removed", "This theme was removed."),
        (None, None, "field changed", "Report, meeting date: ‘24 June 2025’ is now ‘23 September 2025’."),
    ]
    assert [(entry["theme"], entry["theme_name"], entry["subject"]) for entry in entries[:2]] == [
        (1, "Leadership", "Strengths"),
        (1, "Leadership", "L-A1"),
    ]
    assert all(entry["text"] for entry in entries)


def test_the_page_lists_what_changed_and_names_in_one_line_what_did_not() -> None:
    read, content = page(CHANGES)
    titles = ["Theme 1: Leadership", "Theme 3: Governance", "Theme 4: Partnership", "Beyond the themes"]
    assert read.contents == [title for level, title in read.headings if level == 2] == titles
    assert "Nothing has changed in Theme 2: Culture; Theme 5: Outcomes." in read.paragraphs
    assert content.count("Nothing has changed") == 1
    root: Any = lxml.html.document_fromstring(content)
    for link, title in zip(root.xpath("//nav//a"), titles, strict=True):
        assert root.get_element_by_id(link.get("href")[1:]).text_content() == title


def test_the_page_tells_each_change_once() -> None:
    progress = Change(ChangeKind.ACTION_DETAIL, "L-A1", "Fill the posts.", before="10%", now="40%", field="Progress")
    (theme, *_) = CHANGES.themes
    once = replace(CHANGES, themes=(replace(theme, changes=(*theme.changes, progress)),))
    read, content = page(once)
    assert "One bullet was reworded, one action slipped and one other detail changed." in read.paragraphs
    told = [" ".join(each.split()) for each in read.bullets]
    assert told == [
        "Strengths: the first bullet was reworded: Members met for removed: four added: three months.",
        "L-A1 (Fill the posts.) slipped by 92 days, from 31 July 2025 to 31 October 2025.",
        "L-A1 has come to 40%; it was 10%.",
        "Report, meeting date: ‘24 June 2025’ is now ‘23 September 2025’.",
    ]
    assert (content.count("four"), content.count("three")) == (1, 1)


def test_who_hears_the_page_is_told_what_was_removed_and_what_was_added() -> None:
    root: Any = lxml.html.document_fromstring(page(CHANGES)[1])
    (removed,), (added,) = root.xpath("//del"), root.xpath("//ins")
    assert (removed.text_content(), added.text_content()) == ("removed: four", "added: three")
    assert [each.text for each in root.xpath("//del/span[@class='unseen'] | //ins/span[@class='unseen']")] == [
        "removed: ",
        "added: ",
    ]


def test_a_page_of_no_changes_says_so_once_and_no_more() -> None:
    read, content = page(Changes((), (ThemeChanges(1, "Leadership", ()), ThemeChanges(2, "Culture", ()))))
    assert content.count("Nothing has changed") == 1
    assert (read.contents, [title for level, title in read.headings if level > 1]) == ([], [])
