"""The rules on the numbers in a theme's codes: they sort and read alike, and none is missing."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Assessment, Criterion
from bvdocs.core.schema import CRITERIA
from bvdocs.core.typed_numbers import SMALL_NUMBERS


class _Numbered(NamedTuple):
    """A characteristic with the digits that its code ends in, and the number that they are."""

    criterion: Criterion
    digits: str
    number: int


@check("W341", "The codes of a theme have different numbers of digits, as L009 and L0010 have.")
def mixed_widths(assessment: Assessment) -> Iterator[Problem]:
    for codes in _by_theme(assessment):
        padded = Counter(len(each.digits) for each in codes if each.digits.startswith("0"))
        if not padded:
            continue  # L1, L2 … L10: no width was meant
        width = padded.most_common(1)[0][0]
        odd = [each for each in codes if each.digits != str(each.number).zfill(width)]
        if odd:
            first = odd[0]
            right = first.criterion.code.removesuffix(first.digits) + str(first.number).zfill(width)
            names = ", ".join(each.criterion.code for each in odd)
            yield Problem(
                first.criterion.source.at("Code"),
                f"{names}: the other codes of the theme have {_digits(width)}.",
                f"Write '{right}' for '{first.criterion.code}', here and wherever the code is named; then codes sort"
                " and read alike.",
                confidential=any(each.criterion.exempt for each in odd),
            )


def _digits(number: int) -> str:
    """Return a number of digits in words, such as 'three digits'."""
    word = SMALL_NUMBERS[number - 1] if number <= len(SMALL_NUMBERS) else str(number)
    return f"{word} digit{'s' if number > 1 else ''}"


@check(
    "W342",
    "A number is missing in the codes of a theme, or stands twice, as in L1 and L01.",
    missed_in=[(CRITERIA, "Code"), (CRITERIA, "Theme")],
)
def gap_or_repeat(assessment: Assessment) -> Iterator[Problem]:
    for codes in _by_theme(assessment):
        before: _Numbered | None = None
        for each in sorted(codes, key=lambda numbered: numbered.number):
            last = before.number if before else 0
            where = each.criterion.source.at("Code")
            if before and each.number == last and each.criterion.code.casefold() != before.criterion.code.casefold():
                yield Problem(
                    where,
                    f"{each.criterion.code} and {before.criterion.code} have the same number.",
                    "Give each characteristic of a theme a number of its own.",
                    confidential=bool(each.criterion.exempt or before.criterion.exempt),
                )
            elif each.number > last + 1:
                missing = _missing(each, last)
                yield Problem(
                    where,
                    f"there is no {missing} before {each.criterion.code}.",
                    "See whether a row was lost, or give the codes numbers without a gap.",
                    confidential=bool(each.criterion.exempt),
                )
            before = each


def _missing(each: _Numbered, last: int) -> str:
    """Return the code that would stand in the gap before this one, or its first and last: 'L003 to L005'."""
    prefix, width = each.criterion.code.removesuffix(each.digits), len(each.digits)
    first, final = (f"{prefix}{str(number).zfill(width)}" for number in (last + 1, each.number - 1))
    return first if first == final else f"{first} to {final}"


def _by_theme(assessment: Assessment) -> Iterator[list[_Numbered]]:
    """Yield the numbered codes of each theme, in the order of the sheet."""
    of_theme: dict[int, list[Criterion]] = {}
    for criterion in assessment.criteria:
        of_theme.setdefault(criterion.theme, []).append(criterion)
    for theme in assessment.themes:
        prefix = theme.prefix.casefold()
        own = (each for each in of_theme.get(theme.number, ()) if each.code.casefold().startswith(prefix))
        found = ((each, re.search(r"(?<![0-9])[0-9]{1,9}$", each.code)) for each in own)
        yield [_Numbered(each, match[0], int(match[0])) for each, match in found if match]
