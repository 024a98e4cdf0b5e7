"""Filling a Word template with a view: its text, its pictures, its links, its properties."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup, escape

from bvdocs.core.brand import Brand
from bvdocs.core.cell_signs import without_signs
from bvdocs.core.made_mark import mark_of
from bvdocs.core.office_files import with_fixed_times
from bvdocs.core.recipes import Asked
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.wordml import W
from bvdocs.render.picture import Picture
from bvdocs.render.word.bookmarks import bookmark_xml, link_xml, note_bookmarks
from bvdocs.render.word.brand import apply_brand
from bvdocs.render.word.contents import PLACE, fill_contents
from bvdocs.render.word.identities import make_unique
from bvdocs.render.word.tables import finish_tables
from bvdocs.render.word.texts import open_texts
from bvdocs.render.word.traces import drop_traces
from bvdocs.templating.environment import Compiled, make_environment, template_faults
from bvdocs.view import PictureView, ReportView, ThemeView
from bvdocs.view.attention_views import DueLineView, MovedDateView
from bvdocs.view.document_views import ActionView, LevelView
from bvdocs.view.figure_views import CellView, KeyView
from bvdocs.view.part_b import PartBView

# What ends the run a tag stands in, and begins the next: in between, runs of another look.
_CLOSE, _REOPEN = Markup("</w:t></w:r>"), Markup('<w:r><w:t xml:space="preserve">')

_LINK = '<w:rStyle w:val="Hyperlink"/>'


class WordRenderer:
    """A writer of Word documents from the templates of one folder; `pictures` are found by the name of their file."""

    def __init__(self, templates: Path, pictures: Mapping[str, Picture], brand: Brand) -> None:
        self._templates = templates
        self._pictures = pictures
        self._brand = brand
        self._compiled: Compiled = {}
        self.asked: Asked | None = None

    def render(self, template: str, report: ReportView, title: str, theme: ThemeView | None = None) -> bytes:
        """Return the filled document; raise TemplateError if the template cannot be filled.

        Note in `asked` the facts that it hangs on, if these are all that its template can ask for.
        """
        return self._made(template, report, title, theme)

    def _made(
        self,
        template: str,
        report: ReportView | PartBView,
        title: str,
        theme: ThemeView | None = None,
        marking: str = "",
    ) -> bytes:
        path = self._templates / template
        with template_faults(path, etree.LxmlError, PythonDocxError):
            filling = self._fill(path, report, theme)
            fill_contents(filling.template.docx)
            finish_tables(filling.template.docx.element.body)
            with open_texts(filling.template.docx.part.package) as texts:
                make_unique(texts)
            _set_properties(filling.template, report, title, marking)
            raw = io.BytesIO()
            filling.template.save(raw)
            self.asked = filling.asked
            return with_fixed_times(raw.getvalue())

    def _fill(self, path: Path, report: ReportView | PartBView, theme: ThemeView | None) -> "Filling":
        """Return the template at `path` with its tags filled in."""
        opened = _Template(str(path))
        opened.init_docx()
        drop_traces(opened.docx.part.package)
        with open_texts(opened.docx.part.package) as texts:
            note_bookmarks(texts)
        apply_brand(opened.docx.part.package, self._brand)
        filling = self._filling(opened)
        filling.environment.compiled = self._compiled
        context: dict[str, object] = {
            "report": report,
            "brand": self._brand,
            "picture": filling.picture,
            "logo": lambda: filling.logo(self._brand, report.authority),
            "chip": filling.chip,
            "anchor": filling.anchor,
            "link": filling.link,
            "contents": PLACE,
        }
        if theme:
            context["theme"] = theme
        filling.template.render(context, filling.environment)
        return filling

    def _filling(self, opened: DocxTemplate) -> "Filling":
        return Filling(opened, self._pictures, self._templates)


class Filling:
    """One document being filled: pictures and links become parts of that document."""

    def __init__(self, template: DocxTemplate, pictures: Mapping[str, Picture], templates: Path) -> None:
        self.template = template
        self.environment = make_environment(templates, self.printed)
        self._pictures = pictures

    @property
    def asked(self) -> Asked | None:
        """Return the facts that were asked for so far; None if the document may hang on others too."""
        if not self.environment.plain:
            return None
        return {view: tuple(sorted(facts)) for view, facts in sorted(self.environment.asked.items())}

    def picture(self, view: PictureView) -> Markup:
        """Return the view's picture in the line of text, with its alt text."""
        self.environment.note(view, "alt", "file")
        picture = self._pictures[view.file]
        return self._inline(picture.png, picture.width, view.file, view.alt)

    def logo(self, brand: Brand, alt: str) -> Markup:
        """Return the brand's logo in the line of text; nothing if there is none."""
        return self._inline(brand.logo, brand.logo_width, "logo", alt) if brand.logo else Markup()

    def _inline(self, content: bytes, width: float, name: str, alt: str) -> Markup:
        inline = self.template.current_rendering_part.new_pic_inline(io.BytesIO(content), Mm(width), None)
        inline.docPr.set("descr", alt)
        inline.docPr.set("name", name)
        for side in ("distT", "distB", "distL", "distR"):
            # Left out, LibreOffice takes a space of its own there and cuts a picture as wide as the text.
            inline.set(side, "0")
        xml = _without_braces(etree.tostring(inline, encoding="unicode"))
        return _CLOSE + Markup(f"<w:r><w:drawing>{xml}</w:drawing></w:r>") + _REOPEN  # noqa: S704 - python-docx's own XML

    def chip(self, level: CellView | LevelView | KeyView) -> Markup:
        """Return a level's mark on its colour, in the ink that the view chose for it."""
        self.environment.note(level, "fill", "ink", "mark")
        look = (
            f'<w:rStyle w:val="Chip"/><w:color w:val="{level.ink[1:]}"/>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{level.fill[1:]}"/>'
        )
        return _CLOSE + _run_xml(f"\u00a0{level.mark}\u00a0", look) + _REOPEN

    def anchor(self, view: ActionView) -> Markup:
        """Return the place that links to an action lead to."""
        self.environment.note(view, "anchor")
        return _CLOSE + bookmark_xml(view.anchor) + _REOPEN

    def link(self, view: ActionView | DueLineView | MovedDateView) -> Markup:
        """Return the reference of an action as a link to it; without the link where the document does not have it."""
        self.environment.note(view, "anchor", "ref")
        return _CLOSE + link_xml(view.anchor, _run_xml(view.ref, _LINK)) + _REOPEN

    def printed(self, value: object) -> object:
        """Return text as Word's XML; text of one look keeps that of the run its tag stands in."""
        if isinstance(value, RichText):
            if all(run == Run(run.text) for run in value.runs):
                return _escaped(value.plain)
            return _CLOSE + Markup("").join(self._run(run) for run in value.runs) + _REOPEN
        return _escaped(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    def _run(self, run: Run) -> Markup:
        style = _LINK if run.link else ""
        xml = _run_xml(run.text, style + "<w:b/>" * run.bold + "<w:i/>" * run.italic)
        if not run.link:
            return xml
        part = self.template.current_rendering_part
        link = part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return Markup('<w:hyperlink r:id="{}">{}</w:hyperlink>').format(link, xml)


def _escaped(text: str) -> Markup:
    return Markup(_without_braces(str(escape(text))))  # noqa: S704 - escaped here


def _without_braces(xml: str) -> str:
    """Return the text with braces written as numbers: docxtpl would take `{_{` in a text for one of its own signs."""
    return xml.replace("{", "&#123;").replace("}", "&#125;")


def _run_xml(text: str, properties: str) -> Markup:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return Markup(f'<w:r>{look}<w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>')  # noqa: S704 - escaped


class _Template(DocxTemplate):  # type: ignore[misc]
    """A template whose tables may be measured in a way that docxtpl cannot read, and whose properties hold no tags."""

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave the properties alone: `_set_properties` writes them."""

    def fix_tables(self, xml: str) -> Any:
        """Return the filled body, its tables with as many columns as cells; as they are, if one cannot be read."""
        try:
            return super().fix_tables(xml)
        except (AttributeError, TypeError, ValueError):
            return etree.fromstring(xml, etree.XMLParser(recover=True))


def _set_properties(template: DocxTemplate, report: ReportView | PartBView, title: str, marking: str = "") -> None:
    """Write what Word shows as the document's properties; its times are the meeting's date, not the clock's.

    They begin with the `marking` of what is not for publication.
    """
    marking = f"{marking}. " if marking else ""
    stamp = datetime.combine(report.date_stamp, time(), UTC)
    properties: Any = template.docx.core_properties
    properties.title = f"{marking}{title}, {report.title}, {report.authority}"[:255]
    subject = f"{marking}{report.title} for the {report.committee}, {report.meeting_date}. {report.edition.line}"
    properties.subject = subject[:255]
    properties.version, properties.content_status = report.edition.version, report.edition.status
    properties.author = properties.last_modified_by = report.author[:255]
    properties.language = report.language
    # By this a file that comes back is known as the very one that was made; Word and LibreOffice keep it.
    properties.keywords = mark_of(without_signs(_words(template.docx.element)))
    properties.created = properties.modified = stamp
    properties.revision = 1


def _words(body: Any) -> str:
    """Return what a document says, a paragraph a line."""
    paragraphs = body.iter(f"{W}p")
    return "\n".join("".join(text.text or "" for text in each.iter(f"{W}t")) for each in paragraphs)
