"""Makes the pictures of the README and the docs: real pages, kept small. Run by `make pictures`; it takes a browser.

The self-assessment is the sample's. All else is of a council that is made up, whose workbook has all that may be added.
"""

import io
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from bvdocs.core.schema import SHEETS
from bvdocs.storage.current import CURRENT
from bvdocs.workbook.writing.formatting import make_workbook
from tests.cases.committee import with_covering_report
from tests.cases.everything import everything_rows
from tests.gates import browser
from tests.making.shipped import make_shipped_files
from tests.support.part_b import part_b_of
from tests.support.project import SAMPLE, documents_of

# The picture's name, the document, what the page has that is drawn, and how wide the picture is in pixels.
_SAMPLE = (
    ("self-assessment-page-1", "self-assessment-theme-2-leadership.pdf", ("Page 1 of",), 520),
    ("self-assessment-page-2", "self-assessment-theme-2-leadership.pdf", ("Page 2 of",), 520),
)
_COUNCIL = (
    ("covering-report", "covering-report.pdf", ("Recommendations",), 520),
    ("what-needs-attention", "action-plan.pdf", ("Overdue by",), 760),
    ("action-plan", "action-plan.pdf", ("Theme ", "Milestones:"), 760),
    ("part-b", "part-b-not-for-publication.pdf", ("What this is",), 520),
)
# The window in which the page of all documents is shown, and how wide the picture of it is.
_INDEX_WIDTH, _INDEX_HEIGHT, _INDEX_DRAWN = 1180, 1090, 760
_COLOURS = 96


def main(folder: Path) -> None:
    """Draw each page into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    make_shipped_files()
    with tempfile.TemporaryDirectory() as temporary:
        _draw_pages(documents_of(SAMPLE, Path(temporary) / "sample"), _SAMPLE, folder)
        _draw_council(Path(temporary), folder)


def _draw_council(home: Path, folder: Path) -> None:
    """Draw what the council's committee gets, and the page that leads to it."""
    workbook = home / "assessment.xlsx"
    rows = with_covering_report(everything_rows(), ("Part B", "yes"))
    workbook.write_bytes(make_workbook(rows, date(2025, 9, 1), SHEETS))
    documents = documents_of(workbook, home, pack=True)
    part_b_of(workbook, home)
    (part_b,) = home.glob("exempt/current/*.pdf")
    _draw_pages({**documents, part_b.name: part_b.read_bytes()}, _COUNCIL, folder)
    with browser.browser() as running:
        page = running.new_page(viewport={"width": _INDEX_WIDTH, "height": _INDEX_HEIGHT})
        page.goto((home / CURRENT / "index.html").as_uri())
        shown = Image.open(io.BytesIO(page.screenshot()))
        _keep(shown.resize((_INDEX_DRAWN, _INDEX_DRAWN * shown.height // shown.width)), folder / "pack-index.png")


def _draw_pages(
    documents: Mapping[str, bytes], wanted: tuple[tuple[str, str, tuple[str, ...], int], ...], folder: Path
) -> None:
    for name, document, words, width in wanted:
        sheets = pypdfium2.PdfDocument(documents[document])
        sheet = next(each for each in sheets if all(word in each.get_textpage().get_text_range() for word in words))
        _keep(sheet.render(scale=width / sheet.get_width()).to_pil(), folder / f"{name}.png")


def _keep(picture: Image.Image, path: Path) -> None:
    """Write a picture with a thin edge, so that it stands out on white, in few colours."""
    edged = Image.new("RGB", (picture.width + 2, picture.height + 2), "#c9d3d7")
    edged.paste(picture.convert("RGB"), (1, 1))
    edged.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
