"""From an `Assessment` to its `ReportView`, part by part: facts become words, numbers, order and colours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bvdocs.core.brand import Brand
from bvdocs.core.changes import BULLETS, CHARACTERISTICS, RATINGS, Changes, DueDates, ThemeChanges
from bvdocs.core.documents import SELF_ASSESSMENT
from bvdocs.core.english import counted, date_words, pages_words, percentages, refs_words, rounding_note
from bvdocs.core.history import NO_PAST, Past
from bvdocs.core.model import Assessment, Bullet, Criterion, Report, Section, Theme
from bvdocs.core.publishing import PublicAssessment
from bvdocs.core.quoting import one_line
from bvdocs.view.abbreviations import (
    evidence_texts,
    overview_texts,
    plan_texts,
    position_texts,
    theme_texts,
    used_abbreviations,
)
from bvdocs.view.action_dates import dates_in_workbook, revised_words, with_printed_dates
from bvdocs.view.actions import (
    build_action,
    count_actions,
    count_sources,
    states_of,
    summarise_plan,
    tells_more,
)
from bvdocs.view.attention import build_attention
from bvdocs.view.changes import changes_since, plan_changes, printed_changes, sentences_of
from bvdocs.view.covering import build_covering, covering_texts
from bvdocs.view.document_views import (
    BulletView,
    ChangesView,
    Edition,
    PlanView,
    ReportView,
    ThemeView,
)
from bvdocs.view.editions import DRAFT, build_history
from bvdocs.view.evidence import build_evidence_index
from bvdocs.view.figure_views import Detail
from bvdocs.view.heatmap import (
    build_cell,
    build_heatmap,
    build_levels,
    build_shares_note,
    in_code_order,
    scale_key,
    summarise_ratings,
)
from bvdocs.view.judged import build_judged
from bvdocs.view.movement import build_movement
from bvdocs.view.names import theme_slug, theme_title
from bvdocs.view.origins import Origins, cells_of, field_cells
from bvdocs.view.overview import ALL_THEMES, build_overview, position_sentences
from bvdocs.view.timeline import build_timelines

# Characteristics and bullets, and actions, from which a document takes more than a glance to leaf through.
_LONG_ASSESSMENT, _LONG_PLAN = 40, 20
# The column of each fact of a bullet.
_OF_BULLET = {"text": "Text", "criteria": "Criteria"}


def build_view(
    assessment: PublicAssessment,
    brand: Brand,
    edition: Edition = DRAFT,
    past: Past = NO_PAST,
    changes: Changes | None = None,
    dates: Mapping[str, DueDates] | None = None,
) -> ReportView:
    """Return the view of an assessment from which the exempt rows were already taken.

    `past` is what was issued before, these documents too if they are an issue; `changes` what changed since the
    version that was reported last; `dates` those that each action had, by its reference, where there is such a version.
    """
    known = {each.ref: (dates or {}).get(each.ref) or dates_in_workbook(each) for each in assessment.actions}
    name, after_gap = edition.name if past.reported else "", past.first_after_gap
    revised = {ref: revised_words(each, name, after_gap) for ref, each in known.items()}
    assessment = replace(
        assessment,
        report=_named(assessment.report, brand),
        actions=tuple(with_printed_dates(each, known[each.ref]) for each in assessment.actions),
    )
    report = assessment.report
    changes = printed_changes(changes) if changes is not None else None
    changed = {each.number: each for each in changes.themes} if changes is not None else {}
    authority = one_line(report.authority)
    criteria = {
        theme.number: in_code_order([each for each in assessment.criteria if each.theme == theme.number])
        for theme in assessment.themes
    }
    themes = tuple(
        _build_theme(theme, assessment, criteria[theme.number], edition, revised, changed.get(theme.number))
        for theme in sorted(assessment.themes, key=lambda each: each.number)
    )
    in_overview = used_abbreviations(assessment, overview_texts(assessment))
    attention = build_attention(assessment, known, past.last_reported(report.meeting_date))
    return ReportView(
        language="en-GB",
        authority=authority,
        title=one_line(report.title),
        committee=one_line(report.committee),
        meeting_date=date_words(report.meeting_date),
        date_stamp=report.meeting_date,
        author=one_line(report.author) or authority,
        details=_details(assessment, edition),
        notes=report.notes,
        edition=edition,
        themes=themes,
        overview=build_overview(themes, criteria, assessment.scale, in_overview),
        covering=build_covering(
            assessment,
            themes,
            position_sentences(themes, criteria, assessment.scale),
            used_abbreviations(assessment, [*position_texts(assessment), *covering_texts(assessment, attention)]),
        ),
        attention=attention,
        plan=_build_plan(assessment, themes, changes),
        evidence=build_evidence_index(assessment, used_abbreviations(assessment, evidence_texts(assessment))),
        history=build_history(past.issues),
        changes=_changes_since_last_report(changes, past, report.meeting_date),
        origins=_report_cells(report),
    )


def _named(report: Report, brand: Brand) -> Report:
    """Return the report with the authority's name as the brand file gives it, if it does: it is then from no cell."""
    if not brand.name:
        return report
    cells = {name: cells for name, cells in report.cells.items() if name != "Authority"}
    return replace(report, authority=brand.name, cells=cells)


