"""Pictures read back from their SVG: where each word, cell and mark lies, in millimetres."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TypeVar

import pytest

from bvdocs.core.brand import Brand
from bvdocs.core.colours import WHITE
from bvdocs.core.errors import EnvironmentLacksError
from bvdocs.render.figures.canvas import Pen
from bvdocs.render.picture import Picture

MM_PER_POINT = 25.4 / 72
PEN = Pen(Brand())
# The colours of a scale of nine levels.
FILLS = ("#1c6b3b", "#a5d68c", "#ffdf62", "#f28c28", "#b42318", "#ffffff", "#000000", "#777777", "#123456")
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box", slack: float = 0.05) -> bool:
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Words:
    """A line of text in a picture: where its capitals lie, its ink, its size in points, and its faces."""

    text: str
    box: Box
    ink: str
    size: float
    faces: str


@dataclass(frozen=True)
class Mark:
    """A shape, with the colour that fills it, or of its stroke if nothing does."""

    box: Box
    colour: str

    @property
    def across(self) -> float:
        return (self.box.left + self.box.right) / 2

    @property
    def down(self) -> float:
        return (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True)
class Drawn:
    """What an SVG shows; `fills` are the colours of the rounded boxes."""

    whole: Box
    words: list[Words]
    rounded: list[Box]
    fills: list[str]
    hatched: list[Box]
    discs: list[Mark]
    heads: list[Mark]
    diamonds: list[Mark]
    open_bars: list[Mark]
    lines: list[Mark]

    @property
    def texts(self) -> list[str]:
        return [words.text for words in self.words]


def serif_pen() -> Pen:
    """Return the pen of a brand with a serif face; skip the test where this machine has none."""
    try:
        return Pen(Brand(font="Times New Roman"))
    except EnvironmentLacksError as lack:
        pytest.skip(lack.message)


def numbers(text: str) -> list[float]:
    """Return the numbers in a text, points, as millimetres."""
    return [float(number) * MM_PER_POINT for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def words_of(element: ET.Element, root: ET.Element, pen: Pen) -> Words:
    size = float(element.get("font-size", ""))
    text = element.text or ""
    width = pen.font.width(text, size, bold=element.get("font-weight") == "700")
    x, baseline = numbers(f"{element.get('x')} {element.get('y')}")
    left = x - {"middle": width / 2, "end": width}.get(element.get("text-anchor", ""), 0)
    box = Box(left, baseline - 0.72 * size * MM_PER_POINT, left + width, baseline)
    return Words(text, box, element.get("fill", root.get("fill", "")), size, root.get("font-family", ""))


def outline(path: ET.Element) -> Box:
    """Return the box around a rectangle, a circle or a path."""
    x, y, width, height, across, down, radius = (
        sum(numbers(path.get(name, ""))) for name in ("x", "y", "width", "height", "cx", "cy", "r")
    )
    if path.tag.endswith("rect"):
        return Box(x, y, x + width, y + height)
    if path.tag.endswith("circle"):
        return Box(across - radius, down - radius, across + radius, down + radius)
    found = numbers(path.get("d", ""))
    return Box(min(found[::2]), min(found[1::2]), max(found[::2]), max(found[1::2]))


def shape(path: ET.Element) -> str:
    """Return the letters of a path's commands: 'MLLz' is a triangle."""
    return "".join(re.findall("[A-Za-z]", path.get("d", "")))


def mark(path: ET.Element) -> Mark:
    fill = path.get("fill", "")
    return Mark(outline(path), path.get("stroke", "") if fill == "none" else fill)


def read(picture: Picture, pen: Pen = PEN) -> Drawn:
    """Read the text, rounded boxes (cells first, then the key's chips), hatched areas, and the marks by their form."""
    root = ET.fromstring(picture.svg)
    space = "{http://www.w3.org/2000/svg}"
    paths = root.findall(f"{space}path")
    clips = {clip.get("id"): outline(clip[0]) for clip in root.iter(f"{space}clipPath")}
    hatches = dict.fromkeys(re.sub(r"url\(#(.*)\)", r"\1", path.get("clip-path", "")) for path in paths)
    rounded = [box for box in root.findall(f"{space}rect") if box.get("rx")]
    return Drawn(
        Box(*numbers(root.get("viewBox", ""))),
        [words_of(element, root, pen) for element in root.iter(f"{space}text")],
        [outline(path) for path in rounded],
        [mark(path).colour for path in rounded],
        [clips[hatch] for hatch in hatches if hatch],
        [mark(path) for path in root.findall(f"{space}circle")],
        [mark(path) for path in paths if shape(path) == "MLLz"],
        # Not the white ground that lies beneath one.
        [mark(path) for path in paths if shape(path) == "MLLLz" and path.get("stroke") != WHITE],
        [mark(path) for path in paths if shape(path) == "MLLLLz"],
        [mark(path) for path in paths if shape(path) == "ML" and not path.get("clip-path")],
    )


def overlapping(words: list[Words]) -> list[tuple[str, str]]:
    return [(one.text, other.text) for one, other in meeting(words, [each.box for each in words])]


def overlapping_boxes(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return meeting(boxes, boxes)


def meeting(things: list[Thing], boxes: list[Box]) -> list[tuple[Thing, Thing]]:
    """Return the pairs of things whose boxes meet; compare only those that reach across each other."""
    found = []
    order = sorted(range(len(boxes)), key=lambda place: boxes[place].top)
    for position, one in enumerate(order):
        for other in order[position + 1 :]:
            if boxes[other].top >= boxes[one].bottom:
                break
            if boxes[one].meets(boxes[other]):
                found.append((things[one], things[other]))
    return found
