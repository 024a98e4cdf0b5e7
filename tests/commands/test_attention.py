"""What needs attention, from whole workbooks to the first page of the action plan: in each format, read back."""

import io
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn

from bvdocs.storage.current import CURRENT
from tests.support.archives import FIRST, Workshop, make_tiny_documents
from tests.support.program import run
from tests.support.reading import Read, read_page, read_pdf, read_word, squeezed
from tests.support.template_edits import package
from tests.support.workbooks import MEETING, Book, Row

pytestmark = pytest.mark.slow

READERS = {"docx": read_word, "pdf": read_pdf, "html": read_page}
NEXT = date(2026, 3, 24)
OVERDUE = ("Reference", "Action", "Owner", "Due", "Overdue by")
MOVED = ("Reference", "Action", "Owner", "Was due", "Now due")
SOON = ("Reference", "Action", "Owner", "Due", "Status")
WORSENED = ("Code", "Characteristic", "Theme", "Last time", "Now")


def action(ref: str, text: str, due: date, status: str = "In progress", **more: Any) -> Row:
    """A row of the action plan; `more` is `revised`, `update` or `exempt`."""
    return [ref, 1, "L002", None, text, "Chief Executive", None, due, more.get("revised"), status, None,
            more.get("update"), None, more.get("exempt")]  # fmt: skip


