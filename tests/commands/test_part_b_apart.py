"""What is exempt is apart: no public file hangs on it, and no public command looks into its folder."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.core.brand import Brand
from bvdocs.core.exemption import Exemption
from bvdocs.core.model import Assessment, Level
from bvdocs.core.part_b import exempt_part
from bvdocs.core.publishing import published
from bvdocs.core.rich_text import RichText, Run
from bvdocs.storage.archive.facts import assessment_as_json
from bvdocs.view import DRAFT, build_view
from bvdocs.view.part_b import build_part_b, part_a_said
from tests.support.archives import FIRST, files_in
from tests.support.part_b import ANNOUNCED, EXEMPT_CELLS, EXEMPT_ROWS, book_with, exempt_book, part_b_of
from tests.support.program import run
from tests.support.project import TEMPLATES, tell_nobody

# By these, rows name each other and say where they belong: whoever exchanges them exchanges more than words.
NAMES = ("code", "ref", "see", "action", "criteria", "actions", "evidence", "section")
VIEWS, ANNOUNCED_VIEWS = 300, 100
counts: Counter[str] = Counter()

letters = st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))
words = st.text(letters, min_size=1, max_size=60).filter(str.strip)


@cache
def whole(*, announced: bool = False) -> Assessment:
    """What the small workbook says, its exempt rows too; with a covering report that announces them, or without."""
    with TemporaryDirectory() as folder:
        return book_with({**EXEMPT_CELLS, **(ANNOUNCED if announced else {})}).read(Path(folder))


def other_value(draw: st.DrawFn, value: object, scale: tuple[Level, ...]) -> object:
    """Another value of the same kind; what is of no kind that can be exchanged stays."""
    match value:
        case str():
            return draw(words)
        case RichText():
            return RichText((Run(draw(words), bold=draw(st.booleans())),))
        case date():
            return draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
        case Level():
            return draw(st.sampled_from(scale))
        case float():
            return draw(st.floats(0, 100))
        case Exemption():
            return Exemption(is_exempt=True, paragraphs=tuple(sorted(draw(st.sets(st.integers(1, 7), min_size=1)))))
    return value


@st.composite
def exchanged(draw: st.DrawFn, *, announced: bool = False, kept: tuple[str, ...] = ()) -> Assessment:
    """The same assessment, with all that its exempt rows hold exchanged for something else, but for what is kept."""
    assessment = whole(announced=announced)
    other: dict[int, Any] = {}
    for exempt in exempt_part(assessment).rows:
        row = exempt.of_sheet.row
        changed = {
            each.name: other_value(draw, getattr(row, each.name), assessment.scale)
            for each in fields(row)
            if each.name not in (*NAMES, *kept)
            and not (each.name == "exempt" and not row.exempt)  # a milestone that is exempt with its action
        }
        other[id(row)] = replace(row, **changed)

    names = ("criteria", "bullets", "actions", "milestones", "evidence")
    rows: dict[str, Any] = {name: tuple(other.get(id(row), row) for row in getattr(assessment, name)) for name in names}
    return replace(assessment, **rows)


@pytest.mark.slow
@settings(max_examples=VIEWS, suppress_health_check=[HealthCheck.too_slow])
@given(exchanged())
def test_whatever_exempt_rows_hold_part_a_says_and_records_the_same(other: Assessment) -> None:
    assert build_view(published(other), Brand()) == build_view(published(whole()), Brand())
    for printed_alone in (True, False):
        assert assessment_as_json(published(other), printed_alone=printed_alone) == assessment_as_json(
            published(whole()), printed_alone=printed_alone
        )
    counts["views"] += 1
    part_a = part_a_said("", None, "")
    counts["of which Part B says something else"] += build_part_b(
        exempt_part(other), Brand(), DRAFT, part_a
    ) != build_part_b(exempt_part(whole()), Brand(), DRAFT, part_a)


@pytest.mark.slow
@settings(max_examples=ANNOUNCED_VIEWS, suppress_health_check=[HealthCheck.too_slow])
@given(exchanged(announced=True, kept=("exempt", "exempt_reason")))
def test_where_part_b_is_announced_part_a_says_the_same_but_for_paragraphs_and_reasons(other: Assessment) -> None:
    view = build_view(published(other), Brand())
    assert view.covering
    assert view.covering.exclusion
    assert view == build_view(published(whole(announced=True)), Brand())


@pytest.mark.slow
@settings(max_examples=ANNOUNCED_VIEWS, suppress_health_check=[HealthCheck.too_slow])
@given(exchanged(announced=True))
def test_where_part_b_is_announced_other_paragraphs_and_reasons_change_its_one_paragraph_alone(
    other: Assessment,
) -> None:
    view, before = (build_view(published(each), Brand()) for each in (other, whole(announced=True)))
    assert view.covering
    assert before.covering
    same = replace(view.covering, exclusion=before.covering.exclusion)
    assert replace(view, covering=same) == before
    counts["announced otherwise"] += view.covering.exclusion != before.covering.exclusion


@pytest.mark.slow
def test_there_were_enough_of_them_and_part_b_told_them_apart() -> None:
    """So that the test above cannot pass by exchanging nothing."""
    if not counts["views"]:
        pytest.skip("the test above was not run")
    assert counts["views"] >= VIEWS
    assert counts["of which Part B says something else"] > 0.9 * counts["views"]
    assert counts["announced otherwise"] > 0.9 * ANNOUNCED_VIEWS
    assert len(exempt_part(whole()).rows) == EXEMPT_ROWS


def reworded(number: int) -> dict[tuple[str, int, str], Any]:
    """The cells of the workbook, those of exempt rows with other words, dates, ratings and paragraphs."""
    exempt = {(sheet, row) for sheet, row, column in EXEMPT_CELLS if column == "Exempt"} | {("Milestones", 2)}
    kept = ("Code", "Ref", "Theme", "Section", "Criteria", "Action" if number else "", "Status", "Progress", "Public")
    cells = dict(EXEMPT_CELLS)
    for (sheet, row, column), value in EXEMPT_CELLS.items():
        is_name = column in kept and not (sheet == "Actions" and column == "Action")
        if (sheet, row) not in exempt or is_name:
            continue
        if isinstance(value, date):
            cells[sheet, row, column] = date(2025, 1 + number, 9)
        elif column == "Rating":
            cells[sheet, row, column] = "Green"
        elif column == "Exempt":
            cells[sheet, row, column] = 1 + number
        else:
            cells[sheet, row, column] = f"{sheet} {row} {column} " * number + "anders gesagt."
    return cells


def public_files(folder: Path) -> dict[str, bytes]:
    return {name: each for name, each in files_in(folder).items() if "source" not in Path(name).parts}


@pytest.mark.slow
def test_whatever_exempt_rows_hold_the_public_files_are_the_same_bytes(tmp_path: Path) -> None:
    made = {}
    for number in range(4):
        folder = tmp_path / str(number)
        folder.mkdir()
        book = book_with(reworded(number)) if number else exempt_book()
        done = run("report", book.write(folder), "--output", folder / "out", "--templates", TEMPLATES)
        assert done.exit_code == 0, done.output
        made[number] = public_files(folder / "out" / "current")
    assert len(made[0]) > 10
    assert {"manifest.json", "action-plan.pdf", "action-plan.docx", "overview.html"} <= made[0].keys()
    for number in (1, 2, 3):
        assert [name for name in made[0].keys() | made[number] if made[0].get(name) != made[number].get(name)] == []


@pytest.mark.slow
def test_where_part_b_is_announced_the_covering_report_alone_has_other_bytes(tmp_path: Path) -> None:
    made = []
    for number in (0, 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        cells = {**(reworded(1) if number else EXEMPT_CELLS), **ANNOUNCED}
        done = run("report", book_with(cells).write(folder), "--output", folder / "out", "--templates", TEMPLATES)
        assert done.exit_code == 0, done.output
        made.append(public_files(folder / "out" / "current"))
    first, second = made
    differing = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
    # The manifest has the hash of each file.
    assert differing == {*(f"covering-report.{kind}" for kind in ("docx", "html", "pdf")), "manifest.json"}


@pytest.mark.slow
def test_of_an_issued_version_the_hashes_of_what_is_in_source_alone_are_others(tmp_path: Path) -> None:
    """The hash of the workbook, which proves it, is in the manifest: it is the one thing that hangs on exempt rows."""
    made = []
    for number in (0, 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        workbook = (book_with(reworded(1)) if number else exempt_book()).write(folder)
        request = IssueRequest(workbook, folder / "out", TEMPLATES, "Clerk")
        version = issue_version(request, datetime(2025, 9, 1, tzinfo=UTC), tell_nobody).version
        assert version
        made.append(public_files(version.folder))
    first, second = made
    differing = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
    assert differing == {"manifest.json", "SHA256SUMS"}
    records = [json.loads(each["manifest.json"]) for each in made]
    for record in records:
        del record["archive"], record["workbook"]["sha256"]  # the archive's id is random
        record["files"] = [each for each in record["files"] if not each["name"].startswith("source/")]
    assert records[0] == records[1]


touched: list[str] = []
_watching: list[str] = []


def _note(event: str, given: tuple[object, ...]) -> None:
    """Note each path below a folder that is watched, whatever is done with it."""
    for each in given if _watching else ():
        path = each if isinstance(each, str) else str(each) if isinstance(each, Path) else ""
        if path and _watching[0] in path:
            touched.append(f"{event} {path}")


sys.addaudithook(_note)


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """Note what is opened, listed, renamed or removed below a folder."""
    touched.clear()
    _watching[:] = [str(folder)]
    try:
        yield touched
    finally:
        _watching.clear()


@pytest.mark.slow
def test_no_public_command_opens_lists_or_changes_anything_of_it(tmp_path: Path) -> None:
    workbook, output = exempt_book().write(tmp_path), tmp_path / "out"
    with_output = ("--output", output, "--templates", TEMPLATES)
    assert issue_version(IssueRequest(workbook, output, TEMPLATES, "Clerk"), FIRST, tell_nobody).version
    assert part_b_of(workbook, output).folder
    assert part_b_of(workbook, output, issue=True).version
    exempt = output / "exempt"
    # What a run of `part-b` that was killed has left there stays there too.
    (exempt / ".new-left.1.abcdefgh").mkdir()
    before = {path: (path.lstat().st_mtime_ns, path.lstat().st_mode) for path in exempt.rglob("*")}
    changed = exempt_book(Actions_2_Owner="Head of Paid Service").write(tmp_path, "changed.xlsx")
    commands: tuple[tuple[str | Path, ...], ...] = (
        ("report", workbook, *with_output),
        ("report", changed, *with_output),
        ("report", changed, "--pack", *with_output),
        ("dates", changed, "--output", output),
        ("check", changed, *with_output),
        ("issue", changed, "--final", "--yes", *with_output),
        ("history", "--output", output),
        ("compare", "0.1", "1.0", *with_output),
        ("verify", "--output", output),
        ("verify", "--rebuild", "--output", output),
        ("batch", changed, "--output", output, "--templates", TEMPLATES, "--workers", "1"),
    )
    with watched(exempt) as seen:
        for each in commands:
            done = run(*each)
            assert done.exit_code == 0, (each, done.output)
            assert "exempt/" not in done.output
            assert "not-for-publication" not in done.output
    assert seen == []
    assert {path: (path.lstat().st_mtime_ns, path.lstat().st_mode) for path in exempt.rglob("*")} == before
    assert not any(b"not-for-publication" in content for content in public_files(output / "archive").values())
    with watched(exempt) as seen:
        assert part_b_of(changed, output).folder
    assert seen


@pytest.mark.parametrize("command", ["report", "check", "issue", "batch", "desk", "part-b"])
def test_its_folder_is_no_output_folder_of_public_commands(tmp_path: Path, command: str) -> None:
    workbook = exempt_book().write(tmp_path)
    (tmp_path / "exempt" / "archive").mkdir(parents=True)
    (tmp_path / "exempt" / "NOT-FOR-PUBLICATION.txt").write_text("")
    for folder in (tmp_path / "exempt", tmp_path / "exempt" / "archive"):
        done = run(command, workbook, "--output", folder)
        assert (done.exit_code, "what is not for publication" in " ".join(done.output.split())) == (2, True), (
            done.output
        )


def test_a_version_of_part_b_is_not_made_again_as_one_of_part_a(tmp_path: Path) -> None:
    (tmp_path / "NOT-FOR-PUBLICATION.txt").write_text("")
    done = run("verify", "--rebuild", "--output", tmp_path)
    assert (done.exit_code, "not those of Part B" in " ".join(done.output.split())) == (2, True)
