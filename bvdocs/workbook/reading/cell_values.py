"""The value of one cell, read as the kind that its column holds."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.rich_text import CellRichText, TextBlock

from bvdocs.core.english import MONTHS
from bvdocs.core.findings import Rule
from bvdocs.core.model import RichText, Run
from bvdocs.core.quoting import did_you_mean, normal, one_line, quoted
from bvdocs.core.schema import Column, Kind
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.bullet_marks import without_own_marks
from bvdocs.workbook.reading.number_formats import shown_by_excel
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_text import report_look
from bvdocs.workbook.reading.tables import NO_WORDS, RawCell
from bvdocs.workbook.reading.whitespace import tidy, tidy_runs

_DATE_FORMS = (
    re.compile(r"(?P<day>\d{1,2}) (?P<name>[A-Za-z]+) (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)
_YES = {"yes", "y", "true"}
_LINK_SCHEMES = ("http://", "https://", "mailto:")


class Fault(NamedTuple):
    """The reason why a cell's value was not taken: the rule it breaks, the message, and what to do."""

    rule: Rule
    message: str
    hint: str


def read_cell(column: Column, raw: RawCell, report: ReportFinding) -> object | None:
    """Return the cell's value as its column's kind has it; report a fault and return None if it has one.

    TEXT, NAME, MARK, CHOICE and LEVEL columns give text (the reader looks up levels), CODES a tuple of texts, WHOLE and
    THEME an int, DATE a `date`, PERCENT a float from 0 to 100, YES_NO a bool, COLOUR '#rrggbb', RICH a `RichText`; a
    blank cell gives None.
    """
    value: object = _fault_of(column, raw)
    if value is None and cell_text(raw):
        value = _READERS[column.kind](column, raw)
    if isinstance(value, Fault):
        report(value.rule, raw.where, value.message, value.hint)
        return None
    report_look(raw.look, raw.where, report, blank=raw.blank)
    if column.bulleted and isinstance(value, RichText):
        value = without_own_marks(value, raw.where, report)
    return _without_unreachable_links(value, raw, report) if isinstance(value, RichText) else value


def _fault_of(column: Column, raw: RawCell) -> Fault | None:
    """Return what is wrong with a cell whatever the kind of its column; None if nothing is."""
    if raw.uncomputed:
        return Fault(
            rules.UNCOMPUTED,
            "the formula has never been computed, so it has no value.",
            "Open the workbook in Excel and save it.",
        )
    if raw.cell.data_type == "e":
        return Fault(
            rules.ERROR_VALUE,
            f"the cell holds the error value {raw.cell.value}.",
            "Correct the formula, or type the value.",
        )
    if raw.look.struck and (column.kind is Kind.YES_NO or (column.required and raw.blank)):
        return _struck_fault(column, raw)
    text = cell_text(raw)
    if column.required and not text:
        return Fault(rules.BLANK, f"'{column.name}' is blank.", f"Fill it in. {column.help}")
    # A bullet pasted from Word often is a letter of the font Symbol, in the range for private use.
    symbol = next((letter for letter in text if unicodedata.category(letter) == "Co"), None)
    if symbol is None:
        return None
    return Fault(
        rules.UNPRINTABLE,
        f"{quoted(text)} holds a character of a symbol font (U+{ord(symbol):04X}), which cannot be printed.",
        "Delete the character, or type one that the keyboard has.",
    )


def _struck_fault(column: Column, raw: RawCell) -> Fault:
    """Return the fault of a cell that must not be struck through: nobody can say what it is to be."""
    outcome = "so it is not clear what counts" if column.kind is Kind.YES_NO else "and counts as blank"
    return Fault(
        rules.STRUCK_NEEDED,
        f"{quoted(' '.join(raw.look.struck))} under '{column.name}' is struck through, {outcome}.",
        "Take the strike-through off, or type anew what counts.",
    )


def cell_text(raw: RawCell) -> str:
    """Return the cell's text: stripped, line breaks kept, other runs of space made one; '' for a blank cell."""
    value = raw.cell.value
    if value is not None and not isinstance(value, str | CellRichText):
        value = shown_by_excel(value, raw.cell.number_format)
    return tidy(str(value or ""))


def cell_line(raw: RawCell) -> str:
    """Return the cell's text on one line, as it is quoted in a message."""
    return one_line(cell_text(raw))


def _text(_column: Column, raw: RawCell) -> str:
    return cell_text(raw)


def _rich(_column: Column, raw: RawCell) -> RichText:
    """Return the cell's runs; one without a font of its own has the cell's."""
    value, link = raw.cell.value, _link(raw)
    parts = value if isinstance(value, CellRichText) else [cell_text(raw)]
    runs = ((part.text, part.font) if isinstance(part, TextBlock) else (str(part), raw.cell.font) for part in parts)
    return tidy_runs([Run(text, bool(font.b), bool(font.i), link) for text, font in runs])


def _link(raw: RawCell) -> str:
    """Return the address that the cell links to, '' if none; Excel keeps what follows its '#' apart."""
    link = raw.cell.hyperlink
    if link is None or not link.target:
        return ""
    return f"{link.target}#{link.location}" if link.location else link.target


