"""The preview: the pages that would be published, made again with as little work as can be."""

import shutil
from pathlib import Path

import pytest

from bvdocs.commands import check
from bvdocs.commands.check import check_inputs
from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.commands.preview import Kept, Preview, make_papers, make_preview
from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.findings_order import by_sheet
from bvdocs.core.hashing import hash_of
from bvdocs.core.progress import tell_nobody
from bvdocs.render.figures.canvas import Pen
from bvdocs.storage.current import CURRENT
from tests.cases.scripted_year import BY, scripted_year
from tests.support.previews import without_marks
from tests.support.project import SAMPLE, TEMPLATES
from tests.support.workbooks import Book

pytestmark = pytest.mark.slow


def preview_of(workbook: Path, output: Path, kept: Kept | None = None, templates: Path = TEMPLATES) -> Preview:
    return make_preview(workbook, workbook.read_bytes(), templates, output, kept or Kept())


def published(workbook: Path, output: Path) -> dict[str, str]:
    make_report(ReportRequest(workbook, output, TEMPLATES), tell_nobody)
    return {path.stem: path.read_text(encoding="utf-8") for path in (output / CURRENT).glob("*.html")}


def unmarked(preview: Preview) -> dict[str, str]:
    return {each.file: without_marks(each.html) for each in preview.pages}


def test_the_pages_are_those_that_are_published(seven_themes: Path, tmp_path: Path) -> None:
    pages = published(seven_themes, tmp_path)
    assert unmarked(preview_of(seven_themes, tmp_path)) == pages


def test_after_a_meeting_too_where_they_tell_what_changed(tmp_path: Path) -> None:
    first, second = (step for step in scripted_year() if step.version in ("1.0", "2.0"))
    issue_version(
        IssueRequest(first.book.write(tmp_path), tmp_path, TEMPLATES, BY, final=True, note=first.note),
        first.issued_at,
        tell_nobody,
    )
    workbook = second.book.write(tmp_path)
    pages = published(workbook, tmp_path)
    assert unmarked(preview_of(workbook, tmp_path)) == pages


def test_with_what_is_kept_the_pages_are_the_same_as_made_anew(tmp_path: Path) -> None:
    book = Book()
    kept = Kept()
    preview_of(book.write(tmp_path), tmp_path, kept)
    book.criteria[0][3] = "Red"
    again = preview_of(book.write(tmp_path), tmp_path, kept)
    assert any("Red" in page.cells.get("Criteria!D2", "") for page in again.pages)
    assert again.pages == preview_of(book.write(tmp_path), tmp_path).pages


def test_a_picture_that_is_the_same_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    first = preview_of(SAMPLE, tmp_path, kept)
    monkeypatch.setattr(Pen, "__init__", lambda *_: pytest.fail("a picture was drawn again"))
    assert preview_of(SAMPLE, tmp_path, kept) == first


def test_templates_that_are_the_same_are_not_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    kept = Kept()
    preview_of(SAMPLE, tmp_path, kept, templates)
    looked: list[Path] = []
    before = check.check_templates_here

    def noted(folder: Path, formats: tuple[str, ...]) -> object:
        looked.append(folder)
        return before(folder, formats)

    monkeypatch.setattr(check, "check_templates_here", noted)
    preview_of(SAMPLE, tmp_path, kept, templates)
    assert not looked
    style = templates / "screen.css"
    style.write_text(style.read_text() + "\nmain { margin: 7px }\n")
    (page, *_) = preview_of(SAMPLE, tmp_path, kept, templates).pages
    assert looked == [templates]
    assert "margin: 7px" in page.html


def test_the_pages_are_in_the_order_in_which_a_committee_reads_them(seven_themes: Path, tmp_path: Path) -> None:
    files = [page.file.partition("-theme-")[0] for page in preview_of(seven_themes, tmp_path).pages]
    assert list(dict.fromkeys(files)) == ["overview", "self-assessment", "action-plan"]


def test_findings_are_in_the_order_of_the_command_line(tmp_path: Path) -> None:
    book = Book()
    book.criteria[0][3] = "Grene"
    book.report[3][1] = "soon"
    workbook = book.write(tmp_path)
    checked = check_inputs(workbook, workbook.read_bytes(), TEMPLATES, tell_nobody)
    expected = [each for _, group in by_sheet(checked.findings) for each in group]
    preview = preview_of(workbook, tmp_path)
    assert list(preview.findings) == expected
    assert preview.pages == ()


def test_what_is_no_workbook_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(SAMPLE.read_bytes()[:-100])
    with pytest.raises(WorkbookUnreadableError, match="cut off or damaged"):
        preview_of(tmp_path / "a.xlsx", tmp_path)


def test_papers_are_those_that_are_published_and_stand_the_next_time(tmp_path: Path) -> None:
    make_report(ReportRequest(SAMPLE, tmp_path / "made", TEMPLATES), tell_nobody)
    digest = hash_of(SAMPLE.read_bytes())
    papers = make_papers(SAMPLE, digest, TEMPLATES, tmp_path / "none", None, tell_nobody)
    assert papers is not None
    kinds = {path.suffix for path in map(Path, papers.files)}
    assert {".pdf", ".docx"} < kinds
    for name, content in papers.files.items():
        assert (tmp_path / "made" / CURRENT / name).read_bytes() == content
    again = make_papers(SAMPLE, digest, TEMPLATES, tmp_path / "none", papers, tell_nobody)
    assert again == papers
    assert make_papers(SAMPLE, "another", TEMPLATES, tmp_path / "none", None, tell_nobody) is None
