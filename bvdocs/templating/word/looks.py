"""What the text of a Word file looks like: a property of a run, or taken from its styles (ECMA-376, part 1, 17.7.2)."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from bvdocs.core.colours import BLACK, WHITE
from bvdocs.core.wordml import W
from bvdocs.templating.word.walk import is_on

_KINDS = {"p": "paragraph", "r": "character", "tbl": "table"}
_WHITES = ("background1", "light1")
# ECMA-376, part 1, 17.18.40, ST_HighlightColor.
_HIGHLIGHTS = {
    "black": BLACK, "blue": "#0000ff", "cyan": "#00ffff", "green": "#00ff00", "magenta": "#ff00ff", "red": "#ff0000",
    "yellow": "#ffff00", "white": WHITE, "darkBlue": "#000080", "darkCyan": "#008080", "darkGreen": "#008000",
    "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000", "darkGray": "#808080",
    "lightGray": "#c0c0c0",
}  # fmt: skip


class Looks:
    """The looks of text by the styles of one file; `styles` are the elements of that part, None if it has none."""

    def __init__(self, styles: Any) -> None:
        self._root = styles
        self._known: dict[tuple[str, str], Any] = {}

    @cached_property
    def _styles(self) -> dict[str, Any]:
        return (
            {} if self._root is None else {each.get(f"{W}styleId", ""): each for each in self._root.iter(f"{W}style")}
        )

    @cached_property
    def _defaults(self) -> dict[str, str]:
        return {each.get(f"{W}type", ""): name for name, each in self._styles.items() if each.get(f"{W}default") == "1"}

    def _style_of(self, element: Any, kind: str) -> str:
        """Return the identity of the style of a paragraph ('p'), a run ('r') or a table ('tbl')."""
        own = element.find(f"{W}{kind}Pr/{W}{kind}Style")
        return self._defaults.get(_KINDS[kind], "") if own is None else own.get(f"{W}val", "")

    def _of_style(self, style: str, path: str) -> Any:
        """Return a property of a style, or the nearest of those that it is based on; None if none has it."""
        if (style, path) not in self._known:
            found = (each.find(path) for each in self._chain(style))
            self._known[style, path] = next((each for each in found if each is not None), None)
        return self._known[style, path]

    def _chain(self, name: str) -> list[Any]:
        """Return a style and those that it is based on."""
        found: list[Any] = []
        while name in self._styles and self._styles[name] not in found:
            found.append(self._styles[name])
            base = found[-1].find(f"{W}basedOn")
            name = "" if base is None else base.get(f"{W}val", "")
        return found

    def levels(self, run: Any, around: tuple[Any, ...], name: str) -> Iterator[Any]:
        """Yield where a property of text is set, nearest first: the run, then once for each kind of style, defaults."""
        yield run.find(f"{W}rPr/{W}{name}")
        owners = (("r", run), ("p", nearest(around, "p")), ("tbl", nearest(around, "tbl")))
        for kind, owner in owners:
            if owner is not None:
                yield self._of_style(self._style_of(owner, kind), f"{W}rPr/{W}{name}")
        yield None if self._root is None else self._root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}{name}")

    def of(self, run: Any, around: tuple[Any, ...], name: str) -> Any:
        """Return the nearest property of that name that a run has; None if it has none."""
        return next((each for each in self.levels(run, around, name) if each is not None), None)

    def is_hidden(self, run: Any, around: tuple[Any, ...]) -> bool:
        """Say whether Word shows the run as hidden text: styles that both hide undo each other (17.7.3)."""
        own, *styles, default = self.levels(run, around, "vanish")
        if own is not None:
            return is_on(own)
        return is_on(default) or sum(map(is_on, styles)) % 2 == 1

    def ground(self, run: Any, around: tuple[Any, ...]) -> str | None:
        """Return the colour that a run stands on, white if nothing says; None if it cannot be told."""
        highlight = run.find(f"{W}rPr/{W}highlight")
        if highlight is not None and highlight.get(f"{W}val") != "none":
            return _HIGHLIGHTS.get(highlight.get(f"{W}val", ""))
        paragraph, cell, table = (nearest(around, kind) for kind in ("p", "tc", "tbl"))
        shades = [
            self.of(run, around, "shd"),
            None if paragraph is None else paragraph.find(f"{W}pPr/{W}shd"),
            None if paragraph is None else self._of_style(self._style_of(paragraph, "p"), f"{W}pPr/{W}shd"),
            None if cell is None else cell.find(f"{W}tcPr/{W}shd"),
        ]
        for shade in shades:
            colour = "" if shade is None else _fill(shade)
            if colour != "":
                return colour
        if table is not None:
            styled = [each for style in self._chain(self._style_of(table, "tbl")) for each in style.iter(f"{W}shd")]
            own = table.find(f"{W}tblPr/{W}shd")
            if any(_fill(shade) != "" for shade in (*styled, *(() if own is None else (own,)))):
                return None  # which rows and columns a table's style shades is not worked out here
        return WHITE

    def ink(self, run: Any, around: tuple[Any, ...]) -> str:
        """Return the colour of a run; '' if Word chooses one that stands out."""
        return colour_of(self.of(run, around, "color"), "val", "themeColor")


def nearest(around: tuple[Any, ...], name: str) -> Any:
    """Return the innermost of the elements around that has this name; None if none has."""
    return next((each for each in reversed(around) if each.tag == f"{W}{name}"), None)


def colour_of(element: Any, own: str, theme: str) -> str:
    """Return a colour as `#rrggbb`, as it is written beside that of the theme; '' if it is automatic or not said."""
    if element is None:
        return ""
    written = element.get(f"{W}{own}") or ""
    if re.fullmatch("[0-9A-Fa-f]{6}", written):
        return f"#{written.lower()}"
    return WHITE if element.get(f"{W}{theme}") in _WHITES else ""


def _fill(shade: Any) -> str | None:
    """Return the colour of a shading; '' if it is none, None if it is a pattern of two."""
    kind = shade.get(f"{W}val")
    if kind == "solid":
        return colour_of(shade, "color", "themeColor") or BLACK
    return colour_of(shade, "fill", "themeFill") if kind in (None, "clear", "nil") else None
