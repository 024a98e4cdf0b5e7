"""Workbooks written as programs other than Excel write them: the same cells in other XML, and in other packages."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.cell import get_column_letter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT, STRICT_DOCUMENT = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    DOCUMENT.replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"),
)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
READING = '<{0}rPh sb="0" eb="1"><{0}t>read so</{0}t></{0}rPh><{0}phoneticPr fontId="0"/>'
# Office's two calendars count from these days.
_EPOCHS = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
_DATE_STYLE = ' s="1"'


@dataclass(frozen=True)
class Writing:
    """One way of writing a workbook; each is as Excel may be given it, but for what a test says is refused."""

    prefix: str = ""
    shared: bool = False
    with_addresses: bool = True
    backwards: bool = False
    with_readings: bool = False
    from_1904: bool = False
    days_as_text: bool = False
    as_formulas: bool = False
    spaced: bool = False
    strict: bool = False
    encoding: str = "utf-8"
    # What stands before and after the cells of each sheet; `{0}` is the prefix.
    around: tuple[str, str] = ("", "")
    # By the usual name of a part, the name that it has in the relationships, and in the zip file.
    names: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    # Parts that belong with nothing, or that are there twice.
    more: Mapping[str, str] = field(default_factory=dict)
    absolute: bool = False
    in_a_stream: bool = False
    sheets_backwards: bool = False


def write_by_hand(book: Workbook, path: Path, how: Writing) -> Path:
    """Write the cells of a workbook: texts, numbers and days, and bold words within texts."""
    parts = _Writer(book, how).parts()
    stream = _Unseekable() if how.in_a_stream else io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            own = how.names.get(name, name)
            declared = f'<?xml version="1.0" encoding="{how.encoding}"?>\n{text}'
            package.writestr(how.entries.get(name, own), declared.encode(how.encoding))
        for name, text in how.more.items():
            package.writestr(name, text)
    path.write_bytes(stream.getvalue())
    return path


class _Unseekable(io.BytesIO):
    """A stream that cannot go back, so that sizes stand behind what is compressed, in data descriptors."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


