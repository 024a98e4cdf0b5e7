"""What was issued before: as much of it as documents print."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bvdocs.core.asked import Asked
from bvdocs.core.model import Assessment
from bvdocs.core.versions import Version


@dataclass(frozen=True, slots=True)
class Correction:
    """A note on a version that was issued before: what is written there stays, and a later version says more."""

    version: Version
    note: str


@dataclass(frozen=True, slots=True)
class Issue:
    """That a version was issued: when, by whom and with which note; for which committee and meeting.

    `corrections` are the notes on earlier versions that came with it.
    """

    version: Version
    day: date
    by: str
    note: str
    committee: str
    meeting_date: date
    corrections: tuple[Correction, ...] = ()

    def notes_on(self, version: Version) -> tuple[str, ...]:
        """Return the notes on an earlier version that came with this one."""
        return tuple(each.note for each in self.corrections if each.version == version)


@dataclass(frozen=True, slots=True)
class LostIssue:
    """That a version was issued of which no more can be read, for its record is damaged."""

    version: Version


@dataclass(frozen=True, slots=True)
class Reported:
    """A final version, which went to the committee, with what it said."""

    issue: Issue
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class IssuedBefore:
    """A version before these documents, draft or final: what it said, and what its workbook says.

    `whole` returns that with the exempt rows. It reads the workbook, which takes its time. A workbook that is held
    against another, and was not issued, has no version.
    """

    version: Version | None
    assessment: Assessment
    whole: Callable[[], Assessment]


@dataclass(frozen=True, slots=True)
class Past:
    """Every version before these documents, and of the final ones what they said; the oldest first.

    `whole_between` returns what the versions after one and up to another, or up to the last, say with their exempt
    rows. It reads their workbooks, which takes its time. `issued_before` returns all versions that can be read, the
    newest first. `gap` is the last version that is damaged: what was reported is known from then on. `asked` is what
    owners of actions were asked last, for what only checks.
    """

    issues: tuple[Issue | LostIssue, ...] = ()
    reported: tuple[Reported, ...] = ()
    whole_between: Callable[[Version, Version | None], Iterable[Assessment]] = lambda _older, _newer: ()
    issued_before: Callable[[], Iterable[IssuedBefore]] = lambda: ()
    gap: Version | None = None
    asked: Asked | None = None

    @property
    def first_after_gap(self) -> Version | None:
        """Return the first version that was reported after the damaged one, if one is damaged."""
        return self.reported[0].issue.version if self.gap and self.reported else None

    def last_reported(self, meeting: date) -> Reported | None:
        """Return the version that the committee saw last before this meeting; None if none was for an earlier one.

        One for the same meeting is no last time: the next final version for it corrects it.
        """
        return next((each for each in reversed(self.reported) if each.issue.meeting_date < meeting), None)

    def before(self, version: Reported) -> tuple[Reported, ...]:
        """Return the final versions before this one."""
        return tuple(each for each in self.reported if each.issue.version < version.issue.version)


NO_PAST = Past()
