"""Two issues at once where locks do not hold, as on a network share: the second look finds the other."""

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bvdocs.core.errors import ArchiveError
from bvdocs.storage.archive import writer
from bvdocs.storage.archive.folders import look_at
from bvdocs.storage.archive.verify import verify
from tests.support.archives import MEETING, add, files_in, leftovers, numbers


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with a version, where nobody waits for anybody."""

    @contextmanager
    def not_locked(*_: Any) -> Any:
        yield

    add(tmp_path / "archive", "0.1")
    monkeypatch.setattr(writer, "locked", not_locked)
    return tmp_path / "archive"


def when_first(monkeypatch: pytest.MonkeyPatch, name: str, do: Callable[[], object]) -> None:
    """Have something done the first time that a step of the writer is about to be taken."""
    step = getattr(writer, name)

    def once(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(writer, name, step)
        do()
        return step(*given, **more)

    monkeypatch.setattr(writer, name, once)


@pytest.mark.parametrize("other", ["0.2", "1.0"])
@pytest.mark.parametrize("step", ["folder_beside", "make_folder"])
def test_a_version_issued_meanwhile_stops_the_one_that_is_being_written(
    archive: Path, monkeypatch: pytest.MonkeyPatch, step: str, other: str
) -> None:
    seen = look_at(archive)
    when_first(monkeypatch, step, lambda: add(archive, other))
    with pytest.raises(ArchiveError, match=r"Another version was issued in .* meanwhile; this one was not") as told:
        writer.freeze(archive, MEETING, "v0.3", {"README.txt": b"ours"}, seen)
    assert told.value.hint == "Nothing else was changed. Run this again."
    assert numbers(archive) == ["0.1", other]
    assert leftovers(archive) == []
    assert verify(archive) == ()


def test_a_list_changed_meanwhile_stops_it_too(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = look_at(archive)
    listed = archive / "SHA256SUMS"
    when_first(monkeypatch, "make_folder", lambda: writer.write_list(archive, listed.read_text() * 2))
    with pytest.raises(ArchiveError, match="meanwhile"):
        writer.freeze(archive, MEETING, "v0.3", {"README.txt": b"ours"}, seen)
    assert not (archive / MEETING / "v0.3").exists()
    assert leftovers(archive) == []


@pytest.mark.parametrize("other", ["0.2", "1.0"])
def test_of_two_that_stand_at_the_same_moment_the_one_that_sees_it_is_withdrawn(archive: Path, other: str) -> None:
    seen = look_at(archive)
    frozen = writer.freeze(archive, "2026-01-20-audit-committee", "v0.2", {"source/a.xlsx": b"ours"}, seen)
    theirs = add_beside(archive, frozen, other)
    before = files_in(theirs)
    with pytest.raises(ArchiveError, match=r"at the same moment: .*; this one was withdrawn"):
        writer.withdraw_if_not_alone(archive, frozen, seen)
    assert not frozen.exists()
    assert leftovers(archive) == []
    assert files_in(theirs) == before
    assert numbers(archive) == ["0.1", other]
    assert verify(archive) == ()


def add_beside(archive: Path, frozen: Path, version: str) -> Path:
    """Issue a version as another computer does that does not see the one that was frozen."""
    hidden = frozen.rename(archive / ".elsewhere")
    folder = add(archive, version).folder
    hidden.rename(frozen)
    return folder


def test_one_that_is_alone_stays(archive: Path) -> None:
    seen = look_at(archive)
    frozen = writer.freeze(archive, MEETING, "v0.2", {"README.txt": b"ours"}, seen)
    writer.withdraw_if_not_alone(archive, frozen, seen)
    assert files_in(frozen) == {"README.txt": b"ours"}


def test_one_that_cannot_be_withdrawn_is_told_with_what_to_do(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = look_at(archive)
    frozen = writer.freeze(archive, "2026-01-20-audit-committee", "v0.2", {"README.txt": b"ours"}, seen)
    add_beside(archive, frozen, "0.2")

    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(ArchiveError, match="this one could not be withdrawn: Permission denied") as told:
        writer.withdraw_if_not_alone(archive, frozen, seen)
    assert "Move the folder of the one or the other out" in str(told.value.hint)
    assert frozen.exists()
