"""A full disk behind a stream, and streams that were closed before the program began: in real processes."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import MADE, SAMPLE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("check", "--help"), ("rules",), ("history",), ("check", "--json")]
)
@pytest.mark.slow
def test_a_full_disk_behind_standard_output(tmp_path: Path, arguments: tuple[str, ...], unbuffered: str) -> None:
    workbook = [str(SAMPLE)] if "--json" in arguments else []
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bvdocs", *arguments, *workbook],
            stdout=full, stderr=subprocess.PIPE, cwd=MADE, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            check=False,
        )  # fmt: skip
    last = done.stderr.decode().splitlines()[-1]
    assert (done.returncode, last) == (3, "Error: standard output: No space left on device. Make room there.")
    assert "--json" in arguments or done.stderr.count(b"\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("closed", [each for number in (1, 2, 3) for each in itertools.combinations(range(3), number)])
@pytest.mark.parametrize(
    ("arguments", "code"), [(("--help",), 0), (("rules",), 0), (("check", "none.xlsx"), 1), (("no-command",), 2)]
)
def test_closed_streams_change_no_exit_code(closed: tuple[int, ...], arguments: tuple[str, ...], code: int) -> None:
    def close() -> None:
        for number in closed:
            os.close(number)

    done = subprocess.run(
        [sys.executable, "-m", "bvdocs", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, cwd=MADE, preexec_fn=close,
        check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
