"""The notes of a version, on itself and on those before it: none tells what is exempt."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bvdocs.checks.exempt_leaks import tells_exempt
from bvdocs.checks.printed_text import main_passage
from bvdocs.commands.archived_workbooks import read_as_issued
from bvdocs.core.errors import ArchiveError, ExemptNoteError
from bvdocs.core.history import Correction
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.storage.archive.versions import Archive


def corrections_in(archive: Archive, given: Sequence[tuple[str, str]]) -> tuple[Correction, ...]:
    """Return the notes on versions that were issued before; raise UnknownVersionError if one is on none."""
    return tuple(Correction(archive.number_of(name), note) for name, note in given)


def refuse_notes_of_exempt(
    note: str,
    corrections: Sequence[tuple[str, str]],
    assessment: Assessment,
    archive: Archive,
    *,
    despite_damage: bool,
) -> None:
    """Raise ExemptNoteError if a note would tell what is exempt: this version's documents and later ones print it.

    It is held against the workbook, and against those of the versions that are corrected. Raise ArchiveError where one
    of these cannot be read, unless one is to be issued `despite_damage`.
    """
    workbooks = [
        assessment,
        *_exempt_still(_workbooks_corrected(corrections, archive, despite_damage=despite_damage), assessment),
    ]
    on_earlier = ((f"The note on version {name}", "--corrects", text) for name, text in corrections)
    for what, option, text in (("The note", "--note", note), *on_earlier):
        if any(tells_exempt(text, each) for each in workbooks):
            raise ExemptNoteError(
                f"{what} names an exempt row or has words of one, and every later document would print it.",
                f"Give another with {option}. No version was issued.",
            )


def _workbooks_corrected(
    corrections: Sequence[tuple[str, str]], archive: Archive, *, despite_damage: bool
) -> Iterator[Assessment]:
    """Yield what the workbooks of the versions say that a note is on, with their exempt rows."""
    for number in {archive.number_of(name): None for name, _ in corrections}:
        try:
            yield read_as_issued(archive.find(str(number)))
        except ArchiveError:
            if not despite_damage:
                raise


def _exempt_still(earlier: Iterable[Assessment], now: Assessment) -> Iterator[Assessment]:
    """Yield earlier assessments without the rows that are published in the same words by now."""
    public = {main_passage(row).text for row in published(now).rows}
    for each in earlier:
        yield replace(
            each,
            criteria=tuple(row for row in each.criteria if main_passage(row).text not in public),
            bullets=tuple(row for row in each.bullets if main_passage(row).text not in public),
            actions=tuple(row for row in each.actions if main_passage(row).text not in public),
        )
