"""The rules on what a workbook says of last time where the archive knows it: the archive is what is printed."""

from collections.abc import Iterable, Iterator

from bvdocs.comparison.action_dates import dates_by_action
from bvdocs.comparison.exempt_now import Row, SimilarRows
from bvdocs.comparison.previous_ratings import last_ratings
from bvdocs.core.findings import Finding, rule
from bvdocs.core.history import Issue, IssuedBefore, Past, Reported
from bvdocs.core.model import Assessment, Criterion
from bvdocs.core.quoting import normal, quoted
from bvdocs.core.rows import main_text, name_of

# The kind of a row, and its code or reference.
_Name = tuple[type[Row], str]

PREVIOUS_RATING = rule("W384", "A previous rating is another than the version reported last has.")
FIRST_DATE = rule("W385", "The date first agreed of an action is another than the versions reported have.")
EARLIER_MEETING = rule("W386", "The meeting is before that of the last final version.")
LOST_MARK = rule("W387", "A row that was exempt in a version, and open in none since, is open now.", confidential=True)
ANOTHER_AUTHORITY = rule("W388", "The authority is another than that of the version issued last.")

OLD_CLEARANCE = rule("W529", "A clearance is dated no later than the meeting that was reported last.")


def compare_with_past(past: Past, facts: Assessment) -> Iterator[Finding]:
    """Yield what the workbook says otherwise than the final versions, and whether another authority issued the last.

    What is exempt now was already taken out of both.
    """
    yield from _authority(past, facts)
    if not past.reported:
        return
    yield from _meeting(past.reported[-1].issue, facts)
    last = past.last_reported(facts.report.meeting_date)
    if last is not None:
        yield from _previous_ratings(last, facts)
        yield from _clearances(last.issue, facts)
    dates = dates_by_action(past.reported, facts)
    versions = {each.issue.version: each.issue for each in past.reported}
    for action in facts.actions:
        known = dates[action.ref]
        if known.agreed_in and known.first != action.due:
            yield FIRST_DATE.at(
                action.source.at("Due"),
                f"the workbook says that {action.ref} was first due on {action.due:%d/%m/%Y};"
                f" {_version(versions[known.agreed_in])} had {known.first:%d/%m/%Y}, and that is what is printed.",
                "The date first agreed is never changed: put it back, and give a new date in 'Revised due'.",
            )


def _authority(past: Past, facts: Assessment) -> Iterator[Finding]:
    last = next(iter(past.issued_before()), None)
    name, then = facts.report.authority, last.assessment.report.authority if last else ""
    if last and then and normal(name) != normal(then):
        for where in facts.report.cells.get("Authority", ()):
            yield ANOTHER_AUTHORITY.at(
                where,
                f"the workbook is of {quoted(name)}, but version {last.version} is of {quoted(then)}.",
                "See that it is the right workbook, or name another folder with --output; if the authority has a new"
                " name, go on.",
            )


def _previous_ratings(last: Reported, facts: Assessment) -> Iterator[Finding]:
    for before, now, level in last_ratings(last.assessment, facts):
        if now.previous and now.previous != level:
            yield PREVIOUS_RATING.at(
                now.source.at("Previous rating"),
                f"the workbook says that {now.code} was {now.previous.name}; {_version(last.issue)} had"
                f" {_rating_then(before)}, and that is what is printed.",
                "Clear the cell, or correct it; last time's rating is taken from the archive.",
            )


def _clearances(last: Issue, facts: Assessment) -> Iterator[Finding]:
    """Yield the clearances that can only have been given for the last report: none is for the next."""
    for each in facts.clearances if facts.committee else ():
        if each.cleared_on and each.cleared_on <= last.meeting_date:
            yield OLD_CLEARANCE.at(
                each.source.at("Cleared on"),
                f"{quoted(each.role)} cleared the report on {each.cleared_on:%d/%m/%Y}, and {_version(last)} was"
                " the report then.",
                "Empty the cell until this report is cleared.",
            )


def find_lost_marks(past: Past, now: Assessment) -> Iterator[Finding]:
    """Yield which rows were exempt in a version, open in none since, and are open in `now`, which has all its rows."""
    for row, issued in lost_marks(past.issued_before(), now):
        yield LOST_MARK.at(
            row.source.at("Exempt"),
            f"{name_of(row) or 'this bullet'} was exempt in version {issued.version}, and is open now: it will be"
            " published.",
            "If that is meant, nothing; else mark it again.",
        )


def lost_marks(before: Iterable[IssuedBefore], now: Assessment) -> Iterator[tuple[Row, IssuedBefore]]:
    """Yield each open row that was exempt before, and what it was exempt in, of what was issued, the newest first.

    The newest that has a row decides. Workbooks are read only as long as an open row was not published yet.
    """
    exempt_still = SimilarRows(row for row in now.rows if row.exempt)
    undecided, taken = [row for row in now.rows if not row.exempt], set[_Name]()
    for issued in before:
        was_open = issued.assessment.rows
        said = set(map(_said, was_open))
        undecided = [row for row in undecided if _said(row) not in said]
        if not undecided:
            return
        was_exempt = [row for row in issued.whole().rows if row.exempt and not exempt_still.likeness(row)]
        names = {_named(row) for row in was_exempt if name_of(row)} - taken
        like_exempt, like_open = SimilarRows(was_exempt), SimilarRows(was_open)
        left = []
        for row in undecided:
            alike, to_open = like_exempt.likeness(row), like_open.likeness(row)
            # One that was open then, and is reworded now, is more like itself than like what was exempt.
            if _named(row) in names or alike > to_open:
                yield row, issued
            elif not to_open:
                left.append(row)
        undecided = left
        # What had a name when it was published does not become an exempt row that had it before.
        taken |= {_named(row) for row in was_open if name_of(row)}


def _said(row: Row) -> tuple[type[Row], str, str]:
    return (*_named(row), main_text(row))


def _named(row: Row) -> _Name:
    return type(row), name_of(row).casefold()


def _meeting(last: Issue, facts: Assessment) -> Iterator[Finding]:
    meeting = facts.report.meeting_date
    if meeting < last.meeting_date:
        for where in facts.report.cells.get("Meeting date", ()):
            yield EARLIER_MEETING.at(
                where,
                f"the meeting is on {meeting:%d/%m/%Y}, before that of version {last.version},"
                f" {last.meeting_date:%d/%m/%Y}.",
                "Correct the date; if it was that version's that was wrong, go on.",
            )


def _version(issue: Issue) -> str:
    return f"version {issue.version}, reported on {issue.meeting_date:%d/%m/%Y},"


def _rating_then(before: Criterion) -> str:
    """Return what a characteristic had for a rating: 'Amber', 'See L002', 'no rating'."""
    if before.see:
        return f"'See {before.see}'"
    return before.rating.name if before.rating else "no rating"
