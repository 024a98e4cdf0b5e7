"""The Open XML SDK: every Word file and workbook that the program writes is one that Word and Excel would take."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bvdocs.workbook.writing.starter import make_starter
from tests.gates import CASES, laid_out, open_xml, require
from tests.gates.plugin import SAID
from tests.support.program import run
from tests.support.project import SAMPLE, TEMPLATES
from tests.support.word_breaks import BODY, add, changed

pytestmark = pytest.mark.slow

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
