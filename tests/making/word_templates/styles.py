"""The styles of the Word templates: the measures of style.css, in the colours and font of Word's theme."""

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

# Word's names for the brand's colours, see bvdocs/render/word/brand.py; the values come from the brand.
BRAND, INK, MUTED, LINE, LINK = "accent1", "text1", "text2", "accent2", "hyperlink"
# Styles of python-docx's own template that stay; the others would only fill Word's list.
_KEPT = {
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer", "Header Char", "Footer Char",
    "Title", "Title Char", "Heading 1", "Heading 1 Char", "Heading 2", "Heading 2 Char", "Heading 3",
    "Heading 3 Char", "List Bullet", "List Number", "Strong", "Emphasis",
}  # fmt: skip
# Arial's own line is 1.15 of its size; the style sheet counts lines in sizes.
_OWN_LINE = 1.15
_MM = 72 / 25.4


def set_styles(document: Document) -> None:
    """Every style that the templates use, and no other."""
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for names in document.styles.element.iter(qn("w:rFonts")):
        names.getparent().remove(names)
    _set_defaults(document)
    _set_text_styles(document)
    _set_first_page_styles(document)
    _set_character_styles(document)
    _add_table_style(document, "Best Value", space=1.7)
    _add_table_style(document, "Best Value Compact", space=0.8)
    _add_table_style(document, "Best Value Key", space=1.7, first_column_bold=False)
    _colour_bullets(document)


