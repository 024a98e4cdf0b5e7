"""The pages that lead to documents, of one run or of many councils, in the brand and the styles of the templates."""

from pathlib import Path

from markupsafe import Markup

from bvdocs.core.brand import Brand
from bvdocs.templating.environment import make_environment, template_faults
from bvdocs.templating.folder import read_plain
from bvdocs.view.councils import CouncilsView
from bvdocs.view.run_index import RunIndexView

_FOLDER = Path(__file__).parent


def make_index_page(view: CouncilsView, templates: Path, brand: Brand) -> bytes:
    """Return the page of many councils, with the styles of this folder of templates.

    Raise TemplateError if it cannot be filled.
    """
    return _page("councils.html", templates, brand, view.language, view.title, "Drafts", councils=view)


def make_run_page(view: RunIndexView, templates: Path, brand: Brand) -> bytes:
    """Return the page of one run, with the styles of this folder of templates.

    Raise TemplateError if it cannot be filled.
    """
    report = view.report
    return _page("run.html", templates, brand, report.language, view.title, report.edition.line, index=view)


def _page(
    template: str, templates: Path, brand: Brand, language: str, title: str, edition: str, **views: object
) -> bytes:
    environment = make_environment(_FOLDER, lambda value: value)
    styles = {
        name: Markup(read_plain(templates / file))  # noqa: S704 - it is meant to be code
        for name, file in (("style", "style.css"), ("screen_style", "screen.css"))
    }
    facts = {"brand": brand, "language": language, "title": title, "edition": edition, **styles, **views}
    with template_faults(_FOLDER / template):
        page: str = environment.get_template(template).render(facts)
    return page.encode()
