"""The view as a Word document, by filling a Word template."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup, escape

from bvdocs.brand import Brand
from bvdocs.errors import TemplateError
from bvdocs.model import RichText, Run
from bvdocs.picture import Picture
from bvdocs.render.environment import make_environment, template_faults
from bvdocs.render.word_brand import wear_brand
from bvdocs.render.word_contents import PLACE, fill_contents
from bvdocs.render.word_tables import finish_tables
from bvdocs.view import PictureView, ReportView, ThemeView
from bvdocs.view.views import CellView, KeyView, LevelView

# A .docx is a zip; its entries' times would differ from run to run.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

# What ends the run a tag stands in, and begins the next: in between, runs of another look.
_CLOSE, _REOPEN = Markup("</w:t></w:r>"), Markup('<w:r><w:t xml:space="preserve">')


class WordRenderer:
    """Fills the Word templates of one folder; `pictures` are found by the name of their file."""

    def __init__(self, templates: Path, pictures: Mapping[str, Picture], brand: Brand) -> None:
        self._templates = templates
        self._pictures = pictures
        self._brand = brand

    def render(self, template: str, report: ReportView, title: str, theme: ThemeView | None = None) -> bytes:
        """The filled document; raises TemplateError if the template is at fault."""
        path = self._templates / template
        opened = _open(path)
        _refuse_broken_tags(path, opened)
        wear_brand(opened.docx.part.package, self._brand)
        filling = _Filling(opened, self._pictures)
        context = {
            "report": report,
            "brand": self._brand,
            "picture": filling.picture,
            "logo": lambda: filling.logo(self._brand, report.authority),
            "chip": _chip,
            "contents": PLACE,
        }
        if theme:
            context["theme"] = theme
        with template_faults(path):
            environment = make_environment(self._templates, filling.printed)
            filling.template.render(context, environment)
        fill_contents(filling.template.docx)
        finish_tables(filling.template.docx.element.body)
        _set_properties(filling.template, report, title)
        return _saved(filling.template)


class _Filling:
    """One document being filled: pictures and links become parts of that document."""

    def __init__(self, template: DocxTemplate, pictures: Mapping[str, Picture]) -> None:
        self.template = template
        self._pictures = pictures

    def picture(self, view: PictureView) -> Markup:
        """The view's picture in the line of text, with its alt text."""
        picture = self._pictures[view.file]
        return self._inline(picture.png, picture.width, view.file, view.alt)

    def logo(self, brand: Brand, alt: str) -> Markup:
        """The brand's logo in the line of text; nothing if there is none."""
        return self._inline(brand.logo, brand.logo_width, "logo", alt) if brand.logo else Markup()

    def _inline(self, content: bytes, width: float, name: str, alt: str) -> Markup:
        inline = self.template.current_rendering_part.new_pic_inline(io.BytesIO(content), Mm(width), None)
        inline.docPr.set("descr", alt)
        inline.docPr.set("name", name)
        for side in ("distT", "distB", "distL", "distR"):
            # Left out, LibreOffice takes a space of its own there and cuts a picture as wide as the text.
            inline.set(side, "0")
        xml = etree.tostring(inline, encoding="unicode")
        return _CLOSE + Markup(f"<w:r><w:drawing>{xml}</w:drawing></w:r>") + _REOPEN  # noqa: S704 - python-docx's own XML

    def printed(self, value: object) -> object:
        """Text as Word's XML; text of one look keeps that of the run its tag stands in."""
        if isinstance(value, RichText):
            if all(run == Run(run.text) for run in value.runs):
                return _escaped(value.plain)
            return _CLOSE + Markup("").join(self._run(run) for run in value.runs) + _REOPEN
        return _escaped(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    def _run(self, run: Run) -> Markup:
        style = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
        xml = _run_xml(run.text, style + "<w:b/>" * run.bold + "<w:i/>" * run.italic)
        if not run.link:
            return xml
        part = self.template.current_rendering_part
        link = part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return Markup('<w:hyperlink r:id="{}">{}</w:hyperlink>').format(link, xml)


def _escaped(text: str) -> Markup:
    """Braces too: docxtpl would take `{_{` in a text for one of its own signs."""
    return Markup(str(escape(text)).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped here


def _run_xml(text: str, properties: str) -> Markup:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return Markup(f'<w:r>{look}<w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>')  # noqa: S704 - escaped


def _chip(level: CellView | LevelView | KeyView) -> Markup:
    """A level's mark on its colour, in the ink that the view chose for it."""
    look = (
        f'<w:rStyle w:val="Chip"/><w:color w:val="{level.ink[1:]}"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{level.fill[1:]}"/>'
    )
    return _CLOSE + _run_xml(f"\u00a0{level.mark}\u00a0", look) + _REOPEN


def _open(path: Path) -> DocxTemplate:
    try:
        template = DocxTemplate(str(path))
        template.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, OSError) as fault:
        state = "is not a Word document (.docx)" if path.exists() else "is missing"
        raise TemplateError(
            f"{path}: the template {state}.", "Put it back, or take the one that came with bvdocs again."
        ) from fault
    return template


def _refuse_broken_tags(path: Path, template: DocxTemplate) -> None:
    """A tag that is not closed in its paragraph would swallow what follows, without a word from docxtpl."""
    section_parts = [part for section in template.docx.sections for part in (section.header, section.footer)]
    for part in (template.docx.element.body, *(part._element for part in section_parts)):
        for paragraph in part.iter(qn("w:p")):
            text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
            for opening, closing in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
                if text.count(opening) != text.count(closing):
                    raise TemplateError(
                        f"{path}: a tag is broken in the paragraph '{text[:80]}': {opening} without {closing}.",
                        "Each tag opens and closes in one paragraph.",
                    )
            if "{{r " in text:
                raise TemplateError(
                    f"{path}: '{{{{r' in the paragraph '{text[:80]}' is not for these templates.",
                    "Write '{{' alone: bold, italic and links come by themselves.",
                )


def _set_properties(template: DocxTemplate, report: ReportView, title: str) -> None:
    """What Word shows as the document's properties; its times are the meeting's date, not the clock's."""
    stamp = datetime.combine(report.date_stamp, time(), UTC)
    properties: Any = template.docx.core_properties
    properties.title = f"{title}, {report.title}, {report.authority}"[:255]
    properties.subject = f"{report.title} for the {report.committee}, {report.meeting_date}"[:255]
    properties.author = properties.last_modified_by = report.author[:255]
    properties.comments = ""
    properties.language = report.language
    properties.created = properties.modified = stamp
    properties.revision = 1


def _saved(template: DocxTemplate) -> bytes:
    raw = io.BytesIO()
    template.save(raw)
    return with_fixed_times(raw.getvalue())


def with_fixed_times(package: bytes) -> bytes:
    """The zip file with the same time on every entry, so that the same content is the same bytes."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
