"""Reading and checking: the workbook and the templates."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bvdocs.core.asked import Asked
from bvdocs.core.documents import FORMATS
from bvdocs.core.errors import ArchiveError, OutputError
from bvdocs.core.findings import AcceptedFinding, Finding, Severity, has_errors
from bvdocs.core.fonts import Fonts
from bvdocs.core.history import NO_PAST, Past
from bvdocs.core.limits import limited, of_workbook, tell_doing
from bvdocs.core.model import Assessment
from bvdocs.core.progress import Progress
from bvdocs.core.publishing import published

if TYPE_CHECKING:
    from bvdocs.workbook.reading.reader import Reading

# What is told of a fault of the archive, where the rest may go on without it.
Excuse = Callable[[ArchiveError], None] | None
# What says what is wrong with the templates of a folder, for documents in these formats.
CheckTemplates = Callable[[Path, tuple[str, ...]], Iterable[Finding]]


def check_templates_here(templates: Path, formats: tuple[str, ...]) -> Iterable[Finding]:
    """Return what is wrong with the templates, on this machine with its fonts."""
    from bvdocs.templating import check_templates

    return check_templates(templates, formats, _FONTS)


def check_with_part_b_here(templates: Path, formats: tuple[str, ...]) -> Iterable[Finding]:
    """Return what is wrong with the templates on this machine, those of Part B too, if the folder has one of them."""
    from bvdocs.templating.folder import has_templates_of_part_b

    found = list(check_templates_here(templates, formats))
    if has_templates_of_part_b(templates):
        found += check_part_b_templates_here(templates, formats)
    return dict.fromkeys(found)  # both look at what all templates share


def check_part_b_templates_here(templates: Path, _formats: tuple[str, ...]) -> Iterable[Finding]:
    """Return what is wrong with the templates of Part B, on this machine with its fonts."""
    from bvdocs.templating import check_templates_of_part_b

    return check_templates_of_part_b(templates, _FONTS)


@dataclass(frozen=True, slots=True)
class Checked:
    """An assessment with all that was found in it and in the templates, worst first; and what of that is accepted."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]


def check_inputs(
    workbook: Path,
    content: bytes,
    templates: Path,
    tell: Progress,
    formats: tuple[str, ...] = FORMATS,
    past: Past = NO_PAST,
    excuse: Excuse = None,
    check_templates: CheckTemplates = check_templates_here,
) -> Checked:
    """Read and check a workbook, whose file holds this content, and the templates of these formats.

    What it says of last time is held against `past`, what was issued before. Where that needs a workbook of the archive
    that is not here, `excuse` is told, and the rest goes on; without it ArchiveError is raised. Raise
    WorkbookUnreadableError if the file is no workbook.
    """
    with limited(of_workbook(workbook, "reading it")):
        look = partial(_check_templates_for, templates, formats, check_templates)
        return _check(workbook, content, tell, look, past, excuse)


def _check_templates_for(
    templates: Path, formats: tuple[str, ...], check_templates: CheckTemplates, assessment: Assessment
) -> Iterator[Finding]:
    """Yield what is wrong with the templates for an assessment."""
    from bvdocs.templating.wanted import find_missing_templates

    yield from check_templates(templates, formats)
    yield from find_missing_templates(templates, assessment, formats)


def check_workbook(workbook: Path, content: bytes, tell: Progress, past: Past = NO_PAST) -> Checked:
    """Read and check a workbook, against `past` too, for what needs no templates.

    Raise WorkbookUnreadableError if the file is no workbook, ArchiveError if one of the archive is needed and not here.
    """
    with limited(of_workbook(workbook, "reading it")):
        return _check(workbook, content, tell, None, past, None)


