"""What a tagged PDF of any maker says, in the exact order of its tags, and without its page furniture."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfplumber.pdf import PDF

from tests.support.reading import squeezed


@dataclass(frozen=True, slots=True)
class Said:
    """All text, squeezed, and the alt text of each picture."""

    text: str
    alts: list[str]


def read(path: Path) -> Said:
    """Follow the tags of a PDF from the first to the last."""
    with pdfplumber.open(path) as pdf:
        pieces = _pieces(pdf)
        text: list[str] = []
        alts: list[str] = []
        for found in _walk(pdf.doc.catalog["StructTreeRoot"], 0):
            if isinstance(found, str):
                alts.append(found)
            else:
                text.append(pieces[found])
    return Said(squeezed("".join(text)), alts)


def _pieces(pdf: PDF) -> dict[tuple[int, int], str]:
    """The letters of each piece of marked content, by its page's object and its own number."""
    pieces: dict[tuple[int, int], str] = defaultdict(str)
    for page in pdf.pages:
        own: Any = page.page_obj.pageid
        for char in page.chars:
            if char["mcid"] is not None:
                pieces[own, char["mcid"]] += char["text"]
    return pieces


def _walk(node: Any, page: int) -> Iterator[str | tuple[int, int]]:
    """Each alt text and each piece of content under a tag. A tag names its page, or has that of the tag around it."""
    node = resolve1(node)
    if isinstance(node, int):
        yield page, node
    elif isinstance(node, list):
        for each in node:
            yield from _walk(each, page)
    elif isinstance(node, dict):
        own = node.get("Pg")
        page = own.objid if isinstance(own, PDFObjRef) else page
        if "Alt" in node:
            yield _words(resolve1(node["Alt"]))
        yield from _walk(node.get("MCID", node.get("K")), page)


def _words(text: bytes) -> str:
    """A string of a PDF."""
    return text[2:].decode("utf-16-be") if text.startswith(b"\xfe\xff") else text.decode("latin-1")
