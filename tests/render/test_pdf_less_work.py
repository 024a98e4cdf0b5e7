"""PDFs made with less work are what WeasyPrint makes by itself: words of pictures, notes, and a page's own fonts."""

import base64
import io
import subprocess
import sys
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


# What sets properties in ways that differ: by variables, sums, other names, the other direction, what they stand in.
STYLED = """
<!doctype html><html lang=en-GB><title>A title</title>
<style>
:root { --line: #1f3a5f; --wide: 3px; --face: bold 14px/1.4 "Liberation Sans"; --none: }
@page { size: 400px 500px; margin: 20px; @bottom-right { content: counter(page) "/" counter(pages) } }
html { font: var(--face); color: var(--line) } body { margin: 0 }
section { text-indent: calc(1em + 5%); border-left: var(--wide) solid var(--line); border-bottom: 2px dotted }
section p { font-size: 1.5em; text-decoration: underline overline } p em { text-decoration: inherit; --line: #a00000 }
em { border: 1px solid var(--line) }
.other { margin-inline-start: 30px; padding-block: 4px 8px; width: calc(50% - 9px) }
[dir=rtl] { direction: rtl; margin-inline-start: 11px; border-inline-end: 4px double } .two { columns: 2 }
.side { float: right; width: 30%; min-width: 3em; height: 40px; background: var(--missing, #eeeecc) }
.at { position: absolute; right: 10px; bottom: 5px } .moved { position: relative; left: 7px; top: -3px }
.plan { page: plan } @page plan { size: 300px 200px }
table { border-collapse: collapse } td, th { border: thin solid var(--line); padding: calc(2px + 0.1em) 4px }
tr:nth-child(2n) td { border-bottom: var(--wide) dashed currentcolor; vertical-align: calc(1px + 10%) }
.grid { display: grid; grid-template-columns: 1fr 2fr; gap: calc(1px + 1%) } li { margin: initial; color: inherit }
li::before { content: "– " attr(class); letter-spacing: 1px }
</style>
<body><section><p>Words <em>in a frame</em> that <b>underlined</b> go on and on until they fill
more than one line of the page.</p>
<div class=side>Beside</div><p class=other>Set in</p><p dir=rtl>The other way</p></section>
<p class=at>At the foot</p><p class=moved>Moved</p><div class=two><p>One</p><p>Two</p></div>
<table><thead><tr><th>A<th>B<tbody><tr><td>1<td>2<tr><td>3<td>4<tr><td>5<td>6</table>
<div class=grid><p>Left</p><ul><li class=a><em>One</em><li class=b>Two</ul></div><div class=plan>A smaller page</div>
"""
BARE = """
import sys
from weasyprint import HTML
sys.stdout.buffer.write(HTML(string=sys.stdin.read()).write_pdf(pdf_identifier=True))
"""


@pytest.mark.slow
def test_properties_have_the_values_that_weasyprint_gives_them_by_itself() -> None:
    by_itself, with_less = (
        subprocess.run([sys.executable, "-c", script], input=STYLED.encode(), capture_output=True, check=True).stdout
        for script in (BARE, f"from bvdocs.render.pdf.layout import load_quietly; load_quietly(){BARE}")
    )
    assert by_itself.startswith(b"%PDF")
    assert by_itself == with_less
