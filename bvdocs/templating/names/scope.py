"""The names that are known at a place of a template, with their types."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from bvdocs.templating.source import Source


class Scope:
    """The names that are known at a place, with their types; what is not known here may be known around."""

    def __init__(self, around: "Scope | None" = None, names: dict[str, Any] | None = None) -> None:
        self._around = around
        self._names = dict(names or {})

    def knows(self, name: str) -> bool:
        """Say whether a name is known here or around."""
        return name in self._names or bool(self._around and self._around.knows(name))

    def __getitem__(self, name: str) -> Any:
        if name in self._names or not self._around:
            return self._names[name]
        return self._around[name]

    def __setitem__(self, name: str, hint: Any) -> None:
        """Give a name its type; one that was given two types may be either, so nothing is known of it."""
        self._names[name] = hint if self._names.get(name, hint) == hint else Any

    def own(self) -> dict[str, Any]:
        """Return the names that were given here."""
        return dict(self._names)

    def all_names(self) -> list[str]:
        """Return every name that is known here, the nearest first."""
        return [*self._names, *(self._around.all_names() if self._around else ())]


@dataclass(eq=False)
class Macro:
    """A macro, with the text it stands in and what is known there."""

    node: Any
    source: Source
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
