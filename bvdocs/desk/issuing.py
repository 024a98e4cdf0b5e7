"""The page before a version is issued, and the issue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bvdocs.commands.issue_request import IssueRequest, doubts_in, doubts_words
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.versions import Version, parse_version
from bvdocs.desk.access import read_form
from bvdocs.desk.entered import Refused, entered_at, refuse, refused_before
from bvdocs.desk.jobs import jobs_of, new_number
from bvdocs.desk.making import READY, YES, look_before, started
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.sections import counted, new_in_findings
from bvdocs.desk.snapshot import Snapshot
from bvdocs.desk.states import words_of
from bvdocs.desk.told import BeforeIssue, Issued
from bvdocs.desk.version_work import check_words, issue
from bvdocs.desk.workers import run
from bvdocs.storage.archive.layout import ARCHIVE


@dataclass(frozen=True)
class Entries:
    """What somebody has entered on the page before a version is issued, as it was sent.

    `seen` is the number of the save that the page was about, and `expected` the number that it said the version would
    have. `after` is the piece of work that ended with a question that this page asks.
    """

    final: bool = False
    by: str = ""
    note: str = ""
    meant: bool = False
    again: bool = False
    despite_damage: bool = False
    pack: bool = False
    seen: str = ""
    expected: str = ""
    after: str = ""
    number: str = field(default_factory=new_number)

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Entries":
        """Return what a form or an address holds."""

        def is_ticked(name: str) -> bool:
            return sent.get(name) == YES

        return cls(
            final=is_ticked("final"),
            by=sent.get("by", ""),
            note=sent.get("note", ""),
            meant=is_ticked("meant"),
            again=is_ticked("again"),
            despite_damage=is_ticked("despite_damage"),
            pack=is_ticked("pack"),
            seen=sent.get("seen", ""),
            expected=sent.get("expected", ""),
            after=sent.get("after", ""),
            number=sent.get("number", new_number()),
        )


async def before_issue(request: Request) -> Response:
    """Return the page before a version is issued: its number, what is still warned of, who issues it."""
    sent = {name: request.query_params[name] for name in ("final", "again", "after") if name in request.query_params}
    refused = refused_before(request) or Refused(Entries.of(sent))
    entries: Entries = refused.entered
    workbench = workbench_of(request)
    now, doubts, is_ready = workbench.now, _doubts(request, entries), workbench.now.state in READY
    before, fault = await look_before(request, _wanted(request, replace(entries, again=False)) if is_ready else None)
    if before and not refused_before(request):
        entries = replace(entries, by=entered_at(request).by or before.user)
    return page(
        request,
        "issue.html",
        entries=entries,
        before=before,
        fault=fault,
        errors=refused.errors,
        why=refused.why,
        is_ready=is_ready,
        warnings=[each for each in now.findings if each.severity is Severity.WARNING and each not in doubts],
        doubts=doubts,
        doubts_told=doubts_words(doubts),
        archive=workbench.output / ARCHIVE,
        authority=now.preview.authority if now.preview else "",
    )


def _wanted(request: Request, entries: Entries, expected: Version | None = None) -> IssueRequest:
    workbench = workbench_of(request)
    return IssueRequest(
        workbench.workbook,
        workbench.output,
        workbench.templates,
        entries.by,
        entries.final,
        entries.note,
        again=entries.again,
        despite_damage=entries.despite_damage,
        pack=entries.pack,
        named=workbench.named,
        expected=expected,
        expected_workbook=workbench.now.digest if expected else "",
    )


def _doubts(request: Request, entries: Entries) -> tuple[Finding, ...]:
    """Return what of the last save a final version is not made with unless it is meant.

    With what was found beyond that when it was to be issued last.
    """
    if not entries.final:
        return ()
    job = jobs_of(request).find(entries.after)
    asked = job.result.unconfirmed if job and isinstance(job.result, Issued) else ()
    return tuple(dict.fromkeys((*doubts_in(workbench_of(request).now.findings), *asked)))


async def issue_it(request: Request) -> Response:
    """Issue a version, as `bvdocs issue` does, if all that it needs was entered; else show the page again."""
    entries, jobs = Entries.of(await read_form(request)), jobs_of(request)
    if known := jobs.find(entries.number):  # the form was sent twice
        return RedirectResponse(known.path, HTTPStatus.SEE_OTHER)
    if busy := jobs.now:
        return _again(request, entries, why=(f"{busy.name} is being done now: wait until it has ended.",))
    before, fault = await look_before(request)
    (by, by_fault), (note, note_fault) = await jobs.look(check_words, (entries.by, entries.note))
    # From here on nothing is waited for: what was seen is what is asked for.
    why = _overtaken(entries, before, workbench_of(request).now) if before else (str(fault),)
    if why:
        return _again(request, entries, why=why)
    doubts = _doubts(request, entries)
    if not by:
        by_fault = "Write who issues it: it stands in the document history."
    why_not = "Say of what is asked about that it is meant, or correct it in the workbook and save it."
    errors = {
        "meant": why_not if doubts and not entries.meant else "",
        "by": f"Who issues it: {by_fault}" if by and by_fault else by_fault,
        "note": note_fault and f"The note: {note_fault}",
    }
    if any(errors.values()):
        return _again(request, entries, {name: told for name, told in errors.items() if told})
    entered_at(request).by = by
    expected = parse_version(entries.expected)
    wanted = _wanted(request, replace(entries, by=by, note=note), expected)
    return started(
        request,
        entries.number,
        f"Issuing version {expected}",
        "issued.html",
        lambda tell: run(issue, wanted, datetime.now().astimezone(), frozenset(doubts), tell=tell),
    )


def _overtaken(entries: Entries, before: BeforeIssue, now: Snapshot) -> tuple[str, ...]:
    """Return what has happened since the page was shown that the form is of, in sentences; nothing if nothing has."""
    why = []
    if str(before.next(final=entries.final)) != entries.expected:
        meanwhile = f"Version {before.last} was issued" if before.last else "The archive was changed"
        why.append(f"{meanwhile} after this page was shown: the next is {before.next(final=entries.final)}.")
    elif entries.seen != str(now.number):
        why.append("The workbook was saved after this page was shown.")
        places = sum(map(len, now.changed.values()))
        brought = [f"{counted(places, 'place')} changed in the documents"] if places else []
        if news := new_in_findings(now):
            brought.append(f"of the findings, {news}")
        if brought:
            why.append(f"What the last save brought: {'; '.join(brought)}.")
    if now.state not in READY:
        why.append(f"{words_of(now).heading}.")
    return tuple(why)


def _again(
    request: Request, entries: Entries, errors: Mapping[str, str] | None = None, why: tuple[str, ...] = ()
) -> Response:
    """Return the way to the page before a version is issued with what was entered, and why no version was issued."""
    return refuse(request, Refused(entries, errors or {}, why), **({"final": YES} if entries.final else {}))


ROUTES: Sequence[BaseRoute] = (
    Route("/issue", before_issue),
    Route("/issue", issue_it, methods=["POST"]),
)
