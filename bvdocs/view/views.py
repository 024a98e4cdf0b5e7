"""What the documents say: the names that templates and figures use.

Everything here is ready to print. A renderer places it and decides nothing.
"""

from dataclasses import dataclass
from datetime import date

from bvdocs.model import RichText


@dataclass(frozen=True, slots=True)
class Detail:
    """A line of the block on the first page."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of the documents this is; `line` stands in every footer."""

    version: str
    status: str
    line: str


@dataclass(frozen=True, slots=True)
class AbbreviationView:
    """A short form that the document uses, and what it stands for."""

    short: str
    full: str


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level of the scale with how many characteristics hold it; `share` is such as '25%'."""

    name: str
    mark: str
    meaning: str
    fill: str
    ink: str
    hatched: bool
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A characteristic in the heatmap and in the table of ratings.

    `words` is the rating in words, `mark` its level's mark; `label` is what the heatmap's cell says
    under the code: the mark, 'See CI012' or 'Not assessed'; `hatched` marks what is not assessed;
    `movement_mark` is a triangle, or empty.
    """

    code: str
    name: str
    mark: str
    label: str
    words: str
    fill: str
    ink: str
    hatched: bool
    movement: str
    movement_mark: str
    anchor: str


@dataclass(frozen=True, slots=True)
class KeyView:
    """An entry of the key beneath the heatmap."""

    mark: str
    name: str
    fill: str
    ink: str
    hatched: bool


@dataclass(frozen=True, slots=True)
class HeatmapView:
    """A theme's heatmap; `file` names its picture, without the ending."""

    file: str
    columns: int
    cells: tuple[CellView, ...]
    key: tuple[KeyView, ...]
    moves: tuple[Detail, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class MoveView:
    """A characteristic's rating before and now, as places among the levels of its `MovementView`."""

    code: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class MovementView:
    """A picture of ratings before and now; `levels` best first; `file` and `name` as a timeline's."""

    file: str
    levels: tuple[KeyView, ...]
    moves: tuple[MoveView, ...]
    key: tuple[str, str]
    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class BulletView:
    """A bullet of the narrative; `criteria` lists the codes it speaks of."""

    text: RichText
    criteria: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """A row of the action plan; blank facts are empty."""

    ref: str
    criteria: str
    opportunity: RichText
    text: RichText
    owner: str
    start: str
    due: str
    revised_due: str
    status: str
    progress: str
    overdue: bool
    update: RichText
    success_measure: str
    anchor: str


@dataclass(frozen=True, slots=True)
class BarView:
    """An action in the timeline: dates to draw, and `done` from 0 to 1."""

    ref: str
    start: date | None
    first_due: date
    last_due: date
    done: float
    label: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class TickView:
    """A labelled day on the timeline's axis."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class TimelineKeyView:
    """What the marks of a timeline mean."""

    done: str
    to_do: str
    first_due: str
    no_start: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A picture of actions over time; `file` names it, without the ending, and `name` for whoever cannot see it."""

    file: str
    bars: tuple[BarView, ...]
    ticks: tuple[TickView, ...]
    first_day: date
    last_day: date
    meeting: TickView
    key: TimelineKeyView
    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class CountsView:
    """How many actions stand how; every action is counted in one of the last four."""

    name: str
    total: int
    complete: int
    on_track: int
    overdue: int
    cancelled: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """The summary of the action plan."""

    summary: str
    by_theme: tuple[CountsView, ...]
    total: CountsView | None
    abbreviations: tuple[AbbreviationView, ...]


@dataclass(frozen=True, slots=True)
class BandView:
    """A theme's cells in the heatmap of all themes."""

    title: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class AllThemesView:
    """The heatmap of all themes; `file` names its picture, without the ending."""

    file: str
    bands: tuple[BandView, ...]
    key: tuple[KeyView, ...]
    moves: tuple[Detail, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class LevelCountsView:
    """How many characteristics of a theme hold each level; `anchor` is where its ratings are, if anywhere."""

    name: str
    anchor: str
    counts: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class MovementCountsView:
    """How many ratings of a theme moved, since they were last given."""

    name: str
    improved: int
    unchanged: int
    worsened: int
    first: int


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All themes together; `levels` are the columns of the counts, `shares` add up to 100%.

    `movements` is empty where no rating was given before.
    """

    sentences: tuple[str, ...]
    heatmap: AllThemesView
    levels: tuple[KeyView, ...]
    by_theme: tuple[LevelCountsView, ...]
    total: LevelCountsView
    shares: LevelCountsView
    movements: tuple[MovementCountsView, ...]
    abbreviations: tuple[AbbreviationView, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One theme: its self-assessment, and its part of the action plan.

    `key_actions` is such as 'seven key actions'; `action_pages` such as 'pages 6 to 9', known once
    the action plan is laid out. `movement` is there where ratings were given before.
    """

    number: int
    name: str
    title: str
    file: str
    details: tuple[Detail, ...]
    heatmap: HeatmapView
    movement: MovementView | None
    summary: str
    levels: tuple[LevelView, ...]
    description_heading: str
    description: tuple[BulletView, ...]
    strengths: tuple[BulletView, ...]
    areas_for_improvement: tuple[BulletView, ...]
    opportunities: tuple[BulletView, ...]
    key_actions: str
    action_pages: str
    actions: tuple[ActionView, ...]
    timelines: tuple[TimelineView, ...]
    abbreviations: tuple[AbbreviationView, ...]
    anchor: str
    end_anchor: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything the documents say; an overview where there is more than one theme."""

    language: str
    authority: str
    title: str
    committee: str
    meeting_date: str
    date_stamp: date
    author: str
    details: tuple[Detail, ...]
    notes: tuple[str, ...]
    edition: Edition
    themes: tuple[ThemeView, ...]
    overview: OverviewView | None
    plan: PlanView


# Whatever has a picture: each names its file, and says in words what it shows.
PictureView = HeatmapView | MovementView | TimelineView | AllThemesView
