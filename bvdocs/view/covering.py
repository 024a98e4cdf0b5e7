"""The covering report: what its sheet gives, beside what follows from the assessment and is never typed."""

from collections.abc import Sequence
from dataclasses import fields

from bvdocs.core.columns import Kind
from bvdocs.core.committee import Clearance, Committee, Exclusion
from bvdocs.core.committee_sheets import COMMITTEE
from bvdocs.core.documents import COVERING_REPORT, READING_ORDER
from bvdocs.core.english import date_words, listed, time_words
from bvdocs.core.exclusion import DESCRIPTIONS
from bvdocs.core.field_sheets import given_fields
from bvdocs.core.key_dates import KeyDate, key_dates
from bvdocs.core.model import Assessment
from bvdocs.core.quoting import normal, one_line
from bvdocs.core.schema import NO_WORDS, YES_WORDS
from bvdocs.view.attention_views import AttentionView
from bvdocs.view.covering_views import (
    AppendixView,
    ClearanceView,
    CoveringView,
    ExclusionView,
    ImplicationsView,
    KeyDateView,
)
from bvdocs.view.document_views import ThemeView
from bvdocs.view.figure_views import Detail
from bvdocs.view.origins import Origins, cells_of, field_cells
from bvdocs.view.row_views import AbbreviationView

NOT_YET_CLEARED = "Not yet cleared"
_PARAGRAPHS = (
    *("recommendations", "reasons", "summary", "background", "options", "consultation", "next_steps"),
    "background_papers",
)
# With so many parts of the council's own, beside those that each has, a report is leafed through at a glance.
_MOST_SHORT = 3


def build_covering(
    assessment: Assessment,
    themes: Sequence[ThemeView],
    position: tuple[str, ...],
    abbreviations: tuple[AbbreviationView, ...],
) -> CoveringView | None:
    """Return the covering report of an assessment from which the exempt rows were already taken.

    Return None where the workbook gives none. `position` has the sentences on the ratings.
    """
    committee = assessment.committee
    if committee is None:
        return None
    paragraphs = {name: getattr(committee, name) for name in _PARAGRAPHS}
    implications = _implications(committee)
    return CoveringView(
        **paragraphs,
        long=sum(map(bool, paragraphs.values())) + len(implications) > _MOST_SHORT,
        title=one_line(committee.report_title or assessment.report.title),
        details=_details(assessment, committee),
        position=position,
        implications=implications,
        key_dates=tuple(map(_key_date, key_dates(assessment))),
        clearances=tuple(map(_clearance, assessment.clearances)),
        appendices=_appendices(assessment, themes),
        abbreviations=abbreviations,
        exclusion=build_exclusion(committee.exclusion) if committee.exclusion else None,
        origins=_cells(assessment, committee),
    )


def covering_texts(assessment: Assessment, attention: AttentionView) -> list[str]:
    """Return what the covering report prints of the workbook's own words, beside what every document prints."""
    committee = assessment.committee
    if committee is None:
        return []
    given = given_fields(COMMITTEE, committee)
    said = [value for each in given if each.column.kind is Kind.TEXT and each.column.printed for value in each.values]
    cleared = [text for each in assessment.clearances for text in (each.role, each.comment)]
    lists = (attention.overdue, attention.moved, attention.soon, attention.worsened)
    lines = [getattr(line, each.name) for lines in lists for line in lines for each in fields(line)]
    told = [value for value in lines if isinstance(value, str)]
    events = [one_line(each.event) for each in key_dates(assessment)]
    return [*said, *cleared, *events, *told, *(committee.exclusion.reasons if committee.exclusion else ())]


