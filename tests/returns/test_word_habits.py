"""What people, Word and LibreOffice do to a document beside its words: authors, comments, looks, rows that move."""

import contextlib
import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from bvdocs.core.rich_text import RichText, Run
from bvdocs.render.redline import make_redline
from bvdocs.returns.edits import CellEdit, NotTaken, Returned
from bvdocs.returns.word_files import NotOursError
from tests.gates import office, require
from tests.support.as_word_saves import UNTOLD, as_strict, as_word_saves
from tests.support.edited_words import Made
from tests.support.project import TEMPLATES
from tests.support.word_person import Bullet, Person, W, detach, parent_of, printed, said
from tests.support.workbooks import Book, complete_book

PLAN, LEADERSHIP = "action-plan.docx", "self-assessment-theme-1-leadership.docx"
FIRST = "Members have a development programme that all of them follow."
SECOND = "The budget was agreed in good time, and nobody was surprised."
THIRD = "Three senior posts are filled by interim officers."


def book_with_looks() -> Book:
    """A workbook with bullets of several looks, and a link."""
    book = complete_book()
    book.narrative += [
        [1, "Strengths", FIRST, "L002", None, None],
        [1, "Strengths", SECOND, None, None, None],
        [1, "Areas for improvement", THIRD, "L002", None, None],
        [1, "Areas for improvement", "", None, None, None],
    ]

    def dress(workbook: Workbook) -> None:
        sheet = workbook["Narrative"]
        sheet["C8"] = CellRichText(
            "The council is ",
            TextBlock(InlineFont(b=True), "not yet"),
            " open to ",
            TextBlock(InlineFont(i=True), "all"),
            ".",
        )
        sheet["C3"].hyperlink = "https://www.example.gov.uk/challenge"

    book.edit = dress
    return book


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(book_with_looks().read(tmp_path_factory.mktemp("made")))


@pytest.fixture
def person(made: Made) -> Person:
    return Person(made.files[LEADERSHIP], random.Random(1), tracked=True)


def cells(back: Returned) -> dict[str, str]:
    """What each cell is to hold, in words."""
    assert all(isinstance(each, CellEdit) for each in back.edits), back.edits
    return {str(each.cell): str(each.now) for each in back.edits if isinstance(each, CellEdit)}


def bullet(text: str, codes: str = "") -> Bullet:
    return Bullet("", ((text, False, False),), codes)


def with_document(content: bytes, edit: Callable[[Any], object]) -> bytes:
    document = docx.Document(io.BytesIO(content))
    edit(document)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def test_everyone_who_tracked_a_change_is_named(made: Made, person: Person) -> None:
    person.write(person.paragraph(printed(bullet(SECOND))), bullet("The budget was agreed in October."))
    person.author = "B Member"
    person.write(person.paragraph(printed(bullet(FIRST, "L002"))), bullet("Members have a programme.", "L002"))
    back = made.read(person.saved())
    assert back.who == "A Director, B Member"
    assert cells(back) == {
        "Narrative!C5": "Members have a programme.",
        "Narrative!C6": "The budget was agreed in October.",
    }


def test_a_comment_is_listed_with_its_author_and_the_words_it_stands_at(made: Made) -> None:
    def edit(document: Any) -> None:
        found = next(each for each in document.paragraphs if each.text.startswith("The budget"))
        document.add_comment(found.runs, text="Is this still so?", author="C Councillor")

    back = made.read(with_document(made.files[LEADERSHIP], edit))
    assert back.edits == ()
    (told,) = back.not_taken
    assert told.words == "Is this still so?"
    assert told.why == f"is a comment by C Councillor at ‘{SECOND}’"
    assert back.who == "C Councillor"


