"""Comments that are put on cells: new ones, words below those that are there, replies in threads."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from bvdocs.workbook.reading.reader import read_workbook
from bvdocs.workbook.writing import xml_text
from bvdocs.workbook.writing.cell_writer import WorkbookWriter
from tests.support.excel_workbooks import PERSON, THREAD, THREADED, excel_workbook
from tests.support.hand_written import Writing, write_by_hand
from tests.support.package_edits import read_package, rewrite_part, write_package
from tests.support.workbooks import Book
from tests.support.writing import audited, new_faults, opened, parts_of, sheet_of, written
from tests.workbook.test_other_writers import WRITERS

THREADS, PERSONS = "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"
EXCEL = written(excel_workbook)


def said(content: bytes) -> dict[str, tuple[str, str]]:
    """The author and the words of each comment."""
    return {
        f"{sheet.title}!{cell.coordinate}": (cell.comment.author, cell.comment.text)
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.mark.slow
@pytest.mark.parametrize("how", WRITERS.values(), ids=WRITERS)
def test_a_new_comment_whatever_program_wrote_the_workbook(tmp_path: Path, how: Writing) -> None:
    path = write_by_hand(opened(Book().write(tmp_path).read_bytes()), tmp_path / "hand.xlsx", how)
    writer = WorkbookWriter(path.read_bytes())
    sheet_of(writer, "Narrative").comment((2, 3), "A & B", "Say <how>.\nNow.")
    sheet_of(writer, "Narrative").comment((99, 9), "A & B", "Far away.")
    sheet_of(writer, "Criteria").comment((1, 1), "C", "One.")
    again = WorkbookWriter(writer.file())
    assert sheet_of(again, "Narrative").comment_at((2, 3)) == "Say <how>.\nNow."
    path.write_bytes(writer.file())
    told = [str(each) for each in read_workbook(path).findings if each.code == "N020"]
    assert [each.partition(";")[0] for each in told] == [
        "N020 Criteria!A1: 1 cell has a comment, A1",
        "N020 Narrative!C2: 2 cells have comments, C2, I99",
    ]
    # Each comment has its box, and each sheet names the boxes.
    parts = parts_of(path.read_bytes())
    assert all(fromstring(part) for name, part in parts.items() if name.endswith(".vml"))
    assert sum(part.count(b'ObjectType="Note"') for name, part in parts.items() if name.endswith(".vml")) == 3
    assert sum(b"legacyDrawing" in part for part in parts.values()) == 2


@pytest.mark.slow
def test_words_go_below_those_that_are_there_with_a_name_before_them() -> None:
    writer = WorkbookWriter(EXCEL)
    narrative = sheet_of(writer, "Narrative")
    narrative.comment((3, 3), "bvdocs", "One.")
    narrative.comment((3, 3), "bvdocs", "Two.")
    narrative.comment((3, 3), "Ann", "Three.")
    narrative.comment((3, 4), "bvdocs", "Four.")
    narrative.comment((3, 4), "Ann", "Five.")
    content = writer.file()
    assert said(content)["Narrative!C3"] == ("Jane Doe", "Jane:\nask her\n\nbvdocs:\n\nOne.\n\nTwo.\n\nAnn:\n\nThree.")
    boxes = (part for name, part in parts_of(content).items() if name.endswith(".vml"))
    assert all(fromstring(part) for part in boxes)
    assert said(content)["Narrative!D3"] == ("bvdocs", "Four.\n\nAnn:\n\nFive.")
    assert new_faults(EXCEL, content) == set()


def test_a_thread_gets_a_reply_and_its_note_says_what_excel_would_have_it_say() -> None:
    writer = WorkbookWriter(EXCEL)
    sheet_of(writer, "Narrative").comment((2, 3), "bvdocs", "It is not.\nSee <A1>.")
    sheet_of(writer, "Narrative").comment((2, 3), "bvdocs", "Or is it?")
    content = writer.file()
    assert said(content)["Narrative!C2"] == (
        f"tc={THREAD}", f"{THREADED}\nReply:\n    It is not.\nSee <A1>.\nReply:\n    Or is it?",
    )  # fmt: skip
    threads, persons = parts_of(content)[THREADS].decode(), parts_of(content)[PERSONS].decode()
    (person,) = re.findall(r'<person displayName="bvdocs" id="([^"]*)" userId="bvdocs" providerId="None"/>', persons)
    replies = re.findall(r'dT="([^"]*)" personId="([^"]*)" id="([^"]*)" parentId="([^"]*)"><text>([^<]*)', threads)
    assert [(each[0], each[1], each[3], each[4]) for each in replies] == [
        ("2026-01-05T09:30:00.00", person, THREAD, "It is not.\nSee &lt;A1&gt;."),
        ("2026-01-05T09:30:00.00", person, THREAD, "Or is it?"),
    ]
    assert len({THREAD, PERSON, person, *(each[2] for each in replies)}) == 5
    assert new_faults(EXCEL, content) == set()
    # A second copy has the same bytes.
    again = WorkbookWriter(EXCEL)
    sheet_of(again, "Narrative").comment((2, 3), "bvdocs", "It is not.\nSee <A1>.")
    sheet_of(again, "Narrative").comment((2, 3), "bvdocs", "Or is it?")
    assert again.file() == content


def test_a_thread_without_persons_gets_them(tmp_path: Path) -> None:
    path = excel_workbook(tmp_path)
    parts = read_package(path)
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = re.sub(r"<Relationship [^>]*persons/person[^>]*>", "", relations).encode()
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = re.sub(r"<Override [^>]*persons/person[^>]*>", "", types).encode()
    del parts[PERSONS]
    write_package(path, parts)
    writer = WorkbookWriter(path.read_bytes())
    sheet_of(writer, "Narrative").comment((2, 3), "bvdocs", "So.")
    assert b'displayName="bvdocs"' in parts_of(writer.file())["xl/persons/person1.xml"]


def test_a_box_grows_with_its_words_and_no_other_does(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for cell in ("C2", "C3"):
            book["Narrative"][cell].comment = Comment("short", "Jane Doe")

    path = Book(edit=edit).write(tmp_path)
    # As Excel has it: anchored to cells.
    anchored = "<ns2:Anchor>3, 15, 1, 10, 5, 9, 5, 4</ns2:Anchor><ns2:AutoFill>"
    rewrite_part(path, "xl/drawings/commentsDrawing1.vml", "<ns2:AutoFill>", anchored)
    before = parts_of(path.read_bytes())["xl/drawings/commentsDrawing1.vml"]
    writer = WorkbookWriter(path.read_bytes())
    sheet_of(writer, "Narrative").comment((2, 3), "bvdocs", "word " * 400)
    after = parts_of(writer.file())["xl/drawings/commentsDrawing1.vml"]
    old, new = (re.findall(rb"<ns0:shape .*?</ns0:shape>", part, re.DOTALL) for part in (before, after))
    assert len(old) == len(new) == 2
    assert new[1] == old[1]
    assert b"Anchor" in old[0]
    assert b"Anchor" not in new[0]
    width, height = (int(re.findall(rb"\b%s:(\d+)px" % name, new[0])[0]) for name in (b"width", b"height"))
    assert width * height > 400 * 5 * 7 * 18


@pytest.mark.slow
def test_many_boxes_have_numbers_of_their_own_in_blocks_that_the_sheet_has(tmp_path: Path) -> None:
    writer = WorkbookWriter(Book().write(tmp_path).read_bytes())
    for row in range(2, 2102):
        sheet_of(writer, "Narrative").comment((row, 3), "bvdocs", "word")
    content = writer.file()
    (boxes,) = (part for name, part in parts_of(content).items() if name.endswith(".vml"))
    numbers = [int(each) for each in re.findall(rb'id="_x0000_s(\d+)"', boxes)]
    assert len(set(numbers)) == 2100
    blocks = re.findall(rb'idmap [^>]*data="([\d,]*)"', boxes)[0].split(b",")
    assert {number // 1024 for number in numbers} == set(map(int, blocks))
    assert audited(content) == []


def test_the_work_grows_with_the_comments_and_no_faster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Book().write(tmp_path)

    def parsed(comments: int) -> int:
        """How many letters were read as XML, to put so many comments on a sheet, and words below them."""
        read: list[int] = []

        class Counting:
            @staticmethod
            def ParserCreate(*arguments: Any) -> object:  # noqa: N802 - the library's name
                read.append(1)
                return expat.ParserCreate(*arguments)

        content = path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(xml_text, "expat", Counting)
            for _ in range(2):
                writer = WorkbookWriter(content)
                for row in range(2, comments + 2):
                    sheet_of(writer, "Narrative").comment((row, 3), "bvdocs", "word")
                content = writer.file()
        return len(read)

    assert parsed(400) < 2.2 * parsed(200)


def test_what_is_added_twice_to_a_file_is_written_once(tmp_path: Path) -> None:
    writer = WorkbookWriter(Book().write(tmp_path).read_bytes())
    sheet_of(writer, "Narrative").comment((2, 3), "bvdocs", "One.")
    writer.file()
    sheet_of(writer, "Narrative").comment((2, 3), "bvdocs", "Two.")
    assert said(writer.file())["Narrative!C2"] == ("bvdocs", "One.\n\nTwo.")
    assert writer.file() == writer.file()


def prefixed(part: bytes) -> bytes:
    """A part of a workbook as ClosedXML writes it, with a prefix for each name."""
    named = re.sub(rb"<(/?)(?=\w+[\s/>])(?![\w]+:)", rb"<\1y:", part)
    return named.replace(b"xmlns=", b"xmlns:y=")


def marked(part: bytes) -> bytes:
    """A part as some programs of Microsoft's platform write it, with the mark of UTF-8 before all."""
    return b"\xef\xbb\xbf" + part


