"""The view of the covering report, under which the other documents go to the committee."""

from dataclasses import dataclass

from bvdocs.view.figure_views import Detail
from bvdocs.view.origins import Traced
from bvdocs.view.row_views import AbbreviationView


@dataclass(frozen=True, slots=True)
class ImplicationsView(Traced):
    """What the report says of one sort of implications, such as 'Legal implications'."""

    name: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClearanceView(Traced):
    """An officer who clears the report; `cleared` is a date, or says that it is still to come."""

    role: str
    cleared: str
    comment: str


@dataclass(frozen=True, slots=True)
class KeyDateView(Traced):
    """What is to happen before the meeting: `date` has the time too, where one is given.

    `counted` says how the day was found, such as 'Five clear days before the meeting'.
    """

    event: str
    date: str
    counted: str


@dataclass(frozen=True, slots=True)
class AppendixView:
    """A document that the report has with it; `name` is such as 'Appendix 2', and `about` says what it holds."""

    name: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class ExclusionView:
    """The paragraph that the law wants where exempt information is to be considered; `grounds` are in the law's words.

    It is all that any document says of what is exempt (Local Government Act 1972, section 100A(4), Schedule 12A).
    """

    sentence: str
    grounds: tuple[Detail, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoveringView(Traced):
    """The covering report. Lists are of paragraphs, in the council's words; what was not given is empty.

    `position` has the sentences of the overview, or of the only theme. `exclusion` is there where an exempt edition is
    on the agenda. A `long` one has a list of contents.
    """

    title: str
    long: bool
    details: tuple[Detail, ...]
    recommendations: tuple[str, ...]
    reasons: tuple[str, ...]
    summary: tuple[str, ...]
    background: tuple[str, ...]
    options: tuple[str, ...]
    consultation: tuple[str, ...]
    next_steps: tuple[str, ...]
    position: tuple[str, ...]
    implications: tuple[ImplicationsView, ...]
    key_dates: tuple[KeyDateView, ...]
    clearances: tuple[ClearanceView, ...]
    appendices: tuple[AppendixView, ...]
    background_papers: tuple[str, ...]
    exclusion: ExclusionView | None
    abbreviations: tuple[AbbreviationView, ...]
