"""What came back, taken into a copy: each change in its cell, each fault told, the workbook untouched."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from docx import Document

from bvdocs.core.model import Action, Assessment
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.asking import box, filled, form_in
from tests.support.program import run
from tests.support.workbooks import Book, complete_book

# What is filled in, by the action's Ref and the label of the box.
Answers = Mapping[str | tuple[str, str], object]
ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
CEO, PEOPLE = "update-chief-executive.xlsx", "update-head-of-people.xlsx"


def fill_in(sheet: Path, into: Path, answers: Answers) -> Path:
    """Save an update sheet with these answers under another name."""
    into.write_bytes(filled(sheet.read_bytes(), answers))
    return into


class Office:
    """An officer's folder: a workbook, owners who were asked, and what they sent back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output, self.back = folder, folder / "outputs", folder / "back"
        self.copy = folder / "next.xlsx"
        self.back.mkdir()
        self.book = complete_book()
        self.workbook = self.book.write(folder)

    def ask(self) -> Path:
        done = run("ask", self.workbook, "--output", self.output)
        assert done.exit_code == 0, done.output
        return self.round

    @property
    def round(self) -> Path:
        return max((self.output / "asked").iterdir(), key=lambda each: each.stat().st_mtime_ns)

    def answer(self, sheet: str, answers: Answers, name: str = "") -> Path:
        return fill_in(self.round / sheet, self.back / (name or sheet), answers)

    def change(self, change: Callable[[Book], object]) -> None:
        """Have the officer type something into the workbook meanwhile."""
        change(self.book)
        self.book.write(self.folder)

    def collect(self, *more: str | Path) -> Result:
        """Run the command, which must leave the workbook as it is."""
        before = hashlib.sha256(self.workbook.read_bytes()).hexdigest()
        chosen = more or ("--out", self.copy)
        done = run("collect", self.back, "--workbook", self.workbook, "--output", self.output, *chosen)
        assert hashlib.sha256(self.workbook.read_bytes()).hexdigest() == before
        return done

    def collected(self) -> dict[str, Action]:
        done = self.collect()
        assert done.exit_code == 0, done.output
        return {each.ref: each for each in said(self.copy).actions}

    def told(self) -> list[dict[str, str]]:
        """The rows of the copy's last sheet, by their headings."""
        sheet = openpyxl.load_workbook(self.copy).worksheets[-1]
        assert sheet.title == "What came in"
        head, *rows = sheet.iter_rows(values_only=True)
        return [{str(name): str(value or "") for name, value in zip(head, row, strict=True)} for row in rows]


def said(path: Path) -> Assessment:
    reading = read_workbook(path)
    assert [str(each) for each in reading.findings if each.code.startswith("E")] == []
    return reading.assessment


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ask()
    return office


def test_answers_come_into_their_cells_each_with_a_comment_and_a_line(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Status"): "Complete", ("L-A1", "Progress"): 1,
                        ("L-A1", "New update"): "All posts are filled.",
                        ("L-A1", "Done on: The posts are filled"): date(2025, 9, 1)}, "Kopie (2).xlsx")  # fmt: skip
    before = said(office.workbook)
    action = office.collected()["L-A1"]
    assert (action.status.name, action.progress, action.update.plain) == ("Complete", 100, "All posts are filled.")
    after = said(office.copy)
    assert after.milestones[1].done == date(2025, 9, 1)
    # Nothing else is other than it was.
    assert [each.ref for each in after.actions] == [each.ref for each in before.actions]
    assert after.actions[1] == before.actions[1]
    assert (after.criteria, after.bullets, after.report) == (before.criteria, before.bullets, before.report)
    book = openpyxl.load_workbook(office.copy)
    comment = book["Actions"]["J2"].comment
    assert comment is not None
    assert "It was: Under way" in comment.text
    assert "Chief Executive (Kopie (2).xlsx)" in comment.text
    rows = [(each["Cell"], each["From"], each["To"], each["Taken, or why not"]) for each in office.told()]
    assert ("Actions!K2", "40%", "100%", "Taken.") in rows
    assert ("Milestones!D3", "", "1 September 2025", "Taken.") in rows


