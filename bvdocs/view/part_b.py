"""Part B: the exempt edition, built of what Part A leaves out and of nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from bvdocs.core import schema
from bvdocs.core.added_sheets import EVIDENCE, MILESTONES
from bvdocs.core.addresses import is_web_address
from bvdocs.core.brand import Brand
from bvdocs.core.columns import Column, Kind
from bvdocs.core.english import counted, date_words, in_sentence, in_words, listed, sentence
from bvdocs.core.exclusion import DESCRIPTIONS
from bvdocs.core.history import Issue
from bvdocs.core.indexed_words import IndexedTexts
from bvdocs.core.model import Level
from bvdocs.core.part_b import ACT, SHEETS, ExemptAssessment, ExemptRow, RowOfSheet, marking, paragraphs_words
from bvdocs.core.quoting import one_line, shortened
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.shared_columns import EXEMPT, EXEMPT_REASON
from bvdocs.view.actions import count_actions, percent_words
from bvdocs.view.document_views import CountsView, DetailView, Edition, HistoryView
from bvdocs.view.editions import build_history
from bvdocs.view.figure_views import Detail
from bvdocs.view.names import theme_title
from bvdocs.view.row_views import AbbreviationView

# What a row of each sheet is called, and several; a bullet is called by its section.
_NOUNS = {
    schema.CRITERIA.name: "characteristic",
    schema.NARRATIVE.name: "statement",
    schema.ACTIONS.name: "action",
    MILESTONES.name: "milestone",
    EVIDENCE.name: "evidence",
}
_OF_NO_THEME = "Of no one theme"
# What is said of a row beside its facts.
_SAID_ELSEWHERE = ("Theme", "Section", EXEMPT.name, EXEMPT_REASON.name)


@dataclass(frozen=True, slots=True)
class ExemptRowView:
    """A row that Part A leaves out; `kind` is such as 'Action', `exempt_under` such as 'Paragraph 3'.

    `facts` are what its other columns hold; `goes_with` the public rows that it explains, as Part A prints them.
    """

    kind: str
    name: str
    text: RichText
    facts: tuple[DetailView, ...]
    exempt_under: str
    reason: str
    goes_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExemptThemeView:
    """The rows of a theme that Part A leaves out; `anchor` is where they begin."""

    title: str
    anchor: str
    rows: tuple[ExemptRowView, ...]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of Part 1 of Schedule 12A: its number, the Act's words, and how many rows are exempt by it."""

    number: int
    words: str
    rows: int


@dataclass(frozen=True, slots=True)
class PartCountView:
    """How many there are of something in all, and how many of these are in Part A."""

    name: str
    in_all: int
    in_part_a: int


