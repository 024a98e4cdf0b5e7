"""Pieces of work that a process of the desk does in tests."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from bvdocs.core.errors import OutputError
from bvdocs.core.limits import limited, of_document
from bvdocs.core.progress import Progress

_SLEEP = "import time; time.sleep(600)"


def add(first: int, second: int, tell: Progress) -> int:
    tell("Adding", f"{first} and {second}")
    print("what a library prints")
    return first + second


def number_of_this_process(tell: Progress) -> int:
    tell("Looking")
    return os.getpid()


def many_bytes(number: int, tell: Progress) -> bytes:
    tell("Making")
    return bytes(number)


def fail(tell: Progress) -> None:
    tell("Failing")
    raise OutputError("It could not be written.", "Make room.", ("one", "another"))


def fail_of_the_system(tell: Progress) -> None:
    tell("Opening")
    Path("/nowhere/at-all").read_bytes()


def break_down(tell: Progress) -> None:
    tell("Breaking down")
    raise KeyError("nobody expected this")


def die(tell: Progress) -> None:
    tell("Dying")
    os.kill(os.getpid(), signal.SIGKILL)


def take_too_much(tell: Progress) -> None:
    with limited(of_document("overview.pdf", "laying it out")):
        tell("Taking memory")
        kept = bytearray(3_000_000_000)
        for place in range(0, len(kept), 4096):
            kept[place] = 1
        time.sleep(60)


def start_another_and_sleep(note: Path, tell: Progress) -> None:
    with subprocess.Popen([sys.executable, "-c", _SLEEP]) as other:
        note.write_text(f"{os.getpid()} {other.pid}")
        tell("Sleeping")
        time.sleep(600)
