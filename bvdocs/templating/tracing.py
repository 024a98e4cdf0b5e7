"""The Jinja environment of the preview edition of a page: what it fills in knows the cell that it is from.

Each such value is the same as without: it equals it, is as long, and does the same in every filter and test. What a
filter makes of a text is from the cell of that text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from bvdocs.core.rich_text import RichText
from bvdocs.templating.environment import TemplateEnvironment, make_environment
from bvdocs.view.origins import Traced


class TracedText(str):
    """A text with the cell that it is from."""

    __slots__ = ("cell",)
    cell: str


@dataclass(frozen=True, slots=True, eq=False)
class TracedRichText(RichText):
    """A text with bold, italic and links, and the cell that it is from; it equals one without."""

    cell: str = ""

    def __eq__(self, other: object) -> bool:
        """Say whether both have the same words with the same looks."""
        return self.runs == other.runs if isinstance(other, RichText) else NotImplemented

    __hash__ = RichText.__hash__


class TracingEnvironment(TemplateEnvironment):
    """An environment that gives each text of a view the cell that it is from, as the view knows it."""

    def __init__(self, *given: Any, **settings: Any) -> None:
        """Take the settings of Jinja's own environment."""
        super().__init__(*given, **settings)
        self.filters = {name: _of_the_same_cell(each) for name, each in self.filters.items()}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a part of something is, as Jinja does, with its cell."""
        return _traced_part(obj, attribute, super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what an item of something is, as Jinja does, with its cell."""
        return _traced_part(obj, argument, super().getitem(obj, argument))


def make_tracing_environment(folder: Path, finalize: Callable[[object], object]) -> TemplateEnvironment:
    """Return an environment for the preview of the templates in `folder`; `finalize` prints a value with its cell."""
    return make_environment(folder, finalize, TracingEnvironment)


def cell_of(value: object) -> str:
    """Return the cell that a value is from; '' if that is not known."""
    return value.cell if isinstance(value, (TracedText, TracedRichText)) else ""


def _traced_part(of: object, name: Any, value: Any) -> Any:
    """Return a part of something with the cell that it is from: of a list, each of its parts with its own."""
    if isinstance(of, TracedRichText):
        return _traced(value, of.cell)
    cells = of.origins.get(name, "") if isinstance(of, Traced) and isinstance(name, str) else ""
    if isinstance(cells, str):
        return _traced(value, cells)
    return tuple(_traced(each, cell) for each, cell in zip(value, cells, strict=True))


def _traced(value: Any, cell: str) -> Any:
    """Return a text with its cell; anything else, and a text that is from none, as it is."""
    if cell and type(value) is str:
        text = TracedText(value)
        text.cell = cell
        return text
    return TracedRichText(value.runs, cell) if cell and type(value) is RichText else value


def _of_the_same_cell(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter, giving what it makes of a text the cell of that text."""

    # Some are given the environment, or what of it is at hand, before what they are to change.
    place = 1 if hasattr(apply, "jinja_pass_arg") else 0

    @wraps(apply)
    def applied(*given: Any, **named: Any) -> Any:
        return _traced(apply(*given, **named), cell_of(given[place]))

    return applied
