"""Every state of the desk, in words: what it is, and what to do next."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bvdocs.desk.snapshot import Snapshot


class State(StrEnum):
    """What the desk can say of the workbook; the first that is so."""

    NO_WORKBOOK = "no-workbook"
    HALF_SAVED = "half-saved"
    READING = "reading"
    BROKEN = "broken"
    ERRORS = "errors"
    TEMPLATES_AT_FAULT = "templates-at-fault"
    ARCHIVE_DAMAGED = "archive-damaged"
    WARNINGS = "warnings"
    ALL_WELL = "all-well"


class StateWords(NamedTuple):
    """A state in words: a heading, what it is, and what to do next."""

    heading: str
    what: str
    next: str


_WORDS = {
    State.NO_WORKBOOK: StateWords("No workbook yet", "There is no workbook here.", "Make a starter here."),
    State.HALF_SAVED: StateWords("Excel is saving", "The workbook is not whole yet.", "Wait a moment."),
    State.READING: StateWords("Reading", "The workbook is being read.", "Wait a moment."),
    State.BROKEN: StateWords("The workbook cannot be read", "It could not be opened.", "See below."),
    State.ERRORS: StateWords("Errors", "There are errors.", "Put them right in Excel, and save."),
    State.TEMPLATES_AT_FAULT: StateWords("The templates have faults", "A template has a fault.", "See below."),
    State.ARCHIVE_DAMAGED: StateWords("The archive is damaged", "Something in it was changed.", "See below."),
    State.WARNINGS: StateWords("Ready, with warnings", "There are warnings.", "Look through them."),
    State.ALL_WELL: StateWords("All is well", "Nothing was found.", "Make the documents."),
}


def words_of(snapshot: "Snapshot") -> StateWords:
    """Return a state in words."""
    return _WORDS[snapshot.state]
