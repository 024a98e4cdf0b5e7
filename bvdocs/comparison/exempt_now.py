"""The rows that are exempt now, and which rows and texts of another assessment would tell what they say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from bvdocs.comparison.characteristics import match_characteristics
from bvdocs.comparison.narrative import match_bullets
from bvdocs.comparison.plan import match_actions
from bvdocs.comparison.secret_sentences import SecretSentences
from bvdocs.comparison.similarity import SimilarTexts, Words, similarity, subject_words
from bvdocs.comparison.themes import match_themes, with_newer_theme_numbers
from bvdocs.core.added_rows import Evidence, Milestone
from bvdocs.core.exemption import Exemption
from bvdocs.core.indexed_words import IndexedTexts
from bvdocs.core.model import Action, Assessment, Bullet, Criterion
from bvdocs.core.publishing import published
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.rows import main_text, name_of, narrative_of

Row = Criterion | Bullet | Action
# From here on one row is another one reworded; unrelated ones share up to four words in ten.
SIMILAR = 0.5
# So many words in common are an accident.
_ACCIDENT = 1


class SimilarRows:
    """Rows among which those that are alike another one are found; a characteristic is like no other row."""

    def __init__(self, rows: Iterable[Row]) -> None:
        of_kind: dict[bool, list[Words]] = {True: [], False: []}
        for row in rows:
            of_kind[isinstance(row, Criterion)].append(_subject(row))
        self._of_kind = {kind: SimilarTexts(texts, SIMILAR) for kind, texts in of_kind.items()}

    def alike(self, row: Row) -> Iterator[tuple[Words, float]]:
        """Yield the words of each row that is another one reworded, and how similar it is, from SIMILAR to 1."""
        return self._of_kind[isinstance(row, Criterion)].alike(_subject(row))

    def likeness(self, row: Row) -> float:
        """Return how similar the row is to the one most like it, from SIMILAR to 1; 0 if none is."""
        return max((likeness for _, likeness in self.alike(row)), default=0)


class ExemptNow:
    """What is exempt now: the exempt rows of `now`, and those of what was issued up to it that are not open again.

    A row may have been exempt in a draft and be gone by now: `between` are the assessments after the one to be told,
    with their exempt rows. What an open row says now is no secret, whatever an exempt one says.
    """

    def __init__(self, now: Assessment, between: Iterable[Assessment] = ()) -> None:
        self._now, self._open = now, published(now)
        rows = [row for row in now.rows if row.exempt]
        between = list(between)
        rows += [row for whole in between for row in self._exempt_still(whole)]
        self._hidden = [row for whole in (now, *between) for row in _hidden_additions(whole, self._open)]
        # An archive has the same row in many versions.
        known = {(type(row), name_of(row), row.theme, *narrative_of(row).values()): row for row in rows}
        self._rows = list(known.values())

    def __bool__(self) -> bool:
        return bool(self._rows or self._hidden)

    def _exempt_still(self, whole: Assessment) -> Iterator[Row]:
        """Yield the exempt rows of an assessment issued before now that no open row has become."""
        was = in_themes_of(whole, self._now)
        exempt = with_rows(was, (row for row in was.rows if row.exempt))
        became = {id(before): now for before, now in matched_rows(exempt, self._now)}
        for row in exempt.rows:
            now = became.get(id(row))
            if now is None or now.exempt or likeness(row, now) < SIMILAR:
                yield row

    def without_rows(self, older: Assessment) -> Assessment:
        """Return an assessment of before without the rows that are exempt now, nor what refers to them."""
        if not self:
            return older
        was = in_themes_of(older, self._now)
        cut = self.cut(was)
        every = with_rows(self._open, (*self._open.rows, *self._rows))
        became = {id(before): now for before, now in matched_rows(cut, every)}
        marked = with_rows(
            older,
            (
                replace(row, exempt=Exemption(self._is_exempt_now(row, became.get(id(each)))))
                for row, each in zip(older.rows, cut.rows, strict=True)
            ),
        )
        told, codes = published(marked), marked.exempt_codes
        # Under 'See' it showed another one's rating, which is exempt now, and none of its own.
        criteria = (replace(row, see="", rating=None) if row.see in codes else row for row in told.criteria)
        told = replace(told, criteria=tuple(criteria), abbreviations=older.abbreviations)
        return self._without_additions(told)

    def _without_additions(self, older: Assessment) -> Assessment:
        """Return an assessment without those milestones and that evidence which may be hidden now.

        What is gone may be what is hidden, under other words: of an action of which a milestone is hidden, only those
        stay that are open now; of evidence too, if any is hidden.
        """
        actions = {row.action for row in self._hidden if isinstance(row, Milestone)}
        hides_evidence = any(isinstance(row, Evidence) for row in self._hidden)
        texts = {(row.action, row.text) for row in self._open.milestones}
        titles = {row.title for row in self._open.evidence}
        milestones = (row for row in older.milestones if row.action not in actions or (row.action, row.text) in texts)
        evidence = (row for row in older.evidence if not hides_evidence or row.title in titles)
        return replace(older, milestones=tuple(milestones), evidence=tuple(evidence))

    def _is_exempt_now(self, row: Row, now: Row | None) -> bool:
        """Say whether a row of before is one that is exempt now, rather than the one that it was matched with."""
        namesake = self._open_by_name.get((type(row), name_of(row).casefold()))
        if namesake is not None and likeness(row, namesake) >= SIMILAR:
            return False
        if now is not None and now.exempt:
            return True
        own, kept = _subject(row), _subject(now) if now is not None else frozenset()
        alike = similarity(own, kept)
        if alike < SIMILAR and (type(row), name_of(row).casefold()) in self._names:
            return True
        # A row that was split has words of its own in what stayed open; what took over its reference or code has none.
        return any(
            found > alike and len((own & kept) - secret) <= _ACCIDENT for secret, found in self._like_exempt.alike(row)
        )

    @cached_property
    def _like_exempt(self) -> SimilarRows:
        return SimilarRows(self._rows)

    @cached_property
    def _names(self) -> set[tuple[type[Row], str]]:
        """Return the kind of each exempt row that has a code or a reference, and that."""
        return {(type(row), name_of(row).casefold()) for row in self._rows if name_of(row)}

    @cached_property
    def _open_by_name(self) -> dict[tuple[type[Row], str], Row]:
        return {(type(row), name_of(row).casefold()): row for row in self._open.rows if name_of(row)}

    @cached_property
    def _sentences(self) -> SecretSentences:
        return SecretSentences(
            exempt=(text for row in (*self._rows, *self._hidden) for text in narrative_of(row).values()),
            said_openly=(
                *self._open.report.notes,
                *(theme.description_heading for theme in self._open.themes),
                *(text for row in self._open.every_row for text in narrative_of(row).values()),
            ),
            names={name_of(row) for row in self._rows} - {name_of(row) for row in self._open.rows},
        )

    def is_told_by(self, text: str) -> bool:
        """Say whether a text has a sentence that tells what is exempt, and that nothing open says."""
        return bool(self) and self._sentences.are_told_by(text)

    def cut(self, assessment: Assessment) -> Assessment:
        """Return the assessment with what each row is about cut down to the sentences that tell nothing exempt.

        By these a row is found again that was split. A row of which nothing would be left is as it was.
        """
        return with_rows(assessment, map(self._cut_row, assessment.rows)) if self else assessment

    def _cut_row(self, row: Row) -> Row:
        left = self._sentences.cut_from(main_text(row)) if self.is_told_by(main_text(row)) else ""
        if not left:
            return row
        return replace(row, name=left) if isinstance(row, Criterion) else replace(row, text=RichText((Run(left),)))

    def short_forms(self, whole: Assessment, told: Assessment) -> set[str]:
        """Return the abbreviations that only exempt rows use now, or only what is not told of the whole assessment."""
        known = {each.short for each in self._open.abbreviations}
        exempt, before, after = (_indexed(rows) for rows in (self._rows, whole.rows, told.rows))
        return {
            each.short
            for each in whole.abbreviations
            if each.short not in known and (exempt.use(each) or (before.use(each) and not after.use(each)))
        }


def _hidden_additions(whole: Assessment, open_now: Assessment) -> Iterator[Milestone | Evidence]:
    """Yield the milestones and the evidence of an assessment that are not published, and not open now."""
    told = {_told_as(row) for each in (published(whole), open_now) for row in _additions(each)}
    yield from (row for row in _additions(whole) if _told_as(row) not in told)


def _additions(assessment: Assessment) -> tuple[Milestone | Evidence, ...]:
    return (*assessment.milestones, *assessment.evidence)


def _told_as(row: Milestone | Evidence) -> tuple[str, str]:
    return (row.action, row.text) if isinstance(row, Milestone) else (row.ref, row.title)


def _indexed(rows: Iterable[Row]) -> IndexedTexts:
    return IndexedTexts(text for row in rows for text in narrative_of(row).values())


def likeness(row: Row, other: Row) -> float:
    """Return how similar two rows are in what they are about, from 0 to 1."""
    return similarity(_subject(row), _subject(other))


def _subject(row: Row) -> Words:
    return subject_words(main_text(row))


def with_rows(assessment: Assessment, rows: Iterable[Row]) -> Assessment:
    """Return the assessment with these rows and no others."""
    rows = list(rows)
    return replace(
        assessment,
        criteria=tuple(row for row in rows if isinstance(row, Criterion)),
        bullets=tuple(row for row in rows if isinstance(row, Bullet)),
        actions=tuple(row for row in rows if isinstance(row, Action)),
    )


def in_themes_of(older: Assessment, newer: Assessment) -> Assessment:
    """Return the older assessment with each row in the theme that its own has become in the newer."""
    return with_newer_theme_numbers(older, match_themes(older, newer))


def matched_rows(older: Assessment, newer: Assessment) -> Iterator[tuple[Row, Row]]:
    """Yield each row that both have, as it was and as it is; the older ones are in the newer themes."""
    yield from match_characteristics(older, newer).pairs
    for theme in sorted({row.theme for row in newer.bullets}):
        yield from match_bullets(older, newer, theme)
    yield from match_actions(older, newer).pairs