class _Writer:
    def __init__(self, book: Workbook, how: Writing) -> None:
        self._book, self._how = book, how
        self._at = f"{how.prefix}:" if how.prefix else ""
        self._main = STRICT if how.strict else MAIN
        self._document = STRICT_DOCUMENT if how.strict else DOCUMENT
        self._strings: list[str] = []

    def parts(self) -> dict[str, str]:
        how = self._how
        titles = list(reversed(self._book.sheetnames)) if how.sheets_backwards else self._book.sheetnames
        sheets = {f"xl/worksheets/sheet{number}.xml": self._sheet(title) for number, title in enumerate(titles, 1)}
        parts = {
            "[Content_Types].xml": self._types(sheets),
            "_rels/.rels": self._relations({"rId1": ("officeDocument", "xl/workbook.xml")}, ""),
            "xl/workbook.xml": self._workbook(titles),
            "xl/styles.xml": self._styles(),
            **sheets,
        }
        related = {f"rId{number}": ("worksheet", name) for number, name in enumerate(sheets, 1)}
        related["rId98"] = ("styles", "xl/styles.xml")
        if self._strings:
            parts["xl/sharedStrings.xml"] = self._shared_strings()
            related["rId99"] = ("sharedStrings", "xl/sharedStrings.xml")
        main = how.names.get("xl/workbook.xml", "xl/workbook.xml")
        folder, _, name = main.rpartition("/")
        parts[f"{folder}/_rels/{name}.rels"] = self._relations(related, f"{folder}/")
        return parts

    def _types(self, sheets: Mapping[str, str]) -> str:
        own = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles", "xl/sharedStrings.xml": "sharedStrings"}
        kinds = own | dict.fromkeys(sheets, "worksheet")
        return (
            f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + "".join(
                f'<Override PartName="/{self._how.names.get(name, name)}" ContentType="{TYPE}.{kind}+xml"/>'
                for name, kind in kinds.items()
            )
            + "</Types>"
        )

    def _relations(self, of: Mapping[str, tuple[str, str]], folder: str) -> str:
        def target(name: str) -> str:
            own = self._how.names.get(name, name)
            return f"/{own}" if self._how.absolute or not own.startswith(folder) else own.removeprefix(folder)

        return (
            f'<Relationships xmlns="{PACKAGE}">'
            + "".join(
                f'<Relationship Id="{identity}" Type="{self._document}/{kind}" Target="{target(name)}"/>'
                for identity, (kind, name) in of.items()
            )
            + "</Relationships>"
        )

    def _root(self, name: str, content: str, attributes: str = "") -> str:
        declared = f"xmlns:{self._how.prefix}" if self._how.prefix else "xmlns"
        whole = f'<{self._at}{name} {declared}="{self._main}" xmlns:r="{self._document}"{attributes}>'
        return f"{whole}{content}</{self._at}{name}>"

    def _workbook(self, titles: list[str]) -> str:
        listed = "".join(
            f'<{self._at}sheet name="{title}" sheetId="{number + 40}" r:id="rId{number}"/>'
            for number, title in enumerate(titles, 1)
        )
        epoch = f'<{self._at}workbookPr date1904="true"/>' if self._how.from_1904 else ""
        return self._root("workbook", f"{epoch}<{self._at}sheets>{listed}</{self._at}sheets>")

    def _styles(self) -> str:
        xml = (
            "<{0}fonts><{0}font/></{0}fonts><{0}fills><{0}fill><{0}patternFill/></{0}fill></{0}fills>"
            "<{0}borders><{0}border/></{0}borders><{0}cellStyleXfs><{0}xf/></{0}cellStyleXfs>"
            '<{0}cellXfs><{0}xf/><{0}xf numFmtId="14" applyNumberFormat="1"/></{0}cellXfs>'
        )
        return self._root("styleSheet", xml.format(self._at))

    def _shared_strings(self) -> str:
        # The counts are a hint, and many get them wrong; a text may be there twice, or belong to no cell.
        texts = "".join(f"<{self._at}si>{text}</{self._at}si>" for text in (*self._strings, "", *self._strings))
        return self._root("sst", texts, ' count="3" uniqueCount="1"')

    def _sheet(self, title: str) -> str:
        rows = [self._row(number, row) for number, row in enumerate(self._book[title].iter_rows(values_only=True), 1)]
        between = "\n  " if self._how.spaced else ""
        cells = between.join(reversed(rows) if self._how.backwards else rows)
        before, after = (each.format(self._at) for each in self._how.around)
        return self._root("worksheet", f"{before}<{self._at}sheetData>{cells}</{self._at}sheetData>{after}")

    def _row(self, number: int, values: tuple[object, ...]) -> str:
        at, how = self._at, self._how
        cells = [
            self._cell(f' r="{get_column_letter(column)}{number}"' if how.with_addresses else "", value)
            for column, value in enumerate(values, 1)
            if value is not None or not how.with_addresses
        ]
        address = f' r="{number}"' if how.with_addresses else ""
        between = "\n    " if how.spaced else ""
        return f"<{at}row{address}>{between.join(reversed(cells) if how.backwards else cells)}</{at}row>"

    def _cell(self, address: str, value: object) -> str:
        at, how = self._at, self._how
        if value is None:
            return f"<{at}c{address}/>"
        formula = f"<{at}f>A1</{at}f>" if how.as_formulas else ""
        if isinstance(value, dt.date):
            day = value.date() if isinstance(value, dt.datetime) else value
            if how.days_as_text:
                return f'<{at}c{address}{_DATE_STYLE} t="d">{formula}<{at}v>{day}</{at}v></{at}c>'
            number = (day - _EPOCHS[how.from_1904]).days
            return f"<{at}c{address}{_DATE_STYLE}>{formula}<{at}v>{number}</{at}v></{at}c>"
        if isinstance(value, int | float):
            return f"<{at}c{address}>{formula}<{at}v>{value}</{at}v></{at}c>"
        text = self._text(value)
        if how.as_formulas:
            return f'<{at}c{address} t="str">{formula}<{at}v>{escape(str(value))}</{at}v></{at}c>'
        if how.shared:
            self._strings += [] if text in self._strings else [text]
            return f'<{at}c{address} t="s"><{at}v>{self._strings.index(text)}</{at}v></{at}c>'
        return f'<{at}c{address} t="inlineStr"><{at}is>{text}</{at}is></{at}c>'

    def _text(self, value: object) -> str:
        at = self._at
        if isinstance(value, CellRichText):
            text = "".join(self._run(each) for each in value)
        else:
            text = f'<{at}t xml:space="preserve">{escape(str(value))}</{at}t>'
        return text + (READING.format(at) if self._how.with_readings else "")

    def _run(self, run: TextBlock | str) -> str:
        bold = f"<{self._at}rPr><{self._at}b/></{self._at}rPr>" if isinstance(run, TextBlock) and run.font.b else ""
        return f'<{self._at}r>{bold}<{self._at}t xml:space="preserve">{escape(str(run))}</{self._at}t></{self._at}r>'
