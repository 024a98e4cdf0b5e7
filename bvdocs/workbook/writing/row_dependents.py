"""What in a workbook depends on which rows of a sheet things stand in, so that they cannot be moved.

Whatever names all the rows that move, or only rows above them, means the same afterwards. For anything else, and where
nobody can know, the rows stay.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import unescape

from bvdocs.core.quoting import normal
from bvdocs.workbook.reading.package_parts import PartAtFaultError
from bvdocs.workbook.writing.cell_writer import SheetWriter, WorkbookWriter
from bvdocs.workbook.writing.sheet_links import areas_with_links
from bvdocs.workbook.writing.sheet_rows import may_hold_formulas
from bvdocs.workbook.writing.xml_text import attributes_of

# A sheet's name has 31 letters at the most; before it may stand the name of a file.
_SHEET = r"(?:(?P<sheet>'(?:[^'<]|''){1,300}'|(?<![\w.])[\w.]{1,300})!)?"
_CELLS = r"\$?[A-Z]{1,3}(?P<fixed>\$?)(?P<first>\d{1,7})(?::\$?[A-Z]{1,3}\$?(?P<last>\d{1,7}))?"
_ROWS = r"\$?(?P<top>\d{1,7}):\$?(?P<bottom>\d{1,7})"
# A reference in a formula: 'Actions'!$A$2:$N$40, $1:$1. One to whole columns names no row.
_REFERENCE = re.compile(rf"{_SHEET}(?<![\w.$])(?:{_CELLS}|{_ROWS})(?![\w(])")
_AREA = re.compile(r"\$?[A-Z]{1,3}\$?(?P<first>\d{1,7})(?::\$?[A-Z]{1,3}\$?(?P<last>\d{1,7}))?")
# Where a part elsewhere says which cells it means: formulas, names, series of charts, links.
_REFERRING = re.compile(
    r"""<(?:\w+:)?(?:f|definedName|formula[12]?)(?:\s[^<>]*)?>([^<]*)|\slocation\s*=\s*"([^"]*)\"""", re.IGNORECASE
)
_AT_ANY_PLACE = re.compile(rb"\bINDIRECT\s*\(", re.IGNORECASE)
# What stands in parts of its own, and says to which cells it belongs.
_OWN_PARTS = ("comments", "threadedComment", "drawing", "table")
# Of a sheet: what is bound to rows in ways of its own.
_BOUND = {
    "rowBreaks": "page breaks", "scenarios": "scenarios", "cellWatches": "watched cells", "controls": "buttons",
    "oleObjects": "files within it", "legacyDrawing": "", "drawing": "",
}  # fmt: skip


class MovingRows:
    """The rows of a sheet from one to another, the last that holds anything."""

    def __init__(self, workbook: WorkbookWriter, sheet: SheetWriter, first: int, last: int) -> None:
        self._workbook, self._sheet = workbook, sheet
        self.first, self.last = first, last

    def why_not(self) -> str:
        """Return what depends on the rows, to complete 'they would move away from …'; '' if nothing does."""
        reasons = (self._in_sheet(), self._in_links(), self._beside_sheet(), self._in_formulas(), self._elsewhere())
        return next((reason for group in reasons for reason in group), "")

    def _is_touched(self, first: int, last: int) -> bool:
        """Say whether rows that are named are some of those that move, but not all."""
        return last >= self.first and not (first <= self.first and last >= self.last)

    def _areas_touched(self, text: str) -> bool:
        found = ((int(each["first"]), int(each["last"] or each["first"])) for each in _AREA.finditer(text))
        return any(self._is_touched(*area) for area in found)

    def _in_sheet(self) -> Iterator[str]:
        """Yield what of the sheet's own, beside its cells, is bound to some of the rows."""
        below = self._sheet.rows.below
        for name, told in _BOUND.items():
            if told and below.named(name):
                yield told
        for name, told in (("mergeCells", "merged cells"), ("autoFilter", "a filter"),
                           ("protectedRanges", "protected cells")):  # fmt: skip
            for group in below.named(name):
                if self._areas_touched(group.decode()):
                    yield told
        for name, told in (("conditionalFormatting", "conditional formats"), ("dataValidations", "drop-downs"),
                           ("extLst", "drop-downs or formats")):  # fmt: skip
            for group in below.named(name):
                if self._rules_touched(group.decode()):
                    yield told

    def _in_links(self) -> Iterator[str]:
        """Yield why links of the sheet keep the rows where they are: those on one cell go with it."""
        for link in areas_with_links(self._sheet.rows):
            if self._is_touched(link.min_row, link.max_row):
                yield "links"
        for group in self._sheet.rows.below.named("hyperlinks"):
            if any(self._formula_touched(_with_sheet(match[2] or "")) for match in _REFERRING.finditer(_text(group))):
                yield "links to them"

    def _rules_touched(self, xml: str) -> bool:
        """Say whether rules are for some of the rows alone, or lean on fixed ones among them.

        What a rule names without `$` is counted from the cell that it is for, and goes with it.
        """
        for area in re.findall(r"""sqref\s*=\s*["']([^"']*)|<(?:\w+:)?sqref>([^<]*)""", xml):
            if self._areas_touched(" ".join(area)):
                return True
        formulas = re.findall(r"<(?:\w+:)?(?:formula[12]?|f)>([^<]*)", xml)
        return any(self._formula_touched(each, only_fixed=True) for each in formulas)

    def _formula_touched(self, formula: str, *, only_fixed: bool = False) -> bool:
        for each in _REFERENCE.finditer(formula):
            named = (each["sheet"] or "").strip("'").replace("''", "'")
            if (named and normal(named) != normal(self._sheet.title)) or (only_fixed and not each["fixed"]):
                continue
            first = int(each["first"] or each["top"])
            if self._is_touched(first, int(each["last"] or each["bottom"] or first)):
                return True
        return False

    def _beside_sheet(self) -> Iterator[str]:
        """Yield what stands in parts of its own and is bound to some of the rows: comments, pictures, tables."""
        package = self._workbook.package
        for each in package.source.relations(self._workbook.parts[self._sheet.title]).values():
            if each.kind not in _OWN_PARTS or each.target not in package.source:
                continue
            text = _text(package.read(each.target))
            match each.kind:
                case "comments" | "threadedComment" if self._areas_touched(_references(text)):
                    yield "comments"
                case "drawing" if any(int(row) + 1 >= self.first for row in re.findall(r"<(?:\w+:)?row>(\d+)<", text)):
                    yield "pictures, shapes or charts"
                case "table" if re.search(r'\stotalsRowCount="[^0]', text) or self._areas_touched(_references(text)):
                    yield "a table"

    def _in_formulas(self) -> Iterator[str]:
        """Yield why formulas of the sheet itself keep the rows where they are."""
        for row, _, formula in self._sheet.formulas():
            if self.first <= row <= self.last or self._formula_touched(formula.text):
                yield "formulas"

    def _elsewhere(self) -> Iterator[str]:
        """Yield why formulas, names, charts or pivot tables elsewhere in the workbook keep the rows where they are."""
        package = self._workbook.package
        own = package.own_name(self._workbook.parts[self._sheet.title])
        for name in package.names:
            if not name.lower().endswith(".xml") or name == own or package.source.by_name.get(name, b"") is None:
                continue
            try:
                xml = package.read(name)
            except PartAtFaultError:
                yield f"{name}, which cannot be read"
                continue
            if may_hold_formulas(xml) and _AT_ANY_PLACE.search(xml):
                yield "formulas that put their references together (INDIRECT)"
            text = _text(xml)
            if self._sheet.title.casefold() not in text.casefold():
                continue
            if any(self._formula_touched(_with_sheet(match[1] or match[2])) for match in _REFERRING.finditer(text)):
                yield f"what refers to them in {name}"
            for source in re.findall(r"<(?:\w+:)?worksheetSource\s[^>]*>", text):
                is_own = normal(attributes_of(source.encode()).get("sheet", "")) == normal(self._sheet.title)
                if is_own and self._areas_touched(source):
                    yield "a pivot table"


def _with_sheet(formula: str) -> str:
    """Return the references of a formula that name their sheet: those without are to the sheet that it stands in."""
    written = unescape(formula, {"&apos;": "'", "&quot;": '"'})
    return " ".join(each[0] for each in _REFERENCE.finditer(written) if each["sheet"])


def _references(text: str) -> str:
    """Return the areas that the elements of a part are about."""
    return " ".join(re.findall(r"""\sref\s*=\s*["']([^"']*)""", text))


def _text(xml: bytes) -> str:
    return xml.decode(errors="replace")
