"""Owns the font of a picture: which face this machine has, and how much room words take."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from bvdocs.core.errors import EnvironmentLacksError
from bvdocs.core.fonts import face_key
from bvdocs.core.hashing import hash_of

# matplotlib's own face stands in for a character that ours lacks.
_FALLBACK_FACE = "DejaVu Sans"
MM_PER_POINT = 25.4 / 72


class Font:
    """The first of some faces that this machine has; `faces` has it first, then what may stand in for it.

    Sizes are in points, widths in millimetres.
    """

    def __init__(self, faces: tuple[str, ...]) -> None:
        """Find the face; raise EnvironmentLacksError if this machine has none of them."""
        self.face = find_face(faces)
        self.faces = (self.face, *(face for face in faces if face_key(face) != face_key(self.face)))

    def properties(self, size: float, *, bold: bool = False) -> FontProperties:
        """Return the face at a size as matplotlib takes it."""
        return FontProperties(family=[self.face, _FALLBACK_FACE], size=size, weight="bold" if bold else "normal")

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """Return the width of one line of words."""
        return _width(self, words, size, bold=bold)

    def fitting_size(self, lines: list[str], size: float, room: float, *, bold: bool = False) -> float:
        """Return the size, at most `size`, at which the widest line fits into `room` millimetres."""
        widest = max(self.width(line, size, bold=bold) for line in lines)
        return size if widest <= room else size * room / widest


@cache
def _width(font: Font, words: str, size: float, *, bold: bool) -> float:
    with any_character():
        measures = text_to_path.get_text_width_height_descent(words, font.properties(size, bold=bold), ismath=False)
    return float(measures[0]) * MM_PER_POINT


@cache
def find_face(faces: tuple[str, ...]) -> str:
    """Return the first of the faces that this machine has; raise EnvironmentLacksError if it has none."""
    found = _listed_face(faces)
    # Of files that fit equally well, matplotlib takes the first in its list.
    listed = font_manager.fontManager.ttflist
    listed[:] = in_order(listed, (found, _FALLBACK_FACE))
    return found


def _listed_face(faces: tuple[str, ...]) -> str:
    if found := _known_face(faces):
        return found
    # A face installed since matplotlib last listed them: it keeps its list, and does not look again.
    starts = tuple(face_key(name.replace(" ", "")) for name in faces)
    for font in font_manager.findSystemFonts():
        if face_key(Path(font).name).startswith(starts):
            # One that is broken, or whose letters are pictures of one size: no picture can be drawn with it.
            with suppress(OSError, RuntimeError, ValueError):
                font_manager.fontManager.addfont(font)
    if found := _known_face(faces):
        return found
    raise EnvironmentLacksError(
        f"This machine has no font {' or '.join(faces)} that pictures can be drawn with.",
        "'bvdocs doctor' says how to mend it.",
    )


def _known_face(faces: tuple[str, ...]) -> str:
    known = {face_key(name): name for name in sorted(font_manager.fontManager.get_font_names())}
    return next((known[face_key(name)] for name in faces if face_key(name) in known), "")


def in_order(listed: list[FontEntry], faces: tuple[str, ...]) -> list[FontEntry]:
    """Return the list with the files of these faces first, in an order that depends on nothing but what they hold.

    matplotlib lists fonts in an order of chance, another for each account; where a face is installed twice,
    pictures would differ.
    """
    ours = sorted((entry for entry in listed if entry.name in faces), key=lambda entry: _rank(entry.fname))
    return [*ours, *(entry for entry in listed if entry.name not in faces)]


@cache
def _rank(font: str) -> tuple[bool, int, int, str]:
    """Rank the newest release first, which the PDF has too; then by content, as folders differ between machines."""
    try:
        head = FT2Font(font).get_sfnt_table("head")
        content = hash_of(Path(font).read_bytes())
    except OSError:  # listed, and no longer there
        return True, 0, 0, font
    release, part = head["fontRevision"] if head else (0, 0)
    return False, -release, -part, content


def forget_fonts() -> None:
    """Have matplotlib list the fonts anew at its next start, after fonts were installed."""
    for listed in Path(mpl.get_cachedir()).glob("fontlist-*.json"):
        listed.unlink(missing_ok=True)


def emoji_font() -> str:
    """Return the file name of a font that has emoji; '' if there is none."""
    names = (Path(font).name for font in font_manager.findSystemFonts())
    return min((name for name in names if "emoji" in name.lower()), default="")


@contextmanager
def any_character() -> Iterator[None]:
    """Silence the warning about a character that no face has: a PNG shows a box, and an SVG keeps the character."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"(?s)Glyph \d+ .*missing from font", UserWarning)
        yield
