"""Redlines of documents that were filled from templates as Word saves them: what is Word's own is no change."""

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bvdocs.core.brand import Brand
from bvdocs.core.publishing import published
from bvdocs.render.picture import Picture
from bvdocs.render.redline import make_redline
from bvdocs.render.word.document import WordRenderer
from bvdocs.view import ReportView, build_view
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.seven_themes import seven_theme_rows
from tests.support.archives import copy_templates
from tests.support.as_word_saves import HABITS, as_word_saves
from tests.support.redlining import accepted, changes, faults, rejected
from tests.support.template_edits import PIXEL
from tests.support.word_identities import broken, repeated
from tests.support.workbook_writer import write_workbook

WHEN = datetime(2025, 9, 23, tzinfo=UTC)
NOTHING: dict[str, list[str]] = {"del": [], "ins": []}
# What Word writes into a file for itself alone, so that two savings of one template differ in it.
ITS_OWN = ("rsids", "proof_errors", "page_breaks", "paragraph_ids", "settings", "german_styles")

# A redline has none of the changes that a template tracked; headers that came stay, empty.
APART = ("insertions", "headers")


def report_of(folder: Path, words: str = "") -> ReportView:
    """Return what the workbook of seven themes says; its first bullet ends with these words."""
    rows = {name: [list(row) for row in rows] for name, rows in seven_theme_rows().items()}
    rows["Narrative"][0][2] = f"{rows['Narrative'][0][2]}{words}"
    write_workbook(folder / f"seven{words}.xlsx", rows)
    return build_view(published(read_workbook(folder / f"seven{words}.xlsx").assessment), Brand())


def made(report: ReportView, name: str, folder: Path, *habits: str, saved: bool = True) -> bytes:
    """Return the document of the first theme or of all, from a template that Word saved with these habits."""
    folder.mkdir()
    templates = copy_templates(folder)
    if saved:
        (templates / name).write_bytes(as_word_saves((templates / name).read_bytes(), *habits))
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, lambda: PIXEL))
    theme = report.themes[0] if name.startswith("self") else None
    return WordRenderer(templates, pictures, Brand()).render(name, report, "A title", theme)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    return report_of(tmp_path_factory.mktemp("seven"))


@pytest.mark.slow
@pytest.mark.parametrize("way", ["saved since", "saved before"])
@pytest.mark.parametrize("habit", ITS_OWN)
def test_what_word_writes_for_itself_is_no_change(habit: str, way: str, report: ReportView, tmp_path: Path) -> None:
    files = [made(report, "self-assessment.docx", tmp_path / str(saved), habit, saved=saved) for saved in (False, True)]
    older, newer = files if way == "saved since" else files[::-1]
    redline = make_redline(older, newer, "Council", WHEN)
    assert changes(redline) == NOTHING
    assert (repeated(redline), broken(redline), faults(redline)) == ({}, [], [])


@pytest.mark.parametrize("name", ["action-plan.docx", "overview.docx", "self-assessment.docx"])
@pytest.mark.slow
def test_a_redline_of_a_template_with_all_habits_repeats_and_breaks_nothing(
    name: str, report: ReportView, tmp_path: Path
) -> None:
    older = made(report, name, tmp_path / "plain", saved=False)
    newer = made(report, name, tmp_path / "saved", *HABITS)
    for was, now in ((older, newer), (newer, older), (newer, newer)):
        redline = make_redline(was, now, "Council", WHEN)
        assert (repeated(redline), broken(redline), faults(redline)) == ({}, [], [])


@pytest.mark.slow
def test_what_an_officer_put_into_a_template_is_told_and_can_be_rejected(report: ReportView, tmp_path: Path) -> None:
    older = made(report, "self-assessment.docx", tmp_path / "plain", saved=False)
    newer = made(report, "self-assessment.docx", tmp_path / "saved", *(each for each in HABITS if each not in APART))
    for was, now in ((older, newer), (newer, older), (newer, newer)):
        redline = make_redline(was, now, "Council", WHEN)
        assert (accepted(redline), rejected(redline)) == (accepted(now), accepted(was))
        assert (changes(redline) == NOTHING) == (was == now)


def test_a_bullet_that_changed_is_all_that_is_told_whoever_saved_the_template(
    report: ReportView, tmp_path: Path
) -> None:
    later = report_of(tmp_path, " So it says.")
    older = made(report, "self-assessment.docx", tmp_path / "plain", saved=False)
    newer = made(later, "self-assessment.docx", tmp_path / "saved", *ITS_OWN)
    assert changes(make_redline(older, newer, "Council", WHEN)) == {"del": [], "ins": [" So it says."]}