def test_who_has_not_answered_is_named(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.6})
    # A sheet that came back as it was sent is no answer.
    shutil.copy(office.round / PEOPLE, office.back / "people.xlsx")
    done = office.collect()
    assert "Not answered: 1\n  Head of People: C-A1\n" in done.stdout
    assert "people.xlsx: Head of People: It came back as it was sent out." in done.stdout


def test_what_was_changed_on_both_sides_is_a_conflict_and_stays(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.8, ("L-A1", "Status"): "Complete"})
    office.change(lambda book: book.actions[0].__setitem__(10, 0.5))
    done = office.collect()
    action = said(office.copy).actions[0]
    assert (action.progress, action.status.name) == (50, "Complete")
    assert "Conflicts, of which nothing is taken: 1" in done.stdout
    told = office.told()[0]
    assert (told["Cell"], told["From"], told["To"]) == ("Actions!K2", "50%", "80%")
    assert told["Taken, or why not"].startswith("Conflict, nothing taken: the workbook was changed since: it had '40%'")


def test_answers_find_their_action_wherever_it_stands_by_now(office: Office) -> None:
    office.answer(PEOPLE, {("C-A1", "Progress"): 0.3})

    def move(book: Book) -> None:
        book.actions.reverse()
        book.actions.insert(0, ["L-A9", *book.actions[1][1:4], "Sell the old depot.", *book.actions[1][5:]])

    office.change(move)
    actions = office.collected()
    assert list(actions) == ["L-A9", "C-A1", "L-A1"]
    assert (actions["C-A1"].progress, actions["L-A1"].progress) == (30, 40)


def test_a_sheet_filled_in_twice(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.8, ("L-A1", "New update"): "Nearly there."}, "a.xlsx")
    office.answer(CEO, {("L-A1", "Progress"): 0.9, ("L-A1", "New update"): "Nearly there."}, "b.xlsx")
    shutil.copy(office.back / "a.xlsx", office.back / "c.xlsx")
    done = office.collect()
    action = said(office.copy).actions[0]
    assert (action.progress, action.update.plain) == (40, "Nearly there.")
    assert "It is the same sheet as a.xlsx, filled in otherwise." in done.stdout
    assert "c.xlsx: It is the same file as a.xlsx, and counts once." in done.stdout
    assert {each["To"] for each in office.told() if each["Taken, or why not"].startswith("Conflict")} == {"80%", "90%"}


def test_a_sheet_of_an_older_round_is_taken_as_far_as_it_holds(office: Office) -> None:
    older = office.round
    office.change(lambda book: book.actions[0].__setitem__(10, 0.5))
    office.ask()
    assert office.round != older
    fill_in(older / CEO, office.back / "late.xlsx", {("L-A1", "Progress"): 0.9, ("L-A1", "New update"): "Nearly."})
    done = office.collect()
    assert "It is of an older round" in done.stdout
    assert "Chief Executive: L-A1" in done.stdout[done.stdout.index("Not answered") :]
    action = said(office.copy).actions[0]
    assert (action.progress, action.update.plain) == (50, "Nearly.")


def test_what_has_no_cell_is_listed_with_its_words(office: Office) -> None:
    office.answer(CEO, {"Tell us": "Please move C-A1 to me.", ("L-A1", "Progress"): "about half"})
    done = office.collect()
    assert done.exit_code == 0, done.output
    told = {each["To"]: each for each in office.told()}
    assert told["Please move C-A1 to me."]["Who"] == "Chief Executive"
    assert told["about half"]["Taken, or why not"].startswith("Not taken: it ")
    assert told["about half"]["What to do"]


def mail_with(*files: Path) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "chief@example.gov.uk", "Re: Please update your actions"
    message.set_content("Here you are.")
    for path in files:
        message.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
    return message.as_bytes()


