"""The gates for the exempt edition, which has no web page: veraPDF, LibreOffice, the Open XML SDK."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.gates import laid_out, office, open_xml, require, tagged, verapdf
from tests.gates.plugin import SAID
from tests.gates.test_word import lost
from tests.support.part_b import exempt_book, part_b_of
from tests.support.project import MakeOnce
from tests.support.reading import read_word

pytestmark = pytest.mark.slow

RecordProperty = Callable[[str, object], None]


def _made(folder: Path) -> Mapping[str, bytes]:
    outcome = part_b_of(exempt_book().write(folder), folder / "out")
    assert outcome.folder, outcome.findings
    return {each.name: (outcome.folder / each.name).read_bytes() for each in outcome.documents}


@pytest.fixture
def documents(made_once: MakeOnce) -> Mapping[str, bytes]:
    """Part B of a workbook with exempt rows of each kind."""
    return made_once("part-b", _made)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_is_accessible_and_fit_for_an_archive(
    documents: Mapping[str, bytes], profile: str, tmp_path: Path, record_property: RecordProperty
) -> None:
    require(verapdf.found(), verapdf.WHAT)
    (verdict,) = verapdf.check(laid_out(documents, ".pdf", tmp_path), [profile])
    record_property(SAID, f"veraPDF {profile}, part B: {verdict}")
    assert list(verdict.rules()) == []
    assert verdict.passed
    assert verdict.checks > 500


def test_the_word_file_shows_all_that_it_holds(
    documents: Mapping[str, bytes], tmp_path: Path, record_property: RecordProperty
) -> None:
    require(office.found(), office.WHAT)
    (file,) = laid_out(documents, ".docx", tmp_path)
    (shown,) = office.converted([file], tmp_path / "converted")
    said = tagged.read(shown)
    record_property(SAID, f"LibreOffice, part B: {file.name} shows {len(said.text):,} letters")
    assert lost(read_word(file.read_bytes()), said) == []
    assert len(said.text) > 500


def test_the_word_file_is_one_that_word_takes(
    documents: Mapping[str, bytes], tmp_path: Path, record_property: RecordProperty
) -> None:
    require(open_xml.found(), open_xml.WHAT)
    found = open_xml.faults(laid_out(documents, ".docx", tmp_path))
    record_property(SAID, f"Open XML SDK, part B: {len(found)} errors")
    assert found == []
