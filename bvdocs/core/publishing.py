"""What of an assessment may be published."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import Any, NewType, TypeVar

from bvdocs.core import schema
from bvdocs.core.added_rows import Evidence
from bvdocs.core.columns import Column
from bvdocs.core.committee import Committee
from bvdocs.core.committee_sheets import COMMITTEE
from bvdocs.core.exclusion import exclusion_of
from bvdocs.core.field_sheets import FIELD_SHEETS, given_fields, holders
from bvdocs.core.indexed_words import IndexedTexts
from bvdocs.core.model import Action, Assessment, Bullet, Criterion
from bvdocs.core.rows import words_of

_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
Naming = TypeVar("Naming", Bullet, Action)

# What may be published: views and records of Part A are made of this alone. No whole assessment can be handed to them,
# nor what is exempt (core/part_b.py): mypy refuses both.
PublicAssessment = NewType("PublicAssessment", Assessment)


def published(assessment: Assessment) -> PublicAssessment:
    """Return the assessment without its exempt rows, and without what only they would bring into documents.

    That is the mention of an exempt row in an open one, what belongs to exempt rows alone, evidence that is not public,
    and every status word or abbreviation that no open row prints: it may be of an exempt one. Nor has it the ratings
    that stand beside a reference to another characteristic, which are not used, nor where owners are written to.
    Everything that is counted, drawn or printed starts from this (Local Government Act 1972, Schedule 12A).
    """
    hidden = assessment.exempt_codes
    open_rows = replace(
        assessment,
        committee=_with_exclusion(assessment),
        owners=(),
        criteria=tuple(_without_unused_ratings(each) for each in assessment.criteria if not each.exempt),
        bullets=tuple(_without_codes(each, hidden) for each in assessment.bullets if not each.exempt),
        actions=tuple(_without_codes(each, hidden) for each in assessment.actions if not each.exempt),
    )
    told = _with_open_additions(open_rows, hidden) if assessment.has_additions else open_rows
    open_texts = IndexedTexts(_texts(printed(told)))
    abbreviations = tuple(each for each in assessment.abbreviations if open_texts.use(each))
    return PublicAssessment(replace(told, abbreviations=abbreviations))


def _with_open_additions(assessment: Assessment, hidden: Set[str]) -> Assessment:
    """Return an assessment whose other rows are open with what is open of the sheets that a council may add."""
    refs = {action.ref for action in assessment.actions}
    words = {action.status.name for action in assessment.actions}
    evidence = tuple(_open_evidence(assessment.evidence, hidden, refs))
    shown = {each.ref for each in evidence}
    actions = (
        replace(each, evidence=tuple(ref for ref in each.evidence if ref in shown)) if each.evidence else each
        for each in assessment.actions
    )
    return replace(
        assessment,
        actions=tuple(actions),
        statuses=tuple(each for each in assessment.statuses if each.name in words),
        milestones=tuple(each for each in assessment.milestones if not each.exempt and each.action in refs),
        evidence=evidence,
    )


def _open_evidence(evidence: Iterable[Evidence], hidden: Set[str], refs: Set[str]) -> Iterator[Evidence]:
    """Yield the evidence that is public, without what it names of exempt rows; not what names nothing else.

    `hidden` are the codes of exempt characteristics, `refs` those of open actions. A place where something is kept is
    no matter for the public.
    """
    for each in evidence:
        criteria = tuple(code for code in each.criteria if code not in hidden)
        actions = tuple(ref for ref in each.actions if ref in refs)
        named, told = (*each.criteria, *each.actions), (*criteria, *actions)
        if each.public and not each.exempt and (told or not named):
            where = each.where if is_web_address(each.where) else ""
            yield replace(each, criteria=criteria, actions=actions, where=where)


def is_web_address(where: str) -> bool:
    """Say whether this is an address that a browser opens, and nothing else."""
    return bool(_WEB_ADDRESS.fullmatch(where))


def _with_exclusion(assessment: Assessment) -> Committee | None:
    """Return the covering report with what it says of exempt rows, if it announces a Part B."""
    committee = assessment.committee
    if committee is None or not committee.part_b or committee.exclusion:
        return committee
    return replace(committee, exclusion=exclusion_of(assessment.every_row))


def announced_reasons(assessment: Assessment) -> tuple[str, ...]:
    """Return the reasons for exemption that are public: the covering report tells them, if it announces a Part B."""
    committee = _with_exclusion(assessment)
    return committee.exclusion.reasons if committee and committee.exclusion else ()


# A row without anything to take out stays the same one: there may be thousands, and an assessment is published often.
def _without_codes(row: Naming, hidden: Set[str]) -> Naming:
    codes = tuple(code for code in row.criteria if code not in hidden)
    return row if codes == row.criteria else replace(row, criteria=codes)


def _without_unused_ratings(row: Criterion) -> Criterion:
    return replace(row, rating=None, previous=None) if row.see and (row.rating or row.previous) else row


def printed(assessment: Assessment) -> Assessment:
    """Return the assessment without what is in columns that no document prints, such as the evidence."""
    rows: dict[str, Any] = {
        sheet.attribute: tuple(_printed_row(sheet.columns, row) for row in getattr(assessment, sheet.attribute))
        for sheet in schema.RECORDED_SHEETS
    }
    fields: dict[str, Any] = {
        FIELD_SHEETS[sheet]: _printed_row(sheet.fields, holder) for sheet, holder in holders(assessment)
    }
    return replace(assessment, **fields, **rows)


def _printed_row(columns: Iterable[Column], row: Any) -> Any:
    unprinted = (column for column in columns if not column.printed)
    blank: dict[str, Any] = {
        column.attribute: column.neutral for column in unprinted if getattr(row, column.attribute) != column.neutral
    }
    return replace(row, **blank) if blank else row


def _texts(assessment: Assessment) -> Iterator[str]:
    """Yield every text, whichever sheet it stands in."""
    yield from assessment.report.notes
    if committee := assessment.committee:
        yield from (str(value) for field in given_fields(COMMITTEE, committee) for value in field.values)
        yield from committee.exclusion.reasons if committee.exclusion else ()
    rows = (
        *assessment.scale,
        *assessment.action_scale,
        *assessment.themes,
        *assessment.clearances,
        *assessment.every_row,
    )
    for row in (assessment.report, *rows):
        yield from words_of(row)
    yield from (word.name for word in assessment.statuses)
    yield from (each.event for each in assessment.key_events)