@dataclass(frozen=True, slots=True)
class PartAView:
    """The version of Part A that goes with it; `fingerprint` is '' if none has been issued."""

    said: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PartBView:
    """Everything that Part B says; `marking` stands on every page. A `long` one has a list of contents.

    `running_marking` is the same for the head of a page, where a line does not end within the name of the Act.
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
    marking: str
    running_marking: str
    long: bool
    summary: str
    part_a: PartAView
    paragraphs: tuple[ParagraphView, ...]
    counts: tuple[PartCountView, ...]
    themes: tuple[ExemptThemeView, ...]
    abbreviations: tuple[AbbreviationView, ...]
    history: tuple[HistoryView, ...]


def build_part_b(
    part: ExemptAssessment, brand: Brand, edition: Edition, part_a: PartAView, issues: tuple[Issue, ...] = ()
) -> PartBView:
    """Return the view of what Part A leaves out; `issues` are the versions of Part B so far, this one too if it is."""
    report = part.report
    authority = one_line(brand.name or report.authority)
    themes = tuple(_themes(part))
    return PartBView(
        language="en-GB",
        authority=authority,
        title=one_line(report.title),
        committee=one_line(report.committee),
        meeting_date=date_words(report.meeting_date),
        date_stamp=report.meeting_date,
        author=one_line(report.author) or authority,
        details=(
            Detail("Authority", authority),
            Detail("Committee", one_line(report.committee)),
            Detail("Meeting date", date_words(report.meeting_date)),
            Detail("Version", edition.line.removeprefix("Version ")),
        ),
        notes=report.notes,
        edition=edition,
        marking=marking(part.paragraphs),
        running_marking=marking(part.paragraphs).replace(ACT, ACT.replace(" ", "\u00a0")),
        long=len(themes) > 1,
        summary=_summary(part),
        part_a=part_a,
        paragraphs=tuple(
            ParagraphView(number, DESCRIPTIONS[number], sum(number in row.paragraphs for row in part.rows))
            for number in part.paragraphs
        ),
        counts=tuple(_counts(part)),
        themes=themes,
        abbreviations=_abbreviations(part, themes),
        history=build_history(issues),
    )


def _summary(part: ExemptAssessment) -> str:
    """Return 'Part B holds three rows that Part A leaves out: one characteristic and two actions.'"""
    rows = [row.of_sheet for row in part.rows]
    kinds = [(_NOUNS[sheet.name], sum(row.sheet is sheet for row in rows)) for sheet in SHEETS]
    told = listed([_counted(number, noun) for noun, number in kinds if number])
    return f"Part B holds {counted(len(rows), 'row')} that Part A leaves out: {told}."


def _counted(number: int, noun: str) -> str:
    return f"{counted(number, 'piece')} of evidence" if noun == "evidence" else counted(number, noun)


def _themes(part: ExemptAssessment) -> Iterator[ExemptThemeView]:
    """Yield the themes of which rows are exempt, in their order; last the rows of no one theme."""
    titles = [(theme.number, theme_title(theme)) for theme in sorted(part.themes, key=lambda each: each.number)]
    known = {number for number, _ in titles}
    for number, title in (*titles, (0, _OF_NO_THEME)):
        rows = [row for row in part.rows if (row.theme if row.theme in known else 0) == number]
        if rows:
            yield ExemptThemeView(title, f"theme-{number}", tuple(map(_row, rows)))


def _row(row: ExemptRow) -> ExemptRowView:
    of_sheet = row.of_sheet
    return ExemptRowView(
        kind=_kind(of_sheet),
        name=of_sheet.name,
        text=_text(of_sheet),
        facts=tuple(_facts(of_sheet)),
        exempt_under=paragraphs_words(row.paragraphs).capitalize(),
        reason=row.reason,
        goes_with=tuple(map(_as_in_part_a, row.goes_with)),
    )


def _kind(of_sheet: RowOfSheet) -> str:
    """Return what a row is: 'Action', or the section of a bullet."""
    if of_sheet.sheet is schema.NARRATIVE:
        return str(of_sheet.row.section.value)
    return _NOUNS[of_sheet.sheet.name].capitalize()


def _main(of_sheet: RowOfSheet) -> Column:
    return next(column for column in of_sheet.sheet.columns if column.main)


def _text(of_sheet: RowOfSheet) -> RichText:
    """Return what a row is there for."""
    return _words(_main(of_sheet), of_sheet)


def _facts(of_sheet: RowOfSheet) -> Iterator[DetailView]:
    """Yield what the other columns hold that a document prints, each under its column's name."""
    for column in of_sheet.sheet.columns:
        is_own_name = bool(of_sheet.name) and getattr(of_sheet.row, column.attribute, None) == of_sheet.name
        if column.printed and not column.main and not is_own_name and column.name not in _SAID_ELSEWHERE:
            words = _words(column, of_sheet)
            # A place where evidence is kept is no matter for readers, as in Part A.
            if words and (column.name != "Where" or is_web_address(words.plain)):
                yield DetailView(column.name, words)


