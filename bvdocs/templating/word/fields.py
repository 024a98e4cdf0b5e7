"""Fields of a Word file: what Word works out itself, with the text that it had when it last did.

Works on the elements of lxml and of the standard library alike.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bvdocs.core.findings import Finding
from bvdocs.core.link_services import why_not_as_it_is
from bvdocs.core.quoting import quoted
from bvdocs.core.wordml import W
from bvdocs.templating import rules
from bvdocs.templating.word.file import WordFile
from bvdocs.templating.word.walk import Met, local_name

# Fields whose last text tells nothing: of the pages, of the document itself, of lists, and forms to fill in.
_HARMLESS = {
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "NOTEREF", "REF", "STYLEREF", "SEQ", "LISTNUM", "TC",
    "XE", "HYPERLINK", "SYMBOL", "EQ", "ADVANCE", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "=",
}  # fmt: skip
_TIMES = "{{ report.meeting_date }}"
# What to write in the place of a field.
_INSTEAD = {
    "DATE": _TIMES,
    "TIME": _TIMES,
    "CREATEDATE": _TIMES,
    "SAVEDATE": _TIMES,
    "PRINTDATE": _TIMES,
    "TITLE": "{{ report.title }}",
    "AUTHOR": "{{ report.author }}",
    "LASTSAVEDBY": "{{ report.author }}",
    "USERNAME": "{{ report.author }}",
    "TOC": "{{ contents }}",
}
# The same for content controls that Word fills from a property, by the end of the property's name.
_INSTEAD_OF_PROPERTY = {
    "title": _INSTEAD["TITLE"],
    "creator": _INSTEAD["AUTHOR"],
    "Company": "{{ report.authority }}",
    "PublishDate": _TIMES,
}
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
# What leads to a bookmark, with its name.
LEADING = re.compile(
    r'((?<!\s)\s*(?:REF|NOTEREF|PAGEREF|GOTOBUTTON)\s+"?|(?<!\s)\s*HYPERLINK\s+(?:\\[a-km-z]\s+)*\\l\s+"?)([^\s"\\]+)',
    re.IGNORECASE,
)
_BOUND = "content control"
_UNTRUE = "would not be true of what is made, so it is left out"


@dataclass
class WordField:
    """A field: the number of its paragraph, its name, the elements that it is made of, and what it shows.

    `within` is the untrue field that shows it, such as the contents that show pages' numbers; `bound_to` the property
    that a content control shows.
    """

    number: int
    instruction: str = ""
    made_of: list[Any] = field(default_factory=list)
    shown: str = ""
    within: "WordField | None" = None
    bound_to: str = ""

    @property
    def name(self) -> str:
        """Return what kind of field it is, such as 'DATE'; '' if it does not say."""
        found = re.match(r'\s*(=|[^\s"\\]+)', self.instruction)
        return found[1].upper() if found else ""

    @property
    def is_untrue(self) -> bool:
        """Say whether its text would be untrue, or tell a path or a name."""
        return self.instruction == _BOUND or self.name not in _HARMLESS or bool(_why_left_out(self.instruction))


def untrue_fields(elements: Iterable[Met]) -> Iterator[WordField]:
    """Yield the fields of a part whose last text would be untrue, or would tell a path or a name; none twice.

    Content controls that show a property of the document are among them; their name is 'content control'.
    """
    for found in read_fields(elements):
        if found.within is None and found.is_untrue:
            yield found


def bookmark_of(instruction: str) -> str:
    """Return the bookmark that a field leads to; '' if it leads to none."""
    found = LEADING.match(instruction)
    return found[2] if found else ""


def read_fields(elements: Iterable[Met]) -> list[WordField]:
    """Return the fields of a part, content controls that show a property among them."""
    reader = _FieldReader()
    for met in elements:
        name = local_name(met.element)
        if name == "fldSimple" and met.element.tag.startswith(W):
            instruction = met.element.get(f"{W}instr", "")
            reader.found.append(WordField(met.number, instruction, [met.element], _words([met.element])))
        elif name == "sdt" and any(local_name(each) == "dataBinding" for each in met.element.findall(f"{W}sdtPr/*")):
            held = [each for run in met.element.iter(f"{W}r") for each in run if each.tag != f"{W}rPr"]
            reader.found.append(WordField(met.number, _BOUND, held, _words(held), bound_to=_property(met.element)))
        elif met.around and met.around[-1].tag == f"{W}r":
            reader.read(met.number, met.element)
    return reader.found


def _property(control: Any) -> str:
    """Return the name of the property that a content control shows, such as 'title'."""
    bindings = (each for each in control.findall(f"{W}sdtPr/*") if local_name(each) == "dataBinding")
    names = re.findall(r"(?<!\w)(\w+)(?:\[\d+\])?$", next(bindings).get(f"{W}xpath", ""))
    return names[0] if names else ""


def _why_left_out(instruction: str) -> str:
    """Return why the link that a field makes must not be published, '' if it may be; one with a tag is not known."""
    address = _ADDRESS.match(instruction)
    return why_not_as_it_is(address[1]) if address and "{{" not in address[1] else ""


def check_fields(file: WordFile) -> Iterator[Finding]:
    """Report fields that are left out of what is made."""
    for text in file.texts:
        for each in untrue_fields(text.met):
            name = each.name or "nameless"
            what = (
                f"a content control that is bound to a property{f', {quoted(each.bound_to)}' if each.bound_to else ''}"
                if each.instruction == _BOUND
                else f"{_article(name)} {name} field"
            )
            shown = f", now {quoted(each.shown)}," if each.shown.strip() else ""
            why = _why_left_out(each.instruction)
            fault = f"makes a link that is left out with its words: {why}" if why else _UNTRUE
            message = f"{what}{shown} {fault}."
            instead = _INSTEAD_OF_PROPERTY.get(each.bound_to) or _INSTEAD.get(name)
            hint = f"Write {instead} in its place." if instead else "Take it out, or write the words themselves."
            yield rules.UNTRUE_FIELD.at(file.place(text.part, each.number), message, hint)


class _FieldReader:
    """A reader of fields that begin and end with signs of their own, and may stand within each other."""

    def __init__(self) -> None:
        self.found: list[WordField] = []
        self._open: list[tuple[WordField, bool]] = []  # and whether its result has begun

    def read(self, number: int, element: Any) -> None:
        """Read what stands directly in a run."""
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else ""
        if kind == "begin":
            within = next((each for each, in_result in self._open if in_result and each.is_untrue), None)
            self._open.append((WordField(number, within=within), False))
        for each, _ in self._open:
            each.made_of += [element] if element.tag != f"{W}rPr" else []
        if not self._open:
            return
        last, in_result = self._open[-1]
        if element.tag == f"{W}instrText" and not in_result:
            last.instruction += element.text or ""
        elif kind == "separate":
            self._open[-1] = last, True
        elif kind == "end":
            self._open.pop()
            last.shown = _words(last.made_of)
            self.found.append(last)


def _article(name: str) -> str:
    return "an" if name[0] in "AEIOU" and not name.startswith("US") else "a"


def _words(elements: Iterable[Any]) -> str:
    return "".join(piece.text or "" for each in elements for piece in each.iter(f"{W}t"))