@pytest.mark.parametrize("write", [prefixed, marked])
def test_parts_that_other_programs_wrote_take_words_and_replies(
    tmp_path: Path, write: Callable[[bytes], bytes]
) -> None:
    path = excel_workbook(tmp_path)
    parts = read_package(path)
    names = ["xl/comments/comment1.xml", THREADS, PERSONS]
    if write is marked:
        names += ["xl/worksheets/sheet5.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                  "xl/drawings/commentsDrawing1.vml", "[Content_Types].xml"]  # fmt: skip
    before = write_package(path, parts | {name: write(parts[name]) for name in names}).read_bytes()
    writer = WorkbookWriter(before)
    narrative = sheet_of(writer, "Narrative")
    narrative.comment((2, 3), "bvdocs", "No longer.")
    narrative.comment((3, 3), "bvdocs", "Nor this.")
    narrative.comment((4, 3), "bvdocs", "New.")
    narrative.put_text((3, 3), "Other words.")
    writer.add_table_sheet("What came in", ["Cell"], [["Narrative!C3"]])
    content = writer.file()
    for name, part in parts_of(content).items():
        assert name.endswith((".png", ".bin")) or fromstring(part) is not None
    found = said(content)
    assert found["Narrative!C2"][1].endswith("\nReply:\n    No longer.")
    assert found["Narrative!C3"][1] == "Jane:\nask her\n\nbvdocs:\n\nNor this."
    assert found["Narrative!C4"] == ("bvdocs", "New.")
    assert opened(content)["Narrative"]["C3"].value == "Other words."
    threads = fromstring(parts_of(content)[THREADS])
    assert [each[0].text for each in threads] == ["Is this still so?", "No longer."]
    assert len(fromstring(parts_of(content)[PERSONS])) == 2
    assert new_faults(before, content) == set()
