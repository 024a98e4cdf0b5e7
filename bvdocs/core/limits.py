"""What is being done, and within which limits, as it is told to the process that watches this one.

Python cannot break off a regular expression or a parser in C that never ends: only another process can, by ending this
one. `commands/supervision.py` is that process. Where there is none, as in tests or in a server, nothing is told.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bvdocs.core.errors import BvdocsError, WorkbookUnreadableError

# No workbook of a council comes near these; each can be raised on the command line. The seconds are those of work.
SECONDS = 60.0
GIGABYTES = 2.0

# The end of a pipe that is written to, if somebody reads the other one.
_pipe: list[int] = []


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work with limits of its own: `subject` is the file at fault if it takes too much.

    `doing` says what is being done, as it follows 'while'; `hint` what the officer may do about it. `of_workbook` marks
    one that reads or checks the workbook, before anything is made.
    """

    subject: str
    doing: str
    hint: str
    of_workbook: bool = False

    def fault(self, amount: str, doing: str, otherwise: str) -> BvdocsError:
        """Return the fault that it needs more than the amount; `otherwise` says what helps if it has to be so."""
        kind = WorkbookUnreadableError if self.of_workbook else BvdocsError
        return kind(
            f"{self.subject} needs more than {amount}; this was stopped while {doing}.", f"{self.hint} {otherwise}"
        )


def of_workbook(path: Path | str, doing: str) -> Task:
    """Return the task of reading or checking a workbook."""
    hint = "Take out of it what is no part of the assessment: further sheets, and formats far below the last entry."
    return Task(str(path), doing, hint, of_workbook=True)


def of_template(path: Path | str, doing: str) -> Task:
    """Return the task of looking at a template, or of making a document from it."""
    hint = "See what goes on without end in it, or in its style sheet; or take those that came with bvdocs again."
    return Task(str(path), doing, hint)


def of_document(name: str, doing: str) -> Task:
    """Return the task of making a picture, or a document without a template."""
    return Task(name, doing, "See whether the workbook holds far more there than can be printed.")


def tell_to(pipe: int) -> None:
    """Say what is done from now on to whoever reads the other end of the pipe."""
    _pipe[:] = [pipe]


@contextmanager
def limited(task: Task) -> Iterator[None]:
    """Do something within the limits; the time that it takes counts for nothing that is done around it.

    Raise the task's fault where there is no memory left for it.
    """
    _tell("begin", asdict(task))
    try:
        yield
    except MemoryError as fault:
        raise task.fault("this machine's memory", task.doing, "") from fault
    finally:
        _tell("end")


def tell_doing(words: str) -> None:
    """Say what is being done now of what was begun last, as it follows 'while'."""
    _tell("doing", words)


def allow(*, seconds: float | None = None, gigabytes: float | None = None) -> None:
    """Set what one task may take, in seconds and in gigabytes (of 10^9 bytes), in place of the default."""
    if seconds is not None:
        _tell("seconds", seconds)
    if gigabytes is not None:
        _tell("gigabytes", gigabytes)


def tell_json_is_wanted() -> None:
    """Say that standard output is for JSON, also where this process cannot print it any more."""
    _tell("json", told=True)


def _tell(what: str, told: object = None) -> None:
    if _pipe:
        os.write(_pipe[0], json.dumps([what, told]).encode() + b"\n")
