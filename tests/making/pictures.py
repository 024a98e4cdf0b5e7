"""Makes the pictures of the README: real pages of the sample, kept small. Run by `make pictures`."""

import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.making.shipped import make_shipped_files
from tests.support.project import SAMPLE, documents_of

# The document, the page, and how wide the picture is in pixels.
PAGES = (
    ("self-assessment-theme-2-leadership.pdf", 1, 520),
    ("self-assessment-theme-2-leadership.pdf", 2, 520),
    ("action-plan.pdf", 3, 760),
)
_COLOURS = 48


def main(folder: Path) -> None:
    """Draw each page into `folder`, with a thin edge so that it stands out on white."""
    folder.mkdir(parents=True, exist_ok=True)
    make_shipped_files()
    with tempfile.TemporaryDirectory() as output:
        documents = documents_of(SAMPLE, Path(output))
    for name, page, width in PAGES:
        sheet = pypdfium2.PdfDocument(documents[name])[page - 1]
        picture: Image.Image = sheet.render(scale=width / sheet.get_width()).to_pil().convert("RGB")
        edged = Image.new("RGB", (picture.width + 2, picture.height + 2), "#c9d3d7")
        edged.paste(picture, (1, 1))
        small = edged.quantize(_COLOURS, dither=Image.Dither.NONE)
        small.save(folder / f"{Path(name).stem}-page-{page}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
