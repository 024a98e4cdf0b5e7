"""veraPDF: every PDF is both accessible (PDF/UA-1) and fit for an archive (PDF/A-2a)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bvdocs.render.pdf.layout import load
from tests.gates import CASES, laid_out, require, verapdf
from tests.gates.plugin import SAID

pytestmark = pytest.mark.slow

PAGE = '<!doctype html><html lang="en-GB"><title>A page</title><h1>A page</h1><p>Some words.</p></html>'


@pytest.fixture(autouse=True)
def _tool() -> None:
    require(verapdf.found(), verapdf.WHAT)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("case", CASES)
def test_every_pdf_passes(
    case: str,
    profile: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    pdfs = laid_out(request.getfixturevalue(case), ".pdf", tmp_path)
    verdicts = verapdf.check(pdfs, [profile])
    for verdict in verdicts:
        record_property(SAID, f"veraPDF {profile}, {case}: {verdict}")
    broken = [f"{verdict.file.name}: {rule}" for verdict in verdicts for rule in verdict.rules()]
    assert not broken, "\n".join(broken)
    # A file in which next to nothing was checked would pass too.
    assert all(verdict.passed and verdict.checks > 500 for verdict in verdicts)


def plain_pdf(path: Path, **options: object) -> Path:
    """A page as WeasyPrint alone would make it."""
    load().HTML(string=PAGE).write_pdf(path, **options)
    return path


def test_a_pdf_without_tags_fails_both_profiles_and_the_rules_are_named(tmp_path: Path) -> None:
    ua1, archive = verapdf.check([plain_pdf(tmp_path / "plain.pdf")], ["ua1", "2a"])
    assert (ua1.passed, archive.passed) == (False, False)
    # ISO 14289-1, 7.1: content is tagged or an artefact. ISO 19005-2, 6.7.2.2: the document is marked as tagged.
    assert "7.1" in {failure.clause for failure in ua1.failures}
    assert "6.7.2.2" in {failure.clause for failure in archive.failures}
    assert all(failure.message and failure.place for failure in (*ua1.failures, *archive.failures))


def test_an_accessible_pdf_is_not_yet_one_for_the_archive(tmp_path: Path) -> None:
    ua1, archive = verapdf.check([plain_pdf(tmp_path / "accessible.pdf", pdf_variant="pdf/ua-1")], ["ua1", "2a"])
    assert ua1.passed
    assert not archive.passed


def test_a_file_that_cannot_be_read_fails_and_the_next_is_checked(tmp_path: Path) -> None:
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(b"%PDF-1.7 and nothing more")
    first, second = verapdf.check([torn, plain_pdf(tmp_path / "whole.pdf")], ["ua1"])
    assert (first.passed, first.checks) == (False, 0)
    assert "cannot be read" in first.failures[0].message
    assert second.checks > 0
