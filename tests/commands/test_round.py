"""A whole round: owners are asked, answer in their different ways, directors correct Word files; what is issued then.

Every change that `compare` tells is one that somebody made, and every one that was taken is told.
"""

import io
import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook

from bvdocs.workbook.reading.reader import read_workbook
from tests.support.asking import box, filled, form_in, saved
from tests.support.program import run
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book, Row

OWNERS = (
    "Chief Executive", "Head of Finance", "Head of People", "Monitoring Officer", "Head of Housing", "Head of Planning",
    "Head of Digital", "Head of Legal", "Head of Property", "Head of Policy",
)  # fmt: skip
WORDS = (
    "Fill the vacant posts in the senior team.", "Close the gap in the budget for next year.",
    "Train every manager in giving feedback.", "Publish the register of interests each quarter.",
    "Bring void homes back into use.", "Clear the backlog of planning applications.",
    "Replace the old payroll system.", "Review the scheme of delegation.",
    "Sell or let the empty depot.", "Write down how policies are approved.",
)  # fmt: skip
VERSION = "2025-09-23-audit-committee"


def book() -> Book:
    """Ten actions, each of another owner, five in each theme."""
    made = Book()
    made.narrative = [
        [1, "Strengths", "Priorities are clear to members, staff and partners.", "L001", None, None],
        [1, "Strengths", "The budget was balanced three years running.", None, None, None],
        [1, "Areas for improvement", "Four senior posts stand vacant.", "L002", None, None],
        [2, "Areas for improvement", "Challenge is rare in team meetings.", "C001", None, None],
    ]
    made.actions = [_action(number, owner) for number, owner in enumerate(OWNERS)]
    return made


def _action(number: int, owner: str) -> Row:
    prefix, theme, code = ("L", 1, "L002") if number < 5 else ("C", 2, "C001")
    ref = f"{prefix}-A{number % 5 + 1}"
    dates: Row = [date(2025, 1, 6), date(2025, 12, 31), None]
    return [ref, theme, code, None, WORDS[number], owner, *dates, "In progress", 0.4, "Work has begun.", None, None]


