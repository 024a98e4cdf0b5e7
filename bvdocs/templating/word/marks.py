"""Comments and tracked changes of a Word template, which would be published with their authors."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from bvdocs.core.findings import Finding
from bvdocs.core.places import TemplatePlace
from bvdocs.core.quoting import quoted
from bvdocs.core.wordml import W
from bvdocs.templating import rules
from bvdocs.templating.word.file import WordFile, WordText
from bvdocs.templating.word.walk import local_name, text_within

_DELETE_ALL = "Delete it in Word: Review, Delete, Delete All Comments in Document."
_ACCEPT_ALL = "Accept or reject it in Word: Review, Accept, Accept All Changes and Stop Tracking."
_COMMENT_SIGNS = ("commentReference", "commentRangeStart")
# What a tracked change did (ECMA-376, part 1, 17.13.5); signs of where moved words began and ended come with these.
_CHANGES = {
    "ins": "inserted",
    "del": "deleted",
    "moveFrom": "moved away",
    "moveTo": "moved here",
    "cellIns": "a cell inserted",
    "cellDel": "a cell deleted",
    "cellMerge": "cells merged",
    "conflictIns": "inserted",
    "conflictDel": "deleted",
    "numberingChange": "the numbering changed",
    "sectPrChange": "the page changed",
    **dict.fromkeys(("rPrChange", "pPrChange"), "the formatting changed"),
    **dict.fromkeys(
        ("tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange"), "the table's look changed"
    ),
}
# Where else than in words a change may be tracked: what its part is called.
_OTHER_PARTS = {"/styles": "styles", "/numbering": "lists"}


class _Comment(NamedTuple):
    author: str
    words: str


def check_comments(file: WordFile) -> Iterator[Finding]:
    """Report each comment, at the paragraph that it belongs to."""
    comments = {}
    for relation in file.relations(file.main):
        root = file.xml(relation.target) if relation.kind.endswith("/comments") else None
        for each in root.iter(f"{W}comment") if root is not None else ():
            comments[each.get(f"{W}id", "")] = _Comment(each.get(f"{W}author", ""), text_within(each))
    places: dict[str, TemplatePlace] = {}
    for text in file.texts:
        for met in text.met:
            if local_name(met.element) in _COMMENT_SIGNS:
                places.setdefault(met.element.get(f"{W}id", ""), file.place(text.part, met.number))
    for identity in dict.fromkeys((*places, *comments)):
        author, words = comments.get(identity, _Comment("", ""))
        said = f"a comment{_by(author)}{f', {quoted(words)},' if words.strip() else ''} would be published."
        yield rules.COMMENT.at(places.get(identity, file.place("", 0)), said, _DELETE_ALL)


def check_tracked_changes(file: WordFile) -> Iterator[Finding]:
    """Report tracked changes, those of one author in one paragraph together."""
    others = (
        WordText(name, relation.target, root)
        for relation in file.relations(file.main)
        for kind, name in _OTHER_PARTS.items()
        if relation.kind.endswith(kind) and (root := file.xml(relation.target)) is not None
    )
    changes: dict[tuple[str, int, str], list[str]] = {}
    for text in (*file.texts, *others):
        for met in text.met:
            if local_name(met.element) in _CHANGES and not _is_property(met.element):
                place = text.part, met.number, _author(met.element)
                changes.setdefault(place, []).append(_change(met.element))
    for (part, number, author), said in changes.items():
        message = f"a tracked change{_by(author)} would be published: {', '.join(dict.fromkeys(said))}."
        yield rules.TRACKED_CHANGE.at(file.place(part, number), message, _ACCEPT_ALL)


def _is_property(element: Any) -> bool:
    """Say whether it is no change though it has the name of one: such as `m:del`, which is none of Word's own."""
    return not (element.tag.startswith(W) or local_name(element).startswith("conflict"))


def _author(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "author"), "")


def _change(element: Any) -> str:
    words, how = text_within(element).strip(), _CHANGES[local_name(element)]
    if words and local_name(element) in ("ins", "del", "moveFrom", "moveTo"):
        return f"{quoted(words)} {how}"
    return f"something {how}" if how in ("inserted", "deleted", "moved away", "moved here") else how


def _by(author: str) -> str:
    return f" by {author}" if author else ""
