"""A number, truth value or date as the text that Excel shows, for cells where text was expected.

Only the formats that turn up where people type codes, years and measures are followed; under any
other format a number reads as it does under General. The one library for the full language of Excel's formats
(`ssf`) does not work with current releases of what it needs.
"""

import datetime as dt
import re
import sys
from decimal import ROUND_HALF_UP, Decimal, localcontext

_PLAIN = re.compile(
    r"""(?P<before>(?:"[^"]*")*)(?P<zeros>0+|\#,\#\#0|\#)(?:\.(?P<decimals>0+))?(?P<percent>%?)(?P<after>(?:"[^"]*")*)"""
)
_GENERAL_DIGITS = 11


def shown_by_excel(value: object, number_format: str) -> str:
    """Return the text that Excel shows for a cell's value under its `number_format`."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if not isinstance(value, int | float) or abs(value) > sys.float_info.max:
        return str(value)
    form = _PLAIN.fullmatch(number_format.split(";")[0])
    return _general(value) if form is None else _formatted(value, form)


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 10**_GENERAL_DIGITS:
        return str(int(value))
    return f"{value:.{_GENERAL_DIGITS - 1}g}".upper()


def _formatted(value: float, form: re.Match[str]) -> str:
    decimals = len(form["decimals"] or "")
    number = Decimal(repr(value)) * (100 if form["percent"] else 1)
    comma = "," if "," in form["zeros"] else ""
    with localcontext(rounding=ROUND_HALF_UP):
        digits = f"{abs(number):{comma}.{decimals}f}"
    whole, point, rest = digits.partition(".")
    whole = whole.zfill(form["zeros"].count("0")) if not comma else whole
    sign = "-" if number < 0 else ""
    words = [form[part].replace('"', "") for part in ("before", "after")]
    return f"{sign}{words[0]}{whole}{point}{rest}{form['percent']}{words[1]}"
