"""A Word document whose words know the cells of the workbook that they are from: what `returns/` compares with.

It is the document that is published, from any template, with each fact between two signs (`core/cell_signs.py`). It is
never written to a file.
"""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from docxtpl import DocxTemplate
from markupsafe import Markup

from bvdocs.core.brand import Brand
from bvdocs.core.cell_signs import AFTER, BEFORE
from bvdocs.render.picture import PORTRAIT_WIDTH, Picture
from bvdocs.render.word.document import Filling, WordRenderer
from bvdocs.templating.tracing import cell_of, make_tracing_environment
from bvdocs.view import ReportView, ThemeView
from bvdocs.view.attention_views import DueLineView, MovedDateView
from bvdocs.view.document_views import ActionView

# One white dot: what a picture shows is not compared.
_DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==")


class TracedDocument(NamedTuple):
    """A Word file with signs in it, and the cell, 'Narrative!C14', of the fact with each number."""

    content: bytes
    cells: tuple[str, ...]


class TracedWordRenderer(WordRenderer):
    """A writer of such documents; what it is given is as for those that are published, but for pictures."""

    def __init__(self, templates: Path, brand: Brand) -> None:
        super().__init__(templates, Dots(), brand)
        self._cells: list[str] = []

    def trace(self, template: str, report: ReportView, title: str, theme: ThemeView | None = None) -> TracedDocument:
        """Return the filled document with its cells; raise TemplateError if the template cannot be filled."""
        self._cells.clear()
        content = self.render(template, report, title, theme)
        return TracedDocument(content, tuple(self._cells))

    def _filling(self, opened: DocxTemplate) -> Filling:
        return _TracedFilling(opened, self._pictures, self._templates, self._cells)


class Dots(dict[str, Picture]):
    """A dot in place of whatever picture is asked for."""

    def __missing__(self, name: str) -> Picture:
        return Picture(b"", PORTRAIT_WIDTH, lambda: _DOT)


class _TracedFilling(Filling):
    """One document being filled with texts that know their cells; `cells` takes them by the numbers of the signs."""

    def __init__(
        self, template: DocxTemplate, pictures: Mapping[str, Picture], templates: Path, cells: list[str]
    ) -> None:
        super().__init__(template, pictures, templates)
        self.environment = make_tracing_environment(templates, self.printed)
        self._cells = cells

    def printed(self, value: object) -> object:
        """Return a value as it is printed, between signs if it is from a cell."""
        if isinstance(value, Markup):  # what a function of the templates made
            return value
        xml, cell = super().printed(value), cell_of(value)
        return self._signed(xml, cell) if isinstance(xml, Markup) else xml

    def link(self, view: ActionView | DueLineView | MovedDateView) -> Markup:
        """Return the reference of an action as a link to it, between signs."""
        cell = view.origins.get("ref", "")
        return self._signed(super().link(view), cell if isinstance(cell, str) else "")

    def _signed(self, xml: Markup, cell: str) -> Markup:
        if not cell:
            return xml
        number = len(self._cells)
        self._cells.append(cell)
        return Markup("{}{}{}").format(BEFORE.format(number), xml, AFTER.format(number))
