"""Which files the templates are made of, and which of them are missing."""

from collections.abc import Iterator
from pathlib import Path

from bvdocs.core import documents
from bvdocs.core.findings import Finding
from bvdocs.core.model import TemplatePlace
from bvdocs.templating import rules
from bvdocs.templating.brand_file import check_brand

DOCUMENTS = tuple(each.name for each in documents.DOCUMENTS)
PAGES = (*DOCUMENTS, documents.COMPARISON)
STYLE_SHEETS = ("style.css", "screen.css")


def check_files(folder: Path, *, word: bool) -> Iterator[Finding]:
    """Report the files that are missing, those for Word only if `word` says so, and the faults of the brand file."""
    for name in (*(f"{name}.docx" for name in DOCUMENTS if word), *(f"{name}.html" for name in PAGES), *STYLE_SHEETS):
        if not (folder / name).is_file():
            yield rules.TEMPLATE_MISSING.at(
                TemplatePlace(name), "the file is missing.", "Put it back, or take the one that came with bvdocs again."
            )
    yield from check_brand(folder)
