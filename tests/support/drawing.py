"""Pictures read back from their SVG: where each word, cell and mark lies, in millimetres."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TypeVar

import pytest

from bvdocs.core.brand import Brand
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


def style_of(element: ET.Element) -> dict[str, str]:
    parts = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in parts}


def numbers(text: str) -> list[float]:
    return [float(number) * MM_PER_POINT for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def words_of(element: ET.Element, group_ink: str, pen: Pen) -> Words:
    style = style_of(element)
    size = float(style["font-size"].removesuffix("px"))
    text = element.text or ""
    bold = style.get("font-weight") == "700"
    width = pen.font.width(text, size, bold=bold)
    x, baseline = numbers(
        f"{element.get('x')} {element.get('y')}" if element.get("x") else element.get("transform", "")
    )
    left = x - {"middle": width / 2, "end": width}.get(style.get("text-anchor", ""), 0)
    box = Box(left, baseline - 0.72 * size * MM_PER_POINT, left + width, baseline)
    return Words(text, box, style.get("fill", group_ink), size, style["font-family"])


def outline(path: ET.Element) -> Box:
    found = numbers(path.get("d", ""))
    return Box(min(found[::2]), min(found[1::2]), max(found[::2]), max(found[1::2]))


def shape(path: ET.Element) -> str:
    """Return the letters of a path's commands: 'MLLz' is a triangle."""
    return "".join(re.findall("[A-Za-z]", path.get("d", "")))


def mark(path: ET.Element) -> Mark:
    style = style_of(path)
    fill = style.get("fill", "#000000")
    return Mark(outline(path), style.get("stroke", "") if fill == "none" else fill)


def read(picture: Picture, pen: Pen = PEN) -> Drawn:
    """Read the text, rounded boxes (cells first, then the key's chips), hatched areas, discs, arrow heads and lines."""
    root = ET.fromstring(picture.svg)
    space = "{http://www.w3.org/2000/svg}"
    words = [
        words_of(element, style_of(group).get("fill", "#000000"), pen)
        for group in root.iter(f"{space}g")
        for element in group.findall(f"{space}text")
    ]
    paths = [path for path in root.iter(f"{space}path") if path.get("d")]
    clips = {clip.get("id"): outline(clip[0]) for clip in root.iter(f"{space}clipPath")}
    hatches = {re.sub(r"url\(#(.*)\)", r"\1", path.get("clip-path", "")) for path in paths} - {""}
    rounded = [path for path in paths if "Q" in path.get("d", "") and "stroke" in style_of(path)]
    return Drawn(
        Box(*numbers(root.get("viewBox", ""))),
        words,
        [outline(path) for path in rounded],
        [mark(path).colour for path in rounded],
        [clips[hatch] for hatch in hatches],
        [mark(path) for path in paths if "C" in shape(path)],
        [mark(path) for path in paths if shape(path) == "MLLz"],
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
