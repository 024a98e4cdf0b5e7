"""Which files templates are made of, and those that are missing or cannot be read; the brand file's faults."""

from collections.abc import Iterator
from pathlib import Path

from bvdocs.core import documents
from bvdocs.core.findings import Finding
from bvdocs.core.model import CellRef
from bvdocs.templating import rules
from bvdocs.templating.folder import BRAND_FILE, brand_faults, read_plain

DOCUMENTS = tuple(each.name for each in documents.DOCUMENTS)
PAGES = (*DOCUMENTS, documents.COMPARISON)
STYLE_SHEETS = ("style.css", "screen.css")


def files_of(folder: Path, *, word: bool) -> Iterator[Finding]:
    """What is missing, the Word templates only if documents for Word are wanted."""
    for name in (
        *(f"{name}.docx" for name in DOCUMENTS if word),
        *(f"{name}.html" for name in PAGES),
        *STYLE_SHEETS,
    ):
        if not (folder / name).is_file():
            yield rules.TEMPLATE_MISSING.at(
                CellRef(name), "the file is missing.", "Put it back, or take the one that came with bvdocs again."
            )
    for fault in brand_faults(folder):
        where = CellRef(BRAND_FILE, f"line {fault.line}" if fault.line else "")
        rule = rules.BRAND if (folder / BRAND_FILE).is_file() else rules.TEMPLATE_MISSING
        yield rule.at(where, f"{fault.message}.".replace("?.", "?"), fault.hint)


def plain_faults(path: Path) -> Iterator[Finding]:
    """Why a page or a style sheet that is there cannot be read."""
    try:
        read_plain(path)
    except UnicodeDecodeError as fault:
        line = path.read_bytes()[: fault.start].count(b"\n") + 1
        yield rules.NOT_UTF_8.at(
            CellRef(path.name, f"line {line}"),
            "a character in it is not UTF-8.",
            "Save the file as plain text in UTF-8.",
        )
    except OSError as fault:
        if path.exists():
            yield rules.TEMPLATE_MISSING.at(
                CellRef(path.name),
                f"the file cannot be opened: {fault.strerror}.",
                "See what it is, and who may read it.",
            )


def text_of(path: Path) -> str:
    """What a style sheet says, if it can be read."""
    try:
        return read_plain(path)
    except (OSError, ValueError):
        return ""
