"""Numbers, dates, lists, shares, pages, codes, names and anchors as the documents write them."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core.english import (
    are,
    counted,
    date_words,
    in_sentence,
    listed,
    month_words,
    natural_order,
    number_word,
    pages_words,
    percentages,
    refs_words,
    rounding_note,
    sentence,
)
from bvdocs.core.slugs import slug
from bvdocs.view.names import anchor


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no"), (1, "one"), (7, "seven"), (9, "nine"), (10, "10"), (73, "73")]
)
def test_a_number_is_in_words_up_to_nine(number: int, words: str) -> None:
    assert number_word(number) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no actions"), (1, "one action"), (2, "two actions"), (10, "10 actions")]
)
def test_what_is_counted_is_plural_unless_it_is_one(number: int, words: str) -> None:
    assert counted(number, "action") == words


@pytest.mark.parametrize(
    ("refs", "words"),
    [
        ([], ""),
        (["A1"], "A1"),
        (["A1", "A2"], "A1 and A2"),
        (["L-A9", "L-A10", "L-A11"], "L-A9 to L-A11"),
        (["A1", "A2", "A4"], "A1, A2 and A4"),
        (["A3", "A2", "A1"], "A3, A2 and A1"),
        (["A1", "B2", "C3"], "A1, B2 and C3"),
        (["One", "Two", "Three"], "One, Two and Three"),
        (["A¹", "A²", "A³"], "A¹, A² and A³"),
    ],
)
def test_references_that_count_on_are_told_from_the_first_to_the_last(refs: list[str], words: str) -> None:
    assert refs_words(refs) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "none is red"), (1, "one is red"), (2, "two are red"), (11, "11 are red")]
)
def test_the_verb_agrees_with_the_number(number: int, words: str) -> None:
    assert are(number, "red") == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "none has improved"), (1, "one has improved"), (2, "two have improved")]
)
def test_another_verb_agrees_with_the_number_too(number: int, words: str) -> None:
    assert are(number, "improved", ("has", "have")) == words


@pytest.mark.parametrize(
    ("words", "list_"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c", "d"], "a, b, c and d")]
)
def test_a_list_has_commas_and_one_and(words: Sequence[str], list_: str) -> None:
    assert listed(words) == list_


def test_a_sentence_has_a_capital_and_a_full_stop() -> None:
    assert sentence("three have improved") == "Three have improved."


@pytest.mark.parametrize(
    ("name", "words"),
    [("Dark green", "dark green"), ("RAG red", "RAG red"), ("A", "A"), ("Very\ngood", "very good"), ("", "")],
)
def test_a_level_in_a_sentence_has_no_capital_unless_it_is_an_abbreviation(name: str, words: str) -> None:
    assert in_sentence(name) == words


@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_is_written_out_in_english(month: int) -> None:
    day = date(2025, month, 3)
    assert date_words(day) == f"3 {day:%B} 2025"
    assert month_words(day) == f"{day:%b} 2025"


def test_no_date_is_no_words() -> None:
    assert date_words(None) == ""


def test_a_year_of_few_digits_is_not_padded() -> None:
    assert date_words(date(987, 12, 31)) == "31 December 987"


@given(st.lists(st.integers(0, 500), max_size=12))
def test_shares_are_at_most_half_a_percent_off_and_equal_for_equal_counts(counts: list[int]) -> None:
    shares = percentages(counts)
    total = sum(counts)
    assert len(shares) == len(counts)
    assert all(2 * abs(share * total - count * 100) <= total for share, count in zip(shares, counts, strict=True))
    assert len(set(zip(counts, shares, strict=True))) == len(set(counts))


@given(st.lists(st.integers(0, 500), min_size=2, max_size=12))
def test_a_larger_count_never_has_a_smaller_share(counts: list[int]) -> None:
    pairs = zip(counts, percentages(counts), strict=True)
    assert all(share <= more for (count, share), (larger, more) in permutations(pairs, 2) if count < larger)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [([1, 1, 1], (33, 33, 33)), ([2, 1], (67, 33)), ([0, 0], (0, 0)), ([5, 0], (100, 0)), ([3, 2, 4], (33, 22, 44))],
)
def test_each_share_is_rounded_by_itself(counts: Sequence[int], shares: tuple[int, ...]) -> None:
    assert percentages(counts) == shares


@given(st.lists(st.integers(0, 500), max_size=12))
def test_shares_that_do_not_add_up_to_a_hundred_say_what_they_add_up_to(counts: list[int]) -> None:
    shares = percentages(counts)
    wrong = bool(sum(counts)) and sum(shares) != 100
    assert rounding_note(shares) == (
        f"Each share is rounded to a whole percentage; together they make {sum(shares)}%." if wrong else ""
    )


@pytest.mark.parametrize(
    ("first", "last", "words"), [(6, 6, "page 6"), (6, 7, "pages 6 to 7"), (9, 12, "pages 9 to 12")]
)
def test_pages_are_a_range_unless_there_is_one(first: int, last: int, words: str) -> None:
    assert pages_words(first, last) == words


@pytest.mark.parametrize(
    "codes",
    [
        ["L001", "L009", "L0010", "L0012"],
        ["C9", "C010", "C0011", "C100"],
        ["C001", "CI001", "CI2", "G1"],
        ["l1", "L2", "l3"],
        ["L1", "L1.2", "L1.10", "L2"],
    ],
)
def test_codes_are_ordered_by_prefix_then_number(codes: list[str]) -> None:
    assert all(sorted(mixed, key=natural_order) == codes for mixed in permutations(codes))


@pytest.mark.parametrize("codes", [["L09", "L9", "L009"], ["L009", "L09", "L9"]])
def test_codes_of_one_number_keep_the_order_of_the_workbook(codes: list[str]) -> None:
    assert sorted(codes, key=natural_order) == codes


def test_space_and_case_make_no_difference_to_the_order() -> None:
    assert natural_order("pce 0012") == natural_order("PCE12")


@pytest.mark.slow
@given(st.lists(st.text(max_size=8), max_size=6, unique_by=natural_order))
def test_any_codes_can_be_ordered_wherever_they_stood(codes: list[str]) -> None:
    backwards = codes[::-1]
    assert sorted(codes, key=natural_order) == sorted(backwards, key=natural_order)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Use of Resources", "use-of-resources"),
        ("  Culture & Staff / HR ", "culture-staff-hr"),
        ("Arweinyddiaeth tŷ dŵr", "arweinyddiaeth-ty-dwr"),
        ("Łódź, Gdańsk, Żółw", "lodz-gdansk-zolw"),
        ("Straße, Ærø, Œuvre", "strasse-aero-oeuvre"),
        ("İstanbul", "istanbul"),
        ("漢字 ???", ""),
        ("", ""),
    ],
)
def test_a_slug_has_plain_letters(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["word " * 40, "x" * 59 + " y z"])
def test_a_slug_is_short_and_does_not_end_in_a_hyphen(name: str) -> None:
    assert 50 < len(slug(name)) <= 60
    assert not slug(name).endswith("-")


@given(st.text())
def test_a_slug_is_safe_as_the_name_of_a_file(name: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("L-A1", "action-L-A1"),
        ("A 1é", "action-A_20_1_e9_"),
        ("A_1", "action-A_5f_1"),
        ("50%/👍", "action-50_25__2f__1f44d_"),
        ("", "action-"),
    ],
)
def test_an_anchor_spells_out_all_but_plain_letters_digits_and_hyphens(name: str, expected: str) -> None:
    assert anchor("action", name) == expected


@given(st.text())
def test_an_anchor_is_the_same_in_an_address_and_tells_its_name(name: str) -> None:
    made = anchor("action", name)
    assert re.fullmatch("[A-Za-z0-9_-]+", made)
    assert unquote(made) == made
    assert re.sub("_([0-9a-f]+)_", lambda code: chr(int(code[1], 16)), made.removeprefix("action-")) == name
