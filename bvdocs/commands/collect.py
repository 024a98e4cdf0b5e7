"""What came back from owners and directors: read, compared, and written into a copy of the workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bvdocs.commands.archived_workbooks import past_in, read_as_issued
from bvdocs.commands.check import check_workbook
from bvdocs.commands.collecting.came_in import Beside, table_of, words_beside
from bvdocs.commands.collecting.files import CameFile, HeldFile, files_in
from bvdocs.commands.collecting.make_copy import Copied, is_as_expected, make_copy
from bvdocs.commands.collecting.reading import DOCUMENT, SHEET, FileOutcome, ReadFiles, SentOut
from bvdocs.commands.findings_since import only_after
from bvdocs.commands.word_origins import word_origins
from bvdocs.core.asked import AskedSheet
from bvdocs.core.errors import OutputError, WorkbookUnreadableError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.history import Past
from bvdocs.core.limits import limited, of_workbook
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress, tell_nobody
from bvdocs.returns.held_values import rows_held
from bvdocs.returns.kinds import FileKind, Kind
from bvdocs.returns.three_ways import State, Verdict, compare_three_ways, only_taken
from bvdocs.storage.archive.versions import Archive, archive_in
from bvdocs.storage.asked import asked_from_json, read_asked, rounds_in
from bvdocs.storage.new_file import refuse_copy, refuse_wrong_ending, write_copy
from bvdocs.workbook.reading.file import read_file
from bvdocs.workbook.reading.package_parts import PartAtFaultError


@dataclass(frozen=True, slots=True)
class CollectRequest:
    """What came back, in which files and folders; the workbook, and the copy to write: with none nothing is written.

    `held` are files that are held in memory. Of what could be taken only what has its key in `take` is; with None, all.
    """

    came: tuple[Path, ...]
    workbook: Path
    output: Path
    templates: Path
    out: Path | None = None
    held: tuple[HeldFile, ...] = ()
    take: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of it: the findings that stopped it; else what became of each file and of each change in them.

    `unanswered` are the update sheets that nobody answered, `new` what is found in the copy alone, `is_written` says
    whether there is a copy.
    """

    findings: tuple[Finding, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    files: tuple[FileOutcome, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    beside: tuple[Beside, ...] = ()
    unanswered: tuple[AskedSheet, ...] = ()
    remarks: tuple[str, ...] = ()
    new: tuple[Finding, ...] = ()
    is_written: bool = False

    def in_state(self, state: State) -> tuple[Verdict, ...]:
        """Return the changes of which this became."""
        return tuple(each for each in self.verdicts if each.state is state)

    @property
    def has_come(self) -> bool:
        """Say whether any of the files is one that was sent out."""
        return any(each.what in (SHEET, DOCUMENT) for each in self.files)


def collect(request: CollectRequest, tell: Progress) -> Collected:
    """Take in what came back, and write a copy of the workbook with it, if one is asked for.

    Nothing is written where the workbook has errors, or nothing came back. Raise what `check_workbook` raises;
    OutputError, ArchiveError or WrongEndingError, with nothing written, where no copy can be made.
    """
    if request.out:
        refuse_copy(request.workbook, request.out)
    content = read_file(request.workbook)
    if request.out:
        refuse_wrong_ending(request.out, content)
    archive = archive_in(request.output)
    past = past_in(archive)
    checked = check_workbook(request.workbook, content, tell, past)
    if has_errors(checked.findings):
        return Collected(checked.findings, checked.accepted)
    now = checked.assessment
    tell("Reading what came back")
    read = _read_files(request, content, now, archive)
    done = Collected(files=tuple(read.outcomes), beside=words_beside(read.outcomes), unanswered=read.unanswered)
    if not done.has_come:
        return done
    verdicts = compare_three_ways(now, read.came)
    if request.take is not None:
        verdicts = only_taken(verdicts, request.take)
    tell(f"Writing {request.out}" if request.out else "Trying it, without writing anything")
    copied = _copy(request.workbook, content, now, verdicts, read.outcomes)
    copy = request.out or request.workbook
    new = _proved(copy, copied, now, checked.findings, past)
    if request.out:
        write_copy(request.workbook, request.out, copied.file)
    return replace(done, verdicts=copied.verdicts, remarks=copied.remarks, new=new, is_written=request.out is not None)


def _read_files(request: CollectRequest, content: bytes, now: Assessment, archive: Archive) -> ReadFiles:
    rounds = {each.round: each for each in map(read_asked, rounds_in(request.output))}
    files: list[CameFile] = []
    for each in files_in(request.came, request.held):
        if each.kind.kind is Kind.RECORD:
            try:
                asked = asked_from_json(each.content)
                rounds[asked.round] = asked
            except ValueError:
                files.append(replace(each, kind=_BROKEN_RECORD))
        else:
            files.append(each)
    sent = SentOut(
        content,
        now,
        sorted(rounds.values(), key=lambda each: each.asked_at),
        partial(word_origins, request.output, request.templates, now),
        _then(archive, now),
    )
    return ReadFiles(files, sent)


_BROKEN_RECORD = FileKind(Kind.OTHER, "is not as 'bvdocs ask' wrote it", "Put it back from a copy.")


def _then(archive: Archive, now: Assessment) -> Callable[[str], Assessment]:
    """Return what says what a Word document's workbook said, by what it was made from: 'version 0.1'."""
    versions = {f"version {each.version}": each for each in archive.versions}
    read: dict[str, Assessment] = {}

    def then_of(made_from: str) -> Assessment:
        if made_from not in read:
            read[made_from] = read_as_issued(versions[made_from]) if made_from in versions else now
        return read[made_from]

    return then_of


def _copy(
    workbook: Path, content: bytes, now: Assessment, verdicts: Sequence[Verdict], outcomes: Sequence[FileOutcome]
) -> Copied:
    with limited(of_workbook(workbook, "copying it")):
        try:
            return make_copy(content, rows_held(now), verdicts, partial(table_of, outcomes))
        except PartAtFaultError as fault:
            raise WorkbookUnreadableError(
                f"No copy of {workbook} can be made: the part {fault.part} of the file {fault.why}.",
                "Open it in Excel and save it, which writes every part anew.",
            ) from fault


def _proved(copy: Path, copied: Copied, now: Assessment, before: Sequence[Finding], past: Past) -> tuple[Finding, ...]:
    """Return what is found in the copy alone; raise OutputError if it does not say what it should."""
    after = check_workbook(copy, copied.file, tell_nobody, past)
    held = rows_held(after.assessment)
    for name in {*rows_held(now), *held}:
        if not is_as_expected(name, copied.expected.get(name, {}), held.get(name, [])):
            raise OutputError(
                f"The copy would not say what it should in the sheet {name}, so it is not written.",
                "Something in how the workbook is made is in the way: open it in Excel, save it, and try again.",
            )
    return only_after(before, after.findings)
