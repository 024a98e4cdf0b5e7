"""The grammar of number formats: a format's text becomes sections, each with what it is for and its pieces.

ECMA-376, Part 1, 18.8.31. What the grammar has no place for, or what hangs on a language or a calendar that is not
followed, is a section's fault; what is followed but had better be told is its remark. Both complete the sentence
'its number format …'.
"""

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

_MOST_CHARACTERS, _MOST_SECTIONS, _MOST_CONDITIONS, _PAIR = 255, 4, 2, 2


class Mark(Enum):
    """What a piece of a section is; a LITERAL is shown as it stands."""

    LITERAL = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    SLASH = auto()
    EXPONENT = auto()
    GENERAL = auto()
    TEXT = auto()
    DATE = auto()
    ELAPSED = auto()
    HALF_DAY = auto()


class Piece(NamedTuple):
    """A piece of a section: its mark, and the characters that it was written with (of a LITERAL, what it shows)."""

    mark: Mark
    text: str


class Condition(NamedTuple):
    """A condition such as `[>=100]`."""

    sign: str
    limit: float

    def holds(self, value: float) -> bool:
        """Say whether a number meets it."""
        return bool(_COMPARISONS[self.sign](value, self.limit))

    @property
    def means_negative(self) -> bool:
        """Say whether only negative numbers meet it: they are shown without their minus."""
        return (self.sign == "<" and self.limit <= 0) or (self.sign in {"<=", "="} and self.limit < 0)


