"""What `verify` says of an archive in which nothing was altered: what could be, and what looks odd."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bvdocs.storage.archive.remarks import remarks_on
from bvdocs.storage.archive.verify import verify, versions_in_place
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import FIRST, MEETING, STYLES, add, edit_manifest, relist
from tests.support.program import run


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two versions."""
    add(tmp_path / "archive", "0.1", "1.0")
    return tmp_path / "archive"


def remarks(archive: Path) -> list[str]:
    assert verify(archive) == ()
    return list(remarks_on(archive, versions_in_place(archive)))


def test_of_an_ordinary_archive_there_is_nothing_to_say(archive: Path) -> None:
    assert remarks(archive) == []
    assert "Worth knowing" not in run("verify", "--output", archive.parent).output


def test_a_character_in_a_note_that_no_document_can_print_is_told_and_stops_nothing(archive: Path) -> None:
    edit_manifest(archive / MEETING / "v1.0", lambda record: record.update(note="As\x1b[2J agreed"))
    relist(archive / "SHA256SUMS", archive)
    assert remarks(archive) == [
        "Version 1.0 has a character that cannot be printed, shown as '\ufffd', in a note or in the name of who issued"
        " it. No issue takes one: see who wrote into its manifest.json."
    ]
    assert Archive(archive).versions[-1].issue.note == "As\ufffd[2J agreed"


def test_a_version_dated_before_its_predecessor_is_told(archive: Path) -> None:
    backdated = (FIRST - timedelta(days=1)).isoformat()
    edit_manifest(archive / MEETING / "v1.0", lambda record: record.update(issued_at=backdated))
    relist(archive / "SHA256SUMS", archive)
    line = (
        "Version 1.0 is dated 01/06/2025 10:30, before version 0.1, 03/06/2025 10:30: the clock of a computer was"
        " wrong, or was set."
    )
    assert remarks(archive) == [line]
    done = run("verify", "--output", archive.parent)
    assert done.exit_code == 0
    assert f"Worth knowing:\n  {line}\n" in done.output


def test_the_same_moment_in_another_time_zone_is_no_earlier(archive: Path) -> None:
    edit_manifest(archive / MEETING / "v1.0", lambda record: record.update(issued_at="2025-06-03T11:30:00+01:00"))
    relist(archive / "SHA256SUMS", archive)
    assert remarks(archive) == []


def test_bytes_under_names_that_systems_use_are_named_wherever_they_are(archive: Path) -> None:
    folders = ("", MEETING, f"{MEETING}/v0.1", f"{MEETING}/v1.0/figures", "2026-03-24-audit-committee")
    (archive / folders[-1]).mkdir()
    for folder in folders:
        (archive / folder / "Thumbs.db").write_bytes(b"an exempt paragraph")
    found = remarks(archive)
    assert len(found) == 3  # beside the versions, and in each of the two
    for folder in folders:
        assert any(f"{folder}/Thumbs.db (19 bytes)".lstrip("/") in each for each in found)


def test_what_a_system_had_put_among_the_templates_is_of_its_version(archive: Path) -> None:
    add(archive, "1.1", templates=STYLES | {".DS_Store": b"what a system knows"})
    assert remarks(archive) == []


@pytest.mark.parametrize("name", ["README.txt", "source/assessment.xlsx", "manifest.json"])
def test_a_file_with_a_second_name_elsewhere_is_told(archive: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").hardlink_to(archive / MEETING / "v0.1" / name)
    assert remarks(archive) == [
        f"With a second name somewhere (a hard link), through which it can be changed: {MEETING}/v0.1/{name}."
    ]


def test_a_list_with_a_second_name_is_told_and_of_many_files_how_many(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(archive, tmp_path / "backup", copy_function=os.link)
    found = remarks(archive)
    assert len(found) == 3
    assert found[0].endswith(": SHA256SUMS.")
    assert " and 12 more." in found[1]


def test_an_archive_that_is_a_link_is_told(archive: Path) -> None:
    elsewhere = archive.rename(archive.parent / "share")
    archive.symlink_to(elsewhere)
    assert remarks(archive) == [
        f"{archive} is a link to {elsewhere}: whoever can change the link can exchange the archive."
    ]
    assert run("verify", "--output", archive.parent).exit_code == 0


def test_they_are_told_beside_differences_too(archive: Path) -> None:
    (archive / "Thumbs.db").write_bytes(b"x")
    (archive / MEETING / "v0.1" / "README.txt").unlink()
    done = run("verify", "--output", archive.parent)
    assert done.exit_code == 1
    assert "1 difference in" in done.output
    assert "Thumbs.db (1 byte)" in done.output
