"""What was issued before: as much of it as documents print."""

from dataclasses import dataclass
from datetime import date

from bvdocs.model import Assessment
from bvdocs.versions import Version


@dataclass(frozen=True, slots=True)
class Issue:
    """That a version was issued: when, by whom and with which note; for which committee and meeting."""

    version: Version
    day: date
    by: str
    note: str
    committee: str
    meeting_date: date


@dataclass(frozen=True, slots=True)
class Reported:
    """A final version, which went to the committee, with what it said."""

    issue: Issue
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Past:
    """Every version before these documents, and of the final ones what they said; the oldest first."""

    issues: tuple[Issue, ...] = ()
    reported: tuple[Reported, ...] = ()

    @property
    def last_reported(self) -> Reported | None:
        """The version that the committee saw last."""
        return self.reported[-1] if self.reported else None


NO_PAST = Past()