_COMPARISONS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts of a format between its semicolons."""

    pieces: tuple[Piece, ...]
    condition: Condition | None = None
    fault: str = ""
    remark: str = ""
    marks: frozenset[Mark] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "marks", frozenset(piece.mark for piece in self.pieces))

    def has(self, *marks: Mark) -> bool:
        """Say whether it has a piece with one of these marks."""
        return not self.marks.isdisjoint(marks)

    @property
    def is_date(self) -> bool:
        """Say whether a number is shown as a date or a time."""
        return self.has(*_OF_DATES)


@dataclass(frozen=True, slots=True)
class Format:
    """A whole format: the sections for numbers, and the one for text if it has one."""

    for_numbers: tuple[Section, ...]
    for_text: Section | None

    def section_for(self, value: float) -> tuple[Section | None, bool]:
        """Return the section that shows a number, None if none does, and whether a negative one has its minus there."""
        sections = self.for_numbers
        if not any(section.condition for section in sections):
            place = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 else 2
            return sections[place if place < len(sections) else 0], len(sections) == 1
        for place, section in enumerate(sections):
            condition = section.condition or self._implied(place)
            if condition is None:
                return section, not self._rest_is_negative()
            if condition.holds(value):
                return section, not condition.means_negative
        return (_AS_GENERAL if len(sections) == 1 else None), True

    def _implied(self, place: int) -> Condition | None:
        """Return the condition that a section without one has beside sections with one: the last takes all the rest."""
        return None if place == len(self.for_numbers) - 1 else Condition(">", 0)

    def _rest_is_negative(self) -> bool:
        """Say whether the first of two sections leaves negative numbers alone to the second."""
        first = self.for_numbers[0].condition
        return len(self.for_numbers) == _PAIR and first is not None and first.sign in {">", ">="} and first.limit < 0


_AS_GENERAL = Section((Piece(Mark.GENERAL, "General"),))
_OF_DATES = (Mark.DATE, Mark.ELAPSED, Mark.HALF_DAY)
_MARKS = {
    "digit": Mark.DIGIT, "point": Mark.POINT, "comma": Mark.COMMA, "percent": Mark.PERCENT, "slash": Mark.SLASH,
    "exponent": Mark.EXPONENT, "general": Mark.GENERAL, "text": Mark.TEXT, "date": Mark.DATE, "half": Mark.HALF_DAY,
}  # fmt: skip
# Excel has no format of more than 255 letters.
_PIECE = re.compile(
    r"""(?P<end>;)|"(?P<quoted>[^"]*)"?|\\(?P<escaped>.?)|_(?P<space>.?)|\*(?P<fill>.?)|\[(?P<bracket>[^\]]{0,255})\]
    |(?P<general>General)|(?P<half>AM/PM|A/P)|(?P<exponent>E[+-](?=[0\#?]))|(?P<date>d+|m+|y+|h+|s+|e+)
    |(?P<digit>[0\#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<text>@)|(?P<bare>.)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,308}(?:\.\d*)?(?:E[+-]?\d{1,2})?)", re.IGNORECASE)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color\s*\d{1,2}", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_LOCALE = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<place>.*))?", re.DOTALL)
# Years of Buddha's era, names of Japanese eras, and what no British Excel lets anybody type.
_ELSEWHERE = "bgn["
# The date and the time as Windows is set to show them, by what stands for them in a format; here as in Britain.
_OF_THE_SYSTEM = {
    "f800": "dd mmmm yyyy", "x-sysdate": "dd mmmm yyyy", "f400": "hh:mm:ss", "x-systime": "hh:mm:ss",
}  # fmt: skip
# A locale's number is, from the right: ten bits of language, six of region, eight of calendar, eight of digits' shape.
_LANGUAGE, _ENGLISH, _CALENDAR_FROM, _SHAPE_FROM = 0x3FF, 0x09, 16, 24
_GREGORIAN, _LATIN = {0, 1, 2}, {0, 1}
_PLAIN_POUNDS, _PLAIN_PENCE = '"£"#,##0;{0}-"£"#,##0', '"£"#,##0.00;{0}-"£"#,##0.00'
_ACCOUNTED_POUNDS = '_-"£"* #,##0_-;-"£"* #,##0_-;_-"£"* "-"_-;_-@_-'
_ACCOUNTED_PENCE = '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'
# openpyxl gives the formats that every Excel knows by number in American; those that mislead are put right here. (One
# of them it gives without its semicolons.)
_IN_BRITAIN = {
    "": "General",
    "mm-dd-yy": "dd/mm/yyyy",
    "m/d/yy h:mm": "dd/mm/yyyy hh:mm",
    "mmss.0": "mm:ss.0",
    '"$"#,##0_);("$"#,##0)': _PLAIN_POUNDS.format(""),
    '"$"#,##0_);[Red]("$"#,##0)': _PLAIN_POUNDS.format("[Red]"),
    '"$"#,##0.00_);("$"#,##0.00)': _PLAIN_PENCE.format(""),
    '"$"#,##0.00_);[Red]("$"#,##0.00)': _PLAIN_PENCE.format("[Red]"),
    '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)': _ACCOUNTED_POUNDS,
    '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)': _ACCOUNTED_PENCE,
    '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)': _ACCOUNTED_PENCE,
}


@lru_cache(maxsize=1024)
def parse(number_format: str) -> Format:
    """Return the format's sections; text that is no format at all gives sections with a fault."""
    if len(number_format) > _MOST_CHARACTERS:
        return Format((replace(_AS_GENERAL, fault="is longer than Excel takes"),), None)
    british = _IN_BRITAIN.get(number_format, number_format)
    parts = list(_split(british))
    sections = [_section(found) for found in parts]
    if len(parts) > _MOST_SECTIONS:
        sections = [replace(each, fault="has more than four parts") for each in sections[:_MOST_SECTIONS]]
    if "$" in number_format and british != number_format:
        told = "stands for the currency of whoever opens it, taken here for pounds"
        sections = [replace(each, remark=told) for each in sections]
    if len(sections) == _MOST_SECTIONS or (sections[-1].has(Mark.TEXT) and not sections[-1].condition):
        for_text = sections.pop()
        # What is for text alone shows a number as General does, without the words around text.
        return Format(_with_fault_of_conditions(sections) or (_AS_GENERAL,), for_text)
    return Format(_with_fault_of_conditions(sections), None)


def _with_fault_of_conditions(sections: list[Section]) -> tuple[Section, ...]:
    """Return the sections for numbers; at fault if it is not plain which of them a number has."""
    conditions = sum(section.condition is not None for section in sections)
    if conditions > _MOST_CONDITIONS or (len(sections) > _PAIR and conditions == 1):
        return tuple(replace(each, fault="has too many conditions, or too few") for each in sections)
    return tuple(sections)


def _split(number_format: str) -> Iterator[list[re.Match[str]]]:
    """Yield what each section is made of."""
    found: list[re.Match[str]] = []
    for piece in _PIECE.finditer(number_format):
        if piece.lastgroup == "end":
            yield found
            found = []
        else:
            found.append(piece)
    yield found


def _section(found: list[re.Match[str]]) -> Section:
    brackets = [match["bracket"] for match in found if match.lastgroup == "bracket"]
    places = [(match["place"] or "").lower() for text in brackets if (match := _LOCALE.fullmatch(text))]
    system = next((_OF_THE_SYSTEM[place] for place in places if place in _OF_THE_SYSTEM), None)
    if system:
        return _section(list(_PIECE.finditer(system)))
    conditions = [Condition(match[1], float(match[2])) for text in brackets if (match := _CONDITION.fullmatch(text))]
    section = Section(tuple(_pieces(found)), next(iter(conditions), None))
    faults = [*_faults_of_brackets(brackets), *_faults_of_letters(found), *_faults_of_mixture(section)]
    faults += [fault for place in places if (fault := _fault_of_calendar(place))]
    remarks = ["shows it in white"] if "white" in (text.lower() for text in brackets) else []
    if _names_days(section) and not all(_is_english(place) for place in places):
        remarks.append("names days or months in another language, here in English")
    return replace(section, fault=next(iter(faults), ""), remark=next(iter(remarks), ""))


def _pieces(found: list[re.Match[str]]) -> Iterator[Piece]:
    """Yield a section's pieces, without what shows nothing of its own: colours, conditions, fillings."""
    for match in found:
        kind = str(match.lastgroup)
        text = match[kind]
        if kind in _MARKS:
            yield Piece(_MARKS[kind], text)
        elif kind == "space":
            yield Piece(Mark.LITERAL, " ")
        elif kind != "bracket" and kind != "fill":
            yield Piece(Mark.LITERAL, text)
        elif kind == "bracket" and _ELAPSED.fullmatch(text):
            yield Piece(Mark.ELAPSED, text)
        elif kind == "bracket" and (locale := _LOCALE.fullmatch(text)) and locale["sign"]:
            yield Piece(Mark.LITERAL, locale["sign"])


def _faults_of_brackets(brackets: list[str]) -> Iterator[str]:
    for text in brackets:
        if not any(known.fullmatch(text) for known in (_CONDITION, _COLOUR, _ELAPSED, _LOCALE)):
            yield f"holds [{text}], which is not followed"


def _faults_of_letters(found: list[re.Match[str]]) -> Iterator[str]:
    """Yield a fault for each character that is no word and stands for nothing here; other letters are shown."""
    for match in found:
        if (match["bare"] or "").lower() in set(_ELSEWHERE):
            yield f"holds {match['bare']} outside of quotation marks, which is not followed"


def _faults_of_mixture(section: Section) -> Iterator[str]:
    """Yield a fault if the section mixes what is not shown by one number: a date and digits, two points, …"""
    if section.is_date:
        mixed = section.has(Mark.GENERAL, Mark.TEXT, Mark.EXPONENT) or not _only_parts_of_seconds(section)
    else:
        mixed = sum(section.has(mark) for mark in (Mark.GENERAL, Mark.TEXT, Mark.DIGIT)) > 1
    if mixed:
        yield "mixes what cannot be shown together"
    marks = [piece.mark for piece in section.pieces]
    if not section.is_date and (marks.count(Mark.POINT) > 1 or marks.count(Mark.EXPONENT) > 1):
        yield "has two decimal points, or two exponents"


def _only_parts_of_seconds(section: Section) -> bool:
    """Say whether all digits of a date's section are zeros behind a point: fractions of a second."""
    text = "".join(piece.text if piece.mark in {Mark.POINT, Mark.DIGIT} else " " for piece in section.pieces)
    return all(re.fullmatch(r"\.0{0,3}", digits) for digits in text.split())


def _fault_of_calendar(place: str) -> str:
    """Return a fault if the place, a locale's number in hexadecimal, asks for another calendar or other digits."""
    number = int(place, 16) if re.fullmatch("[0-9a-f]{1,8}", place) else 0
    calendar, shape = number >> _CALENDAR_FROM & 0xFF, number >> _SHAPE_FROM
    return "" if calendar in _GREGORIAN and shape in _LATIN else "asks for another calendar or other digits than ours"


def _is_english(place: str) -> bool:
    """Say whether a locale, as a number or as a tag such as en-GB, is one of English, or none."""
    if re.fullmatch("[0-9a-f]{1,8}", place):
        return int(place, 16) & _LANGUAGE in {0, _ENGLISH}
    return not place or place.split("-")[0] == "en"


def _names_days(section: Section) -> bool:
    """Say whether a section shows a day or a month by its name, or the half of a day."""
    long = (piece.text.lower() for piece in section.pieces if piece.mark is Mark.DATE)
    return section.has(Mark.HALF_DAY) or any(text.startswith(("mmm", "ddd")) for text in long)
