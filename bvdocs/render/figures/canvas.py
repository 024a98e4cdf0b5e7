"""Owns the surface that pictures are drawn on: millimetres, with the origin at the top left."""

import io
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bvdocs.core.brand import Brand
from bvdocs.core.colours import WHITE
from bvdocs.render.figures.fonts import MM_PER_POINT, Font, any_character
from bvdocs.render.picture import Picture

_HATCH_GREY = "#b8c2c6"
_MM_PER_INCH = 25.4
# What Word keeps of a picture by default; finer ones take twice as long and look no better on paper.
_DOTS_PER_INCH = 220
# zlib's level: more effort takes five times as long and saves little on flat colours.
_PNG_EFFORT = 2
_HALF_CAPITAL = 0.36

# One salt and no date: the same picture gives the same bytes. Letters stay letters, so that they can be
# found and copied in the PDF.
_SVG_SETTINGS: Any = {"svg.hashsalt": "bvdocs", "svg.fonttype": "none"}


class Pen:
    """A brand's font and colours, with which everything is drawn."""

    def __init__(self, brand: Brand) -> None:
        """Find the font; raise EnvironmentLacksError if this machine has none that will do."""
        self.font, self.colours = Font(brand.faces), brand.colours


class Canvas:
    """A picture of `width` by `height` millimetres.

    Things are drawn straight on the figure, in the order given: axes, which nothing here needs, would
    take half of the time.
    """

    def __init__(self, pen: Pen, width: float, height: float) -> None:
        self.font, self.colours, self.width = pen.font, pen.colours, width
        self._figure = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH))
        self._in_mm = Affine2D().scale(1 / width, -1 / height).translate(0, 1) + self._figure.transFigure

    def _add(self, artist: Artist, order: int = 1) -> None:
        artist.set_transform(self._in_mm)
        artist.set_zorder(order)
        self._figure.add_artist(artist)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0.0, hatched: bool = False
    ) -> None:
        """Draw a rectangle with a thin edge; `radius` rounds its corners."""
        style: dict[str, Any] = {"facecolor": fill, "linewidth": 0.5, "edgecolor": self.colours.ink}
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
        """Draw diagonal lines, clipped to the patch: every program shows them alike, but not patterns."""
        step = 2.2
        for number in range(1, int((width + height) / step) + 1):
            offset = number * step
            line = Line2D((x + offset - height, x + offset), (y + height, y), color=_HATCH_GREY, linewidth=0.7)
            self._add(line)
            line.set_clip_path(patch)

    def line(
        self, x: float, y: float, to_x: float, to_y: float, *,
        width: float = 0.6, dashed: bool = False, colour: str = "", behind: bool = False,
    ) -> None:  # fmt: skip
        """Draw a straight line; `width` is in points, `behind` puts it beneath the boxes."""
        dashes: Any = (0, (4, 3)) if dashed else "-"
        line = Line2D((x, to_x), (y, to_y), linewidth=width, linestyle=dashes, color=colour or self.colours.ink)
        self._add(line, 0 if behind else 1)

    def diamond(self, x: float, y: float, *, full: bool) -> None:
        """Draw the mark of an action without a start, full where it is done."""
        edge = self.colours.brand
        fill = edge if full else WHITE
        self._add(Line2D((x,), (y,), marker="D", markersize=6, color=edge, markerfacecolor=fill, linestyle="none"))

    def dot(self, x: float, y: float, radius: float, *, full: bool) -> None:
        """Draw a disc, or a ring."""
        fill = self.colours.brand if full else WHITE
        self._add(Ellipse((x, y), 2 * radius, 2 * radius, facecolor=fill, edgecolor=self.colours.brand, linewidth=1.2))

    def arrow(self, x: float, to_x: float, y: float, half: float) -> None:
        """Draw a level line with a head at its end, which reaches `half` above the line and as far below it."""
        back = to_x - half * (1.6 if to_x > x else -1.6)
        self._add(Line2D((x, back), (y, y), color=self.colours.brand, linewidth=1.2))
        self._add(Polygon([(to_x, y), (back, y - half), (back, y + half)], closed=True, color=self.colours.brand))

    def text(
        self, x: float, y: float, words: str, size: float, *,
        bold: bool = False, ink: str = "", across: Literal["left", "center", "right"] = "left", over: str = "",
    ) -> None:  # fmt: skip
        """Write words with their middle at height `y`; `size` in points, `across` says which end is at `x`.

        `over` is a colour laid beneath them where they may cross a line.
        """
        down: Literal["center", "baseline"] = "center"
        if "\n" not in words:
            # Centred by the height of capitals, so that words stand level whatever their letters.
            down, y = "baseline", y + _HALF_CAPITAL * size * MM_PER_POINT
        label = Text(
            x, y, words, color=ink or self.colours.ink, fontproperties=self.font.properties(size, bold=bold),
            horizontalalignment=across, verticalalignment=down, parse_math=False, linespacing=1.15,
        )  # fmt: skip
        if over:
            label.set_bbox({"facecolor": over, "edgecolor": "none", "pad": 1.5})
        self._add(label)

    def picture(self) -> Picture:
        """Return the finished picture."""
        svg = io.BytesIO()
        with mpl.rc_context(_SVG_SETTINGS), any_character():
            surface: Any = FigureCanvasSVG(self._figure)
            surface.print_svg(svg, metadata={"Date": None, "Creator": None})
        own_face, all_faces = f"'{self.font.face}'", ", ".join(f"'{face}'" for face in self.font.faces)
        return Picture(svg.getvalue().replace(own_face.encode(), all_faces.encode()), self.width, self._png)

    def _png(self) -> bytes:
        png = io.BytesIO()
        options: Any = {"metadata": {"Software": None}, "pil_kwargs": {"compress_level": _PNG_EFFORT}}
        with any_character():
            FigureCanvasAgg(self._figure).print_figure(png, dpi=_DOTS_PER_INCH, **options)
        return png.getvalue()
