"""What makes it impossible to go on, each with the exit code it ends the program with.

A fault in the data of a workbook is a `Finding`, never one of these.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BvdocsError(Exception):
    """Cannot continue: `message` says what failed and where, `each` of what if of several things, `hint` what to do."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "", each: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint, each)
        self.message = message
        self.hint = hint
        self.each = each

    def __str__(self) -> str:
        return " ".join(filter(None, (self.message, *self.each, self.hint)))


class WorkbookUnreadableError(BvdocsError):
    """The workbook cannot be opened at all."""

    exit_code = 1


class ReturnRefusedError(BvdocsError):
    """A file that came back is none that was sent out, or not of this round."""

    exit_code = 1


class DueAfterMeetingError(BvdocsError):
    """The command line gives owners until a day after the meeting for which they are asked."""

    exit_code = 2


class UnknownThemeError(BvdocsError):
    """The command line names a theme that the workbook does not have."""

    exit_code = 2


class UnknownVersionError(BvdocsError):
    """The command line names a version that the archive does not have."""

    exit_code = 2


class UnnamedWorkbookError(BvdocsError):
    """The command line names no workbook, and the one that would be taken is another than what stands came from."""

    exit_code = 2


class EarlierMeetingError(BvdocsError):
    """The command line names a day for the next meeting that is not after the last one."""

    exit_code = 2


class WrongEndingError(BvdocsError):
    """The command line gives a copy of a workbook a name by which Excel would take it for another kind of file."""

    exit_code = 2


class ExemptNoteError(BvdocsError):
    """The command line gives this version, or an earlier one, a note that would tell what is exempt."""

    exit_code = 2


class UnprintableWordsError(BvdocsError):
    """A name or a note cannot be printed in documents, where it is to stand; the message says of it what 'it' is."""

    exit_code = 2


class NoFingerprintError(BvdocsError):
    """What is to be a fingerprint is none, or not whole."""

    exit_code = 2


class TemplateError(BvdocsError):
    """A template is missing, broken, or uses a name that does not exist."""


class RenderError(BvdocsError):
    """A library could not make a document as it should be made."""


class OutputError(BvdocsError):
    """A file of the output, or one that was asked for, could not be read or written."""


class ArchiveError(BvdocsError):
    """The archive could not be read or written to, or is not as it was issued."""


class EnvironmentLacksError(BvdocsError):
    """The machine lacks a font or a system library."""


# What `faults_as` says of what cannot be read, and what to do.
UNREADABLE = "{where} cannot be read: {reason}."
SEE_WHO_MAY_READ = "See who may read it."
_SHORTER_NAME = "Choose a shorter name."


@contextmanager
def faults_as(error: type[BvdocsError], message: str, hint: str, path: Path) -> Iterator[None]:
    """Raise any OSError as `error`.

    In its `message`, `{path}` becomes the path given, `{where}` the path that the system names, if it names one, and
    `{reason}` what the system says is wrong.
    """
    try:
        yield
    except OSError as fault:
        told = message.format(path=path, where=fault.filename or path, reason=fault.strerror or fault)
        raise error(told, _what_helps(fault, hint)) from fault


def _what_helps(fault: OSError, hint: str) -> str:
    """Return what to do about a fault of the system's: what its kind alone asks for, else the hint."""
    return _SHORTER_NAME if fault.errno == errno.ENAMETOOLONG else hint


def as_bvdocs_error(fault: OSError | MemoryError | RecursionError) -> BvdocsError:
    """Return what is told of a fault that nobody expected where it arose; what is written is whole or not there."""
    if isinstance(fault, MemoryError):
        return BvdocsError("There is not enough memory for this.", "Close other programs, and run this again.")
    if isinstance(fault, RecursionError):
        return BvdocsError("Something in the workbook or in a template is nested too deeply.", "Make it plainer.")
    place = f"{fault.filename}: " if fault.filename else ""
    is_full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
    hint = "Make room there." if is_full else "See that it is there, and who may read and write it."
    return BvdocsError(f"{place}{fault.strerror or fault}.", _what_helps(fault, hint))