def _report_cells(report: Report) -> Origins:
    """Return the cells of what the `Report` sheet gives every document; the authority stands in for an author."""
    cells = field_cells(
        report,
        authority="Authority",
        title="Title",
        committee="Committee",
        meeting_date="Meeting date",
        author="Author" if report.author else "Authority",
    )
    return {**cells, "notes": tuple(str(where) for where in report.cells.get("Note", ()))}


def _changes_since_last_report(changes: Changes | None, past: Past, meeting: date) -> ChangesView | None:
    """Return the view of the changes, if a version was reported before this meeting."""
    last = past.last_reported(meeting)
    if changes is None or last is None:
        return None
    return changes_since(changes, last.issue)


def with_action_pages(view: ReportView, pages: Mapping[str, int]) -> ReportView:
    """Add the pages of the action plan to the view, once it is laid out; `pages` gives the page of each anchor."""
    themes = tuple(
        replace(theme, action_pages=pages_words(pages[theme.anchor], pages[theme.end_anchor]))
        if theme.actions
        else theme
        for theme in view.themes
    )
    return replace(view, themes=themes)


def _build_theme(
    theme: Theme,
    assessment: Assessment,
    criteria: tuple[Criterion, ...],
    edition: Edition,
    revised: Mapping[str, tuple[str, ...]],
    changed: ThemeChanges | None,
) -> ThemeView:
    report = assessment.report
    everything = {criterion.code: criterion for criterion in assessment.criteria}
    bullets = [each for each in assessment.bullets if each.theme == theme.number]
    actions = tuple(each for each in assessment.actions if each.theme == theme.number)
    title = theme_title(theme)
    heading = theme.description_heading or f"What best value looks like in {theme.name}"
    cells = tuple(build_cell(each, everything, assessment.scale) for each in criteria)
    return ThemeView(
        number=theme.number,
        name=one_line(theme.name),
        title=title,
        file=SELF_ASSESSMENT.file(theme_slug(theme)),
        details=_details(assessment, edition, theme),
        long=len(criteria) + len(bullets) > _LONG_ASSESSMENT,
        heatmap=build_heatmap(theme, title, cells, assessment.scale, report.heatmap_columns),
        movement=build_movement(theme, title, criteria, assessment.scale, scale_key(assessment.scale)),
        summary=summarise_ratings(criteria, assessment.scale),
        levels=build_levels(criteria, assessment.scale),
        shares_note=build_shares_note(criteria, assessment.scale),
        description_heading=one_line(heading),
        description=_bullets_of(bullets, Section.DESCRIPTION),
        strengths=_bullets_of(bullets, Section.STRENGTHS),
        areas_for_improvement=_bullets_of(bullets, Section.AREAS),
        opportunities=_bullets_of(bullets, Section.OPPORTUNITIES),
        key_actions=counted(len(actions), "key action"),
        action_refs=refs_words([one_line(action.ref) for action in actions]),
        action_pages="",
        actions=tuple(
            build_action(
                action,
                revised[action.ref],
                report.meeting_date,
                [each for each in assessment.milestones if each.action == action.ref],
                {each.ref for each in assessment.evidence},
            )
            for action in actions
        ),
        timelines=build_timelines(
            theme, title, actions, assessment.actions, report.meeting_date, assessment.milestones
        ),
        changes=sentences_of(changed, RATINGS, CHARACTERISTICS, BULLETS) if changed else (),
        abbreviations=used_abbreviations(
            assessment, [*theme_texts(assessment, criteria, bullets), heading, theme.name, theme.lead]
        ),
        anchor=f"theme-{theme.number}",
        end_anchor=f"theme-{theme.number}-end",
        origins=_theme_cells(theme),
    )


