"""Puts a PDF's structure in one piece: what is read aloud, in which order, and what is furniture of the page.

WeasyPrint tags each page for itself: a list, table or paragraph that runs over a page's end becomes two, a repeated
heading row is read again, and page headers and footers are marked as if they were content. Here the pieces are
joined, and furniture is marked as such (ISO 14289-1, 7.1 and 7.8; ISO 32000-1, 14.8.2.2).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from bvdocs.render.pdf.weasyprint_tags import TagNotes

# What may begin on one page and end on another. Words and pictures never do.
_CARRIED_ON = {"/Part", "/Art", "/Sect", "/Div", "/NonStruct", "/BlockQuote", "/P", "/L", "/LI", "/LBody", "/Table"}
_CARRIED_ON |= {"/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD", *(f"/H{level}" for level in range(1, 7))}
# In these any kid may go on; in all others only the last one, or what stood after it would be read too late.
_KIDS_SIDE_BY_SIDE = {"/Table", "/TR"}
_REPEATED = {"/THead", "/TFoot"}
_SAYS_NOTHING_EMPTY = {"/Part", "/Sect", "/Div", "/NonStruct", "/P", "/Span"}

# ISO 32000-1, table 330. A repeated heading row belongs to its page, as a page number does.
_REPEATED_HEADING = b"<</Type /Pagination>>"
_FURNITURE = {
    "top": b"<</Type /Pagination /Attached [/Top] /Subtype /Header>>",
    "bottom": b"<</Type /Pagination /Attached [/Bottom] /Subtype /Footer>>",
    "left": b"<</Type /Pagination /Attached [/Left]>>",
    "right": b"<</Type /Pagination /Attached [/Right]>>",
}


class Structure:
    """The tree of tags, and where the words of each tag stand in the pages' content streams."""

    def __init__(self, pdf: Any, notes: TagNotes) -> None:
        self._pdf = pdf
        self._notes = notes
        root = self.object_at(pdf.catalog["StructTreeRoot"])
        self._document = self.object_at(root["K"][0])
        # The tag that each piece of content belongs to: 0, the first page's list, 1, the second page's, and so on;
        # then the annotations' tags, numbered on.
        self._owners = self.object_at(root["ParentTree"])["Nums"]
        self._pages = {reference: self.object_at(reference) for reference in pdf.page_references}
        self._places = {reference: self._places_in(page) for reference, page in self._pages.items()}

    def _places_in(self, page: Any) -> dict[int, int]:
        """Return where in the page's content stream the number of each piece of content stands."""
        items = enumerate(self.content(page))
        return {item["MCID"]: place for place, item in items if isinstance(item, dict) and "MCID" in item}

    def object_at(self, reference: bytes) -> Any:
        """Return what a reference such as '12 0 R' refers to."""
        return self._pdf.objects[int(reference.split()[0])]

    def box(self, tag: Any) -> Any:
        """Return the box that the tag was made from; None for the words of one line."""
        return self._notes.boxes.get(tag.number)

    def page(self, tag: Any) -> Any:
        """Return the page on which the tag begins."""
        return self._pages[tag["Pg"]]

    def kids(self, tag: Any) -> list[Any]:
        """Return the tags right within this one."""
        return [kid for kid in self._parts(tag) if "S" in kid]

    def annotations(self, tag: Any) -> list[Any]:
        """Return the annotations of a link: one for each line that it stands on."""
        return [self.object_at(part["Obj"]) for part in self._parts(tag) if "Obj" in part]

    def _parts(self, tag: Any) -> list[Any]:
        return [self.object_at(part) for part in tag["K"] if isinstance(part, bytes)]

    def content(self, page: Any) -> list[Any]:
        """Return the page's content stream, item by item."""
        stream: list[Any] = self.object_at(page["Contents"]).stream
        return stream

    def contents(self) -> list[tuple[list[Any], dict[int, int]]]:
        """Return the content stream of each page, and where in it each piece of content begins."""
        return [(self.content(page), self._places[reference]) for reference, page in self._pages.items()]

    def _pieces(self, tag: Any) -> list[int]:
        """Return the numbers of the pieces of content right within this tag."""
        return [part for part in tag.get("K", ()) if isinstance(part, int)]

    def tags(self) -> Iterator[Any]:
        """Yield all tags in reading order, each before those within it."""
        return self._from(self._document)

    def _from(self, tag: Any) -> Iterator[Any]:
        yield tag
        for kid in self.kids(tag):
            yield from self._from(kid)

    def repair(self) -> None:
        """Mark the furniture, join what pages and lines have parted, take out what is empty."""
        for keyword, numbers in self._notes.furniture:
            side = keyword.removeprefix("@").partition("-")[0]
            self._make_artefacts((self._pdf.objects[number] for number in numbers), _FURNITURE[side])
        pieces = self.kids(self._document)
        self._document["K"].clear()
        for piece in pieces:
            self._tidy_lists(piece)
            self._tidy_links(piece, None)
            self._add_or_join(self._document, piece)
        self._join_links(self._document)
        self._drop_empty(self._document)

    def has_unread_words(self) -> bool:
        """Say whether there are words outside the pages' own streams, where no tag can refer to them."""
        return any(piece not in self._places[tag["Pg"]] for tag in self.tags() for piece in self._pieces(tag))

    def _make_artefacts(self, tags: Iterable[Any], kind: bytes) -> None:
        """Take these tags away, and mark their content as what no reader says."""
        for tag in tags:
            for piece in self._pieces(tag):
                if place := self._places[tag["Pg"]].get(piece):
                    self.content(self.page(tag))[place - 1 : place + 1] = [b"/Artifact", kind]
                self._owners_on_page(tag)[piece] = b"null"
            tag.clear()

    def _tidy_lists(self, tag: Any) -> None:
        """Put all of a list item but its bullet or number in one body, a list within it too (ISO 14289-1, 7.6)."""
        body = None
        for kid in self.kids(tag):
            self._tidy_lists(kid)
            if kid["S"] == "/LI":
                body = self._one_body(kid)
            elif body and kid["S"] == tag["S"] == "/L":
                tag["K"].remove(kid.reference)
                self._append(body, kid)

    def _one_body(self, item: Any) -> Any:
        """Return the one body of a list item, made from all that it holds if it has none or several."""
        parts = [part for part in self.kids(item) if part["S"] != "/Lbl"]
        if [part["S"] for part in parts] == ["/LBody"]:
            return parts[0]
        body = type(item)({**item, "S": "/LBody", "K": type(item["K"])()})
        self._pdf.add_object(body)
        self._notes.boxes[body.number] = self.box(item)
        for part in parts:
            item["K"].remove(part.reference)
            for each in self.kids(part) if part["S"] == "/LBody" else [part]:
                self._append(body, each)
        self._append(item, body)
        return body

    def _tidy_links(self, tag: Any, link: Any) -> None:
        """Join the annotations within a link to its own: WeasyPrint makes one more for each thing that is within it."""
        if link is None and tag["S"] == "/Link":
            link = next(iter(self.annotations(tag)), None)
        elif link is not None:
            for extra in self.annotations(tag):
                across, up = (link["Rect"][way::2] + extra["Rect"][way::2] for way in (0, 1))
                link["Rect"][:] = [min(across), min(up), max(across), max(up)]
                self.page(tag)["Annots"].remove(extra.reference)
                extra.clear()
            tag["K"][:] = [part for part in tag["K"] if isinstance(part, int) or "Obj" not in self.object_at(part)]
        for kid in self.kids(tag):
            self._tidy_links(kid, link)

    def _append(self, parent: Any, tag: Any) -> None:
        parent["K"].append(tag.reference)
        tag["P"] = parent.reference

    def _add_or_join(self, parent: Any, tag: Any) -> None:
        """Put the tag at the end of the parent, or join it to the piece there that it carries on."""
        earlier = self._earlier_piece(parent, tag)
        if earlier is None:
            self._append(parent, tag)
        elif tag["S"] in _REPEATED:
            self._make_artefacts(tuple(self._from(tag)), _REPEATED_HEADING)
        else:
            for kid in self.kids(tag):
                self._add_or_join(earlier, kid)
            tag.clear()

    def _earlier_piece(self, parent: Any, tag: Any) -> Any:
        """Return the tag of the same kind and from the same element that this one carries on, if any."""
        kids = self.kids(parent) if tag["S"] in _CARRIED_ON else []
        candidates = kids if parent["S"] in _KIDS_SIDE_BY_SIDE else kids[-1:]
        return next((kid for kid in candidates if self.is_same(kid, tag)), None)

    def is_same(self, one: Any, other: Any) -> bool:
        """Say whether two tags are of the same kind, and from the same element of the HTML."""
        return one["S"] == other["S"] and self.box(one).element is self.box(other).element

    def _join_links(self, tag: Any) -> None:
        """Make one link of a link's lines on a page: a reader is to say it once."""
        last = None
        for kid in self.kids(tag):
            if last and kid["S"] == "/Link" and self.is_same(last, kid) and last["Pg"] == kid["Pg"]:
                self._move_content(kid, last)
                tag["K"].remove(kid.reference)
                kid.clear()
            else:
                self._join_links(kid)
                last = kid

    def _move_content(self, source: Any, target: Any) -> None:
        """Move all that is within one tag to another of the same page."""
        for kid in self.kids(source):
            kid["P"] = target.reference
        for piece in self._pieces(source):
            self._owners_on_page(source)[piece] = target.reference
        for annotation in self.annotations(source):
            self._owners[2 * annotation["StructParent"] + 1] = target.reference
        target["K"].extend(source["K"])

    def _owners_on_page(self, tag: Any) -> Any:
        """Return the owner of each piece of content on the page where the tag begins, by the piece's number."""
        return self._owners[2 * self.page(tag)["StructParents"] + 1]

    def _drop_empty(self, tag: Any) -> None:
        """Take out tags that hold nothing, such as a place to link to: a reader may stop at them."""
        for kid in self.kids(tag):
            self._drop_empty(kid)
            if not kid["K"] and kid["S"] in _SAYS_NOTHING_EMPTY:
                tag["K"].remove(kid.reference)
                kid.clear()
