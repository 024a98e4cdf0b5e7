"""What in a workbook depends on which rows of a sheet things stand in, so that they cannot be moved.

Whatever names all the rows that move, or only rows above them, means the same afterwards. For anything else, and where
nobody can know, the rows stay. Where a row comes in, drop-downs, formats, filters and tables grow with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import unescape

from bvdocs.core.quoting import normal
from bvdocs.core.schema import ACCEPTED
from bvdocs.workbook.reading.package_parts import PartAtFaultError
from bvdocs.workbook.writing.sheet_links import areas_with_links
from bvdocs.workbook.writing.sheet_rows import may_hold_formulas
from bvdocs.workbook.writing.xml_text import attributes_of

if TYPE_CHECKING:
    from bvdocs.workbook.writing.cell_writer import WorkbookWriter
    from bvdocs.workbook.writing.sheet_writer import SheetWriter

# A sheet's name has 31 letters at the most; before it may stand the name of a file.
_SHEET = r"(?:(?P<sheet>'(?:[^'<]|''){1,300}'|(?<![\w.])[\w.]{1,300})!)?"
_CELLS = r"\$?[A-Z]{1,3}(?P<fixed>\$?)(?P<first>\d{1,7})(?::\$?[A-Z]{1,3}\$?(?P<last>\d{1,7}))?"
_ROWS = r"\$?(?P<top>\d{1,7}):\$?(?P<bottom>\d{1,7})"
# A reference in a formula: 'Actions'!$A$2:$N$40, $1:$1. One to whole columns names no row.
_REFERENCE = re.compile(rf"{_SHEET}(?<![\w.$])(?:{_CELLS}|{_ROWS})(?![\w(])")
_AREA = re.compile(r"\$?[A-Z]{1,3}\$?(?P<first>\d{1,7})(?::\$?[A-Z]{1,3}\$?(?P<last>\d{1,7}))?")
# Where a part elsewhere says which cells it means: formulas, names, series of charts, links.
_REFERRING = re.compile(
    r"""<(?:\w+:)?(?:f|definedName|formula[12]?)(?P<tag>(?:\s[^<>]*)?)>([^<]*)|\slocation\s*=\s*"([^"]*)\"""",
    re.IGNORECASE,
)
_AT_ANY_PLACE = re.compile(rb"\bINDIRECT\s*\(", re.IGNORECASE)
# The names that Excel keeps for what of a sheet is filtered, and what is printed.
GROWING_NAMES = ("_xlnm._FilterDatabase", "_xlnm.Print_Area")
# What stands in parts of its own, and says to which cells it belongs.
_OWN_PARTS = ("comments", "threadedComment", "drawing", "table")
# Of a sheet: what is bound to rows in ways of its own.
_BOUND = {
    "rowBreaks": "page breaks", "scenarios": "scenarios", "cellWatches": "watched cells", "controls": "buttons",
    "oleObjects": "files within it",
}  # fmt: skip
_NO_ROW = 1 << 30
# A drop-down or a conditional format, with the cells that it is for.
RULES = re.compile(
    r"<(?P<name>(?:\w+:)?(?:dataValidation|conditionalFormatting))(?=[\s>])[^>]*?(?:/>|>.*?</(?P=name)>)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Dependent:
    """What depends on the rows from one to another; `told` completes 'they would move away from …'.

    `grows` is what takes in a row that comes in; `names` what names the rows for a count, a list or a chart; `moves`
    what goes with its row; `shifts` what goes with its rows too, if all of it is to.
    """

    told: str
    first: int = _NO_ROW
    last: int = _NO_ROW
    grows: bool = False
    names: bool = False
    moves: bool = False
    shifts: bool = False

    def is_touched(self, first: int, last: int) -> bool:
        """Say whether rows that move are some of its own, but not all."""
        return self.last >= first and not (self.first <= first and self.last >= last)

    def is_kept_by(self, number: int, last: int) -> bool:
        """Say whether it keeps the rows from one to the last where they are, when a row is to come in before them."""
        if self.moves or (self.grows and self.first <= number and self.last >= last):
            return False
        if self.shifts and self.first >= number:
            # One that is right below the rows makes room for the last of them, if there is anything left of it.
            return self.first == self.last == last + 1
        return self.is_touched(number, last + 1)

    def after(self, row: RowIn) -> Dependent:
        """Return it as it is once a row came in."""
        first, last = row.moved(self.first, self.last) if self.grows else (self.first, self.last)
        return replace(self, first=first, last=last)


class RowIn(NamedTuple):
    """A row that came in behind the row `model`, where the last filled one was `last`; `moves` those below, if any."""

    model: int
    last: int
    moves: bool

    def moved(self, first: int, end: int) -> tuple[int, int]:
        """Return from where to where an area reaches that takes the row in, or goes down with its rows."""
        if first <= self.model <= end <= self.last:
            return first, end + 1
        if self.moves and self.model < first <= self.last + 1:
            return first + 1, end + 1 if end <= self.last else end
        return first, end


def _from_row(told: str, row: int) -> Dependent:
    """Return what is bound to one row, wherever it goes."""
    return Dependent(told, _NO_ROW, row)


class RowDependents:
    """What depends on the rows of a sheet, as it is when it is first asked for."""

    def __init__(self, workbook: WorkbookWriter, sheet: SheetWriter) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._found = [*self._in_sheet(), *self._in_links(), *self._beside_sheet(), *self._in_formulas(),
                       *self._in_acceptances(), *self._elsewhere()]  # fmt: skip

    def why_not_out(self, first: int, last: int, *, with_comments: bool = False) -> str:
        """Return what the rows between would move away from, if one of them were taken out; '' if from nothing.

        `with_comments` says that those of the rows go with them.
        """
        found = (each for each in self._found if not (with_comments and each.moves))
        return next((each.told for each in found if each.is_touched(first, last)), "")

    def why_not_in(self, number: int, last: int) -> str:
        """Return what the rows from this one to the last would move away from, if one came in; '' if from nothing."""
        return next((each.told for each in self._found if each.is_kept_by(number, last)), "")

    def take_in(self, row: RowIn) -> None:
        """Have what grows take in a row that came."""
        self._found = [each.after(row) for each in self._found]

    def ending_at(self, last: int) -> list[str]:
        """Return what names rows up to the last filled one, and so not the one that comes behind it."""
        return list(dict.fromkeys(each.told for each in self._found
                                  if each.names and not each.grows and each.first < each.last == last))  # fmt: skip

    def _in_sheet(self) -> Iterator[Dependent]:
        """Yield what of the sheet's own, beside its cells, is bound to some of the rows."""
        below = self._sheet.rows.below
        for name, told in _BOUND.items():
            if below.named(name):
                yield _from_row(told, _NO_ROW)
        for name, told in (("mergeCells", "merged cells"), ("autoFilter", "a filter"),
                           ("protectedRanges", "protected cells")):  # fmt: skip
            for group in below.named(name):
                yield from _areas(told, group.decode(), grows=name == "autoFilter")
        for name, told in (("conditionalFormatting", "conditional formats"), ("dataValidations", "drop-downs"),
                           ("extLst", "drop-downs or formats")):  # fmt: skip
            for group in below.named(name):
                yield from self._rules(told, group.decode())

    def _rules(self, told: str, xml: str) -> Iterator[Dependent]:
        """Yield the rows that rules are for, and fixed ones that they lean on.

        What a rule names without `$` is counted from the first cell that it is for, and goes with it: where that moves,
        the rule would mean others.
        """
        for rule in RULES.finditer(xml):
            formulas = re.findall(r"<(?:\w+:)?(?:formula[12]?|f)>([^<]*)", rule[0])
            is_free = all(each["fixed"] for formula in formulas for each in _REFERENCE.finditer(formula))
            areas = [area for text in _for_cells(rule[0]) for area in _areas(told, text, grows=True)]
            top = min((area.first for area in areas), default=0)
            for at, area in enumerate(areas):
                yield replace(area, shifts=is_free or (at > 0 and area.first > top))
            for formula in formulas:
                yield from self._named(told, formula, only_fixed=True)
        rest = RULES.sub("", xml)
        for text in _for_cells(rest):
            yield from _areas(told, text)
        for formula in re.findall(r"<(?:\w+:)?f>([^<]*)", rest):
            yield from self._named(told, formula)

    def _in_links(self) -> Iterator[Dependent]:
        """Yield the rows that links keep where they are: those on one cell go with it."""
        for link in areas_with_links(self._sheet.rows):
            yield Dependent("links", link.min_row, link.max_row)
        for group in self._sheet.rows.below.named("hyperlinks"):
            for match in _REFERRING.finditer(_text(group)):
                yield from self._named("links to them", _with_sheet(match[3] or ""))

    def _named(self, told: str, formula: str, *, only_fixed: bool = False) -> Iterator[Dependent]:
        """Yield the rows of the sheet that a formula names."""
        for each in _REFERENCE.finditer(formula):
            named = (each["sheet"] or "").strip("'").replace("''", "'")
            if (named and normal(named) != normal(self._sheet.title)) or (only_fixed and not each["fixed"]):
                continue
            first = int(each["first"] or each["top"])
            yield Dependent(told, first, int(each["last"] or each["bottom"] or first), names=True)

    def _beside_sheet(self) -> Iterator[Dependent]:
        """Yield what stands in parts of its own and is bound to some of the rows: comments, pictures, tables."""
        package = self._workbook.package
        for each in package.source.relations(self._workbook.parts[self._sheet.title]).values():
            if each.kind not in _OWN_PARTS or each.target not in package.source:
                continue
            text = _text(package.read(each.target))
            match each.kind:
                case "comments" | "threadedComment":
                    found = _areas("comments", _references(text))
                    yield from (replace(area, moves=self._sheet.comments_move) for area in found)
                case "drawing":
                    rows = re.findall(r"<(?:\w+:)?row>(\d+)<", text)
                    yield from (_from_row("pictures, shapes or charts", int(row) + 1) for row in rows)
                case "table" if re.search(r'\stotalsRowCount="[^0]', text):
                    yield _from_row("a table", _NO_ROW)
                case "table":
                    yield from _areas("a table", _references(text), grows=True)

    def _in_formulas(self) -> Iterator[Dependent]:
        """Yield the rows of formulas of the sheet itself, and those that they name."""
        for row, _, formula in self._sheet.formulas():
            yield _from_row("formulas", row)
            yield from self._named("formulas", formula.text)

    def _in_acceptances(self) -> Iterator[Dependent]:
        """Yield the rows of cells that the sheet of accepted findings names, in words."""
        accepted = self._workbook.sheet(ACCEPTED.name)
        for row in accepted.rows.rows if accepted is not None else ():
            for column in row.cells:
                sheet, _, cell = accepted.text_at((row.number, column)).rpartition("!") if accepted else ("", "", "")
                named = _AREA.fullmatch(cell.strip())
                if named and normal(sheet) == normal(self._sheet.title):
                    yield _from_row(f"what the sheet '{ACCEPTED.name}' says of them", int(named["first"]))

    def _elsewhere(self) -> Iterator[Dependent]:
        """Yield the rows that formulas, names, charts or pivot tables elsewhere in the workbook name."""
        package = self._workbook.package
        own = package.own_name(self._workbook.parts[self._sheet.title])
        for name in package.names:
            if not name.lower().endswith(".xml") or name == own or package.source.by_name.get(name, b"") is None:
                continue
            try:
                xml = package.read(name)
            except PartAtFaultError:
                yield _from_row(f"{name}, which cannot be read", _NO_ROW)
                continue
            if may_hold_formulas(xml) and _AT_ANY_PLACE.search(xml):
                yield _from_row("formulas that put their references together (INDIRECT)", _NO_ROW)
            text = _text(xml)
            if self._sheet.title.casefold() not in text.casefold():
                continue
            for match in _REFERRING.finditer(text):
                named = self._named(f"what refers to them in {name}", _with_sheet(match[2] or match[3] or ""))
                grows = any(name in (match["tag"] or "") for name in GROWING_NAMES)
                yield from (replace(each, grows=grows) for each in named)
            for source in re.findall(r"<(?:\w+:)?worksheetSource\s[^>]*>", text):
                if normal(attributes_of(source.encode()).get("sheet", "")) == normal(self._sheet.title):
                    yield from (replace(each, names=True) for each in _areas("a pivot table", source))


def _for_cells(xml: str) -> list[str]:
    """Return the areas for which the elements of some XML are."""
    return [" ".join(each) for each in re.findall(r"""sqref\s*=\s*["']([^"']*)|<(?:\w+:)?sqref>([^<]*)""", xml)]


def _areas(told: str, text: str, *, grows: bool = False) -> Iterator[Dependent]:
    """Yield the rows of the areas that a text names."""
    for each in _AREA.finditer(text):
        yield Dependent(told, int(each["first"]), int(each["last"] or each["first"]), grows)


def _with_sheet(formula: str) -> str:
    """Return the references of a formula that name their sheet: those without are to the sheet that it stands in."""
    written = unescape(formula, {"&apos;": "'", "&quot;": '"'})
    return " ".join(each[0] for each in _REFERENCE.finditer(written) if each["sheet"])


def _references(text: str) -> str:
    """Return the areas that the elements of a part are about."""
    return " ".join(re.findall(r"""\sref\s*=\s*["']([^"']*)""", text))


def _text(xml: bytes) -> str:
    return xml.decode(errors="replace")
