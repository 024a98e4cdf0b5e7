"""The views of the documents: what they say, by the names that templates use.

Everything here is ready to print. A renderer places it and decides nothing.
"""

from dataclasses import dataclass
from datetime import date

from bvdocs.core.rich_text import RichText
from bvdocs.view.attention_views import AttentionView
from bvdocs.view.covering_views import CoveringView
from bvdocs.view.figure_views import AllThemesView, Detail, HeatmapView, KeyView, MovementView, TimelineView
from bvdocs.view.origins import Traced
from bvdocs.view.row_views import AbbreviationView, EvidenceIndexView, MilestoneView


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of the documents, draft or final; `line` stands in every footer, and `name` is such as 'version 0.1'."""

    version: str
    status: str
    line: str
    name: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A version that was issued, in the document history; `by` is who issued it.

    Or a note on the version above it that came later: `version` is then such as 'Note on 1.0', `status` 'Added in 1.1'.
    """

    version: str
    date: str
    status: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece of a wording that changed: kept, removed or added."""

    text: str
    removed: bool
    added: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One thing that changed: `text` says it in a sentence; `pieces` are the wording, where words changed.

    `about` is what stands above the pieces, such as 'L-A1 was reworded:'; where there are none, it is the sentence.
    """

    text: str
    pieces: tuple[PieceView, ...]
    about: str


@dataclass(frozen=True, slots=True)
class ChangeGroupView:
    """The changes of one sort, such as those of ratings."""

    name: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ThemeChangesView:
    """The changes in a theme; `summary` counts and names them in a sentence, `counts` does not name them."""

    title: str
    changed: bool
    summary: str
    counts: str
    groups: tuple[ChangeGroupView, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The changes since another version; `overall` are of no theme, and `unchanged` names the themes without any.

    `reported` says to whom and when that version was reported; it is blank for any two that somebody compares.
    """

    heading: str
    overall: tuple[ChangeView, ...]
    themes: tuple[ThemeChangesView, ...]
    unchanged: str
    anything: bool
    reported: str = ""


@dataclass(frozen=True, slots=True)
class LevelView(Traced):
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
class BulletView(Traced):
    """A bullet of the narrative; `criteria` lists the codes it speaks of."""

    text: RichText
    criteria: str


@dataclass(frozen=True, slots=True)
class DetailView(Traced):
    """A fact that is printed under the name of its column."""

    name: str
    words: RichText


@dataclass(frozen=True, slots=True)
class ActionView(Traced):
    """A row of the action plan; blank facts are empty.

    `due` is the date first agreed, or 'Ongoing'; each of `revised` a date that replaced it, with the version that
    brought it where that is known. `status` is the council's own word; `state` the one that is derived, as the plan
    counts it: empty where it is the status over again. `arises_from` says where the action comes from. `evidence` lists
    the references of what is public. `details` are the facts that have no place of their own in the templates.
    """

    ref: str
    criteria: str
    opportunity: RichText
    text: RichText
    owner: str
    start: str
    due: str
    revised: tuple[str, ...]
    reason_for_new_date: str
    new_date_agreed_by: str
    accountable: str
    portfolio_holder: str
    status: str
    progress: str
    state: str
    overdue: bool
    judged: KeyView | None
    update: RichText
    success_measure: str
    milestones: tuple[MilestoneView, ...]
    arises_from: str
    evidence: str
    details: tuple[DetailView, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class CountsView(Traced):
    """The number of actions in each state; every action is counted in one of them.

    `counts` are those of the plan's `states`, in their order, for a table with a column for each.
    """

    name: str
    total: int
    complete: int
    on_track: int
    overdue: int
    paused: int
    ongoing: int
    cancelled: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlanChangesView:
    """The changes in the actions of a theme, in sentences."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The summary of the action plan; a `long` one has a list of contents.

    `changes` are of the themes in which actions changed since the last final version. `states` name the columns of the
    counts: paused and ongoing are among them only where an action is. Actions are counted `by_source` where they come
    from several. `judged` has the levels of the council's own judgement, where it gave one of any action;
    `judged_note` is there where their rounded shares do not add up to 100%. Where `told_below`, so much is told of the
    actions that long texts stand below an action's words, not in columns.
    """

    summary: str
    long: bool
    states: tuple[str, ...]
    by_theme: tuple[CountsView, ...]
    total: CountsView | None
    by_source: tuple[CountsView, ...]
    judged: tuple[LevelView, ...]
    judged_note: str
    told_below: bool
    changes: tuple[PlanChangesView, ...]
    abbreviations: tuple[AbbreviationView, ...]


@dataclass(frozen=True, slots=True)
class LevelCountsView(Traced):
    """The number of a theme's characteristics at each level; `anchor` is where its ratings are, if anywhere."""

    name: str
    anchor: str
    counts: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class MovementCountsView(Traced):
    """The ratings of a theme, counted by how they moved; `withdrawn` were rated last time, and are not now."""

    name: str
    improved: int
    unchanged: int
    worsened: int
    first: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All themes together; `levels` are the columns of the counts, `shares` are rounded each by itself.

    `shares_note` says so where they do not add up to 100%, and is empty where they do.
    Where the levels' names are too long for columns, their marks stand for them, and `marks_key` says what these
    mean. Where no rating was given before, there are no `movements`, and no `movement_total`.
    """

    sentences: tuple[str, ...]
    heatmap: AllThemesView
    levels: tuple[KeyView, ...]
    marks_key: str
    by_theme: tuple[LevelCountsView, ...]
    total: LevelCountsView
    shares: LevelCountsView
    shares_note: str
    movements: tuple[MovementCountsView, ...]
    movement_total: MovementCountsView | None
    abbreviations: tuple[AbbreviationView, ...]


@dataclass(frozen=True, slots=True)
class ThemeView(Traced):
    """One theme: its self-assessment, and its part of the action plan.

    `key_actions` is such as 'seven key actions', and `action_refs` their references, such as 'L-A1 to L-A7';
    `action_pages` such as 'pages 6 to 9', of the PDF of the action plan, known once that is laid out. `movement` is
    there where a rating moved. `changes` are sentences: what changed in its ratings and its narrative since the
    last final version. `shares_note` is there where the levels' rounded shares do not add up to 100%. A `long`
    self-assessment has a list of contents.
    """

    number: int
    name: str
    title: str
    file: str
    long: bool
    details: tuple[Detail, ...]
    heatmap: HeatmapView
    movement: MovementView | None
    summary: str
    levels: tuple[LevelView, ...]
    shares_note: str
    description_heading: str
    description: tuple[BulletView, ...]
    strengths: tuple[BulletView, ...]
    areas_for_improvement: tuple[BulletView, ...]
    opportunities: tuple[BulletView, ...]
    key_actions: str
    action_refs: str
    action_pages: str
    actions: tuple[ActionView, ...]
    timelines: tuple[TimelineView, ...]
    changes: tuple[str, ...]
    abbreviations: tuple[AbbreviationView, ...]
    anchor: str
    end_anchor: str


@dataclass(frozen=True, slots=True)
class ReportView(Traced):
    """Everything the documents say; an overview where there is more than one theme, and an index of public evidence.

    `covering` is the covering report, where the workbook gives one.

    `changes` is there where a final version was issued before: what changed since then.
    """

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
    covering: CoveringView | None
    attention: AttentionView
    plan: PlanView
    evidence: EvidenceIndexView | None
    history: tuple[HistoryView, ...]
    changes: ChangesView | None