def _theme_cells(theme: Theme) -> Origins:
    """Return the cells of what is said of a theme itself: its title is of its name, and so is a heading made of it."""
    heading = "Description heading" if theme.description_heading else "Name"
    return cells_of(theme.source, name="Name", title="Name", description_heading=heading)


def _bullets_of(bullets: Iterable[Bullet], section: Section) -> tuple[BulletView, ...]:
    return tuple(
        BulletView(bullet.text, ", ".join(bullet.criteria), origins=cells_of(bullet.source, **_OF_BULLET))
        for bullet in bullets
        if bullet.section is section
    )


def _details(assessment: Assessment, edition: Edition, theme: Theme | None = None) -> tuple[Detail, ...]:
    """Return the block on the first page: only what the workbook says."""
    report = assessment.report

    def given(label: str, value: str, field: str = "") -> Detail:
        return Detail(label, value, origins=field_cells(report, value=field or label))

    lines = (
        given("Authority", report.authority),
        given("Committee", report.committee),
        given("Meeting date", date_words(report.meeting_date)),
        given("Ratings as of", date_words(report.assessed_on), "Assessed on"),
        Detail("Lead officer", theme.lead, origins=cells_of(theme.source, value="Lead")) if theme else None,
        given("Author", report.author),
        given("Department", report.department),
        given("Contact", report.contact),
        Detail("Version", edition.line.removeprefix("Version ")),
    )
    return tuple(line for line in lines if line and line.value)


def _build_plan(assessment: Assessment, built: Sequence[ThemeView], changes: Changes | None) -> PlanView:
    meeting = assessment.report.meeting_date
    states = states_of(assessment.actions, meeting)
    themes = sorted(assessment.themes, key=lambda each: each.number)
    by_theme = tuple(
        count_actions(
            theme_title(theme),
            (each for each in assessment.actions if each.theme == theme.number),
            meeting,
            cells_of(theme.source, name="Name"),
            states,
        )
        for theme in themes
    )
    total = count_actions(ALL_THEMES, assessment.actions, meeting, shown=states)
    judged = build_judged(assessment.actions, assessment.action_scale)
    return PlanView(
        summary=summarise_plan(assessment.actions, total, meeting),
        long=len(themes) > 1 or len(assessment.actions) > _LONG_PLAN,
        by_theme=by_theme,
        states=states,
        total=total if len(by_theme) > 1 else None,
        by_source=count_sources(assessment.actions, meeting, states),
        judged=judged,
        judged_note=rounding_note(percentages([level.count for level in judged])),
        told_below=any(tells_more(action) for theme in built for action in theme.actions),
        changes=plan_changes(changes) if changes is not None else (),
        abbreviations=used_abbreviations(assessment, plan_texts(assessment)),
    )
