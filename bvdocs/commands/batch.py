"""The documents of many councils: look at each workbook, choose its folder, make its documents, write them, sum up."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bvdocs.commands.batching.outcomes import BatchOutcome, BatchRequest, CouncilOutcome, Step, open_findings
from bvdocs.commands.batching.record import read_state, write_index, write_state
from bvdocs.commands.batching.work import Fault, GivenUp, Job, Made, Seen, Workbook, Works, look_at, make
from bvdocs.commands.batching.workbooks import choose_folders, shared_folders
from bvdocs.commands.report import ReportRequest, archive_faults, inputs_of
from bvdocs.core.english import listed
from bvdocs.core.errors import BvdocsError, EnvironmentLacksError, OutputError, WorkbookUnreadableError, faults_as
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.hashing import hash_of
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import one_line
from bvdocs.core.unseen_characters import harmless
from bvdocs.render.index_page import make_index_page
from bvdocs.storage.archive.records import records_of
from bvdocs.storage.archive.versions import archive_in
from bvdocs.storage.current import CURRENT, replace_current
from bvdocs.storage.disk import SOURCE, make_folder
from bvdocs.storage.exempt import EXEMPT
from bvdocs.storage.last_made import LastMade
from bvdocs.storage.manifest import is_as_made, read_manifest
from bvdocs.templating import check_templates
from bvdocs.templating.brand_file import read_brand
from bvdocs.templating.folder import read_templates
from bvdocs.view.councils import Council, CouncilState, State, build_councils
from bvdocs.workbook.reading.file import read_file
from bvdocs.workbook.reading.rules import UNREADABLE

if TYPE_CHECKING:
    from bvdocs.commands.batching.cluster import Cluster


def start_cluster(request: BatchRequest, templates: Mapping[str, bytes]) -> "AbstractContextManager[Cluster]":
    """Return the cluster that does the work; raise EnvironmentLacksError if what it needs is not installed."""
    try:
        from bvdocs.commands.batching.cluster import Limits, cluster_at, cluster_here
    except ImportError as fault:
        raise EnvironmentLacksError(
            f"A part of Python that batch needs is missing here: {fault.name}.",
            "Install it: 'make batch' does, and so does 'pip install bvdocs[batch]'.",
        ) from fault
    limits = Limits(request.seconds, request.gigabytes)
    if request.scheduler:
        return cluster_at(request.scheduler, templates, limits)
    return cluster_here(min(request.workers, len(request.workbooks)), templates, limits)


StartCluster = Callable[[BatchRequest, Mapping[str, bytes]], "AbstractContextManager[Works]"]


def make_batch(
    request: BatchRequest, tell: Callable[[Step], None], start: StartCluster = start_cluster
) -> BatchOutcome:
    """Make the documents of every workbook that has no errors, each whole or not at all, and the page of all of them.

    What has not changed since last time is not made again. Where this is interrupted, what was made stands, and the
    page says what was not reached. `start` starts what does the work.
    """
    found = tuple(check_templates(request.templates))
    if has_errors(found):
        return BatchOutcome((), found)
    batch = _Batch(request, tell, start)
    try:
        batch.run()
    finally:
        # What stands of last time says more than one on which nothing is reached.
        if batch.is_making:
            batch.write_index()
    return BatchOutcome(tuple(batch.outcomes), found)


@dataclass(slots=True)
class _Known:
    """What is known of a workbook that can be read: whose it is, and in which folders its documents stand."""

    sent: Workbook
    council: Council | None = None
    stands_in: list[str] = field(default_factory=list)


class _Batch:
    """The state of a batch: what became of each workbook so far, and what is known of it, by its place."""

    def __init__(self, request: BatchRequest, tell: Callable[[Step], None], start: StartCluster) -> None:
        self._request, self._tell, self._start = request, tell, start
        self._templates = read_templates(request.templates)
        self._known: dict[int, _Known] = {}
        self._settled = 0
        self.is_making = False
        self.outcomes = [CouncilOutcome(each, CouncilState(each.name, State.NOT_REACHED)) for each in request.workbooks]
        with faults_as(OutputError, "{where} cannot be made: {reason}.", "See who may write there.", request.output):
            make_folder(request.output)

    def run(self) -> None:
        """Do all that is to be done."""
        self._read_all()
        if not self._to_look_at() and not self._to_make(self._choose_folders()):
            return
        with self._start(self._request, self._templates) as cluster:
            self._look_at_all(cluster)
            folders = self._choose_folders()
            self._make_all(cluster, {place: folders[place] for place in self._to_make(folders)})

    def _read_all(self) -> None:
        """Read every file, and find the documents that stand unchanged."""
        standing = _standing_in(self._request.output)
        for place, workbook in enumerate(self._request.workbooks):
            try:
                content = read_file(workbook.path)
            except WorkbookUnreadableError as fault:
                finding = UNREADABLE.at(CellRef(), fault.message.replace(str(workbook.path), workbook.name), fault.hint)
                self._settle(place, State.ERRORS, findings=(finding,))
                continue
            known = self._known[place] = _Known(Workbook(workbook.name, content))
            for folder in standing.get((harmless(workbook.path.name), hash_of(content)), ()):
                if state := self._unchanged_in(folder, place, content):
                    known.stands_in.append(folder)
                    known.council = state.council

    def _unchanged_in(self, folder: str, place: int, content: bytes) -> CouncilState | None:
        """Return what is noted of the documents in a folder, if they are those of this workbook, and unchanged."""
        output = self._request.output / folder
        try:
            before = read_manifest(output / CURRENT)
            same = before and before.inputs == self._inputs_in(folder, place, content)
            state = read_state(output) if same and is_as_made(output / CURRENT) else None
        except BvdocsError:  # whoever writes there is told what is wrong with it
            return None
        return state if state and state.workbook == self._request.workbooks[place].name else None

    def _inputs_in(self, folder: str, place: int, content: bytes) -> dict[str, Any]:
        output = self._request.output / folder
        request = ReportRequest(self._request.workbooks[place].path, output, self._request.templates)
        return inputs_of(request, content, self._templates, archive_in(output))

    def _to_look_at(self) -> list[int]:
        return [place for place, known in self._known.items() if not known.council]

    def _look_at_all(self, cluster: Works) -> None:
        """Check every workbook of which it is not known whose it is."""
        jobs = [Job(place, look_at, (self._known[place].sent,)) for place in self._to_look_at()]
        for number, (place, seen) in enumerate(cluster.do(jobs), 1):
            self._tell(Step("Checked", number, len(jobs), self.outcomes[place].workbook.name))
            if not isinstance(seen, Seen):
                self._give_up(place, seen)
            elif has_errors(seen.findings) or not seen.council:
                self._settle(place, State.ERRORS, seen.council, findings=seen.findings, accepted=seen.accepted)
                self._known[place].council = seen.council
            else:
                self._known[place].council = seen.council

    def _choose_folders(self) -> dict[int, str]:
        """Return the folder of every workbook whose council is known; settle those that would share one."""
        councils = {place: known.council for place, known in self._known.items() if known.council}
        folders = choose_folders(councils)
        self.is_making = True
        for places in shared_folders({place: folder for place, folder in folders.items() if self._is_open(place)}):
            names = listed([self.outcomes[place].workbook.name for place in places])
            for place in places:
                reason = f"{names} are of the same council and the same meeting: leave out those that do not count."
                self._settle(place, State.ERRORS, councils[place], reason=reason)
        return folders

    def _is_open(self, place: int) -> bool:
        return self.outcomes[place].state.state is State.NOT_REACHED

    def _to_make(self, folders: Mapping[int, str]) -> list[int]:
        """Settle what stands where it belongs, and return what is to be made."""
        wanted = []
        for place, folder in folders.items():
            if self._is_open(place) and not self._settle_standing(place, folder):
                wanted.append(place)
        return wanted

    def _settle_standing(self, place: int, folder: str) -> bool:
        """Settle a workbook whose documents stand in the folder where they belong; say whether they do."""
        output = self._request.output / folder
        state, before = read_state(output), read_manifest(output / CURRENT)
        if folder not in self._known[place].stands_in or not state or not before:
            return False
        outcome = CouncilOutcome(
            self._request.workbooks[place],
            state,
            before.findings,
            before.accepted,
            unchanged=True,
            remarks=self._remarks(place, folder),
        )
        self._end(place, outcome)
        return True

    def _make_all(self, cluster: Works, folders: Mapping[int, str]) -> None:
        """Make the documents of these workbooks, the longest first, and write those of each as they come."""
        jobs = []
        for place in sorted(folders, key=lambda place: -len(self._known[place].sent.content)):
            sent = self._known[place].sent
            try:
                inputs = self._inputs_in(folders[place], place, sent.content)
                issued = records_of(archive_in(self._request.output / folders[place]))
            except BvdocsError as fault:
                self._settle(place, State.GIVEN_UP, self._known[place].council, reason=one_line(str(fault)))
            else:
                jobs.append(Job(place, make, (sent, inputs, issued)))
        for place, made in cluster.do(jobs):
            if isinstance(made, Made) and made.files:
                self._write(place, folders[place], made)
            elif isinstance(made, Made):
                seen = made.seen
                self._settle(place, State.ERRORS, seen.council, findings=seen.findings, accepted=seen.accepted)
            else:
                self._give_up(place, made)

    def _write(self, place: int, folder: str, made: Made) -> None:
        """Put a council's documents in its folder, all of them or none, with the note of what they are."""
        workbook, output = self._request.workbooks[place], self._request.output / folder
        council, findings = made.seen.council, made.seen.findings
        state = CouncilState(
            workbook.name,
            State.MADE,
            council,
            f"{folder}/{CURRENT}",
            open_findings(findings),
            documents=made.documents,
            files=tuple(each for each in made.files if not each.startswith(SOURCE)),
            themes=made.themes,
        )
        authority = council.authority if council else ""
        try:
            remarks = self._remarks(place, folder)
            kept = replace_current(output, made.files, is_as_made, LastMade(workbook.path, authority))
            write_state(output, state)
        except BvdocsError as fault:
            self._settle(place, State.GIVEN_UP, council, reason=one_line(str(fault)), findings=findings)
            return
        self._end(place, CouncilOutcome(workbook, state, findings, made.seen.accepted, kept=kept, remarks=remarks))

    def _remarks(self, place: int, folder: str) -> tuple[str, ...]:
        """Return what of a council's archive is damaged, and where its documents stand beside where they belong."""
        others = (self._request.output / each for each in self._known[place].stands_in if each != folder)
        moved = (f"What was made before still stands in {each}: remove it." for each in others)
        return (*archive_faults(archive_in(self._request.output / folder)), *moved)

    def _give_up(self, place: int, why: "Fault | Seen | GivenUp") -> None:
        """Settle a workbook of which something made it impossible to go on."""
        council = self._known[place].council
        if isinstance(why, Seen):
            self._settle(place, State.ERRORS, why.council or council, findings=why.findings)
        else:
            self._settle(place, State.GIVEN_UP, council, reason=one_line(str(why)))

    def _settle(
        self,
        place: int,
        state: State,
        council: Council | None = None,
        *,
        reason: str = "",
        findings: tuple[Finding, ...] = (),
        accepted: tuple[AcceptedFinding, ...] = (),
    ) -> None:
        """Settle a workbook of which nothing is made."""
        workbook = self._request.workbooks[place]
        told = CouncilState(workbook.name, state, council, findings=open_findings(findings), reason=reason)
        self._end(place, CouncilOutcome(workbook, told, findings, accepted))

    def _end(self, place: int, outcome: CouncilOutcome) -> None:
        self.outcomes[place] = outcome
        self._settled += 1
        self._tell(Step("Done", self._settled, len(self.outcomes), outcome.workbook.name, outcome))

    def write_index(self) -> None:
        """Write the page of all councils and its JSON, in order of their names."""
        states = sorted((each.state for each in self.outcomes), key=_by_name)
        view = build_councils(states)
        page = make_index_page(view, self._request.templates, read_brand(self._request.templates))
        write_index(self._request.output, page, states, view)


def _by_name(state: CouncilState) -> tuple[str, str, str]:
    council = state.council
    name = council.authority if council else state.workbook
    return name.casefold(), council.meeting.isoformat() if council else "", state.workbook


def _standing_in(output: Path) -> dict[tuple[str, str], list[str]]:
    """Return the folders in which documents stand, by the name and the hash of the workbook they were made from."""
    found: dict[tuple[str, str], list[str]] = {}
    councils = _public_folders_in(output)
    meetings = [each for council in councils for each in _public_folders_in(council)]
    for path in sorted(each / CURRENT for each in (*councils, *meetings)):
        with suppress(OutputError, KeyError, TypeError):  # what cannot be read is no record of ours
            if manifest := read_manifest(path):
                workbook = manifest.inputs["workbook"]
                folder = path.parent.relative_to(output).as_posix()
                found.setdefault((workbook["name"], workbook["sha256"]), []).append(folder)
    return found


def _public_folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder, but for one with what is not for publication; none where there is no such one."""
    return [each for each in folder.glob("*") if each.name != EXEMPT and each.is_dir()]
