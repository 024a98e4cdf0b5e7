"""Bullets that are typed with a mark of their own: the documents print one."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from bvdocs.core.rich_text import Run
from tests.support.package_edits import holding
from tests.support.workbooks import READING, Book

TEXT = "Improve the plan."


@pytest.mark.slow
@pytest.mark.parametrize(
    "mark",
    [
        "• ", "•", "·  ", "▪ ", "◦ ", "● ", "➢ ", "- ", "-", "-\u00a0", "– ", "— ", "* ", "o ", "o\t", "1. ", "12. ",
        "1.", "1) ", "2)", "(1) ", "a) ", "A) ", "(a) ", "(iv) ", "ii) ", "b. ", "iii. ",
        "→ ", "→", "✓ ", "✔ ", "§ ", "> ", ">", "+ ", "+", "~ ", "‐ ", "‑ ", "‑", "− ", "−", "-- ", "--", "-> ",
        "1: ", "12:",
    ],
)  # fmt: skip
def test_a_typed_mark_goes_and_is_told(tmp_path: Path, mark: str) -> None:
    book = holding({"Narrative!C2": f"{mark}{TEXT}"})
    assert book.read(tmp_path).bullets[0].text.plain == TEXT
    (finding,) = book.findings(tmp_path, READING)
    assert (finding.code, str(finding.where)) == ("N122", "Narrative!C2")
    assert f"'{mark.strip()}'" in finding.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "-5% of posts are vacant.", "- 5% of posts are vacant.", "–£2m is the gap.", "- £2m is the gap.",
        "1.5 million is spent.", "1.1 The plan is agreed.", "2024. It was hard.", "A review is due.", "a review.",
        "of late", "on time", "O levels", "I. Newton spoke.", "A. Smith spoke.", "c. 1900 homes", "s. 114 notice",
        "(UK) law", "(about) it",
        "i.e. this", "-ing forms", "3 posts are vacant.", "5th review", "*starred", "1.5",
        "(2024) figures", "§ 3 applies", "§3 applies", "§a", ">50 % agree", "> 50 % agree", "> £2m", "+5 posts",
        "+ 5 posts", "+ve", "~40 homes",
        "~ 40 homes", "− 5 % of posts", "−5", "‑5", "--5", "-- 5", "1:1 meetings", "1: 4 ratio",
        "We did:\n- one thing\n- another",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_mark_stays(tmp_path: Path, text: str) -> None:
    book = holding({"Narrative!C2": text})
    assert book.read(tmp_path).bullets[0].text.plain == text
    assert book.found(tmp_path, READING) == []


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["\uf0b7", "\uf0a7", "\uf0fc", "\uf0d8", "\uf0e0"])
@pytest.mark.parametrize("space", ["", " ", "\t"])
def test_a_bullet_of_word_s_symbol_fonts_goes_and_is_told(tmp_path: Path, mark: str, space: str) -> None:
    book = holding({"Narrative!C2": f"{mark}{space}{TEXT}"})
    assert book.read(tmp_path).bullets[0].text.plain == TEXT
    (finding,) = book.findings(tmp_path, READING)
    assert str(finding) == (
        f"N122 Narrative!C2: the mark U+{ord(mark):04X} is left out: the documents print a bullet's mark themselves."
    )


def test_bullets_of_a_symbol_font_on_every_line_go(tmp_path: Path) -> None:
    book = holding({"Narrative!C2": "\uf0b7 One.\n\uf0b7 Two."})
    assert book.read(tmp_path).bullets[0].text.plain == "One.\nTwo."
    assert book.found(tmp_path, READING) == [("W026", "Narrative!C2")]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("Narrative!C2", "Improve \uf0b7 the plan."),
        ("Narrative!C2", "\uf0b7 Improve \uf0b7 the plan."),
        ("Narrative!C2", "We did:\n\uf0b7 one thing"),
        ("Narrative!C2", "\uf061 Improve the plan."),
        ("Actions!E2", "\uf0b7 Fill the posts."),
    ],
)
def test_a_letter_of_a_symbol_font_that_is_no_mark_cannot_be_printed(tmp_path: Path, place: str, text: str) -> None:
    assert holding({place: text}).found(tmp_path, READING) == [("E116", place)]


def test_the_looks_and_links_of_the_rest_are_kept(tmp_path: Path) -> None:
    bold, italic = InlineFont(b=True), InlineFont(i=True)
    typed = CellRichText(TextBlock(bold, "•"), TextBlock(italic, " See "), TextBlock(bold, "here"))
    link = "https://example.org/"

    def edit(book: Workbook) -> None:
        book["Narrative"]["C2"] = typed
        book["Narrative"]["C2"].hyperlink = link

    runs = Book(edit=edit).read(tmp_path).bullets[0].text.runs
    assert runs == (Run("See ", italic=True, link=link), Run("here", bold=True, link=link))


@pytest.mark.parametrize(
    ("typed", "printed", "marks"),
    [
        ("• One.\n• Two.\n• Three.", "One.\nTwo.\nThree.", 3),
        ("1. One.\nand more\n2. Two.", "One.\nand more\nTwo.", 2),
        ("- One:\n  o two", "One:\ntwo", 2),
    ],
)
def test_several_bullets_in_a_cell_lose_their_marks_and_are_a_warning(
    tmp_path: Path, typed: str, printed: str, marks: int
) -> None:
    book = holding({"Narrative!C2": typed})
    assert book.read(tmp_path).bullets[0].text.plain == printed
    (finding,) = book.findings(tmp_path, READING)
    assert (finding.code, str(finding.where)) == ("W026", "Narrative!C2")
    assert finding.message.startswith(f"{marks} lines")


def test_only_the_first_of_two_lines_has_a_mark(tmp_path: Path) -> None:
    book = holding({"Narrative!C2": "• One.\nMore of it."})
    assert book.read(tmp_path).bullets[0].text.plain == "One.\nMore of it."
    assert book.found(tmp_path, READING) == [("N122", "Narrative!C2")]


@pytest.mark.parametrize("mark", ["•", "-", "–", "*", "--", "→", "+", "\uf0b7"])
def test_a_mark_alone_is_no_bullet(tmp_path: Path, mark: str) -> None:
    assert holding({"Narrative!C2": mark}).found(tmp_path, READING) == [("E101", "Narrative!C2")]


def test_an_action_keeps_its_mark(tmp_path: Path) -> None:
    book = holding({"Actions!E2": "1. Fill the posts."})
    assert book.read(tmp_path).actions[0].text.plain == "1. Fill the posts."
    assert book.found(tmp_path, READING) == []
