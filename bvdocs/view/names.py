"""Names for themes, files and anchors."""

import re
from typing import TYPE_CHECKING

from bvdocs.core.changes import ThemeChanges
from bvdocs.core.model import Theme
from bvdocs.core.quoting import one_line
from bvdocs.core.slugs import slug

if TYPE_CHECKING:
    from bvdocs.view.document_views import ThemeView

_ODD_CHARACTER = re.compile("[^A-Za-z0-9-]")


def theme_title(theme: Theme | ThemeChanges) -> str:
    """Return the theme's title, 'Theme 2: Leadership'."""
    return one_line(f"Theme {theme.number}: {theme.name}")


def theme_slug(theme: "Theme | ThemeView") -> str:
    """Return the end of the names of a theme's files, 'theme-2-leadership'."""
    return f"theme-{theme.number}-{slug(theme.name)}".rstrip("-")


def anchor(kind: str, name: str) -> str:
    """Return the `id` of a place, 'rating-L001' or 'action-A_20_1': unique to the name, and the same in an address."""
    return f"{kind}-{_ODD_CHARACTER.sub(_code_point, name)}"


def _code_point(character: re.Match[str]) -> str:
    return f"_{ord(character[0]):x}_"
