"""Workbooks that are small files and ask for much: as people make them by tidying, and as nobody means well.

Each is a right assessment but for one thing, and is written part by part, so that what is in the file is what is said
here.
"""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    '<numFmts/><fonts><font/><font><strike/></font></fonts><fills><fill><patternFill/></fill></fills>'
    "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf fontId='1'/></cellXfs>"
    "<cellStyles/><dxfs><dxf><font><strike/></font></dxf></dxfs>"
)  # fmt: skip
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Row = Sequence[object]


def plain_sheets() -> dict[str, list[Row]]:
    """The rows of each sheet of a right assessment, as small as may be."""
    return {
        "Report": [
            ("Field", "Value"), ("Authority", "Test Council"), ("Title", "Self-assessment"),
            ("Committee", "Audit Committee"), ("Meeting date", "30/01/2025"),
        ],
        "Scale": [
            ("Level", "Mark", "Colour", "Meaning"), ("Green", "G", "#1b5e20", "Good"), ("Red", "R", "#c62828", "Bad"),
        ],
        "Themes": [("Number", "Name", "Prefix"), (1, "Leadership", "L")],
        "Criteria": [("Code", "Theme", "Characteristic", "Rating"), ("L001", 1, "Vision", "Green")],
        "Narrative": [("Theme", "Section", "Text"), (1, "Strengths", "The plan is sound.")],
        "Actions": [
            ("Ref", "Theme", "Action", "Owner", "Due", "Status"),
            ("A1", 1, "Write it.", "Head of Service", "01/06/2025", "In progress"),
        ],
    }  # fmt: skip


@dataclass
class RawBook:
    """A right assessment as the parts of its file; `within` a sheet's data, `before` and `behind` it, more can stand.

    `further` are parts by name, each with its content type; `links` is what stands in the Narrative's relationships.
    """

    sheets: dict[str, list[Row]] = field(default_factory=plain_sheets)
    within: str = ""
    before: str = ""
    behind: str = ""
    styles: str = _STYLES
    links: str = ""
    main: str = ""
    further: dict[str, tuple[str, str]] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        """Save it; what is asked for stands in the Narrative, whose own rows are 1 and 2."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
            for name, content in self.parts().items():
                package.writestr(name, content)
        return path

    def parts(self) -> dict[str, str]:
        """Each part's text, by name."""
        numbers = dict(enumerate(self.sheets, 1))
        types = {f"xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers} | {"xl/styles.xml": "styles"}
        types |= {name: content_type for name, (content_type, _) in self.further.items()}
        overrides = "".join(_override(name, kind) for name, kind in {"xl/workbook.xml": "sheet.main", **types}.items())
        sheets = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in numbers.items())
        relations = "".join(_relation(at, "worksheet", f"worksheets/sheet{at}.xml") for at in numbers)
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
            f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
            "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>{self.main}'
            "</workbook>",
            "xl/_rels/workbook.xml.rels": _relations(relations + _relation(900, "styles", "styles.xml")),
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{self.styles}</styleSheet>',
        }
        for number, name in numbers.items():
            own = name == "Narrative"
            rows = _rows(self.sheets[name]) + (self.within if own else "")
            parts[f"xl/worksheets/sheet{number}.xml"] = (
                f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{self.before if own else ""}'
                f"<sheetData>{rows}</sheetData>{self.behind if own else ''}</worksheet>"
            )
            if own and self.links:
                parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(self.links)
        return parts | {name: content for name, (_, content) in self.further.items()}


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>'


