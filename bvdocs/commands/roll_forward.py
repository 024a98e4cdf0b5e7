"""A copy of the workbook for the next meeting: planned from the archive, written, and read back before it counts."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bvdocs.commands.archived_workbooks import past_in, read_as_issued
from bvdocs.commands.check import check_workbook
from bvdocs.commands.findings_since import only_after
from bvdocs.commands.next_round import Version, plan_next_round
from bvdocs.commands.write_next_round import Written, write_next_round
from bvdocs.core.english import date_words
from bvdocs.core.errors import ArchiveError, EarlierMeetingError, OutputError, WorkbookUnreadableError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.history import Past
from bvdocs.core.limits import limited, of_workbook
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress, tell_nobody
from bvdocs.storage.archive.reader import Archived
from bvdocs.storage.archive.versions import RESTORE, Archive, archive_in
from bvdocs.storage.new_file import refuse_copy, refuse_wrong_ending, write_copy
from bvdocs.workbook.reading.file import read_file
from bvdocs.workbook.reading.package_parts import PartAtFaultError
from bvdocs.workbook.reading.reader import read_workbook


@dataclass(frozen=True, slots=True)
class RollForwardRequest:
    """What is asked for: a copy `out` of the workbook for the meeting on a day, with its closed actions or without."""

    workbook: Path
    output: Path
    out: Path
    meeting: date
    keep_closed: bool = False


@dataclass(frozen=True, slots=True)
class RolledForward:
    """What came of it: the findings that stopped it; else what was `written`, and what is found in the copy alone.

    `reported` is the version that the committee saw last before the meeting, and `latest` the last of all.
    """

    findings: tuple[Finding, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    before: Assessment | None = None
    written: Written | None = None
    reported: Version | None = None
    latest: Version | None = None
    new: tuple[Finding, ...] = ()


def roll_forward(request: RollForwardRequest, tell: Progress) -> RolledForward:
    """Write a copy of a workbook for the next meeting; nothing is written where the workbook has errors.

    Raise what `check_workbook` raises; OutputError, ArchiveError, EarlierMeetingError or WrongEndingError, with nothing
    written, where no copy can be made.
    """
    refuse_copy(request.workbook, request.out)
    content = read_file(request.workbook)
    refuse_wrong_ending(request.out, content)
    archive = archive_in(request.output)
    past = past_in(archive)
    checked = check_workbook(request.workbook, content, tell, past)
    if has_errors(checked.findings):
        return RolledForward(checked.findings, checked.accepted)
    before = read_workbook(request.workbook, content).assessment
    _refuse_earlier(request.meeting, before, past)
    reported, latest = _reported(archive, past, request.meeting), _latest(archive)
    plan = plan_next_round(before, request.meeting, reported, latest, keep_closed=request.keep_closed)
    tell(f"Writing {request.out}")
    heard = date_words(reported.issue.meeting_date if reported else before.report.meeting_date)
    with limited(of_workbook(request.workbook, "copying it")):
        try:
            written = write_next_round(content, before, plan, heard)
        except PartAtFaultError as fault:
            raise WorkbookUnreadableError(
                f"No copy of {request.workbook} can be made: the part {fault.part} of the file {fault.why}.",
                "Open it in Excel and save it, which writes every part anew.",
            ) from fault
    prove(request.out, written, before)
    after = check_workbook(request.out, written.file, tell_nobody, past)
    write_copy(request.workbook, request.out, written.file)
    new = only_after(checked.findings, after.findings, _without(before.report.meeting_date), _without(request.meeting))
    return RolledForward((), (), before, written, reported, latest, new)


def _refuse_earlier(meeting: date, before: Assessment, past: Past) -> None:
    """Raise EarlierMeetingError if the next meeting is not after the workbook's, and after that of each version."""
    last = max([before.report.meeting_date, *(each.issue.meeting_date for each in past.reported)])
    if meeting <= last:
        raise EarlierMeetingError(
            f"The meeting on {date_words(meeting)} is not after the last one, on {date_words(last)}.",
            "Give the day of the next meeting with --meeting.",
        )


def _reported(archive: Archive, past: Past, meeting: date) -> Version | None:
    """Return the version that the committee saw last; None if no version was final.

    Raise ArchiveError if it is damaged: what the committee saw would be taken from elsewhere, and nobody told.
    """
    last = past.last_reported(meeting)
    newest = max((version for version in archive.standing if version.is_final), default=None)
    if newest is not None and (last is None or last.issue.version != newest):
        raise ArchiveError(f"Version {newest}, the last that the committee saw, cannot be read whole.", RESTORE)
    return Version(last.issue, _whole(archive.find(str(newest)))) if last else None


def _latest(archive: Archive) -> Version | None:
    """Return the last version of all that can be read; None if there is none."""
    last = archive.sound[-1] if archive.sound else None
    return Version(last.issue, _whole(last)) if last else None


def _whole(version: Archived) -> Assessment:
    """Return what a version says, with its exempt rows if its workbook is here."""
    return read_as_issued(version) if version.has_source else version.assessment()


def prove(out: Path, written: Written, before: Assessment) -> Assessment:
    """Return what the copy says; raise OutputError if that is not what the workbook says, with what was done to it."""
    after = read_workbook(out, written.file).assessment
    wanted = written.done.applied_to(before)
    for each in fields(Assessment):
        if _facts(getattr(after, each.name)) != _facts(getattr(wanted, each.name)):
            raise OutputError(
                f"The copy would not say what it should of the {each.name}, so it is not written.",
                "Something in how the workbook is made is in the way: open it in Excel, save it, and try again.",
            )
    return after


def _facts(value: Any) -> Any:
    """Return what was read, without where it stands."""
    if isinstance(value, tuple):
        return tuple(map(_facts, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return {each.name: _facts(getattr(value, each.name)) for each in fields(value) if each.name not in _PLACES}


_PLACES = ("source", "cells")


def _without(meeting: date) -> Callable[[str], str]:
    """Return what takes the meeting's day out of a message: findings are the same whatever the meeting."""
    return lambda message: message.replace(f"{meeting:%d/%m/%Y}", "")
