"""An archive has an id that all of its versions carry: two archives mixed, or two copies of one, are told."""

import json
import shutil
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bvdocs.storage.archive.copies import copies_in
from bvdocs.storage.archive.reader import Archived, read_version
from bvdocs.storage.archive.verify import unlisted, verify
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import (
    BY,
    MACHINE,
    MEETING,
    Workshop,
    add,
    cut_from_list,
    edit_manifest,
    files_in,
    make_tiny_documents,
    numbers,
    relist,
    rewrite,
)
from tests.support.program import run
from tests.support.workbooks import Book

LATER = "2025-12-16-audit-committee"


def told(archive: Path) -> list[str]:
    return [str(each) for each in verify(archive)]


def put_together(one: Path, other: Path) -> None:
    """Lay the versions of one archive into another, as a folder that is synchronised does; the other's list stays."""
    for folder in one.glob("*/*"):
        target = other / folder.relative_to(one)
        if not target.exists():
            shutil.copytree(folder, target)


def as_in_format_2(archive: Path) -> None:
    """Have versions look as they did before archives had ids."""

    def without(record: dict[str, Any]) -> None:
        record["format"] = "bvdocs version, format 2"
        for name in ("archive", "machine", "corrections"):
            del record[name]

    before = None
    for folder in [each.folder for each in Archive(archive).versions]:
        edit_manifest(folder, without)
        if before:
            edit_manifest(folder, partial(_put_after, read_version(before).fingerprint))
        before = folder
    relist(archive / "SHA256SUMS", archive)


def _put_after(fingerprint: str, record: dict[str, Any]) -> None:
    record["previous"]["manifest_sha256"] = fingerprint


def test_an_id_is_made_with_the_first_version_and_carried_by_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_tiny_documents(monkeypatch)
    workshop = Workshop(tmp_path)
    workshop.write(Book())
    workshop.issue()
    workshop.issue(again=True)
    add(tmp_path / "other", "0.1")
    records = [json.loads((each.folder / "manifest.json").read_bytes()) for each in Archive(workshop.archive).versions]
    (identity,) = {record["archive"] for record in records}
    assert len(bytes.fromhex(identity)) == 16
    assert all(record["machine"] for record in records)
    assert Archive(workshop.archive).identity == identity != Archive(tmp_path / "other").identity


def test_an_older_archive_is_as_it_was_issued_and_gets_an_id_with_its_next_version(tmp_path: Path) -> None:
    add(tmp_path, "0.1", "1.0")
    as_in_format_2(tmp_path)
    before = files_in(tmp_path)
    assert told(tmp_path) == []
    assert Archive(tmp_path).identity == ""
    add(tmp_path, "1.1", "2.0")
    assert told(tmp_path) == []
    first, second, *later = Archive(tmp_path).versions
    assert (first.archive_id, second.archive_id, first.machine) == ("", "", "")
    assert {each.archive_id for each in later} == {Archive(tmp_path).identity} != {""}
    assert before.items() <= {**files_in(tmp_path), "SHA256SUMS": before["SHA256SUMS"]}.items()


