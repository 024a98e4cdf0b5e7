"""`ask` as an officer meets it: what it writes, for whom, who can open it, and what it says."""

import email.policy
import io
import json
import re
import stat
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bvdocs.core.errors import OutputError
from bvdocs.storage.asked import asked_as_json, asked_from_json, read_asked, rounds_in
from tests.support.asking import Round, asked_of, box, form_in
from tests.support.program import run
from tests.support.workbooks import Book, complete_book

CHIEF, PEOPLE = "Chief Executive", "Head of People"
SECRET = "Settle with the former director."


def exempt_book() -> Book:
    """One action of each of two owners is exempt."""
    book = complete_book()
    width = len(book.actions[0])
    for ref, owner, text in (("L-A8", CHIEF, SECRET), ("C-A8", PEOPLE, "Close the depot.")):
        row = [ref, 1 if ref[0] == "L" else 2, None, None, text, owner, None, date(2025, 12, 1), None, "In progress"]
        book.actions.append([*row, *[None] * (width - len(row))])
        book.actions[-1][13] = "3"
    return book


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return asked_of(exempt_book().write(tmp_path_factory.mktemp("asked")))


def opened(round_: Round, owner: str) -> Worksheet:
    return form_in(openpyxl.load_workbook(io.BytesIO(round_.sheet(owner)), rich_text=True))


def words(form: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in form.iter_rows() for cell in row if cell.value is not None)


def labels_of_boxes(form: Worksheet) -> list[str]:
    """The labels beside the cells that are not locked."""
    return [str(label.value) for label, box in form.iter_rows(max_col=2) if not box.protection.locked]