def test_whoever_commented_is_not_said_to_have_changed_what_nobody_tracked(made: Made) -> None:
    def edit(document: Any) -> None:
        found = next(each for each in document.paragraphs if each.text.startswith("The budget"))
        document.add_comment(found.runs, text="Is this still so?", author="C Councillor")
        found.runs[0].text = "A " + found.runs[0].text[4:]

    def edit_and_save(document: Any) -> None:
        edit(document)
        document.core_properties.last_modified_by = "P Assistant"

    back = made.read(with_document(made.files[LEADERSHIP], edit))
    assert (len(back.edits), back.who) == (1, "")
    assert made.read(with_document(made.files[LEADERSHIP], edit_and_save)).who == "P Assistant"


def test_bold_italic_and_links_stay_in_a_bullet_whose_words_change(made: Made) -> None:
    def edit(document: Any) -> None:
        found = next(each for each in document.paragraphs if each.text.startswith("The council is"))
        next(each for each in found.runs if each.text).text = "This council is "

    back = made.read(with_document(made.files[LEADERSHIP], edit))
    (change,) = back.edits
    assert isinstance(change, CellEdit)
    assert change.now == RichText(
        (Run("This council is "), Run("not yet", bold=True), Run(" open to "), Run("all", italic=True), Run("."))
    )


def test_a_look_alone_is_a_change_and_may_come_from_a_style(made: Made) -> None:
    def edit(document: Any) -> None:
        found = next(each for each in document.paragraphs if each.text.startswith("The budget"))
        found.runs[0].text = "The budget was agreed in "
        style = document.styles.add_style("Strongly", WD_STYLE_TYPE.CHARACTER)
        style.font.bold = True
        found.add_run("good time", style="Strongly")
        found.add_run(", and nobody was surprised.")

    back = made.read(with_document(made.files[LEADERSHIP], edit))
    (change,) = back.edits
    assert isinstance(change, CellEdit)
    assert change.now == RichText(
        (Run("The budget was agreed in "), Run("good time", bold=True), Run(", and nobody was surprised."))
    )


def test_a_link_that_somebody_sets_is_in_the_bullet(made: Made) -> None:
    address = "https://www.example.gov.uk/budget"

    def edit(document: Any) -> None:
        found = next(each for each in document.paragraphs if each.text.startswith("The budget"))
        link = document.element.makeelement(qn("w:hyperlink"), {})
        link.set(
            qn("r:id"),
            document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        )
        first = found.runs[0]._r
        first.addprevious(link)
        link.append(first)

    back = made.read(with_document(made.files[LEADERSHIP], edit))
    (change,) = back.edits
    assert isinstance(change, CellEdit)
    assert change.now == RichText((Run(SECOND, link=address),))


def test_a_paragraph_that_is_split_and_joined_by_tracked_ends_is_read_as_it_stands(made: Made, person: Person) -> None:
    first = person.paragraph(printed(bullet(SECOND)))
    following = first.getnext()
    person.mark_end(person.paragraph(printed(bullet(FIRST, "L002"))), "del")
    assert following is not None
    back = made.read(person.saved())
    told = [type(each).__name__ for each in back.edits]
    assert sorted(told) == ["CellEdit", "RemovedRow"]
    assert back.not_taken == ()


@pytest.mark.slow
def test_a_moved_row_is_told_and_changes_no_cell(tmp_path: Path) -> None:
    book = complete_book()
    book.actions[1][1], book.actions[1][2] = 1, "L001"
    made = Made(book.read(tmp_path))
    person = Person(made.files[PLAN], random.Random(1))
    rows = [each for each in person.root.iter(f"{W}tr") if said(next(each.iter(f"{W}p"))).startswith("C-A1")]
    before = rows[-1].getprevious()
    assert before is not None
    before.addprevious(rows[-1])
    back = made.read(person.saved())
    assert back.edits == ()
    (told,) = back.not_taken
    assert told.instead == "Move the row in the sheet."


def test_a_heading_that_was_moved_past_bullets_moves_them_to_its_section(made: Made) -> None:
    person = Person(made.files[LEADERSHIP], random.Random(1))
    heading = person.paragraph("Areas for improvement")
    person.paragraph(printed(bullet(FIRST, "L002"))).addprevious(heading)
    back = made.read(person.saved())
    assert cells(back) == {"Narrative!B5": "Areas for improvement", "Narrative!B6": "Areas for improvement"}
    assert back.not_taken == ()


