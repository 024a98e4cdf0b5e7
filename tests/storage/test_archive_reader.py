"""A manifest is held to all that is read of it later: one that lacks some of it is none, and is told in one line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bvdocs.cli.main import main
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import MEETING, Workshop, add, edit_manifest, make_tiny_documents, relist, rewrite
from tests.support.workbooks import Book

GONE = object()
TEXTS = [GONE, None, 5, [], {}]
NUMBERS = [GONE, None, "5", [], {}, True]
NEEDED: dict[tuple[str | int, ...], list[Any]] = {
    ("program",): [GONE, None, 5, "", [], {}],
    ("program", "bvdocs"): TEXTS,
    ("program", "sha256"): TEXTS,
    ("libraries",): [GONE, None, 5, "", ["python"]],
    ("libraries", "python"): [None, 5, [], {}],
    ("workbook",): [GONE, None, 5, "", [], {}],
    ("workbook", "name"): TEXTS,
    ("templates",): [GONE, None, 5, "", ["style.css"]],
    ("templates", "style.css"): [None, 5, [], {}],
    ("files",): [GONE, None, 5, "", [], {}],
    ("files", 0): [None, 5, "", [], {}],
    ("files", 0, "name"): TEXTS,
    ("files", 0, "sha256"): TEXTS,
    ("files", 0, "bytes"): NUMBERS,
    ("files", 0, "pages"): [GONE, "5", [], {}, True],
    ("previous",): [GONE, 5, "0.1", ["0.1"]],
    ("issued_by",): TEXTS,
}


def put(record: Any, key: tuple[str | int, ...], value: object) -> None:
    for each in key[:-1]:
        record = record[each]
    if value is GONE:
        del record[key[-1]]
    else:
        record[key[-1]] = value


def forge(archive: Path, version: Path, key: tuple[str | int, ...], value: object) -> None:
    """Change the record of a version, and every list of hashes, so that they agree."""
    edit_manifest(version, lambda record: put(record, key, value))
    relist(archive / "SHA256SUMS", archive)


@pytest.mark.slow
@pytest.mark.parametrize("key", NEEDED, ids=lambda key: "-".join(str(each) for each in key))
def test_a_manifest_that_lacks_what_is_read_later_is_no_record(tmp_path: Path, key: tuple[str | int, ...]) -> None:
    version = add(tmp_path, "0.1").folder
    whole = (version / "manifest.json").read_bytes()
    for value in NEEDED[key]:
        rewrite(version / "manifest.json", whole)
        forge(tmp_path, version, key, value)
        archive = Archive(tmp_path)
        assert (archive.latest, archive.versions) == (None, ())
        assert [str(each) for each in archive.damaged] == [
            f"Version 0.1 cannot be read: {MEETING}/v0.1/manifest.json was changed: it cannot be read any more."
        ], value


@pytest.mark.slow
@pytest.mark.parametrize("key", ["program", "libraries", "workbook", "templates", "files"])
def test_the_commands_tell_it_in_one_line(tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_tiny_documents(monkeypatch)
    workshop = Workshop(tmp_path)
    workshop.write(Book())
    workshop.issue()
    version = workshop.archive / MEETING / "v0.1"
    forge(workshop.archive, version, (key,), GONE)
    given = [str(workshop.workbook), "--output", str(workshop.output), "--templates", str(workshop.templates)]
    done = CliRunner().invoke(main, ["issue", *given])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert f"{MEETING}/v0.1/manifest.json was changed: it cannot be read any more" in done.stderr
    done = CliRunner().invoke(main, ["verify", "--rebuild", "--output", str(workshop.output)])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert f"{MEETING}/v0.1/manifest.json was changed: it cannot be read any more" in done.output


def test_a_record_with_more_in_it_than_is_known_can_be_read(tmp_path: Path) -> None:
    version = add(tmp_path, "0.1").folder

    def more(record: dict[str, Any]) -> None:
        record["later"] = record["program"]["later"] = "what a later release records"
        record["files"][0]["later"] = 5

    edit_manifest(version, more)
    relist(tmp_path / "SHA256SUMS", tmp_path)
    read = Archive(tmp_path).latest
    assert read is not None
    files = json.loads((version / "manifest.json").read_bytes())["files"]
    assert read.files == {each["name"]: each["sha256"] for each in files}


def test_what_was_reported_begins_after_a_damaged_version_and_the_first_one_then_is_known(tmp_path: Path) -> None:
    add(tmp_path, "1.0", "2.0", "3.0")
    assert Archive(tmp_path).past().first_after_gap is None
    rewrite(tmp_path / MEETING / "v1.0" / "manifest.json", b"")
    past = Archive(tmp_path).past()
    assert [str(each.issue.version) for each in past.reported] == ["2.0", "3.0"]
    assert str(past.first_after_gap) == "2.0"
