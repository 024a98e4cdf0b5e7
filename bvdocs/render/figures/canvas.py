"""Owns the surface that pictures are drawn on: millimetres, with the origin at the top left."""

from functools import partial

from bvdocs.core.brand import Brand
from bvdocs.core.colours import WHITE
from bvdocs.core.fonts import FALLBACK_FACE
from bvdocs.render.figures.fonts import MM_PER_POINT, Font
from bvdocs.render.figures.png import as_png
from bvdocs.render.figures.shapes import Across, Box, Disc, Drawing, Lines, Paint, Shape, Words
from bvdocs.render.figures.svg import as_svg
from bvdocs.render.picture import Picture

_HATCH_GREY = "#b8c2c6"
_HATCH_STEP = 2.2
_DASHES = 4.0, 3.0

# Parts of the size of words.
_HALF_CAPITAL = 0.36
_LINE_SPACE = 1.1
_ABOVE_BASELINE, _BELOW_BASELINE = 0.74, 0.22

# Points.
_DIAMOND = 6.0
_HALO = 1.2
_PAD = 1.5


class Pen:
    """A brand's font and colours, with which everything is drawn."""

    def __init__(self, brand: Brand) -> None:
        """Find the font; raise EnvironmentLacksError if this machine has none that will do."""
        self.font, self.colours = Font(brand.faces), brand.colours


class Canvas:
    """A picture of `width` by `height` millimetres; things are drawn over each other in the order given."""

    def __init__(self, pen: Pen, width: float, height: float) -> None:
        self.font, self.colours, self.width = pen.font, pen.colours, width
        self._height = height
        self._behind: list[Shape] = []
        self._shapes: list[Shape] = []

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0.0, hatched: bool = False
    ) -> None:
        """Draw a rectangle with a thin edge; `radius` rounds its corners."""
        box = Box(x, y, width, height, Paint(fill, self.colours.ink, 0.5), radius)
        self._shapes.append(box)
        if hatched:
            self._hatch(box)

    def _hatch(self, box: Box) -> None:
        """Draw diagonal lines, clipped to the box: every program shows them alike, but not patterns."""
        offsets = (number * _HATCH_STEP for number in range(1, int((box.width + box.height) / _HATCH_STEP) + 1))
        foot = box.y + box.height
        lines = tuple(((box.x + offset - box.height, foot), (box.x + offset, box.y)) for offset in offsets)
        self._shapes.append(Lines(lines, Paint(edge=_HATCH_GREY, width=0.7), within=box))

    def line(
        self, x: float, y: float, to_x: float, to_y: float, *,
        width: float = 0.6, dashed: bool = False, colour: str = "", behind: bool = False,
    ) -> None:  # fmt: skip
        """Draw a straight line; `width` is in points, `behind` puts it beneath the boxes."""
        dashes = tuple(each * width for each in _DASHES) if dashed else ()
        line = Lines((((x, y), (to_x, to_y)),), Paint(edge=colour or self.colours.ink, width=width, dashes=dashes))
        (self._behind if behind else self._shapes).append(line)

    def diamond(self, x: float, y: float, *, full: bool) -> None:
        """Draw a diamond, full where what it marks is done."""
        half = _DIAMOND / 2**0.5 * MM_PER_POINT
        corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        self._shapes.append(Lines((corners,), self._branded(full=full, width=1.0), closed=True))

    def diamond_on_bar(self, x: float, y: float, *, full: bool) -> None:
        """Draw a diamond that stands out on the dark part of a bar as well as on the light, and on white paper."""
        half = (_DIAMOND / 2**0.5 + _HALO) * MM_PER_POINT
        corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        self._shapes.append(Lines((corners,), Paint(WHITE, WHITE, _HALO), closed=True))
        self.diamond(x, y, full=full)

    def square(self, x: float, y: float, *, full: bool) -> None:
        """Draw a square around its middle, full where what it marks is done."""
        side = _DIAMOND * MM_PER_POINT
        self._shapes.append(Box(x - side / 2, y - side / 2, side, side, self._branded(full=full, width=1.0)))

    def open_bar(self, x: float, to_x: float, y: float, height: float, fill: str, *, hatched: bool = False) -> None:
        """Draw a level bar around the height `y` that has no end: it runs out into a point at `to_x`."""
        half = height / 2
        neck = max(x, to_x - height)
        corners = ((x, y - half), (neck, y - half), (to_x, y), (neck, y + half), (x, y + half))
        paint = Paint(fill, self.colours.ink, 0.5)
        self._shapes.append(Lines((corners,), paint, closed=True))
        if hatched:
            self._hatch(Box(x, y - half, neck - x, height, paint))

    def dot(self, x: float, y: float, radius: float, *, full: bool) -> None:
        """Draw a disc, or a ring."""
        self._shapes.append(Disc(x, y, radius, self._branded(full=full, width=1.2)))

    def _branded(self, *, full: bool, width: float) -> Paint:
        return Paint(self.colours.brand if full else WHITE, self.colours.brand, width)

    def arrow(self, x: float, to_x: float, y: float, half: float) -> None:
        """Draw a level line with a head at its end, which reaches `half` above the line and as far below it."""
        back = to_x - half * (1.6 if to_x > x else -1.6)
        self.line(x, y, back, y, width=1.2, colour=self.colours.brand)
        head = ((to_x, y), (back, y - half), (back, y + half))
        self._shapes.append(Lines((head,), self._branded(full=True, width=1.0), closed=True))

    def text(
        self, x: float, y: float, words: str, size: float, *,
        bold: bool = False, ink: str = "", across: Across = "left", over: str = "",
    ) -> None:  # fmt: skip
        """Write words with their middle at height `y`; `size` in points, `across` says which end is at `x`.

        `over` is a colour laid beneath them where they may cross a line.
        """
        lines = words.split("\n")
        em = size * MM_PER_POINT
        # Centred by the height of capitals, so that words stand level whatever their letters.
        first = y + _HALF_CAPITAL * em - (len(lines) - 1) / 2 * _LINE_SPACE * em
        written = [
            Words(
                x, first + number * _LINE_SPACE * em, line, size, ink or self.colours.ink,
                self.font.width(line, size, bold=bold), across, bold,
            )
            for number, line in enumerate(lines)
        ]  # fmt: skip
        if over:
            self._shapes.append(_ground(written, em, over))
        self._shapes += written

    def picture(self) -> Picture:
        """Return the finished picture."""
        drawing = Drawing(self.width, self._height, [*self._behind, *self._shapes])
        svg = as_svg(drawing, (*self.font.faces, FALLBACK_FACE), self.colours.ink)
        return Picture(svg, self.width, partial(as_png, drawing, self.font))


def _ground(written: list[Words], em: float, colour: str) -> Box:
    """Return a box beneath lines of words, a little larger than they are."""
    pad = _PAD * MM_PER_POINT
    left, top = (
        min(line.x - line.before * line.width for line in written) - pad,
        written[0].y - _ABOVE_BASELINE * em - pad,
    )
    foot = written[-1].y + _BELOW_BASELINE * em + pad
    return Box(left, top, max(line.width for line in written) + 2 * pad, foot - top, Paint(colour))
