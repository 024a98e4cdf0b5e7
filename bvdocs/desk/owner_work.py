"""What processes of their own do for the pages on owners: they call what the commands call, and tell what came of it.

The commands are imported where they are called, for the process that shows the pages imports this module too.
"""

from datetime import date, datetime
from pathlib import Path

from bvdocs.core.errors import OutputError
from bvdocs.core.progress import Progress
from bvdocs.desk.told import AskedNow, OwnersTold
from bvdocs.storage.asked import read_asked, rounds_in

SHEET, DRAFT = ".xlsx", ".eml"


def tell_owners(output: Path, *, tell: Progress) -> OwnersTold | None:
    """Return the last round of asking in an output folder; None where nobody was asked yet."""
    tell("Reading what was asked")
    rounds = rounds_in(output)
    return OwnersTold(rounds[-1], read_asked(rounds[-1])) if rounds else None


def read_sent(output: Path, name: str, *, tell: Progress) -> bytes | None:
    """Return an update sheet or a draft of the last round; None if it has none of this name.

    Raise OutputError if it cannot be read.
    """
    told = tell_owners(output, tell=tell)
    if told is None or name not in {f"{each.file}{kind}" for each in told.asked.sheets for kind in (SHEET, DRAFT)}:
        return None
    try:
        return (told.folder / name).read_bytes()
    except OSError as fault:
        raise OutputError(
            f"{name} cannot be read any more: {fault.strerror}.",
            "Put it back from a copy, or ask again.",
        ) from fault


def ask(workbook: Path, output: Path, due: date | None, now: datetime, *, named: bool, tell: Progress) -> AskedNow:
    """Make update sheets and drafts for the owners of a workbook's open actions, as `bvdocs ask` does."""
    from bvdocs.commands.ask import AskRequest, ask_owners

    outcome = ask_owners(AskRequest(workbook, output, due, named=named), now, tell)
    if outcome.asked is None:
        return AskedNow(outcome.findings)
    addresses = outcome.addresses or {}
    without = tuple(each.owner for each in outcome.asked.sheets if not addresses[each.owner])
    return AskedNow(outcome.findings, outcome.folder, outcome.asked.sheets, without)
