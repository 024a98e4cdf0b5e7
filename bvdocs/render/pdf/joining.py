"""Joins PDFs that this program made to one, with their tags whole: nothing is laid out again, but for page numbers.

Each document is a part of the whole in its tags (ISO 32000-1, 14.8.4.2), and has its places to link to under its own
name, as two documents may have one of the same name.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from bvdocs.render.pdf.read_back import PdfObjects, Reference, text_of

# What the whole has from the PDF that was laid out for it: its own title, language and colours (ISO 19005-2, 6.2.3).
_OF_WHOLE = ("Lang", "ViewerPreferences", "MarkInfo", "OutputIntents", "Metadata")
_BEGIN_PAGE = b"q"


def page_sizes(part: PdfObjects) -> list[tuple[float, float]]:
    """Return how wide and how tall each page of a part is, in points."""
    boxes = (part.at(page)["MediaBox"] for page in part.pages())
    return [(float(box[2]) - float(box[0]), float(box[3]) - float(box[1])) for box in boxes]


def join(parts: Mapping[str, PdfObjects], whole: PdfObjects) -> bytes:
    """Return the parts, which go by their names, as one PDF, in their order.

    `whole` has a page for each of theirs, with what is to stand on that one too; and what is said of the file.
    """
    return _Joined(whole).with_parts(parts)


class _Joined:
    """A PDF that parts are put into, one after the other."""

    def __init__(self, whole: PdfObjects) -> None:
        self._pdf = pydyf.PDF()
        self._streams: dict[bytes, bytes] = {}
        self._whole = whole
        self._number_of_pages = len(whole.pages())
        copy = _Copy(self._pdf, whole, self._streams, {})
        self._pdf.catalog |= {name: copy.value(whole.catalog[name]) for name in _OF_WHOLE if name in whole.catalog}
        copy.finish()
        self._pdf.info = pydyf.Dictionary(whole.info)
        self._additions = [self._as_form(whole.at(page)) for page in whole.pages()]
        self._tags = self._new({"Type": "/StructTreeRoot"})
        self._document = self._new(
            {"Type": "/StructElem", "S": "/Document", "P": self._tags.reference, "K": pydyf.Array()}
        )
        self._outline = self._new({"Type": "/Outlines"})
        self._bookmarks: list[Any] = []
        self._places: dict[bytes, Any] = {}
        # The tags of each page's content, then the annotations' (ISO 32000-1, 14.7.4.4).
        self._of_pages: list[Any] = []
        self._of_annotations: list[Any] = []
        self._begin = self._add(pydyf.Stream([_BEGIN_PAGE]))

    def _add(self, item: Any) -> Any:
        self._pdf.add_object(item)
        return item

    def _new(self, facts: dict[str, Any]) -> Any:
        return self._add(pydyf.Dictionary(facts))

    def _as_form(self, page: Any) -> bytes:
        """Return the reference to what stands on a page of the whole, as what can be put on another page."""
        copy = _Copy(self._pdf, self._whole, self._streams, {})
        content = self._whole.at(page["Contents"])
        extra = content.extra | {"Type": "/XObject", "Subtype": "/Form", "BBox": page["MediaBox"]}
        form = pydyf.Stream(content.stream, {**extra, "Resources": copy.value(page["Resources"])})
        copy.finish()
        reference: bytes = self._add(form).reference
        return reference

    def with_parts(self, parts: Mapping[str, PdfObjects]) -> bytes:
        """Return the PDF with the parts."""
        for name, part in parts.items():
            self._put(name, part)
        self._link_bookmarks()
        self._tags["K"] = pydyf.Array([self._document.reference])
        owners = pydyf.Array()
        for number, owner in enumerate([*self._of_pages, *self._of_annotations]):
            owners.extend((number, owner))
        self._tags["ParentTree"] = self._new({"Nums": owners}).reference
        names = pydyf.Array(each for name in sorted(self._places) for each in (name, self._places[name]))
        self._pdf.catalog |= {
            "StructTreeRoot": self._tags.reference,
            "Outlines": self._outline.reference,
            "Names": pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": names})}),
        }
        file = io.BytesIO()
        self._pdf.write(file, version="1.7", identifier=True, compress=True)
        return file.getvalue()

    def _put(self, name: str, part: PdfObjects) -> None:
        """Put a part behind those that are there."""
        root = part.at(part.catalog["StructTreeRoot"])
        instead = {part.catalog["StructTreeRoot"]: self._document, part.catalog["Pages"]: self._pdf.pages}
        if "Outlines" in part.catalog:
            instead[part.catalog["Outlines"]] = self._outline
        copy = _Copy(self._pdf, part, self._streams, {at: item.reference for at, item in instead.items()})
        owners = part.at(root["ParentTree"])["Nums"]
        of_number = {int(number): copy.value(owner) for number, owner in zip(*[iter(owners)] * 2, strict=True)}
        for page in part.pages():
            self._put_page(name, copy.object(page), of_number, copy)
        tag = copy.object(root["K"][0])
        tag |= {"S": "/Part", "T": pydyf.String(text_of(part.info["Title"]))}
        self._document["K"].append(tag.reference)
        self._bookmarks += [copy.object(each) for each in _top_bookmarks(part)]
        copy.finish()
        self._put_places(name, part, copy)

    def _put_page(self, name: str, page: Any, of_number: Mapping[int, Any], copy: "_Copy") -> None:
        """Put a page behind those that are there, with what is to stand on it too."""
        self._pdf.pages["Kids"].extend((page.number, 0, "R"))
        self._pdf.pages["Count"] += 1
        number = len(self._of_pages)
        self._of_pages.append(of_number[int(page["StructParents"])])
        page["StructParents"] = number
        form = f"Addition{number}"
        copy.object_at(page["Resources"])["XObject"][form] = self._additions[number]
        end = self._add(pydyf.Stream([b"Q q", f"/{form} Do", b"Q"]))
        page["Contents"] = pydyf.Array([self._begin.reference, page["Contents"], end.reference])
        for annotation in map(copy.object_at, page.get("Annots", ())):
            owner = of_number[int(annotation["StructParent"])]
            annotation["StructParent"] = self._number_of_pages + len(self._of_annotations)
            self._of_annotations.append(owner)
            if "Dest" in annotation:
                annotation["Dest"] = _within(name, annotation["Dest"])

    def _put_places(self, name: str, part: PdfObjects, copy: "_Copy") -> None:
        """Put in the places to link to."""
        names = part.catalog.get("Names", {}).get("Dests", {}).get("Names", ())
        for own, place in zip(*[iter(names)] * 2, strict=True):
            self._places[_within(name, own)] = copy.value(place)

    def _link_bookmarks(self) -> None:
        """Make one outline of all: it opens with the documents, each with its own headings closed up beneath it."""
        for before, after in zip(self._bookmarks, self._bookmarks[1:], strict=False):
            before["Next"], after["Prev"] = after.reference, before.reference
        for bookmark in self._bookmarks:
            bookmark["Count"] = -abs(int(bookmark.get("Count", 0)))
        if self._bookmarks:
            first, last = self._bookmarks[0].reference, self._bookmarks[-1].reference
            self._outline |= {"First": first, "Last": last, "Count": len(self._bookmarks)}


class _Copy:
    """Copies what is asked for from one PDF into another, with all that it refers to.

    `instead` has what stands there for objects of the one: references by their numbers. A stream that is there already,
    such as a logo, is not put in again: `streams` has what is.
    """

    def __init__(self, pdf: Any, source: PdfObjects, streams: dict[bytes, bytes], instead: Mapping[int, bytes]) -> None:
        self._pdf, self._source, self._streams = pdf, source, streams
        self._references: dict[int, bytes] = dict(instead)
        self._unfinished: list[Any] = []

    def value(self, value: Any) -> Any:
        """Return the value with references to what is, or will be, in the other PDF."""
        match value:
            case Reference():
                return self._reference(value)
            case pydyf.Dictionary():
                return pydyf.Dictionary({name: self.value(each) for name, each in value.items()})
            case pydyf.Array():
                return pydyf.Array(self.value(each) for each in value)
        return value

    def object(self, reference: Reference) -> Any:
        """Return the copy of an object."""
        copied = self.object_at(self._reference(reference))
        self.finish()
        return copied

    def object_at(self, reference: bytes) -> Any:
        """Return the object of the other PDF that a reference such as b'12 0 R' refers to."""
        return self._pdf.objects[int(reference.split()[0])]

    def finish(self) -> None:
        """Take in what was referred to, until nothing more is."""
        while self._unfinished:
            item, original = self._unfinished.pop()
            if isinstance(item, pydyf.Stream):
                item.extra = self.value(original.extra)
            elif isinstance(item, pydyf.Dictionary):
                item |= self.value(original)
            else:
                item.extend(self.value(original))

    def _reference(self, number: Reference) -> bytes:
        if number not in self._references:
            original = self._source.objects[number]
            self._references[number] = self._known_stream(original) or self._begin(original)
        return self._references[number]

    def _known_stream(self, original: Any) -> bytes | None:
        return self._streams.get(original.data) if isinstance(original, pydyf.Stream) else None

    def _begin(self, original: Any) -> bytes:
        item = pydyf.Stream(original.stream) if isinstance(original, pydyf.Stream) else type(original)()
        self._pdf.add_object(item)
        self._unfinished.append((item, original))
        reference: bytes = item.reference
        if isinstance(original, pydyf.Stream) and not _refers(original.extra):
            self._streams[original.data] = reference
        return reference


def _refers(value: Any) -> bool:
    """Say whether a value refers to anything."""
    match value:
        case pydyf.Dictionary():
            return any(map(_refers, value.values()))
        case pydyf.Array():
            return any(map(_refers, value))
    return isinstance(value, Reference)


def _top_bookmarks(part: PdfObjects) -> Iterator[Reference]:
    """Yield the bookmarks of a part that are within no other."""
    outline = part.at(part.catalog.get("Outlines", {}))
    bookmark = outline.get("First")
    while bookmark is not None:
        yield bookmark
        bookmark = part.at(bookmark).get("Next")


def _within(name: str, place: bytes) -> bytes:
    """Return the name of a place in a part, as the whole has it: 'action-plan/theme-2'."""
    whole: bytes = pydyf.String(f"{name}/{text_of(place)}").data
    return whole
