"""Names for themes, files and anchors."""

from urllib.parse import quote

from bvdocs.model import Theme
from bvdocs.view.words import one_line, slug


def theme_title(theme: Theme) -> str:
    """'Theme 2: Leadership'."""
    return one_line(f"Theme {theme.number}: {theme.name}")


def theme_stem(theme: Theme) -> str:
    """'theme-2-leadership': what the names of a theme's files end in."""
    return f"theme-{theme.number}-{slug(theme.name)}".rstrip("-")


def anchor(kind: str, name: str) -> str:
    """'rating-L001', 'action-L-A1': another for every other name, whatever its characters."""
    return f"{kind}-{quote(name, safe='')}"
