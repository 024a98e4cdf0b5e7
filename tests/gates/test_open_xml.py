"""The Open XML SDK: every Word file and workbook that the program writes is one that Word and Excel would take."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.render.redline import make_redline
from bvdocs.storage.current import CURRENT
from bvdocs.workbook.writing.starter import make_starter
from tests.gates import CASES, laid_out, open_xml, require
from tests.gates.plugin import SAID
from tests.support.as_word_saves import UNTOLD, as_word_saves
from tests.support.program import run
from tests.support.project import SAMPLE, TEMPLATES, tell_nobody
from tests.support.word_breaks import BODY, add, changed
from tests.support.word_soundness import unsound

pytestmark = pytest.mark.slow

# Word has written no smart tags since 2010, and the SDK takes none.
HABITS = tuple(name for name in UNTOLD if name != "smart_tags")
WHEN = datetime(2025, 9, 23, tzinfo=UTC)
RecordProperty = Callable[[str, object], None]


@pytest.fixture(autouse=True)
def _tool() -> None:
    require(open_xml.found(), open_xml.WHAT)


def without_faults(what: str, files: list[Path], record_property: RecordProperty) -> None:
    """Assert that the SDK finds nothing in any of the files, and say how many it looked at."""
    before = [file.read_bytes() for file in files]
    found = open_xml.faults(files)
    kinds = dict(Counter(fault.kind for fault in found))
    record_property(SAID, f"Open XML SDK, {what}: {len(files)} files, errors by kind: {kinds or 'none'}")
    assert found == []
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize("case", CASES)
def test_every_word_file_is_one_that_word_takes(
    case: str, request: pytest.FixtureRequest, tmp_path: Path, record_property: RecordProperty
) -> None:
    documents: Mapping[str, bytes] = request.getfixturevalue(case)
    without_faults(case, laid_out(documents, ".docx", tmp_path), record_property)


def test_every_workbook_is_one_that_excel_takes(tmp_path: Path, record_property: RecordProperty) -> None:
    starter, annotated = tmp_path / "starter.xlsx", tmp_path / "annotated.xlsx"
    starter.write_bytes(make_starter(date(2026, 1, 5)))
    run("check", starter, "--annotate", annotated, "--templates", TEMPLATES)
    assert len(load_workbook(annotated).sheetnames) > len(load_workbook(starter).sheetnames)
    without_faults("workbooks", [starter, annotated, SAMPLE], record_property)


@pytest.fixture(scope="module")
def documents_of_edited_templates(seven_themes: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The Word files of seven themes, filled from templates as Word saves them."""
    folder = tmp_path_factory.mktemp("edited")
    templates = shutil.copytree(TEMPLATES, folder / "templates")
    for path in templates.glob("*.docx"):
        path.write_bytes(as_word_saves(path.read_bytes(), *HABITS))
    request = ReportRequest(seven_themes, folder, templates, formats=("word",))
    made = make_report(request, tell_nobody).documents
    return {each.name: (folder / CURRENT / each.name).read_bytes() for each in made}


def test_every_word_file_of_an_edited_template_is_one_that_word_takes(
    documents_of_edited_templates: Mapping[str, bytes], tmp_path: Path, record_property: RecordProperty
) -> None:
    files = laid_out(documents_of_edited_templates, ".docx", tmp_path)
    without_faults("templates as Word saves them, filled", files, record_property)
    assert {file.name: found for file in files if (found := unsound(file.read_bytes()))} == {}


def test_every_redline_is_one_that_word_takes(
    request: pytest.FixtureRequest,
    documents_of_edited_templates: Mapping[str, bytes],
    tmp_path: Path,
    record_property: RecordProperty,
) -> None:
    packs = [request.getfixturevalue(case) for case in CASES] + [documents_of_edited_templates]
    redlines = {
        f"{number}-{name}": make_redline(older[name], newer[name], "Testing District Council", WHEN)
        for number, (older, newer) in enumerate(pairwise([*packs, packs[0]]))
        for name in newer
        if name.endswith(".docx") and name in older
    }
    files = laid_out(redlines, ".docx", tmp_path)
    without_faults("redlines", files, record_property)
    assert {file.name: found for file in files if (found := unsound(file.read_bytes()))} == {}


def test_the_templates_are_such_as_word_takes(record_property: RecordProperty) -> None:
    without_faults("templates", sorted(TEMPLATES.glob("*.docx")), record_property)


def test_a_word_file_that_word_would_not_take_is_found_out(
    sample_documents: Mapping[str, bytes], tmp_path: Path
) -> None:
    broken = changed(sample_documents["action-plan.docx"], BODY, add("//w:body", "<w:nonsense/>"))
    found = open_xml.faults(laid_out({"broken.docx": broken}, ".docx", tmp_path))
    assert [(fault.file, fault.kind, fault.part) for fault in found] == [("broken.docx", "Schema", f"/{BODY}")]
    assert "nonsense" in found[0].what


def test_a_file_that_does_not_open_is_found_out(tmp_path: Path) -> None:
    (torn,) = laid_out({"torn.docx": b"PK\x03\x04 and nothing more"}, ".docx", tmp_path)
    assert [fault.kind for fault in open_xml.faults([torn])] == ["Exception"]
