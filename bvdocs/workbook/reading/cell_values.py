"""The value of one cell, read as the kind that its column holds."""

import datetime as dt
import re
from collections.abc import Callable

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell.rich_text import CellRichText, TextBlock

from bvdocs.core.columns import Column, Kind
from bvdocs.core.exemption import Exemption
from bvdocs.core.ongoing import ONGOING
from bvdocs.core.quoting import did_you_mean, normal, one_line
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.schema import LONGEST_MARK, NO_WORDS, ONGOING_WORDS, YES_WORDS
from bvdocs.core.shared_columns import EXEMPT_REASON
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.bullet_marks import without_own_marks
from bvdocs.workbook.reading.cell_faults import Fault, cell_line, cell_text, fault_of, report_unseen
from bvdocs.workbook.reading.dates_in_text import date_in, why_no_day
from bvdocs.workbook.reading.links import link_of, with_printed_link
from bvdocs.workbook.reading.number_formats import shown_percentage, words_around_text
from bvdocs.workbook.reading.rules import ReportFinding
from bvdocs.workbook.reading.shown_cells import day_in, held_beside, report_shown_otherwise, why_no_date
from bvdocs.workbook.reading.shown_text import report_look
from bvdocs.workbook.reading.tables import RawCell
from bvdocs.workbook.reading.times_in_text import time_in
from bvdocs.workbook.reading.whitespace import tidy, tidy_runs

# What stands for the value of a cell at fault: None is that of a blank one.
UNREAD = object()


def read_cell(column: Column, raw: RawCell, report: ReportFinding) -> object | None:
    """Return the cell's value as its column's kind has it; report a fault and return UNREAD if it has one.

    TEXT, NAME, MARK, CHOICE, LEVEL and STATUS columns give text (the reader looks up the last two), CODES a tuple of
    texts, WHOLE and THEME an int, DATE a `date`, DUE a `date` or ONGOING, PERCENT a float from 0 to 100, YES_NO a bool,
    EXEMPT an `Exemption`, COLOUR '#rrggbb', RICH a `RichText`; a blank cell gives None.
    """
    report_unseen(raw, report)
    value: object = fault_of(column, raw)
    if value is None and cell_text(raw):
        value = _READERS[column.kind](column, raw)
    if isinstance(value, Fault):
        report(value.rule, raw.where, value.message, value.hint)
        return UNREAD
    report_look(raw.look, raw.where, report, blank=raw.blank)
    if value is not None:
        report_shown_otherwise(column, raw.cell, raw.where, value, report)
    if not isinstance(value, RichText):
        return value
    text = without_own_marks(value, raw.where, report) if column.bulleted else value
    return UNREAD if text is None else with_printed_link(text, raw.link_formula, raw.where, report)


def _text(_column: Column, raw: RawCell) -> str:
    return cell_text(raw)


def _name(_column: Column, raw: RawCell) -> str:
    return _in_plain_spaces(cell_text(raw))


def _in_plain_spaces(text: str) -> str:
    """Return the text with a plain space for each run of spaces; a hard one is not seen in a code."""
    return re.sub("[ \u00a0]+", " ", text)


def _rich(_column: Column, raw: RawCell) -> RichText:
    """Return the cell's runs; one without a font of its own has the cell's."""
    value, link = raw.cell.value, link_of(raw.cell, raw.link_formula)
    around = words_around_text(raw.cell.number_format)
    parts = [around[0], *value, around[1]] if isinstance(value, CellRichText) and around else [cell_text(raw)]
    runs = ((part.text, part.font) if isinstance(part, TextBlock) else (str(part), raw.cell.font) for part in parts)
    return tidy_runs([Run(text, bool(font.b), bool(font.i), link) for text, font in runs])


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
            f"'{cell_line(raw)}' is not a whole number {span}{held_beside(raw.cell)}.",
            f"Type a whole number {span}.",
        )
    return int(number)


def _date(_column: Column, raw: RawCell) -> dt.date | Fault:
    value = raw.cell.value
    text = tidy(str(value)) if isinstance(value, str | CellRichText) else ""
    if found := day_in(raw.cell) or date_in(text):
        return found
    why, hint = why_no_date(raw.cell)
    if but := why_no_day(text):
        why = f": {but}"
    return Fault(rules.NOT_A_DATE, f"'{cell_line(raw)}' is not a date{why}.", hint)


def _due(column: Column, raw: RawCell) -> dt.date | Fault:
    """Return a date, or ONGOING where the cell says that there is none."""
    if normal(cell_text(raw)) in ONGOING_WORDS:
        return ONGOING
    day = _date(column, raw)
    return day._replace(hint=f"{day.hint} If it has no end, type Ongoing.") if isinstance(day, Fault) else day


