"""`verify` names whatever in the archive is not as it was issued, and nothing else."""

import json
import random
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bvdocs.storage.archive.verify import unlisted, verify, verify_manifests
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import (
    BY,
    LATER,
    MACHINE,
    MEETING,
    STYLES,
    add,
    add_for_two_meetings,
    cut_from_list,
    edit_manifest,
    files_in,
    names_in,
    relist,
    rewrite,
)

VERSIONS = {"0.1": f"{MEETING}/v0.1", "1.0": f"{MEETING}/v1.0", "1.1": f"{LATER}/v1.1"}
FILES = [f"{folder}/{name}" for version, folder in VERSIONS.items() for name in names_in(version)]
FIRST, SECOND, LAST = VERSIONS.values()
SEED = 20250923


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions, for two meetings."""
    return add_for_two_meetings(tmp_path_factory.mktemp("issued") / "archive")


@pytest.fixture
def archive(issued: Path, tmp_path: Path) -> Path:
    """A copy of it to be tampered with."""
    return shutil.copytree(issued, tmp_path / "archive")


def told(archive: Path) -> list[str]:
    """What `verify` says."""
    return [str(each) for each in verify(archive)]


def places(archive: Path) -> list[str]:
    """The places that `verify` names."""
    return [each.place for each in verify(archive)]


def test_of_an_archive_as_it_was_issued_there_is_nothing_to_say(issued: Path) -> None:
    assert told(issued) == []
    assert sorted(files_in(issued)) == sorted([*FILES, "SHA256SUMS"])


def test_an_archive_that_is_empty_or_not_there_yet_is_as_it_was_issued(tmp_path: Path) -> None:
    assert told(tmp_path / "none") == []
    (tmp_path / "empty").mkdir()
    assert told(tmp_path / "empty") == []


# A file of a version.


@pytest.mark.parametrize("name", FILES)
def test_a_byte_changed_in_any_file_is_named(archive: Path, name: str) -> None:
    content = bytearray((archive / name).read_bytes())
    content[len(content) // 2] ^= 1
    rewrite(archive / name, bytes(content))
    assert name in places(archive) or str(Path(name).parent) in places(archive)
    if not name.endswith("manifest.json"):
        assert told(archive) == [f"{name} was changed"]


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_byte_more_or_less_in_any_file_is_named(archive: Path, name: str) -> None:
    content = (archive / name).read_bytes()
    for other in (content + b"\n", content[:-1], b""):
        rewrite(archive / name, other)
        assert name in places(archive)


@pytest.mark.parametrize("name", FILES)
def test_any_file_removed_is_named(archive: Path, name: str) -> None:
    (archive / name).unlink()
    assert told(archive) == [f"{name} was removed"]


@pytest.mark.parametrize("name", FILES)
def test_a_link_to_the_same_content_in_place_of_any_file_is_named(archive: Path, tmp_path: Path, name: str) -> None:
    shutil.move(archive / name, tmp_path / "elsewhere")
    (archive / name).symlink_to(tmp_path / "elsewhere")
    assert told(archive) == [f"{name} was changed"]


@pytest.mark.parametrize("name", FILES)
def test_a_folder_in_place_of_any_file_is_named(archive: Path, name: str) -> None:
    (archive / name).unlink()
    (archive / name).mkdir()
    assert [each.removesuffix(": it cannot be read any more") for each in told(archive)] == [f"{name} was changed"]


@pytest.mark.parametrize("folder", ["", "figures/", "source/", "source/templates/"])
@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_file_or_a_folder_added_to_a_version_is_named(archive: Path, version: str, folder: str) -> None:
    (archive / version / f"{folder}covering letter.docx").write_bytes(b"Dear Members")
    (archive / version / f"{folder}more").mkdir()
    (archive / version / f"{folder}.hidden").symlink_to(archive)
    assert sorted(told(archive)) == [
        f"{version}/{folder}.hidden was added",
        f"{version}/{folder}covering letter.docx was added",
        f"{version}/{folder}more was added",
    ]


@pytest.mark.parametrize("folder", ["figures", "source"])
def test_a_link_in_place_of_a_folder_of_a_version_is_named(archive: Path, tmp_path: Path, folder: str) -> None:
    shutil.move(archive / FIRST / folder, tmp_path / "elsewhere")
    (archive / FIRST / folder).symlink_to(tmp_path / "elsewhere")
    inside = [name for name in FILES if name.startswith(f"{FIRST}/{folder}/")]
    assert set(inside) <= set(places(archive))


def test_what_a_system_puts_into_folders_is_not_named(archive: Path) -> None:
    for folder in ("", MEETING, FIRST, f"{FIRST}/figures"):
        for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
            (archive / folder / name).write_bytes(b"what a system knows")
    assert told(archive) == []


def test_a_folder_or_a_link_named_as_what_a_system_puts_there_is_named(archive: Path) -> None:
    for folder in ("", f"{MEETING}/", f"{FIRST}/"):
        (archive / f"{folder}Thumbs.db").mkdir()
        (archive / f"{folder}Thumbs.db" / "letter.docx").write_bytes(b"Dear Members")
        (archive / f"{folder}.DS_Store").symlink_to(archive)
        assert {f"{folder}Thumbs.db was added", f"{folder}.DS_Store was added"} <= set(told(archive))


def test_what_a_system_had_put_among_the_templates_was_issued_with_them(archive: Path) -> None:
    added = add(archive, "1.2", templates=STYLES | {".DS_Store": b"what a system knows"})
    assert told(archive) == []
    name = added.folder.relative_to(archive) / "source/templates/.DS_Store"
    rewrite(archive / name, b"something else")
    assert told(archive) == [f"{name} was changed"]
    (archive / name).unlink()
    assert told(archive) == [f"{name} was removed"]


def test_several_differences_are_all_named(archive: Path) -> None:
    (archive / FIRST / "README.txt").unlink()
    rewrite(archive / SECOND / "assessment.json", b"{}")
    shutil.rmtree(archive / LAST)
    assert told(archive) == [
        f"{LAST} was removed",
        f"{FIRST}/README.txt was removed",
        f"{SECOND}/assessment.json was changed",
    ]


@pytest.mark.slow
def test_any_byte_of_any_file_counts(archive: Path) -> None:
    chosen = random.Random(SEED)
    for name, content in files_in(archive).items():
        if name.endswith(("manifest.json", "SHA256SUMS")):
            continue  # these have a test each
        for place in chosen.sample(range(len(content)), min(5, len(content))):
            other = bytearray(content)
            other[place] ^= chosen.randrange(1, 256)
            rewrite(archive / name, bytes(other))
            assert told(archive) == [f"{name} was changed"], (name, place, other[place])
        rewrite(archive / name, content)


def manifest_bytes_count(archive: Path, version: str, chosen: random.Random, places_in: Sequence[int]) -> None:
    """Whatever the record says then: of another place, of another file, or nothing that can be read."""
    path = archive / version / "manifest.json"
    content = path.read_bytes()
    for place in places_in:
        value = chosen.choice([content[place] ^ 1 << chosen.randrange(8), ord("/"), ord("\n"), ord(".")])
        if value != content[place]:
            rewrite(path, content[:place] + bytes([value]) + content[place + 1 :])
            named = [each.place for each in verify_manifests(archive)]
            assert f"{version}/manifest.json" in named or version in named, (place, value)
            assert set(named) <= set(places(archive)), (place, value)


@pytest.mark.slow
@pytest.mark.parametrize("version", [FIRST, LAST])
def test_a_byte_of_a_manifest_counts(archive: Path, version: str) -> None:
    chosen = random.Random(SEED)
    size = (archive / version / "manifest.json").stat().st_size
    manifest_bytes_count(archive, version, chosen, chosen.sample(range(size), 60))


@pytest.mark.slow
@pytest.mark.parametrize("version", [FIRST, LAST])
def test_every_third_byte_of_a_manifest_counts(archive: Path, version: str) -> None:
    size = (archive / version / "manifest.json").stat().st_size
    manifest_bytes_count(archive, version, random.Random(SEED), range(0, size, 3))


# The record of a version.

WRONG: list[Any] = [None, 5, "", "/", "/etc", "..", "a\0b", "\ud800", [], [5], {}, {"name": 5, "sha256": 5}, True]
KEYS = [
    ("version",), ("issued_at",), ("issued_by",), ("note",), ("committee",), ("meeting_date",), ("previous",),
    ("previous", "version"), ("previous", "folder"), ("previous", "manifest_sha256"), ("files",), ("files", 0),
    ("files", 0, "name"), ("files", 0, "sha256"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS, ids=lambda key: "-".join(str(each) for each in key))
def test_whatever_a_manifest_is_made_to_say_it_is_named(archive: Path, key: tuple[str | int, ...]) -> None:
    def put(record: Any, value: object) -> None:
        for each in key[:-1]:
            record = record[each]
        record[key[-1]] = value

    whole = (archive / SECOND / "manifest.json").read_bytes()
    for value in WRONG:
        rewrite(archive / SECOND / "manifest.json", whole)
        record = json.loads(whole)
        put(record, value)
        rewrite(archive / SECOND / "manifest.json", json.dumps(record).encode())
        assert {f"{SECOND}/manifest.json", SECOND} & set(places(archive)), value


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"[" * 100_000, b"\xff", b"1" * 5000])
@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_manifest_that_is_none_any_more_is_named(archive: Path, version: str, content: bytes) -> None:
    rewrite(archive / version / "manifest.json", content)
    assert told(archive) == [f"{version}/manifest.json was changed: it cannot be read any more"]


def rename_issuer(record: dict[str, Any]) -> None:
    record["issued_by"] = "Somebody else"


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_manifest_edited_and_its_own_hash_made_to_agree_is_named(archive: Path, version: str) -> None:
    edit_manifest(archive / version, rename_issuer)
    assert f"{version}/manifest.json was changed" in told(archive)


@pytest.mark.parametrize("version", [FIRST, SECOND])
def test_if_the_archive_s_list_is_made_to_agree_too_the_next_version_still_knows(archive: Path, version: str) -> None:
    edit_manifest(archive / version, rename_issuer)
    relist(archive / "SHA256SUMS", archive)
    assert told(archive) == [f"{version}/manifest.json was changed"]


def test_of_the_last_version_the_fingerprint_tells_then(archive: Path) -> None:
    before = Archive(archive).find("latest").fingerprint
    edit_manifest(archive / LAST, rename_issuer)
    relist(archive / "SHA256SUMS", archive)
    assert told(archive) == []
    assert Archive(archive).find("latest").fingerprint != before


def test_a_document_changed_with_all_the_hashes_of_its_version_is_named(archive: Path) -> None:
    rewrite(archive / FIRST / "README.txt", b"Another text")

    def agree(record: dict[str, Any]) -> None:
        (readme,) = [each for each in record["files"] if each["name"] == "README.txt"]
        readme["sha256"] = sha256(b"Another text").hexdigest()

    edit_manifest(archive / FIRST, agree)
    relist(archive / FIRST / "SHA256SUMS", archive / FIRST)
    assert told(archive) == [f"{FIRST}/manifest.json was changed"]


# A version as a whole.


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_version_removed_is_named(archive: Path, version: str) -> None:
    shutil.rmtree(archive / version)
    assert told(archive) == [f"{version} was removed"]


@pytest.mark.parametrize("version", [FIRST, SECOND])
def test_a_version_removed_from_the_list_too_is_named(archive: Path, version: str) -> None:
    shutil.rmtree(archive / version)
    lines = (archive / "SHA256SUMS").read_text().splitlines(keepends=True)
    rewrite(archive / "SHA256SUMS", "".join(line for line in lines if version not in line).encode())
    assert told(archive) == [f"{version} was removed"]


@pytest.mark.parametrize("version", VERSIONS.values())
def test_a_version_emptied_is_named(archive: Path, version: str) -> None:
    shutil.rmtree(archive / version)
    (archive / version).mkdir()
    assert told(archive) == [f"{version}/manifest.json was removed"]


@pytest.mark.parametrize("version", VERSIONS.values())
@pytest.mark.parametrize(
    "copy", [f"{MEETING}/v0.2", f"{MEETING}/v9.0", f"{LATER}/v0.1", f"{LATER}/v1.0", "2030-01-01-cabinet/v1.1"]
)
def test_a_copy_of_a_version_is_named(archive: Path, version: str, copy: str) -> None:
    shutil.copytree(archive / version, archive / copy)
    assert told(archive) == [f"{copy} was added: it is a copy of {version}, or that version itself, moved"]


@pytest.mark.parametrize("copy", [f"{MEETING}/v0.1 (copy)", f"{MEETING}/old", "v0.1", f"{MEETING}/.v0.1", "old/v"])
def test_a_copy_under_a_name_that_no_version_has_is_named(archive: Path, copy: str) -> None:
    shutil.copytree(archive / FIRST, archive / copy)
    place = copy.split("/")[0] if copy.startswith("old") else copy
    assert told(archive) == [f"{place} was added: it is a copy of {FIRST}, or that version itself, moved"]


@pytest.mark.parametrize("version", VERSIONS.values())
@pytest.mark.parametrize("said", [{"committee": "Cabinet"}, {"meeting_date": "2026-01-01"}, {"version": "9.0"}])
def test_a_manifest_that_says_another_place_is_changed_and_no_copy_to_be_moved_out(
    archive: Path, version: str, said: dict[str, str]
) -> None:
    edit_manifest(archive / version, lambda record: record.update(said))
    assert told(archive) == [f"{version}/manifest.json was changed"]


@pytest.mark.parametrize("version", VERSIONS.values())
@pytest.mark.parametrize("name", ["v0.5", "v7.0", "V9.9"])
def test_a_version_renamed_is_named(archive: Path, version: str, name: str) -> None:
    (archive / version).rename((archive / version).with_name(name))
    meeting = str(Path(version).parent)  # which is none any more if nothing in it is called a version
    assert version in places(archive)
    assert {meeting, f"{meeting}/{name}"} & set(places(archive))


@pytest.mark.parametrize(("one", "other"), [(FIRST, SECOND), (FIRST, LAST), (SECOND, LAST)])
def test_two_versions_in_each_other_s_place_are_named(archive: Path, one: str, other: str) -> None:
    (archive / one).rename(archive / "aside")
    (archive / other).rename(archive / one)
    (archive / "aside").rename(archive / other)
    assert sorted(told(archive)) == [
        f"{one} was added: it is a copy of {other}, or that version itself, moved",
        f"{other} was added: it is a copy of {one}, or that version itself, moved",
    ]


@pytest.mark.parametrize("meeting", [MEETING, LATER])
def test_a_meeting_s_folder_renamed_is_named(archive: Path, meeting: str) -> None:
    (archive / meeting).rename(archive / "2025-09-24-audit-committee")
    versions = [each for each in VERSIONS.values() if each.startswith(meeting)]
    assert set(versions) <= set(places(archive))
    moved = [each.replace(meeting, "2025-09-24-audit-committee") for each in versions]
    assert set(moved) <= set(places(archive))


def test_two_meetings_folders_in_each_other_s_place_are_named(archive: Path) -> None:
    (archive / MEETING).rename(archive / "aside")
    (archive / LATER).rename(archive / MEETING)
    (archive / "aside").rename(archive / LATER)
    assert set(VERSIONS.values()) <= set(places(archive))


@pytest.mark.parametrize("place", [MEETING, LATER, FIRST, LAST])
def test_a_link_in_place_of_a_version_or_a_meeting_is_named(archive: Path, tmp_path: Path, place: str) -> None:
    shutil.move(archive / place, tmp_path / "elsewhere")
    (archive / place).symlink_to(tmp_path / "elsewhere")
    assert place in places(archive)


def test_a_version_of_another_archive_put_in_is_named(archive: Path, tmp_path: Path) -> None:
    stranger = add(tmp_path / "other", "0.1", "0.2", note="Of another council")
    shutil.copytree(stranger.folder, archive / MEETING / "v0.2")
    assert f"{MEETING}/v0.2" in places(archive)
    assert FIRST not in places(archive)


def test_a_version_of_another_archive_in_place_of_one_is_named(archive: Path, tmp_path: Path) -> None:
    stranger = add(tmp_path / "other", "0.1", note="Of another council")
    shutil.rmtree(archive / FIRST)
    shutil.copytree(stranger.folder, archive / FIRST)
    line = f"{FIRST} was changed: what is there is of another archive, issued on 03/06/2025 10:30 by {BY} on {MACHINE}"
    assert told(archive) == [line]
    relist(archive / "SHA256SUMS", archive)
    assert told(archive) == [line]


@pytest.mark.parametrize("folder", ["", f"{MEETING}/", f"{LATER}/"])
def test_what_is_put_beside_the_versions_is_named(archive: Path, folder: str) -> None:
    (archive / f"{folder}notes.txt").write_text("mine")
    (archive / f"{folder}papers").mkdir()
    (archive / f"{folder}papers" / "agenda.txt").write_text("mine")
    assert told(archive) == [f"{folder}notes.txt was added", f"{folder}papers was added"]


def test_what_an_interrupted_issue_leaves_is_not_named(archive: Path) -> None:
    (archive / ".new-abandoned" / "figures").mkdir(parents=True)
    (archive / ".new-abandoned" / "figures" / "half.svg").write_bytes(b"<sv")
    (archive / ".new-list").write_bytes(b"")
    (archive / "2026-03-24-audit-committee").mkdir()
    assert told(archive) == []
    assert [str(each.version) for each in Archive(archive).versions] == list(VERSIONS)


def test_what_looks_unfinished_anywhere_else_is_named(archive: Path) -> None:
    for folder in (MEETING, FIRST, f"{FIRST}/figures"):
        (archive / folder / ".new-letter").mkdir()
        (archive / folder / ".new-letter" / "letter.docx").write_bytes(b"Dear Members")
    assert {each for each in told(archive) if each.endswith(".new-letter was added")} == {
        f"{folder}/.new-letter was added" for folder in (MEETING, FIRST, f"{FIRST}/figures")
    }


# What each version says of the one before it.


@pytest.mark.parametrize(
    "forged",
    [
        {"version": "0.9"},
        {"version": "1.1"},
        {"version": "7.0"},
        {"folder": f"{MEETING}/./v1.0"},
        {"folder": MEETING},
        {"folder": f"{SECOND}/figures"},
        {"folder": LAST},
        {"folder": FIRST},
        {"folder": f"{MEETING}/v0.7"},
        {"manifest_sha256": "0" * 64},
    ],
    ids=str,
)
def test_a_version_that_does_not_name_just_the_one_before_it_is_named(archive: Path, forged: dict[str, str]) -> None:
    """Though its own hash is made to agree everywhere."""
    edit_manifest(archive / LAST, lambda record: record["previous"].update(forged))
    relist(archive / "SHA256SUMS", archive)
    assert told(archive)


@pytest.mark.parametrize("version", [SECOND, LAST])
def test_a_version_that_names_none_or_passes_one_over_is_named(archive: Path, version: str) -> None:
    edit_manifest(archive / version, lambda record: record.update(previous=None))
    relist(archive / "SHA256SUMS", archive)
    before = FIRST if version == SECOND else SECOND
    assert f"{before} was added: version {Path(version).name[1:]} does not follow it" in told(archive)


@pytest.mark.parametrize("folder", [MEETING, FIRST])
def test_a_first_version_that_names_one_before_it_is_named(tmp_path: Path, folder: str) -> None:
    add(tmp_path, "0.1")
    before = {"version": "0.0", "folder": folder, "manifest_sha256": "0" * 64}
    edit_manifest(tmp_path / FIRST, lambda record: record.update(previous=before))
    relist(tmp_path / "SHA256SUMS", tmp_path)
    assert places(tmp_path) == [f"{FIRST}/manifest.json"]


# The archive's own list.


def test_the_list_removed_or_emptied_is_named(archive: Path) -> None:
    rewrite(archive / "SHA256SUMS", b"")
    assert told(archive) == ["SHA256SUMS was removed"]
    (archive / "SHA256SUMS").unlink()
    assert told(archive) == ["SHA256SUMS was removed"]


@pytest.mark.parametrize("content", [b"\xff", b"not a list\n", b"0123  v0.1/manifest.json\n"])
def test_a_list_that_is_none_any_more_is_named(archive: Path, content: bytes) -> None:
    rewrite(archive / "SHA256SUMS", content)
    assert told(archive) == ["SHA256SUMS was changed: it cannot be read any more"]


def test_a_folder_or_a_link_in_place_of_the_list_is_named(archive: Path, tmp_path: Path) -> None:
    shutil.move(archive / "SHA256SUMS", tmp_path / "elsewhere")
    (archive / "SHA256SUMS").symlink_to(tmp_path / "elsewhere")
    assert places(archive) == ["SHA256SUMS"]
    (archive / "SHA256SUMS").unlink()
    (archive / "SHA256SUMS").mkdir()
    assert places(archive) == ["SHA256SUMS"]


@pytest.mark.slow
@pytest.mark.parametrize("lacking", [(FIRST,), (SECOND,), (LAST,), (SECOND, LAST), (FIRST, LAST)], ids=str)
def test_the_list_may_lack_what_the_chain_proves(archive: Path, lacking: tuple[str, ...]) -> None:
    """As after interruptions; the next issue adds the lines."""
    whole = sorted((archive / "SHA256SUMS").read_text().splitlines())
    cut_from_list(archive, *lacking)
    assert told(archive) == []
    assert tuple(each.folder.relative_to(archive).as_posix() for each in unlisted(archive)) == lacking
    added = add(archive, "1.2")
    line = f"{added.fingerprint}  {added.folder.relative_to(archive)}/manifest.json"
    assert sorted((archive / "SHA256SUMS").read_text().splitlines()) == sorted([*whole, line])
    assert told(archive) == []
    assert unlisted(archive) == ()


def test_a_list_removed_is_made_again_by_the_next_issue(archive: Path) -> None:
    (archive / "SHA256SUMS").unlink()
    assert told(archive) == ["SHA256SUMS was removed"]
    add(archive, "1.2")
    assert told(archive) == []
    assert len((archive / "SHA256SUMS").read_text().splitlines()) == 4


def test_the_first_version_alone_needs_no_list(tmp_path: Path) -> None:
    first = add(tmp_path, "0.1")
    (tmp_path / "SHA256SUMS").unlink()
    assert told(tmp_path) == []
    assert unlisted(tmp_path) == (first,)


@pytest.mark.parametrize("version", [FIRST, SECOND])
def test_a_version_changed_and_cut_from_the_list_is_named_and_never_listed_again(archive: Path, version: str) -> None:
    edit_manifest(archive / version, rename_issuer)
    cut_from_list(archive, version)
    assert f"{version}/manifest.json was changed" in told(archive)
    add(archive, "1.2")
    assert f"{version}/manifest.json was changed" in told(archive)
    assert version not in (archive / "SHA256SUMS").read_text()


@pytest.mark.slow
def test_versions_put_in_that_nothing_issued_names_are_named_and_never_listed(archive: Path, tmp_path: Path) -> None:
    """Even two of which the second names the first."""
    shutil.copytree(archive / FIRST, tmp_path / "other" / FIRST)
    add(tmp_path / "other", "0.2", "0.3", note="Put in later")
    for number in ("0.2", "0.3"):
        shutil.copytree(tmp_path / "other" / MEETING / f"v{number}", archive / MEETING / f"v{number}")
    for issued in ("1.2", "1.3"):
        assert {f"{MEETING}/v0.2", f"{MEETING}/v0.3"} <= set(places(archive))
        add(archive, issued)
        assert "v0." not in (archive / "SHA256SUMS").read_text().replace(FIRST, "")


def test_of_the_last_version_forged_and_cut_from_the_list_only_that_it_is_not_in_it_is_known(archive: Path) -> None:
    before = Archive(archive).find("latest").fingerprint
    edit_manifest(archive / LAST, rename_issuer)
    cut_from_list(archive, LAST)
    assert told(archive) == []
    (last,) = unlisted(archive)
    assert last.fingerprint != before


@pytest.mark.parametrize(
    "name", [f"{MEETING}/v0.2", "2024-01-01-cabinet/v1.0", "..", "/etc", "../../etc", f"{FIRST}/x"]
)
def test_a_line_put_into_the_list_is_named(archive: Path, name: str) -> None:
    content = (archive / "SHA256SUMS").read_bytes()
    rewrite(archive / "SHA256SUMS", content + f"{'0' * 64}  {name}/manifest.json\n".encode())
    assert len(told(archive)) == 1


@pytest.mark.slow
def test_any_byte_of_the_list_counts(archive: Path) -> None:
    chosen = random.Random(SEED)
    content = (archive / "SHA256SUMS").read_bytes()
    for place in range(len(content)):
        value = chosen.choice([content[place] ^ 1 << chosen.randrange(8), ord("/"), ord(".")])
        if value != content[place]:
            rewrite(archive / "SHA256SUMS", content[:place] + bytes([value]) + content[place + 1 :])
            assert verify_manifests(archive), (place, value)


@pytest.mark.parametrize("ending", [b"\r\n", b"\r", b"\x0b", b"\n\n", b""])
def test_the_ends_of_lines_in_the_list_count_too(archive: Path, ending: bytes) -> None:
    content = (archive / "SHA256SUMS").read_bytes()
    for other in (content.replace(b"\n", ending), content.removesuffix(b"\n") + ending):
        rewrite(archive / "SHA256SUMS", other)
        assert told(archive)


def test_the_list_made_again_by_sha256sum_in_another_order_is_right(archive: Path) -> None:
    """As docs/archive-format.md says of a list that was lost."""
    lines = (archive / "SHA256SUMS").read_text().splitlines(keepends=True)
    rewrite(archive / "SHA256SUMS", "".join(reversed(lines)).encode())
    assert told(archive) == []


@pytest.mark.parametrize("damage", ["removed", "changed", "last changed", "copied"])
def test_issuing_says_what_is_not_as_it_was_and_makes_nothing_of_it_look_right(archive: Path, damage: str) -> None:
    if damage == "removed":
        shutil.rmtree(archive / FIRST)
    elif damage.endswith("changed"):
        edit_manifest(archive / (LAST if damage == "last changed" else SECOND), rename_issuer)
    else:
        shutil.copytree(archive / FIRST, archive / MEETING / "v0.2")
    before = set(told(archive))
    assert before
    add(archive, "1.2")
    assert before <= set(told(archive))
