"""The names that are known at a place of a template, with their types."""

from collections import ChainMap
from dataclasses import dataclass
from typing import Any, NamedTuple

from bvdocs.templating.source import TemplateText


class Scope(ChainMap[str, Any]):
    """The names that are known at a place, with their types: those that were given here, then those known around."""

    def __setitem__(self, name: str, hint: Any) -> None:
        """Give a name its type; one that was given two types may be either, so nothing is known of it."""
        super().__setitem__(name, hint if self.maps[0].get(name, hint) == hint else Any)

    def nearest_first(self) -> list[str]:
        """Return every name that is known here, the nearest first."""
        return [name for names in self.maps for name in names]


@dataclass(eq=False, repr=False)
class Macro:
    """A macro, with the text it stands in and what is known there."""

    node: Any
    source: TemplateText
    scope: Scope


class Module(NamedTuple):
    """The macros of another file, as `{% import … as … %}` gives them."""

    names: tuple[tuple[str, Any], ...]


class Loop(NamedTuple):
    """The name `loop` within a loop over values of this type."""

    each: Any


LOOP_NAMES = (
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "previtem", "nextitem",
    "depth", "depth0", "changed",
)  # fmt: skip
