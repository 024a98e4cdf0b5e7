"""The lists of hashes, as `sha256sum --check` reads them."""

import re
from collections.abc import Mapping
from pathlib import Path

from bvdocs.core.errors import SEE_WHO_MAY_READ, UNREADABLE, ArchiveError, faults_as

LOOK_AT_IT = "Run 'bvdocs verify' to see what is not as it was issued."
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def as_list(hashes: Mapping[str, str]) -> str:
    """Return the list: a line for each file, which has its hash and its name."""
    return "".join(f"{digest}  {name}\n" for name, digest in hashes.items())


def read_list(path: Path) -> dict[str, str]:
    """Return the hash of each file by name, in the order of the list, which is empty if there is none.

    Raise ArchiveError if it is no such list to the last byte, or one of files that are not in the list's folder.
    """
    with faults_as(ArchiveError, UNREADABLE, SEE_WHO_MAY_READ, path):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return {}
    try:
        return _parsed(content.decode())
    except ValueError as fault:
        raise ArchiveError(f"{path} is not a list of hashes that can be read.", LOOK_AT_IT) from fault


def _parsed(text: str) -> dict[str, str]:
    lines = [_LINE.fullmatch(line) for line in text.split("\n")]
    hashes = {inside(line[2]): line[1] for line in lines if line}
    if as_list(hashes) != text:
        raise ValueError("it is not a list of hashes")
    return hashes


def inside(name: str) -> str:
    """Return a file's name as it was recorded; raise ValueError if it leads out of the folder that it is to be in."""
    if not name or name.startswith("/") or ".." in name.split("/"):
        raise ValueError(f"'{name}' is not in the folder")
    name.encode()  # a name that no list could hold is none
    return name
