"""Many councils together: what each of them is at, and the counts of all, for those who read across councils."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bvdocs.core.documents import DOCUMENTS, FORMAT_NAMES
from bvdocs.core.english import are, counted, date_words, listed, sentence
from bvdocs.core.findings import Finding, Severity
from bvdocs.core.findings_order import count_by_severity
from bvdocs.core.model import Assessment
from bvdocs.core.quoting import one_line
from bvdocs.view.actions import count_actions
from bvdocs.view.heatmap import count_levels
from bvdocs.view.names import anchor, theme_slug, theme_title

_NOT_ASSESSED = "Not assessed"
_TITLE = "Best Value assessments of several councils"


class State(StrEnum):
    """What became of a workbook."""

    MADE = "made"
    ERRORS = "errors"
    GIVEN_UP = "given up"
    NOT_REACHED = "not reached"


_STATES = {
    State.MADE: "Made",
    State.ERRORS: "Errors: nothing was made",
    State.GIVEN_UP: "Given up: nothing was made",
    State.NOT_REACHED: "Not reached",
}


# The states of actions as they are printed, and the counts of them; the rare ones where there are any.
_ACTION_STATES = (
    *(("Complete", "complete"), ("On track", "on_track"), ("Overdue", "overdue")),
    *(("Paused", "paused"), ("Ongoing", "ongoing"), ("Cancelled", "cancelled")),
)
_RARE_STATES = ("Paused", "Ongoing")


class ThemeCounts(NamedTuple):
    """What is counted of a council's theme: characteristics by level, best first, and actions by state."""

    number: int
    name: str
    levels: tuple[tuple[str, int], ...]
    not_assessed: int
    actions: int
    complete: int
    on_track: int
    overdue: int
    cancelled: int
    paused: int = 0
    ongoing: int = 0


class DocumentName(NamedTuple):
    """A document by the name of its files, without what they end in, and by its title."""

    file: str
    title: str


@dataclass(frozen=True, slots=True)
class Council:
    """Whose assessment a workbook is, for which committee and meeting."""

    authority: str
    title: str
    committee: str
    meeting: date


@dataclass(frozen=True, slots=True)
class CouncilState:
    """What became of one workbook, as far as it may be published.

    `workbook` is what it is called here, `folder` where its documents stand, with `/` for folders. `council` is there
    where the workbook could be read. `findings` are those that quote nothing exempt; `reason` says why it was given up.
    `files` are those of its documents, by name.
    """

    workbook: str
    state: State
    council: Council | None = None
    folder: str = ""
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    documents: tuple[DocumentName, ...] = ()
    files: tuple[str, ...] = ()
    themes: tuple[ThemeCounts, ...] = ()

    @property
    def is_made(self) -> bool:
        """Say whether its documents stand."""
        return self.state is State.MADE


@dataclass(frozen=True, slots=True)
class LinkView:
    """A file of a document: where it is from the page, and what it is."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class CouncilDocumentView:
    """A document of a council, with its files."""

    title: str
    files: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class FoundView:
    """Something found in a workbook: how grave, where, and what to do."""

    severity: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class CouncilView:
    """A council on the page of all of them."""

    name: str
    anchor: str
    committee: str
    meeting: str
    workbook: str
    state: str
    made: bool
    found: str
    overdue: str
    reason: str
    findings: tuple[FoundView, ...]
    documents: tuple[CouncilDocumentView, ...]


class RowView(NamedTuple):
    """A row of the counts; the last of its numbers is their total."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CouncilsView:
    """The page of all councils; `levels` and `states` are the columns of `by_level` and `by_state`."""

    language: str
    title: str
    summary: str
    councils: tuple[CouncilView, ...]
    levels: tuple[str, ...]
    by_level: tuple[RowView, ...]
    states: tuple[str, ...]
    by_state: tuple[RowView, ...]


def count_themes(facts: Assessment) -> tuple[ThemeCounts, ...]:
    """Count the characteristics and the actions of each theme of an assessment without its exempt rows."""
    return tuple(
        _count_theme(facts, number, name)
        for number, name in sorted((theme.number, one_line(theme.name)) for theme in facts.themes)
    )


def _count_theme(facts: Assessment, number: int, name: str) -> ThemeCounts:
    levels = count_levels(tuple(each for each in facts.criteria if each.theme == number))
    actions = count_actions(name, (each for each in facts.actions if each.theme == number), facts.report.meeting_date)
    return ThemeCounts(
        number,
        name,
        tuple((level.name, levels[level.name]) for level in facts.scale),
        levels[None],
        actions.total,
        actions.complete,
        actions.on_track,
        actions.overdue,
        actions.cancelled,
        actions.paused,
        actions.ongoing,
    )


def name_documents(facts: Assessment) -> tuple[DocumentName, ...]:
    """Return the documents that are made of an assessment: those of the whole first, then those of its themes."""
    themes = sorted(facts.themes, key=lambda theme: theme.number)
    whole = [DocumentName(each.file(), each.title) for each in DOCUMENTS if not each.for_each_theme]
    of_themes = (
        DocumentName(each.file(theme_slug(theme)), theme_title(theme))
        for each in DOCUMENTS
        if each.for_each_theme
        for theme in themes
    )
    return (*whole, *of_themes)


