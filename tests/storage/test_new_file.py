"""Several new files: their folder appears whole, in one step, and nothing of the user's is touched."""

import contextlib
import os
from pathlib import Path

import pytest

from bvdocs.core.errors import OutputError
from bvdocs.storage.disk import unfinished_prefix
from bvdocs.storage.new_file import write_all_new
from tests.support.archives import files_in, let_pass

CONTENTS = {"a.docx": b"first", "b.docx": b"second"}


class KilledError(BaseException):
    """The process is gone."""


def wanted(folder: Path) -> dict[Path, bytes]:
    return {folder / name: content for name, content in CONTENTS.items()}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("standing", ["nothing", "an empty folder", "no folder above"])
def test_stopped_at_any_step_there_is_nothing_or_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standing: str
) -> None:
    """Stopped where a name is given to a file or to a folder, or something is flushed: the next run goes on."""
    real = {name: getattr(os, name) for name in ("link", "rename", "fsync", "fchmod")}
    outcomes = []
    for failing in range(1, 30):
        top = tmp_path / str(failing)
        top.mkdir()
        folder = top / "more" / "redlines" if standing == "no folder above" else top / "redlines"
        if standing == "an empty folder":
            folder.mkdir()
        done = 0

        def stopping(name: str, *given: object, failing: int = failing, **more: object) -> object:
            nonlocal done
            done += 1
            if done >= failing:
                raise KilledError
            return real[name](*given, **more)

        with monkeypatch.context() as patch:
            for name in real:
                patch.setattr(os, name, lambda *given, name=name, **more: stopping(name, *given, **more))
            patch.setattr("shutil.rmtree", lambda *_, **__: None)  # whoever is killed clears nothing
            with contextlib.suppress(KilledError):
                write_all_new(wanted(folder), confidential=wanted(folder))
        there = files_in(folder) if folder.exists() else {}
        outcomes.append(len(there))
        assert there in ({}, CONTENTS)
        if not there:
            write_all_new(wanted(folder))
        assert files_in(folder) == CONTENTS
        if not there:
            assert [each for each in top.rglob(".new-*") if each.parent == folder.parent] == []
    assert {0, 2} == set(outcomes)


def test_a_folder_in_which_something_stands_stays_and_every_taken_name_is_told(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx", "mine.txt"):
        (tmp_path / name).write_bytes(b"mine")
    at, before = tmp_path.stat().st_ino, files_in(tmp_path)
    with pytest.raises(OutputError) as told:
        write_all_new({**wanted(tmp_path), tmp_path / "new" / "c.docx": b"third"})
    assert f"{tmp_path / 'a.docx'} and {tmp_path / 'b.docx'} are there already" in told.value.message
    assert (files_in(tmp_path), names_in(tmp_path)) == (before, ["a.docx", "b.docx", "mine.txt"])
    for name in CONTENTS:
        (tmp_path / name).unlink()
    write_all_new(wanted(tmp_path))
    assert files_in(tmp_path) == {**CONTENTS, "mine.txt": b"mine"}
    assert tmp_path.stat().st_ino == at


def test_the_folder_that_somebody_works_in_is_not_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_all_new({Path("a.docx"): b"first", Path("b.docx"): b"second"})
    assert files_in(Path()) == CONTENTS


def test_names_that_lead_up_and_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_all_new(wanted(tmp_path / "new" / ".." / "redlines"))
    write_all_new(wanted(tmp_path / "link"))
    assert files_in(tmp_path / "redlines") == files_in(tmp_path / "real") == CONTENTS
    assert (tmp_path / "link").is_symlink()
    assert names_in(tmp_path) == ["link", "real", "redlines"]


def test_permissions_are_those_of_any_new_folder_or_of_the_one_that_stood(tmp_path: Path) -> None:
    (tmp_path / "stood").mkdir()
    (tmp_path / "stood").chmod(0o750)
    before = os.umask(0o027)
    try:
        for name in ("new", "stood"):
            write_all_new(wanted(tmp_path / name), confidential=[tmp_path / name / "a.docx"])
    finally:
        os.umask(before)
    for name in ("new", "stood"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o750
        assert [(tmp_path / name / each).stat().st_mode & 0o777 for each in CONTENTS] == [0o600, 0o640]


def test_in_a_folder_of_the_users_only_what_this_program_left_is_cleared(tmp_path: Path) -> None:
    of_another = ".new-another-machine-00112233.77.abcd1234"
    for name in (".new-ideas", ".new-project.2024.homepage", of_another, f"{unfinished_prefix()}abcd1234"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "notes.txt").write_bytes(b"mine")
        let_pass(tmp_path / name, hours=2)
    write_all_new(wanted(tmp_path / "redlines"))
    assert names_in(tmp_path) == [".new-ideas", ".new-project.2024.homepage", "redlines"]
