"""Makes the Word templates that ship in templates/: plain enough to be opened and restyled in Word.

Run by `make templates`. A council edits the .docx files themselves; this script is how the shipped
ones are kept in step with the page templates.
"""

import io
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from bvdocs.render.word import with_fixed_times

BRAND = RGBColor(0x0B, 0x3C, 0x49)
INK = RGBColor(0x1B, 0x2A, 0x30)
MUTED = RGBColor(0x46, 0x55, 0x5B)
LINE = "C9D3D7"

# Column widths in millimetres; each table's add up to the width of the text.
RATINGS = (("Code", 22), ("Characteristic", 62), ("Rating", 46), ("Since last time", 40))
LEVELS = (("Rating", 42), ("What it means", 78), ("Characteristics", 32), ("Share", 18))
COUNTS = (
    ("Theme", 91),
    ("Actions", 34),
    ("Complete", 34),
    ("On track", 34),
    ("Overdue", 34),
    ("Cancelled", 34),
)
NUMBERS = {"Characteristics", "Share", *(name for name, _ in COUNTS[1:])}
ACTIONS = (
    ("Action and codes", 23), ("Opportunity", 37), ("What we will do", 51), ("Owner", 30),
    ("Due", 35), ("Status", 24), ("Latest update", 33), ("Success measure", 28),
)  # fmt: skip


def make_self_assessment() -> Document:
    """The self-assessment of one theme."""
    document = _new_document(wide=False)
    _masthead(document, "{{ theme.title }}", "theme.details")
    document.add_heading("Self-assessment heatmap", 1)
    _when(
        document,
        "theme.heatmap.cells",
        lambda: _paragraph(document, "{{ picture(theme.heatmap) }}", "Picture"),
    )
    _paragraph(document, "{{ theme.summary }}", "Lead")
    _table(document, LEVELS, "level in theme.levels", (
        "{{ chip(level) }} {{ level.name }}", "{{ level.meaning }}", "{{ level.count }}", "{{ level.share }}",
    ))  # fmt: skip

    def ratings() -> None:
        document.add_heading("The ratings", 1)
        _table(document, RATINGS, "cell in theme.heatmap.cells", (
            "{{ cell.code }}", "{{ cell.name }}", "{{ chip(cell) }} {{ cell.words }}",
            "{% if cell.movement_mark %}{{ cell.movement_mark }} {% endif %}{{ cell.movement }}",
        ), together=True)  # fmt: skip

    _when(document, "theme.heatmap.cells", ratings)
    for heading, name, nothing in (
        ("{{ theme.description_heading }}", "description", "No description is given."),
        ("Strengths", "strengths", "No strengths are recorded."),
        ("Areas for improvement", "areas_for_improvement", "No areas for improvement are recorded."),
        ("Opportunities and plans", "opportunities", "No opportunities or plans are recorded."),
    ):
        document.add_heading(heading, 1)
        _bullets(document, f"theme.{name}", nothing)
    document.add_heading("Next steps", 1)
    _when(
        document,
        "theme.actions",
        lambda: _paragraph(
            document,
            "Through self-assessment, we identified {{ theme.key_actions }}, on {{ theme.action_pages }}"
            " of the action plan.",
        ),
        lambda: _paragraph(document, "Through self-assessment, we identified {{ theme.key_actions }} for this theme."),
    )
    _abbreviations(document, "theme.abbreviations")
    return document


