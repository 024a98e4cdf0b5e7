"""Filling a page template with a view: one source for the PDF and the web page."""

import base64
import re
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup, escape

from bvdocs.core.brand import Brand
from bvdocs.core.enclosed import Enclosed
from bvdocs.core.rich_text import RichText
from bvdocs.render.picture import Picture
from bvdocs.templating.environment import TemplateEnvironment, make_environment, template_faults
from bvdocs.templating.folder import read_plain
from bvdocs.view import PictureView, ReportView, ThemeView

# No text of a workbook can be mistaken for either: it is escaped.
_COMMENTS_AND_STYLES = Enclosed({"<!--": "-->", r"<style\b": r"</style\s*>"})
# A comment; or what is kept: a text, and all that follows a comment that is never closed.
_STYLE_COMMENT = re.compile(r"""/\*.*?\*/|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*)""", re.DOTALL)


class PageRenderer:
    """A writer of pages from the templates of one folder; `pictures` are found by the name of their file.

    The pages are those to be published unless they are filled in in an `environment` of another edition.
    """

    def __init__(
        self,
        templates: Path,
        pictures: Mapping[str, Picture],
        brand: Brand,
        environment: TemplateEnvironment | None = None,
    ) -> None:
        self._templates = templates
        self._pictures = pictures
        self._environment = environment or make_environment(templates, printed)
        self._same_for_all = {
            "brand": brand,
            "style": Markup(read_plain(templates / "style.css")),  # noqa: S704 - it is meant to be code
            "screen_style": Markup(read_plain(templates / "screen.css")),  # noqa: S704 - as above
            "picture": self._source,
            "logo": lambda: _data_address("image/png", brand.logo),
        }

    def render(self, template: str, report: ReportView, theme: ThemeView | None = None) -> str:
        """Return the page of the named template; raise TemplateError if it cannot be filled."""
        context = {**self._same_for_all, "report": report, **({"theme": theme} if theme else {})}
        with template_faults(self._templates / template):
            return _without_comments(self._environment.get_template(template).render(context))

    def _source(self, view: PictureView) -> str:
        """Return the picture as an address that holds it: the page needs no second file."""
        return _data_address("image/svg+xml", self._pictures[view.file].svg)


def _without_comments(page: str) -> str:
    """Return the page without what its templates say to whoever changes them: comments of HTML, and of styles."""
    return _COMMENTS_AND_STYLES.replaced(
        page, lambda found: "" if found.startswith("<!--") else _STYLE_COMMENT.sub(r"\1", found)
    )


def _data_address(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def printed(value: object) -> object:
    """Return text as HTML: line breaks kept, bold, italic and links as set in Excel."""
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
