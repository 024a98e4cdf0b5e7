"""A paragraph of Word as runs of text, with what is in it and beside its words: hidden text, text boxes, pictures.

Tracked changes count as accepted. Whatever element is not known here is gone into, so that no word of it is lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from bvdocs.core.rich_text import Run
from bvdocs.core.wordml import MATHS, RELATIONSHIPS, WORD_DRAWING, W
from bvdocs.returns.importing.word_styles import Style, is_on, value_at
from bvdocs.workbook.reading.package_parts import Relation

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOX = f"{W}txbxContent"
# What was taken out by a tracked change, what the words look like, and what the program is told.
_PASSED_OVER = frozenset(
    f"{W}{name}"
    for name in (
        *("del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr"),
        *("customXmlPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "fldData", "rubyPr"),
    )
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
}
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)


@dataclass(slots=True)
class ReadParagraph:
    """What a paragraph holds: its runs, the words of it that are hidden, its text boxes, and what pictures are said
    to show; `fill` is the '#rrggbb' behind some of its words."""

    runs: list[Run] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    fill: str = ""

    @property
    def words(self) -> str:
        """Return its words that are seen."""
        return "".join(run.text for run in self.runs)


class RunReader:
    """A reader of paragraphs of one part of a Word file, which knows where its links lead and its styles."""

    def __init__(self, relations: Mapping[str, Relation], styles: Mapping[str, Style]) -> None:
        self._relations = relations
        self._styles = styles

    def read(self, paragraph: Element) -> ReadParagraph:
        """Return what a paragraph holds."""
        found = ReadParagraph(fill=fill_of(paragraph.find(f"{W}pPr/{W}shd")))
        style = self._styles.get(value_at(paragraph, f"{W}pPr/{W}pStyle"))
        is_hidden = style is not None and is_on(style.find(f"{W}rPr/{W}vanish"))
        _Walk(found, self, is_hidden).into(paragraph, "")
        return found

    def link(self, element: Element) -> str:
        """Return the address that a link leads to; '' for a place in the document."""
        relation = self._relations.get(element.get(f"{RELATIONSHIPS}id", ""))
        if relation is None or not relation.is_outside:
            return ""
        anchor = element.get(f"{W}anchor", "")
        return f"{relation.target}#{anchor}" if anchor else relation.target

    def look(self, run: Element) -> tuple[bool, bool, bool | None]:
        """Return whether a run is bold, italic and hidden; None for the last if it does not say."""
        own = run.find(f"{W}rPr")
        style = self._styles.get("" if own is None else value_at(own, f"{W}rStyle"))

        def has(name: str) -> bool | None:
            found = own.find(f"{W}{name}") if own is not None else None
            if found is None and style is not None:
                found = style.find(f"{W}rPr/{W}{name}")
            return None if found is None else is_on(found)

        return bool(has("b")), bool(has("i")), has("vanish")


class _Walk:
    """A walk through one paragraph; fields of it that make links may begin in one run and end in another."""

    def __init__(self, found: ReadParagraph, reader: RunReader, is_hidden: bool) -> None:
        self._found = found
        self._reader = reader
        self._is_hidden = is_hidden
        # Of each field that is open: what it is told, and whether that is at its end.
        self._fields: list[tuple[str, bool]] = []

    def into(self, element: Element, link: str) -> None:
        """Go into what an element holds; `link` is the address that all of it leads to."""
        for child in element:
            self._take(child, link)

    def _take(self, child: Element, link: str) -> None:
        tag = child.tag
        if tag in _PASSED_OVER:
            return
        if tag == f"{W}r":
            self._take_run(child, link)
        elif tag == f"{W}hyperlink":
            self.into(child, self._reader.link(child) or link)
        elif tag == f"{W}fldSimple":
            match = _LINK_FIELD.match(child.get(f"{W}instr", ""))
            self.into(child, match[1] if match else link)
        elif tag == BOX:
            self._found.boxes.append(child)
        elif tag == f"{_COMPATIBILITY}AlternateContent":
            choices = [each for each in child if any(True for _ in each.iter(f"{W}t"))] or list(child)
            for each in choices[:1]:
                self.into(each, link)
        elif tag == f"{MATHS}t":
            self._found.runs.append(Run(child.text or "", link=link))
        else:
            if tag == f"{WORD_DRAWING}docPr":
                self._found.pictures += filter(None, [child.get("descr", "").strip()])
            self.into(child, link)

    def _take_run(self, run: Element, link: str) -> None:
        bold, italic, hidden = self._reader.look(run)
        like = Run("", bold, italic, self._field_link() or link)
        is_hidden = self._is_hidden if hidden is None else hidden
        self._found.fill = self._found.fill or fill_of(run.find(f"{W}rPr/{W}shd"))
        for child in run:
            words = _sign(child)
            if words and is_hidden:
                self._found.hidden.append(words)
            elif words:
                self._found.runs.append(replace(like, text=words, link=self._field_link() or link))
            elif child.tag == f"{W}fldChar":
                self._take_field_sign(child.get(f"{W}fldCharType", ""))
            elif child.tag == f"{W}instrText":
                self._take_instruction(child.text or "")
            else:
                self._take(child, like.link)

    def _take_field_sign(self, sign: str) -> None:
        if sign == "begin":
            self._fields.append(("", False))
        elif sign == "separate" and self._fields:
            self._fields[-1] = (self._fields[-1][0], True)
        elif sign == "end" and self._fields:
            self._fields.pop()

    def _take_instruction(self, words: str) -> None:
        if self._fields and not self._fields[-1][1]:
            self._fields[-1] = (self._fields[-1][0] + words, False)

    def _field_link(self) -> str:
        matches = (_LINK_FIELD.match(told) for told, shows in reversed(self._fields) if shows)
        return next((match[1] for match in matches if match), "")


def _sign(child: Element) -> str:
    """Return the words that an element of a run stands for, '' for none."""
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}sym":
        code = child.get(f"{W}char", "")
        return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
    return _SIGNS.get(child.tag, "")


def fill_of(shading: Element | None) -> str:
    """Return the '#rrggbb' of a shading; '' for none, for white, and for what is left to Word."""
    written = "" if shading is None else shading.get(f"{W}fill", "").lower()
    return f"#{written}" if re.fullmatch("[0-9a-f]{6}", written) and written != "ffffff" else ""
