"""Leans on the inside of WeasyPrint, which may change with any version: has it do the same with less work.

It lays out each letter of an SVG's words by itself, and matches every element against its own rules on notes and
footnotes. What is done here instead goes for what the documents have; all else is left to WeasyPrint.
"""

import re
from importlib import import_module
from typing import Any

from bvdocs.render.pdf.weasyprint_tags import inside_as_known

# What of a text in an SVG moves its letters, or needs to know what lies around them: WeasyPrint draws those.
_MOVES_LETTERS = frozenset((
    "alignment-baseline", "clip-path", "direction", "display", "display-anchor", "dominant-baseline", "dx", "dy",
    "filter", "letter-spacing", "mask", "opacity", "rotate", "textLength", "visibility",
))  # fmt: skip
_WEIGHTS = {"bold": 700}
# How far to the left of its place a text begins, in parts of its width.
_BEGINS = {"start": 0.0, "middle": 0.5, "end": 1.0}
# Rules of WeasyPrint's own style sheet: '::footnote-call { … }', each on a line. Every element gets a style for each.
_RULE_OF_NOTES = re.compile(r"^::(?:foot)?note-.*$", re.MULTILINE)
# What a page says that has notes: 'float: footnote', '@note-area', 'footnote-display'.
_HAS_NOTES = re.compile(r"footnote|note-", re.IGNORECASE)


class LessWork:
    """WeasyPrint with less work: made once for each process."""

    def __init__(self, weasyprint: Any) -> None:
        """Make it ready; raise EnvironmentLacksError if its inside is not what is known of it."""
        self._weasyprint = weasyprint
        self._new_fonts = weasyprint.text.fonts.FontConfiguration
        self._fonts = self._new_fonts()
        with inside_as_known():
            own = import_module("weasyprint.html")
            style = _RULE_OF_NOTES.sub("", own.UA)
            self._style = weasyprint.CSS(string=style, counter_style=own.CounterStyle())
            _draw_words_by_the_line(weasyprint)

    def render(self, html: str, fetcher: Any) -> Any:
        """Lay out a page; its elements have styles for notes only if it may have notes."""
        page = self._weasyprint.HTML(string=html, url_fetcher=fetcher)
        with inside_as_known():
            own = page._ua_stylesheets
            if not _HAS_NOTES.search(html):
                page._ua_stylesheets = lambda forms=False: [self._style, *own(forms)[1:]]
        try:
            return page.render(font_config=self._fonts)
        finally:
            with inside_as_known():
                if self._fonts._folder:  # this page brought fonts, which are no other page's
                    self._fonts = self._new_fonts()


def _draw_words_by_the_line(weasyprint: Any) -> None:
    """Have the words of an SVG laid out as one line each, where their letters stand beside each other as they are."""
    drawing = import_module("weasyprint.svg").SVG
    draw_node = drawing.draw_node

    def draw(svg: Any, node: Any, font_size: float, fill_stroke: bool = True, context: Any = None) -> None:
        if fill_stroke and node.tag == "text" and _is_plain_line(node):
            _draw_line(weasyprint, svg, node, font_size)
        else:
            draw_node(svg, node, font_size, fill_stroke, context)

    drawing.draw_node = draw


def _is_plain_line(node: Any) -> bool:
    """Say whether letters stand beside each other as they are, from one place, in plain colours."""
    return (
        bool(node.text)
        and not node._wrapper.etree_children
        and _MOVES_LETTERS.isdisjoint(node.attrib)
        and node.get("text-anchor", "start") in _BEGINS
        and all(_is_number(node.get(name, "")) for name in ("x", "y"))
        and not any("url(" in node.get(name, "") for name in ("fill", "stroke"))
    )


def _is_number(given: str) -> bool:
    try:
        float(given)
    except ValueError:
        return False
    return True


def _draw_line(weasyprint: Any, svg: Any, node: Any, font_size: float) -> None:
    """Draw the text of a node as WeasyPrint would, all of it at once."""
    svg_text, lines, draw = (
        import_module(f"weasyprint.{name}") for name in ("svg.text", "text.line_break", "draw.text")
    )
    font_size = import_module("weasyprint.svg.utils").size(node.get("font-size", "1em"), font_size, font_size)
    style = _text_style(svg_text.Style, svg, node, font_size)
    layout = lines.create_layout(node.text, style, svg.context, None, 0)
    width, height = lines.line_size(layout.get_first_line()[0], style)
    x = float(node.get("x")) - _BEGINS[node.get("text-anchor", "start")] * width
    y = float(node.get("y"))
    node.text_bounding_box = x, y - height, width, height
    stream = svg.stream
    stream.push_state()
    svg.transform(node, font_size)
    fill, stroke = svg.set_graphical_state(node, font_size)
    stream.begin_text()
    svg.fill_stroke(fill, stroke, text=True)
    box = svg_text.TextBox(layout, style)
    box.baseline = lines.pango.pango_layout_get_baseline(layout.layout) * lines.FROM_UNITS
    emojis = draw.draw_first_line(stream, box, "none", "none", weasyprint.matrix.Matrix(d=-1, e=x, f=y))
    stream.end_text()
    draw.draw_emojis(stream, style, x, y, emojis)
    stream.pop_state()


def _text_style(kind: Any, svg: Any, node: Any, font_size: float) -> Any:
    style = kind(import_module("weasyprint.css.properties").INITIAL_VALUES)
    style.font_config = svg.font_config
    weight = node.get("font-weight", "")
    style["font_family"] = [face.strip().strip("\"'") for face in node.get("font-family", "sans-serif").split(",")]
    style["font_style"], style["font_size"] = node.get("font-style", "normal"), font_size
    style["font_weight"] = int(weight) if weight.isdigit() else _WEIGHTS.get(weight, 400)
    return style