class Round:
    """The officer's folder, and the one in which what comes back is put."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output, self.back = folder, folder / "outputs", folder / "came back"
        self.back.mkdir()
        self.workbook, self.copy = folder / "assessment.xlsx", folder / "next.xlsx"

    def run(self, *arguments: str | Path) -> str:
        more = () if arguments[0] in ("ask", "check") else ("--templates", TEMPLATES)
        done = run(*arguments, "--output", self.output, *more)
        assert done.exit_code == 0, done.output
        return done.stdout

    def sheet(self, owner: str) -> bytes:
        (folder,) = (self.output / "asked").iterdir()
        return (folder / f"update-{owner.casefold().replace(' ', '-')}.xlsx").read_bytes()

    def answer(self, owner: str, name: str, answers: dict[str | tuple[str, str], object]) -> None:
        (self.back / name).parent.mkdir(parents=True, exist_ok=True)
        (self.back / name).write_bytes(filled(self.sheet(owner), answers))

    def edit_word(self, document: str, name: str, by: str, edit: Callable[[WordDocument], None]) -> None:
        """Have somebody edit a Word document of the version that was issued."""
        content = (self.output / "archive" / VERSION / "v0.1" / f"{document}-v0.1.docx").read_bytes()
        word = Document(io.BytesIO(content))
        edit(word)
        word.core_properties.last_modified_by = by
        word.save(str(self.back / name))


def mail_with(content: bytes, name: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "someone@example.gov.uk", "Re: Please update your action"
    message.set_content("Done.")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def reword(paragraphs: list[Paragraph], was: str, now: str) -> None:
    """Have a person put other words in place of some, whatever runs they stand in."""
    (paragraph,) = [each for each in paragraphs if was in each.text]
    text = paragraph.text.replace(was, now)
    for run_ in paragraph.runs[1:]:
        run_.text = ""
    paragraph.runs[0].text = text


def edit_theme(word: WordDocument) -> None:
    """The first director rewords a strength, takes an area for improvement out and adds a strength."""
    reword(list(word.paragraphs), "members, staff and partners", "members, staff and residents")
    (balanced,) = [each for each in word.paragraphs if "balanced three years" in each.text]
    added = deepcopy(balanced._p)
    balanced._p.addnext(added)
    reword([Paragraph(added, balanced._parent)], "The budget was balanced three years running.",
           "Auditors gave an unqualified opinion.")  # fmt: skip
    (vacant,) = [each for each in word.paragraphs if "Four senior posts" in each.text]
    vacant._p.getparent().remove(vacant._p)  # type: ignore[union-attr]


def edit_plan(word: WordDocument) -> None:
    """The second director rewords an action, and says of another something else than its owner does."""
    for row in [row for table in word.tables for row in table.rows]:
        paragraphs = [each for cell in row.cells for each in cell.paragraphs]
        words = [each.text for each in paragraphs]
        if any("Sell or let the empty depot." in each for each in words):
            reword(paragraphs, "Sell or let the empty depot.", "Sell the empty depot.")
        if any(each.startswith("L-A2") for each in words) and "Work has begun." in words:
            reword(paragraphs, "Work has begun.", "The gap is closed.")


def answers_of_eight(office: Round) -> None:
    """Eight owners answer, each in another way; one of the other two sends the sheet back as it was."""
    office.answer("Chief Executive", "update-chief-executive.xlsx", {"Status": "Complete", "Progress": 1})
    office.answer("Head of Finance", "sent/Copy of update (3).xlsx",
                  {"New update": "The gap is down to £0.4m.", "Revised due": date(2026, 3, 31)})  # fmt: skip
    people = filled(office.sheet("Head of People"), {"Progress": "60%", "Revised due": "30 April 2026"})
    (office.back / "people.eml").write_bytes(mail_with(people, "update.xlsx").as_bytes())
    monitoring = filled(office.sheet("Monitoring Officer"), {"New update": "The first register is out."})
    forwarded = mail_with(b"not ours", "signature.bin")
    forwarded.add_attachment(mail_with(monitoring, "mine.xlsx"))
    (office.back / "FW answer.eml").write_bytes(forwarded.as_bytes())
    # One that cannot be read, and one that can.
    office.answer("Head of Housing", "housing.xlsx", {"Progress": "nearly all", "Status": "complete"})
    planning: dict[str | tuple[str, str], object] = {
        "Tell us": "Two posts are vacant.",
        "New update": "The backlog is halved.",
    }
    office.answer("Head of Planning", "planning.xlsx", planning)
    shutil.copy(office.back / "planning.xlsx", office.back / "planning again.xlsx")
    changed = load_workbook(io.BytesIO(office.sheet("Head of Digital")))
    box(form_in(changed), "Action", "C-A2").value = "Keep the old payroll system."
    box(form_in(changed), "Progress").value = 0.8
    (office.back / "digital.xlsx").write_bytes(saved(changed))
    # This one the officer typed over in the meantime.
    office.answer("Head of Legal", "legal.xlsx", {"Progress": 0.9, "New update": "Members have a draft."})
    (office.back / "property.xlsx").write_bytes(office.sheet("Head of Property"))


# What `compare` is to tell: kind, subject, before, now.
TOLD = {
    ("action completed", "L-A1", "In progress", "Complete"),
    ("action slipped", "L-A2", "31 December 2025", "31 March 2026"),
    ("action slipped", "L-A3", "31 December 2025", "30 April 2026"),
    ("action, other column changed", "L-A3", "40%", "60%"),
    ("action, other column changed", "L-A4", "Work has begun.", "The first register is out."),
    ("action completed", "L-A5", "In progress", "Complete"),
    ("action, other column changed", "C-A1", "Work has begun.", "The backlog is halved."),
    ("action, other column changed", "C-A2", "40%", "80%"),
    # The officer's own.
    ("action, other column changed", "C-A3", "40%", "50%"),
    ("action, other column changed", "C-A3", "Work has begun.", "Members have a draft."),
    # The directors'.
    ("action reworded", "C-A4", "Sell or let the empty depot.", "Sell the empty depot."),
    ("bullet reworded", "Strengths", "Priorities are clear to members, staff and partners.",
     "Priorities are clear to members, staff and residents."),
    ("bullet added", "Strengths", "", "Auditors gave an unqualified opinion."),
    ("bullet removed", "Areas for improvement", "Four senior posts stand vacant.", ""),
}  # fmt: skip


@pytest.mark.slow
def test_every_change_that_is_told_is_one_that_somebody_made(tmp_path: Path) -> None:
    office = Round(tmp_path)
    asked_about = book()
    asked_about.write(tmp_path)
    office.run("issue", office.workbook, "--by", "Monitoring Officer", "--note", "")
    office.run("ask", office.workbook)
    answers_of_eight(office)
    office.edit_word("self-assessment-theme-1-leadership", "Leadership JB.docx", "Director of Place", edit_theme)
    office.edit_word("action-plan", "plan comments.docx", "Director of Resources", edit_plan)
    meanwhile = deepcopy(asked_about)
    meanwhile.actions[7][10] = 0.5
    meanwhile.write(tmp_path)
    before = office.workbook.read_bytes()

    told = office.run("collect", office.back, "--workbook", office.workbook, "--out", office.copy)
    assert office.workbook.read_bytes() == before
    # The officer's and an owner's, an owner's and a director's: each of the latter is told with what it says.
    assert "Conflicts, of which nothing is taken: 3" in told
    assert "Not answered: 2\n  Head of Property: C-A4\n  Head of Policy: C-A5\n" in told
    for words in ("nearly all", "Two posts are vacant.", "Keep the old payroll system."):
        assert words in told
    office.run("check", office.copy)
    office.run("issue", office.copy, "--by", "Monitoring Officer", "--note", "")
    record = json.loads(office.run("compare", "0.1", "0.2", "--json"))
    changes = {(each["kind"], each["subject"], each["before"], each["now"]) for each in record["changes"]}
    assert changes == TOLD
    assert nothing_is_lost(office)


def nothing_is_lost(office: Round) -> bool:
    """Everything that came back stands in the copy's last sheet: as taken, or with its words and why not."""
    sheet = load_workbook(office.copy)["What came in"]
    rows: list[tuple[Any, ...]] = list(sheet.iter_rows(values_only=True))
    words = " ".join(str(value) for row in rows for value in row if value)
    wanted = [now or before for _, _, before, now in TOLD if now != "50%"]
    wanted += ["nearly all", "Two posts are vacant.", "Keep the old payroll system.", "90%"]
    wanted += ["The gap is down to £0.4m.", "The gap is closed.", "property.xlsx"]
    assert [each for each in wanted if each not in words] == []
    return read_workbook(office.copy).assessment.actions[7].progress == 50
