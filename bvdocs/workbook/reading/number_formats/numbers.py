"""Numbers in the words of a format's section: digits and grouping, percentages, exponents, fractions, General."""

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from bvdocs.workbook.reading.number_formats.grammar import Mark, Piece, Section

# Excel shows no more digits of a number than these, and under General no more characters.
_DIGITS, _GENERAL_WIDTH, _GENERAL_DIGITS = 15, 11, 6
# The smallest number that General shows in full, whatever digits it has.
_SMALLEST_IN_FULL = Decimal("0.0001")
# Enough for the largest number with all the decimals, and times all the hundreds, that a format can ask for.
_PRECISION = 2000
_GROUP = 3
_WHOLE_VALUE = (Mark.GENERAL, Mark.TEXT)
_NEAR_ENOUGH = 5e-8
# What stands in the place of a digit that a number does not have.
_PADDING = {"0": "0", "#": "", "?": " "}


def number_text(value: float, section: Section, *, signed: bool) -> str:
    """Return a finite number in the words of a section, a minus before all if it is negative and `signed`."""
    number = abs(_decimal(value))
    with localcontext(rounding=ROUND_HALF_UP, prec=_PRECISION):
        text = _unsigned(number, section)
    # Excel shows no minus before a number that is rounded to nothing.
    is_nothing = bool(section.has(Mark.DIGIT)) and not re.search("[1-9]", text)
    return f"-{text}" if value < 0 and signed and section.pieces and not is_nothing else text


def general(value: float) -> str:
    """Return a finite number as General shows it in a wide cell: at most 11 characters, beside its minus."""
    number = abs(_decimal(value))
    with localcontext(rounding=ROUND_HALF_UP, prec=_PRECISION):
        text = _general(number)
    return f"-{text}" if value < 0 else text


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}g}")


def _unsigned(number: Decimal, section: Section) -> str:
    pieces = _pieces_for_digits(section.pieces)
    if section.has(*_WHOLE_VALUE):
        return "".join(_general(number) if piece.mark in _WHOLE_VALUE else piece.text for piece in pieces)
    number *= 100 ** sum(piece.mark is Mark.PERCENT for piece in pieces)
    if section.has(Mark.EXPONENT):
        return _scientific(number, pieces)
    bar = _bar(pieces)
    if bar is not None:
        return _with_fraction(number, pieces, bar)
    return _placed(number.scaleb(-_GROUP * _scale(pieces)), pieces)