def test_a_sentence_that_was_moved_is_told(made: Made) -> None:
    person = Person(made.files[LEADERSHIP], random.Random(1))
    sentence = person.paragraph("No opportunities or plans are recorded.")
    person.paragraph("Strengths").addprevious(sentence)
    back = made.read(person.saved())
    assert back.edits == ()
    assert [(each.words, each.why) for each in back.not_taken] == [
        ("No opportunities or plans are recorded.", "was moved to another place")
    ]


def test_a_new_row_with_all_that_an_action_needs_is_a_new_action(made: Made) -> None:
    person = Person(made.files[PLAN], random.Random(1))
    row = [each for each in person.root.iter(f"{W}tr") if said(next(each.iter(f"{W}p"))).startswith("C-A1")][-1]
    new = deepcopy(row)
    row.addnext(new)
    for text in new.iter(f"{W}t"):
        for old, by in (("C-A1", "C-A2"), ("Invite challenge.", "Ask residents."), ("Head of People", "Head of Place")):
            text.text = (text.text or "").replace(old, by)
    back = made.read(person.saved())
    (edit,) = back.edits
    assert (edit.sheet, edit.after) == ("Actions", 3)  # type: ignore[union-attr]
    values = edit.values  # type: ignore[union-attr]
    assert (values["Ref"], str(values["Action"]), values["Owner"]) == ("C-A2", "Ask residents.", "Head of Place")
    assert values["Theme"] == 2.0
    assert back.not_taken == ()


def test_what_is_derived_is_told_wherever_it_stands(made: Made) -> None:
    def edit(document: Any) -> None:
        heading = next(each for each in document.paragraphs if each.text == "Strengths")
        heading.runs[0].text = "What we do well"
        next(iter(document.element.body.iter(qn("wp:docPr")))).set("descr", "A picture of the ratings")
        document.sections[0].footer.paragraphs[0].add_run("Draft of the director")

    back = made.read(with_document(made.files[LEADERSHIP], edit))
    assert back.edits == ()
    words = [each.words for each in back.not_taken]
    assert "What we do well" in words[0]
    assert "A picture of the ratings" in words
    assert any("Draft of the director" in each for each in words)


@pytest.mark.slow
def test_a_redline_of_which_some_changes_are_rejected_says_the_older_words_there(tmp_path: Path) -> None:
    old, new = book_with_looks(), book_with_looks()
    new.narrative[4][2] = "The budget was agreed in October, and members were surprised."
    new.criteria[0][3] = "Red"
    new.narrative[3][2] = "Members have a development programme that most of them follow."
    older, newer = Made(old.read(tmp_path)), Made(new.read(tmp_path))
    redline = make_redline(
        older.files[LEADERSHIP], newer.files[LEADERSHIP], "Monitoring Officer", datetime(2025, 9, 1, tzinfo=UTC)
    )
    untouched = newer.read(redline)
    assert (untouched.edits, untouched.not_taken) == ((), ())
    person = Person(redline, random.Random(1))
    paragraph = next(each for each in person.root.iter(f"{W}p") if "surprised" in said(each))
    for mark in list(paragraph.iter(f"{W}ins")):
        detach(mark)
    for mark in list(paragraph.iter(f"{W}del")):
        for run in list(mark):
            for words in run.iter(f"{W}delText"):
                words.tag = f"{W}t"
            mark.addprevious(run)
        detach(mark)
    back = newer.read(person.saved())
    assert cells(back) == {"Narrative!C6": SECOND}


