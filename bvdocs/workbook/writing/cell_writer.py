"""The one writer of cells: it changes what it is told to in a workbook's file, and no other byte of it.

Formulas that stay are left to be computed when the workbook is opened.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from bvdocs.core.quoting import normal
from bvdocs.workbook.reading.package_parts import MAIN_NS
from bvdocs.workbook.writing.cell_looks import CellLooks
from bvdocs.workbook.writing.cell_names import name_of, place_of
from bvdocs.workbook.writing.changed_package import ChangedPackage
from bvdocs.workbook.writing.sheet_rows import SheetRows, may_hold_formulas
from bvdocs.workbook.writing.sheet_writer import SheetWriter
from bvdocs.workbook.writing.table_sheet import TableCell, TableSheet
from bvdocs.workbook.writing.workbook_part import with_active_sheet, with_name, with_recalculation, with_sheet
from bvdocs.workbook.writing.xml_text import attributes_of, pieces_below

__all__ = ["SheetWriter", "WorkbookWriter", "name_of", "place_of"]

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST_TITLE = 31
_CELLS = b"sheetData"
_VIEW = re.compile(rb"(<(?:\w+:)?sheetView)(?=[\s>/])")
_SELECTED = re.compile(rb"""(<(?:\w+:)?sheetView(?:\s[^<>]*?)?)\stabSelected\s*=\s*["'][^"']*["']""")
# Where the words of a shared text stand, plain or in runs.
_WORDS = (f"{{{MAIN_NS}}}t", f"{{{MAIN_NS}}}r/{{{MAIN_NS}}}t")


class WorkbookWriter:
    """A workbook's file, of which cells are changed; raise PartAtFaultError for a part that cannot be had."""

    def __init__(self, content: bytes) -> None:
        self.package = ChangedPackage(content)
        source = self.package.source
        self.main = source.main_part()
        self._relations = source.relations(self.main)
        self.parts = {
            sheet.title: sheet.held_by.target
            for sheet in reversed(source.sheets())
            if sheet.held_by is not None and sheet.held_by.kind == "worksheet"
        }
        self._titles = [sheet.title for sheet in source.sheets()]
        self._opened: dict[str, SheetWriter] = {}
        # A formula that is gone is one too many in the list of all formulas, without which Excel does as well.
        self.has_lost_formulas = False
        self.is_changed = False

    def sheet(self, name: str) -> SheetWriter | None:
        """Return the sheet of this name, which counts as the reader takes it; None if there is none."""
        title = next((each for each in self.parts if normal(each) == normal(name)), None)
        if title is None:
            return None
        if title not in self._opened:
            self._opened[title] = SheetWriter(self, title, SheetRows(self.package.sound(self.parts[title])))
        return self._opened[title]

    @property
    def opened(self) -> list[SheetWriter]:
        """Return the sheets that were asked for, or added."""
        return list(self._opened.values())

    def add_sheet(self, name: str, xml: bytes) -> SheetWriter:
        """Add a sheet as the last; its name has a number where another has that name."""
        title, number = name, 2
        while normal(title) in map(normal, self._titles):
            ending = f" ({number})"
            title, number = f"{name[: _LONGEST_TITLE - len(ending)]}{ending}", number + 1
        part = self.package.add("xl/worksheets/sheet{}.xml", xml, _SHEET_TYPE)
        (relation,) = self.package.relate(self.main, "worksheet", [(part, False)])
        self.package.write(self.main, with_sheet(self.package.read(self.main), title, relation))
        self.parts[title] = part
        self._titles.append(title)
        self._opened[title] = SheetWriter(self, title, SheetRows(xml))
        return self._opened[title]

    def add_table_sheet(
        self, name: str, headings: Sequence[str], rows: Sequence[Sequence[str | TableCell]],
        above: Sequence[str] = (), widths: Sequence[float] = (),
    ) -> SheetWriter:  # fmt: skip
        """Add a sheet as the last that is one table of texts, with a row of headings, ready to be read and printed.

        `above` are a title and lines that stand above the table; without `widths`, in digits, columns are as wide as
        their texts need. The sheet may be named otherwise, as by `add_sheet`.
        """
        table = TableSheet(headings, rows, above, widths)
        sheet = self.add_sheet(name, table.xml(self.looks))
        main = self.package.read(self.main)
        for name_of_cells, cells in table.names(sheet.title):
            main = with_name(main, name_of_cells, cells, len(self._titles) - 1)
        self.package.write(self.main, main)
        return sheet

    def take_links_off(self, title: str) -> None:
        """Take all links off a sheet: the rows that they lead to would have to stay where they are."""
        sheet = self.sheet(title)
        if sheet is not None and sheet.rows.below.named("hyperlinks"):
            sheet.rows.below.exchange("hyperlinks", b"")
            self.package.write(self.parts[sheet.title], sheet.xml)

    def open_at(self, sheet: SheetWriter) -> None:
        """Have the workbook open at a sheet, alone: with two selected, what is typed in one would go into both."""
        opened = {self.parts[title]: each for title, each in self._opened.items()}
        for listed in self.package.source.sheets():
            part = listed.held_by.target if listed.held_by else ""
            if part in opened:
                opened[part].rows.above.exchange_each("sheetViews", _deselected)
            elif part and self._is_there(part):
                self.package.write(part, _deselected(self.package.read(part)))
        main = self.package.read(self.main)
        self.package.write(self.main, with_active_sheet(main, self._titles.index(sheet.title)))
        sheet.rows.above.exchange_each("sheetViews", _selected)

    @cached_property
    def has_formulas(self) -> bool:
        """Say whether any cell of the workbook as it was read has a formula."""
        sheets = (self.package.read(part) for part in self.parts.values() if self._is_there(part))
        # Drop-downs and formats, which stand behind the cells, have formulas of their own.
        return any(may_hold_formulas(xml[xml.find(_CELLS) : xml.rfind(_CELLS)]) for xml in sheets)

    def _is_there(self, part: str) -> bool:
        return bool(self.package.source.by_name.get(self.package.own_name(part)))

    @cached_property
    def looks(self) -> CellLooks:
        """Return the styles of the workbook."""
        return CellLooks(self.package, self._related("styles"))

    @cached_property
    def shared_texts(self) -> list[str]:
        """Return the words of each text of the workbook's table of shared texts."""
        part = self._related("sharedStrings")
        if not part:
            return []
        texts = self.package.source.root(part).iterfind(f"{{{MAIN_NS}}}si")
        # What stands beside a text to say how it is read is none of its words.
        return ["".join(each.text or "" for path in _WORDS for each in text.iterfind(path)) for text in texts]

    @cached_property
    def counts_from_1904(self) -> bool:
        """Say whether the days of the workbook are counted from 1904."""
        xml = self.package.read(self.main)
        properties = (xml[each.start : each.end] for each in pieces_below(xml) if each.name == "workbookPr")
        return any(attributes_of(each).get("date1904", "0") in ("1", "true", "on") for each in properties)

    def _related(self, kind: str) -> str:
        return next((each.target for each in self._relations.values() if each.kind == kind), "")

    def remarks(self) -> list[str]:
        """Return what its owner should know of the file that was written, beside what was asked for."""
        replaced = [f"{sheet.title}!{name_of(place)}" for sheet in self.opened for place in sheet.replaced]
        told = [f"A formula gave way to a value in {', '.join(replaced)}."] if replaced else []
        told += [remark for sheet in self.opened for remark in sheet.remarks]
        if any(name.startswith("_xmlsignatures/") for name in self.package.names):
            told.append("The workbook is signed; its signature does not hold for the copy.")
        if self.is_changed and self.has_formulas:
            told.append("Formulas are computed anew when the copy is opened in Excel: open it there and save it once.")
        return told

    def file(self) -> bytes:
        """Return the workbook's file with all that was changed."""
        has_to_compute = self.is_changed and self.has_formulas
        for title, sheet in self._opened.items():
            self.package.write(self.parts[title], sheet.xml)
        chain = self._related("calcChain")
        if self.has_lost_formulas and chain in self.package.source:
            self.package.remove(self.main, chain)
        if has_to_compute:
            self.package.write(self.main, with_recalculation(self.package.read(self.main)))
        return self.package.packed()


def _deselected(xml: bytes) -> bytes:
    """Return the views of a sheet, or the whole of it, as those of one that is not selected."""
    return _SELECTED.sub(rb"\1", xml)


def _selected(views: bytes) -> bytes:
    """Return the views of a sheet as those of one that is selected."""
    return _VIEW.sub(rb'\1 tabSelected="1"', _deselected(views))
