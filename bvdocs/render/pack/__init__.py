"""The pack: the documents of a run in one PDF, each with its own page numbers and those of the pack."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bvdocs.core.brand import Brand
from bvdocs.core.errors import RenderError
from bvdocs.render.pdf.joining import join, page_sizes
from bvdocs.render.pdf.layout import Pdf
from bvdocs.render.pdf.read_back import read_pdf
from bvdocs.render.pdf.weasyprint_tags import inside_as_known
from bvdocs.templating.environment import make_environment, template_faults
from bvdocs.view import ReportView

_FOLDER = Path(__file__).parent
_NUMBERS = "numbers.html"


class PackedDocument(NamedTuple):
    """A document in the pack: the name of its files, without what they end in, and its title."""

    file: str
    title: str


class Sheet(NamedTuple):
    """A page of the pack: the document that it is of, and its size, in points."""

    document: str
    width: float
    height: float


def make_pack(
    report: ReportView,
    brand: Brand,
    documents: Sequence[PackedDocument],
    pdfs: Mapping[str, bytes],
    lay_out: Callable[[str], Pdf],
) -> Pdf:
    """Return the PDFs of documents, by the names of their files, as one, in the order of the documents.

    `lay_out` makes a PDF of a page: of the numbers that each page gets. Raise RenderError if the two do not fit, and
    EnvironmentLacksError if a PDF is not of the form that WeasyPrint is known to write.
    """
    with inside_as_known():
        parts = {each.file: read_pdf(pdfs[each.file]) for each in documents}
        sheets = [Sheet(each.title, *size) for each in documents for size in page_sizes(parts[each.file])]
    numbers = lay_out(page_of_numbers(report, brand, sheets))
    if numbers.pages != len(sheets):
        raise RenderError(
            f"The pack could not be made: its documents have {len(sheets)} pages, and its numbers {numbers.pages}.", ""
        )
    with inside_as_known():
        return Pdf(join(parts, read_pdf(numbers.content)), len(sheets), {})


def page_of_numbers(report: ReportView, brand: Brand, sheets: Sequence[Sheet]) -> str:
    """Return the page that is laid out as what stands on each page of the pack: its number, and which document it is.

    Without sheets it says what the file says of itself.
    """
    environment = make_environment(_FOLDER, lambda value: value)
    sizes = list(dict.fromkeys((sheet.width, sheet.height) for sheet in sheets))
    of_size = {size: f"size-{number}" for number, size in enumerate(sizes, 1)}
    placed = [(of_size[sheet.width, sheet.height], sheet.document) for sheet in sheets]
    with template_faults(_FOLDER / _NUMBERS):
        page: str = environment.get_template(_NUMBERS).render(report=report, brand=brand, sizes=of_size, sheets=placed)
    return page
