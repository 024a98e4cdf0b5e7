"""Asking owners: an update sheet and the draft of an e-mail for each owner of an open action, and what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from bvdocs.commands.another_council import refuse_another_council
from bvdocs.commands.archived_workbooks import past_in
from bvdocs.commands.check import check_workbook
from bvdocs.comparison import pairs_of_actions
from bvdocs.core.addresses import is_email_address
from bvdocs.core.asked import Asked, AskedSheet
from bvdocs.core.english import date_words
from bvdocs.core.errors import DueAfterMeetingError
from bvdocs.core.findings import AcceptedFinding, Finding, has_errors
from bvdocs.core.hashing import hash_of
from bvdocs.core.history import Past, Reported
from bvdocs.core.model import STATUS_WORDS, Assessment
from bvdocs.core.progress import Progress
from bvdocs.core.quoting import normal, one_line
from bvdocs.render.mail_draft import mail_draft
from bvdocs.storage.archive.versions import archive_in
from bvdocs.storage.asked import write_round
from bvdocs.view.asking import LastSeen, Occasion, build_mail, build_sheets, occasion_of
from bvdocs.workbook.reading.file import read_file
from bvdocs.workbook.writing.update_sheet import make_update_sheet

# Of the round's hash: enough to tell a council's rounds apart.
_LETTERS_OF_ROUND = 10


@dataclass(frozen=True, slots=True)
class AskRequest:
    """Which workbook's owners to ask, until when, and where to write it; `named` is as in `report`."""

    workbook: Path
    output: Path
    due: date | None = None
    to: Path | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class AskOutcome:
    """What was asked, in which folder, and to which addresses each owner's draft goes.

    There is no folder where nothing was asked: the findings have errors, or no action is open.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]
    folder: Path | None = None
    asked: Asked | None = None
    addresses: Mapping[str, tuple[str, ...]] | None = None


def ask_owners(request: AskRequest, now: datetime, tell: Progress) -> AskOutcome:
    """Make and write the update sheets of a workbook's owners, the drafts that go with them, and the record of it all.

    `now` knows its time zone. Raise DueAfterMeetingError if the answers are wanted after the meeting,
    UnnamedWorkbookError as `report` does, OutputError where nothing can be written.
    """
    content = read_file(request.workbook)
    archive = archive_in(request.output)
    past = past_in(archive)
    checked = check_workbook(request.workbook, content, tell, past)
    nothing = AskOutcome(checked.findings, checked.accepted)
    if has_errors(checked.findings):
        return nothing
    whole = checked.assessment
    if not request.named:
        refuse_another_council(request.workbook, whole.report.authority, request.output, archive)
    _refuse_late(request.due, whole.report.meeting_date)
    tell("Writing the update sheets")
    asked = _asked(request, whole, past, hash_of(content), now)
    if not asked.sheets:
        return nothing
    addresses = {sheet.owner: _addresses(whole, sheet.owner) for sheet in asked.sheets}
    occasion = occasion_of(whole, request.due)
    files: dict[str, bytes] = {}
    for sheet in asked.sheets:
        files |= _files_of(sheet, asked, occasion, addresses[sheet.owner], _name(whole, sheet.owner))
    folder = write_round(request.output, asked, files, request.to)
    return replace(nothing, folder=folder, asked=asked, addresses=addresses)


def _refuse_late(due: date | None, meeting: date) -> None:
    if due and due > meeting:
        raise DueAfterMeetingError(
            f"--due: {date_words(due)} is after the meeting on {date_words(meeting)}.",
            "Name a day before the papers are made.",
        )


def _asked(request: AskRequest, whole: Assessment, past: Past, digest: str, now: datetime) -> Asked:
    """Return the round; its name is made of what it follows from, so that the same sheets are of the same round."""
    occasion, last = occasion_of(whole, request.due), past.last_reported(whole.report.meeting_date)
    follows_from = (digest, str(request.due), str(last.issue.version) if last else "")
    name = hash_of(" ".join(follows_from).encode())[:_LETTERS_OF_ROUND]
    return Asked(
        round=name,
        workbook=request.workbook.name,
        workbook_hash=digest,
        authority=occasion.authority,
        committee=one_line(occasion.committee),
        meeting=occasion.meeting,
        due=request.due,
        asked_at=now,
        statuses=tuple(dict.fromkeys(word.name for word in (*STATUS_WORDS, *whole.statuses))),
        evidence=tuple(each.ref for each in whole.evidence),
        sheets=build_sheets(whole, occasion, _last_seen(last, whole) if last else None, name),
    )


def _last_seen(last: Reported, whole: Assessment) -> LastSeen:
    """Return the actions as the committee saw them last, by the Refs that they have now."""
    pairs = pairs_of_actions(last.assessment, whole)
    return LastSeen(last.issue.meeting_date, {now.ref: before for before, now in pairs})


def _addresses(whole: Assessment, owner: str) -> tuple[str, ...]:
    """Return where an owner is written to: each address of the sheet Owners that is one."""
    rows = (each for each in whole.owners if normal(each.owner) == normal(owner))
    return tuple(dict.fromkeys(each.address for each in rows if is_email_address(each.address)))


def _name(whole: Assessment, owner: str) -> str:
    return next((one_line(each.name) for each in whole.owners if normal(each.owner) == normal(owner) and each.name), "")


def _files_of(sheet: AskedSheet, asked: Asked, occasion: Occasion, to: tuple[str, ...], name: str) -> dict[str, bytes]:
    """Return an owner's update sheet and the draft of an e-mail with it, by the names of their files."""
    content = make_update_sheet(sheet, asked)
    mail = build_mail(sheet, occasion, to, name)
    return {mail.attached: content, f"{sheet.file}.eml": mail_draft(mail, content)}