def _without_unreachable_links(text: RichText, raw: RawCell, report: ReportFinding) -> RichText:
    """Return the text, without its links if one is no web or mail address: it shows a private path, and is reported."""
    unreachable = [run.link for run in text.runs if run.link and not run.link.lower().startswith(_LINK_SCHEMES)]
    if not unreachable:
        return text
    report(
        rules.LINK_DROPPED,
        raw.where,
        f"the link to '{unreachable[0]}' is left out: a reader of the document cannot follow it.",
        "Link to an address that begins with https:// or mailto:, or take the link off.",
    )
    return RichText(tuple(Run(run.text, run.bold, run.italic) for run in text.runs))


def _whole(column: Column, raw: RawCell) -> int | Fault:
    value = raw.cell.value
    number: float | None = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str | CellRichText) and re.fullmatch(r"[0-9]{1,9}", cell_text(raw)):
        number = int(cell_text(raw))
    upper = column.highest if column.highest is not None else 999_999
    if number is None or not column.lowest <= number <= upper or number != int(number):
        span = f"from {column.lowest} to {upper}" if column.highest else f"of {column.lowest} or more"
        return Fault(
            rules.NOT_WHOLE,
            f"'{cell_line(raw)}' is not a whole number {span}.",
            f"Type a whole number {span}.",
        )
    return int(number)


def _date(_column: Column, raw: RawCell) -> dt.date | Fault:
    value = raw.cell.value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str | CellRichText) and (found := _date_in(tidy(str(value)))):
        return found
    return Fault(
        rules.NOT_A_DATE,
        f"'{cell_line(raw)}' is not a date.",
        "Type the date as 26/11/2024 (day first) or 26 November 2024, so that Excel takes it for a date.",
    )


def _date_in(text: str) -> dt.date | None:
    """Return the date that a text gives in one of the three forms that are read; None if there is no such day."""
    months = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
    for form in _DATE_FORMS:
        match = form.fullmatch(text)
        if match:
            parts = match.groupdict()
            month = months.get(parts["name"].casefold(), 0) if "name" in parts else int(parts["month"])
            try:
                return dt.date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                return None
    return None


def _yes_no(_column: Column, raw: RawCell) -> bool | Fault:
    word = normal(cell_text(raw))
    if word in _YES | NO_WORDS:
        return word in _YES
    return Fault(rules.NOT_YES_NO, f"'{cell_line(raw)}' is neither yes nor no.", "Type yes or no.")


def _percent(_column: Column, raw: RawCell) -> float | Fault:
    """Return a percentage, 0 to 100. A plain number up to 1 is a fraction: 1 is 100%; `1 %` typed as text is 1%."""
    value = raw.cell.value
    percent: float | None = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        is_fraction = value <= 1 or "%" in raw.cell.number_format
        percent = value * 100 if is_fraction else value
    elif isinstance(value, str | CellRichText):
        match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*(%?)", tidy(str(value)))
        if match:
            number = float(match[1])
            percent = number * 100 if number <= 1 and not match[2] else number
    if percent is None or not 0 <= percent <= 100:
        return Fault(
            rules.NOT_PERCENT,
            f"'{cell_line(raw)}' is not a percentage from 0% to 100%.",
            "Type it as 40%, with the per cent sign.",
        )
    return round(percent, 6)


def _colour(_column: Column, raw: RawCell) -> str | Fault:
    text = cell_text(raw)
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return text.lower()
    return Fault(
        rules.NOT_A_COLOUR,
        f"'{cell_line(raw)}' is not a colour written as #rrggbb.",
        "Type a hash and six digits or letters a to f, such as #1e6f3c.",
    )


def _mark(_column: Column, raw: RawCell) -> str | Fault:
    text = cell_line(raw)
    if len(text) <= 3:
        return text
    return Fault(
        rules.MARK_TOO_LONG,
        f"the mark '{text}' has {len(text)} characters.",
        "Shorten it to 1, 2 or 3 characters, such as 'DG'.",
    )


def _codes(_column: Column, raw: RawCell) -> tuple[str, ...]:
    codes = (part.strip() for part in re.split(r"[,\n]", cell_text(raw)))
    return tuple(dict.fromkeys(code for code in codes if code))


def _choice(column: Column, raw: RawCell) -> str | Fault:
    by_normal = {normal(choice): choice for choice in column.choices}
    word = cell_line(raw)
    if normal(word) in by_normal:
        return by_normal[normal(word)]
    return Fault(
        rules.NOT_A_CHOICE,
        f"'{word}' is not a {column.name.lower()}{did_you_mean(word, list(column.choices)) or '.'}",
        f"Type one of: {', '.join(column.choices)}.",
    )


_READERS: dict[Kind, Callable[[Column, RawCell], object | Fault]] = {
    Kind.TEXT: _text,
    Kind.NAME: _text,
    Kind.RICH: _rich,
    Kind.WHOLE: _whole,
    Kind.THEME: _whole,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.PERCENT: _percent,
    Kind.COLOUR: _colour,
    Kind.MARK: _mark,
    Kind.CODES: _codes,
    Kind.CHOICE: _choice,
    Kind.LEVEL: _text,
}
