"""Which files templates are made of, and those that are missing or cannot be read; the brand file's faults."""

from collections.abc import Iterator
from pathlib import Path

from bvdocs.findings import Finding
from bvdocs.model import CellRef
from bvdocs.preflight import rules
from bvdocs.templates import BRAND_FILE, brand_faults

DOCUMENTS = ("self-assessment", "action-plan", "overview")
SHARED_PAGES = ("page.html", "parts.html")
STYLE_SHEETS = ("style.css", "screen.css")


def files_of(folder: Path) -> Iterator[Finding]:
    """What is missing, and what is not plain text."""
    pages = (*(f"{name}.html" for name in DOCUMENTS), *SHARED_PAGES)
    for name in (*(f"{name}.docx" for name in DOCUMENTS), *pages, *STYLE_SHEETS):
        if not (folder / name).is_file():
            yield rules.TEMPLATE_MISSING.at(
                CellRef(name), "the file is missing.", "Put it back, or take the one that came with bvdocs again."
            )
    for name in (*pages, *STYLE_SHEETS):
        yield from _plain(folder / name)
    for fault in brand_faults(folder):
        where = CellRef(BRAND_FILE, f"line {fault.line}" if fault.line else "")
        rule = rules.BRAND if (folder / BRAND_FILE).is_file() else rules.TEMPLATE_MISSING
        yield rule.at(where, f"{fault.message}.".replace("?.", "?"), fault.hint)


def _plain(path: Path) -> Iterator[Finding]:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        line = path.read_bytes()[: fault.start].count(b"\n") + 1
        yield rules.NOT_UTF_8.at(
            CellRef(path.name, f"line {line}"), "a sign in it is not UTF-8.", "Save the file as plain text in UTF-8."
        )
    except OSError:
        if path.is_file():
            yield rules.TEMPLATE_MISSING.at(CellRef(path.name), "the file cannot be opened.", "See who may read it.")


def text_of(path: Path) -> str:
    """What a style sheet says, if it can be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
