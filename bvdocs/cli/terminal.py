"""What is written to the terminal, in one place: harmless, in letters that it has, and in colour only where it is ours.

Cells, names of files and what an archive says come from anybody. Nothing of them that a terminal would obey reaches it,
whoever prints it: a command, Click, a library, or Python.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, TextIO, cast

import click

from bvdocs.core.json_text import printed_json
from bvdocs.core.unseen_characters import harmless


class Styled(NamedTuple):
    """A piece of a line that stands out on a terminal, in bold or in a colour."""

    text: str
    colour: str | None = None
    bold: bool = True


Piece = str | Styled


def echo(*pieces: Piece, err: bool = False) -> None:
    """Print the pieces as a line to standard output, or to standard error."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # it was closed before the program began
        return
    coloured = stream.isatty() and not os.environ.get("NO_COLOR")
    line = "".join(_as_shown(each, coloured=coloured) for each in pieces)
    getattr(stream, "write_as_it_is", stream.write)(f"{line}\n")
    stream.flush()


def rewrite_line(text: str) -> None:
    """Print a text in place of the line that the terminal's cursor is on, as much of it as fits; it stays there."""
    shown = harmless(text).replace("\n", " ")[: shutil.get_terminal_size().columns - 1]
    getattr(sys.stdout, "write_as_it_is", sys.stdout.write)(f"\r\x1b[K{shown}")
    sys.stdout.flush()


def echo_json(record: Any, stream: TextIO) -> None:
    """Print a record as JSON to a stream, which was standard output when the command began."""
    stream.write(printed_json(record))
    stream.flush()


def _as_shown(piece: Piece, *, coloured: bool) -> str:
    if isinstance(piece, str):
        return harmless(piece)
    text = harmless(piece.text)
    return click.style(text, fg=piece.colour, bold=piece.bold or None) if coloured else text


def make_streams_harmless() -> None:
    """Have all that this process prints from now on go through `HarmlessStream`."""
    sys.stdout = _harmless(sys.stdout, "standard output")
    sys.stderr = _harmless(sys.stderr, "standard error")


def _harmless(stream: TextIO | None, name: str) -> TextIO:
    if isinstance(stream, HarmlessStream):
        return cast(TextIO, stream)
    if stream is None:  # it was closed before the program began
        stream = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it stays open to the end
    if reconfigure := getattr(stream, "reconfigure", None):
        # A terminal that says it has ASCII alone has not been asked: today's have more.
        reconfigure(errors="replace", encoding="utf-8" if stream.encoding.lower() in ("ascii", "us-ascii") else None)
    return cast(TextIO, HarmlessStream(stream, name))


class HarmlessStream:
    """A stream of text to a terminal or a file, without what a terminal would obey."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream, self._name = stream, name

    def __getattr__(self, name: str) -> Any:
        """Return what else the stream has."""
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text, made harmless; raise OSError, which names the stream, if it cannot be."""
        return self.write_as_it_is(harmless(text))

    def writelines(self, lines: Any) -> None:
        """Write several texts, made harmless."""
        for each in lines:
            self.write(each)

    def write_as_it_is(self, text: str) -> int:
        """Write a text with our own colours in it."""
        if not text:  # Click asks so what a stream takes, and would keep to itself that the disk is full
            return 0
        with self._named_in_faults():
            return self._stream.write(text)

    def flush(self) -> None:
        """Have all on its way."""
        with self._named_in_faults():
            self._stream.flush()

    @contextmanager
    def _named_in_faults(self) -> Iterator[None]:
        """Name the stream in an OSError; what is still to be written then goes nowhere, and Python ends in peace."""
        try:
            yield
        except OSError as fault:
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self._stream.fileno())
                os.close(nowhere)
            raise OSError(fault.errno, fault.strerror, self._name) from fault
