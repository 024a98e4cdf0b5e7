"""Making archived versions again from what was archived with them, and holding the result against what was issued."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bvdocs.commands.archived_workbooks import read_as_issued
from bvdocs.commands.documents import MakingOptions, make_version, ready_to_make
from bvdocs.core.documents import PACK
from bvdocs.core.errors import ArchiveError, RenderError, TemplateError, WorkbookUnreadableError
from bvdocs.core.findings import Severity
from bvdocs.core.hashing import hash_of
from bvdocs.core.progress import Progress
from bvdocs.core.quoting import one_line
from bvdocs.storage.archive.layout import TEMPLATES, name_in_version
from bvdocs.storage.archive.reader import Archived, MadeFrom
from bvdocs.storage.archive.versions import Archive
from bvdocs.storage.manifest import describe_inputs
from bvdocs.templating import check_templates, rules


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A version made again: the documents that came out otherwise, and what is of another release here than then.

    `faults` say why nothing could be made, if so.
    """

    version: Archived
    differing: tuple[str, ...]
    other_releases: tuple[str, ...]
    faults: tuple[str, ...] = ()

    @property
    def is_the_same(self) -> bool:
        """Say whether the same bytes came out."""
        return not (self.faults or self.differing)


def rebuilt_told(rebuilt: Rebuilt) -> str:
    """Return whether a version came out as it was issued, and if not what may be the reason."""
    name = f"Version {rebuilt.version.version}"
    others = f" Not as then: {'; '.join(rebuilt.other_releases)}." if rebuilt.other_releases else ""
    if rebuilt.faults:
        told = f"cannot be made again: {' '.join(rebuilt.faults)}"
    elif rebuilt.differing:
        told = f"cannot be made again to the same bytes: {', '.join(rebuilt.differing)}."
        if rebuilt.version.despite_damage:
            damage = "; ".join(rebuilt.version.despite_damage)
            told += f" It was issued although this was damaged, and says nothing of it: {damage}"
    else:
        told = "can be made again to the same bytes."
    return one_line(f"{name} {told}{others}")


def rebuild(archive: Archive, tell: Progress) -> Iterator[Rebuilt]:
    """Make every version again, the oldest first; yield the result of each."""
    # Each version brings its own templates.
    with ready_to_make(archive.folder, _silent) as making:
        for version in archive.versions:
            tell(f"Making version {version.version} again")
            yield _rebuild(version, archive, replace(making, templates=version.folder / TEMPLATES))


def _rebuild(version: Archived, archive: Archive, making: MakingOptions) -> Rebuilt:
    # A version of before such a rule may have been made from what is an error now: what comes out shows it.
    found = [
        each
        for each in check_templates(making.templates, making.formats)
        if each.severity is Severity.ERROR and each.code not in rules.FILLED_IN_ALL_THE_SAME
    ]
    differing, faults = [], [str(each) for each in found]
    if not faults:
        try:
            packed = name_in_version(PACK, version.version) in version.files
            made = make_version(replace(making, pack=packed), read_as_issued(version), version.issue, archive)
        except (ArchiveError, RenderError, TemplateError, WorkbookUnreadableError) as fault:
            faults.append(fault.message)
        else:
            again = {name_in_version(name, version.version): hash_of(content) for name, content in made.files.items()}
            differing = [name for name, digest in again.items() if version.files.get(name) != digest]
    return Rebuilt(version, tuple(differing), tuple(_other_releases(version)), tuple(faults))


def _silent(stage: str, detail: str = "") -> None:
    """Say nothing more of a version made again than that it is."""


def _other_releases(version: Archived) -> Iterator[str]:
    """Yield what is not as it was when the version was issued, such as 'weasyprint 70.0, then 69.1'."""
    then, here = version.made_from, MadeFrom.from_json(describe_inputs("", b"", {}))
    if then.release != here.release:
        yield f"bvdocs {here.release}, then {then.release}"
    elif then.program_hash != here.program_hash:
        yield "another state of bvdocs"
    for name, release in here.libraries.items():
        if then.libraries.get(name) != release:
            yield f"{name} {release}, then {then.libraries.get(name, 'not used')}"