def _details(assessment: Assessment, committee: Committee) -> tuple[Detail, ...]:
    """Return the block on the first page: for whom it is, whose it is, and what is asked of the committee."""
    report = assessment.report

    def given(label: str, value: str, field: str = "") -> Detail:
        return Detail(label, one_line(value), origins=field_cells(committee, value=field or label))

    lines = (
        Detail("Report to", one_line(report.committee), origins=field_cells(report, value="Committee")),
        Detail("Meeting date", date_words(report.meeting_date), origins=field_cells(report, value="Meeting date")),
        given("Report of", committee.report_of),
        given("Purpose", committee.purpose),
        given("Key decision", yes_or_no(committee.key_decision)),
        given("Wards", committee.wards),
        given("Contact", committee.contact),
    )
    return tuple(line for line in lines if line.value)


def yes_or_no(said: str) -> str:
    """Return 'Yes' or 'No' for a word that says so in any way that a cell may; else what was said."""
    word = normal(said)
    return "Yes" if word in YES_WORDS else "No" if word in NO_WORDS else said


def _implications(committee: Committee) -> tuple[ImplicationsView, ...]:
    """Return those that say something: a heading with nothing below it would say that somebody forgot."""
    return tuple(
        ImplicationsView(
            each.name, each.paragraphs, origins={"paragraphs": tuple(map(str, each.cells[: len(each.paragraphs)]))}
        )
        for each in committee.implications
        if each.paragraphs
    )


def _key_date(event: KeyDate) -> KeyDateView:
    at = f", {time_words(event.time)}" if event.time else ""
    return KeyDateView(
        event=one_line(event.event),
        date=f"{date_words(event.day)}{at}",
        counted=event.counted[:1].upper() + event.counted[1:],
        origins=cells_of(event.source, event="Event"),
    )


def _clearance(clearance: Clearance) -> ClearanceView:
    return ClearanceView(
        role=one_line(clearance.role),
        cleared=date_words(clearance.cleared_on) or NOT_YET_CLEARED,
        comment=clearance.comment,
        origins=cells_of(clearance.source, role="Role", cleared="Cleared on", comment="Comment"),
    )


def _appendices(assessment: Assessment, themes: Sequence[ThemeView]) -> tuple[AppendixView, ...]:
    """Return the documents that are made beside the covering report, in the order in which they are read."""
    found: list[tuple[str, str]] = []
    for document in READING_ORDER:
        if document.for_each_theme:
            found += [(theme.title, document.about) for theme in themes]
        elif document is not COVERING_REPORT and document.is_made_of(assessment, document.made_from):
            found.append((document.title, document.about))
    return tuple(AppendixView(f"Appendix {number}", *each) for number, each in enumerate(found, 1))


def build_exclusion(exclusion: Exclusion) -> ExclusionView:
    """Return the paragraph of the law: which paragraphs of the Schedule describe what is exempt, and why it is so.

    Local Government Act 1972, section 100A(4) and (5); for the public interest, paragraph 10 of Schedule 12A.
    """
    numbers = [str(number) for number in exclusion.paragraphs]
    paragraphs = f"paragraph{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
    return ExclusionView(
        sentence=(
            "It is recommended that, under section 100A(4) of the Local Government Act 1972, the press and public be"
            " excluded from the meeting while the exempt part of this report (Part B) is considered: exempt information"
            f" as described in {paragraphs} of Part 1 of Schedule 12A to that Act would be likely to be disclosed, and"
            " in all the circumstances of the case the public interest in maintaining the exemption outweighs the"
            " public interest in disclosing the information."
        ),
        grounds=tuple(Detail(f"Paragraph {number}", DESCRIPTIONS[number]) for number in exclusion.paragraphs),
        reasons=exclusion.reasons,
    )


def _cells(assessment: Assessment, committee: Committee) -> Origins:
    """Return the cells of the title and of each paragraph that the sheet gives."""
    lists = {
        field.column.attribute: tuple(map(str, field.cells))
        for field in given_fields(COMMITTEE, committee)
        if field.column.attribute in _PARAGRAPHS and field.cells
    }
    of_title = field_cells(committee, title="Report title") or field_cells(assessment.report, title="Title")
    return {**of_title, **lists}
