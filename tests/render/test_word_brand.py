"""Word files follow the brand: theme, colours, font and logo; what a council fixed in Word stays."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import RGBColor
from lxml import etree
from PIL import Image

from bvdocs.core.brand import Brand, Colours
from bvdocs.core.publishing import published
from bvdocs.render.picture import Picture
from bvdocs.render.word.document import WordRenderer
from bvdocs.view import ReportView, build_view
from tests.support.project import TEMPLATES
from tests.support.word_checker import faults
from tests.support.word_package import WP, W
from tests.support.workbooks import Book

COLOURS = Colours(brand="#7a0019", ink="#101010", muted="#505050", link="#00437a", line="#ccbbbb", quiet="#eeeeff")


def png(width: int = 40, height: int = 10) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), "#7a0019").save(content, "PNG")
    return content.getvalue()


BRAND = Brand(logo=png(), logo_width=50, font="Times New Roman", colours=COLOURS)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    return build_view(published(Book().read(tmp_path_factory.mktemp("brand"))), BRAND)


def filled(report: ReportView, brand: Brand, folder: Path = TEMPLATES) -> bytes:
    pictures = {timeline.file: Picture(b"", 100, png) for theme in report.themes for timeline in theme.timelines}
    return WordRenderer(folder, pictures, brand).render("action-plan.docx", report, "Action plan")


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}


def test_the_theme_has_the_brand_s_colours_and_font(report: ReportView) -> None:
    theme = parts(filled(report, BRAND))["word/theme/theme1.xml"]
    slots = dict(re.findall(r'<a:(dk1|dk2|accent1|accent2|hlink)>\s*<a:srgbClr val="(\w+)"', theme))
    assert slots == {"dk1": "101010", "dk2": "505050", "accent1": "7A0019", "accent2": "CCBBBB", "hlink": "00437A"}
    assert set(re.findall(r'<a:latin typeface="([^"]+)"', theme)) == {"Times New Roman"}


def test_no_colour_or_font_of_another_brand_is_left(report: ReportView) -> None:
    shipped = Brand()
    for name, xml in parts(filled(report, BRAND)).items():
        if name.startswith("word/") and "fontTable" not in name:
            for colour in (getattr(shipped.colours, field) for field in ("brand", "ink", "muted", "link", "line")):
                assert colour[1:].upper() not in xml.upper(), (name, colour)
            assert not re.search(r'w:(ascii|hAnsi|cs)="Arial"', xml), name


def test_the_file_is_without_a_fault_in_another_brand(report: ReportView) -> None:
    assert faults(filled(report, BRAND)) == []


def test_the_logo_stands_in_the_line_as_wide_as_the_brand_says_and_names_the_authority(report: ReportView) -> None:
    document = docx.Document(io.BytesIO(filled(report, BRAND)))
    (logo, *_) = document.element.body.iter(f"{WP}inline")
    assert logo.docPr.get("descr") == "Testing District Council"
    assert round(logo.extent.cx / 36000) == 50
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Logo"


def test_braces_in_the_authority_s_name_are_read_out_as_they_are(tmp_path: Path) -> None:
    book = Book()
    name = "Council {_{ of }_} {% braces %} & <signs>"
    book.report[0][1] = name
    odd = build_view(published(book.read(tmp_path)), BRAND)
    (logo, *_) = docx.Document(io.BytesIO(filled(odd, BRAND))).element.body.iter(f"{WP}inline")
    assert logo.docPr.get("descr") == name


def test_without_a_logo_there_is_no_place_for_one(report: ReportView) -> None:
    assert docx.Document(io.BytesIO(filled(report, Brand()))).paragraphs[0].text == report.title


def template(folder: Path, document: Document, text: str = "{{ report.title }}") -> Path:
    document.add_paragraph(text)
    document.save(str(folder / "action-plan.docx"))
    return folder


def test_a_colour_that_a_council_fixed_stays(report: ReportView, tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    styles = docx.Document(io.BytesIO(filled(report, BRAND, template(tmp_path, document)))).styles
    assert str(styles["Normal"].font.color.rgb) == "123456"


def test_a_template_that_asks_for_a_logo_there_is_not_gets_none(report: ReportView, tmp_path: Path) -> None:
    content = filled(report, Brand(), template(tmp_path, docx.Document(), "[{{ logo() }}]"))
    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "[]"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "7A0019"),
        ({"themeTint": "80"}, "FF3C64"),
        ({"themeShade": "80"}, "3D000D"),
        ({"themeTint": ""}, "7A0019"),
        ({"themeShade": "dark"}, "7A0019"),
        ({"themeTint": "-1"}, "7A0019"),
        ({"themeColor": "background1"}, "FFFFFF"),
        ({"themeColor": "accent6"}, "000000"),
    ],
)
def test_a_lighter_or_darker_colour_of_the_theme_is_worked_out(
    report: ReportView, tmp_path: Path, change: dict[str, str], expected: str
) -> None:
    document = docx.Document()
    document.styles["Normal"].font.color.rgb = RGBColor(0, 0, 0)
    color = document.styles["Normal"].element.rPr.find(f"{W}color")
    for name, value in ({"themeColor": "accent1"} | change).items():
        color.set(f"{W}{name}", value)
    styles = parts(filled(report, BRAND, template(tmp_path, document)))["word/styles.xml"]
    normal = next(style for style in etree.fromstring(styles.encode()) if style.get(f"{W}styleId") == "Normal")
    assert [color.get(f"{W}val") for color in normal.iter(f"{W}color")] == [expected]
