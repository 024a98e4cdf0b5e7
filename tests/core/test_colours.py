"""Contrast as the Web Content Accessibility Guidelines compute it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core.colours import BLACK, WHITE, contrast, ink_on, lightened, luminance

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#000000", 0.0), ("#ffffff", 1.0), ("#ff0000", 0.2126), ("#00ff00", 0.7152), ("#0000ff", 0.0722),
        ("#808080", 0.2158605), ("#0a0a0a", 0.0030353), ("#404040", 0.0512695),
    ],
)  # fmt: skip
def test_luminance_is_that_of_the_guidelines(colour: str, expected: float) -> None:
    assert luminance(colour) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BLACK, WHITE, 21.0), (WHITE, WHITE, 1.0), ("#777777", WHITE, 4.48), ("#767676", WHITE, 4.54),
        ("#ff0000", WHITE, 4.00), ("#0000ff", WHITE, 8.59), ("#ffff00", BLACK, 19.56),
    ],
)  # fmt: skip
def test_contrast_is_that_of_published_checkers(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_from_1_to_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


def test_a_colour_is_read_whatever_the_case_of_its_digits() -> None:
    assert luminance("#A5D68C") == luminance("#a5d68c")


@pytest.mark.parametrize(
    ("fill", "ink"),
    [("#1c6b3b", WHITE), ("#a5d68c", BLACK), ("#ffdf62", BLACK), ("#f28c28", BLACK), ("#b42318", WHITE)],
)
def test_ink_is_the_one_that_stands_out_more(fill: str, ink: str) -> None:
    assert ink_on(fill) == ink


@given(COLOURS)
def test_ink_reaches_the_contrast_that_text_needs_on_any_colour(fill: str) -> None:
    assert contrast(ink_on(fill), fill) >= 4.5


@pytest.mark.parametrize("grey", range(110, 130))
def test_ink_reaches_the_contrast_on_the_worst_greys(grey: int) -> None:
    fill = f"#{grey:02x}{grey:02x}{grey:02x}"
    assert contrast(ink_on(fill), fill) >= 4.5


@given(COLOURS, st.sampled_from(["#14191b", "#000000", "#222b2f"]), st.sampled_from([3.0, 4.5, 7.0]))
def test_a_colour_is_lightened_until_it_can_be_read_on_a_dark_ground(colour: str, ground: str, ratio: float) -> None:
    lighter = lightened(colour, ground, ratio)
    assert re.fullmatch("#[0-9a-f]{6}", lighter)
    assert contrast(lighter, ground) >= ratio
    assert luminance(lighter) >= luminance(colour)


def test_a_colour_that_can_be_read_already_stays_as_it_is() -> None:
    assert lightened("#ffdf62", "#14191b", 7) == "#ffdf62"


@given(COLOURS)
def test_a_colour_is_lightened_no_more_than_it_takes(colour: str) -> None:
    lighter = lightened(colour, BLACK, 7)
    channels = [(int(lighter[place : place + 2], 16), int(colour[place : place + 2], 16)) for place in (1, 3, 5)]
    darker = "#" + "".join(f"{max(old, new - (255 - old) // 20 - 1):02x}" for new, old in channels)
    assert lighter == colour or contrast(darker, BLACK) < 7


def test_where_no_colour_is_light_enough_it_is_white() -> None:
    assert lightened("#0b3c49", "#777777", 7) == WHITE
