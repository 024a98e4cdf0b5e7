"""The views of the pictures: cells, keys, bars and dots, ready to be placed."""

from dataclasses import dataclass
from datetime import date

from bvdocs.view.origins import Traced


@dataclass(frozen=True, slots=True)
class Detail(Traced):
    """A line of the block on the first page."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CellView(Traced):
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

    @property
    def refers(self) -> bool:
        """Say whether the cell refers to another characteristic, and so is in no count."""
        return self.label.startswith("See ")


@dataclass(frozen=True, slots=True)
class KeyView(Traced):
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
class DiamondView:
    """A milestone in the timeline: at the day it was reached, or else is due."""

    day: date
    done: bool


@dataclass(frozen=True, slots=True)
class BarView:
    """An action in the timeline: dates to draw, and `done` from 0 to 1; one that is ongoing has no due dates.

    It is cut short where a date is too far before or behind the axis: that date is then in the label.
    """

    ref: str
    start: date | None
    first_due: date | None
    last_due: date | None
    done: float
    label: str
    overdue: bool
    paused: bool = False
    milestones: tuple[DiamondView, ...] = ()
    cut_before: bool = False
    cut_behind: bool = False

    @property
    def begins(self) -> bool:
        """Say whether it is drawn as a bar; what has a due date alone is a mark at that day."""
        return self.start is not None or self.last_due is None


@dataclass(frozen=True, slots=True)
class TickView:
    """A labelled day on the timeline's axis."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class TimelineKeyView:
    """The words for the marks of a timeline."""

    done: str
    to_do: str
    first_due: str
    no_start: str
    paused: str
    ongoing: str
    milestone: str
    milestone_done: str
    cut: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A picture of actions over time; `file` names it, without the ending, and `name` for whoever cannot see it.

    Where the plan has milestones, diamonds are theirs in each of its pictures: what is due without a start is a square.
    """

    file: str
    bars: tuple[BarView, ...]
    ticks: tuple[TickView, ...]
    first_day: date
    last_day: date
    meeting: TickView
    key: TimelineKeyView
    name: str
    alt: str
    has_milestones: bool = False


@dataclass(frozen=True, slots=True)
class BandView(Traced):
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


# Whatever has a picture: each names its file, and says in words what it shows.
PictureView = HeatmapView | MovementView | TimelineView | AllThemesView
