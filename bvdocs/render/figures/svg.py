"""Writes a drawing as SVG, with one element for each shape: each costs time in a browser, and more in a PDF.

Letters stay letters, so that they can be found and copied in the PDF.
"""

from html import escape

from bvdocs.render.figures.fonts import MM_PER_POINT
from bvdocs.render.figures.shapes import Box, Disc, Drawing, Lines, Paint, Shape, Words

_ANCHORS = {"left": "", "center": "middle", "right": "end"}


def as_svg(drawing: Drawing, faces: tuple[str, ...], ink: str) -> bytes:
    """Return the drawing as an SVG file, in points; `ink` is the colour of words that have no other."""
    width, height = _points(drawing.width), _points(drawing.height)
    family = ", ".join(f"'{face}'" for face in faces)
    head = _tag(
        "svg", xmlns="http://www.w3.org/2000/svg", width=f"{width}pt", height=f"{height}pt",
        viewBox=f"0 0 {width} {height}", font_family=family, fill=ink,
    )  # fmt: skip
    clips = _Clips()
    shapes = [_element(shape, clips, ink) for shape in drawing.shapes]
    ground = _tag("rect", width=width, height=height, fill="#ffffff", end="/")
    return "\n".join((head, ground, *clips.elements, *shapes, "</svg>", "")).encode()


class _Clips:
    """The boxes that lines are cut off at, each written once."""

    def __init__(self) -> None:
        self._names: dict[Box, str] = {}

    def name(self, box: Box) -> str:
        return self._names.setdefault(box, f"box-{len(self._names) + 1}")

    @property
    def elements(self) -> list[str]:
        return [
            f'<clipPath id="{name}">{_tag("rect", **_sides(box), end="/")}</clipPath>'
            for box, name in self._names.items()
        ]


def _element(shape: Shape, clips: _Clips, ink: str) -> str:
    match shape:
        case Words():
            return _text(shape, ink)
        case Box():
            return _tag("rect", **_sides(shape), **_painted(shape.paint, line=False), end="/")
        case Disc():
            places = {"cx": _points(shape.x), "cy": _points(shape.y), "r": _points(shape.radius)}
            return _tag("circle", **places, **_painted(shape.paint, line=False), end="/")
        case Lines():
            clip = f"url(#{clips.name(shape.within)})" if shape.within else ""
            return _tag("path", d=_path(shape), clip_path=clip, **_painted(shape.paint, line=not shape.closed), end="/")


def _text(words: Words, ink: str) -> str:
    start = _tag(
        "text", x=_points(words.x), y=_points(words.y), font_size=_number(words.size),
        font_weight="700" if words.bold else "", text_anchor=_ANCHORS[words.across],
        fill="" if words.ink == ink else words.ink,
    )  # fmt: skip
    return f"{start}{escape(words.text, quote=False)}</text>"


def _sides(box: Box) -> dict[str, str]:
    radius = _points(box.radius) if box.radius else ""
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return {**{name: _points(side) for name, side in sides.items()}, "rx": radius}


def _path(shape: Lines) -> str:
    end = "z" if shape.closed else ""
    return "".join("M" + "L".join(f"{_points(x)} {_points(y)}" for x, y in line) + end for line in shape.lines)


def _painted(paint: Paint, *, line: bool) -> dict[str, str]:
    if not paint.edge:
        return {"fill": paint.fill}
    return {
        "fill": paint.fill or "none",
        "stroke": paint.edge,
        "stroke_width": "" if paint.width == 1 else _number(paint.width),
        "stroke_linecap": "square" if line and not paint.dashes else "",
        "stroke_dasharray": " ".join(_number(each) for each in paint.dashes),
    }


def _tag(name: str, *, end: str = "", **attributes: str) -> str:
    """Return the beginning of an element with those of these attributes that are not ''."""
    given = "".join(f' {key.replace("_", "-")}="{_quoted(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{given}{end}>"


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def _points(millimetres: float) -> str:
    return _number(millimetres / MM_PER_POINT)


def _number(value: float) -> str:
    """Return a number to a thousandth: '0.5', '12'."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
