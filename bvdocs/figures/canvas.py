"""A drawing surface in millimetres, with the origin at the top left, as text is laid out."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from bvdocs.errors import EnvironmentLacksError
from bvdocs.picture import Picture

INK = "#1b2a30"
BRAND = "#0b3c49"
QUIET = "#dfe7ea"
HATCH_GREY = "#b8c2c6"

# Faces with Arial's measures; matplotlib's own DejaVu Sans stands in for a character they lack.
FACES = ("Liberation Sans", "Arimo", "Arial")
_FALLBACK_FACE = "DejaVu Sans"
_MM_PER_INCH = 25.4
_MM_PER_POINT = _MM_PER_INCH / 72
_DOTS_PER_INCH = 300
# zlib's level: more effort takes five times as long and saves little on flat colours.
_PNG_EFFORT = 2
_HALF_CAPITAL = 0.36

# One salt and no date: the same picture gives the same bytes. Letters stay letters, so that they can be
# found and copied in the PDF, and where a reader's machine lacks our face, one like it stands in.
_SVG_SETTINGS: Any = {"svg.hashsalt": "bvdocs", "svg.fonttype": "none"}
_STAND_INS = "Arimo, Arial, Helvetica"


@cache
def face() -> str:
    """The first of the faces that this machine has; raises EnvironmentLacksError if it has none."""
    if found := _known_face():
        return found
    # A face installed since matplotlib last listed them: it keeps its list, and does not look again.
    starts = tuple(name.replace(" ", "").lower() for name in FACES)
    for font in font_manager.findSystemFonts():
        if Path(font).name.lower().startswith(starts):
            font_manager.fontManager.addfont(font)
    if found := _known_face():
        return found
    raise EnvironmentLacksError(
        f"There is no font with Arial's measures: one of {', '.join(FACES)} is needed.",
        "Run 'bvdocs doctor' for the line that installs it.",
    )


def _known_face() -> str:
    known = set(font_manager.fontManager.get_font_names())
    return next((name for name in FACES if name in known), "")


def forget_fonts() -> None:
    """Have matplotlib list the fonts anew at its next start: fonts were installed."""
    for listed in Path(mpl.get_cachedir()).glob("fontlist-*.json"):
        listed.unlink(missing_ok=True)


def emoji_font() -> str:
    """The file name of a font that has emoji, or nothing."""
    names = (Path(font).name for font in font_manager.findSystemFonts())
    return min((name for name in names if "emoji" in name.lower()), default="")


class Canvas:
    """A picture of `width` by `height` millimetres.

    Things are drawn straight on the figure, in the order given: axes, which nothing here needs, would
    take half of the time.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH))
        self._in_mm = Affine2D().scale(1 / width, -1 / height).translate(0, 1) + self._figure.transFigure

    def _add(self, artist: Artist, order: int = 1) -> None:
        artist.set_transform(self._in_mm)
        artist.set_zorder(order)
        self._figure.add_artist(artist)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *,
        edge: str = INK, line: float = 0.5, radius: float = 0.0, hatched: bool = False,
    ) -> None:  # fmt: skip
        """A rectangle; `line` is in points, `radius` rounds its corners."""
        style: dict[str, Any] = {"facecolor": fill, "linewidth": line, "edgecolor": edge}
        if radius:
            patch: Any = FancyBboxPatch(
                (x + radius, y + radius), width - 2 * radius, height - 2 * radius,
                boxstyle=f"round,pad={radius}", **style,
            )  # fmt: skip
        else:
            patch = Rectangle((x, y), width, height, **style)
        self._add(patch)
        if hatched:
            self._hatch(patch, x, y, width, height)

    def _hatch(self, patch: Any, x: float, y: float, width: float, height: float) -> None:
        """Diagonal lines, clipped to the patch: every program draws them alike, patterns not."""
        step = 2.2
        for number in range(1, int((width + height) / step) + 1):
            offset = number * step
            line = Line2D((x + offset - height, x + offset), (y + height, y), color=HATCH_GREY, linewidth=0.7)
            self._add(line)
            line.set_clip_path(patch)

    def line(
        self, x: float, y: float, to_x: float, to_y: float, *,
        width: float = 0.6, dashed: bool = False, colour: str = INK, behind: bool = False,
    ) -> None:  # fmt: skip
        """A straight line; `width` is in points, `behind` puts it beneath the boxes."""
        dashes: Any = (0, (4, 3)) if dashed else "-"
        order = 0 if behind else 1
        self._add(Line2D((x, to_x), (y, to_y), linewidth=width, linestyle=dashes, color=colour), order)

    def diamond(self, x: float, y: float) -> None:
        """A mark for a single day."""
        self._add(Line2D((x,), (y,), marker="D", markersize=6, color=BRAND, linestyle="none"))

    def text(
        self, x: float, y: float, words: str, size: float, *,
        bold: bool = False, ink: str = INK, across: Literal["left", "center", "right"] = "left", over: str = "",
    ) -> None:  # fmt: skip
        """Words whose middle is at height `y`; `size` in points, `across` says which end is at `x`.

        `over` is a colour laid beneath them where they may cross a line.
        """
        down: Literal["center", "baseline"] = "center"
        if "\n" not in words:
            # Centred by the height of capitals, so that words stand level whatever their letters.
            down, y = "baseline", y + _HALF_CAPITAL * size * _MM_PER_POINT
        label = Text(
            x, y, words, color=ink, fontproperties=_font(size, bold=bold),
            horizontalalignment=across, verticalalignment=down, parse_math=False, linespacing=1.15,
        )  # fmt: skip
        if over:
            label.set_bbox({"facecolor": over, "edgecolor": "none", "pad": 1.5})
        self._add(label)

    def picture(self) -> Picture:
        """The finished picture."""
        svg = io.BytesIO()
        with mpl.rc_context(_SVG_SETTINGS), _any_character():
            surface: Any = FigureCanvasSVG(self._figure)
            surface.print_svg(svg, metadata={"Date": None, "Creator": None})
        drawn = svg.getvalue().replace(f"'{face()}'".encode(), f"'{face()}', {_STAND_INS}".encode())
        return Picture(drawn, self.width, self._png)

    def _png(self) -> bytes:
        png = io.BytesIO()
        options = {"compress_level": _PNG_EFFORT}
        with _any_character():
            FigureCanvasAgg(self._figure).print_figure(
                png, dpi=_DOTS_PER_INCH, metadata={"Software": None}, pil_kwargs=options
            )
        return png.getvalue()


@contextmanager
def _any_character() -> Iterator[None]:
    """No warning for a character that no face here has: a PNG shows a box, and an SVG keeps the character."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"(?s)Glyph \d+ .*missing from font", UserWarning)
        yield


def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(family=[face(), _FALLBACK_FACE], size=size, weight="bold" if bold else "normal")


@cache
def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of words in millimetres."""
    with _any_character():
        width, _, _ = text_to_path.get_text_width_height_descent(words, _font(size, bold=bold), ismath=False)
    return float(width) * _MM_PER_POINT


def fitting_size(lines: list[str], size: float, room: float, *, bold: bool = False) -> float:
    """The size, at most `size` points, at which the widest line fits into `room` millimetres."""
    widest = max(text_width(line, size, bold=bold) for line in lines)
    return size if widest <= room else size * room / widest