def test_mails_folders_and_other_files(office: Office) -> None:
    sheet = office.answer(CEO, {("L-A1", "Progress"): 0.7})
    (office.back / "Team & Co" / "märz").mkdir(parents=True)
    (office.back / "Team & Co" / "märz" / "RE answer.eml").write_bytes(mail_with(sheet))
    sheet.unlink()
    (office.back / "no attachment.eml").write_bytes(mail_with())
    (office.back / "notes.txt").write_text("no news")
    (office.back / "~$open.xlsx").write_text("lock")
    (office.back / ".DS_Store").write_text("system")
    shutil.copy(office.workbook, office.back / "the workbook.xlsx")
    (office.back / "secret.xlsx").write_bytes(ENCRYPTED)
    done = office.collect()
    assert said(office.copy).actions[0].progress == 70
    for line in (
        f"Team & Co/märz/RE answer.eml: {CEO}: Chief Executive: 1 change taken.",
        "no attachment.eml: chief@example.gov.uk: 1 thing without a cell. It is an e-mail without an attachment.",
        "notes.txt: It is neither an update sheet, nor a Word document, nor an e-mail.",
        "the workbook.xlsx: It is the workbook itself",
        "secret.xlsx: It has a password",
    ):
        assert line in done.stdout
    assert "open.xlsx" not in done.stdout
    assert ".DS_Store" not in done.stdout


