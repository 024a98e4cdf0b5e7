"""Leans on the inside of WeasyPrint, which may change with any version: notes down what it makes tags from.

Two pieces of a PDF's content belong together if they were made from the same element of the HTML. WeasyPrint forgets
that once a tag is made, so it is noted down while tags are made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bvdocs.core.errors import EnvironmentLacksError

# What pyproject.toml asks for.
_NEEDED = "weasyprint>=70,<71"


@dataclass(slots=True)
class TagNotes:
    """Notes of what tags are made from.

    `boxes` has the box of each tag, by the tag's number; `furniture` the span of the numbers of each margin box's
    tags; `pages` the boxes of words of each page, each with the number of its piece of content.
    """

    boxes: dict[int, Any] = field(default_factory=dict)
    furniture: list[tuple[str, range]] = field(default_factory=list)
    pages: dict[Any, dict[Any, int]] = field(default_factory=dict)


@contextmanager
def inside_as_known() -> Iterator[None]:
    """Raise EnvironmentLacksError, which says so in words, if the inside of WeasyPrint is not what is known of it."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as fault:
        from importlib.metadata import version  # slow to import, and seldom needed

        raise EnvironmentLacksError(
            f"WeasyPrint {version('weasyprint')} works otherwise than bvdocs expects"
            f" ({type(fault).__name__}: {fault}), so the PDF would not be accessible.",
            f"It needs {_NEEDED}. Run 'make setup', or if bvdocs was installed with pip: pip install \"{_NEEDED}\"",
        ) from fault


@contextmanager
def tags_noted(weasyprint: Any) -> Iterator[TagNotes]:
    """Have WeasyPrint's module that makes tags note down, while this lasts, what they are made from."""
    notes = TagNotes()
    with inside_as_known():
        tagging = weasyprint.pdf.tags
        build = tagging._build_box_tree

    def build_and_note(*given: Any, **named: Any) -> Iterator[Any]:
        with inside_as_known():
            box, _, pdf, number, *_, marks = given
            first = len(pdf.objects)
            if len(notes.pages) == number:
                notes.pages[box] = {words: mark["mcid"] for words, mark in marks.items()}
            for tag in build(*given, **named):
                notes.boxes.setdefault(tag.number, box)
                yield tag
            if keyword := getattr(box, "at_keyword", None):
                notes.furniture.append((keyword, range(first, len(pdf.objects))))

    tagging._build_box_tree = build_and_note
    try:
        yield notes
    finally:
        tagging._build_box_tree = build
