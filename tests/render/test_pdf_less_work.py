"""PDFs made with less work are what WeasyPrint makes by itself: words of pictures, notes, and a page's own fonts."""

import base64
import io
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from matplotlib import get_data_path

from bvdocs.render.pdf.layout import render_pdf

# Points: what a pixel of the page is in the PDF.
PIXEL = 0.75
STYLE = """
@page { size: 400px 300px; margin: 0 }
html { font: 16px "Liberation Sans" } body { margin: 0 } img { display: block }
"""


def letters(body: str, style: str = "") -> list[dict[str, Any]]:
    """Return the letters of the page's PDF, with their places in pixels."""
    page = f"<!doctype html><html lang=en-GB><title>A title</title><style>{STYLE}{style}</style><body>{body}"
    with pdfplumber.open(io.BytesIO(render_pdf(page).content)) as pdf:
        return [
            {**letter, "x0": letter["x0"] / PIXEL, "x1": letter["x1"] / PIXEL, "y": letter["matrix"][5] / PIXEL}
            for letter in pdf.pages[0].chars
        ]


def picture(text: str) -> str:
    """Return a picture of 300 by 100 pixels that has this text."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" viewBox="0 0 300 100">{text}</svg>'
    return f'<img alt="A picture" src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'


def drawn(text: str) -> list[dict[str, Any]]:
    return letters(picture(text))


@pytest.mark.parametrize(
    "kind", ['font-size="20"', 'style="font-size: 20px"', 'font-size="20" transform="rotate(-0 150 50)"']
)
@pytest.mark.parametrize(
    ("anchor", "begins", "ends"), [("start", 150, None), ("middle", None, None), ("end", None, 150)]
)
def test_words_of_a_picture_stand_where_their_anchor_says(kind: str, anchor: str, begins: int, ends: int) -> None:
    words = drawn(f'<text x="150" y="50" {kind} font-family="Liberation Sans" text-anchor="{anchor}">AVAVAV To</text>')
    assert "".join(letter["text"] for letter in words) == "AVAVAV To"
    left, right = words[0]["x0"], words[-1]["x1"]
    assert left == pytest.approx(150 if begins else 150 - (right - left) * (1 if ends else 0.5), abs=0.5)
    assert {round(letter["y"]) for letter in words} == {300 - 50}


def test_letters_of_a_picture_stand_as_close_as_those_of_the_page() -> None:
    style = "font: 20px 'Liberation Sans'"
    in_picture = drawn('<text x="0" y="50" font-size="20" font-family="Liberation Sans">AVAVAV</text>')
    on_page = letters(f'<p style="margin: 0; {style}">AVAVAV')
    assert [each["x0"] for each in in_picture] == pytest.approx([each["x0"] for each in on_page], abs=0.05)


@pytest.mark.parametrize(
    ("text", "lefts"),
    [
        ('<text x="10 60 90" y="50">abc</text>', [10, 60, 90]),
        ('<text x="10" y="50" dx="0 40">ab</text>', [10, 58.9]),
        ('<text x="10" y="50">a<tspan x="70">b</tspan></text>', [10, 70]),
        ('<text x="1em" y="50">a</text>', [16]),
    ],
)
def test_letters_that_are_moved_one_by_one_stand_where_they_are_moved_to(text: str, lefts: list[float]) -> None:
    words = drawn(text.replace("<text", '<text font-size="16" font-family="Liberation Sans"'))
    assert [letter["x0"] for letter in words] == pytest.approx(lefts, abs=0.1)


def test_a_footnote_is_printed_with_its_number() -> None:
    said = "".join(each["text"] for each in letters('<p>Words<span style="float: footnote">and a note</span>'))
    assert said.split() == ["Words1", "1.", "and", "a", "note"]


def test_a_font_that_a_page_brings_is_its_own_and_no_other_page_s() -> None:
    font = base64.b64encode(Path(get_data_path(), "fonts", "ttf", "cmr10.ttf").read_bytes()).decode()
    body = "<p style=\"font-family: Odd, 'Liberation Sans'\">Words"
    own = letters(body, f"@font-face {{ font-family: Odd; src: url(data:font/ttf;base64,{font}) }}")
    other = letters(body)
    assert "Liberation" not in own[0]["fontname"] and "Liberation" in other[0]["fontname"]