def draft(round_: Round, name: str) -> EmailMessage:
    mail = message_from_bytes((round_.folder / name).read_bytes(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_each_owner_of_an_open_action_has_a_sheet_and_a_draft(tmp_path: Path) -> None:
    book = Book()
    book.actions[0][9:11] = ["Complete", 1]
    book.actions += [
        [*book.actions[1][:5], "head of  people", *book.actions[1][6:]],
        [*book.actions[1][:5], "Head of Place", *book.actions[1][6:9], "Cancelled", None, None, None, None],
    ]
    book.actions[2][0], book.actions[3][0] = "C-A2", "C-A3"
    made = asked_of(book.write(tmp_path))
    assert [(each.owner, each.actions) for each in made.asked.sheets] == [(PEOPLE, ("C-A1", "C-A2"))]
    assert sorted(each.name for each in made.folder.iterdir()) == [
        "asked.json", "update-head-of-people.eml", "update-head-of-people.xlsx",
    ]  # fmt: skip


def test_owners_whose_names_make_one_file_name_have_two(tmp_path: Path) -> None:
    book = Book()
    book.actions[0][5], book.actions[1][5] = "Head of Place (North)", "Head of Place, North"
    made = asked_of(book.write(tmp_path))
    assert [each.file for each in made.asked.sheets] == ["update-head-of-place-north", "update-head-of-place-north-2"]


def test_only_what_an_owner_may_change_is_unlocked_and_what_the_workbook_has_no_cell_for_is_not_asked(
    round_: Round, tmp_path: Path
) -> None:
    form = opened(round_, CHIEF)
    free = labels_of_boxes(form)
    per_action = ["Status", "Progress", "New update", "Revised due", "Reason", "New date agreed by", "Evidence"]
    expected = [
        *per_action,
        "Done on: The posts are advertised.",
        "Done on: The posts are filled.",
        *per_action,
        "Tell us",
    ]
    assert [label[: len(begins)] for label, begins in zip(free, expected, strict=True)] == expected
    assert form.protection.sheet
    plain = opened(asked_of(Book().write(tmp_path)), CHIEF)
    assert len(labels_of_boxes(plain)) == len(["Status", "Progress", "Update", "Revised due", "Tell us"])


def test_a_sheet_is_one_column_of_blocks_with_nothing_merged_and_nothing_beyond(round_: Round) -> None:
    form = opened(round_, CHIEF)
    assert not form.merged_cells.ranges
    assert form.max_column == 2
    assert not any(each.hidden for each in (*form.column_dimensions.values(), *form.row_dimensions.values()))
    assert (
        form.page_setup.orientation,
        form.page_setup.paperSize,
    ) == ("portrait", 9)


def test_a_status_may_be_chosen_among_the_councils_own_words_too(round_: Round) -> None:
    form = opened(round_, CHIEF)
    (listed,) = (each for each in form.data_validations.dataValidation if each.type == "list")
    assert box(form, "Status").coordinate in listed.sqref
    assert form.parent is not None
    lists = form.parent["Lists"]
    assert lists.sheet_state == "veryHidden"
    assert {"Complete", "Held up", "Under way"} <= {row[0].value for row in lists.iter_rows()}
    assert listed.formula1 == f"Lists!$A$1:$A${lists.max_row}"


def test_an_update_is_asked_anew_and_what_is_known_stands_above_it(round_: Round) -> None:
    form = opened(round_, PEOPLE)
    assert box(form, "New update").value is None
    assert box(form, "Update so far").value == "It waits for the new Head."
    assert box(form, "Update so far").protection.locked


def test_exempt_words_are_in_the_sheet_of_their_owner_alone_which_says_so(round_: Round) -> None:
    chief, people = words(opened(round_, CHIEF)), words(opened(round_, PEOPLE))
    assert SECRET in chief
    assert SECRET not in people
    assert "Not for publication" in chief
    assert "paragraph 3 of Part 1 of Schedule 12A" in chief
    for name in ("update-chief-executive.eml", "update-head-of-people.eml"):
        mail = draft(round_, name)
        body = mail.get_body()
        assert body is not None
        text = f"{mail['Subject']} {body.get_content()}"
        assert SECRET not in text
        assert "Close the depot" not in text
        assert "not for publication" in text


def test_an_exempt_step_of_an_open_action_says_so(tmp_path: Path) -> None:
    book = complete_book()
    book.milestones[1][4] = "3"
    made = asked_of(book.write(tmp_path))
    form = opened(made, CHIEF)
    assert box(form, "Done on: The posts are filled. (due 19 December 2025; exempt, not for publication)")
    assert "Not for publication" in words(form)
    assert [each.exempt for each in made.asked.sheets] == [True, False]


def test_two_rows_of_one_owner_are_two_addresses_of_one_draft(tmp_path: Path) -> None:
    book = complete_book()
    book.owners.append(["chief  executive", "deputy@example.gov.uk", None])
    made = asked_of(book.write(tmp_path))
    mail = draft(made, "update-chief-executive.eml")
    assert mail["To"] == "chief.executive@example.gov.uk, deputy@example.gov.uk"


def test_rounds_are_told_apart_and_the_newest_is_last(tmp_path: Path) -> None:
    names = ["2025-09-01", "2025-09-01-2", "2025-09-01-10", "2025-12-01"]
    for name in reversed(names):
        (tmp_path / "asked" / name).mkdir(parents=True)
        (tmp_path / "asked" / name / "asked.json").write_bytes(b"{}")
    (tmp_path / "asked" / "2026-01-01").mkdir()
    assert [each.name for each in rounds_in(tmp_path)] == names


def test_a_draft_opens_in_outlook_ready_to_be_sent_with_the_sheet_attached(round_: Round) -> None:
    mail = draft(round_, "update-chief-executive.eml")
    assert (mail["X-Unsent"], mail["To"], mail["Date"]) == ("1", "chief.executive@example.gov.uk", None)
    assert "Audit Committee, Tuesday 23 September 2025" in str(mail["Subject"])
    body = mail.get_body()
    assert body is not None
    assert body.get_content().startswith("Dear Ms Okafor,")
    assert "by Friday 12 September 2025" in " ".join(body.get_content().split())
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "update-chief-executive.xlsx"
    assert attached.get_content() == round_.sheet(CHIEF)


def test_without_an_address_the_draft_has_no_to_and_the_command_says_so(tmp_path: Path) -> None:
    book = complete_book()
    book.owners = [[CHIEF, "chief at example", None], [PEOPLE, "people@example.gov.uk", None]]
    workbook = book.write(tmp_path)
    done = run("ask", workbook, "--output", tmp_path / "out")
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "no address in a sheet Owners for Chief Executive: type it there" in said
    assert "Nothing was sent." in said
    (folder,) = rounds_in(tmp_path / "out")
    mails = {
        path.stem: message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in folder.glob("*.eml")
    }
    assert {name: mail["To"] for name, mail in mails.items()} == {
        "update-chief-executive": None, "update-head-of-people": "people@example.gov.uk",
    }  # fmt: skip
    done = run("ask", Book().write(tmp_path), "--output", tmp_path / "out")
    assert "no address in a sheet Owners for any of them" in " ".join(done.output.split())


def test_the_same_workbook_makes_the_same_bytes_and_the_clock_is_in_the_record_alone(tmp_path: Path) -> None:
    workbook = complete_book().write(tmp_path)
    first, second = asked_of(workbook), asked_of(workbook)
    assert first.folder.name == "2025-09-01"
    assert second.folder.name == "2025-09-01-2"
    files = sorted(each.name for each in first.folder.iterdir())
    assert files == sorted(each.name for each in second.folder.iterdir())
    for name in files:
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name


def test_all_of_a_round_is_for_its_owner_alone_and_the_workbook_is_as_it_was(tmp_path: Path) -> None:
    workbook = complete_book().write(tmp_path)
    before = workbook.read_bytes()
    made = asked_of(workbook)
    for path in (made.folder.parent, made.folder, *made.folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert workbook.read_bytes() == before


def test_a_round_may_stand_elsewhere_and_is_never_written_over(tmp_path: Path) -> None:
    workbook = complete_book().write(tmp_path)
    made = asked_of(workbook, to=tmp_path / "to send")
    assert made.folder == tmp_path / "to send"
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert not (tmp_path / "outputs" / "asked").exists()
    before = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    with pytest.raises(OutputError, match="is there already"):
        asked_of(workbook, to=tmp_path / "to send")
    assert {path.name: path.read_bytes() for path in made.folder.iterdir()} == before


def test_the_record_is_read_back_as_it_was(round_: Round) -> None:
    assert asked_from_json(asked_as_json(round_.asked)) == round_.asked
    record = json.loads((round_.folder / "asked.json").read_text(encoding="utf-8"))
    assert record["workbook"]["name"] == "assessment.xlsx"
    assert re.fullmatch("[0-9a-f]{64}", record["workbook"]["sha256"])
    assert (record["meeting_date"], record["due"]) == ("2025-09-23", "2025-09-12")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"format": "bvdocs asked, format 9"}', b"\xff"])
def test_a_record_that_is_none_is_told_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "asked.json").write_bytes(content)
    with pytest.raises(OutputError, match=r"asked\.json is not as 'bvdocs ask' wrote it"):
        read_asked(tmp_path)


def test_errors_in_the_workbook_stop_it_before_anything_is_written(tmp_path: Path) -> None:
    book = Book()
    book.actions[0][9] = "Nearly"
    done = run("ask", book.write(tmp_path), "--output", tmp_path / "out")
    assert done.exit_code == 1
    assert "E110" in done.output
    assert "Nothing was written." in done.output
    assert not (tmp_path / "out").exists()


def test_where_no_action_is_open_there_is_nobody_to_ask(tmp_path: Path) -> None:
    book = Book()
    for row in book.actions:
        row[9:11] = ["Complete", 1]
    done = run("ask", book.write(tmp_path), "--output", tmp_path / "out")
    assert done.exit_code == 0
    assert "nobody to ask" in done.output
    assert not (tmp_path / "out").exists()


def test_a_day_after_the_meeting_is_refused(tmp_path: Path) -> None:
    done = run("ask", Book().write(tmp_path), "--output", tmp_path / "out", "--due", "24/09/2025")
    assert done.exit_code == 2
    assert "24 September 2025 is after the meeting on 23 September 2025" in " ".join(done.output.split())
    assert not (tmp_path / "out").exists()
