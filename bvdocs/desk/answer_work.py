"""What processes of their own do with what came back from owners: they call `collect`, and tell what came of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bvdocs.core.progress import Progress
from bvdocs.desk.told import CameTold, ChangeTold, LineTold

if TYPE_CHECKING:
    from bvdocs.commands.collect import Collected
    from bvdocs.commands.collecting.reading import FileOutcome
    from bvdocs.returns.three_ways import Verdict

# A file that came back: its name, and what it holds.
Sent = tuple[str, bytes]


def look_at_answers(workbook: Path, output: Path, templates: Path, sent: Sequence[Sent], *, tell: Progress) -> CameTold:
    """Read what came back, as `bvdocs collect --dry-run` does: nothing is written."""
    return _collected(workbook, output, templates, sent, None, None, tell)


def write_answers(
    workbook: Path,
    output: Path,
    templates: Path,
    sent: Sequence[Sent],
    take: frozenset[str],
    today: date,
    *,
    tell: Progress,
) -> CameTold:
    """Write a copy beside the workbook with the changes that have these keys, as `bvdocs collect --out` does."""
    from bvdocs.core.office_files import workbook_ending
    from bvdocs.workbook.reading.file import read_file

    ending = workbook_ending(read_file(workbook))
    return _collected(workbook, output, templates, sent, take, _free_name(workbook, today, ending), tell)


def _free_name(workbook: Path, today: date, ending: str) -> Path:
    """Return the name of a copy beside the workbook, which no file has."""
    number = 1
    while True:
        which = "" if number == 1 else f"-{number}"
        path = workbook.with_name(f"{workbook.stem}-with-answers-{today.isoformat()}{which}{ending}")
        if not path.is_symlink() and not path.exists():
            return path
        number += 1


def _collected(
    workbook: Path,
    output: Path,
    templates: Path,
    sent: Sequence[Sent],
    take: frozenset[str] | None,
    out: Path | None,
    tell: Progress,
) -> CameTold:
    from bvdocs.commands.collect import CollectRequest, collect
    from bvdocs.commands.collecting.files import HeldFile

    held = tuple(HeldFile(*each) for each in sent)
    done = collect(CollectRequest((), workbook, output, templates, out, held, take), tell)
    return _told(done, out if done.is_written else None)


def _told(done: "Collected", written: Path | None) -> CameTold:
    files = (LineTold(each.name, _file_words(each), each.instead) for each in done.files)
    beside = (
        LineTold(returned.file, words.words, f"It {words.why}. {words.instead}") for returned, words in done.beside
    )
    return CameTold(
        done.findings,
        done.has_come,
        tuple(files),
        tuple(map(_change, done.verdicts)),
        tuple(beside),
        frozenset(each.reference for each in done.files if each.reference and each.says_something),
        tuple(each.owner for each in done.unanswered),
        done.remarks,
        done.new,
        written,
    )


def _file_words(outcome: "FileOutcome") -> str:
    """Return who answers in a file, and what else there is to say of it."""
    from bvdocs.commands.collecting.came_in import sentence_of

    who = outcome.returned.who if outcome.returned else ""
    return " ".join(filter(None, (f"From {who}." if who else "", sentence_of(outcome))))


def _change(verdict: "Verdict") -> ChangeTold:
    from bvdocs.commands.collecting.came_in import about, outcome_words
    from bvdocs.view.word_diff import pieces_of

    return ChangeTold(
        verdict.key,
        verdict.state.name,
        str(verdict.cell or verdict.sheet),
        about(verdict),
        verdict.from_words,
        verdict.to,
        pieces_of(verdict.from_words, verdict.to),
        f"{verdict.who} ({verdict.files})" if verdict.who else verdict.files,
        outcome_words(verdict),
        verdict.instead,
    )
