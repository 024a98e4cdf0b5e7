"""Which ends of paragraphs a redline marks: its styles come out right however a program joins paragraphs."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bvdocs.render.redline import make_redline
from tests.render.test_redline import Block, grid, para, word
from tests.support.redlining import TBL, P, W, WordFile, accepted, changes, faults, rejected
from tests.support.small_documents import with_body

WHEN = datetime(2025, 9, 23, tzinfo=UTC)
AIMS, RISKS, LAND = (para(text, "Heading 1") for text in ("Aims", "Risks", "Land and homes"))
ONE, TWO, FEW = (para(text, "List Bullet") for text in ("One is done.", "Two are late.", "Few were asked at all."))
NONE, TEXT = para("No strengths are recorded."), para("Members decide in May.")
TABLE = grid(["Ref", "Action"], ["A1", "Fill the senior posts."])

# What is before and after what changed, and what was there and came in its place.
CASES: dict[str, tuple[list[Block], list[Block]]] = {
    "bullets came before a heading": ([AIMS, ONE, RISKS, TEXT], [AIMS, ONE, TWO, FEW, RISKS, TEXT]),
    "a section came before a heading": ([AIMS, ONE, RISKS, TEXT], [AIMS, ONE, LAND, FEW, RISKS, TEXT]),
    "a section came before bullets": ([AIMS, ONE, TEXT], [AIMS, LAND, TEXT, ONE, TEXT]),
    "text came between heading and bullets": ([AIMS, ONE, TWO, TEXT], [AIMS, NONE, ONE, TWO, TEXT]),
    "bullets came in place of a sentence": ([AIMS, NONE, RISKS, TEXT], [AIMS, ONE, TWO, RISKS, TEXT]),
    "a bullet reworded before a heading": ([AIMS, ONE, TWO, RISKS, TEXT], [AIMS, ONE, FEW, RISKS, TEXT]),
    "all bullets reworded before a heading": ([AIMS, ONE, TWO, RISKS, TEXT], [AIMS, FEW, RISKS, TEXT]),
    "a sentence reworded at the end": ([AIMS, TEXT, NONE], [AIMS, TEXT, para("All was read and agreed.")]),
    "a bullet reworded before a table": ([AIMS, ONE, TWO, TABLE, TEXT], [AIMS, ONE, FEW, TABLE, TEXT]),
    "a bullet came before a table": ([AIMS, ONE, TABLE, TEXT], [AIMS, ONE, TWO, TABLE, TEXT]),
    "a bullet came at the end": ([AIMS, ONE], [AIMS, ONE, FEW]),
    "a heading and text came at the end": ([AIMS, ONE], [AIMS, ONE, LAND, TEXT]),
}  # fmt: skip


# What went here stood before a paragraph of another format, and behind one of a third. It is shown as it was, and each
# program that drops whole paragraphs whole, as Word and LibreOffice do, keeps the format of the one behind.
SHOWN_AS_IT_WAS = ("a section came before bullets", "text came between heading and bullets")


def compared(older: bytes, newer: bytes, *, either_way: bool = True) -> bytes:
    """Return the redline, after asserting that it comes out right; in what joins otherwise too, if asked."""
    made = make_redline(older, newer, "Council", WHEN)
    for first_wins in (False, True)[: 1 + either_way]:
        assert accepted(made, first_wins=first_wins) == accepted(newer)
        assert rejected(made, first_wins=first_wins) == accepted(older)
    assert faults(made) == []
    return made


@pytest.mark.slow
@pytest.mark.parametrize("backwards", [False, True], ids=["", "backwards"])
@pytest.mark.parametrize("case", CASES)
def test_each_paragraph_keeps_its_style_however_a_program_joins(case: str, *, backwards: bool) -> None:
    older, newer = (word(*blocks) for blocks in (reversed(CASES[case]) if backwards else CASES[case]))
    compared(older, newer, either_way=not (backwards and case in SHOWN_AS_IT_WAS))


@pytest.mark.parametrize("case", SHOWN_AS_IT_WAS)
def test_what_went_before_another_style_is_shown_in_its_own(case: str) -> None:
    older, newer = (word(*blocks) for blocks in reversed(CASES[case]))
    made = make_redline(older, newer, "Council", WHEN)
    assert styles_of(made) == styles_of(older)


def test_a_wholly_reworded_paragraph_is_one_deleted_and_one_inserted() -> None:
    made = compared(word(AIMS, ONE, TWO, RISKS, TEXT), word(AIMS, ONE, FEW, RISKS, TEXT))
    assert changes(made) == {"del": ["Two are late."], "ins": ["Few were asked at all."]}
    assert paragraphs_of(made) == ["Aims", "One is done.", "Two are late.", "Few were asked at all.", "Risks",
                                   "Members decide in May."]  # fmt: skip


def paragraphs_of(made: bytes) -> list[str]:
    """Return what each paragraph of a redline says as it is shown, with what was deleted."""
    root = etree.fromstring(WordFile.read(made).parts["word/document.xml"])
    texts = (each.iter(f"{W}t", f"{W}delText") for each in root.iter(P))
    return ["".join(text.text or "" for text in each) for each in texts]


def styles_of(content: bytes) -> list[str]:
    """Return the id of each paragraph's style, as it is shown before changes are accepted or rejected."""
    root = etree.fromstring(WordFile.read(content).parts["word/document.xml"])
    found = (each.find(f"{W}pPr/{W}pStyle") for each in root.iter(P))
    return ["" if each is None else each.get(f"{W}val", "") for each in found]


styled = st.sampled_from([AIMS, RISKS, LAND, ONE, TWO, FEW, NONE, TEXT])


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Block], list[Block]]:
    """Draw paragraphs that begin and end alike, and what came in place of some of them."""
    kept = draw(st.lists(styled, max_size=3))
    went, came = draw(st.lists(styled, max_size=3)), draw(st.lists(styled, max_size=3))
    last = draw(st.lists(styled, max_size=2))
    return [*kept, *went, *last], [*kept, *came, *last]


@pytest.mark.slow
@settings(max_examples=60)
@given(edited())
def test_words_come_out_of_any_paragraphs(two: tuple[list[Block], list[Block]]) -> None:
    older, newer = (word(*blocks) for blocks in two)
    made = make_redline(older, newer, "Council", WHEN)
    assert (accepted(made), rejected(made)) == (accepted(newer), accepted(older))
    assert faults(made) == []


def test_tables_with_unlike_heading_rows_are_not_paired_row_by_row() -> None:
    """All rows of the one are deleted, then those of the other inserted: tables that touch are one in Word."""
    rows = ["A1", "Fill the senior posts."], ["A2", "Ask what residents think."]
    older, newer = (
        with_body(table_with_headings(heads, *rows) + "<w:p/>") for heads in (["Ref", "Action"], ["Code", "Finding"])
    )
    made = compared(older, newer)
    root = etree.fromstring(WordFile.read(made).parts["word/document.xml"])
    (table,) = root.iter(TBL)
    marks = [mark.tag for mark in table.iterfind(f"{W}tr/{W}trPr/*[@{W}author]")]
    assert marks == [f"{W}del"] * 3 + [f"{W}ins"] * 3


def table_with_headings(*rows: list[str]) -> str:
    """Return the XML of a table whose first row says of itself that it is one of headings."""
    said = ["".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) for row in rows]
    looks = ["<w:trPr><w:tblHeader/></w:trPr>", *("" for _ in rows[1:])]
    return f"<w:tbl>{''.join(f'<w:tr>{look}{cells}</w:tr>' for look, cells in zip(looks, said, strict=True))}</w:tbl>"