def _set_defaults(document: Document) -> None:
    """The theme's font and British English for everything; Word's current layout, not an old one's."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(_fonts("minorHAnsi"))
    # The ink is a default, and no style's own: so a table style can give a heading a dark ground and white words.
    defaults.append(parse_xml(f'<w:color {nsdecls("w")} w:val="000000" w:themeColor="{INK}"/>'))
    defaults.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="24"/>'))
    defaults.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="24"/>'))
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'))
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")) + settings.findall(qn("w:themeFontLang")):
        settings.remove(old)
    for zoom in settings.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    compat = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    settings.find(qn("w:rsids")).addprevious(compat)
    languages = parse_xml(f'<w:themeFontLang {nsdecls("w")} w:val="en-GB"/>')
    settings.find(qn("w:clrSchemeMapping")).addprevious(languages)


def _fonts(place: str) -> Any:
    kinds = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
    return parse_xml(f"<w:rFonts {nsdecls('w')} " + " ".join(f'w:{kind}="{place}"' for kind in kinds) + "/>")


def _set_text_styles(document: Document) -> None:
    _style(document, "Normal", size=12, after=3, line=1.4)
    _style(document, "Heading 1", size=16, colour=BRAND, bold=True, before=6, after=3, line=1.2, heading=True)
    _style(document, "Heading 2", size=13, colour=BRAND, bold=True, before=5, after=2, line=1.2, heading=True)
    _style(document, "Heading 3", size=12, colour=BRAND, bold=True, before=4, after=2, line=1.2, heading=True)
    _style(document, "List Bullet", after=2.5)
    _style(document, "List Number", after=2.5)
    _style(document, "Header", size=9, colour=MUTED)
    _style(document, "Footer", size=9, colour=MUTED)
    _style(document, "Lead", size=13.5, before=1, after=4)
    _style(document, "Picture", after=3, line=_OWN_LINE)
    _style(document, "Table Text", size=10, line=1.35)
    _style(document, "Table Rating", size=10, line=1.35)
    _style(document, "Table More", size=10, before=0.6, line=1.35)
    _style(document, "Table Bullet", size=10, line=1.35)
    _style(document, "Table Heading", size=10, bold=True, line=1.35)
    _style(document, "Table Note", size=10, colour=MUTED, before=1.5, after=3)
    _hang(document.styles["Table Rating"], 11)
    # Where a redline shows an old mark beside the new one, the words begin behind both.
    document.styles["Table Rating"].paragraph_format.tab_stops.add_tab_stop(Mm(17))
    _number_like(document, "Table Bullet", "List Bullet", 4.5)
    for name in ("List Bullet", "List Number"):
        for spacing in document.styles[name].element.iter(qn("w:contextualSpacing")):
            spacing.getparent().remove(spacing)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Table Heading"):
        document.styles[name].paragraph_format.keep_with_next = True


def _set_first_page_styles(document: Document) -> None:
    _style(document, "Kicker", size=12, colour=BRAND, bold=True, after=1, line=_OWN_LINE)
    _style(document, "Title", size=26, colour=BRAND, bold=True, after=5, line=1.2, heading=True)
    _style(document, "Logo", after=5, line=_OWN_LINE)
    _style(document, "Detail", size=12, after=0.4, line=_OWN_LINE)
    _style(document, "Note", size=12, colour=MUTED, before=4, after=3)
    _style(document, "Contents Heading", size=11, colour=MUTED, before=4, after=1, line=_OWN_LINE)
    _style(document, "Contents Entry", after=0.7, line=1.3)
    for name in ("Logo", "Kicker", "Title", "Contents Heading"):
        document.styles[name].paragraph_format.keep_with_next = True
    _hang(document.styles["Detail"], 34)
    document.styles["Note"].paragraph_format.left_indent = Mm(4)
    _side_lines(document.styles["Note"], ("left",), 24, LINE, 8)
    _side_lines(document.styles["Kicker"], ("top",), 24, BRAND, 11)
    _side_lines(document.styles["Title"], (), 0, BRAND, 0)
    _side_lines(document.styles["Detail"], ("top", "bottom"), 6, LINE, 5)


def _set_character_styles(document: Document) -> None:
    chip = document.styles.add_style("Chip", WD_STYLE_TYPE.CHARACTER)
    chip.font.bold = True
    # A rule about the chip: on white paper a light fill alone would not show where it ends.
    chip.element.get_or_add_rPr().append(
        parse_xml(f'<w:bdr {nsdecls("w")} w:val="single" w:sz="4" w:space="0" w:color="000000" w:themeColor="{INK}"/>')
    )
    _ink(document.styles.add_style("Codes", WD_STYLE_TYPE.CHARACTER), MUTED)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    _ink(link, LINK)
    link.font.underline = True


def _style(
    document: Document, name: str, *, size: float | None = None, colour: str = "", bold: bool = False,
    before: float = 0, after: float = 0, line: float | None = None, heading: bool = False,
) -> None:  # fmt: skip
    """A paragraph style: size in points, space in millimetres, lines in sizes as the style sheet has them."""
    names = [style.name for style in document.styles]
    style: Any = document.styles[name] if name in names else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for look in style.element.findall(qn("w:rPr")):
        style.element.remove(look)
    if name not in names:
        style.base_style = document.styles["Normal"]
    style.quick_style, style.hidden = True, False
    style.font.bold = True if bold else None
    if heading:
        style.element.get_or_add_rPr().insert(0, _fonts("majorHAnsi"))
    if size:
        style.font.size = Pt(size)
    if colour:
        _ink(style, colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before * _MM), Pt(after * _MM)
    if line:
        style.paragraph_format.line_spacing = line / _OWN_LINE
    for linked in document.styles.element.iterfind(f"{qn('w:style')}[@{qn('w:styleId')}='{style.style_id}Char']"):
        for look in linked.findall(qn("w:rPr")):
            linked.remove(look)
        linked.extend(deepcopy(look) for look in style.element.findall(qn("w:rPr")))


def _ink(style: Any, colour: str) -> None:
    color = style.element.get_or_add_rPr()._add_color()
    color.set(qn("w:val"), "000000")
    color.set(qn("w:themeColor"), colour)


def _hang(style: Any, width: float) -> None:
    """What stands behind a tab begins at the same place on each line; in millimetres."""
    layout = style.paragraph_format
    layout.left_indent, layout.first_line_indent = Mm(width), Mm(-width)
    layout.tab_stops.add_tab_stop(Mm(width))


def _number_like(document: Document, name: str, other: str, width: float) -> None:
    """A style of list items with the bullets of another, hung by a width in millimetres."""
    (number,) = document.styles[other].element.iter(qn("w:numPr"))
    properties = document.styles[name].element.get_or_add_pPr()
    properties.insert_element_before(
        deepcopy(number), "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:spacing"
    )
    _hang(document.styles[name], width)


def _side_lines(style: Any, sides: tuple[str, ...], eighths: int, colour: str, space: int) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    look = f'w:val="single" w:sz="{eighths}" w:space="{space}" w:color="000000" w:themeColor="{colour}"'
    if sides:
        lines = "".join(f"<w:{side} {look}/>" for side in sides)
        border = parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")
        properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _add_table_style(document: Document, name: str, *, space: float, first_column_bold: bool = True) -> None:
    """Lines beneath the rows, a stronger one beneath the heading; `space` above and below, in millimetres."""
    twips = round(space * _MM * 20)
    line = f'w:val="single" w:sz="6" w:space="0" w:color="000000" w:themeColor="{LINE}"'
    strong = f'w:val="single" w:sz="10" w:space="0" w:color="000000" w:themeColor="{INK}"'
    bold = "<w:rPr><w:b/></w:rPr>" if first_column_bold else ""
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
            f"<w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
            f'<w:tblCellMar><w:top w:w="{twips}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
            f'<w:bottom w:w="{twips}" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="000000" w:themeColor="{MUTED}"/></w:rPr>'
            f"<w:tcPr><w:tcBorders><w:bottom {strong}/></w:tcBorders>"
            '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
            f'<w:tblStylePr w:type="firstCol">{bold}</w:tblStylePr></w:style>'
        )
    )


def _colour_bullets(document: Document) -> None:
    """The bullets in the brand's colour."""
    numbering = document.part.numbering_part.element
    (number,) = document.styles["List Bullet"].element.iter(qn("w:numId"))
    wanted = number.get(qn("w:val"))
    (kind,) = numbering.xpath(f"w:num[@w:numId='{wanted}']/w:abstractNumId/@w:val")
    for level in numbering.xpath(f"w:abstractNum[@w:abstractNumId='{kind}']/w:lvl"):
        (look,) = level.findall(qn("w:rPr")) or (level.makeelement(qn("w:rPr")),)
        if look.getparent() is None:
            level.append(look)
        look.append(parse_xml(f'<w:color {nsdecls("w")} w:val="000000" w:themeColor="{BRAND}"/>'))