def test_words_that_somebody_struck_through_or_highlighted_are_told(made: Made) -> None:
    def edit(document: Any) -> None:
        for words, look in (("The budget", "strike"), ("Three senior", "highlight")):
            found = next(each for each in document.paragraphs if each.text.startswith(words))
            for run in found.runs:
                if look == "strike":
                    run.font.strike = True
                else:
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    back = made.read(with_document(made.files[LEADERSHIP], edit))
    assert back.edits == ()
    assert [(each.words, each.why) for each in back.not_taken] == [
        (SECOND, "is struck through, which no cell keeps"),
        (f"{THIRD} (L002)", "is highlighted, which no cell keeps"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "habit", ["german_styles", "settings", "headers", "page_breaks", "rsids", "proof_errors", "paragraph_ids"]
)
def test_nothing_comes_back_from_what_word_does_at_each_save(made: Made, habit: str) -> None:
    for name, content in made.files.items():
        back = made.read(as_word_saves(content, habit), name)
        assert (back.edits, back.not_taken) == ((), ()), name


@pytest.mark.slow
def test_nothing_comes_back_where_word_saved_the_templates(made: Made, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    for file in templates.glob("*.docx"):
        file.write_bytes(as_word_saves(file.read_bytes(), *UNTOLD))
    saved_by_word = Made(made.assessment, templates)
    for name, content in saved_by_word.files.items():
        back = saved_by_word.read(content, name)
        assert (back.edits, back.not_taken) == ((), ()), name


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(made: Made) -> None:
    content = made.files[LEADERSHIP]
    with pytest.raises(NotOursError, match="is saved as 'Strict Open XML Document'"):
        made.read(as_strict(content))
    with pytest.raises(NotOursError, match="has a password, or is in the old form"):
        made.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    chance = random.Random(8)
    for _ in range(40):
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 20, 400])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(NotOursError):
            made.read(bytes(damaged[: chance.choice([len(damaged), len(damaged) // 2])]))


@pytest.mark.slow
def test_nothing_comes_back_from_what_libreoffice_saved_again(made: Made, tmp_path: Path) -> None:
    require(office.found(), office.WHAT)
    saved = saved_by_libreoffice(made.files, tmp_path)
    for name, content in saved.items():
        back = made.read(content, name)
        assert (back.edits, back.not_taken) == ((), ()), name
        keywords = [docx.Document(io.BytesIO(each)).core_properties.keywords for each in (content, made.files[name])]
        assert keywords[0] == keywords[1] != ""


@pytest.mark.slow
def test_edits_in_what_libreoffice_saved_are_those_of_the_person(made: Made, tmp_path: Path) -> None:
    require(office.found(), office.WHAT)
    saved = saved_by_libreoffice({LEADERSHIP: made.files[LEADERSHIP]}, tmp_path)
    person = Person(saved[LEADERSHIP], random.Random(1), tracked=True)
    person.write(person.paragraph(printed(bullet(SECOND))), bullet("The budget was agreed in October."))
    person.add(person.paragraph(printed(bullet(FIRST, "L002"))), bullet("Audits are on time.", "L001"))
    again = saved_by_libreoffice({LEADERSHIP: person.saved()}, tmp_path)
    back = made.read(again[LEADERSHIP])
    assert [type(each).__name__ for each in back.edits] == ["NewRow", "CellEdit"]
    assert str(back.edits[1].now) == "The budget was agreed in October."  # type: ignore[union-attr]
    assert back.not_taken == ()
    assert back.who == "A Director"


def saved_by_libreoffice(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The files as LibreOffice writes them when it has opened them."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with tempfile.TemporaryDirectory(prefix="office-") as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "saved")]
        command += [str(folder / name) for name in files]
        subprocess.run(command, capture_output=True, timeout=300, check=True)
    return {name: (folder / "saved" / name).read_bytes() for name in files}


def test_what_is_not_taken_says_where_it_stands(made: Made, person: Person) -> None:
    person.write(person.paragraph("Strengths"), bullet("What we do well"))
    back = made.read(person.saved())
    assert [type(each) for each in back.not_taken] == [NotTaken]
    assert back.not_taken[0].place.startswith("paragraph ")
    assert parent_of(person.root[0]) is person.root
