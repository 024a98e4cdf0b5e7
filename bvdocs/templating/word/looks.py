"""What the text of a Word file looks like: a property of a run, or taken from its styles (ECMA-376, part 1, 17.7.2)."""

import re
from functools import cached_property
from typing import Any, NamedTuple

from bvdocs.core.colours import BLACK, WHITE
from bvdocs.core.wordml import W
from bvdocs.templating.word.walk import is_on, local_name

_KINDS = {"p": "paragraph", "r": "character", "tbl": "table"}
_WHITES = ("background1", "light1")
# ECMA-376, part 1, 17.18.40, ST_HighlightColor.
_HIGHLIGHTS = {
    "black": BLACK, "blue": "#0000ff", "cyan": "#00ffff", "green": "#00ff00", "magenta": "#ff00ff", "red": "#ff0000",
    "yellow": "#ffff00", "white": WHITE, "darkBlue": "#000080", "darkCyan": "#008080", "darkGreen": "#008000",
    "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000", "darkGray": "#808080",
    "lightGray": "#c0c0c0",
}  # fmt: skip


class StyledRun(NamedTuple):
    """A run with its own properties by name, the paragraph, cell and table that it is in, and the styles of all."""

    own: dict[str, Any]
    paragraph: Any
    cell: Any
    table: Any
    styles: tuple[str, ...]  # of the run, its paragraph and its table, so far as there is one


class Looks:
    """The looks of text by the styles of one file; `styles` are the elements of that part, None if it has none."""

    def __init__(self, styles: Any) -> None:
        self._root = styles
        self._known: dict[tuple[str, str], Any] = {}
        self._names: dict[tuple[Any, str], str] = {}

    @cached_property
    def _styles(self) -> dict[str, Any]:
        found = () if self._root is None else self._root.iter(f"{W}style")
        return {each.get(f"{W}styleId", ""): each for each in found}

    @cached_property
    def _defaults(self) -> dict[str, str]:
        on = ("1", "true", "on")
        return {each.get(f"{W}type", ""): name for name, each in self._styles.items() if each.get(f"{W}default") in on}

    def styled(self, run: Any, around: tuple[Any, ...]) -> StyledRun:
        """Return a run with all that says what it looks like."""
        properties = run.find(f"{W}rPr")
        own = {} if properties is None else {local_name(each): each for each in properties}
        innermost = {each.tag: each for each in around}
        paragraph, cell, table = (innermost.get(f"{W}{name}") for name in ("p", "tc", "tbl"))
        owners = (("r", run), ("p", paragraph), ("tbl", table))
        styles = tuple(self._style_of(owner, kind) for kind, owner in owners if owner is not None)
        return StyledRun(own, paragraph, cell, table, styles)

    def _style_of(self, element: Any, kind: str) -> str:
        """Return the identity of the style of a paragraph ('p'), a run ('r') or a table ('tbl')."""
        if (element, kind) not in self._names:
            own = element.find(f"{W}{kind}Pr/{W}{kind}Style")
            name = self._defaults.get(_KINDS[kind], "") if own is None else own.get(f"{W}val", "")
            self._names[element, kind] = name
        return self._names[element, kind]

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

    def _default(self, name: str) -> Any:
        """Return a property of text for which no style says another thing; None if the file has none."""
        if ("", name) not in self._known:
            path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}{name}"
            self._known["", name] = None if self._root is None else self._root.find(path)
        return self._known["", name]

    def of(self, run: StyledRun, name: str) -> Any:
        """Return the nearest property of that name that a run has; None if it has none."""
        path = f"{W}rPr/{W}{name}"
        levels = (run.own.get(name), *(self._of_style(style, path) for style in run.styles), self._default(name))
        return next((each for each in levels if each is not None), None)

    def is_hidden(self, run: StyledRun) -> bool:
        """Say whether Word shows the run as hidden text: styles that both hide undo each other (17.7.3)."""
        if "vanish" in run.own:
            return is_on(run.own["vanish"])
        hiding = sum(is_on(self._of_style(style, f"{W}rPr/{W}vanish")) for style in run.styles)
        return is_on(self._default("vanish")) or hiding % 2 == 1

    def ink(self, run: StyledRun) -> str:
        """Return the colour of a run; '' if Word chooses one that stands out."""
        return colour_of(self.of(run, "color"), "val", "themeColor")

    def ground(self, run: StyledRun) -> str | None:
        """Return the colour that a run stands on, white if nothing says; None if it cannot be told."""
        if is_marked(run):
            return _HIGHLIGHTS.get(run.own["highlight"].get(f"{W}val", ""))
        around = ((run.paragraph, f"{W}pPr/{W}shd"), (run.cell, f"{W}tcPr/{W}shd"))
        paragraph, cell = (None if each is None else each.find(path) for each, path in around)
        of_style = None if run.paragraph is None else self._of_style(self._style_of(run.paragraph, "p"), around[0][1])
        for shade in filter(_says, (self.of(run, "shd"), paragraph, of_style, cell)):
            return _fill(shade)
        if run.table is not None:
            styled = (each for style in self._chain(self._style_of(run.table, "tbl")) for each in style.iter(f"{W}shd"))
            if any(map(_says, (*styled, run.table.find(f"{W}tblPr/{W}shd")))):
                return None  # which rows and columns a table's style shades is not worked out here
        return WHITE


def is_marked(run: StyledRun) -> bool:
    """Say whether a run stands under one of Word's markers."""
    return "highlight" in run.own and run.own["highlight"].get(f"{W}val") != "none"


def _says(shade: Any) -> bool:
    """Say whether a shading is there, and shades."""
    return shade is not None and _fill(shade) != ""


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
