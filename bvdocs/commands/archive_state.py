"""What commands say of an archive in which something is damaged or a copy stands, and when none is issued into it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bvdocs.core.errors import SEE_WHO_MAY_READ, ArchiveError
from bvdocs.core.history import Past
from bvdocs.storage.archive.copies import copies_in
from bvdocs.storage.archive.layout import HASHES
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.verify import Difference
from bvdocs.storage.archive.verify_files import ADDED, REMOVED, UNREAD
from bvdocs.storage.archive.versions import RESTORE, Archive

_MAKE_LIST_AGAIN = (
    f"If there is no backup of {HASHES}, move it out of the archive: the next issue makes it again, of what the"
    " manifests prove. "
)
MOVE_OUT = "Move it out of the archive; if it is what is missing elsewhere in it, put it back there."


def faults_told(archive: Archive) -> Iterator[str]:
    """Yield a line for each version that is damaged and for each copy, and what to do."""
    yield from map(str, archive.damaged)
    yield from _what_to_do([each.what for each in archive.damaged])
    copies = copies_in(archive)
    for copy in copies:
        yield f"{copy} It is no version, and counts for nothing."
    if copies:
        yield MOVE_OUT


def _what_to_do(damage: Sequence[str]) -> Iterator[str]:
    """Yield what to do about damage: what could not be read may be as it was, and what is not to be put back."""
    unread = [each for each in damage if UNREAD in each]
    if len(unread) < len(damage):
        yield RESTORE
    if unread:
        yield f"What could not be read may be as it was. {SEE_WHO_MAY_READ}"


def gap_told(past: Past) -> Iterator[str]:
    """Yield what documents do not say of the past, for a version that is damaged."""
    if past.gap is None:
        return
    if past.reported:
        first = past.reported[0].issue
        yield (
            f"What was reported before version {first.version} is damaged. So the documents take the dates first agreed"
            " from that version, though they may be older; and for a meeting up to its own,"
            f" {first.meeting_date:%d/%m/%Y}, they say nothing of what changed since the last meeting, and take last"
            " time's ratings from the workbook."
        )
    else:
        yield (
            f"What changed by version {past.gap}, and what was exempt in it, nobody knows while it is damaged: the"
            " documents say nothing of what changed since the last meeting, and take last time's ratings and dates from"
            " the workbook."
        )


def refuse_copies(archive: Archive) -> None:
    """Raise ArchiveError if a copy stands in the archive: nobody knows which of the two the next version follows."""
    copies = copies_in(archive)
    if copies:
        raise ArchiveError(
            f"No version was issued: in {archive.folder} stands what is no version of it, or no part of one.",
            f"{MOVE_OUT} Then run this again.",
            tuple(map(str, copies)),
        )


def damage_in(archive: Archive, altered: Iterable[Difference]) -> tuple[str, ...]:
    """Return what is not as it was issued: of what the manifests prove, and of what commands read.

    A list that was lost is no damage: the next issue makes it again, and the chain proves it.
    """
    found = {each.place: str(each) for each in altered if str(each) != f"{HASHES} {REMOVED}"}
    return tuple(({each.place: f"{each.place} {each.what}" for each in archive.damaged} | found).values())


def refuse_damage(damage: tuple[str, ...]) -> None:
    """Raise ArchiveError if there is damage: a version issued now would follow what cannot be read."""
    if damage:
        of_list = any(each.startswith(f"{HASHES} ") for each in damage)
        raise ArchiveError(
            f"The archive is not as it was issued: {'; '.join(damage)}. No version was issued.",
            f"{' '.join(_what_to_do(damage))} {_MAKE_LIST_AGAIN if of_list else ''}If that cannot be, --despite-damage"
            " issues a version all the same, whose record says so.",
        )


def unlisted_told(versions: Iterable[Archived], verb: str) -> Iterator[str]:
    """Yield which versions the list of all lacks, or lacked; the fingerprint alone tells what that means."""
    for each in versions:
        yield (
            f"Version {each.version} {verb} not in the list of what was issued: issuing it was interrupted, or the list"
            " was changed. Compare its fingerprint with the one printed when it was issued."
            f" It is now {each.fingerprint}"
        )


def advice_on(archive: Path, differences: Sequence[Difference]) -> Iterator[str]:
    """Yield what to do about what is not as it was issued, of each kind that there is."""
    added = [each for each in differences if each.what.startswith(ADDED)]
    unread = [each for each in differences if each.is_unread]
    if len(added) + len(unread) < len(differences):
        yield (
            f"Do not repair by hand what was changed or removed. Ask whoever makes your council's backups for {archive}"
            " as it was on a day when 'verify' found nothing, in another place; run 'bvdocs verify' on that copy too"
            " (--output names the folder that holds 'archive'), and compare its SHA256SUMS with the one here: the lines"
            " of all versions that both have should be the same. Then put back from it just the files named above."
        )
    if added:
        yield (
            "What was added is no part of any version. See whose it is, and move it out of the archive. A copy may be"
            " what is missing elsewhere in it: compare it with the backup first."
        )
    if unread:
        yield "What could not be read may be as it was. See who may read it, and that the disk is well."
    yield (
        "Tell whoever answers for the record, such as the Monitoring Officer, if what is here is not what was issued."
        " The fingerprints in the minutes prove which copy is the right one. Run 'bvdocs verify' again in the end."
    )
