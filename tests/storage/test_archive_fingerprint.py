"""A fingerprint from the minutes proves the version that has it and all before it, whatever the archive's list says."""

import shutil
from pathlib import Path

import pytest

from bvdocs.storage.archive.fingerprint import prove
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import (
    LATER,
    MEETING,
    add,
    add_for_two_meetings,
    cut_from_list,
    edit_manifest,
    forge,
    relist,
    rewrite,
)
from tests.support.program import run

FIRST, SECOND, LAST = f"{MEETING}/v0.1", f"{MEETING}/v1.0", f"{LATER}/v1.1"
PLACES = {"0.1": FIRST, "1.0": SECOND, "1.1": LAST}


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions, for two meetings."""
    return add_for_two_meetings(tmp_path_factory.mktemp("issued") / "archive")


@pytest.fixture
def archive(issued: Path, tmp_path: Path) -> Path:
    """A copy of it to be tampered with."""
    return shutil.copytree(issued, tmp_path / "archive")


@pytest.fixture(scope="module")
def minutes(issued: Path) -> dict[str, str]:
    """The fingerprints as they were printed when the versions were issued."""
    return {str(each.version): each.fingerprint for each in Archive(issued).versions}


def not_as_issued(archive: Path, fingerprint: str) -> list[str]:
    return [str(each) for each in prove(archive, fingerprint).differences]


@pytest.mark.parametrize(("version", "proved"), [("0.1", 1), ("1.0", 2), ("1.1", 3)])
def test_a_fingerprint_says_which_version_it_is_and_proves_all_before_it(
    archive: Path, minutes: dict[str, str], version: str, proved: int
) -> None:
    proof = prove(archive, minutes[version])
    assert str(proof.version and proof.version.version) == version
    assert [str(each.version) for each in proof.proved] == list(minutes)[:proved]
    assert proof.differences == ()


def test_what_comes_after_it_and_the_list_make_no_difference_to_it(archive: Path, minutes: dict[str, str]) -> None:
    rewrite(archive / LAST / "README.txt", b"Another text")
    rewrite(archive / "SHA256SUMS", b"no list")
    assert not_as_issued(archive, minutes["1.0"]) == []
    assert not_as_issued(archive, minutes["1.1"]) == [f"{LAST}/README.txt was changed"]


@pytest.mark.parametrize("version", ["0.1", "1.0"])
def test_a_file_before_it_that_was_changed_removed_or_added_is_named(
    archive: Path, minutes: dict[str, str], version: str
) -> None:
    folder = archive / PLACES[version]
    rewrite(folder / "assessment.json", b"{}")
    (folder / "README.txt").unlink()
    (folder / "letter.txt").write_text("Dear Members")
    assert sorted(not_as_issued(archive, minutes["1.1"])) == [
        f"{PLACES[version]}/README.txt was removed",
        f"{PLACES[version]}/assessment.json was changed",
        f"{PLACES[version]}/letter.txt was added",
    ]


def test_a_version_rewritten_with_every_hash_in_the_archive_is_found_out(
    archive: Path, minutes: dict[str, str]
) -> None:
    forge(archive / LAST, "action-plan-v1.1.html", b"<p>another plan</p>")
    relist(archive / "SHA256SUMS", archive)
    assert run("verify", "--output", archive.parent).exit_code == 0  # nothing within the archive can tell
    done = run("verify", "--output", archive.parent, "--fingerprint", minutes["1.1"])
    assert done.exit_code == 1
    assert "No version in" in done.output
    assert "It was copied wrongly, is of another archive, or its version was changed or removed." in done.output
    assert (
        "Version 1.0 has this fingerprint"
        in run("verify", "--output", archive.parent, "--fingerprint", minutes["1.0"]).output
    )


def test_the_record_of_a_version_changed_is_told_by_what_the_next_one_recorded(
    archive: Path, minutes: dict[str, str]
) -> None:
    edit_manifest(archive / SECOND, lambda record: record.update(issued_by="Somebody else"))
    assert str(prove(archive, minutes["1.0"]).had) == "1.0"
    assert not_as_issued(archive, minutes["1.1"]) == [f"{SECOND}/manifest.json was changed"]
    done = run("verify", "--output", archive.parent, "--fingerprint", minutes["1.0"])
    assert done.exit_code == 1
    assert "By the archive's own records version 1.0 had it: that was changed or removed." in done.output


@pytest.mark.parametrize("listed", [True, False])
def test_versions_cut_off_are_told(archive: Path, minutes: dict[str, str], listed: bool) -> None:
    shutil.rmtree(archive / LATER)
    if not listed:
        cut_from_list(archive, LAST)
        assert run("verify", "--output", archive.parent).exit_code == 0  # nothing within the archive can tell
    proof = prove(archive, minutes["1.1"])
    assert (proof.version, str(proof.had)) == (None, "1.1" if listed else "None")


@pytest.mark.parametrize("damage", [b"", b"{", None])
def test_a_version_before_it_that_is_gone_or_cannot_be_read_is_named(
    archive: Path, minutes: dict[str, str], damage: bytes | None
) -> None:
    if damage is None:
        shutil.rmtree(archive / FIRST)
        what = "was removed"
    else:
        rewrite(archive / FIRST / "manifest.json", damage)
        what = "was changed: it cannot be read any more"
    place = FIRST if damage is None else f"{FIRST}/manifest.json"
    assert not_as_issued(archive, minutes["1.1"]) == [f"{place} {what}"]
    assert prove(archive, minutes["0.1"]).version is None


@pytest.mark.parametrize("damage", [b"", None])
def test_a_copy_that_has_it_is_named_and_proves_nothing(
    archive: Path, minutes: dict[str, str], damage: bytes | None
) -> None:
    shutil.copytree(archive / MEETING, archive / "1-backup")
    assert prove(archive, minutes["0.1"]).version
    if damage is None:
        shutil.rmtree(archive / FIRST)
    else:
        rewrite(archive / FIRST / "manifest.json", damage)
    done = run("verify", "--output", archive.parent, "--fingerprint", minutes["0.1"])
    assert done.exit_code == 1
    assert "Version 0.1 has this fingerprint" not in done.output
    assert (
        f"1-backup/v0.1 has it, but is a copy of {FIRST}, or that version itself, moved; what is in the place of"
        " version 0.1 is not as it was issued."
    ) in done.output


def test_a_version_of_another_archive_that_has_it_is_named_and_proves_nothing(archive: Path, tmp_path: Path) -> None:
    stranger = add(tmp_path / "other", "0.1", "1.0", "2.0", note="Of another council")
    shutil.copytree(stranger.folder, archive / stranger.place)
    proof = prove(archive, stranger.fingerprint)
    assert proof.version is None
    assert proof.elsewhere.startswith(f"{stranger.place} has it, but is of another archive: it was issued on ")


# The command.


def test_verify_takes_it_as_the_minutes_have_it_and_says_what_it_proves(archive: Path, minutes: dict[str, str]) -> None:
    def say(version: str) -> str:
        printed = minutes[version].upper()
        done = run("verify", "--output", archive.parent, "--fingerprint", f" {printed[:32]}\n{printed[32:]} ")
        assert done.exit_code == 0
        return done.output

    assert "Version 0.1 has this fingerprint: it is as issued, to the last byte." in say("0.1")
    assert "Version 1.0 has this fingerprint: it and the version before it are as issued" in say("1.0")
    assert "Version 1.1 has this fingerprint: it and the 2 versions before it are as issued" in say("1.1")


def test_verify_says_that_it_holds_though_what_came_later_was_changed(archive: Path, minutes: dict[str, str]) -> None:
    rewrite(archive / LAST / "README.txt", b"Another text")
    done = run("verify", "--output", archive.parent, "--fingerprint", minutes["1.0"])
    assert done.exit_code == 1
    assert "1 difference in" in done.output
    assert "Version 1.0 has this fingerprint: it and the version before it are as issued" in done.output
    done = run("verify", "--output", archive.parent, "--fingerprint", minutes["1.1"])
    assert done.exit_code == 1
    assert "Version 1.1 has this fingerprint, but not all that it stands for is as it was issued:" in done.output


@pytest.mark.parametrize("text", ["", "abc", "g" * 64, "0" * 63, "0" * 65])
def test_what_is_no_whole_fingerprint_ends_with_2(archive: Path, text: str) -> None:
    done = run("verify", "--output", archive.parent, "--fingerprint", text)
    assert done.exit_code == 2
    assert "a fingerprint has 64 signs" in done.output


def test_a_fingerprint_in_an_empty_archive_is_no_version_s(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    assert run("verify", "--output", tmp_path, "--fingerprint", "0" * 64).exit_code == 1
