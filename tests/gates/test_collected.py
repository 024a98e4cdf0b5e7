"""The copy that `collect` writes of a workbook with charts, macros and slicers: Excel would take it, all is there."""

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.gates import open_xml, require
from tests.support.asking import asked_of, filled
from tests.support.full_workbooks import full_workbook
from tests.support.program import run

pytestmark = pytest.mark.slow
# What a change may touch: sheets and what belongs to them, the lists of parts, sheets and looks.
TOUCHED = ("xl/worksheets/", "xl/comments", "xl/drawings/vmlDrawing", "xl/drawings/commentsDrawing", "xl/styles",
           "xl/workbook", "xl/_rels/", "[Content_Types]", "docProps/", "xl/persons", "xl/threadedComments")  # fmt: skip


def faults_of(path: Path) -> Counter[tuple[str, str]]:
    return Counter((each.kind, each.what.partition(" (/")[0]) for each in open_xml.faults([path]))


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_copy_of_a_full_workbook_is_sound_and_whole(tmp_path: Path) -> None:
    require(open_xml.found(), open_xml.WHAT)
    workbook = full_workbook(tmp_path)
    before = workbook.read_bytes()
    sent = asked_of(workbook, None)
    back = tmp_path / "back"
    back.mkdir()
    answers: dict[str | tuple[str, str], object] = {"Progress": 0.7, "New update": "Three of three are filled."}
    (back / "chief.xlsx").write_bytes(filled(sent.sheet("Chief Executive"), answers))
    copy = tmp_path / f"next{workbook.suffix}"
    done = run("collect", back, "--workbook", workbook, "--output", tmp_path / "outputs", "--out", copy)
    assert done.exit_code == 0, done.output
    assert "2 changes taken" in done.stdout
    assert workbook.read_bytes() == before
    assert faults_of(copy) - faults_of(workbook) == Counter()
    was, now = parts_of(workbook), parts_of(copy)
    assert set(was) <= set(now)
    assert {name for name in was if was[name] != now[name] and not name.startswith(TOUCHED)} == set()
