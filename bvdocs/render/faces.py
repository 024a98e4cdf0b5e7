"""Which face documents are made with: pages and pictures need the same one, and find it in two ways."""

from bvdocs.core.errors import EnvironmentLacksError


def usable_face(faces: tuple[str, ...]) -> str:
    """Return the first of the faces that pictures can be drawn with, if pages have one of them too; else ''.

    Raise ImportError where the packages that draw are missing.
    """
    # Either takes a while to import.
    from bvdocs.render.figures.fonts import find_face
    from bvdocs.render.pdf.installed_fonts import has_one_of

    try:
        return find_face(faces) if has_one_of(faces) else ""
    except EnvironmentLacksError:
        return ""
