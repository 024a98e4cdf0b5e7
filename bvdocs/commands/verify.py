"""Proving the archive, and by a fingerprint from the minutes; what that proves, in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bvdocs.commands.archive_state import advice_on, unlisted_told
from bvdocs.core.errors import ArchiveError, NoFingerprintError
from bvdocs.core.quoting import one_line
from bvdocs.storage.archive.fingerprint import Proof, prove
from bvdocs.storage.archive.remarks import remarks_on
from bvdocs.storage.archive.verify import Difference, unlisted, versions_in_place
from bvdocs.storage.archive.verify import verify as differences_in
from bvdocs.storage.archive.versions import Archive, archive_in
from bvdocs.storage.disk import SOURCE, unfinished_in

_FINGERPRINT_LENGTH = 64
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{_FINGERPRINT_LENGTH}}}")
_FIGURES = re.compile(r"[0-9a-f]+")
# What may stand around a fingerprint in a sentence.
_MARKS = ".,;:!?()[]<>'\"\u2018\u2019\u201c\u201d"


def fingerprint_as_printed(text: str) -> str:
    """Return the fingerprint in a text as it was printed, whatever its case, spaces and words around it are there.

    Raise NoFingerprintError unless there is one, and whole.
    """
    fingerprint = "".join(text.split()).lower()
    if _FINGERPRINT.fullmatch(fingerprint):
        return fingerprint
    found = _fingerprints_among(text.lower().split())
    if len(found) == 1:
        return found.pop()
    if found:
        raise NoFingerprintError(f"there are {len(found)} fingerprints in this text: give one of them.")
    raise NoFingerprintError(
        f"a fingerprint has 64 signs, figures and the letters a to f; this one has {len(fingerprint)}"
        f"{', not all of them such' if len(fingerprint) == _FINGERPRINT_LENGTH else ''}."
        if len(text.split()) == 1
        else "a fingerprint has 64 signs, figures and the letters a to f; there is none in this text."
    )


def _fingerprints_among(words: Sequence[str]) -> set[str]:
    """Return the fingerprints in a text: each is a word, or several that stand one after another."""
    bare = [each.strip(_MARKS) for each in words]
    whole = {each for each in bare if _FINGERPRINT.fullmatch(each)}
    return whole or set(_fingerprints_in_pieces(bare))


def _fingerprints_in_pieces(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        joined = ""
        for each in words[start:]:
            if not _FIGURES.fullmatch(each) or len(joined) >= _FINGERPRINT_LENGTH:
                break
            joined += each
        if len(joined) == _FINGERPRINT_LENGTH:
            yield joined


@dataclass(frozen=True, slots=True)
class ProofTold:
    """What a fingerprint proves, in words; `holds` if all that it stands for is as it was issued.

    `is_unknown` if nothing in the archive says that there was ever such a fingerprint.
    """

    told: str
    differences: tuple[str, ...] = ()
    holds: bool = False
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of an archive, in words: `told` says it in a sentence, the differences are one line each.

    `fingerprints` are there, by version, where nothing is different. `proof` is of the fingerprint that was asked
    about. `unknown` is why nobody knows whether all is as it was issued, where nothing is known to be different.
    """

    told: str
    differences: tuple[str, ...]
    fingerprints: tuple[tuple[str, str], ...]
    worth_knowing: tuple[str, ...]
    unlisted: tuple[str, ...]
    unfinished: tuple[str, ...]
    proof: ProofTold | None
    advice: tuple[str, ...]
    is_different: bool
    unknown: ArchiveError | None


def verify_archive(output: Path, fingerprint: str | None = None) -> Verified:
    """Prove the archive in an output folder; with a fingerprint, also what that stands for.

    Raise ArchiveError if there is none, or if it cannot be looked into.
    """
    archive = archive_in(output)
    if not archive.folder.is_dir():
        raise ArchiveError(f"There is no folder {archive.folder}.", "Name the folder that it is in with --output.")
    differences = differences_in(archive.folder)
    shut = [] if differences else [each.folder / SOURCE for each in archive.versions if each.is_source_shut]
    proof = _proof_told(archive.folder, prove(archive.folder, fingerprint)) if fingerprint else None
    fails = proof is not None and not proof.holds
    is_different = fails or not all(each.is_unread for each in differences)
    return Verified(
        told=_told(archive, differences, beside_source=bool(shut)),
        differences=_lines(differences),
        fingerprints=() if differences else tuple((str(each.version), each.fingerprint) for each in archive.versions),
        worth_knowing=tuple(remarks_on(archive.folder, versions_in_place(archive.folder))),
        unlisted=tuple(unlisted_told(unlisted(archive.folder), "is")),
        unfinished=tuple(_unfinished_told(unfinished_in(archive.folder))),
        proof=proof,
        advice=tuple(advice_on(archive.folder, differences)) if differences else (),
        is_different=is_different,
        unknown=None if is_different else _unknown(archive, differences, shut),
    )


def _told(archive: Archive, differences: Sequence[Difference], *, beside_source: bool) -> str:
    """Return that all is as it was issued, or all `beside_source`, which was not looked at; or that it is not."""
    if differences:
        number = len(differences)
        return f"{number} difference{'s' if number != 1 else ''} in {archive.folder}:"
    if archive.latest is None:
        return f"No version has been issued yet ({archive.folder})."
    number = len(archive)
    return (
        f"{number} version{'s' if number != 1 else ''} in {archive.folder}:"
        f"{' beside source/,' if beside_source else ''} nothing was altered, added, removed or reordered."
    )


def _unknown(archive: Archive, differences: Sequence[Difference], shut: Sequence[Path]) -> ArchiveError | None:
    """Return why nobody knows whether all is as it was issued, if what there is could not be looked at."""
    if differences:
        return ArchiveError(f"{archive.folder / str(differences[0])}: nobody knows whether that is as it was issued.")
    if shut:
        others = f", and {len(shut) - 1} more of them," if len(shut) > 1 else ""
        return ArchiveError(
            f"{shut[0]}{others} could not be looked at: Permission denied.",
            "What is in source/ is proved only with the account that issued it: run this with that one.",
        )
    return None


def _proof_told(archive: Path, proof: Proof) -> ProofTold:
    if proof.version is None:
        recorded = (
            one_line(f"{proof.elsewhere}.")
            if proof.elsewhere
            else f"By the archive's own records version {proof.had} had it: that was changed or removed."
            if proof.had
            else "It was copied wrongly, is of another archive, or its version was changed or removed."
        )
        told = f"No version in {archive} has this fingerprint. {recorded}"
        return ProofTold(told, is_unknown=not proof.elsewhere and proof.had is None)
    told = f"Version {proof.version.version} has this fingerprint"
    if proof.differences:
        return ProofTold(f"{told}, but not all that it stands for is as it was issued:", _lines(proof.differences))
    others = len(proof.proved) - 1
    before = f" and the {f'{others} versions' if others > 1 else 'version'} before it are" if others else " is"
    beside = ", beside source/," if any(each.is_source_shut for each in proof.proved) else ""
    return ProofTold(f"{told}: it{before}{beside} as issued, to the last byte.", holds=True)


def _lines(differences: Sequence[Difference]) -> tuple[str, ...]:
    return tuple(one_line(str(each)) for each in differences)


def _unfinished_told(paths: Sequence[Path]) -> Iterator[str]:
    """Yield a line for each thing in the archive that is no version."""
    for path in paths:
        yield (
            f"Unfinished: {one_line(path.name)}, what an interrupted issue left, or what another computer is writing"
            " now. An issue clears it away; what is of another computer, once it is an hour old."
        )