def test_a_version_that_an_older_release_put_between_takes_the_id_from_no_later_one(tmp_path: Path) -> None:
    add(tmp_path, "0.1")
    identity = Archive(tmp_path).identity
    older = add(tmp_path, "0.2").folder

    def without(record: dict[str, Any]) -> None:
        del record["archive"]

    edit_manifest(older, without)
    relist(tmp_path / "SHA256SUMS", tmp_path)
    assert add(tmp_path, "0.3").archive_id == identity
    assert told(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("place", [MEETING, LATER])
def test_versions_of_another_archive_among_ours_are_told_and_never_listed(tmp_path: Path, place: str) -> None:
    add(tmp_path / "ours", "0.1", "0.2")
    meeting = {"meeting_date": date.fromisoformat(place[:10])}
    add(tmp_path / "theirs", "0.1", "0.2", "0.3", note="Of another council", **meeting)
    put_together(tmp_path / "theirs", tmp_path / "ours")
    strangers = ["v0.3"] if place == MEETING else ["v0.1", "v0.2", "v0.3"]
    days = {"v0.1": "03", "v0.2": "04", "v0.3": "05"}
    assert told(tmp_path / "ours") == [
        f"{place}/{each} was added: it is of another archive: it was issued on {days[each]}/06/2025 10:30"
        f" by {BY} on {MACHINE}"
        for each in strangers
    ]
    assert unlisted(tmp_path / "ours") == ()


def test_one_number_given_twice_by_two_computers_is_told_with_their_names(tmp_path: Path) -> None:
    ours, copy = tmp_path / "ours", tmp_path / "copy"
    add(ours, "0.1")
    shutil.copytree(ours, copy)
    add(ours, "1.0")
    theirs = add(copy, "1.0", meeting_date=date(2025, 12, 16)).folder
    edit_manifest(theirs, lambda record: record.update(machine="LAPTOP-3", issued_by="Ann Other"))
    put_together(copy, ours)
    line = (
        f"{LATER}/v1.0 was added: it is a second version 1.0: it was issued on 10/09/2025 10:30 by Ann Other on"
        f" LAPTOP-3; the other, {MEETING}/v1.0, was issued on 10/09/2025 10:30 by {BY} on {MACHINE}"
    )
    assert told(ours) == [line]
    # Nothing else is blamed, and the next versions follow the one that is listed or are told themselves.
    assert unlisted(ours) == ()
    assert numbers(ours) == ["0.1", "1.0"]


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """An archive with the versions 0.1 and 1.0; of `copy` beside it somebody issued on, in a fork."""
    add(tmp_path / "ours", "0.1", "1.0")
    shutil.copytree(tmp_path / "ours", tmp_path / "copy")
    return tmp_path / "ours"


def lay_in(archive: Path, version: Archived) -> str:
    """Put a version of elsewhere into the archive, in the place where it stood; return that place."""
    shutil.copytree(version.folder, archive / version.place)
    return version.place


@pytest.mark.slow
@pytest.mark.parametrize("old", [False, True])
def test_a_version_of_another_archive_counts_for_no_command(ours: Path, tmp_path: Path, old: bool) -> None:
    """Of an archive from before there were ids it is found by the version that it follows."""
    stranger = add(tmp_path / "theirs", "0.1", "1.0", "2.0", note="Of another council", meeting_date=date(2025, 11, 25))
    if old:
        as_in_format_2(ours)
    place = lay_in(ours, stranger)
    why = (
        "of another line: it follows another version 1.0 than the last one here, and was"
        if old
        else "of another archive: it was"
    )
    assert told(ours) == [f"{place} was added: it is {why} issued on 19/12/2025 10:30 by {BY} on {MACHINE}"]
    assert numbers(ours) == ["0.1", "1.0"]
    assert str(Archive(ours).next_version(final=True)) == "2.0"
    assert [str(each.issue.version) for each in Archive(ours).past().reported] == ["1.0"]
    assert [each.place for each in copies_in(Archive(ours))] == [place]
    assert unlisted(ours) == ()
    (tmp_path / "out").mkdir()
    ours.rename(tmp_path / "out" / "archive")
    advice = " ".join(run("verify", "--output", tmp_path / "out").output.split())
    assert "See whose it is, and move it out of the archive." in advice
    assert "Put back" not in advice
    assert "Do not repair by hand" not in advice


@pytest.mark.slow
@pytest.mark.parametrize("issued_here", [(), ("1.1",)])
def test_a_version_of_a_fork_counts_for_none_and_nothing_that_never_stood_is_called_removed(
    ours: Path, tmp_path: Path, issued_here: tuple[str, ...]
) -> None:
    if issued_here:
        add(ours, *issued_here, note="Ours")
    place = lay_in(ours, add(tmp_path / "copy", "1.1", "2.0", note="A fork", meeting_date=date(2025, 11, 25)))
    follows = "another version 1.1 than" if issued_here else "version 1.1, not version 1.0,"
    line = f"{place} was added: it is of another line: it follows {follows} the last one here"
    assert told(ours) == [f"{line}, and was issued on 19/12/2025 10:30 by {BY} on {MACHINE}"]
    assert numbers(ours) == ["0.1", "1.0", *issued_here]


def test_a_version_that_passes_over_what_was_issued_here_counts_for_none(ours: Path, tmp_path: Path) -> None:
    add(ours, "1.1")
    place = lay_in(ours, add(tmp_path / "copy", "2.0"))
    assert [each.partition(", and")[0] for each in told(ours)] == [
        f"{place} was added: it is of another line: it follows version 1.0, not version 1.1, the last one here"
    ]
    assert numbers(ours) == ["0.1", "1.0", "1.1"]


def test_versions_that_follow_the_last_of_an_older_list_stand(ours: Path) -> None:
    listed = (ours / "SHA256SUMS").read_bytes()
    add(ours, "1.1", "2.0", "2.1")
    rewrite(ours / "SHA256SUMS", listed)
    assert numbers(ours) == ["0.1", "1.0", "1.1", "2.0", "2.1"]
    assert [str(each.version) for each in unlisted(ours)] == ["1.1", "2.0", "2.1"]
    assert told(ours) == []
    rewrite(ours / MEETING / "v1.1" / "manifest.json", b"")
    assert numbers(ours) == ["0.1", "1.0", "2.0", "2.1"]
    assert told(ours) == [f"{MEETING}/v1.1/manifest.json was changed: it cannot be read any more"]


def test_a_version_issued_right_after_the_list_was_lost_is_ours(ours: Path) -> None:
    (ours / "SHA256SUMS").unlink()
    rewrite(ours / MEETING / "v1.0" / "manifest.json", b"")
    add(ours, "1.1")
    assert numbers(ours) == ["0.1", "1.1"]
    cut_from_list(ours, f"{MEETING}/v1.1")
    assert list(map(str, Archive(ours).standing)) == ["0.1", "1.0", "1.1"]
    assert [str(each.version) for each in unlisted(ours)] == ["1.1"]


def test_where_the_list_was_lost_a_version_of_another_archive_is_told_too(ours: Path, tmp_path: Path) -> None:
    place = lay_in(ours, add(tmp_path / "theirs", "0.1", "1.0", "2.0"))
    (ours / "SHA256SUMS").unlink()
    assert numbers(ours) == ["0.1", "1.0"]
    assert [each.partition(": it was")[0] for each in told(ours)] == [
        "SHA256SUMS was removed",
        f"{place} was added: it is of another archive",
    ]


def test_a_version_taken_out_of_the_list_too_stays_in_the_history_as_gone(ours: Path) -> None:
    shutil.rmtree(ours / MEETING / "v0.1")
    cut_from_list(ours, f"{MEETING}/v0.1")
    assert [str(each) for each in Archive(ours).damaged] == [f"Version 0.1 cannot be read: {MEETING}/v0.1 was removed."]
