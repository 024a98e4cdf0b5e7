"""Leans on the inside of WeasyPrint, which may change with any version: has it do the same with less work.

It lays out each letter of an SVG's words by itself, matches every element against its own rules on notes and
footnotes, goes for each property through all that could set it, and reads what a rule says by variables for each
element anew. What is done here instead goes for what the documents have; all else is left to WeasyPrint.
"""

import re
import sys
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
# Properties whose value depends on that of others.
_TOLD_BY_OTHERS = frozenset(("display", "float", "page", "position"))
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
            _look_up_plain_styles()
            _solve_variables_once()
            _keep_patterns()

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


def _look_up_plain_styles() -> None:
    """Have what nothing sets for an element looked up at once: that goes for nearly all of its hundreds of properties.

    WeasyPrint goes through all that could be said of each, and looks for sums, 'calc()', in what is none.
    """
    css, functions, properties, boxes = (
        import_module(f"weasyprint.{name}")
        for name in ("css", "css.functions", "css.properties", "formatting_structure.boxes")
    )
    check_math, no_math = functions.check_math, {str, int, float, type(None), properties.Dimension}

    def may_be_math(value: Any) -> Any:
        return type(value) not in no_math and check_math(value)

    for module in list(sys.modules.values()):
        if getattr(module, "check_math", None) is check_math:
            module.check_math = may_be_math  # type: ignore[attr-defined]
    _look_up_computed_styles(css)
    is_in_normal_flow = boxes.Box.is_in_normal_flow

    def is_plainly_in_normal_flow(box: Any) -> Any:
        return (box.style["float"] == "none" and box.style["position"] == "static") or is_in_normal_flow(box)

    boxes.Box.is_in_normal_flow = is_plainly_in_normal_flow


def _look_up_computed_styles(css: Any) -> None:
    """Have properties of elements that no rule sets taken as they are from what they stand in, or at first."""
    sides = css.PHYSICAL_FUNCTIONS
    # By which other names a rule may have set it: 'margin_inline_start' is 'margin_left', or in Hebrew its right one.
    named_otherwise = {key: [sides[key](block="ttb", inline=way) for way in ("ltr", "rtl")] for key in sides}
    plain = {key for key in css.INITIAL_VALUES if not key.startswith("text_decoration_")} - _TOLD_BY_OTHERS
    inherited = plain & css.INHERITED
    initial = {key: css.INITIAL_VALUES[key] for key in plain - css.INHERITED - css.INITIAL_NOT_COMPUTED}
    missing = css.ComputedStyle.__missing__

    def look_up(style: Any, key: str) -> Any:
        set_here = style.cascaded
        if key in set_here:
            return missing(style, key)
        if key in initial and not any(each in set_here for each in named_otherwise.get(key, ())):
            value = style[key] = initial[key]
            return value
        if key in inherited and style.parent_style is not None:
            value = style[key] = style.parent_style[key]
            return value
        return missing(style, key)

    css.ComputedStyle.__missing__ = look_up


def _solve_variables_once() -> None:
    """Have what a rule says by variables read once for each of their values, not for each element."""
    pending = import_module("weasyprint.css.tokens").Pending
    solve = pending.solve

    def solve_once(rule: Any, tokens: Any, wanted_key: str, base_url: str) -> Any:
        solved = rule.__dict__.setdefault("solved", {})
        said = (wanted_key, *(token.serialize() for token in tokens))
        if said not in solved:
            solved[said] = solve(rule, tokens, wanted_key, base_url)
        return solved[said]

    pending.solve = solve_once


def _keep_patterns() -> None:
    """Have the parser of HTML keep the regular expressions that it looks for ends of texts with, as it means to.

    It keeps each under itself instead of under its letters, and so makes it again for every text.
    """
    parser: Any = import_module("tinyhtml5.inputstream")
    parser.characters_until_regex = _PatternsUntil()


class _PatternsUntil(dict[tuple[frozenset[str], bool], "re.Pattern[str]"]):
    """For some letters, a pattern of all up to the first of them; or, the other way round, of these letters alone."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> "re.Pattern[str]":
        letters, alone = key
        listed = "".join(map(re.escape, letters))
        pattern = self[key] = re.compile(f"[{listed}]+" if alone else f"[^{listed}]+")
        return pattern