def _check(
    workbook: Path,
    content: bytes,
    tell: Progress,
    check_templates: Callable[[Assessment], Iterable[Finding]] | None,
    past: Past,
    excuse: Excuse,
) -> Checked:
    from bvdocs.checks import apply_acceptances, find_missing_glyphs, mark_confidential, run_checks
    from bvdocs.workbook.reading.reader import read_workbook

    tell(f"Reading {workbook}")
    reading = read_workbook(workbook, content)
    assessment = reading.assessment
    tell_doing("holding it against what was issued before")
    past = _told_past(past, reading, excuse)
    tell("Checking it, and the templates" if check_templates else "Checking it", _size(assessment))
    tell_doing("checking it")
    of_workbook = (
        *mark_confidential(reading.findings, assessment),
        *run_checks(_with_last_ratings(past, assessment)),
        *find_missing_glyphs(assessment, _FONTS),
        *_against_past(past, assessment, excuse),
    )
    tell_doing("setting aside what was accepted")
    of_templates = check_templates(assessment) if check_templates else ()
    left, accepted = apply_acceptances((*of_workbook, *of_templates), assessment)
    order = list(Severity)
    return Checked(assessment, tuple(sorted(left, key=lambda each: order.index(each.severity))), accepted)


def _without_font(characters: Collection[str]) -> Collection[str]:
    from bvdocs.render.pdf.installed_fonts import without_font  # which most workbooks have no need of

    return without_font(characters)


def _has_one_of(faces: Collection[str]) -> bool:
    from bvdocs.render.faces import usable_face  # nor most brands

    return bool(usable_face(tuple(faces)))


_FONTS = Fonts(_without_font, _has_one_of)


def past_if_readable(output: Path, excuse: Callable[[ArchiveError], None], say: Callable[[str], None]) -> Past:
    """Return what was issued before and asked last, saying what of the archive is damaged.

    It is nothing where the archive cannot be read at all, which `excuse` is told.
    """
    from bvdocs.commands.archive_state import faults_told, gap_told
    from bvdocs.commands.archived_workbooks import past_in
    from bvdocs.storage.archive.versions import archive_in

    try:
        archive = archive_in(output)
        past = past_in(archive)
        for line in (*faults_told(archive), *gap_told(past)):
            say(line)
    except ArchiveError as fault:
        excuse(fault)
        return NO_PAST
    return replace(past, asked=_asked_last(output, say))


def _asked_last(output: Path, say: Callable[[str], None]) -> Asked | None:
    """Return the last round of asking; None if there is none, or it cannot be read, which is said."""
    from bvdocs.storage.asked import read_asked, rounds_in

    try:
        rounds = rounds_in(output)
        return read_asked(rounds[-1]) if rounds else None
    except OutputError as fault:
        say(f"It is not known what owners were asked last: {fault}")
        return None


def _told_past(past: Past, reading: "Reading", excuse: Excuse) -> Past:
    """Return what may be told of the past beside a workbook; nothing if that could not be read."""
    if past == NO_PAST or has_errors(reading.findings):
        return NO_PAST
    from bvdocs.comparison import without_exempt_now

    try:
        return without_exempt_now(past, reading.assessment)
    except ArchiveError as fault:
        _excuse_or_raise(fault, excuse)
        return NO_PAST


def _excuse_or_raise(fault: ArchiveError, excuse: Excuse) -> None:
    if excuse is None:
        raise fault
    excuse(fault)


def _with_last_ratings(past: Past, whole: Assessment) -> Assessment:
    """Return the assessment with the previous ratings that are printed, which are the archive's, in its open rows."""
    last = past.last_reported(whole.report.meeting_date)
    if last is None:
        return whole
    from bvdocs.comparison import with_previous_ratings

    printed = {each.code: each.previous for each in with_previous_ratings(last.assessment, published(whole)).criteria}
    criteria = (
        each if each.exempt or each.see else replace(each, previous=printed[each.code]) for each in whole.criteria
    )
    return replace(whole, criteria=tuple(criteria))


def _against_past(past: Past, whole: Assessment, excuse: Excuse) -> tuple[Finding, ...]:
    """Return where a workbook says otherwise than what was issued before."""
    if past == NO_PAST:
        return ()
    from bvdocs.comparison import compare_with_past, find_lost_marks, find_not_updated

    tell_doing("holding it against what was issued before")
    try:
        return (
            *compare_with_past(past, published(whole)),
            *find_lost_marks(past, whole),
            *find_not_updated(past, whole),
        )
    except ArchiveError as fault:
        _excuse_or_raise(fault, excuse)
        return ()


def _size(assessment: Assessment) -> str:
    counts = {
        "themes": assessment.themes,
        "characteristics": assessment.criteria,
        "bullets": assessment.bullets,
        "actions": assessment.actions,
    }
    return ", ".join(f"{what} {len(rows)}" for what, rows in counts.items())