def _time(_column: Column, raw: RawCell) -> dt.time | Fault:
    """Return the time of day that the cell shows; whatever Excel holds it as, it shows one."""
    return time_in(cell_text(raw)) or Fault(
        rules.NOT_A_TIME,
        f"'{cell_line(raw)}' is not a time of day.",
        "Type the time as 17:00 or 5pm; leave the cell blank if there is none.",
    )


def _yes_no(_column: Column, raw: RawCell) -> bool | Fault:
    word = _seen_word(raw)
    if isinstance(word, Fault):
        return word
    if word in YES_WORDS | NO_WORDS:
        return word in YES_WORDS
    return Fault(rules.NOT_YES_NO, f"'{cell_line(raw)}' is neither yes nor no.", "Type yes or no.")


def _seen_word(raw: RawCell) -> str | Fault:
    """Return the word that a cell shows, in its normal form, if it is the one that was typed."""
    word = normal(cell_text(raw))
    held = normal(raw.words) if isinstance(raw.cell.value, str | CellRichText) else word
    if held == word:
        return word
    # A format such as `;;;"no"` shows its own word whatever is typed.
    return Fault(
        rules.NOT_YES_NO,
        f"the cell holds '{one_line(raw.words)}' and shows '{cell_line(raw)}', by its number format.",
        "Give the cell the format General, and type yes or no.",
    )


# '3', '1, 2', 'paragraphs 1 and 2'.
_PARAGRAPHS = re.compile(r"(?:para(?:graph)?s?\.? ?)?([1-7](?:(?: ?[,;&] ?| and )[1-7])*)")


def _exempt(_column: Column, raw: RawCell) -> Exemption | Fault:
    """Return whether a row is exempt, and by which paragraphs; blank and no say that it is not."""
    word = _seen_word(raw)
    if isinstance(word, Fault):
        return word
    if word in YES_WORDS | NO_WORDS:
        return Exemption(word in YES_WORDS)
    if paragraphs := _PARAGRAPHS.fullmatch(word):
        return Exemption(True, tuple(sorted({*map(int, re.findall("[1-7]", paragraphs[1]))})))
    return Fault(
        rules.NOT_YES_NO,
        f"'{cell_line(raw)}' is neither yes, nor no, nor one of the paragraphs 1 to 7 of Schedule 12A.",
        f"Type yes, no, or the numbers of the paragraphs; a reason has its place under '{EXEMPT_REASON.name}'.",
    )


def _percent(_column: Column, raw: RawCell) -> float | Fault:
    """Return a percentage, 0 to 100: that which the cell shows. A number up to 1 without a sign is a fraction of 1."""
    value = raw.cell.value
    percent: float | None = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        shown = shown_percentage(value, raw.cell.number_format)
        percent = shown if shown is not None else value * 100 if value <= 1 else value
    elif isinstance(value, str | CellRichText):
        match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*(%?)", tidy(str(value)))
        if match:
            number = float(match[1])
            percent = number * 100 if number <= 1 and not match[2] else number
    if percent is None or not 0 <= percent <= 100:
        return Fault(
            rules.NOT_PERCENT,
            f"'{cell_line(raw)}' is not a percentage from 0% to 100%{held_beside(raw.cell)}.",
            "Type a number from 0 to 100 with the per cent sign, such as 40%.",
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
    if len(text) <= LONGEST_MARK:
        return text
    return Fault(
        rules.MARK_TOO_LONG,
        f"the mark '{text}' has {len(text)} characters.",
        "Shorten it to 1, 2 or 3 characters, such as 'DG'.",
    )


def _codes(_column: Column, raw: RawCell) -> tuple[str, ...]:
    codes = (part.strip() for part in re.split(r"[,\n]", _in_plain_spaces(cell_text(raw))))
    return tuple(dict.fromkeys(code for code in codes if code))


def _choice(column: Column, raw: RawCell) -> str | Fault:
    by_normal = {normal(choice): choice for choice in column.choices}
    word = cell_line(raw)
    if normal(word) in by_normal:
        return by_normal[normal(word)]
    return Fault(
        rules.NOT_A_CHOICE,
        f"'{word}' is none of the words for '{column.name}'{did_you_mean(word, list(column.choices)) or '.'}",
        f"Type one of: {', '.join(column.choices)}.",
    )


_READERS: dict[Kind, Callable[[Column, RawCell], object | Fault]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.RICH: _rich,
    Kind.WHOLE: _whole,
    Kind.THEME: _whole,
    Kind.DATE: _date,
    Kind.DUE: _due,
    Kind.TIME: _time,
    Kind.YES_NO: _yes_no,
    Kind.EXEMPT: _exempt,
    Kind.PERCENT: _percent,
    Kind.COLOUR: _colour,
    Kind.MARK: _mark,
    Kind.CODES: _codes,
    Kind.CHOICE: _choice,
    Kind.LEVEL: _text,
    Kind.STATUS: _text,
}
