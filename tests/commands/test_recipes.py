"""Only what changed is made: all else stands as it was, and the folder is what a clean run would have made."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from bvdocs.commands import documents
from bvdocs.commands.report import ReportOutcome, ReportRequest, make_report
from bvdocs.core.documents import FORMATS
from bvdocs.core.findings import Finding, has_errors
from bvdocs.render import recipes
from bvdocs.storage.manifest import describe_program
from bvdocs.templating import check
from tests.support.archives import files_in
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book

pytestmark = pytest.mark.slow

LEADERSHIP, CULTURE = "self-assessment-theme-1-leadership", "self-assessment-theme-2-culture"
CHANGES = 20


class Desk:
    """A folder with a workbook, templates of its own, and the documents made from them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.book = folder, Book()
        self.templates = folder / "templates"
        shutil.copytree(TEMPLATES, self.templates)
        self.book.actions[0][6] = date(2025, 1, 6)

    def run(self, output: str = "out", formats: tuple[str, ...] = FORMATS) -> ReportOutcome:
        """Write the workbook and make the documents."""
        self.book.write(self.folder)
        return self.run_again(output, formats)

    def run_again(self, output: str = "out", formats: tuple[str, ...] = FORMATS) -> ReportOutcome:
        workbook = self.folder / "assessment.xlsx"
        outcome = make_report(ReportRequest(workbook, self.folder / output, self.templates, (), formats), tell_nobody)
        assert outcome.documents, outcome.findings
        return outcome

    def made(self, formats: tuple[str, ...] = FORMATS) -> set[str]:
        """Run, and return what was made; hold that the folder is what a clean run makes."""
        outcome = self.run(formats=formats)
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        assert self.run_again("clean", formats).stood == frozenset()
        assert self.current() == files_in(self.folder / "clean" / "current")
        return {each.name for each in outcome.documents} - outcome.stood

    def current(self) -> dict[str, bytes]:
        return files_in(self.folder / "out" / "current")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.run()
    return desk


def documents_named(*names: str) -> set[str]:
    return {f"{name}.{ending}" for name in names for ending in ("docx", "html", "pdf")}


def pictures_named(*names: str) -> set[str]:
    return {f"figures/{name}.{ending}" for name in names for ending in ("png", "svg")}


def test_of_one_rating_its_theme_and_the_overview_are_made(desk: Desk) -> None:
    ratings = [row[3] for row in desk.book.criteria]
    desk.book.criteria[0][3] = next(each for each in ratings if each not in (ratings[0], None))
    made = desk.made()
    assert documents_named(LEADERSHIP, "overview") <= made
    assert made <= documents_named(LEADERSHIP, "overview") | pictures_named(
        "heatmap-theme-1-leadership", "heatmap-all-themes", "movement-theme-1-leadership"
    )


def test_of_a_rating_that_needs_attention_the_action_plan_is_made_too_and_no_other_theme(tmp_path: Path) -> None:
    """It is on the list at the front of the plan: whose pages stay as they are, so that no reference to one changes."""
    desk = Desk(tmp_path)
    desk.book.criteria[1][3:5] = desk.book.criteria[0][3:5] = ["Green", "Green"]
    desk.book.criteria[0][3] = "Amber"
    desk.run()
    desk.book.criteria[0][3] = "Red"
    made = desk.made()
    assert documents_named(LEADERSHIP, "overview", "action-plan") <= made
    assert made <= documents_named(LEADERSHIP, "overview", "action-plan") | pictures_named(
        "heatmap-theme-1-leadership", "heatmap-all-themes", "movement-theme-1-leadership"
    )


def test_of_one_bullet_its_self_assessment_is_made(desk: Desk) -> None:
    place = next(at for at, row in enumerate(desk.book.narrative) if row[0] == 2)
    desk.book.narrative[place][2] = "Residents are asked twice a year."
    assert desk.made() == documents_named(CULTURE)


def test_of_what_is_printed_nowhere_nothing_is_made(desk: Desk) -> None:
    desk.book.criteria[0][6] = "Minutes of the meeting in May"
    assert desk.made() == set()


def test_of_a_due_date_the_action_plan_and_the_timelines_are_made(desk: Desk) -> None:
    """All timelines show the same years."""
    desk.book.actions[0][7] = date(2025, 11, 28)
    made = desk.made()
    assert documents_named("action-plan") <= made
    assert made <= documents_named("action-plan", LEADERSHIP) | pictures_named(
        "timeline-theme-1-leadership", "timeline-theme-2-culture"
    )


