"""Parts that the Word templates share: the page, the first block, lists and tables."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from bvdocs.core.brand import Brand
from bvdocs.render.word.brand import apply_brand
from bvdocs.render.word.traces import drop_traces
from tests.making.word_templates.styles import INK, set_styles

UPRIGHT, WIDE = 170, 261  # the width of the text in millimetres

Columns = Sequence[tuple[str, int]]
# A cell is a text, or several paragraphs: one that begins with a bullet is a list item, one with '{%p' a tag alone.
Cell = str | tuple[str, ...]
Rows = Sequence[tuple[Cell, ...]]
_LOOKS = {"{%": "Table Text", "• ": "Table Bullet"}


def new_document(*, wide: bool) -> Document:
    """An empty template: page, styles, header and footer."""
    document = docx.Document()
    set_styles(document)
    _set_page(document, wide=wide)
    return document


def finished(document: Document) -> Document:
    """The template in the colours and the font of the brand that ships, without what python-docx left in it."""
    apply_brand(document.part.package, Brand())
    drop_traces(document.part.package)
    properties = document.core_properties
    properties.author, properties.title = "bvdocs", "Template"
    properties.created = properties.modified = datetime(2025, 1, 1, tzinfo=UTC)
    return document


def _set_page(document: Document, *, wide: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(18 if wide else 20)
    section.top_margin, section.bottom_margin = (Mm(20), Mm(18)) if wide else (Mm(22), Mm(22))
    section.header_distance = section.footer_distance = Mm(9)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (header, footer):
        style: Any = paragraph.style
        style.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDE if wide else UPRIGHT), WD_TAB_ALIGNMENT.RIGHT)
    header.add_run("{{ report.authority }}\t{{ report.title }}")
    footer.add_run("{{ report.edition.line }}").bold = True
    footer.add_run("\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def mark_header(document: Document, text: str) -> None:
    """A line in bold above what else stands at the head of each page, which has room for two of them."""
    document.sections[0].top_margin = Mm(27)
    header = document.sections[0].header.paragraphs[0]
    header.insert_paragraph_before("", header.style).add_run(text).bold = True


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word works out by itself in headers and footers."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def masthead(document: Document, title: str, details: str) -> None:
    """The first block: logo, title, details, notes."""
    when(document, "brand.logo", lambda: paragraph(document, "{{ logo() }}", "Logo"))
    paragraph(document, "{{ report.title }}", "Kicker")
    paragraph(document, title, "Title")

    def detail() -> None:
        line = paragraph(document, "", "Detail")
        line.add_run("{{ detail.label }}:", "Codes")
        line.add_run("\t{{ detail.value }}")

    each(document, f"detail in {details}", detail)
    each(document, "note in report.notes", lambda: paragraph(document, "{{ note }}", "Note"))


def contents(document: Document, columns: int, width: int = WIDE) -> None:
    """The list of contents, so many headings on a line of a width in millimetres."""
    paragraph(document, "Contents", "Contents Heading")
    layout = paragraph(document, "{{ contents }}", "Contents Entry").paragraph_format
    layout.keep_with_next = True
    for number in range(1, columns):
        layout.tab_stops.add_tab_stop(Mm(number * width / columns))


def paragraph(document: Document, text: str, style: str = "Normal") -> Paragraph:
    """A paragraph at the end of the document."""
    return document.add_paragraph(text, style)


def heading(document: Document, text: str, level: int = 1, *, new_page: bool = False) -> None:
    """A heading; it may begin a page."""
    made = document.add_heading(text, level)
    if new_page:
        made.paragraph_format.page_break_before, made.paragraph_format.space_before = True, Mm(0)


def picture(document: Document, view: str) -> None:
    """A picture in a line of its own."""
    paragraph(document, f"{{{{ picture({view}) }}}}", "Picture")


def when(document: Document, condition: str, then: Callable[[], object], otherwise: Any = None) -> None:
    """What is there on a condition only."""
    paragraph(document, f"{{%p if {condition} %}}")
    then()
    if otherwise:
        paragraph(document, "{%p else %}")
        otherwise()
    paragraph(document, "{%p endif %}")


def each(document: Document, loop: str, what: Callable[[], object]) -> None:
    """What is there for each turn of the loop."""
    paragraph(document, f"{{%p for {loop} %}}")
    what()
    paragraph(document, "{%p endfor %}")


def bullets(document: Document, name: str, nothing: str) -> None:
    """The bullets of a section, or that there are none."""

    def bullet() -> None:
        line = paragraph(document, "{{ bullet.text }}", "List Bullet")
        line.add_run("{% if bullet.criteria %} ({{ bullet.criteria }}){% endif %}", "Codes")

    when(document, name, lambda: each(document, f"bullet in {name}", bullet), lambda: paragraph(document, nothing))


def bold_first(document: Document, first: str, then: str) -> None:
    """A bullet of which the first words are bold."""
    line = paragraph(document, "", "List Bullet")
    line.add_run(first).bold = True
    line.add_run(f": {then}")


def changes_heading(document: Document) -> None:
    """What changed since the version reported last: the heading, and to whom and when that was."""
    heading(document, "{{ report.changes.heading }}")
    paragraph(document, "{{ report.changes.reported }}").paragraph_format.keep_with_next = True


def changes_by_theme(document: Document) -> None:
    """A sentence on each theme that changed, and one on those that did not."""
    changed = "theme in report.changes.themes if theme.changed"
    each(document, changed, lambda: bold_first(document, "{{ theme.title }}", "{{ theme.summary }}"))
    unchanged = "report.changes.unchanged"
    when(document, unchanged, lambda: paragraph(document, f"{{{{ {unchanged} }}}}"))


def abbreviations(document: Document, name: str) -> None:
    """The abbreviations, if there are any."""

    def section() -> None:
        heading(document, "Abbreviations")
        each(document, f"entry in {name}", lambda: bold_first(document, "{{ entry.short }}", "{{ entry.full }}"))

    when(document, name, section)


def history(document: Document, columns: Columns) -> None:
    """The versions so far, if there are any."""

    def section() -> None:
        heading(document, "Document history")
        row = tuple(f"{{{{ issue.{name} }}}}" for name in ("version", "date", "status", "by", "note"))
        table(document, columns, (("{%tr for issue in report.history %}",), row, ("{%tr endfor %}",)), together=True)

    when(document, "report.history", section)


def table(
    document: Document, columns: Columns, rows: Rows, *,
    numbers: Sequence[str] = (), together: bool = False, style: str = "Best Value",
) -> Table:  # fmt: skip
    """A table with a heading row that repeats; a row of a single text is a tag that stands for itself.

    In a cell `**` begins and ends bold, `~~` what stands back. Of the columns, those in `numbers` are set right.
    """
    made: Table = document.add_table(rows=0, cols=len(columns))
    made.style = document.styles[style]
    made.autofit = False
    _describe(made, sum(width for _, width in columns))
    for (_, width), grid_column in zip(columns, made.columns, strict=True):
        grid_column.width = Mm(width)
    _add_row(made, columns, [name for name, _ in columns], "Table Heading", numbers)
    _row_property(made.rows[0], "w:tblHeader")
    for texts in rows:
        _add_row(made, columns, texts, "Table Text", numbers)
    for row in made.rows if together else made.rows[:1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    return made


def repeat_column(made: Table, place: int, loop: str, width: int) -> None:
    """Say in the heading row that the columns from `place` on, a tag, a column and a tag, are there for each turn.

    The two columns with tags alone are gone once the table is filled: what is left is `width` millimetres wide.
    """
    for cell, tag in ((place, f"{{%tc for {loop} %}}"), (place + 2, "{%tc endfor %}")):
        made.rows[0].cells[cell].paragraphs[0].add_run(tag)
    set_width(made, width)


def note_beneath(document: Document, name: str) -> None:
    """A remark on the table above it, where there is one to make."""
    when(document, name, lambda: paragraph(document, f"{{{{ {name} }}}}", "Table Note"))


def make_total(row: Any) -> None:
    """A row that adds up the rows above it: bold, beneath a strong line."""
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
        look = f'w:val="single" w:sz="10" w:space="0" w:color="000000" w:themeColor="{INK}"'
        borders = parse_xml(f"<w:tcBorders {nsdecls('w')}><w:top {look}/></w:tcBorders>")
        cell._tc.get_or_add_tcPr().find(qn("w:tcW")).addnext(borders)


def _add_row(made: Table, columns: Columns, texts: Sequence[Cell], style: str, numbers: Sequence[str]) -> None:
    row = made.add_row()  # type: ignore[no-untyped-call]
    _row_property(row, "w:cantSplit")
    for (name, width), cell in zip(columns, row.cells, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].style = style
        if name in numbers:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # The last column ends where the text ends.
    none = parse_xml(f'<w:tcMar {nsdecls("w")}><w:right w:w="0" w:type="dxa"/></w:tcMar>')
    row.cells[-1]._tc.get_or_add_tcPr().append(none)
    for text, cell in zip(texts, row.cells, strict=False):
        first, *others = (text,) if isinstance(text, str) else text
        if first.startswith("{{ chip("):
            cell.paragraphs[0].style = "Table Rating"
        _fill_cell(cell.paragraphs[0], first)
        for other in others:
            look = (
                "Table Text" if other.startswith("{%p") else "Table Bullet" if other.startswith("• ") else "Table More"
            )
            _fill_cell(cell.add_paragraph("", look), other.removeprefix("• "))


def _fill_cell(line: Paragraph, text: str) -> None:
    for number, part in enumerate(text.split("**")):
        for inner, piece in enumerate(part.split("~~")):
            run = line.add_run(piece, "Codes" if inner % 2 else None)  # a line break in the text is one in the cell
            run.bold = True if number % 2 else None


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _describe(made: Table, width: int) -> None:
    """How wide it is, and that its first row and its first column are headings."""
    properties = made._tbl.tblPr
    set_width(made, width)
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
    )


def set_width(made: Table, width: int) -> None:
    """How wide the table is, in millimetres."""
    properties = made._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    properties.insert_element_before(
        parse_xml(f'<w:tblW {nsdecls("w")} w:w="{round(width * 1440 / 25.4)}" w:type="dxa"/>'),
        "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
    )  # fmt: skip
