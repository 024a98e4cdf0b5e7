"""What may be told of assessments that published what is exempt now: rows, and texts of rows that are open still."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bvdocs.comparison.exempt_now import (
    SIMILAR,
    ExemptNow,
    Row,
    in_themes_of,
    likeness,
    matched_rows,
    with_rows,
)
from bvdocs.comparison.themes import match_themes
from bvdocs.core.exemption import EXEMPT
from bvdocs.core.field_sheets import covering_words
from bvdocs.core.history import Past
from bvdocs.core.model import Assessment, Bullet
from bvdocs.core.publishing import printed, published
from bvdocs.core.rows import AnyRow, main_text, name_of, narrative_of


@dataclass(frozen=True, slots=True)
class Told:
    """Two assessments as far as they may be told, and how many rows and texts of each are withheld."""

    older: Assessment
    newer: Assessment
    of_older: int = 0
    of_newer: int = 0


def is_open_still(older: Assessment, now: Assessment) -> bool:
    """Say whether every row, note and heading of an assessment stands in what is published now, in the same words."""
    # A copy of the archive may hold no more of a version than was printed; that says nothing beyond it.
    return _all_said(older) <= _all_said(now) | _all_said(printed(now))


def _all_said(assessment: Assessment) -> set[object]:
    headings = (("heading", each.description_heading) for each in assessment.themes)
    covering = (("covering report", each) for each in covering_words(assessment))
    return {*map(_said, assessment.every_row), *assessment.report.notes, *headings, *covering}


def _said(row: AnyRow) -> tuple[object, ...]:
    return (type(row), name_of(row), *narrative_of(row).values())


def without_exempt_now(past: Past, now: Assessment) -> Past:
    """Return what was reported without what is exempt in `now`, which has all of its rows, or was so in between.

    The version reported last has no text either that would tell it: what changed since then is told from this.
    Of versions before it, dates of actions are all that is looked at. Workbooks of the archive are read where words
    or references are no longer what they were, and only then.
    """
    facts, last = published(now), past.last_reported(now.report.meeting_date)
    exempt, none = ExemptNow(now), ExemptNow(facts)
    reported = []
    following: Assessment = facts
    until = None
    for each in reversed(past.reported):
        said, version = each.assessment, each.issue.version
        if each is last and not is_open_still(said, facts):
            told = withhold(said, facts, ExemptNow(now, past.whole_between(version, None)), none).older
        elif changed := _changed_actions(said, following):
            is_doubtful = any(likeness(*pair) < SIMILAR for pair in changed)
            known = ExemptNow(now, past.whole_between(version, until)) if is_doubtful else exempt
            told = known.without_rows(said)
        else:
            told = said
        reported.append(replace(each, assessment=told))
        following, until = said, version
    return replace(past, reported=tuple(reversed(reported)))


def _changed_actions(older: Assessment, newer: Assessment) -> list[tuple[Row, Row]]:
    """Return the actions that are another one, or say something else, under the same reference."""
    now = {row.ref.casefold(): row for row in newer.actions}
    both = ((row, now[row.ref.casefold()]) for row in older.actions if row.ref.casefold() in now)
    return [(row, other) for row, other in both if row.text.plain != other.text.plain]


def withhold(older: Assessment, newer: Assessment, exempt: ExemptNow, exempt_for_newer: ExemptNow) -> Told:
    """Return two assessments without what each published and is exempt now: what that is, is given for each.

    A row that is exempt now is left out. Where a text of a row that is open still would tell what is exempt, both are
    given the same text, so that nothing is told of it; all else of the row is.
    """
    if not exempt and not exempt_for_newer:
        return Told(older, newer)
    sides = _Side(older, exempt), _Side(newer, exempt_for_newer)
    was, now = (side.exempt.cut(side.assessment) for side in sides)
    was = in_themes_of(was, now)
    places = [{id(row): at for at, row in enumerate(each.rows)} for each in (was, now)]
    for before, after in matched_rows(was, now):
        _give_same_texts(sides[0], places[0].pop(id(before)), sides[1], places[1].pop(id(after)))
    _give_same_headings(*sides)
    for side in sides:
        side.leave_out_covering()
    for side, alone in zip(sides, places, strict=True):
        side.leave_out(at for at in alone.values() if side.exempt.is_told_by(main_text(side.rows[at])))
    return Told(sides[0].told(), sides[1].told(), sides[0].withheld, sides[1].withheld)


class _Side:
    """One of two assessments, while what is not to be told is taken out of it."""

    def __init__(self, assessment: Assessment, exempt: ExemptNow) -> None:
        self.exempt = exempt
        self._whole, self.assessment = assessment, exempt.without_rows(assessment)
        self.rows: list[Row] = list(self.assessment.rows)
        self.withheld = len(assessment.rows) - len(self.rows)

    def tells(self, at: int, field: str) -> bool:
        """Say whether a field of a row tells what is exempt; count it."""
        found = self.exempt.is_told_by(str(getattr(self.rows[at], field)))
        self.withheld += found
        return found

    def give_text(self, at: int, field: str, text: object) -> None:
        """Put another text into a field of a row."""
        change: dict[str, Any] = {field: text}
        self.rows[at] = replace(self.rows[at], **change)

    def give_headings(self, notes: tuple[str, ...], headings: Mapping[int, str]) -> None:
        """Put other notes, and other headings of themes by their numbers, in place of what tells what is exempt."""
        report = self.assessment.report
        if any(map(self.exempt.is_told_by, report.notes)):
            report = replace(report, notes=notes)
            self.withheld += 1
        themes = []
        for theme in self.assessment.themes:
            is_secret = self.exempt.is_told_by(theme.description_heading)
            themes.append(replace(theme, description_heading=headings.get(theme.number, "")) if is_secret else theme)
            self.withheld += is_secret
        self.assessment = replace(self.assessment, report=report, themes=tuple(themes))

    def leave_out_covering(self) -> None:
        """Leave the covering report out where a text of it tells what is exempt: nothing is then told of it."""
        if any(map(self.exempt.is_told_by, covering_words(self.assessment))):
            self.assessment = replace(self.assessment, committee=None, clearances=())
            self.withheld += 1

    def leave_out(self, places: Iterable[int]) -> None:
        """Leave rows out, as if they were exempt."""
        for at in places:
            self.rows[at] = replace(self.rows[at], exempt=EXEMPT)
            self.withheld += 1

    def told(self) -> Assessment:
        """Return what may be told, without the abbreviations that only the rest has."""
        if not self.exempt:
            return self.assessment
        told = published(with_rows(self.assessment, self.rows))
        secret = self.exempt.short_forms(self._whole, told)
        known = (each for each in self.assessment.abbreviations if each.short not in secret)
        return replace(told, abbreviations=tuple(known))


def _give_same_headings(older: _Side, newer: _Side) -> None:
    """Give the report the same notes, and a theme the same heading, where one of the two tells what is exempt."""
    themes = match_themes(older.assessment, newer.assessment)
    pairs = [(pair.before, pair.now) for pair in themes if pair.before and pair.now]
    now = {before.number: each.description_heading for before, each in pairs}
    older.give_headings(newer.assessment.report.notes, now)
    # Where both tell it, the older has the newer's by now, and gives it back.
    was = {before.number: before.description_heading for before in older.assessment.themes}
    newer.give_headings(older.assessment.report.notes, {each.number: was[before.number] for before, each in pairs})


def _give_same_texts(older: _Side, at: int, newer: _Side, now_at: int) -> None:
    """Give a row that both have the same text wherever one of the two tells what is exempt; none if both do."""
    for field in narrative_of(older.rows[at]):
        was, is_now = (getattr(side.rows[place], field) for side, place in ((older, at), (newer, now_at)))
        tells = older.tells(at, field), newer.tells(now_at, field)
        if all(tells):
            if isinstance(older.rows[at], Bullet):
                older.leave_out([at])
                newer.leave_out([now_at])
            else:
                older.give_text(at, field, type(was)())
                newer.give_text(now_at, field, type(was)())
        elif tells[0]:
            older.give_text(at, field, is_now)
        elif tells[1]:
            newer.give_text(now_at, field, was)
