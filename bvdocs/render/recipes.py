"""The recipes of what is made: a hash of all that goes into a file, so that what has the same is not made again.

What goes in: the facts, the templates and the brand; this program, and of its libraries and this machine's fonts those
that make such a file.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import ZLIB_RUNTIME_VERSION

from bvdocs.core.brand import Brand
from bvdocs.core.fonts import FALLBACK_FACE
from bvdocs.core.hashing import hash_of
from bvdocs.core.recipes import Asked
from bvdocs.render.pdf.installed_fonts import font_files, font_settings, list_fonts, version_of_layout
from bvdocs.templating.folder import read_templates
from bvdocs.view import PictureView, ReportView, ThemeView

_OF_PICTURES = ("fonttools", "matplotlib", "numpy", "pillow", "python")
_OF_WORD = ("docxtpl", "jinja2", "lxml", "markupsafe", "pillow", "python", "python-docx")
_OF_PDF = (
    "cssselect2", "fonttools", "pillow", "pydyf", "pyphen", "python", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip
# What a Word file says of itself, whatever its template asks for.
_IN_PROPERTIES = {
    "ReportView": ("authority", "author", "committee", "date_stamp", "edition", "language", "meeting_date", "title"),
    "Edition": ("line", "status", "version"),
}
_VIEWS = ReportView.__module__.rpartition(".")[0]


class RecipeFinder:
    """A finder of the recipes of what is made from the templates of one folder, on this machine."""

    def __init__(self, templates: Path, brand: Brand, program: Mapping[str, Mapping[str, str]]) -> None:
        """Read the templates; `program` is what makes documents, as the manifest has it.

        Raise TemplateError if they cannot be read.
        """
        self._brand, self._program = brand, program
        self._templates = {name: hash_of(content) for name, content in read_templates(templates).items()}

    def picture(self, view: PictureView) -> str:
        """Return the recipe of a picture, in both of its forms."""
        faces = (*self._brand.faces, FALLBACK_FACE)
        return _hash(self._made_with(_OF_PICTURES), _fonts(faces), faces, self._brand.colours, view)

    def pdf(self, page: str, anchors: Mapping[str, int]) -> str:
        """Return the recipe of the PDF of a page; `anchors` are the pages in it that other documents refer to.

        Any font of this machine may be the one that stands in for another: their whole list counts, and the settings.
        """
        machine = (describe_layout(), _fonts(self._brand.faces))
        return _hash(self._made_with(_OF_PDF), machine, page, sorted(anchors.items()))

    def pack(self, page: str, parts: Mapping[str, str]) -> str:
        """Return the recipe of the PDF of several, by the page with their page numbers and by their own, in order."""
        return _hash(self._made_with(_OF_PDF), describe_layout(), page, list(parts.items()))

    def word(
        self, template: str, title: str, facts: Mapping[str, ReportView | ThemeView], asked: Asked,
        pictures: Mapping[str, str],
    ) -> str:  # fmt: skip
        """Return the recipe of a Word file, as far as its template `asked` for facts when it was filled in last.

        What it will ask for now differs only if one of these facts does. `pictures` are the recipes of all that
        there are, by their names.
        """
        wanted = {**asked, **{of: (*asked.get(of, ()), *names) for of, names in _IN_PROPERTIES.items()}}
        return _hash(
            self._made_with(_OF_WORD),
            self._templates.get(template),
            self._brand,
            title,
            _facts_asked(dict(facts), wanted, pictures),
        )

    def _made_with(self, libraries: tuple[str, ...]) -> tuple[str, ...]:
        libraries_now = (self._program["libraries"][name] for name in libraries)
        return (self._program["program"]["sha256"], ZLIB_RUNTIME_VERSION, *libraries_now)


@cache
def describe_layout() -> dict[str, str]:
    """Return what of this machine may change a document.

    These are what lays out text, what compresses, and hashes: of the list of its fonts, and of the settings by which
    one stands in for another.
    """
    settings = "".join(map(_hash_of_file, font_settings()))
    return {
        "layout": version_of_layout(),
        "zlib": ZLIB_RUNTIME_VERSION,
        "fonts": hash_of("\n".join(list_fonts()).encode(errors="replace")),
        "font_settings": hash_of(settings.encode()),
    }


def _facts_asked(value: Any, asked: Mapping[str, Any], pictures: Mapping[str, str]) -> Any:
    """Return those facts of a view that are asked for, as nested lists; of a view with a picture, its recipe too."""
    if isinstance(value, dict):
        return [(name, _facts_asked(each, asked, pictures)) for name, each in value.items()]
    if isinstance(value, tuple):
        return [_facts_asked(each, asked, pictures) for each in value]
    if not is_dataclass(value) or not type(value).__module__.startswith(_VIEWS):
        return value
    names = sorted(set(asked.get(type(value).__name__, ())))
    told = [(name, _facts_asked(getattr(value, name, None), asked, pictures)) for name in names]
    picture = pictures.get(getattr(value, "file", ""), "") if "file" in names else ""
    return [type(value).__name__, told, picture]


def _hash(*parts: Any) -> str:
    return hash_of(repr(parts).encode("utf-8", "surrogatepass"))


def _fonts(faces: tuple[str, ...]) -> list[str]:
    return sorted(map(_hash_of_file, font_files(faces)))


@cache
def _hash_of_file(path: str) -> str:
    try:
        return hash_of(Path(path).read_bytes())
    except OSError:  # listed, and no longer there
        return ""
