"""The limit: bare WeasyPrint, in one process, laying out and writing the pages that a run published, as PDFs.

`--untagged` leaves out the marks for whoever cannot see. Usage: limit.py [--untagged] PAGES FOLDER
"""

import sys
from pathlib import Path
from typing import Any

import weasyprint


def main(pages: Path, folder: Path, options: dict[str, Any]) -> None:
    """One page after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in sorted(pages.glob("*.html")):
        weasyprint.HTML(filename=str(page)).write_pdf(folder / f"{page.stem}.pdf", **options)


if __name__ == "__main__":
    untagged = "--untagged" in sys.argv
    *_, of, to = sys.argv
    main(Path(of), Path(to), {} if untagged else {"pdf_variant": "pdf/a-2a", "pdf_identifier": True})
