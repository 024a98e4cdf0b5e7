"""The page of many councils, in the brand and the styles of the templates."""

from pathlib import Path

from markupsafe import Markup

from bvdocs.core.brand import Brand
from bvdocs.templating.environment import make_environment, template_faults
from bvdocs.templating.folder import read_plain
from bvdocs.view.councils import CouncilsView

_FOLDER = Path(__file__).parent
_PAGE = "councils.html"


def make_index_page(view: CouncilsView, templates: Path, brand: Brand) -> bytes:
    """Return the page, with the styles of this folder of templates; raise TemplateError if it cannot be filled."""
    environment = make_environment(_FOLDER, lambda value: value)
    styles = {
        name: Markup(read_plain(templates / file))  # noqa: S704 - it is meant to be code
        for name, file in (("style", "style.css"), ("screen_style", "screen.css"))
    }
    with template_faults(_FOLDER / _PAGE):
        page: str = environment.get_template(_PAGE).render(councils=view, brand=brand, **styles)
    return page.encode()
