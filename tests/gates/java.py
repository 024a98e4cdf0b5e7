"""The Java that runs veraPDF and the page validator."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

OLDEST = 17


@cache
def found() -> bool:
    """Whether there is a JDK that is new enough; a mere runtime cannot run a source file."""
    if not shutil.which("java"):
        return False
    modules = subprocess.run(["java", "--list-modules"], capture_output=True, text=True).stdout
    compiler = re.search(r"^jdk\.compiler@(\d+)", modules, re.MULTILINE)
    return compiler is not None and int(compiler[1]) >= OLDEST


def run(arguments: Sequence[str]) -> str:
    """What Java prints; raises with what it complained of if it fails."""
    done = subprocess.run(["java", *arguments], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout
