"""English: numbers, dates, lists, percentages and page ranges in words, whatever the machine's language."""

import re
from collections.abc import Sequence
from datetime import date, time

from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.quoting import one_line

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ON_THE_HOUR = {0: "midnight", 12: "midday"}
_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LAST_NUMBER = re.compile(r"(?<!\d)\d+$", re.ASCII)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def number_word(number: int) -> str:
    """Return a number up to nine in words, from 10 in figures; nought is 'no'."""
    return _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else str(number)


def ordinal(number: int) -> str:
    """Return 'first' to 'ninth', then '10th', '11th', '21st'."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
    return f"{number}{ending}"


def counted(number: int, noun: str) -> str:
    """Return a number of things in words: 'seven actions', 'one action', 'no actions'."""
    return f"{number_word(number)} {noun if number == 1 else noun + 's'}"


def are(number: int, what: str, verbs: tuple[str, str] = ("is", "are")) -> str:
    """Return how many are so, in words: 'seven are amber', 'one is amber', 'none is amber'."""
    return f"{number_word(number) if number else 'none'} {verbs[number > 1]} {what}"


def listed(words: Sequence[str]) -> str:
    """Return the words as a list within a sentence: 'a', 'a and b', 'a, b and c'."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def sentence(text: str) -> str:
    """Return the text with a capital and a full stop."""
    return stopped(f"{text[:1].upper()}{text[1:]}")


def stopped(text: str) -> str:
    """Return the text with a full stop, unless it ends in a quotation that has one."""
    return text if text.endswith((".’", "?’", "!’")) else f"{text}."


def date_words(day: date | None) -> str:
    """Return '30 January 2025', whatever the machine's language; nothing for no date, and for ONGOING its word."""
    if not day:
        return ""
    return f"{day}" if is_ongoing(day) else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: date) -> str:
    """Return 'Thursday 30 January 2025', whatever the machine's language."""
    return f"{WEEKDAYS[day.weekday()]} {date_words(day)}"


def time_words(moment: time | None) -> str:
    """Return '5pm', '5:30pm', 'midday' or 'midnight', as the government's style has it; nothing for no time."""
    if moment is None:
        return ""
    if moment.minute == 0 and moment.hour in _ON_THE_HOUR:
        return _ON_THE_HOUR[moment.hour]
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'pm' if moment.hour >= 12 else 'am'}"


def in_words(value: object) -> str:
    """Return what a cell holds as plain text: '30 June 2025', 'L001, L002'; '' for nothing."""
    match value:
        case None:
            return ""
        case date():
            return date_words(value)
        case time():
            return time_words(value)
        case tuple():
            return ", ".join(value)
    return str(value)


def month_words(day: date) -> str:
    """Return 'Jan 2025', for the axis of a picture."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def in_sentence(name: str) -> str:
    """Return a level's name as it stands within a sentence: 'Dark green' becomes 'dark green', 'RAG red' stays."""
    name = one_line(name)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def percentages(counts: Sequence[int]) -> tuple[int, ...]:
    """Return each count's share of all, to the nearest whole percentage; all nought if nothing is counted.

    Equal counts have equal shares, so rounded ones may add up to a little more or less than 100.
    """
    total = sum(counts)
    return tuple((200 * count + total) // (2 * total) if total else 0 for count in counts)


def rounding_note(shares: Sequence[int]) -> str:
    """Say that rounded shares, in percent, do not add up to 100; '' where they do, or nothing is counted."""
    total = sum(shares)
    return "" if total in (0, 100) else f"Each share is rounded to a whole percentage; together they make {total}%."


def pages_words(first: int, last: int) -> str:
    """Return 'page 6' or 'pages 6 to 9'."""
    return f"page {first}" if first == last else f"pages {first} to {last}"


def refs_words(refs: Sequence[str]) -> str:
    """Return references as a list within a sentence; three or more that count on are 'L-A1 to L-A7'."""
    counted_on = len(refs) > 2 and all(map(_is_next, refs, refs[1:]))
    return f"{refs[0]} to {refs[-1]}" if counted_on else listed(refs)


def _is_next(ref: str, following: str) -> bool:
    number, next_number = _LAST_NUMBER.search(ref), _LAST_NUMBER.search(following)
    if not (number and next_number) or ref[: number.start()] != following[: next_number.start()]:
        return False
    return int(next_number[0]) == int(number[0]) + 1


def natural_order(code: str) -> tuple[tuple[str, int], ...]:
    """Return a sorting key by prefix, then number: L009 comes before L0010."""
    parts = re.findall(r"(\D*)(\d*)", code.casefold())
    return tuple((letters.strip(), int(digits or -1)) for letters, digits in parts if letters or digits)