def _general(number: Decimal) -> str:
    places = _GENERAL_WIDTH - 1 - max(number.adjusted() + 1, 1)
    in_full = _trimmed(f"{number:.{max(places, 0)}f}")
    loses = Decimal(in_full) != number and number < _SMALLEST_IN_FULL
    if len(in_full) <= _GENERAL_WIDTH and not loses:
        return in_full
    mantissa, exponent = f"{number:.{_GENERAL_DIGITS - 1}E}".split("E")
    return f"{_trimmed(mantissa)}E{int(exponent):+03}"


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _pieces_for_digits(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, a comma before any digit being no more than a comma."""
    first = _first(Mark.DIGIT, pieces)
    return [
        Piece(Mark.LITERAL, piece.text) if piece.mark is Mark.COMMA and place < first else piece
        for place, piece in enumerate(pieces)
    ]


def _scale(pieces: Sequence[Piece]) -> int:
    """Return how many commas stand right behind the last digit before the point, or behind the last: each is 1,000."""
    signs = {Mark.DIGIT: "0", Mark.COMMA: ",", Mark.POINT: "."}
    written = "".join(signs.get(piece.mark, " ") for piece in pieces)
    return sum(len(commas) for commas in re.findall(r"0(,+)(?=[^0]*(?:\.|$))", written))


def _placed(number: Decimal, pieces: Sequence[Piece]) -> str:
    """Return a number's digits in their places among the pieces."""
    point = _first(Mark.POINT, pieces)
    before, after = pieces[:point], pieces[point:]
    places = _digits(after)
    whole, _, decimals = f"{number:.{places}f}".partition(".")
    without_place = whole.lstrip("0") if places and not _digits(before) else ""
    return _placed_whole(whole, before) + without_place + _placed_decimals(decimals, after)


def _placed_whole(digits: str, pieces: Sequence[Piece]) -> str:
    """Return the digits before the point in their places, from the right; the first place takes all that are left."""
    first, last = _first(Mark.DIGIT, pieces), len(pieces) - _first(Mark.DIGIT, pieces[::-1])
    is_grouped = any(piece.mark is Mark.COMMA for piece in pieces[first:last])
    rest, shown, count = digits.lstrip("0"), list[str](), 0
    for place in range(len(pieces) - 1, -1, -1):
        mark, text = pieces[place]
        if mark is Mark.DIGIT:
            here = rest if place == first else rest[-1:]
            rest = rest[: len(rest) - len(here)]
            for digit in reversed(here or _PADDING[text]):
                if is_grouped and count and count % _GROUP == 0:
                    shown.append("," if digit.isdigit() else " ")
                shown.append(digit)
                count += 1
        elif mark is not Mark.COMMA:
            shown.append(text)
    return "".join(reversed(shown))


def _placed_decimals(digits: str, pieces: Sequence[Piece]) -> str:
    """Return the pieces from the point on with the decimals in their places, noughts at the end as each place says."""
    places = [piece.text for piece in pieces if piece.mark is Mark.DIGIT]
    kept = max(len(digits.rstrip("0")), len("".join(places).rstrip("#?")))
    filled = iter([*digits[:kept], *(_PADDING[place] for place in places[kept:])])
    shown = (next(filled) if piece.mark is Mark.DIGIT else piece.text for piece in pieces if piece.mark != Mark.COMMA)
    return "".join(shown)


def _scientific(number: Decimal, pieces: Sequence[Piece]) -> str:
    """Return a number with its exponent, which is a multiple of how many places there are before the point."""
    at = _first(Mark.EXPONENT, pieces)
    before, after = pieces[:at], pieces[at + 1 :]
    point = _first(Mark.POINT, before)
    step, places = max(_digits(before[:point]), 1), _digits(before[point:])
    exponent = number.adjusted() // step * step
    if round(number.scaleb(-exponent), places) >= 10**step:
        exponent += step
    sign = "-" if exponent < 0 else pieces[at].text[1:].strip("-")
    return f"{_placed(number.scaleb(-exponent), before)}E{sign}{_placed_whole(str(abs(exponent)), after)}"


def _bar(pieces: Sequence[Piece]) -> int | None:
    """Return the place of a fraction's stroke: a digit's place is before it, and one, or a figure, behind."""
    for place in range(1, len(pieces) - 1):
        if pieces[place].mark is Mark.SLASH and pieces[place - 1].mark is Mark.DIGIT and _below(pieces, place + 1):
            return place
    return None


def _below(pieces: Sequence[Piece], start: int) -> str:
    """Return what the denominator is written with: places of digits, or a figure such as 8; '' if there is none."""
    written = ""
    for mark, text in pieces[start:]:
        if mark is not Mark.DIGIT and not re.fullmatch("[0-9]", text):
            break
        written += text
    return written


def _with_fraction(number: Decimal, pieces: Sequence[Piece], bar: int) -> str:
    """Return a number as a fraction, a whole number before it if there is a place for one."""
    start = bar
    while start and pieces[start - 1].mark is Mark.DIGIT:
        start -= 1
    below = _below(pieces, bar + 1)
    before, over, after = pieces[:start], pieces[start:bar], pieces[bar + 1 + len(below) :]
    if re.fullmatch("[1-9][0-9]*", below):
        numerator, denominator = int(round(number * int(below), 0)), int(below)
    else:
        numerator, denominator = _near_fraction(float(number), 10 ** len(below) - 1)
    count, numerator = divmod(numerator, denominator) if _digits(before) else (0, numerator)
    if _digits(before) and not numerator:
        before, shown = _with_nought(before), " " * (len(over) + 1 + len(below))
    else:
        shown = f"{_placed_whole(str(numerator), _with_nought(over))}/{str(denominator).ljust(len(below))}"
    return f"{_placed_whole(str(count), before)}{shown}{''.join(piece.text for piece in after)}"


def _with_nought(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with a nought shown in the last place if there is no digit for it."""
    last = len(pieces) - 1 - _first(Mark.DIGIT, pieces[::-1])
    return [*pieces[:last], Piece(Mark.DIGIT, "0"), *pieces[last + 1 :]]


def _near_fraction(number: float, most: int) -> tuple[int, int]:
    """Return the fraction that Excel shows for a number: the last convergent with a denominator of `most` or less.

    There may be a nearer one (4/9 for 0.456, where Excel shows 1/2). Floats are meant: Excel reckons with them too.
    """
    before, last, rest = (0, 1), (1, 0), number
    while last[1] < most:
        whole = math.floor(rest)
        found = (whole * last[0] + before[0], whole * last[1] + before[1])
        if found[1] > most:
            break
        before, last = last, found
        if rest - whole < _NEAR_ENOUGH:
            break
        rest = 1 / (rest - whole)
    return last


def _first(mark: Mark, pieces: Sequence[Piece]) -> int:
    """Return the place of the first piece with a mark; one beyond the last if there is none."""
    return next((place for place, piece in enumerate(pieces) if piece.mark is mark), len(pieces))


def _digits(pieces: Sequence[Piece]) -> int:
    """Return how many digits have a place."""
    return sum(piece.mark is Mark.DIGIT for piece in pieces)
