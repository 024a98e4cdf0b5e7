"""Pre-flight: everything that is wrong with the templates, said at once, before anything is filled in."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from bvdocs.core.documents import FORMATS
from bvdocs.core.findings import Finding
from bvdocs.core.fonts import Fonts
from bvdocs.templating import rules

__all__ = ["check_templates", "check_templates_of_part_b", "in_order", "rules"]


def check_templates(folder: Path, formats: Collection[str] = FORMATS, fonts: Fonts | None = None) -> Iterator[Finding]:
    """Yield everything that is wrong with the templates in `folder`, each with its file and its line or paragraph.

    Those for Word are looked at only if documents for Word are wanted; the pages always, for all name page numbers.
    Nothing is filled in, and nothing is fetched; a template that cannot be read is a finding, never an exception. The
    names in a file are looked at once its tags are whole. Which fonts are missing is said where `fonts` can be asked.
    """
    from bvdocs.templating.check import check_all  # with Jinja, which costs time

    yield from in_order(dict.fromkeys(check_all(folder, word="word" in formats, fonts=fonts)))


def check_templates_of_part_b(folder: Path, fonts: Fonts | None = None) -> Iterator[Finding]:
    """Yield everything that is wrong with what Part B is made with: its two templates, and what they take in."""
    from bvdocs.templating.check import check_part_b  # as above

    yield from in_order(dict.fromkeys(check_part_b(folder, fonts=fonts)))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in templates by file, then by where in it, the same each time."""
    return sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[str, str, int, str, str]:
    number = re.search(r"(?<!\d)\d+$", finding.cell)
    place = (finding.cell[: number.start()], int(number[0])) if number else ("", 0)
    return finding.sheet, *place, finding.code, finding.message
