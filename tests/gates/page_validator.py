"""The Nu Html Checker of the W3C: whether a web page is valid HTML and CSS."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.gates import PACKAGES, java

WHAT = "the Nu Html Checker (the npm package vnu-jar, Java)"
_JAR = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"


@dataclass(frozen=True, slots=True)
class Complaint:
    """An `error` or `warning` about a page, and the line it is on."""

    page: str
    line: int
    kind: str
    message: str
    extract: str


def found() -> bool:
    """Whether this machine can run it."""
    return _JAR.exists() and java.found()


def complaints(pages: Sequence[Path]) -> list[Complaint]:
    """All that is wrong with the pages, in one run of Java."""
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    said = json.loads(java.run(["-jar", str(_JAR), *options, *map(str, pages)]))
    return [_complaint(message) for message in said["messages"]]


def _complaint(said: dict[str, object]) -> Complaint:
    # A warning is called 'info', with its weight in another field.
    kind = str(said.get("subType", said["type"]))
    name = Path(unquote(urlsplit(str(said.get("url", ""))).path)).name
    return Complaint(name, int(str(said.get("lastLine", 0))), kind, str(said["message"]), str(said.get("extract", "")))