def of_meeting(meeting: date, *actions: Row) -> Book:
    """A workbook for a meeting, with these actions."""
    book = Book(actions=list(actions))
    book.report[3][1] = meeting
    return book


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A folder of which nothing is issued yet; what is issued in it before documents are read has tiny ones."""
    return Workshop(tmp_path)


def issue(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, *books: Book, final: bool = True) -> None:
    """Issue each workbook, a day after the one before it."""
    with monkeypatch.context() as patch:
        make_tiny_documents(patch)
        for book in books:
            workshop.write(book)
            count = len(list(workshop.archive.glob("*/v*")))
            assert workshop.issue(final=final, again=True, now=FIRST + timedelta(days=count)).version


def plan(workshop: Workshop, book: Book, *kinds: str) -> Mapping[str, bytes]:
    """Return the action plan made from a workbook, by kind."""
    workshop.write(book)
    formats = {"docx": "word", "pdf": "pdf", "html": "html"}
    wanted = [part for kind in kinds for part in ("--format", formats[kind])]
    done = run("report", workshop.workbook, "--output", workshop.output, "--templates", workshop.templates, *wanted)
    assert done.exit_code == 0, done.output
    return {kind: (workshop.output / CURRENT / f"action-plan.{kind}").read_bytes() for kind in kinds}


def rows(read: Read, head: tuple[str, ...]) -> list[list[str]]:
    """The rows of the first table with such a heading: what needs attention stands before the plan itself."""
    wanted = cells(*head)
    found = next(table for table in read.tables if cells(*table[0]) == wanted)
    return [cells(*row) for row in found[1:]]


def cells(*row: str) -> list[str]:
    return [squeezed(cell) for cell in row]


def reported() -> Book:
    """What version 1.0 said, at a meeting on 23 September 2025."""
    return of_meeting(
        MEETING,
        action("L-A1", "Invite challenge in every team.", date(2025, 6, 30)),
        action("L-A2", "Fill the vacant posts.", date(2025, 12, 31)),
        action("L-A3", "Publish the register of interests.", date(2026, 3, 31)),
        action("L-A4", "Train every new Member.", date(2026, 4, 30)),
        action("L-A5", "Close the old complaints.", date(2025, 10, 31)),
    )


def half_a_year_later() -> Book:
    """The same actions: one under another reference, one put off, one complete; and new ones, one of them exempt."""
    book = of_meeting(
        NEXT,
        action("L-A9", "Invite challenge in every team.", date(2025, 6, 30), "Not started"),
        action("L-A2", "Fill the vacant posts.", date(2025, 12, 31), update="Two rounds of interviews failed."),
        action("L-A3", "Publish the register of interests.", date(2026, 3, 31), revised=date(2026, 6, 30)),
        action("L-A4", "Train every new Member.", date(2026, 4, 30)),
        action("L-A5", "Close the old complaints.", date(2025, 10, 31), "Complete", revised=date(2025, 12, 1)),
        action("L-A6", "Write to the auditor.", date(2026, 3, 23)),
        action("L-A7", "Xyzzy is sold.", date(2026, 1, 5), exempt="yes"),
    )
    book.criteria[1][3] = "Red"
    return book


def test_every_kind_says_what_is_late_what_is_new_what_moved_what_is_due_and_what_worsened(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(workshop, monkeypatch, reported())
    for kind, content in plan(workshop, half_a_year_later(), *READERS).items():
        read = READERS[kind](content)
        assert rows(read, OVERDUE) == [
            cells(
                "L-A9",
                "Invite challenge in every team. No reason is given.",
                "Chief Executive",
                "30 June 2025",
                "267 days",
            ),
            cells(
                "L-A2",
                "Fill the vacant posts. Latest update: Two rounds of interviews failed.",
                "Chief Executive",
                "31 December 2025",
                "83 days new since version 1.0",
            ),
            cells(
                "L-A6",
                "Write to the auditor. No reason is given.",
                "Chief Executive",
                "23 March 2026",
                "1 day new since version 1.0",
            ),
        ]
        assert rows(read, MOVED) == [
            cells(
                "L-A3",
                "Publish the register of interests. No reason is given.",
                "Chief Executive",
                "31 March 2026",
                "30 June 2026 91 days later",
            )
        ]
        assert rows(read, SOON) == [
            cells("L-A4", "Train every new Member.", "Chief Executive", "30 April 2026", "In progress")
        ]
        assert rows(read, WORSENED) == [cells("L002", "Stable posts", "Leadership", "Amber", "Red")]
        said = squeezed(
            "On 24 March 2026, three actions are overdue, two of them new since version 1.0. One date has moved since"
            " version 1.0. One action falls due in the 90 days after the meeting, by 22 June 2026. One rating has"
            " worsened since last time."
        )
        assert said in [squeezed(each) for each in read.paragraphs]
        assert [heading for _, heading in read.headings][:6] == [
            "Action plan",
            "What needs attention",
            "Overdue",
            "Dates that moved since version 1.0",
            "Due in the 90 days after the meeting, by 22 June 2026",
            "Ratings that worsened since last time",
        ]
        assert "Xyzzy" not in read.text


def test_drafts_and_versions_for_the_same_meeting_are_no_last_time(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [action("L-A2", "Fill the vacant posts.", date(2025, 12, 31))]
    issue(workshop, monkeypatch, of_meeting(MEETING, *late))
    issue(workshop, monkeypatch, of_meeting(NEXT, *late), final=False)
    issue(workshop, monkeypatch, of_meeting(NEXT, *late))
    read = read_page(plan(workshop, of_meeting(NEXT, *late), "html")["html"])
    assert [row[-1] for row in rows(read, OVERDUE)] == [squeezed("83 days new since version 1.0")]


def test_without_a_version_nothing_is_new_and_no_date_has_moved(workshop: Workshop) -> None:
    late = action("L-A2", "Fill the vacant posts.", date(2025, 6, 30), revised=date(2025, 8, 31))
    read = read_page(plan(workshop, of_meeting(MEETING, late), "html")["html"])
    assert [row[-2:] for row in rows(read, OVERDUE)] == [cells("31 August 2025", "23 days")]
    assert "since version" not in " ".join((*read.paragraphs, *(heading for _, heading in read.headings)))


@pytest.mark.parametrize("kind", READERS)
def test_where_there_is_nothing_one_sentence_says_what_was_looked_for(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    done = action("L-A1", "Fill the posts.", date(2025, 6, 30), "Complete")
    far = action("L-A2", "Invite challenge.", date(2027, 6, 30))
    issue(workshop, monkeypatch, of_meeting(MEETING, done, far))
    read = READERS[kind](plan(workshop, of_meeting(NEXT, done, far), kind)[kind])
    said = (
        "Nothing needs attention: on 24 March 2026, no actions are overdue, no dates have moved since version 1.0, no"
        " actions fall due in the 90 days after the meeting, by 22 June 2026 and no ratings have worsened since last"
        " time."
    )
    assert squeezed(said) in [squeezed(each) for each in read.paragraphs]
    assert [level for level, _ in read.headings].count(3) == 0


@pytest.mark.parametrize(
    ("days", "where"), [(-1, OVERDUE), (0, SOON), (90, SOON), (91, None)], ids=["before", "that day", "last", "after"]
)
def test_each_due_date_is_in_one_list_at_most(workshop: Workshop, days: int, where: tuple[str, ...] | None) -> None:
    due = action("L-A1", "Fill the posts.", MEETING + timedelta(days=days))
    read = read_page(plan(workshop, of_meeting(MEETING, due), "html")["html"])
    heads = [tuple(table[0]) for table in read.tables]
    assert [head for head in heads if head in (OVERDUE, SOON)] == ([where] if where else [])


def kept_more(meeting: date, actions: list[Row], milestones: list[Row]) -> Book:
    """A workbook that has milestones, status words of its own, and why and with whom new dates were agreed."""
    book = of_meeting(meeting, *actions)
    book.statuses = [["Suspended", "Paused"]]
    book.milestones = milestones
    book.additions = ("milestones", "statuses", "new-dates")
    return book


def milestone(ref: str, text: str, due: date, done: date | None = None, exempt: str | None = None) -> Row:
    return [ref, text, due, done, exempt]


def test_milestones_are_told_beside_actions_and_what_is_paused_or_without_an_end_is_not_late(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = action("L-A1", "Fill the vacant posts.", date(2026, 6, 30))
    late = action("L-A2", "Publish the register.", date(2025, 9, 1))
    paused = action("L-A3", "Sell the depot.", date(2025, 9, 1), "Suspended")
    ongoing = action("L-A4", "Train every new Member.", date(2025, 10, 1))
    closed = action("L-A5", "Close the old complaints.", date(2025, 9, 1), "Complete")
    steps = [
        milestone("L-A1", "Posts are advertised", date(2025, 9, 1)),
        milestone("L-A1", "Interviews are held", date(2025, 12, 1)),
        milestone("L-A1", "Contracts are signed", date(2026, 5, 1)),
        milestone("L-A2", "Xyzzy is told", date(2025, 9, 1), exempt="yes"),
        milestone("L-A2", "The register is drafted", date(2025, 8, 1)),
        milestone("L-A2", "The form is agreed", date(2025, 7, 1), date(2025, 7, 1)),
        milestone("L-A3", "The depot is valued", date(2025, 8, 1)),
        milestone("L-A5", "Complainants are told", date(2025, 8, 1)),
    ]
    issue(workshop, monkeypatch, kept_more(MEETING, [fill, late, paused, ongoing, closed], steps))
    moved = [*fill, "The market is thin.", "Corporate Board"]
    moved[8] = date(2026, 9, 30)
    ongoing[7] = "Ongoing"
    steps[0][1] = "The posts are advertised"
    steps[2][2] = date(2026, 6, 1)
    book = kept_more(NEXT, [moved, late, paused, ongoing, closed], steps)
    for kind, content in plan(workshop, book, *READERS).items():
        read = READERS[kind](content)
        assert [(row[0], row[1], row[-1]) for row in rows(read, OVERDUE)] == [
            ("L-A2", squeezed("Milestone: The register is drafted"), "235days"),
            (
                "L-A1",
                squeezed("Milestone: The posts are advertised Reason for the new date: The market is thin."),
                "204days",
            ),
            ("L-A2", squeezed("Publish the register. No reason is given."), "204days"),
            (
                "L-A1",
                squeezed("Milestone: Interviews are held Reason for the new date: The market is thin."),
                squeezed("113 days new since version 1.0"),
            ),
        ]
        agreed = squeezed("Reason for the new date: The market is thin. (agreed by Corporate Board)")
        assert [row[1].endswith(agreed) for row in rows(read, MOVED)] == [True, True, False]
        assert [(row[0], *row[3:]) for row in rows(read, MOVED)] == [
            ("L-A1", *cells("1 May 2026", "1 June 2026 31 days later")),
            ("L-A1", *cells("30 June 2026", "30 September 2026 92 days later")),
            ("L-A4", *cells("1 October 2025", "Ongoing")),
        ]
        assert [(row[0], row[1], row[-1]) for row in rows(read, SOON)] == [
            ("L-A1", squeezed("Milestone: Contracts are signed"), squeezed("To do"))
        ]
        said = "On 24 March 2026, one action and three milestones are overdue, one of them new since version 1.0."
        assert squeezed(said) in read.text
        for unsaid in ("Xyzzy", "valued", "Complainants"):
            assert unsaid not in str([rows(read, head) for head in (OVERDUE, MOVED, SOON)])


def test_each_reference_leads_to_its_action(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(workshop, monkeypatch, reported())
    made = plan(workshop, half_a_year_later(), "docx", "html")
    refs = ["L-A9", "L-A2", "L-A6", "L-A3", "L-A4"]
    page: Any = lxml.html.document_fromstring(made["html"].decode())
    links = page.xpath('//section[@class="attention"]//th/a')
    assert [link.text for link in links] == refs
    assert [page.get_element_by_id(link.get("href")[1:]).findtext("th").strip() for link in links] == refs
    assert word_links(made["docx"]) == dict(zip(refs, refs, strict=True))


def test_a_link_to_what_a_template_leaves_out_is_a_word_like_any_other(workshop: Workshop) -> None:
    late = action("L-A1", "Fill the posts.", date(2025, 6, 30))
    package(workshop.templates, without_places)
    content = plan(workshop, of_meeting(MEETING, late), "docx")["docx"]
    assert rows(read_word(content), OVERDUE)[0][0] == "L-A1"
    assert word_links(content) == {}


def without_places(parts: dict[str, bytes]) -> None:
    """Take out of a template where links to actions lead to."""
    place, name = b"{{ anchor(action) }}", "word/document.xml"
    assert place in parts[name]
    parts[name] = parts[name].replace(place, b"")


def word_links(content: bytes) -> dict[str, str]:
    """What each link in the tables of a Word file says, and the reference of the row that it leads to."""
    document = docx.Document(io.BytesIO(content))
    leads_to = {
        mark.get(qn("w:name")): row.cells[0].text.split()[0]
        for table in document.tables
        for row in table.rows
        for mark in row._tr.iter(qn("w:bookmarkStart"))
    }
    paragraphs = [part for table in document.tables for cell in table._cells for part in cell.paragraphs]
    return {link.text: leads_to[link.fragment] for each in paragraphs for link in each.hyperlinks}
