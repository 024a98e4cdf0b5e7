"""What is asked for where a version is to be issued; and what a final one needs a word on."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bvdocs.core.findings import Finding
from bvdocs.core.versions import Version

# Findings that a day, or that a row is open, cannot be meant; and that an officer has not cleared the report. A final
# version is made with one only if somebody says so once more.
_SLIPS = ("W224", "W357", "W358", "W359", "W383", "W386", "W387", "W388")
_NOT_CLEARED = ("W507", "W529")


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """What to issue, by whom; `again` even if nothing has changed since the last version.

    With `pack`, the documents in one file too, and a page that leads to all files.
    `expected` is the number that whoever asks for it was told that it will have: it gets that one, or is not issued.
    `expected_workbook` is the hash of the workbook that they have seen: that one is issued, or none.
    `despite_damage` also if something in the archive is not as it was issued. `corrections` are notes on versions that
    were issued before, each with the version as it was named. `named` says whether somebody asked for this very
    workbook.
    """

    workbook: Path
    output: Path
    templates: Path
    by: str
    final: bool = False
    note: str = ""
    again: bool = False
    despite_damage: bool = False
    corrections: tuple[tuple[str, str], ...] = ()
    named: bool = True
    expected: Version | None = None
    expected_workbook: str = ""
    pack: bool = False


def doubts_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that a final version is not made with unless somebody says so; a draft only warns."""
    return tuple(each for each in findings if each.code in (*_SLIPS, *_NOT_CLEARED))


def doubts_words(doubts: Iterable[Finding]) -> str:
    """Say what such findings are, to complete 'In this version …'."""
    slips, clearances = _sorts(doubts)
    return ", and ".join(["these look like slips"] * slips + ["not every officer has cleared the report"] * clearances)


def doubts_question(doubts: Iterable[Finding]) -> str:
    """Return the question whether a final version is issued with such findings, which says what they are."""
    slips, clearances = _sorts(doubts)
    question = "is the final version to be issued" + " although not every officer has cleared the report" * clearances
    return f"{'Are they meant, and is' if slips else 'Is'}{question.removeprefix('is')}?"


def _sorts(doubts: Iterable[Finding]) -> tuple[bool, bool]:
    """Return whether some look like slips, and whether some are of officers who have not cleared the report."""
    codes = {each.code for each in doubts}
    return not codes.isdisjoint(_SLIPS), not codes.isdisjoint(_NOT_CLEARED)
