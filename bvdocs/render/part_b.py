"""Part B as Word and PDF: from its own view and its own templates, by what fills in those of Part A."""

from pathlib import Path

from bvdocs.core.brand import Brand
from bvdocs.core.documents import PART_B
from bvdocs.core.limits import limited, of_template
from bvdocs.render.page import PageRenderer
from bvdocs.render.pdf.layout import Pdf, render_pdf
from bvdocs.render.word.document import WordRenderer
from bvdocs.view.part_b import PartBView


class _PartBPage(PageRenderer):
    """A writer of the page that the PDF of Part B is laid out from."""

    def render_part_b(self, view: PartBView) -> str:
        """Return the page; raise TemplateError if its template cannot be filled."""
        return self._fill(f"{PART_B.name}.html", {"report": view})


class _PartBWord(WordRenderer):
    """A writer of Part B for Word."""

    def render_part_b(self, view: PartBView) -> bytes:
        """Return the document; raise TemplateError if its template cannot be filled."""
        return self._made(f"{PART_B.name}.docx", view, PART_B.title, marking=view.marking)


def part_b_as_pdf(templates: Path, view: PartBView, brand: Brand) -> Pdf:
    """Return Part B as PDF, laid out in this process: no other one has what is exempt."""
    template = templates / f"{PART_B.name}.html"
    with limited(of_template(template, f"laying out {PART_B.title}")):
        return render_pdf(_PartBPage(templates, {}, brand).render_part_b(view))


def part_b_as_word(templates: Path, view: PartBView, brand: Brand) -> bytes:
    """Return Part B for Word."""
    with limited(of_template(templates / f"{PART_B.name}.docx", f"filling it in for {PART_B.title}")):
        return _PartBWord(templates, {}, brand).render_part_b(view)
