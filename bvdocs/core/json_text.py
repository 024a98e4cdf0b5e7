"""JSON: the one form in which it is written, and what is read from it held to be what it should be."""

import json
from typing import Any


def json_text(record: Any) -> str:
    """Return the record as indented JSON, its letters as they are and a line end behind it."""
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def printed_json(record: Any) -> str:
    """Return the record as JSON in ASCII alone, which every terminal prints and none obeys: the rest is escaped."""
    return json.dumps(record, indent=2) + "\n"


def as_text(read: Any) -> str:
    """Return what was read if it is a text; raise TypeError or ValueError if it is none."""
    if not isinstance(read, str):
        raise TypeError(f"{read!r} is not a text")
    if not read.isascii():
        read.encode()  # half a character is no text
    return read


def as_whole_number(read: Any) -> int:
    """Return what was read if it is a whole number; raise TypeError if it is none."""
    if type(read) is not int:  # True is an int too
        raise TypeError(f"{read!r} is not a whole number")
    return read
