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
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "NOTEREF", "REF", "STYLEREF", "SEQ", "LISTNUM", "TC",
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
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
_BOUND = "content control"
_UNTRUE = "would not be true of what is made, so it is left out"


@dataclass
class WordField:
    """A field: the number of its paragraph, its name, the elements that it is made of, and what it shows."""

    number: int
    instruction: str = ""
    made_of: list[Any] = field(default_factory=list)
    shown: str = ""

    @property
    def name(self) -> str:
        """Return what kind of field it is, such as 'DATE'; '' if it does not say."""
        found = re.match(r'\s*(=|[^\s"\\]+)', self.instruction)
        return found[1].upper() if found else ""


def untrue_fields(elements: Iterable[Met]) -> Iterator[WordField]:
    """Yield the fields of a part whose last text would be untrue, or would tell a path or a name; none twice.

    Content controls that show a property of the document are among them; their name is 'content control'.
    """
    reader = _FieldReader()
    for met in elements:
        name = local_name(met.element)
        if name == "fldSimple" and met.element.tag.startswith(W):
            instruction = met.element.get(f"{W}instr", "")
            reader.found.append(WordField(met.number, instruction, [met.element], _words([met.element])))
        elif name == "sdt" and any(local_name(each) == "dataBinding" for each in met.element.findall(f"{W}sdtPr/*")):
            held = [each for run in met.element.iter(f"{W}r") for each in run if each.tag != f"{W}rPr"]
            reader.found.append(WordField(met.number, _BOUND, held, _words(held)))
        elif met.around and met.around[-1].tag == f"{W}r":
            reader.read(met.number, met.element)
    for found in reader.found:
        if found.instruction == _BOUND or found.name not in _HARMLESS or _why_left_out(found.instruction):
            yield found


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
                "a content control that is bound to a property"
                if each.instruction == _BOUND
                else f"{_article(name)} {name} field"
            )
            shown = f", now {quoted(each.shown)}," if each.shown.strip() else ""
            why = _why_left_out(each.instruction)
            fault = f"makes a link that is left out with its words: {why}" if why else _UNTRUE
            message = f"{what}{shown} {fault}."
            instead = _INSTEAD.get(name)
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
            self._open.append((WordField(number), False))
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
