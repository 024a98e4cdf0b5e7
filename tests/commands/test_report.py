"""When documents are made anew, and when what stands is left alone."""

import json
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from bvdocs.commands.report import ReportOutcome, ReportRequest, make_report
from bvdocs.core.errors import TemplateError
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.workbooks import Book


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook, templates of its own, and documents made from them."""
    folder = tmp_path_factory.mktemp("workshop")
    Book().write(folder)
    templates = folder / "templates"
    templates.mkdir()
    for path in TEMPLATES.iterdir():
        (templates / path.name).write_bytes(path.read_bytes())
    assert not run(folder).unchanged
    return folder


def run(folder: Path, formats: tuple[str, ...] = ("word",)) -> ReportOutcome:
    """Word files alone are quickest made."""
    request = ReportRequest(folder / "assessment.xlsx", folder / "out", folder / "templates", formats=formats)
    return make_report(request, tell_nobody)


def test_nothing_changed_is_nothing_done(workshop: Path) -> None:
    outcome = run(workshop)
    assert outcome.unchanged
    assert len(outcome.documents) == 14


@pytest.mark.slow
def test_a_changed_workbook_makes_them_anew(workshop: Path) -> None:
    book = Book()
    book.report[0][1] = "Another District Council"
    book.write(workshop)
    assert not run(workshop).unchanged
    assert run(workshop).unchanged


@pytest.mark.slow
def test_a_changed_template_makes_them_anew(workshop: Path) -> None:
    style = workshop / "templates" / "style.css"
    style.write_text(style.read_text() + "\nh1 { color: #000000; }\n")
    assert not run(workshop).unchanged


@pytest.mark.slow
def test_a_changed_template_in_a_folder_of_its_own_makes_them_anew(workshop: Path) -> None:
    (workshop / "templates" / "parts").mkdir(exist_ok=True)
    for text in ("one", "two"):
        (workshop / "templates" / "parts" / "footer.html").write_text(text)
        assert not run(workshop).unchanged


@pytest.fixture
def plan_template(workshop: Path) -> Iterator[Path]:
    """The action plan's page template, as it was again afterwards."""
    template = workshop / "templates" / "action-plan.html"
    whole = template.read_text()
    yield template
    template.write_text(whole)


@pytest.mark.slow
@pytest.mark.parametrize("instead", ["", "{% if not theme.actions %}{anchor}{% endif %}"])
def test_a_page_template_without_the_anchors_stops_the_report(
    instead: str, workshop: Path, plan_template: Path
) -> None:
    anchor = '<div id="{{ theme.end_anchor }}"></div>'
    plan_template.write_text(plan_template.read_text().replace(anchor, instead.replace("{anchor}", anchor)))
    with pytest.raises(TemplateError, match="nothing has the id 'theme-1-end'"):
        run(workshop)


def test_what_a_system_leaves_in_a_folder_is_no_change(workshop: Path) -> None:
    run(workshop)
    (workshop / "out" / "current" / ".DS_Store").write_bytes(b"")
    assert run(workshop).unchanged


@pytest.mark.slow
def test_a_document_changed_by_hand_is_kept_after_a_crash_too(workshop: Path) -> None:
    run(workshop)
    current = workshop / "out" / "current"
    (current / "action-plan.docx").write_bytes(b"the officer's own words")
    current.rename(workshop / "out" / ".previous")
    outcome = run(workshop)
    assert outcome.kept is not None
    assert (outcome.kept / "action-plan.docx").read_bytes() == b"the officer's own words"


@pytest.mark.slow
def test_another_format_makes_them_anew(workshop: Path) -> None:
    run(workshop)
    assert not run(workshop, ("html",)).unchanged
    assert not run(workshop).unchanged


def test_a_document_changed_by_hand_is_kept_and_made_anew(workshop: Path) -> None:
    run(workshop)
    edited = workshop / "out" / "current" / "action-plan.docx"
    edited.write_bytes(b"the officer's own words")
    outcome = run(workshop)
    assert outcome.kept is not None
    assert (outcome.kept / "action-plan.docx").read_bytes() == b"the officer's own words"
    assert edited.read_bytes() != b"the officer's own words"


def test_a_file_laid_into_the_folder_is_kept(workshop: Path) -> None:
    run(workshop)
    (workshop / "out" / "current" / "covering letter.docx").write_bytes(b"Dear Members")
    outcome = run(workshop)
    assert outcome.kept is not None
    assert (outcome.kept / "covering letter.docx").read_bytes() == b"Dear Members"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b'{"documents": 3, "findings": []}'])
@pytest.mark.slow
def test_a_damaged_manifest_is_no_manifest(workshop: Path, damage: bytes) -> None:
    (workshop / "out" / "current" / "manifest.json").write_bytes(damage)
    outcome = run(workshop)
    assert not outcome.unchanged
    assert outcome.kept is not None


@pytest.mark.parametrize("damage", [None, b"", b"[]", b'{"findings": [3]}'])
@pytest.mark.slow
def test_what_was_found_is_not_told_again_from_a_damaged_record(workshop: Path, damage: bytes | None) -> None:
    record = workshop / "out" / "current" / "source" / "findings.json"
    if damage is None:
        record.unlink()
    else:
        record.write_bytes(damage)
    outcome = run(workshop)
    assert not outcome.unchanged
    assert (outcome.kept is None) == (damage is not None)
    assert run(workshop).unchanged


@pytest.mark.slow
def test_documents_made_before_the_findings_had_a_file_of_their_own_are_as_made(workshop: Path) -> None:
    """They are replaced, and not kept as if somebody had changed them."""
    current = workshop / "out" / "current"
    found = json.loads((current / "source" / "findings.json").read_text())
    manifest = json.loads((current / "manifest.json").read_text())
    (current / "manifest.json").write_text(json.dumps(manifest | found))
    shutil.rmtree(current / "source")
    outcome = run(workshop)
    assert (outcome.unchanged, outcome.kept) == (False, None)


def test_the_manifest_names_what_the_documents_were_made_from(workshop: Path) -> None:
    outcome = run(workshop)
    manifest = json.loads((workshop / "out" / "current" / "manifest.json").read_text())
    workbook = json.loads((workshop / "out" / "current" / "source" / "findings.json").read_text())["workbook"]
    assert workbook["name"] == "assessment.xlsx"
    assert "workbook" not in manifest
    assert set(manifest["templates"]) >= {"self-assessment.docx", "action-plan.docx", "style.css"}
    assert manifest["libraries"]["weasyprint"] == version("weasyprint")
    assert [each["name"] for each in manifest["documents"]] == [each.name for each in outcome.documents]
    hashes = [workbook["sha256"], *manifest["templates"].values()]
    hashes += [each["sha256"] for each in manifest["documents"]]
    assert {len(each) for each in hashes} == {64}
    assert str(workshop) not in json.dumps(manifest)
