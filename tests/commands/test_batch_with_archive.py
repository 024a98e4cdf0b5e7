"""A council of a batch whose folder has an archive: its documents say what `report` says of what was issued before."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.storage.archive.records import records_of
from bvdocs.storage.archive.versions import archive_in
from tests.support.batches import Batches, council_book, edition_for
from tests.support.project import TEMPLATES, tell_nobody

pytestmark = pytest.mark.slow


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("damaged", [False, True], ids=["sound", "damaged"])
def test_what_was_issued_before_is_told_as_report_tells_it(tmp_path: Path, *, damaged: bool) -> None:
    batches, book = Batches(tmp_path / "out"), council_book("One Council")
    output = batches.output / "one-council"
    edition_for(output, book.write(tmp_path, "one.xlsx"))
    book.report[3][1] = date(2025, 12, 9)
    book.criteria[1][3] = "Green"
    book.criteria[2][7] = "Yes"  # it was open then
    workbook = book.write(tmp_path, "one.xlsx")
    if damaged:
        (assessment,) = [path for path in output.rglob("assessment.json") if path.parent.name != "source"]
        assessment.chmod(0o644)
        assessment.write_text("{}")
    shutil.copytree(output, tmp_path / "report")
    (outcome,) = batches.run(workbook).councils
    reported = make_report(ReportRequest(workbook, tmp_path / "report", TEMPLATES), tell_nobody)
    made = files(output / "current")
    assert made == files(tmp_path / "report" / "current")
    assert (b"What changed since version 1.0" in made["action-plan.html"]) != damaged
    assert bool(outcome.remarks) == bool(reported.archive_faults) == damaged
    assert [each.unchanged for each in batches.run(workbook).councils] == [True]


def test_of_an_archive_only_the_records_travel(tmp_path: Path) -> None:
    book = council_book("One Council")
    assert records_of(archive_in(tmp_path)) == {}
    edition_for(tmp_path, book.write(tmp_path, "one.xlsx"))
    sent = records_of(archive_in(tmp_path))
    place = next(iter(sent.keys() - {"SHA256SUMS"})).partition("/v1.0/")[0]
    names = ("manifest.json", "assessment.json", "source/assessment.json", "source/assessment.xlsx")
    assert set(sent) == {"SHA256SUMS", *(f"{place}/v1.0/{name}" for name in names)}
