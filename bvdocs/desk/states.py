"""Every state of the desk, in words: what it is, and what to do next."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from bvdocs.commands.preview import Preview
from bvdocs.core.errors import ArchiveError, BvdocsError, TemplateError
from bvdocs.core.findings import Severity, has_errors

if TYPE_CHECKING:
    from bvdocs.desk.snapshot import Snapshot


class State(StrEnum):
    """What the desk can say of the workbook: of several that are so, the first."""

    NO_WORKBOOK = "no-workbook"
    HALF_SAVED = "half-saved"
    READING = "reading"
    BROKEN = "broken"
    ERRORS = "errors"
    TEMPLATES_AT_FAULT = "templates-at-fault"
    ARCHIVE_DAMAGED = "archive-damaged"
    WARNINGS = "warnings"
    ALL_WELL = "all-well"


def state_of(preview: Preview) -> State:
    """Return the state of what a preview says."""
    if has_errors(tuple(each for each in preview.findings if not each.of_template)):
        return State.ERRORS
    if has_errors(preview.findings):
        return State.TEMPLATES_AT_FAULT
    if preview.fault:
        return state_of_fault(preview.fault)
    if preview.archive_faults:
        return State.ARCHIVE_DAMAGED
    is_warned = any(each.severity is Severity.WARNING for each in preview.findings)
    return State.WARNINGS if is_warned else State.ALL_WELL


def state_of_fault(fault: BvdocsError) -> State:
    """Return the state of a fault that keeps the pages from being made."""
    if isinstance(fault, TemplateError):
        return State.TEMPLATES_AT_FAULT
    return State.ARCHIVE_DAMAGED if isinstance(fault, ArchiveError) else State.BROKEN


class StateWords(NamedTuple):
    """A state in words: a heading, what it is, and what to do next."""

    heading: str
    what: str
    next: str


def words_of(snapshot: "Snapshot") -> StateWords:
    """Return a state in words, for somebody who knows Excel and Word, and no terminal."""
    words = _WORDS[snapshot.state]
    errors = sum(each.severity is Severity.ERROR for each in snapshot.findings)
    warnings = sum(each.severity is Severity.WARNING for each in snapshot.findings)
    if snapshot.fault:
        what = " ".join((snapshot.fault.message, *snapshot.fault.each))
        return StateWords(words.heading, what, snapshot.fault.hint or words.next)
    what = words.what.format(errors=_counted(errors, "error"), warnings=_counted(warnings, "warning"))
    return words._replace(what=what)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


_WORDS = {
    State.NO_WORKBOOK: StateWords(
        "There is no workbook yet",
        "The desk is here for a workbook that is not there yet, or has been moved or renamed.",
        "Make a starter workbook here: it has drop-downs, help and examples. Or put your own back in its place.",
    ),
    State.HALF_SAVED: StateWords(
        "The workbook is being saved",
        "It is not whole just now, or not there: Excel, or whatever copies it here, is still writing.",
        "Wait a moment. This page goes on by itself.",
    ),
    State.READING: StateWords(
        "The workbook is being read",
        "It is read and checked, and the pages are made.",
        "Wait a moment. This page goes on by itself.",
    ),
    State.BROKEN: StateWords(
        "The workbook cannot be read",
        "Something keeps it from being read.",
        "Open it in Excel, see whether it is as it should be, and save it again. This page goes on by itself.",
    ),
    State.ERRORS: StateWords(
        "Some things have to be put right first",
        "The workbook has {errors}. While there is one, no documents are made and no version is issued.",
        "Go through the findings. Put each right in Excel and save. Some are only found once others are put right, so"
        " the list may grow before it grows shorter.",
    ),
    State.TEMPLATES_AT_FAULT: StateWords(
        "The templates have a fault",
        "The workbook is sound, but the templates, which give the documents their look, are not.",
        "Whoever looks after the templates can put this right: the findings name the file and the place. Or the"
        " templates that came with bvdocs can be taken again.",
    ),
    State.ARCHIVE_DAMAGED: StateWords(
        "The archive is not as it was",
        "Something in the archive of the versions issued so far was changed, or is missing.",
        "Issue nothing now. Put the archive back from a backup; Versions says what is damaged, and proves the rest.",
    ),
    State.WARNINGS: StateWords(
        "The documents can be made; some things are worth a look",
        "There are no errors, and {warnings}.",
        "Look through the warnings before the papers go out. What is meant as it is may be accepted in the workbook, on"
        " its sheet 'Accepted findings': below each warning stands what to write there.",
    ),
    State.ALL_WELL: StateWords(
        "All is well",
        "Nothing was found that has to be put right, or is worth a look.",
        "Read the documents through; then make them, or issue a version.",
    ),
}
