"""The process that does a piece of work for the desk, as `python -m bvdocs.desk.working`: what `workers.py` starts.

Pieces of work come through standard input, one after another; what each tells, and what comes of it, goes through the
pipe whose number is the first argument. Both are pickles, each after its length: only the desk and the processes that
it has started hold the ends. The process that watches this one writes to standard output, and only the fault that this
one was ended for.
"""

import gc
import os
import pickle
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any

from bvdocs.commands.supervision import begin_watched
from bvdocs.core.errors import BvdocsError, as_bvdocs_error
from bvdocs.core.garbage import search_seldom

# The length of what follows, in bytes.
LENGTH = struct.Struct(">Q")
# What is sent back: what is being done, what came of it, or what went wrong.
TOLD, DONE, FAULT = "told", "done", "fault"

_Send = Callable[[tuple[Any, ...]], None]


def framed(content: object) -> bytes:
    """Return what goes through a pipe: the pickle after its length."""
    pickled = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(pickled)) + pickled


def main() -> None:
    """Do what comes, within the limits of the command line, until nobody is there any more to ask for it."""
    ending = begin_watched()
    if ending is None:
        search_seldom()
        os.dup2(2, 1)  # what a library prints is none of what is told
        _work(int(sys.argv[1]))
    elif ending.fault:
        os.write(1, pickle.dumps(ending.fault))
    os._exit(0)


def _work(pipe: int) -> None:
    with open(pipe, "wb") as to_tell:

        def send(told: tuple[Any, ...]) -> None:
            to_tell.write(framed(told))
            to_tell.flush()

        for asked in _asked():
            send(_done(asked, send))
            gc.collect()  # while nobody waits


def _asked() -> Iterator[bytes]:
    """Yield the pieces of work as they come; when the desk is gone, end this process and all that it has started."""
    pieces: SimpleQueue[bytes] = SimpleQueue()

    def take_in() -> None:
        with open(0, "rb", closefd=False) as source:
            while length := source.read(LENGTH.size):
                pieces.put(source.read(*LENGTH.unpack(length)))
        os.killpg(0, signal.SIGTERM)

    threading.Thread(target=take_in, daemon=True).start()
    while True:
        yield pieces.get()


def _done(asked: bytes, send: _Send) -> tuple[Any, ...]:
    """Do a piece of work; return what came of it. What nobody expected ends the process, with its traceback."""

    def tell(stage: str, detail: str = "") -> None:
        send((TOLD, stage, detail))

    try:
        function, arguments = pickle.loads(asked)  # noqa: S301 - from the desk itself
        return DONE, function(*arguments, tell=tell)
    except BvdocsError as fault:
        return FAULT, fault
    except (OSError, MemoryError, RecursionError) as fault:
        return FAULT, as_bvdocs_error(fault)


if __name__ == "__main__":
    main()