def make_action_plan() -> Document:
    """The action plan of all themes."""
    document = _new_document(wide=True)
    _masthead(document, "Action plan", "report.details")
    document.add_heading("Summary", 1)
    _paragraph(document, "{{ report.plan.summary }}", "Lead")
    figures = ("total", "complete", "on_track", "overdue", "cancelled")
    table = _table(
        document,
        COUNTS,
        "row in report.plan.by_theme",
        ("{{ row.name }}", *(f"{{{{ row.{name} }}}}" for name in figures)),
        together=True,
        style="Best Value Compact",
    )
    _total_row(table, ("{{ report.plan.total.name }}", *(f"{{{{ report.plan.total.{name} }}}}" for name in figures)))

    _abbreviations(document, "report.plan.abbreviations")
    _paragraph(document, "{%p for theme in report.themes if theme.actions %}")
    document.add_heading("{{ theme.title }}", 1).paragraph_format.page_break_before = True
    _paragraph(document, "{%p for timeline in theme.timelines %}")
    _paragraph(document, "{{ picture(timeline) }}", "Picture")
    _paragraph(document, "{%p endfor %}")
    _table(document, ACTIONS, "action in theme.actions", (
        "{{ action.ref }}{% if action.criteria %}\n{{ action.criteria }}{% endif %}",
        "{{ action.opportunity }}",
        "{{ action.text }}",
        "{{ action.owner }}",
        "{{ action.due }}{% if action.revised_due %}\nrevised to {{ action.revised_due }}{% endif %}",
        "{{ action.status }}{% if action.progress %}, {{ action.progress }}{% endif %}"
        "{% if action.overdue %}\n**Overdue**{% endif %}",
        "{{ action.update }}",
        "{{ action.success_measure }}",
    ))  # fmt: skip
    _paragraph(document, "{%p endfor %}")
    return document


def _new_document(*, wide: bool) -> Document:
    document = docx.Document()
    for table_style in [style for style in document.styles if style.type == WD_STYLE_TYPE.TABLE]:
        if table_style.name != "Normal Table":
            table_style.delete()
    _drop_parts(document)
    _set_defaults(document)
    _set_styles(document)
    _set_page(document, wide=wide)
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "bvdocs", "", "Template"
    properties.created = properties.modified = datetime(2025, 1, 1, tzinfo=UTC)
    return document


def _drop_parts(document: Document) -> None:
    """Parts of python-docx's own template that mean nothing here: a thumbnail, a second set of styles."""
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/customXml", "/stylesWithEffects")):
                owner.rels.pop(key)


