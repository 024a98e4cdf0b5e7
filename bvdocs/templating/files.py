"""Which files the templates are made of, and which of them are missing or cannot be read."""

from collections.abc import Iterator
from pathlib import Path

from bvdocs.core.findings import Finding
from bvdocs.core.model import TemplatePlace
from bvdocs.templating import rules
from bvdocs.templating.brand_file import check_brand
from bvdocs.templating.folder import read_plain

DOCUMENTS = ("self-assessment", "action-plan", "overview")
# The comparison of two versions is a page alone.
PAGES = (*DOCUMENTS, "comparison")
STYLE_SHEETS = ("style.css", "screen.css")


def check_files(folder: Path, *, word: bool) -> Iterator[Finding]:
    """Report the files that are missing, those for Word only if `word` says so, and the faults of the brand file."""
    for name in (*(f"{name}.docx" for name in DOCUMENTS if word), *(f"{name}.html" for name in PAGES), *STYLE_SHEETS):
        if not (folder / name).is_file():
            yield rules.TEMPLATE_MISSING.at(
                TemplatePlace(name), "the file is missing.", "Put it back, or take the one that came with bvdocs again."
            )
    yield from check_brand(folder)


def check_encoding(path: Path) -> Iterator[Finding]:
    """Report why a page or a style sheet that is there cannot be read."""
    try:
        read_plain(path)
    except UnicodeDecodeError as fault:
        line = path.read_bytes()[: fault.start].count(b"\n") + 1
        yield rules.NOT_UTF_8.at(
            TemplatePlace(path.name, f"line {line}"),
            "a character in it is not UTF-8.",
            "Save the file as plain text in UTF-8.",
        )
    except OSError as fault:
        if path.exists():
            yield rules.TEMPLATE_MISSING.at(
                TemplatePlace(path.name),
                f"the file cannot be opened: {fault.strerror}.",
                "See what it is, and who may read it.",
            )
