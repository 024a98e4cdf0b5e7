"""The view as HTML: one source for the PDF and the web page."""

import base64
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup, escape

from bvdocs.errors import TemplateError
from bvdocs.model import RichText
from bvdocs.picture import Picture
from bvdocs.render.environment import make_environment, template_faults
from bvdocs.view import HeatmapView, ReportView, ThemeView, TimelineView


class PageRenderer:
    """Fills the page templates of one folder; `pictures` are found by the name of their file."""

    def __init__(self, templates: Path, pictures: Mapping[str, Picture]) -> None:
        self._templates = templates
        self._pictures = pictures
        self._environment = make_environment(templates, _printed)
        self._style = Markup(_read_style(templates / "style.css"))  # noqa: S704 - the council's own style sheet

    def render(self, template: str, report: ReportView, theme: ThemeView | None = None) -> str:
        """The page of the named template; raises TemplateError if the template is at fault."""
        context = {"report": report, "style": self._style, "picture": self._source}
        if theme:
            context["theme"] = theme
        with template_faults(self._templates / template):
            return self._environment.get_template(template).render(context)

    def _source(self, view: HeatmapView | TimelineView) -> str:
        """The picture as an address that holds it: the page needs no second file."""
        return "data:image/svg+xml;base64," + base64.b64encode(self._pictures[view.file].svg).decode()


def _read_style(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as fault:
        raise TemplateError(
            f"{path}: the style sheet cannot be read: {fault}.", "Save it as plain text in UTF-8."
        ) from fault


def _printed(value: object) -> object:
    """Text as HTML: line breaks kept, bold, italic and links as set in Excel."""
    if isinstance(value, RichText):
        return Markup("").join(_run(run.text, bold=run.bold, italic=run.italic, link=run.link) for run in value.runs)
    if isinstance(value, str) and not isinstance(value, Markup) and "\n" in value:
        return _lines(value)
    return value


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def _run(text: str, *, bold: bool, italic: bool, link: str) -> Markup:
    html = _lines(text)
    if bold:
        html = Markup("<strong>{}</strong>").format(html)
    if italic:
        html = Markup("<em>{}</em>").format(html)
    return Markup('<a href="{}">{}</a>').format(escape(link), html) if link else html
