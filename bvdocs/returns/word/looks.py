"""How a Word file's styles make a text look: bold, italic, and which style is which."""

from typing import Any, NamedTuple

from bvdocs.core.wordml import W

Element = Any


class Look(NamedTuple):
    """How a letter looks, and where it leads if it is a link."""

    bold: bool = False
    italic: bool = False
    link: str = ""


_OFF = ("0", "false", "off")


def is_on(properties: Element | None, name: str) -> bool | None:
    """Say whether a run's properties set a look, such as 'b'; None if they say nothing of it."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(f"{W}style")
        self._by_id = {each.get(f"{W}styleId", ""): each for each in styles}
        self.default_paragraph = next(
            (
                each.get(f"{W}styleId", "")
                for each in styles
                if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._known: dict[tuple[str, str], bool] = {}

    def name(self, style: str) -> str:
        """Return the name of a style in small letters, by which programs know it."""
        found = self._by_id.get(style)
        name = None if found is None else found.find(f"{W}name")
        return "" if name is None else name.get(f"{W}val", "").casefold()

    def sets(self, style: str, look: str) -> bool:
        """Say whether a style, or one that it is based on, sets a look."""
        if (style, look) not in self._known:
            self._known[style, look] = self._sets(style, look)
        return self._known[style, look]

    def _sets(self, style: str, look: str) -> bool:
        seen: set[str] = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            element = self._by_id[style]
            said = is_on(element.find(f"{W}rPr"), look)
            if said is not None:
                return said
            based = element.find(f"{W}basedOn")
            style = "" if based is None else based.get(f"{W}val", "")
        return False

    def look(self, properties: Element | None, paragraph_style: str, look: str) -> bool:
        """Say whether a run looks so: by its own word, else by one of its two styles; both undo each other.

        ECMA-376, part 1, 17.7.3, on toggle properties.
        """
        own = is_on(properties, look)
        if own is not None:
            return own
        named = None if properties is None else properties.find(f"{W}rStyle")
        of_run = named is not None and self.sets(named.get(f"{W}val", ""), look)
        return of_run != self.sets(paragraph_style, look)
