"""A PDF as it is read aloud: its tags in order, with their words, and what is furniture."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from pdfplumber.pdf import PDF

# The letters of each piece of marked content, by its page and its number there.
Pieces = dict[tuple[Any, int], str]


@dataclass
class Tag:
    """A tag: its kind, what it says of itself, its words letter by letter, its links' descriptions, what is in it."""

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    own: str = ""
    links: list[str] = field(default_factory=list)
    kids: list["Tag"] = field(default_factory=list)

    def all(self, *kinds: str) -> "list[Tag]":
        """Return the tags of these kinds within this one, in reading order; all of them if none is named."""
        return [tag for tag in self._within() if not kinds or tag.kind in kinds]

    def _within(self) -> "Iterator[Tag]":
        for kid in self.kids:
            yield kid
            yield from kid._within()

    @property
    def said(self) -> str:
        return self.own + "".join(kid.said for kid in self.kids)

    @property
    def kinds(self) -> list[str]:
        return [kid.kind for kid in self.kids]


class Heard:
    """A PDF as its tags tell it."""

    def __init__(self, content: bytes) -> None:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            self.catalog = {key: resolve1(value) for key, value in pdf.doc.catalog.items()}
            self.letters = [(char["tag"], char["mcid"], char["text"]) for each in pdf.pages for char in each.chars]
            own = [each.page_obj for each in pdf.pages]
            self.pages = [page.attrs for page in own]
            self.streams = [
                b"".join(resolve1(part).get_data() for part in each.page_obj.contents) for each in pdf.pages
            ]
            self.objects: list[Any] = [pdf.doc.getobj(number) for xref in pdf.doc.xrefs for number in xref.get_objids()]
            outline = pdf.doc.get_outlines() if "Outlines" in self.catalog else ()
            self.outline = [(level, title) for level, title, *_ in outline]
            self.identifiers = pdf.doc.xrefs[0].get_trailer()["ID"]
            self.document = self._fill(Tag("all"), self.catalog["StructTreeRoot"]["K"], None, _pieces(pdf)).kids[0]

    def _fill(self, tag: Tag, kids: Any, page: Any, pieces: Pieces) -> Tag:
        """Put what the file has in a tag into this one; `page` is where its words stand."""
        part: Any
        for part in map(resolve1, resolve1(kids)):
            if isinstance(part, int):
                tag.kids.append(Tag("words", own=pieces.get((page.objid, part), "")))
            elif "Obj" in part:
                tag.links.append(decode_text(resolve1(part["Obj"])["Contents"]))
            else:
                facts = {**resolve1(part.get("A", {})), **{key: part[key] for key in ("Alt", "ID") if key in part}}
                kid = Tag(part["S"].name, {key: getattr(value, "name", value) for key, value in facts.items()})
                tag.kids.append(self._fill(kid, part["K"], part.get("Pg"), pieces))
        return tag

    def artefacts(self) -> str:
        return "".join(text for tag, _, text in self.letters if tag == "Artifact")


def _pieces(pdf: PDF) -> Pieces:
    pieces: Pieces = {}
    for each in pdf.pages:
        for char in each.chars:
            key = (each.page_obj.pageid, char["mcid"])
            pieces[key] = pieces.get(key, "") + char["text"]
    return pieces