def _relations(relations: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _relation(number: int, kind: str, target: str, mode: str = "Internal") -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def _rows(rows: Sequence[Row]) -> str:
    return "".join(f'<row r="{at}">{"".join(_cells(at, row))}</row>' for at, row in enumerate(rows, 1))


def _cells(number: int, row: Row) -> Iterator[str]:
    for column, value in enumerate(row):
        place = f"{chr(65 + column)}{number}"
        if isinstance(value, int):
            yield f'<c r="{place}"><v>{value}</v></c>'
        elif value:
            text = str(value).replace("&", "&amp;").replace("<", "&lt;")
            yield f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def text_cell(place: str, text: str) -> str:
    """A cell of the sheet's XML with a text."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


# What people make


def merging(*areas: str) -> RawBook:
    """The workbook with these areas merged."""
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return RawBook(behind=f'<mergeCells count="{len(areas)}">{cells}</mergeCells>')


def to_the_bottom(attributes: str = "", cells: str = "", last: int = LAST_ROW) -> RawBook:
    """The workbook with a row entry for each row down to the last; '#' in the cells is the row's number."""
    rows = (f'<row r="{at}" {attributes}>{cells.replace("#", str(at))}</row>' for at in range(3, last + 1))
    return RawBook(within="".join(rows))


def _under_conditions() -> RawBook:
    rule = '<cfRule type="expression" priority="{}" dxfId="0"><formula>$Z1=1</formula></cfRule>'
    formats = "".join(
        f'<conditionalFormatting sqref="{area}">{rule.format(at)}</conditionalFormatting>'
        for at, area in enumerate(("A1:A1048576", "C2:C1048576", "A1:XFD1048576"), 1)
    )
    validation = '<dataValidation type="list" sqref="B2:B1048576 A1:XFD1"><formula1>"a,b"</formula1></dataValidation>'
    return RawBook(behind=f'{formats}<dataValidations count="1">{validation}</dataValidations>')


def _with_table() -> RawBook:
    columns = "".join(
        f'<tableColumn id="{at}" name="{name}"/>' for at, name in enumerate(("Theme", "Section", "Text"), 1)
    )
    table = (
        f'<table xmlns="{_MAIN}" id="1" name="T" displayName="T" ref="A1:C1048576"><autoFilter ref="A1:C1048576"/>'
        f'<tableColumns count="3">{columns}</tableColumns></table>'
    )
    return RawBook(
        behind='<autoFilter ref="A1:XFD1048576"/><tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
        links=_relation(1, "table", "../tables/table1.xml"),
        further={"xl/tables/table1.xml": ("table", table)},
    )


def _linked(area: str) -> RawBook:
    return RawBook(
        behind=f'<hyperlinks><hyperlink ref="{area}" r:id="rId1"/></hyperlinks>',
        links=_relation(1, "hyperlink", "https://example.gov.uk/plan", "External"),
    )


_BLANK = '<c r="C#" s="1"/>'
_COLUMNS = '<cols><col min="9" max="16384" width="9" hidden="1"/></cols>'
_HELPER = '<c r="H#"><f>A#</f><v>0</v></c>'
# Read as if what reaches to the bottom were not there.
ORDINARY: dict[str, Callable[[], RawBook]] = {
    "a whole column merged": lambda: merging("H1:H1048576"),
    "a whole column that is read merged": lambda: merging("C2:C1048576"),
    "a whole row merged": lambda: merging("A7:XFD7"),
    "the rest of the sheet merged": lambda: merging("H1:XFD1048576"),
    "a link on a whole column": lambda: _linked("C1:C1048576"),
    "a link on all cells": lambda: _linked("A1:XFD1048576"),
    "rows hidden to the bottom": lambda: to_the_bottom('hidden="1"'),
    "rows of a height to the bottom": lambda: to_the_bottom('ht="30" customHeight="1"'),
    "rows of a format to the bottom": lambda: to_the_bottom('s="1" customFormat="1"'),
    "a column formatted cell by cell": lambda: to_the_bottom("", _BLANK),
    "three columns formatted cell by cell": lambda: to_the_bottom(
        "", "".join(_BLANK.replace("C", each) for each in "ABC")
    ),
    "a helper column filled to the bottom": lambda: to_the_bottom("", _HELPER, 200_000),
    "conditions and drop-downs on whole columns": _under_conditions,
    "a table and a filter to the bottom": _with_table,
    "columns hidden to the right": lambda: RawBook(before=_COLUMNS),
}  # fmt: skip


# What nobody means well


def _style_kind(kind: str, number: int) -> RawBook:
    return RawBook(styles=_STYLES.replace(f"</{kind}>", f"<{_STYLE_OF[kind]}/>" * number + f"</{kind}>"))


_STYLE_OF = {"cellXfs": "xf", "fonts": "font", "fills": "fill", "borders": "border", "dxfs": "dxf"}


def _strings(number: int) -> RawBook:
    table = f'<sst xmlns="{_MAIN}">{"<si/>" * number}</sst>'
    return RawBook(further={"xl/sharedStrings.xml": ("sharedStrings", table)})


# Refused in one line.
FAR_TOO_LARGE: dict[str, Callable[[], RawBook]] = {
    "cell formats": lambda: _style_kind("cellXfs", 1_000_000),
    "fonts": lambda: _style_kind("fonts", 1_000_000),
    "empty strings": lambda: _strings(10_000_000),
    "the same cell": lambda: RawBook(within='<row r="3">' + '<c r="H3"/>' * 2_000_000 + "</row>"),
    "tags within tags": lambda: RawBook(within="<a>" * 3_000_000 + "</a>" * 3_000_000),
    "one token": lambda: RawBook(within=f'<row r="3" q="{"x" * 20_000_000}"/>'),
    "merged pairs": lambda: merging(*(f"K{at}:L{at}" for at in range(9, 100_009))),
    "sheets": lambda: RawBook(sheets=plain_sheets() | {f"Own {at}": [("a",)] for at in range(5_000)}),
    "names of cells": lambda: RawBook(
        main="<definedNames>" + "".join(f'<definedName name="n{at}">Report!$A$1</definedName>' for at in range(300_000))
        + "</definedNames>"
    ),
}  # fmt: skip
