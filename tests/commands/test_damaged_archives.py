"""Archives damaged in ten ways: what each command says of them, and that none loses or changes anything."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from bvdocs.commands.documents import MadeFiles
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import (
    DOCUMENTS,
    FIRST,
    MEETING,
    Workshop,
    edit_manifest,
    files_in,
    make_tiny_documents,
    rewrite,
)
from tests.support.program import run
from tests.support.workbooks import Book


def changed(bullet: str) -> Book:
    book = Book()
    book.narrative[0][2] = bullet
    return book


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the versions 0.1, 1.0, 1.1 and 2.0, each of which says something else, and a changed workbook."""
    workshop = Workshop(tmp_path_factory.mktemp("made"))
    with pytest.MonkeyPatch.context() as patch:
        make_tiny_documents(patch)
        for number, final in enumerate((False, True, False, True)):
            workshop.write(changed(f"What version {number} says of itself."))
            assert workshop.issue(final=final, now=FIRST + timedelta(days=number)).version
    workshop.write(changed("What the next one says."))
    return workshop.folder


@pytest.fixture
def workshop(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A copy of it to be damaged."""
    make_tiny_documents(monkeypatch)
    monkeypatch.setattr("bvdocs.commands.documents.make_documents", lambda *_: MadeFiles(dict(DOCUMENTS), {}))
    shutil.copytree(made, tmp_path / "made")
    return Workshop(tmp_path / "made")


def command(workshop: Workshop, name: str, *more: str) -> Result:
    """Run a command; those that look at the archive alone have no templates."""
    words = {"verify": (), "history": (), "compare": ("1.0", "latest")}.get(name, (workshop.workbook,))
    templates = () if name in ("verify", "history") else ("--templates", workshop.templates)
    return run(name, *words, "--output", workshop.output, *templates, *more)


def empty(path: Path) -> None:
    rewrite(path, b"")


def cut(path: Path) -> None:
    rewrite(path, path.read_bytes()[:-20])


def edit(path: Path) -> None:
    edit_manifest(path.parent, lambda record: record.update(issued_by="Somebody else"))


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def replace_with_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def scramble(path: Path) -> None:
    rewrite(path, b"\xff\x00 no list")


# Each by what is done where.
DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "manifest emptied": (empty, f"{MEETING}/v0.1/manifest.json"),
    "manifest edited": (edit, f"{MEETING}/v1.0/manifest.json"),
    "manifest removed": (remove, f"{MEETING}/v1.1/manifest.json"),
    "last manifest cut short": (cut, f"{MEETING}/v2.0/manifest.json"),
    "version removed": (remove, f"{MEETING}/v1.1"),
    "facts cut short": (cut, f"{MEETING}/v1.0/source/assessment.json"),
    "workbook removed": (remove, f"{MEETING}/v1.0/source/assessment.xlsx"),
    "document altered": (cut, f"{MEETING}/v1.0/action-plan-v1.0.docx"),
    "a folder in place of the manifest": (replace_with_folder, f"{MEETING}/v0.1/manifest.json"),
    "list scrambled": (scramble, "SHA256SUMS"),
    "list of a version scrambled": (scramble, f"{MEETING}/v1.1/SHA256SUMS"),
}

# What each can still be asked: the changes from 1.0 to the last version.
NOT_COMPARED = ("manifest edited", "last manifest cut short", "facts cut short")
# `issue` takes no notice of what it does not read.
UNSEEN = ("document altered", "list of a version scrambled")


def damaged(workshop: Workshop, name: str) -> str:
    """Do the damage, and return what `verify` is to say of it."""
    damage, place = DAMAGES[name]
    damage(workshop.archive / place)
    return f"{place} was {'removed' if damage is remove else 'changed'}"


@pytest.mark.slow
@pytest.mark.parametrize("name", DAMAGES)
def test_no_damage_locks_what_looks_at_an_archive(workshop: Workshop, name: str) -> None:
    said = damaged(workshop, name)
    before = files_in(workshop.archive)
    proof = command(workshop, "verify")
    assert proof.exit_code == 1
    assert f"1 difference in {workshop.archive}:\n  {said}" in proof.output
    assert "Ask whoever makes your council's backups" in proof.output.replace("\n    ", " ")
    for each in ("history", "check", "report"):
        done = command(workshop, each)
        assert done.exit_code == 0, done.output
        assert (said in " ".join(done.output.split())) == (name not in UNSEEN), done.output
        assert ("Put it back from a backup" in done.output) == (name not in UNSEEN)
    compared = command(workshop, "compare")
    assert compared.exit_code == (3 if name in NOT_COMPARED else 0)
    assert ("What changed from version 1.0 to version 2.0" in compared.output) == (name not in NOT_COMPARED)
    assert (workshop.output / "current" / "action-plan.docx").is_file()
    assert files_in(workshop.archive) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", [each for each in DAMAGES if each not in UNSEEN])
def test_issue_makes_nothing_of_it_but_despite_damage_and_the_record_says_so(workshop: Workshop, name: str) -> None:
    said = damaged(workshop, name)
    before = files_in(workshop.archive)
    refused = command(workshop, "issue")
    assert refused.exit_code == 3
    assert refused.stderr.count("\n") == 1
    for words in ("The archive is not as it was issued: ", said, "No version was issued.", "--despite-damage"):
        assert words in refused.stderr
    assert files_in(workshop.archive) == before
    listed = (workshop.archive / "SHA256SUMS").read_bytes()
    for number in ("2.1", "2.2"):
        done = command(workshop, "issue", "--despite-damage", "--again")
        assert done.exit_code == 0, done.output
        record = json.loads((workshop.archive / MEETING / f"v{number}" / "manifest.json").read_bytes())
        assert [each for each in record["despite_damage"] if each.startswith(said)] == record["despite_damage"]
    after = files_in(workshop.archive)
    assert {place: content for place, content in after.items() if place in before and place != "SHA256SUMS"} == {
        place: content for place, content in before.items() if place != "SHA256SUMS"
    }
    assert after["SHA256SUMS"].startswith(listed)
    # The chain goes on from what the last version was, though that cannot be read: nothing but the damage is told.
    told = command(workshop, "verify").output.splitlines()
    assert [each for each in told if each.startswith(("  2025", "  SHA256SUMS"))] == [
        f"  {said}{': it cannot be read any more' if name in UNREADABLE else ''}"
    ]


# Of these a manifest or the list stands in its place, but is none.
UNREADABLE = ("manifest emptied", "last manifest cut short", "a folder in place of the manifest", "list scrambled")


def test_a_list_that_cannot_be_read_stays_as_it_is_until_it_is_put_back(workshop: Workshop) -> None:
    before = (workshop.archive / "SHA256SUMS").read_bytes()
    damaged(workshop, "list scrambled")
    scrambled = (workshop.archive / "SHA256SUMS").read_bytes()
    refused = command(workshop, "issue")
    assert refused.exit_code == 3
    assert "move it out of the archive: the next issue makes it again" in refused.stderr
    for _ in range(2):
        assert command(workshop, "issue", "--despite-damage", "--again").exit_code == 0
    assert (workshop.archive / "SHA256SUMS").read_bytes() == scrambled
    rewrite(workshop.archive / "SHA256SUMS", before)
    assert command(workshop, "issue", "--again").exit_code == 0
    listed = (workshop.archive / "SHA256SUMS").read_text().splitlines()
    assert [line.rsplit("/", 2)[1] for line in listed] == ["v0.1", "v1.0", "v1.1", "v2.0", "v2.1", "v2.2", "v2.3"]
    assert command(workshop, "verify").exit_code == 0


@pytest.mark.parametrize("damage", [edit, cut])
def test_an_archive_stays_the_same_though_the_one_version_that_has_its_id_is_damaged(
    workshop: Workshop, damage: Callable[[Path], None]
) -> None:
    identity = Archive(workshop.archive).identity
    for number in ("0.1", "1.0", "1.1"):
        remove(workshop.archive / MEETING / f"v{number}")
    (workshop.archive / "SHA256SUMS").unlink()
    damage(workshop.archive / MEETING / "v2.0" / "manifest.json")
    assert command(workshop, "issue", "--despite-damage").exit_code == 0
    record = json.loads((workshop.archive / MEETING / "v2.1" / "manifest.json").read_bytes())
    assert (len(identity), record["archive"]) == (32, identity)


@pytest.mark.parametrize(("name", "more"), [("check", ()), ("report", ()), ("issue", ("--despite-damage", "--again"))])
def test_all_that_documents_say_less_of_the_past_is_told(workshop: Workshop, name: str, more: tuple[str, ...]) -> None:
    damaged(workshop, "manifest edited")
    said = " ".join(command(workshop, name, *more).output.split())
    assert "What was reported before version 2.0 is damaged." in said
    assert "the dates first agreed from that version, though they may be older" in said
    assert "for a meeting up to its own, 23/09/2025, they say nothing of what changed since the last meeting" in said
    assert "last time's ratings from the workbook" in said


def test_of_an_archive_as_it_was_issued_nothing_of_damage_is_said_or_recorded(workshop: Workshop) -> None:
    for each in ("history", "check", "report", "compare", "issue"):
        done = command(workshop, each)
        assert done.exit_code == 0
        assert "backup" not in done.output
    assert b"despite_damage" not in (workshop.archive / MEETING / "v2.1" / "manifest.json").read_bytes()


# Copies.


COPIES = {
    "v2.0 (1)": f"{MEETING}/v2.0 (1)",
    "Copy of a version": f"{MEETING}/v1.1 - Copy",
    "from a machine": f"{MEETING}/v2.0-LAPTOP-7",
    "in a subfolder": f"{MEETING}/backup",
    "above": "old/v1.0",
    "a meeting": f"{MEETING} (1)",
}


def copied(workshop: Workshop, place: str) -> None:
    """Put a copy of what its name says there."""
    target = workshop.archive / place
    version = next((each for each in ("1.1", "1.0", "2.0") if f"v{each}" in place), "2.0" if "backup" in place else "")
    source = workshop.archive / MEETING / f"v{version}" if version else workshop.archive / MEETING
    shutil.copytree(source, target / "v2.0" if target.name == "backup" else target)


@pytest.mark.slow
@pytest.mark.parametrize("place", COPIES.values(), ids=COPIES)
def test_a_copied_folder_is_no_version_is_named_and_stops_issue_alone(workshop: Workshop, place: str) -> None:
    history = command(workshop, "history").output
    copied(workshop, place)
    before = files_in(workshop.archive)
    for each in ("history", "check", "report", "compare"):
        done = command(workshop, each)
        assert done.exit_code == 0
        assert place in done.output.replace("\n", " ")
    assert command(workshop, "history").output.startswith(history)
    proof = command(workshop, "verify")
    assert proof.exit_code == 1
    assert f"  {place} was added" in proof.output or f"  {place}/v0.1 was added" in proof.output
    for more in ((), ("--despite-damage",)):
        done = command(workshop, "issue", *more)
        assert done.exit_code == 3
        assert place in done.stderr
        assert "Move it out of the archive" in done.stderr
    assert files_in(workshop.archive) == before
    remove(workshop.archive / place)
    assert command(workshop, "issue").exit_code == 0
    assert command(workshop, "verify").exit_code == 0


def test_issue_lists_copies_as_verify_does_each_in_a_line(workshop: Workshop) -> None:
    for place in COPIES.values():
        copied(workshop, place)
    first, *lines, last = command(workshop, "issue").stderr.splitlines()
    assert first.startswith("Error: No version was issued: in ")
    assert all(line.startswith("  ") and line.count(" is ") == 1 for line in lines)
    assert all(any(place in line for line in lines) for place in COPIES.values())
    assert last.startswith("Move it out of the archive")


@pytest.mark.slow
@pytest.mark.parametrize(
    "place",
    [
        "SHA256SUMS (1)",
        "SHA256SUMS-LAPTOP-7",
        f"{MEETING}/v1.0/manifest (1).json",
        f"{MEETING}/v2.0/manifest.sync-conflict-20260101-120000-ABCDEFG.json",
        f"{MEETING}/v2.0/action-plan-v2.0 - Copy.docx",
        f"{MEETING}/v1.1/source/assessment (conflicted copy).xlsx",
    ],
)
def test_a_copied_file_is_named_and_stops_issue_alone(workshop: Workshop, place: str) -> None:
    (workshop.archive / place).write_bytes(b"what another machine had")
    before = files_in(workshop.archive)
    assert f"  {place} was added: it is by its name a copy of " in command(workshop, "verify").output
    for each in ("history", "check", "report", "compare"):
        done = command(workshop, each)
        assert done.exit_code == 0
        assert place in " ".join(done.output.split())
    done = command(workshop, "issue", "--despite-damage")
    assert done.exit_code == 3
    assert place in done.stderr
    assert files_in(workshop.archive) == before


@pytest.mark.parametrize("kind", ["docx", "html", "png"])
def test_of_a_copied_file_the_original_with_its_ending_is_named(workshop: Workshop, kind: str) -> None:
    original = f"{MEETING}/v1.0/" + ("figures/heatmap-theme-1-leadership" if kind == "png" else "action-plan-v1.0")
    shutil.copy(workshop.archive / f"{original}.{kind}", workshop.archive / f"{original} - Copy.{kind}")
    said = f"{original} - Copy.{kind} was added: it is by its name a copy of {original}.{kind}"
    assert said in command(workshop, "verify").output


def test_what_a_mac_puts_beside_files_on_a_share_is_no_copy(workshop: Workshop) -> None:
    for place in ("._SHA256SUMS", f"{MEETING}/._v1.0", f"{MEETING}/v1.0/._manifest.json", f"._{MEETING}"):
        (workshop.archive / place).write_bytes(b"what a Mac keeps")
    assert command(workshop, "issue").exit_code == 0
    told = command(workshop, "verify")
    assert told.exit_code == 0
    assert "Of no version, though it may hold anything: " in told.output


def test_an_empty_folder_of_a_meeting_that_an_issue_left_is_no_copy(workshop: Workshop) -> None:
    (workshop.archive / f"{MEETING}-special").mkdir()
    assert command(workshop, "verify").exit_code == 0
    assert command(workshop, "issue").exit_code == 0
