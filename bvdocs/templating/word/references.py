"""Links and references of a Word template to its own bookmarks."""

from collections.abc import Iterator

from bvdocs.core.findings import Finding
from bvdocs.core.quoting import quoted
from bvdocs.core.wordml import RELATIONSHIPS, W
from bvdocs.templating import rules
from bvdocs.templating.word.fields import bookmark_of, read_fields
from bvdocs.templating.word.file import WordFile, WordText

# A link to it leads to the top of the document, and there is no such bookmark.
TOP = "_top"
_HINT = "Put the bookmark back (Insert, Bookmark), or take the link out; its words alone are kept."


def check_references(file: WordFile) -> Iterator[Finding]:
    """Report what leads to a bookmark that is not there: Word would say 'Error! Reference source not found.'"""
    marks = (met.element for text in file.texts for met in text.met if met.element.tag == f"{W}bookmarkStart")
    known = {TOP, *(each.get(f"{W}name", "").casefold() for each in marks)}
    for text in file.texts:
        for number, name in _led_to(text):
            if name.casefold() not in known:
                message = f"something leads to the bookmark {quoted(name)}, which is not there."
                yield rules.LEADS_NOWHERE.at(file.place(text.part, number), message, _HINT)


def _led_to(text: WordText) -> Iterator[tuple[int, str]]:
    """Yield each bookmark that a link or a field of a part leads to, with its paragraph."""
    for met in text.met:
        name = met.element.get(f"{W}anchor") if met.element.tag == f"{W}hyperlink" else ""
        if name and not met.element.get(f"{RELATIONSHIPS}id"):
            yield met.number, name
    for field in read_fields(text.met):
        name = bookmark_of(field.instruction)
        if name and "{" not in name:
            yield field.number, name
