"""A program at a terminal of its own, as an officer has one."""

import os
import pty
import select
import subprocess
import sys
import time

from tests.support.project import PROJECT

# Makes what it stands in front of the owner of its terminal, with interrupts as a user has them.
_OWNS_TERMINAL = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_SETMASK, ())
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
# In seconds.
_A_MOMENT, _LONGEST_SILENCE = 0.5, 60


def at_a_terminal(command: list[str], *answers: tuple[str, bytes]) -> tuple[int, str]:
    """Run it at a terminal of its own, and answer its questions, each known by words of it and in this order.

    Return its exit code and what it printed.
    """
    terminal, its_end = pty.openpty()
    launched = [sys.executable, "-c", _OWNS_TERMINAL, *command]
    process = subprocess.Popen(
        launched, cwd=PROJECT, stdin=its_end, stdout=its_end, stderr=its_end, start_new_session=True
    )
    os.close(its_end)
    said, heard, open_questions = b"", 0, list(answers)
    while chunk := _read(terminal):
        said += chunk
        if open_questions and open_questions[0][0].encode() in said[heard:]:
            time.sleep(_A_MOMENT)  # an interrupt before the program listens is not heard
            heard = len(said)
            os.write(terminal, open_questions.pop(0)[1])
    os.close(terminal)
    return process.wait(_LONGEST_SILENCE), said.decode()


def _read(terminal: int) -> bytes:
    """Return what the terminal says next; nothing at its end, or when it is silent for too long."""
    if not select.select([terminal], [], [], _LONGEST_SILENCE)[0]:
        return b""
    try:
        return os.read(terminal, 4096)
    except OSError:  # what a terminal says at its end, on Linux
        return b""
