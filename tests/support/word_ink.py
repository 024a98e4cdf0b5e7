"""The colour of a text in a Word file, and of what it stands on, as Word works them out.

Nearest first: the text's own, its style's, its paragraph's, its table's, the document's default.
"""

import re
from collections.abc import Iterable

from lxml import etree

from bvdocs.core.colours import BLACK, WHITE
from tests.support.word_package import OFF, Package, W

# Where a colour is said: as a value, as the theme's, and as the theme's made lighter or darker.
_INK = ("val", "themeColor", "themeTint", "themeShade")
_FILL = ("fill", "themeFill", "themeFillTint", "themeFillShade")


def ink_of(package: Package, run: etree._Element) -> str:
    """The colour of a run, black if nothing says another."""
    layers = [run, *package.style_of(run, "r").chain, *_around(package, run)]
    return _colour(package, _nearest(layers, "rPr/color"), *_INK) or BLACK


def fill_of(package: Package, run: etree._Element) -> str:
    """What a run stands on: its own ground, its paragraph's, its cell's, its table's, else white paper."""
    paragraph, around = next(run.iterancestors(f"{W}p")), _around(package, run)
    grounds = [
        _nearest([run, *package.style_of(run, "r").chain, *around], "rPr/shd"),
        _nearest([paragraph, *around], "pPr/shd"),
    ]
    for cell in run.iterancestors(f"{W}tc"):
        layers = _table_layers(package, cell)
        grounds.append(_nearest([cell, *layers], "tcPr/shd"))
        grounds.append(_nearest([next(cell.iterancestors(f"{W}tbl")), *layers], "tblPr/shd"))
    return next(filter(None, (_colour(package, ground, *_FILL) for ground in grounds)), WHITE)


def has_own_ground(package: Package, run: etree._Element) -> bool:
    """Whether a run itself stands on a colour, as a rating's mark does."""
    return bool(_colour(package, _nearest([run], "rPr/shd"), *_FILL))


def _around(package: Package, run: etree._Element) -> list[etree._Element]:
    """What gives a run its look from without: its paragraph's style, its tables', and the defaults."""
    layers = [*package.style_of(next(run.iterancestors(f"{W}p"))).chain]
    for cell in run.iterancestors(f"{W}tc"):
        layers += _table_layers(package, cell)
    return [*layers, *package.styles_root.iterfind(f"{W}docDefaults/*")]


def _table_layers(package: Package, cell: etree._Element) -> list[etree._Element]:
    """What a table's style says of a cell: for its column and row first, then for the whole table."""
    chain = package.style_of(next(cell.iterancestors(f"{W}tbl")), "tbl").chain
    special = [
        each
        for kind in _places(cell)
        for style in chain
        for each in style.iterfind(f"{W}tblStylePr")
        if each.get(f"{W}type") == kind
    ]
    return [*special, *chain]


def _places(cell: etree._Element) -> list[str]:
    """Which special column and row of its table a cell is in, if the table shows these."""
    row = next(cell.iterancestors(f"{W}tr"))
    table = next(row.iterancestors(f"{W}tbl"))
    look = table.find(f"{W}tblPr/{W}tblLook")
    cells, rows = row.findall(f"{W}tc"), table.findall(f"{W}tr")
    place = {
        "firstColumn": cell in cells[:1], "lastColumn": cell in cells[-1:],
        "firstRow": row in rows[:1], "lastRow": row in rows[-1:],
    }  # fmt: skip
    shown = [side for side in place if look is not None and look.get(f"{W}{side}", "0") not in OFF]
    return [side.replace("Column", "Col") for side in shown if place[side]]


def _nearest(layers: Iterable[etree._Element], path: str) -> etree._Element | None:
    """The first definition of a property, be it 'auto': it hides those behind it."""
    steps = "/".join(f"{W}{step}" for step in path.split("/"))
    found = (layer.find(steps) for layer in layers)
    return next((each for each in found if each is not None), None)


def _colour(package: Package, element: etree._Element | None, name: str, theme: str, *changes: str) -> str:
    """What an element says as `#rrggbb`, nothing for 'auto'.

    Word prefers the theme's colour to the value beside it, which is what a lighter or darker one came to.
    """
    if element is None:
        return ""
    said = element.get(f"{W}{name}", "auto")
    if not any(element.get(f"{W}{change}") for change in changes):
        said = package.theme_colours.get(element.get(f"{W}{theme}", ""), said)
    return f"#{said}".lower() if re.fullmatch("[0-9A-Fa-f]{6}", said) else ""
