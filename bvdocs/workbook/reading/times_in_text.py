"""Times of day as people type them: by the clock of 24 hours, or of twelve with am or pm; nothing guessed."""

import re
from datetime import time

_IN_WORDS = {"noon": time(12), "midday": time(12), "12 noon": time(12), "12 midday": time(12)}
# '17:00', '17.00', '17:00:00'
_OF_24_HOURS = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.]00)?", re.ASCII)
# '5pm', '5.30 p.m.', '5:30:00 PM', as Excel shows it
_OF_12_HOURS = re.compile(r"(1[0-2]|0?[1-9])(?:[:.](\d\d)(?:[:.]00)?)? ?([ap])\.?m\.?", re.ASCII | re.IGNORECASE)
_HOURS = 12


def time_in(text: str) -> time | None:
    """Return the time of day that a text names; None if it names none, or leaves a doubt, as '5' and 'midnight' do."""
    line = " ".join(text.split()).casefold()
    if found := _OF_12_HOURS.fullmatch(line):
        return _time(int(found[1]) % _HOURS + (_HOURS if found[3] == "p" else 0), int(found[2] or 0))
    if found := _OF_24_HOURS.fullmatch(line):
        return _time(int(found[1]), int(found[2]))
    return _IN_WORDS.get(line)


def _time(hour: int, minute: int) -> time | None:
    try:
        return time(hour, minute)
    except ValueError:
        return None
