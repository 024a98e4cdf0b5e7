"""What a batch is asked for, how far it has come, and what became of each workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bvdocs.commands.batching.workbooks import NamedWorkbook
from bvdocs.core.findings import AcceptedFinding, Finding
from bvdocs.view.councils import CouncilState


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """What to make, where to, and by how many processes of this machine, or of the cluster at an address.

    `seconds` and `gigabytes` (of 10^9 bytes) are what one workbook may take.
    """

    workbooks: tuple[NamedWorkbook, ...]
    output: Path
    templates: Path
    workers: int = 1
    scheduler: str = ""
    seconds: float = 600
    gigabytes: float = 2


@dataclass(slots=True)
class CouncilOutcome:
    """What became of one workbook: as it may be published, and what is for the officer's eyes alone.

    `findings` are all that were found, `kept` where a folder went in which somebody had changed something by hand;
    `remarks` say what of the council's archive is damaged.
    """

    workbook: NamedWorkbook
    state: CouncilState
    findings: tuple[Finding, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    unchanged: bool = False
    kept: Path | None = None
    remarks: tuple[str, ...] = ()


class Step(NamedTuple):
    """How far a batch has come: of `total` workbooks so many are `done`, the last of them that of this name.

    `doing` is what was done with it; `outcome` is there once no more is.
    """

    doing: str
    done: int
    total: int
    name: str
    outcome: CouncilOutcome | None = None


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What became of each workbook, in the order asked for; with errors in the templates, nothing was done."""

    councils: tuple[CouncilOutcome, ...]
    of_templates: tuple[Finding, ...]


def open_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in a workbook that quote nothing exempt; those in the templates are no council's."""
    return tuple(each for each in findings if not each.confidential and not each.of_template)