def test_the_style_of_the_screen_is_no_part_of_a_word_file(desk: Desk) -> None:
    with (desk.templates / "screen.css").open("a") as style:
        style.write("\n@media screen { h1 { letter-spacing: 0.01em } }\n")
    assert not {name for name in desk.made() if not name.endswith((".html", ".pdf"))}


def test_a_word_template_makes_its_own_files_alone(desk: Desk) -> None:
    template = desk.templates / "self-assessment.docx"
    with ZipFile(template, "a") as package:
        package.comment = b"another one"
    assert desk.made() == {f"{LEADERSHIP}.docx", f"{CULTURE}.docx"}


def test_what_was_changed_by_hand_is_made_anew(desk: Desk) -> None:
    desk.run()
    before = desk.current()
    for name in ("overview.docx", f"{CULTURE}.pdf", "figures/heatmap-all-themes.svg"):
        (desk.folder / "out" / "current" / name).write_bytes(b"by hand")
    outcome = desk.run_again()
    assert outcome.kept is not None
    assert desk.current() == before


@pytest.mark.parametrize(
    ("library", "endings"),
    [("matplotlib", {".docx", ".png", ".svg"}), ("docxtpl", {".docx"}), ("weasyprint", {".pdf"}), ("pyphen", {".pdf"})],
)
def test_another_release_of_a_library_makes_its_files_anew(
    library: str, endings: set[str], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run()
    before = describe_program()
    other = {**before, "libraries": {**before["libraries"], library: "99"}}
    with monkeypatch.context() as patched:
        patched.setattr(documents, "describe_program", lambda: other)
        patched.setattr("bvdocs.storage.manifest.describe_program", lambda: other)
        outcome = desk.run()
    made = {Path(each.name).suffix for each in outcome.documents if each.name not in outcome.stood}
    assert made == endings
    desk.run()


def test_another_font_makes_pdfs_anew_and_another_file_of_the_brand_s_pictures_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run()

    def made() -> set[str]:
        outcome = desk.run_again()
        return {Path(each.name).suffix for each in outcome.documents if each.name not in outcome.stood}

    with monkeypatch.context() as patched:
        patched.setattr(recipes, "describe_layout", lambda: {"fonts": "another list"})
        assert made() == {".pdf"}
        patched.setattr(recipes, "_hash_of_file", lambda _: "another file")
        patched.setattr(recipes, "describe_layout", lambda: {"fonts": "a third list"})
        assert made() == {".docx", ".pdf", ".png", ".svg"}  # a Word file holds pictures
    desk.run()


def test_another_setting_of_the_fonts_makes_pdfs_anew(desk: Desk) -> None:
    """In a process of its own each time, for the settings are read once."""
    desk.run()
    settings = desk.folder / "fonts.conf"
    command = (sys.executable, "-m", "bvdocs", "report", desk.folder / "assessment.xlsx", "--verbose")
    for remark in ("one", "another"):
        settings.write_text(f"<fontconfig><include>/etc/fonts/fonts.conf</include><!-- {remark} --></fontconfig>")
        ended = subprocess.run(
            [*command, "--output", desk.folder / "set", "--templates", desk.templates],
            env={**os.environ, "FONTCONFIG_FILE": str(settings)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
    told = [line for line in ended.stdout.splitlines() if re.search(r"\.(docx|html|pdf|png|svg) ", line)]
    assert {line.split()[0] for line in told if not line.endswith("as it was")} == {
        line.split()[0] for line in told if ".pdf " in line
    }


def test_templates_are_looked_at_only_if_what_is_found_in_them_is_not_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found last time is told again, accepted or not."""
    page = desk.templates / "overview.html"
    page.write_text(page.read_text().replace("{% block body %}", "{% block body %}<p>DRAFT</p>", 1))
    before = desk.run().findings
    of_templates = [each for each in before if each.of_template]
    assert of_templates
    looked: list[Path] = []
    as_it_is = check.check_all

    def counted(folder: Path, **others: Any) -> Iterator[Finding]:
        looked.append(folder)
        return as_it_is(folder, **others)

    monkeypatch.setattr(check, "check_all", counted)
    desk.book.criteria[0][6] = "Minutes of the meeting in July"
    assert [each for each in desk.run().findings if each.of_template] == of_templates
    first = of_templates[0]
    desk.book.accepted = [[first.code, None, first.message, "It is meant.", "A. Clark", date(2030, 1, 1)]]
    outcome = desk.run()
    assert [each.finding for each in outcome.accepted] == [first]
    desk.book.accepted = []
    assert [each for each in desk.run().findings if each.of_template] == of_templates
    assert looked == []
    page.write_text(page.read_text() + "\n")
    assert [each.code for each in desk.run().findings if each.of_template] == [each.code for each in of_templates]
    assert looked == [desk.templates]


@pytest.mark.parametrize(
    "tags",
    [
        "{% for each in report.themes %}{{ each.strengths|unique|list|length }}{% endfor %}",
        "{% for each in report.themes if each.strengths %}"
        "{{ 'twice' if each.strengths[0] == each.strengths[1] }}{% endfor %}",
        "{% for each in report.themes %}{% for one in each.strengths %}"
        "{{ 'another' if loop.changed(one) }}{% endfor %}{% endfor %}",
        "{% for each in report.themes %}{{ each.strengths|string|length }}{% endfor %}",
        "{% include './note.html' %}",
        "{% include ['late.html', 'note.html'] %}",
        "{% include 'late.html' ignore missing %}",
    ],
)
def test_what_compares_whole_views_or_takes_in_a_file_is_made_each_time(tags: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.templates / "note.html").write_text("A note.")
    desk.book.narrative += [[1, "Strengths", "Priorities are known.", None, None, None] for _ in range(2)]
    write_into(desk.templates / "action-plan.docx", tags)
    desk.run(formats=("word",))
    desk.book.narrative[-1][2] = "Priorities are known to all."
    (desk.templates / "note.html").write_text("Another note.")
    (desk.templates / "late.html").write_text("A late note.")
    assert "action-plan.docx" in desk.made(formats=("word",))


def write_into(template: Path, tags: str) -> None:
    """Give a Word template a last paragraph."""
    with ZipFile(template) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    before, last, after = parts["word/document.xml"].decode().rpartition("<w:sectPr")
    paragraph = f"<w:p><w:r><w:t>{escape(tags)}</w:t></w:r></w:p>"
    parts["word/document.xml"] = f"{before}{paragraph}{last}{after}".encode()
    with ZipFile(template, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_for_pages_alone_the_action_plan_is_laid_out_only_if_it_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run(formats=("html",))
    desk.book.criteria[0][6] = "Minutes of the meeting in June"
    begun: list[str] = []

    @contextmanager
    def workers(_number: int) -> Iterator[Callable[[str], None]]:
        yield begun.append

    with monkeypatch.context() as patched:
        patched.setattr(documents, "pdf_workers", workers)
        assert desk.run(formats=("html",)).stood
    assert begun == []
    desk.run()


def test_any_change_of_a_cell_gives_what_a_clean_run_gives(tmp_path: Path) -> None:
    """Whatever is changed, file for file and byte for byte; and much stands in most runs."""
    desk, chance = Desk(tmp_path), random.Random(14)
    desk.run()
    made: list[int] = []
    while len(made) < CHANGES:
        changed = deepcopy(desk.book)
        change_a_cell(changed, chance)
        if not has_errors(tuple(changed.findings(tmp_path))):
            desk.book = changed
            made.append(len(desk.made()))
    of_all = len(desk.current())
    assert sum(number < of_all / 2 for number in made) > CHANGES / 4, made


def change_a_cell(book: Book, chance: random.Random) -> None:
    """Give one cell another value of its kind, such as one that stands elsewhere in the column, or another text."""
    rows = chance.choice([book.report, book.themes, book.criteria, book.narrative, book.actions])
    row = chance.choice(rows)
    place = chance.choice([at for at, value in enumerate(row) if at and value is not None])
    value = row[place]
    others = [other[place] for other in rows if other[place] not in (value, None)]
    if isinstance(value, date):
        row[place] = value + timedelta(days=chance.choice([-7, 7, 30]))
    elif isinstance(value, str) and " " in value:
        row[place] = f"{value.rstrip('.')} and more."
    elif isinstance(value, str) and others:
        row[place] = chance.choice(others)