def _words(column: Column, of_sheet: RowOfSheet) -> RichText:
    """Return what a cell holds as text; nothing for a blank one."""
    value = getattr(of_sheet.row, column.attribute)
    if isinstance(value, RichText):
        return value
    match column.kind:
        case Kind.PERCENT:
            words = percent_words(value)
        case Kind.LEVEL:
            words = value.name if isinstance(value, Level) else ""
        case Kind.YES_NO:
            words = "yes" if value else ""
        case _:
            words = in_words(value)
    return RichText((Run(words),)) if words else RichText()


def _as_in_part_a(of_sheet: RowOfSheet) -> str:
    """Return a public row in a few words: 'Action L-A1, ‘Fill the posts.’'"""
    name = f" {of_sheet.name}" if of_sheet.name else ""
    return f"{_kind(of_sheet)}{name}, ‘{shortened(_text(of_sheet).plain)}’"


def _counts(part: ExemptAssessment) -> Iterator[PartCountView]:
    """Yield how many there are of each kind of row, and of these at each level and in each state."""
    open_rows = {sheet.name: list(getattr(part.part_a, sheet.attribute)) for sheet in SHEETS}
    exempt = {sheet.name: [row.of_sheet.row for row in part.rows if row.of_sheet.sheet is sheet] for sheet in SHEETS}
    for sheet in SHEETS:
        there, left_out = open_rows[sheet.name], exempt[sheet.name]
        if left_out:
            noun = _NOUNS[sheet.name]
            yield _count("Evidence" if noun == "evidence" else f"{noun.capitalize()}s", there, left_out)
        if left_out and sheet is schema.CRITERIA:
            yield from _counts_by_level(part, there, left_out)
        if left_out and sheet is schema.ACTIONS:
            yield from _counts_by_state(part, there, left_out)


def _count(name: str, there: Iterable[object], left_out: Iterable[object]) -> PartCountView:
    number = len(list(there))
    return PartCountView(name, number + len(list(left_out)), number)


def _counts_by_level(part: ExemptAssessment, there: list[object], left_out: list[object]) -> Iterator[PartCountView]:
    def rated(rows: list[object], level: str | None) -> list[object]:
        ratings = [(row, getattr(row, "rating", None)) for row in rows if not getattr(row, "see", "")]
        return [row for row, rating in ratings if (rating.name if rating else None) == level]

    for level in (*(each.name for each in part.part_a.scale), None):
        count = _count(
            f"Characteristics, {in_sentence(level) if level else 'not assessed'}",
            rated(there, level),
            rated(left_out, level),
        )
        if count.in_all:
            yield count


def _counts_by_state(part: ExemptAssessment, there: list[object], left_out: list[object]) -> Iterator[PartCountView]:
    meeting = part.report.meeting_date
    public, exempt = count_actions("", there, meeting), count_actions("", left_out, meeting)  # type: ignore[arg-type]
    for each in fields(CountsView):
        if each.type is int and each.name != "total":
            in_part_a = getattr(public, each.name)
            in_all = in_part_a + getattr(exempt, each.name)
            if in_all:
                yield PartCountView(f"Actions, {each.name.replace('_', ' ')}", in_all, in_part_a)


def _abbreviations(part: ExemptAssessment, themes: tuple[ExemptThemeView, ...]) -> tuple[AbbreviationView, ...]:
    """Return the abbreviations that its rows use, in alphabetical order."""
    rows = [row for theme in themes for row in theme.rows]
    texts = [
        text
        for row in rows
        for text in (row.text.plain, row.reason, *row.goes_with, *(each.words.plain for each in row.facts))
    ]
    used = filter(IndexedTexts([*texts, part.report.committee]).use, part.abbreviations)
    return tuple(
        AbbreviationView(each.short, each.full) for each in sorted(used, key=lambda each: each.short.casefold())
    )


def part_a_said(line: str, day: date | None, fingerprint: str) -> PartAView:
    """Return what Part B says of Part A: `line` is such as 'Version 1.0, final', '' if none has been issued."""
    if not line:
        return PartAView("Part A has not been issued yet.", "")
    return PartAView(
        sentence(f"Part A, which is public, is {in_sentence(line)}, issued on {date_words(day)}"), fingerprint
    )