def _set_defaults(document: Document) -> None:
    """Arial and British English for everything; Word's current layout, not an old one's."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(
        parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>')
    )
    defaults.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="24"/>'))
    defaults.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="24"/>'))
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'))
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")) + settings.findall(qn("w:themeFontLang")):
        settings.remove(old)
    compat = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    settings.find(qn("w:rsids")).addprevious(compat)


def _set_styles(document: Document) -> None:
    for style in document.styles.element.iter(qn("w:rFonts")):
        for name in [name for name in style.attrib if name.endswith("Theme")]:
            del style.attrib[name]
        style.attrib.update({qn(f"w:{name}"): "Arial" for name in ("ascii", "hAnsi", "eastAsia", "cs")})
    _style(document, "Normal", size=12, colour=INK, after=8, line=1.25)
    _style(document, "Title", size=26, colour=BRAND, bold=True, after=8, line=1.1)
    _style(document, "Heading 1", size=16, colour=BRAND, bold=True, before=20, after=8, line=1.1)
    _style(document, "List Bullet", after=7)
    _style(document, "Header", size=9, colour=MUTED, after=0)
    _style(document, "Footer", size=9, colour=MUTED, after=0)
    _style(document, "Kicker", size=12, colour=BRAND, bold=True, before=8, after=2)
    _style(document, "Lead", size=13.5, after=10, before=6)
    _style(document, "Note", size=12, colour=MUTED, before=8, after=8)
    _style(document, "Detail", size=12, after=1, line=1.1)
    _style(document, "Picture", after=6, line=1.0)
    _style(document, "Table Text", size=10, after=0, line=1.15)
    _style(document, "Table Heading", size=10, colour=MUTED, bold=True, after=0, line=1.15)
    document.styles["Note"].paragraph_format.left_indent = Mm(4)
    for spacing in document.styles["List Bullet"].element.iter(qn("w:contextualSpacing")):
        spacing.getparent().remove(spacing)
    for name in ("Picture", "Table Heading", "Kicker"):
        document.styles[name].paragraph_format.keep_with_next = True
    _side_line(document.styles["Note"], "left", 24, LINE, 8)
    _side_line(document.styles["Kicker"], "top", 24, "0B3C49", 10)
    _remove_borders(document.styles["Title"])
    chip = document.styles.add_style("Chip", WD_STYLE_TYPE.CHARACTER)
    chip.font.bold = True
    codes = document.styles.add_style("Codes", WD_STYLE_TYPE.CHARACTER)
    codes.font.color.rgb = MUTED
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor(0x0B, 0x4F, 0x8A)
    _add_table_style(document, "Best Value", space=85)
    _add_table_style(document, "Best Value Compact", space=40)


def _style(
    document: Document, name: str, *, size: float | None = None, colour: RGBColor | None = None, bold: bool = False,
    before: float = 0, after: float = 0, line: float | None = None,
) -> None:  # fmt: skip
    names = [style.name for style in document.styles]
    style: Any = document.styles[name] if name in names else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in names:
        style.base_style = document.styles["Normal"]
    style.quick_style, style.hidden = True, False
    style.font.bold = bold
    if size:
        style.font.size = Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if line:
        style.paragraph_format.line_spacing = line


def _side_line(style: Any, side: str, eighths: int, colour: str, space: int) -> None:
    look = f'w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"'
    border = parse_xml(f"<w:pBdr {nsdecls('w')}><w:{side} {look}/></w:pBdr>")
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _remove_borders(style: Any) -> None:
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _add_table_style(document: Document, name: str, *, space: int) -> None:
    """Lines beneath the rows, a stronger one beneath the heading; `space` above and below, in twips."""
    identity = name.replace(" ", "")
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{identity}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
            f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>'
            f'<w:tblCellMar><w:top w:w="{space}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
            f'<w:bottom w:w="{space}" w:type="dxa"/><w:right w:w="142" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
            '<w:bottom w:val="single" w:sz="10" w:space="0" w:color="1B2A30"/></w:tcBorders></w:tcPr></w:tblStylePr>'
            "</w:style>"
        )
    )


def _set_page(document: Document, *, wide: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    side = 18 if wide else 20
    section.left_margin = section.right_margin = Mm(side)
    section.top_margin, section.bottom_margin = (Mm(20), Mm(18)) if wide else (Mm(22), Mm(22))
    section.header_distance = section.footer_distance = Mm(9)
    right = Mm(297 - 2 * side) if wide else Mm(210 - 2 * side)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (header, footer):
        style: Any = paragraph.style
        style.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
    header.add_run("{{ report.authority }}\t{{ report.title }}")
    footer.add_run("{{ report.edition.line }}").bold = True
    footer.add_run("\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


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


def _masthead(document: Document, title: str, details: str) -> None:
    _paragraph(document, "{{ report.title }}", "Kicker")
    _paragraph(document, title, "Title")
    _paragraph(document, f"{{%p for detail in {details} %}}")
    paragraph = _paragraph(document, "", "Detail")
    paragraph.add_run("{{ detail.label }}: ").font.color.rgb = MUTED
    paragraph.add_run("{{ detail.value }}")
    _paragraph(document, "{%p endfor %}")
    _paragraph(document, "{%p for note in report.notes %}")
    _paragraph(document, "{{ note }}", "Note")
    _paragraph(document, "{%p endfor %}")


def _paragraph(document: Document, text: str, style: str = "Normal") -> Paragraph:
    return document.add_paragraph(text, style)


def _when(document: Document, condition: str, then: Any, otherwise: Any = None) -> None:
    _paragraph(document, f"{{%p if {condition} %}}")
    then()
    if otherwise:
        _paragraph(document, "{%p else %}")
        otherwise()
    _paragraph(document, "{%p endif %}")


def _bullets(document: Document, name: str, nothing: str) -> None:
    def each() -> None:
        _paragraph(document, f"{{%p for bullet in {name} %}}")
        paragraph = _paragraph(document, "{{ bullet.text }}", "List Bullet")
        paragraph.add_run("{% if bullet.criteria %} ({{ bullet.criteria }}){% endif %}", "Codes")
        _paragraph(document, "{%p endfor %}")

    _when(document, name, each, lambda: _paragraph(document, nothing))


def _abbreviations(document: Document, name: str) -> None:
    def each() -> None:
        document.add_heading("Abbreviations", 1)
        _paragraph(document, f"{{%p for entry in {name} %}}")
        paragraph = _paragraph(document, "", "List Bullet")
        paragraph.add_run("{{ entry.short }}").bold = True
        paragraph.add_run(": {{ entry.full }}")
        _paragraph(document, "{%p endfor %}")

    _when(document, name, each)


def _table(
    document: Document, columns: Sequence[tuple[str, int]], loop: str, cells: Sequence[str], *,
    together: bool = False, style: str = "Best Value",
) -> Table:  # fmt: skip
    """A table with a heading row that repeats, and a row for each turn of the loop."""
    table: Table = document.add_table(rows=4, cols=len(columns))
    table.style = document.styles[style]
    table.autofit = False
    _first_row_only(table)
    for (_, width), grid_column in zip(columns, table.columns, strict=True):
        grid_column.width = Mm(width)
    for row in table.rows:
        for (_, width), cell in zip(columns, row.cells, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].style = document.styles["Table Text"]
        _row_property(row, "w:cantSplit")
    heading = table.rows[0]
    _row_property(heading, "w:tblHeader")
    for (name, _), cell, model in zip(columns, heading.cells, table.rows[2].cells, strict=True):
        cell.paragraphs[0].style = document.styles["Table Heading"]
        if name in NUMBERS:
            cell.paragraphs[0].alignment = model.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        cell.paragraphs[0].add_run(name)
    table.cell(1, 0).paragraphs[0].add_run(f"{{%tr for {loop} %}}")
    _fill_row(table, 2, cells)
    table.cell(3, 0).paragraphs[0].add_run("{%tr endfor %}")
    for cell in heading.cells + (table.rows[2].cells if together else ()):
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    return table


def _fill_row(table: Table, number: int, cells: Sequence[str], *, bold: bool = False) -> None:
    for place, (text, cell) in enumerate(zip(cells, table.rows[number].cells, strict=True)):
        parts = text.split("**")
        for part_number, part in enumerate(parts):
            run = cell.paragraphs[0].add_run(part)  # a line break in the text is one in the cell
            run.bold = True if bold or place == 0 or part_number % 2 else None


def _total_row(table: Any, cells: Sequence[str]) -> None:
    for text in ("{%tr if report.plan.total %}", None, "{%tr endif %}"):
        row = table.add_row()
        _row_property(row, "w:cantSplit")
        for cell, model in zip(row.cells, table.rows[2].cells, strict=True):
            cell.width = model.width
            cell.paragraphs[0].style = "Table Text"
            cell.paragraphs[0].alignment = model.paragraphs[0].alignment
        if text:
            row.cells[0].paragraphs[0].add_run(text)
        else:
            _fill_row(table, len(table.rows) - 1, cells, bold=True)


def _row_property(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(name))


def _first_row_only(table: Table) -> None:
    """The style marks the heading row; its other special rows and columns are off."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
    )


if __name__ == "__main__":
    for made, name in ((make_self_assessment(), "self-assessment.docx"), (make_action_plan(), "action-plan.docx")):
        package = io.BytesIO()
        made.save(package)
        (Path(sys.argv[1]) / name).write_bytes(with_fixed_times(package.getvalue()))