def test_a_sheet_of_another_council_is_refused_by_name(office: Office, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = Office(elsewhere)
    other.change(lambda book: book.report[0].__setitem__(1, "Another Council"))
    other.ask()
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    fill_in(other.round / PEOPLE, office.back / "theirs.xlsx", {("C-A1", "Progress"): 0.9})
    done = office.collect()
    assert "theirs.xlsx: It has the reference" in done.stdout
    assert [each.progress for each in said(office.copy).actions] == [70, 0]


def test_a_folder_that_cannot_be_looked_into_is_told_and_the_rest_is_taken(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    (office.back / "closed").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    done = office.collect()
    assert "closed: It is a folder that cannot be looked into." in done.stdout
    assert said(office.copy).actions[0].progress == 70


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_and_a_link_that_leads_nowhere_are_told(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    os.mkfifo(office.back / "pipe")
    (office.back / "link.xlsx").symlink_to(office.back / "gone.xlsx")
    done = office.collect()
    assert "link.xlsx: It is no file, or leads to none." in done.stdout
    assert "pipe: It is no file, or leads to none." in done.stdout
    assert said(office.copy).actions[0].progress == 70


def test_where_nobody_was_asked_a_sheet_is_told_from_any_other_workbook(office: Office, tmp_path: Path) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    shutil.copy(office.workbook, office.back / "old.xlsx")
    shutil.rmtree(office.output / "asked")
    office.change(lambda book: book.actions[0].__setitem__(10, 0.5))
    done = office.collect()
    assert done.exit_code == 1
    assert f"{CEO}: It is of no round of 'bvdocs ask' that is known in the output folder." in done.stdout
    assert "old.xlsx: It is a workbook, and no update sheet of 'bvdocs ask'." in done.stdout


def test_a_round_whose_record_comes_with_the_answers_is_known(office: Office) -> None:
    """Where 'ask --to' wrote the round elsewhere, its record stands beside the sheets."""
    sheet = office.answer(CEO, {("L-A1", "Progress"): 0.7})
    shutil.copy(office.round / "asked.json", office.back)
    shutil.rmtree(office.output / "asked")
    done = office.collect()
    assert f"{sheet.name}: Chief Executive: 1 change taken." in done.stdout
    assert "Not answered: 1\n  Head of People" in done.stdout


def test_a_trial_writes_nothing_and_says_the_same(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7, "Tell us": "All well."})
    files = sorted(office.folder.rglob("*"))
    trial = office.collect("--dry-run")
    assert sorted(office.folder.rglob("*")) == files
    assert trial.exit_code == 0
    written = office.collect()

    def told(done: Result) -> str:
        return done.stdout[done.stdout.index("What came in") : done.stdout.index("Not answered")]

    assert told(trial) == told(written)
    assert "Nothing was written: this was a trial." in trial.stdout


def test_json_says_all_of_it(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7, "Tell us": "All well."})
    (office.back / "notes.txt").write_text("no news")
    record = json.loads(office.collect("--dry-run", "--json").stdout)
    assert record["written"] is None
    assert [(each["file"], each["read"]) for each in record["files"]] == [("notes.txt", False), (CEO, True)]
    (change,) = record["changes"]
    assert (change["state"], change["sheet"], change["cell"], change["was"], change["now"], change["who"]) == (
        "taken", "Actions", "K2", "40%", "70%", ["Chief Executive"],
    )  # fmt: skip
    assert [each["words"] for each in record["without_a_cell"]] == ["All well."]
    assert record["not_answered"] == [{"owner": "Head of People", "actions": ["C-A1"]}]


def test_new_findings_are_told(office: Office) -> None:
    office.answer(CEO, {("L-A1", "New update"): "Ring Jane Smith on 07700 900123 about it."})
    done = office.collect()
    found = done.stdout[done.stdout.index("Found in the copy") :]
    assert "Actions!L2" in found
    assert "Actions!L3" not in found


def test_nothing_is_written_over_and_nothing_without_a_name(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    office.copy.write_text("mine")
    assert office.collect().exit_code == 3
    assert office.copy.read_text() == "mine"
    assert office.collect("--out", office.workbook).exit_code == 3
    assert office.collect("--out", office.folder / "next.xlsm").exit_code == 2
    assert office.collect("--verbose").exit_code == 2


def test_nothing_is_written_where_nothing_came_back(office: Office) -> None:
    (office.back / "notes.txt").write_text("no news")
    done = office.collect()
    assert done.exit_code == 1
    assert not office.copy.exists()
    assert "None of this is anything that was sent out: nothing was written." in done.stdout
    missing = run("collect", office.folder / "missing.xlsx", "--workbook", office.workbook, "--out", office.copy)
    assert missing.exit_code == 3
    assert "missing.xlsx: there is no such file or folder." in missing.output


def test_a_workbook_with_errors_is_corrected_first(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    office.change(lambda book: book.criteria[0].__setitem__(3, "Purple"))
    done = office.collect()
    assert done.exit_code == 1
    assert "Criteria!D2" in done.stdout
    assert not office.copy.exists()


def test_a_cell_that_cannot_be_changed_alone_is_told(office: Office) -> None:
    office.answer(PEOPLE, {("C-A1", "Progress"): 0.3, ("C-A1", "New update"): "Asked."})
    office.book.edit = lambda book: book["Actions"].merge_cells("L3:L4")
    office.change(lambda _book: None)
    done = office.collect()
    assert done.exit_code == 0, done.output
    assert said(office.copy).actions[1].progress == 30
    (told,) = [each for each in office.told() if each["To"] == "Asked."]
    assert told["Taken, or why not"] == "Not taken: it is one of the merged cells L3:L4."


def test_what_was_taken_in_once_is_already_so(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7, ("L-A1", "New update"): "Nearly."})
    office.collect()
    again = office.folder / "again.xlsx"
    done = run("collect", office.back, "--workbook", office.copy, "--output", office.output, "--out", again)
    assert done.exit_code == 0, done.output
    assert f"{CEO}: Chief Executive: 2 already so." in done.stdout
    assert said(again) == said(office.copy)
    assert openpyxl.load_workbook(again).sheetnames[-2:] == ["What came in", "What came in (2)"]


def test_locked_cells_and_actions_of_others_are_told(office: Office) -> None:
    book = openpyxl.load_workbook(office.round / CEO)
    form = form_in(book)
    box(form, "Action", "L-A1").value = "Leave the posts vacant."
    box(form, "Progress", "L-A1").value = 0.7
    last = form.max_row
    for number, (label, value) in enumerate([("Action 2 of 2: C-A1", None), ("Progress (0% to 100%)", 0.9)], last + 1):
        form.cell(number, 1).value, form.cell(number, 2).value = label, value
    book.save(office.back / "mine and theirs.xlsx")
    done = office.collect()
    assert [(each.progress, each.text.plain) for each in said(office.copy).actions] == [
        (70, "Fill the posts."),
        (0, "Invite challenge."),
    ]
    assert "'Leave the posts vacant.': it stands in a locked cell" in done.stdout
    told = {each["To"]: each["Taken, or why not"] for each in office.told()}
    assert told["Action 2 of 2: C-A1"].startswith("Not taken: it ")
    assert told["0.9"].startswith("Not taken: it ")


def test_an_action_that_has_another_owner_by_now_is_named(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    office.change(lambda book: book.actions[0].__setitem__(5, "Head of Housing"))
    done = office.collect()
    assert "It answers for what has another owner by now: L-A1 (Head of Housing)." in done.stdout
    assert said(office.copy).actions[0].progress == 70


def test_an_answer_for_an_action_that_is_gone_is_a_conflict_with_its_words(office: Office) -> None:
    office.answer(CEO, {("L-A1", "New update"): "All went well."})
    office.change(lambda book: setattr(book, "milestones", []))
    office.change(lambda book: setattr(book, "evidence", []))
    office.change(lambda book: book.actions.pop(0))
    done = office.collect()
    assert done.exit_code == 0, done.output
    (told,) = [each for each in office.told() if each["To"] == "All went well."]
    assert told["About"] == "L-A1, Update"
    assert "is no longer in the workbook" in told["Taken, or why not"]


def test_a_word_document_that_bvdocs_did_not_make_is_refused(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    letter = Document()
    letter.add_paragraph("Dear colleague, the summer party is on Friday.")
    letter.save(str(office.back / "letter.docx"))
    done = office.collect()
    assert done.exit_code == 0, done.output
    assert "letter.docx: It is not a document that bvdocs made" in done.stdout
    assert said(office.copy).actions[0].progress == 70


def test_everything_of_the_workbook_is_in_the_copy(office: Office) -> None:
    """Of the parts of its file only those of sheets that changed, and of what was added, are other than they were."""
    office.answer(CEO, {("L-A1", "Progress"): 0.7})
    office.collect()
    with zipfile.ZipFile(office.workbook) as before, zipfile.ZipFile(office.copy) as after:
        assert set(before.namelist()) <= set(after.namelist())
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    actions = "xl/worksheets/sheet6.xml"
    assert actions in changed
    assert {name for name in changed if name.startswith("xl/worksheets/sheet")} == {actions}


def test_the_words_of_a_reply_are_listed_with_who_wrote_it(office: Office) -> None:
    """'See attached, but L-A2 will slip' is information that no sheet has."""
    answered = office.answer(CEO, {("L-A1", "Progress"): 0.5}).read_bytes()
    (office.back / CEO).unlink()
    for name, words in (("reply.eml", "See attached, but L-A2 will slip.\n"), ("no words.eml", "")):
        message = EmailMessage()
        message["From"], message["Subject"] = "Ms Okafor <okafor@example.gov.uk>", "Re: your actions"
        message.set_content(words)
        if words:
            message.add_attachment(answered, maintype="application", subtype="octet-stream", filename=CEO)
        (office.back / name).write_bytes(message.as_bytes())
    assert office.collected()["L-A1"].progress == 50
    (row,) = [each for each in office.told() if each["To"] == "See attached, but L-A2 will slip."]
    assert (row["Who"], row["File"]) == ("Ms Okafor <okafor@example.gov.uk>", "reply.eml")
    assert row["Taken, or why not"] == "Not taken: it stands in the e-mail itself."
    (without,) = [each for each in office.told() if each["File"] == "no words.eml"]
    assert without["Taken, or why not"] == "It is an e-mail without an attachment."


def test_mail_alone_is_nothing_that_was_sent_out_and_its_words_are_told(office: Office) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "okafor@example.gov.uk", "Re: your actions"
    message.set_content("L-A1 will slip.")
    (office.back / "reply.eml").write_bytes(message.as_bytes())
    done = office.collect()
    assert (done.exit_code, office.copy.exists()) == (1, False)
    assert "reply.eml: 'L-A1 will slip.': it stands in the e-mail itself." in done.output


def test_a_record_that_is_nested_without_end_is_told(office: Office) -> None:
    office.answer(CEO, {("L-A1", "Progress"): 0.5})
    deep = '{"format": "bvdocs asked, format 1", "round": ' + "[" * 100_000 + "]" * 100_000 + "}"
    (office.back / "asked.json").write_text(deep)
    assert office.collected()["L-A1"].progress == 50
    assert any(each["Taken, or why not"] == "It is not as 'bvdocs ask' wrote it." for each in office.told())
