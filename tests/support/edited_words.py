"""Word documents of bvdocs for tests that edit them: made in memory, and traced, as `collect` is given them."""

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from bvdocs.commands.documents import DocumentToMake, build_view_since, documents_of_all_themes, documents_of_themes
from bvdocs.core.brand import Brand
from bvdocs.core.documents import DOCUMENTS
from bvdocs.core.history import NO_PAST
from bvdocs.core.model import Assessment
from bvdocs.render.word.document import WordRenderer
from bvdocs.render.word.traced import Dots, TracedWordRenderer
from bvdocs.returns.edits import Returned
from bvdocs.returns.word_files import MadeDocument, Traced, read_word_file
from bvdocs.templating.brand_file import read_brand
from bvdocs.view import DRAFT, ReportView
from tests.support.project import TEMPLATES


@dataclass
class Made:
    """The Word documents of an assessment; their pictures are dots."""

    assessment: Assessment
    templates: Path = TEMPLATES

    @cached_property
    def _brand(self) -> Brand:
        return read_brand(self.templates)

    @cached_property
    def _view(self) -> ReportView:
        return build_view_since(self.assessment, self._brand, DRAFT, NO_PAST)

    @cached_property
    def wanted(self) -> dict[str, DocumentToMake]:
        of_themes = [documents_of_themes(each, self._view.themes) for each in DOCUMENTS if each.for_each_theme]
        every = [*documents_of_all_themes(self._view), *(each for group in of_themes for each in group)]
        return {f"{each.file}.docx": each for each in every}

    @cached_property
    def files(self) -> dict[str, bytes]:
        renderer = WordRenderer(self.templates, Dots(), self._brand)
        return {
            name: renderer.render(f"{each.document.name}.docx", self._view, each.title, each.theme)
            for name, each in self.wanted.items()
        }

    def trace(self, name: str) -> Traced:
        each = self.wanted[name]
        traced = TracedWordRenderer(self.templates, self._brand).trace(
            f"{each.document.name}.docx", self._view, each.title, each.theme
        )
        return Traced(traced.content, traced.cells, self.assessment)

    @cached_property
    def origins(self) -> tuple[MadeDocument, ...]:
        return tuple(
            MadeDocument(
                name, "the documents made last", self.assessment.report.authority, content, partial(self.trace, name)
            )
            for name, content in self.files.items()
        )

    def read(self, content: bytes, name: str = "sent back.docx") -> Returned:
        """What comes back of a file that somebody edited."""
        return read_word_file(name, content, self.origins)
