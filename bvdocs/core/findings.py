"""What a check reports, and the register of everything that can be reported.

Every finding belongs to a `Rule`: its code never changes, so that an officer can look it up and a
council can refer to it. `bvdocs rules` lists the register.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from bvdocs.core.json_text import as_text
from bvdocs.core.places import CellRef, TemplatePlace


class Severity(StrEnum):
    """An error stops the build, a warning is printed, a note is printed with `--verbose`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, or worth a look, at one place of the workbook or of a template.

    A `confidential` one speaks of an exempt row, or quotes what is not printed, such as an address of the council's
    network: it is for the officer's eyes alone. `text` is all of the text that
    it is about, where it is about one: who accepts it accepts it of that text.
    """

    code: str
    severity: Severity
    where: CellRef | TemplatePlace
    message: str
    hint: str
    confidential: bool = False
    text: str = ""

    @property
    def sheet(self) -> str:
        """Return the name of its sheet, or of the template's file."""
        return self.where[0]

    @property
    def cell(self) -> str:
        """Return its cell, or the line or paragraph of the template; '' for all of the sheet or file."""
        return self.where[1]

    @property
    def to_accept(self) -> str:
        """Return what an acceptance has to quote, on one line: the text that it is about, else its own words."""
        return _on_one_line(self.text or self.message)

    @property
    def of_template(self) -> bool:
        """Say whether it is about a template, as the rules from number 400 on are, and not about the workbook."""
        return self.code[1:2] == "4"

    def __str__(self) -> str:
        place = f"{self.where}: " if str(self.where) else ""
        return f"{self.code} {place}{self.message}"


@lru_cache(maxsize=1)
def _on_one_line(text: str) -> str:
    """Return a text without its line breaks; thousands of findings about one long text follow one another."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A finding that the council lets stand: why, who says so, and the last day on which it may."""

    finding: Finding
    reason: str
    who: str
    until: date


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for; `looks_for` is the sentence `bvdocs rules` prints.

    Every finding of a `confidential` one is so, for it quotes what is not printed.
    """

    code: str
    severity: Severity
    looks_for: str
    confidential: bool = False

    def at(
        self,
        where: CellRef | TemplatePlace,
        message: str,
        hint: str = "",
        *,
        confidential: bool = False,
        text: str = "",
    ) -> Finding:
        """Return the finding that this rule is broken at `where`."""
        return Finding(self.code, self.severity, where, message, hint, confidential or self.confidential, text)


_INITIALS = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}
_register: dict[str, Rule] = {}


def rule(code: str, looks_for: str, *, confidential: bool = False) -> Rule:
    """Enter a rule in the register; its code's first letter is its severity.

    Raise ValueError for a number given twice, so that a clash fails at import.
    """
    number = code[1:]
    if any(known[1:] == number for known in _register):
        raise ValueError(f"rule number {number} is given twice")
    _register[code] = Rule(code, _INITIALS[code[0]], looks_for, confidential)
    return _register[code]


def registered_rules() -> tuple[Rule, ...]:
    """Return every rule known so far, in order of number."""
    return tuple(sorted(_register.values(), key=lambda known: known.code[1:]))


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Say whether any of the findings stops the build."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as `--json` prints it and `source/findings.json` records it."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "message": finding.message,
        "hint": finding.hint,
        "confidential": finding.confidential,
    }


def finding_from_json(written: Mapping[str, Any]) -> Finding:
    """Return the finding that was recorded; raise KeyError, TypeError or ValueError if it is none."""
    code, sheet, cell, message, hint = (as_text(written[key]) for key in ("code", "sheet", "cell", "message", "hint"))
    confidential = written["confidential"] is True
    finding = Finding(code, Severity(written["severity"]), CellRef(sheet, cell), message, hint, confidential)
    return replace(finding, where=TemplatePlace(sheet, cell)) if finding.of_template else finding


def accepted_as_json(accepted: AcceptedFinding) -> dict[str, Any]:
    """Return an accepted finding as `--json` prints it: a finding, with why it may stand."""
    given = {"reason": accepted.reason, "who": accepted.who, "until": accepted.until.isoformat()}
    return finding_as_json(accepted.finding) | given


def accepted_from_json(written: Mapping[str, Any]) -> AcceptedFinding:
    """Return the accepted finding that was recorded; raise KeyError, TypeError or ValueError if it is none."""
    until = date.fromisoformat(written["until"])
    return AcceptedFinding(finding_from_json(written), as_text(written["reason"]), as_text(written["who"]), until)
