"""The pages on what came back: the files that are given, each change to take or to leave, and the copy."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.datastructures import Headers

from bvdocs.desk.sent_files import MOST_BYTES_SENT, parts_in
from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.states import State
from tests.support.asking import Round, asked_of, filled
from tests.support.desk import Answer, StillWorkbench, Visitor, still_desk
from tests.support.desk_forms import BOUNDARY, ended, fields_of, form_body, form_with_files, refused
from tests.support.project import TEMPLATES
from tests.support.workbooks import complete_book

CHIEF, PEOPLE = "Chief Executive", "Head of People"
_SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return complete_book().write(tmp_path)


@pytest.fixture
def round_(workbook: Path) -> Round:
    return asked_of(workbook)


@pytest.fixture
def workbench(workbook: Path) -> StillWorkbench:
    made = StillWorkbench(workbook, TEMPLATES, workbook.parent / "outputs")
    made.shown = Snapshot(1, State.ALL_WELL, read_at=datetime.now().astimezone())
    return made


@pytest.fixture
def visitor(workbench: StillWorkbench, round_: Round) -> Iterator[Visitor]:
    with still_desk(workbench) as visitor:
        yield visitor


def given(visitor: Visitor, files: dict[str, bytes], **headers: str) -> Answer:
    """The answer to files that are given on the page."""
    return form_with_files(visitor, "/owners/answers", files, **headers)


def copies(workbook: Path) -> list[Path]:
    return sorted(workbook.parent.glob("*-with-answers-*"))


def test_each_change_stands_beside_what_it_was_and_nothing_is_written(
    visitor: Visitor, round_: Round, workbook: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    sheet = filled(round_.sheet(CHIEF), {"New update": f"The posts are {_SCRIPT} filled."})
    page = ended(visitor, given(visitor, {"answers/update.xlsx": sheet}))
    assert "1 change that can be taken, 0 conflicts" in page
    assert "L-A1, Update" in page
    assert _SCRIPT not in page
    assert f"The posts are {_SCRIPT} filled." in unescape(re.sub("</?ins>", "", page))
    assert f"{CHIEF} (update.xlsx)" in page
    assert page.count('type="checkbox"') == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_who_answered_is_told_on_the_page_of_the_owners(visitor: Visitor, round_: Round) -> None:
    sheet = filled(round_.sheet(CHIEF), {"New update": "All is done."})
    ended(visitor, given(visitor, {"update.xlsx": sheet}))
    page = visitor.page("/owners")
    assert re.search(rf"<h3>{CHIEF}.*?>Answered<", page)
    assert re.search(rf"<h3>{PEOPLE}.*?>No answer yet<", page)


def test_what_is_ticked_is_in_the_copy_what_is_not_is_left_and_the_workbook_stays(
    visitor: Visitor, round_: Round, workbook: Path
) -> None:
    before = workbook.read_bytes()
    sheets = {
        f"{owner}.xlsx": filled(round_.sheet(owner), {"New update": f"News of {owner}."}) for owner in (CHIEF, PEOPLE)
    }
    answer = given(visitor, sheets)
    page = ended(visitor, answer)
    fields = fields_of(page, "/owners/copy")
    ticks = [name for name in fields if name.startswith("take-")]
    assert len(ticks) == 2
    (left,) = [name for name in ticks if f'for="{name}">C-A1' in page]
    del fields[left]
    done = ended(visitor, visitor.send("/owners/copy", **fields))
    assert "The copy is written" in done
    assert "1 change taken" in done
    assert "Not taken: whoever looked at it left it." in done
    assert "Open the copy in Excel" in done
    (copy,) = copies(workbook)
    assert str(copy) in done
    words = {str(cell.value) for row in load_workbook(copy)["Actions"].iter_rows() for cell in row}
    assert f"News of {CHIEF}." in words
    assert f"News of {PEOPLE}." not in words
    assert workbook.read_bytes() == before
    # Sent once more, the same form writes no second copy; another look writes one beside the first.
    ended(visitor, visitor.send("/owners/copy", **fields))
    assert copies(workbook) == [copy]
    kept = copy.read_bytes()
    again = fields_of(visitor.page(answer.headers["location"]), "/owners/copy")
    ended(visitor, visitor.send("/owners/copy", **again))
    assert len(copies(workbook)) == 2
    assert copy.read_bytes() == kept


def test_what_the_workbook_says_otherwise_by_then_is_not_taken_unseen(
    visitor: Visitor, round_: Round, workbook: Path
) -> None:
    sheet = filled(round_.sheet(PEOPLE), {"New update": "It goes on."})
    fields = fields_of(ended(visitor, given(visitor, {"update.xlsx": sheet})), "/owners/copy")
    book = complete_book()
    book.write(workbook.parent)
    by_then = load_workbook(workbook)
    actions = by_then["Actions"]
    (heading,) = [cell for cell in actions[1] if cell.value == "Update"]
    actions.cell(3, heading.column).value = "Typed meanwhile."
    by_then.save(workbook)
    done = ended(visitor, visitor.send("/owners/copy", **fields))
    assert "0 changes taken" in done
    assert "Conflict, nothing taken" in done
    (copy,) = copies(workbook)
    assert load_workbook(copy)["Actions"].cell(3, heading.column).value == "Typed meanwhile."


def test_two_who_say_different_things_are_a_conflict_with_nothing_to_tick(visitor: Visitor, round_: Round) -> None:
    sheets = {f"{number}.xlsx": filled(round_.sheet(CHIEF), {"New update": f"Number {number}."}) for number in (1, 2)}
    page = ended(visitor, given(visitor, sheets))
    assert "0 changes that can be taken, 2 conflicts" in page
    assert 'type="checkbox"' not in page
    assert "Number 1." in page.replace("</ins> <ins>", " ")


def test_a_file_that_is_none_of_ours_is_told_with_what_to_do(visitor: Visitor) -> None:
    page = ended(visitor, given(visitor, {f"{_SCRIPT}.txt": b"Hello", "notes.docx": b"PK\x03\x04"}))
    assert "None of this was sent out" in page
    assert _SCRIPT not in page
    assert "notes.docx" in page


def test_without_a_file_the_page_asks_for_one(visitor: Visitor) -> None:
    page = refused(visitor, given(visitor, {}))
    assert "Choose the files that came back first." in page
    assert 'href="#files"' in page
    # What a browser sends for a field in which nothing was chosen.
    assert "Choose the files" in refused(visitor, given(visitor, {"": b""}))


def test_files_that_are_not_kept_any_more_are_asked_for_again(visitor: Visitor, round_: Round, workbook: Path) -> None:
    sheet = filled(round_.sheet(CHIEF), {"New update": "All is done."})
    fields = fields_of(ended(visitor, given(visitor, {"update.xlsx": sheet})), "/owners/copy")
    ended(visitor, given(visitor, {"other.txt": b"Hello"}))
    answer = visitor.send("/owners/copy", **fields)
    assert answer.status == 404
    assert "Give them again" in answer.text
    assert copies(workbook) == []


def test_files_are_taken_from_a_page_of_the_desk_alone(visitor: Visitor) -> None:
    files = {"update.xlsx": b"PK"}
    assert given(visitor, files, Cookie="").status == 403
    assert given(visitor, files, Origin="http://evil.example").status == 403
    assert given(visitor, files, Origin="").status == 403
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    for token in ("", "x" * 43):
        body = form_body(token, files)
        answer = visitor.ask("POST", "/owners/answers", body, Origin=visitor.root, Content_Type=kind)
        assert answer.status == 403
    # A form that is no place for files is not made longer by this.
    assert visitor.send("/owners/copy", note="x" * 200_000).status == 403


def test_files_that_are_too_large_are_told_so_and_not_kept(visitor: Visitor) -> None:
    answer = given(visitor, {"large.xlsx": bytes(MOST_BYTES_SENT)})
    assert answer.status == 413
    assert "These files are too large" in answer.text
    assert f"{MOST_BYTES_SENT // 1_000_000} MB" in answer.text
    # Of a stranger's nothing is read beyond the longest form.
    assert visitor.page("/owners/answers")


def test_while_the_workbook_has_errors_the_page_says_so(visitor: Visitor, workbench: StillWorkbench) -> None:
    workbench.shown = replace(workbench.shown, state=State.ERRORS)
    assert "<button>Look at what came back" not in visitor.page("/owners/answers")


@pytest.mark.parametrize(
    "content", [b"", b"\r\n", b"--", b"\r\n--" + BOUNDARY[:-1].encode(), bytes(range(256)) * 40, b"\r\n\r\n--\r\n"]
)
def test_a_file_is_read_to_the_last_byte_whatever_it_holds(content: bytes) -> None:
    headers = Headers({"content-type": f"multipart/form-data; boundary={BOUNDARY}"})
    token, file = parts_in(headers, form_body("abc", {"C:\\answers\\Zoë %22new%22.xlsx": content}))
    assert (token.name, token.text, token.file) == ("form-token", "abc", None)
    assert (file.name, file.content, file.file) == ("files", content, 'Zoë "new".xlsx')