def build_councils(states: Sequence[CouncilState]) -> CouncilsView:
    """Return the page of these councils, in their order."""
    themes = [theme for each in states for theme in each.themes]
    levels = merge_scales([name for name, _ in theme.levels] for theme in themes)
    by_theme: dict[tuple[int, str], list[ThemeCounts]] = {}
    for theme in themes:
        by_theme.setdefault((theme.number, theme.name.casefold()), []).append(theme)
    groups = {f"Theme {each[0].number}: {each[0].name}": each for _, each in sorted(by_theme.items())}
    if len(groups) > 1:
        groups["All themes"] = themes
    states_there = [
        (name, state)
        for name, state in _ACTION_STATES
        if name not in _RARE_STATES or any(getattr(theme, state) for theme in themes)
    ]
    return CouncilsView(
        language="en-GB",
        title=_TITLE,
        summary=_summarise(states),
        councils=tuple(_build_council(number, each) for number, each in enumerate(states, 1)),
        levels=(*levels, _NOT_ASSESSED, "Total"),
        by_level=tuple(RowView(name, _with_total(_by_level(each, levels))) for name, each in groups.items()),
        states=(*(name for name, _ in states_there), "Total"),
        by_state=tuple(RowView(name, _with_total(_by_state(each, states_there))) for name, each in groups.items()),
    )


def merge_scales(scales: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of the levels of several scales, each once, in an order that keeps that of the scales.

    A level is the same where its name is, in whichever letters. Where two scales contradict each other, the first one's
    order holds.
    """
    merged: list[str] = []
    for scale in dict.fromkeys(map(tuple, scales)):
        place = 0
        for name in scale:
            known = [each.casefold() for each in merged]
            if name.casefold() in known:
                place = known.index(name.casefold()) + 1
            else:
                merged.insert(place, name)
                place += 1
    return tuple(merged)


def _by_level(themes: Iterable[ThemeCounts], levels: Sequence[str]) -> list[int]:
    held = [(name.casefold(), number) for theme in themes for name, number in theme.levels]
    counts = [sum(number for name, number in held if name == level.casefold()) for level in levels]
    return [*counts, sum(theme.not_assessed for theme in themes)]


def _by_state(themes: Sequence[ThemeCounts], states: Sequence[tuple[str, str]]) -> list[int]:
    return [sum(getattr(theme, state) for theme in themes) for _, state in states]


def _with_total(numbers: list[int]) -> tuple[int, ...]:
    return (*numbers, sum(numbers))


def _summarise(states: Sequence[CouncilState]) -> str:
    """Sum up: 'Of 60 workbooks, 58 are made, one has errors and one was given up. Three actions are overdue.'"""
    numbers = {state: sum(each.state is state for each in states) for state in State}
    verbs = {
        State.MADE: are(numbers[State.MADE], "made"),
        State.ERRORS: are(numbers[State.ERRORS], "errors", ("has", "have")),
        State.GIVEN_UP: are(numbers[State.GIVEN_UP], "given up", ("was", "were")),
        State.NOT_REACHED: are(numbers[State.NOT_REACHED], "not reached", ("was", "were")),
    }
    clauses = [words for state, words in verbs.items() if numbers[state] or state is State.MADE]
    overdue = sum(theme.overdue for each in states for theme in each.themes)
    late = sentence(f"{counted(overdue, 'action')} of all councils {'is' if overdue == 1 else 'are'} overdue")
    return f"Of {counted(len(states), 'workbook')}, {listed(clauses)}. {late}"


def _build_council(number: int, state: CouncilState) -> CouncilView:
    council = state.council
    shown = [each for each in state.findings if each.severity is not Severity.NOTE]
    return CouncilView(
        name=one_line(council.authority) if council and council.authority else state.workbook,
        anchor=anchor("council", str(number)),
        committee=one_line(council.committee) if council else "",
        meeting=date_words(council.meeting) if council else "",
        workbook=state.workbook,
        state=_STATES[state.state],
        made=state.is_made,
        found=count_by_severity(shown) or ("None" if state.state in (State.MADE, State.ERRORS) else "Not known"),
        overdue=str(sum(theme.overdue for theme in state.themes)) if state.is_made else "",
        reason=state.reason,
        findings=tuple(FoundView(each.severity.capitalize(), one_line(str(each)), each.hint) for each in shown),
        documents=tuple(_documents_of(state)),
    )


def _documents_of(state: CouncilState) -> Iterable[CouncilDocumentView]:
    for document in state.documents:
        files = tuple(
            LinkView(f"{state.folder}/{document.file}.{ending}", name)
            for ending, name in FORMAT_NAMES.items()
            if f"{document.file}.{ending}" in state.files
        )
        if files:
            yield CouncilDocumentView(document.title, files)
