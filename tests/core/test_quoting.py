"""How a text is named: on one line, shortened, quoted; and what may have been meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core.quoting import did_you_mean, in_short, one_line, printed_quote, quoted, shortened


@pytest.mark.parametrize(
    ("text", "line"),
    [("Use of\nResources", "Use of Resources"), (" a \t b\r\n\nc ", "a b c"), ("4\u00a0July", "4\u00a0July")],
)
def test_a_text_is_on_one_line_and_keeps_its_hard_spaces(text: str, line: str) -> None:
    assert one_line(text) == line


def test_what_is_quoted_is_on_one_line_and_not_too_long() -> None:
    assert quoted("one\ntwo") == "'one two'"
    assert quoted("one two three", 9) == "'one two …'"
    assert quoted("a" * 70) == f"'{'a' * 59} …'"
    assert printed_quote("one\ntwo") == "‘one two’"


def test_what_is_named_in_short_is_not_cut_for_its_last_two_words() -> None:
    words = "Advertise interpreters and easy-read papers on the web, in letters and on posters."
    assert in_short(words, 70) == words
    assert in_short(f"{words} at last", 70) == "Advertise interpreters and easy-read papers on the web, in letters …"
    assert in_short("one\ntwo") == "one two"


@given(st.text(alphabet="ab \n"), st.integers(min_value=3, max_value=20))
def test_a_shortened_text_keeps_whole_words_and_its_length(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert one_line(text).startswith(short.removesuffix(" …"))
    assert (short == one_line(text)) == (len(one_line(text)) <= most)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("Ligth green", "Light green"), ("light  GREEN", "Light green"), ("ambre", "Amber"), ("Purple", ""), ("", "")],
)
def test_the_nearest_known_name_is_asked_for(wrong: str, meant: str) -> None:
    known = ["Dark green", "Light green", "Amber"]
    assert did_you_mean(wrong, known) == (f"; did you mean '{meant}'?" if meant else "")
