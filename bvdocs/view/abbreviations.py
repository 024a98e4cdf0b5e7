"""The abbreviations that each document explains: those that its own words use."""

from collections.abc import Iterable

from bvdocs.core.indexed_words import IndexedTexts
from bvdocs.core.model import Assessment, Bullet, Criterion
from bvdocs.core.rows import words_of
from bvdocs.view.attention import worsened_ratings
from bvdocs.view.origins import cells_of
from bvdocs.view.row_views import AbbreviationView


def _report_texts(assessment: Assessment) -> list[str]:
    """Return what every document prints of the workbook's own words."""
    report = assessment.report
    return [*report.notes, report.title, report.committee, report.author, report.department, report.contact]


def theme_texts(assessment: Assessment, criteria: Iterable[Criterion], bullets: Iterable[Bullet]) -> list[str]:
    """Return what a self-assessment prints of the workbook's own words, but for its theme's."""
    meanings = (level.meaning for level in assessment.scale)
    return [*_rating_texts(assessment, criteria), *meanings, *(bullet.text.plain for bullet in bullets)]


def position_texts(assessment: Assessment) -> list[str]:
    """Return what is printed of the workbook's own words where sentences sum the ratings up."""
    levels = (level.name for level in assessment.scale)
    return [*_report_texts(assessment), *levels, *(theme.name for theme in assessment.themes)]


def overview_texts(assessment: Assessment) -> list[str]:
    """Return what the overview prints of the workbook's own words."""
    return [*_rating_texts(assessment, assessment.criteria), *(theme.name for theme in assessment.themes)]


def _rating_texts(assessment: Assessment, criteria: Iterable[Criterion]) -> list[str]:
    """Return what a document with a table of these ratings prints of the workbook's own words."""
    levels = [level.name for level in assessment.scale]
    return [*_report_texts(assessment), *levels, *(criterion.name for criterion in criteria)]


def plan_texts(assessment: Assessment) -> list[str]:
    """Return what the action plan prints of the workbook's own words."""
    names = (theme.name for theme in assessment.themes)
    judged = (text for level in assessment.action_scale for text in (level.name, level.meaning))
    actions = (text for action in assessment.actions for text in (*words_of(action), action.status.name))
    milestones = (milestone.text for milestone in assessment.milestones)
    # Of characteristics it names those whose rating worsened, with both levels.
    worsened = (text for each in worsened_ratings(assessment) for text in (each.name, each.before, each.now))
    return [*_report_texts(assessment), *names, *judged, *actions, *milestones, *worsened]


def evidence_texts(assessment: Assessment) -> list[str]:
    """Return what the index of evidence prints of the workbook's own words."""
    evidence = (text for each in assessment.evidence for text in words_of(each))
    named = [*(each.name for each in assessment.criteria), *(each.text.plain for each in assessment.actions)]
    return [*_report_texts(assessment), *(theme.name for theme in assessment.themes), *named, *evidence]


def used_abbreviations(assessment: Assessment, texts: list[str]) -> tuple[AbbreviationView, ...]:
    """Return the abbreviations that the texts use as whole words, alone or in the plural, in alphabetical order."""
    used = filter(IndexedTexts(texts).use, assessment.abbreviations)
    return tuple(
        AbbreviationView(each.short, each.full, origins=cells_of(each.source, short="Short", full="Full"))
        for each in sorted(used, key=lambda each: each.short.casefold())
    )
