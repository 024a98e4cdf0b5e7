"""Characters that nobody sees do no harm, and are named; spaces of every kind are spaces."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from bvdocs.core.exemption import EXEMPT
from bvdocs.core.quoting import normal
from bvdocs.core.rich_text import Run
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import holding
from tests.support.workbooks import CODES, READING, Book, only_finding

ZERO_WIDTH_SPACE = "\u200b"
# Zero-width space and joiners, marks of direction, word joiner, BOM, soft hyphen, combining grapheme joiner, the
# Mongolian vowel separator, Hangul fillers, variation selectors, a tag.
UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069\ufeff\u00ad\u034f"
    "\u061c\u180e\u115f\u1160\u3164\uffa0\ufe0e\ufe0f\U000e0020\U000e0100\U000e007f"
)
SPACES = "\u2000\u2002\u2003\u2005\u2009\u200a\u205f\u3000\u1680\u00a0\u202f\u2007\t"
unseen = st.text(st.sampled_from(UNSEEN), max_size=3)


def salted(word: str) -> st.SearchStrategy[str]:
    """The word with characters that nobody sees before, within and after it."""
    return st.lists(unseen, min_size=len(word) + 1, max_size=len(word) + 1).map(
        lambda salt: salt[0] + "".join(letter + each for letter, each in zip(word, salt[1:], strict=True))
    )


# What is typed in place of a cell's content, and where; each reads as in the workbook as it stands.
NAMES = {
    "Criteria!A2": "L001",
    "Criteria!D2": "Green",
    "Criteria!D3": "A",
    "Narrative!B2": "Strengths",
    "Narrative!D2": "L001",
    "Actions!A2": "L-A1",
    "Actions!C2": "L002",
    "Actions!J2": "In progress",
    "Actions!K2": "40%",
    "Actions!H2": "31 December 2025",
    "Actions!N2": "no",
    "Scale!A2": "Green",
    "Scale!B2": "G",
    "Scale!C2": "#1c6b3b",
    "Themes!A2": "1",
    "Themes!C2": "L",
    "Report!A5": "Meeting date",
    "Report!B5": "23/09/2025",
    "Criteria!A1": "Code",
    "Actions!N1": "Exempt",
    "Narrative!C2": "Priorities are clear.",
}


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({place: salted(name) for place, name in NAMES.items()}))
@pytest.mark.slow
def test_what_nobody_sees_changes_nothing_anywhere(cells: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        expected = read_workbook(Book().write(Path(folder)))
        reading = read_workbook(holding(cells).write(Path(folder), "salted.xlsx"))
    assert reading.assessment == expected.assessment
    assert {finding.code for finding in reading.findings} <= {"N127", "W128"}


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(salted("yes"))
def test_an_exempt_row_stays_exempt(typed: str) -> None:
    with TemporaryDirectory() as folder:
        assert holding({"Actions!N2": typed}).read(Path(folder)).actions[0].exempt == EXEMPT


@pytest.mark.parametrize("typed", ["Y\u200b", "\ufeffYES", "T\u00adrue", "\u200b\u00a0yes\u00a0"])
def test_yes_with_something_unseen_is_yes(tmp_path: Path, typed: str) -> None:
    assert holding({"Actions!N2": typed}).read(tmp_path).actions[0].exempt == EXEMPT


@pytest.mark.parametrize("typed", ["yes.", "Y!", "ja", "x", "✓", "yes (para 3)", "yes/no", "8", 8, 0.5])
def test_what_is_neither_yes_nor_no_stops_the_build(tmp_path: Path, typed: object) -> None:
    assert holding({"Actions!N2": typed}).found(tmp_path, READING + CODES) == [("E107", "Actions!N2")]


def test_sheets_are_found_whatever_nobody_sees_in_their_names(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"].title = "Act\u200bions\u00a0"

    assert Book(edit=edit).found(tmp_path, READING + CODES) == []
    assert len(Book(edit=edit).read(tmp_path).actions) == 2


def test_a_row_in_which_nothing_can_be_seen_is_blank(tmp_path: Path) -> None:
    assert holding({"Actions!E9": ZERO_WIDTH_SPACE}).read(tmp_path).actions == Book().read(tmp_path).actions
    finding = holding({"Criteria!C2": "\u200b\u00ad"}).findings(tmp_path, READING)[-1]
    assert str(finding) == "E101 Criteria!C2: 'Characteristic' is blank."


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("L001\u200b", "a zero-width space (U+200B)"),
        ("\ufeffL001", "a zero-width no-break space (U+FEFF)"),
        ("L\u00ad0\u00ad01", "a soft hyphen (U+00AD)"),
        ("L0\u2060\u200d01", "a word joiner (U+2060), a zero-width joiner (U+200D)"),
        ("L\u180e001", "a mongolian vowel separator (U+180E)"),
        ("L001_x200B_", "a zero-width space (U+200B)"),
    ],
)
def test_what_nobody_sees_is_named(tmp_path: Path, typed: str, names: str) -> None:
    finding = only_finding(tmp_path, holding({"Criteria!A2": typed}))
    assert str(finding) == f"N127 Criteria!A2: 'L001' holds {names}; it is read without what nobody sees."


def test_what_turns_the_direction_of_reading_is_a_warning(tmp_path: Path) -> None:
    finding = only_finding(tmp_path, holding({"Narrative!C2": "The cost is \u202e001\u202c pounds."}))
    assert (finding.code, str(finding.where)) == ("W128", "Narrative!C2")
    assert "a right-to-left override (U+202E)" in finding.message
    assert "another order" in finding.message


def test_a_printed_text_is_rid_of_what_nobody_sees_and_keeps_its_look(tmp_path: Path) -> None:
    typed = CellRichText(
        "Prio\u00adrities\u200b are", TextBlock(InlineFont(b=True), " \u200bclear"), "\u2060 \ufeffnow.\u200b"
    )
    book = holding({"Narrative!C2": typed})
    assert book.read(tmp_path).bullets[0].text.runs == (Run("Priorities are"), Run(" clear", bold=True), Run(" now."))
    assert [code for code, _ in book.found(tmp_path)] == ["N127"]


def test_a_full_stop_is_seen_behind_a_zero_width_space(tmp_path: Path) -> None:
    cells = {
        "Narrative!A4": (1, "Strengths", "Advice is sound.\u200b", "L001"),
        "Narrative!A5": (1, "Strengths", "Posts are filled.", "L001"),
    }
    assert holding(cells).found(tmp_path) == [("N127", "Narrative!C4")]


@pytest.mark.parametrize(
    "text",
    [
        "Families 👩\u200d👧\u200d👦 first",
        "The flag 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flies",
        "With love ❤\ufe0f and ↔\ufe0f",
        "In Persian: می\u200cخواهم",
        "In Hindi: क्\u200dष",
    ],
)
def test_what_shapes_an_emoji_or_a_letter_stays(tmp_path: Path, text: str) -> None:
    book = holding({"Criteria!C2": text})
    assert book.read(tmp_path).criteria[0].name == text
    assert book.found(tmp_path, READING) == []


@pytest.mark.slow
@pytest.mark.parametrize("space", SPACES)
def test_every_space_is_a_space_between_words(tmp_path: Path, space: str) -> None:
    book = holding({
        "Criteria!D2": f"{space}Amber{space}",
        "Narrative!B3": space.join(["Areas", "for", "improvement"]),
        "Actions!H2": space.join(["31", "December", "2025"]),
        "Actions!A3": f"C{space}A1",
    })  # fmt: skip
    assert book.found(tmp_path, READING + CODES) == []
    read = book.read(tmp_path)
    assert read.criteria[0].rating is not None
    assert read.criteria[0].rating.name == "Amber"
    assert (read.actions[0].due, read.actions[1].ref) == (dt.date(2025, 12, 31), "C A1")


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\r", "\r\n", "\n", "_x000B_", "_x000D__x000A_"])
def test_every_line_break_is_one(tmp_path: Path, mark: str) -> None:
    assert holding({"Criteria!C2": f"one {mark}two"}).read(tmp_path).criteria[0].name == "one\ntwo"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("5\u2009000 homes", "5 000 homes"),
        ("£5\u00a0million", "£5\u00a0million"),
        ("5\u202f000 homes", "5\u00a0000 homes"),
        ("one\u3000\u2003two", "one two"),
    ],
)
def test_a_text_keeps_hard_spaces_and_no_others(tmp_path: Path, typed: str, text: str) -> None:
    assert holding({"Criteria!C2": typed}).read(tmp_path).criteria[0].name == text


@given(salted("Areas for improvement"))
def test_names_are_compared_without_what_nobody_sees(typed: str) -> None:
    assert normal(typed) == "areas for improvement"
