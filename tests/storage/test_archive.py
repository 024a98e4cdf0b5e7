"""What a version's folder holds, that its record can be read back, and that nothing exempt is in it."""

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdocs.commands.issue import IssueOutcome, IssueRequest, issue_version
from bvdocs.core.added_rows import Evidence, Milestone
from bvdocs.core.errors import ArchiveError, UnknownVersionError
from bvdocs.core.exemption import NOT_EXEMPT
from bvdocs.core.hashing import hash_of
from bvdocs.core.history import Issue
from bvdocs.core.model import (
    STATUS_WORDS,
    Abbreviation,
    Action,
    Assessment,
    Bullet,
    Criterion,
    Level,
    Report,
    Section,
    Status,
    StatusWord,
    Theme,
)
from bvdocs.core.ongoing import ONGOING
from bvdocs.core.places import Source
from bvdocs.core.publishing import PublicAssessment, published
from bvdocs.core.rich_text import RichText, Run
from bvdocs.core.versions import Version
from bvdocs.storage.archive.facts import assessment_as_json, assessment_from_json
from bvdocs.storage.archive.layout import meeting_folder, name_in_version, name_without_version, version_of
from bvdocs.storage.archive.version_files import version_files
from bvdocs.storage.archive.versions import Archive
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.clean_seven_themes import clean_rows
from tests.cases.long_and_odd import long_and_odd_rows
from tests.cases.seven_themes import seven_theme_rows
from tests.support.archives import (
    BY,
    DOCUMENTS,
    FIRST,
    MACHINE,
    MEETING,
    add,
    contents_of,
    files_in,
    make_tiny_documents,
    names_in,
    numbers,
    rewrite,
)
from tests.support.markers import everything_in, holds
from tests.support.project import SAMPLE, TEMPLATES, tell_nobody
from tests.support.workbook_writer import write_workbook
from tests.support.workbooks import Book

# Numbers and names.


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("v0.1", Version(0, 1)),
        ("v10.12", Version(10, 12)),
        *((name, None) for name in ("V0.1", "0.1", "v0.1 ", "v1", ".v0.1", "v1.0.0", "v0.1 (copy)", "v1234567.0")),
    ],
)
def test_a_version_s_folder_is_known_by_its_name(name: str, version: Version | None) -> None:
    assert version_of(Path(name)) == version


@pytest.mark.parametrize(
    ("committee", "folder"),
    [
        ("Standards and Audit Committee", "2024-11-26-standards-and-audit-committee"),
        ("Corporate Governance, Standards and Audit (Joint) Committee", "2024-11-26-corporate-governance-standards"),
        ("../../etc", "2024-11-26-etc"),
        ("Pwyllgor Tŷ'r Łódź", "2024-11-26-pwyllgor-ty"),
        ("!", "2024-11-26"),
    ],
)
def test_a_meeting_s_folder_is_its_date_and_the_committee(committee: str, folder: str) -> None:
    name = meeting_folder(date(2024, 11, 26), committee)
    assert name.startswith(folder)
    assert re.fullmatch(r"[a-z0-9-]+", name)


def test_a_document_s_name_ends_in_its_version_and_a_picture_s_does_not() -> None:
    version = Version(1, 0)
    assert name_in_version("action-plan.docx", version) == "action-plan-v1.0.docx"
    assert name_in_version("figures/heatmap.svg", version) == "figures/heatmap.svg"
    assert name_without_version("action-plan-v1.0.docx", version) == "action-plan.docx"
    assert name_without_version("action-plan-v0.1.docx", version) == "action-plan-v0.1.docx"


# The folder of a version.


def test_a_version_s_folder_holds_the_documents_and_the_record_of_them(tmp_path: Path) -> None:
    added = add(tmp_path, "0.1")
    assert added.folder == tmp_path / MEETING / "v0.1"
    assert sorted(files_in(added.folder)) == sorted(names_in("0.1"))
    for name, content in DOCUMENTS.items():
        assert (added.folder / name_in_version(name, Version(0, 1))).read_bytes() == content


def test_the_manifest_has_the_hash_of_every_other_file(tmp_path: Path) -> None:
    folder = add(tmp_path, "0.1", note="For the lead officers").folder
    record = json.loads((folder / "manifest.json").read_text())
    files = files_in(folder)
    assert {each["name"]: (each["sha256"], each["bytes"]) for each in record["files"]} == {
        name: (hash_of(content), len(content))
        for name, content in files.items()
        if name not in ("manifest.json", "SHA256SUMS")
    }
    assert {each["name"]: each["pages"] for each in record["files"] if each["pages"]} == {"action-plan-v0.1.pdf": 3}
    names = ("format", "version", "status", "issued_at", "issued_by", "machine", "note", "corrections")
    told = {name: record[name] for name in names}
    assert told == {
        "format": "bvdocs version, format 3",
        "version": "0.1",
        "status": "DRAFT",
        "issued_at": "2025-06-03T10:30:00+00:00",
        "issued_by": BY,
        "machine": MACHINE,
        "note": "For the lead officers",
        "corrections": [],
    }
    told = {name: record[name] for name in ("authority", "title", "committee", "meeting_date", "previous")}
    assert told == {
        "authority": "Testing District Council",
        "title": "Best Value Duty self-assessment",
        "committee": "Audit Committee",
        "meeting_date": "2025-09-23",
        "previous": None,
    }
    assert set(record["templates"]) == {"style.css", "parts/footer.html"}
    assert str(tmp_path) not in json.dumps(record)


def test_each_manifest_has_the_hash_of_the_one_before_and_the_list_has_all(tmp_path: Path) -> None:
    add(tmp_path, "0.1", "0.2")
    add(tmp_path, "1.0", meeting_date=date(2025, 12, 16), committee="Cabinet")
    places = [f"{MEETING}/v0.1", f"{MEETING}/v0.2", "2025-12-16-cabinet/v1.0"]
    hashes = [hash_of((tmp_path / place / "manifest.json").read_bytes()) for place in places]
    records = [json.loads((tmp_path / place / "manifest.json").read_bytes()) for place in places]
    assert [record["previous"] for record in records] == [
        None,
        {"version": "0.1", "folder": places[0], "manifest_sha256": hashes[0]},
        {"version": "0.2", "folder": places[1], "manifest_sha256": hashes[1]},
    ]
    assert (tmp_path / "SHA256SUMS").read_text() == "".join(
        f"{digest}  {place}/manifest.json\n" for digest, place in zip(hashes, places, strict=True)
    )
    assert [each.fingerprint for each in Archive(tmp_path).versions] == hashes
    assert [record["status"] for record in records] == ["DRAFT", "DRAFT", "FINAL"]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="this system has no sha256sum")
def test_sha256sum_says_that_all_is_right_and_what_is_not(tmp_path: Path) -> None:
    def run(folder: Path) -> "subprocess.CompletedProcess[str]":
        command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    folder = add(tmp_path, "0.1").folder
    done = run(folder)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == sorted(
        f"{name}: OK" for name in files_in(folder) if name != "SHA256SUMS"
    )
    assert run(tmp_path).stdout == f"{MEETING}/v0.1/manifest.json: OK\n"
    rewrite(folder / "README.txt", b"Another text")
    assert run(folder).returncode == 1
    assert "README.txt: FAILED" in run(folder).stdout


def test_the_readme_says_what_there_is_and_what_is_not_for_publication(tmp_path: Path) -> None:
    text = (add(tmp_path, "1.0", note="As agreed\nwith the Chair").folder / "README.txt").read_text()
    words = " ".join(text.split())
    assert text.startswith("Best Value Duty self-assessment, Testing District Council\n\nVersion 1.0 (FINAL), ")
    assert f"issued by {BY} on 10 September 2025 for the Audit Committee of 23 September 2025." in words
    assert "Note: As agreed with the Chair" in words
    assert "NOT FOR PUBLICATION: the folder source/." in words
    assert "sha256sum --check SHA256SUMS" in words
    for name in ("action-plan-v1.0.docx", "assessment.json", "manifest.json", "source/assessment.xlsx", "figures/"):
        assert name in words
    assert max(len(line) for line in text.splitlines()) <= 78
    assert "Note:" not in version_files(contents_of(Version(0, 1)), None)["README.txt"].decode()


# Reading versions.


@pytest.mark.slow
def test_a_version_is_found_by_its_number_with_or_without_v_or_as_the_latest(tmp_path: Path) -> None:
    add(tmp_path, *(f"0.{number}" for number in range(1, 12)))
    archive = Archive(tmp_path)
    assert [str(each.version) for each in archive.versions] == [f"0.{number}" for number in range(1, 12)]
    assert archive.find("0.10").version == archive.find("v0.10").version == Version(0, 10)
    assert archive.find("latest").version == Version(0, 11)
    assert archive.latest == archive.find("latest")
    assert archive.next_version(final=False) == Version(0, 12)
    assert archive.next_version(final=True) == Version(1, 0)
    assert [str(each.version) for each in archive.between(Version(0, 2), Version(0, 5))] == ["0.3", "0.4"]
    assert [str(each.version) for each in archive.between(Version(0, 9), None)] == ["0.10", "0.11"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["0.3", "1.0", "v", "", "last", "0.1.0", "../v0.1"])
def test_a_version_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, name: str) -> None:
    add(tmp_path, "0.1", "0.2")
    with pytest.raises(UnknownVersionError, match=r"It has: 0\.1, 0\.2\."):
        Archive(tmp_path).find(name)


def test_an_empty_archive_has_no_version_and_the_first_is_the_next(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "none")
    assert (archive.versions, archive.latest) == ((), None)
    assert archive.past().issues == ()
    assert archive.next_version(final=False) == Version(0, 1)
    assert archive.next_version(final=True) == Version(1, 0)
    with pytest.raises(UnknownVersionError, match="No version has been issued yet"):
        archive.find("latest")


def test_what_was_issued_and_what_was_reported_is_known_as_it_was_before_a_version(tmp_path: Path) -> None:
    add(tmp_path, "0.1", "1.0", "1.1", note="After the review")
    archive = Archive(tmp_path)
    past = archive.past()
    assert [str(each.version) for each in past.issues] == ["0.1", "1.0", "1.1"]
    assert [str(each.issue.version) for each in past.reported] == ["1.0"]
    assert isinstance(past.issues[0], Issue)
    assert (past.issues[0].day, past.issues[0].by, past.issues[0].note) == (date(2025, 6, 3), BY, "After the review")
    assert (past.issues[0].committee, past.issues[0].meeting_date) == ("Audit Committee", date(2025, 9, 23))
    last = past.last_reported(date(2025, 12, 16))
    assert last is not None
    assert last.assessment == bare(contents_of(Version(1, 0)).assessment)
    assert [str(each.version) for each in archive.past(before=Version(1, 0)).issues] == ["0.1"]
    assert archive.past(before=Version(1, 0)).last_reported(date(2025, 12, 16)) is None


def test_the_day_of_an_issue_is_that_of_the_place_where_it_was_issued(tmp_path: Path) -> None:
    late = datetime(2025, 6, 2, 0, 30, tzinfo=timezone(timedelta(hours=1)))  # the day before, in UTC
    contents = contents_of(Version(0, 1))
    files = version_files(replace(contents, issued_at=late), None)
    assert json.loads(files["manifest.json"])["issued_at"] == "2025-06-02T00:30:00+01:00"


@pytest.mark.parametrize("name", ["assessment.json", "action-plan-v0.1.docx"])
def test_what_is_not_as_it_was_issued_is_not_read(tmp_path: Path, name: str) -> None:
    version = add(tmp_path, "0.1")
    whole = version.read(name)
    rewrite(version.folder / name, whole + b" ")
    with pytest.raises(ArchiveError, match="is not as it was issued"):
        version.read(name)
    (version.folder / name).unlink()
    with pytest.raises(ArchiveError, match="cannot be read"):
        version.read(name)
    with pytest.raises(ArchiveError):
        version.read("notes.txt")


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"version": "0.1"}', b"\xff", b"[" * 100_000])
def test_a_manifest_that_is_none_stops_nothing_but_what_reads_that_version(tmp_path: Path, content: bytes) -> None:
    folder = add(tmp_path, "0.1", "0.2").folder
    rewrite(folder / "manifest.json", content)
    archive = Archive(tmp_path)
    assert numbers(tmp_path) == ["0.1"]
    (damaged,) = archive.damaged
    assert str(damaged) == (
        f"Version 0.2 cannot be read: {MEETING}/v0.2/manifest.json was changed: it cannot be read any more."
    )
    with pytest.raises(ArchiveError, match=r"^Version 0\.2 cannot be read: .*Put it back from a backup"):
        archive.find("latest")
    assert str(archive.find("0.1").version) == "0.1"
    assert archive.next_version(final=False) == Version(0, 3)


# The facts.


def bare(thing: Any) -> Any:
    """What of an assessment is recorded: all but cells, acceptances, and what is exempt, which nothing is any more."""
    if isinstance(thing, Source):
        return Source("", 0)
    if isinstance(thing, tuple):
        return tuple(bare(each) for each in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changes = {each.name: bare(getattr(thing, each.name)) for each in fields(thing)}
    dropped: dict[str, Any] = {"cells": {}, "acceptances": (), "exempt": NOT_EXEMPT}
    return replace(thing, **changes | {name: value for name, value in dropped.items() if name in changes})


def case(name: str, folder: Path) -> PublicAssessment:
    if name == "sample":
        return published(read_workbook(SAMPLE).assessment)
    rows = {"seven themes": seven_theme_rows, "clean": clean_rows, "long and odd": long_and_odd_rows}[name]()
    write_workbook(folder / "case.xlsx", rows)
    return published(read_workbook(folder / "case.xlsx").assessment)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sample", "seven themes", "clean", "long and odd"])
def test_facts_are_read_back_as_they_were_recorded(tmp_path: Path, name: str) -> None:
    facts = case(name, tmp_path)
    record = assessment_as_json(facts)
    assert assessment_from_json(record) == bare(facts)
    assert assessment_as_json(assessment_from_json(record)) == record
    assert len(json.loads(record)["characteristics"]) == len(facts.criteria) > 10
    assert len(json.loads(record)["actions"]) == len(facts.actions) > 5


def test_bold_italic_and_links_are_recorded_beside_the_plain_words(tmp_path: Path) -> None:
    facts = published(Book().read(tmp_path))
    looks = RichText((Run("See "), Run("the plan", bold=True, italic=True, link="https://example.org/plan"), Run(".")))
    facts = replace(facts, bullets=(replace(facts.bullets[0], text=looks), facts.bullets[1]))
    first, second = json.loads(assessment_as_json(facts))["narrative"]
    assert first["text"] == "See the plan."
    assert first["text_looks"][1] == {
        "text": "the plan", "bold": True, "italic": True, "link": "https://example.org/plan"
    }  # fmt: skip
    assert "text_looks" not in second
    assert assessment_from_json(assessment_as_json(facts)) == bare(facts)


def test_the_same_facts_are_the_same_bytes_whatever_the_workbook_s_bytes_are(tmp_path: Path) -> None:
    one = Book().write(tmp_path, "one.xlsx")
    other = Book(edit=lambda book: setattr(book.properties, "creator", "Somebody else")).write(tmp_path, "other.xlsx")
    assert one.read_bytes() != other.read_bytes()
    recorded = [assessment_as_json(published(read_workbook(path).assessment)) for path in (one, other)]
    assert recorded[0] == recorded[1]
    book = Book()
    book.actions[0][10] = 0.5
    assert assessment_as_json(published(book.read(tmp_path))) != recorded[0]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "bvdocs assessment, format 3"}', b"null"])
def test_what_is_no_record_of_facts_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        assessment_from_json(content)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
days = st.dates()
maybe_days = st.none() | days
codes = st.lists(words, max_size=3).map(tuple)
numbers_of = st.integers(1, 99)
# Neighbours that look alike are one stretch, as the reader joins them.
looks = st.builds(Run, words, st.booleans(), st.booleans(), st.sampled_from(["", "https://example.org/?a=1&b=2"]))
rich = st.one_of(
    st.just(RichText()),
    words.map(lambda text: RichText((Run(text),))),
    st.lists(looks, min_size=1, max_size=4)
    .filter(lambda runs: any(run != Run(run.text) for run in runs))
    .map(lambda runs: RichText(tuple(runs))),
)
dues = days | st.just(ONGOING)
status_words = st.builds(StatusWord, words, st.sampled_from(Status), st.just(Source("Statuses", 2)))
levels = st.builds(Level, words, texts, texts, texts, st.just(Source("Scale", 2)))


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    scale = tuple(draw(st.lists(levels, max_size=4, unique_by=lambda level: level.name)))
    action_scale = tuple(draw(st.lists(levels, max_size=3, unique_by=lambda level: level.name)))
    statuses = tuple(draw(st.lists(status_words, max_size=3, unique_by=lambda word: word.name)))
    known = {each.name: each for each in (*STATUS_WORDS, *statuses)}.values()
    rating = st.sampled_from([None, *scale])
    here = st.just(Source("Sheet", 7, {"Code": "A"}))
    report = st.builds(
        Report, words, words, texts, days, maybe_days, texts, texts, texts, st.lists(texts, max_size=3).map(tuple),
        numbers_of, codes, st.just({}),
    )  # fmt: skip
    criteria = st.builds(Criterion, words, numbers_of, texts, rating, rating, texts, texts, st.just(NOT_EXEMPT), here)
    bullets = st.builds(Bullet, numbers_of, st.sampled_from(Section), rich, codes, texts, st.just(NOT_EXEMPT), here)
    progress = st.none() | st.floats(0, 100)
    actions = st.builds(
        Action, words, numbers_of, codes, rich, rich, texts, maybe_days, dues, maybe_days, st.sampled_from(list(known)),
        progress, rich, texts, st.just(NOT_EXEMPT), here, texts, texts, st.sampled_from([None, *action_scale]),
        texts, texts, texts, codes,
    )  # fmt: skip
    milestones = st.builds(Milestone, words, texts, days, maybe_days, st.just(NOT_EXEMPT), here)
    evidence = st.builds(
        Evidence, words, texts, texts, texts, maybe_days, texts, codes, codes, st.booleans(), st.just(NOT_EXEMPT), here
    )
    themes = st.builds(Theme, numbers_of, texts, texts, texts, texts, here)
    return Assessment(
        report=draw(report),
        scale=scale,
        themes=tuple(draw(st.lists(themes, max_size=3))),
        criteria=tuple(draw(st.lists(criteria, max_size=3))),
        bullets=tuple(draw(st.lists(bullets, max_size=3))),
        actions=tuple(draw(st.lists(actions, max_size=3))),
        abbreviations=tuple(draw(st.lists(st.builds(Abbreviation, texts, texts, here), max_size=3))),
        statuses=statuses,
        action_scale=action_scale,
        milestones=tuple(draw(st.lists(milestones, max_size=3))),
        evidence=tuple(draw(st.lists(evidence, max_size=3))),
    )


@pytest.mark.slow
@settings(max_examples=60)
@given(assessments())
def test_whatever_the_facts_are_they_are_read_back(facts: Assessment) -> None:
    record = assessment_as_json(PublicAssessment(facts))
    assert assessment_from_json(record) == bare(facts)
    assert assessment_as_json(bare(facts)) == record
    assert json.loads(record)["format"] == "bvdocs assessment, format 3"


# What is exempt.

SECRET, SECRET_CODE = "Qwyxzzy", "L77077"
UNTIL = date(2025, 12, 31)


def book_with_secrets() -> Book:
    """A word that must not be published, wherever an exempt row, or what was accepted of one, can hold it."""
    book = Book()
    book.criteria.append([SECRET_CODE, 1, f"{SECRET} one", "Red", "Green", None, f"{SECRET} evidence TBC", "yes"])
    book.criteria.append(["L003", 1, f"Dismissal of the {SECRET}", "Amber", None, None, None, "yes"])
    # Rows that are not exempt may name one that is.
    book.narrative[0][3] = f"L001, {SECRET_CODE}"
    book.actions[0][2] = f"L002, {SECRET_CODE}"
    for section in ("Description", "Strengths", "Areas for improvement", "Opportunities"):
        book.narrative.append(
            [
                1,
                section,
                f"The {SECRET} is to go by March 2025, says the SMTQ{SECRET}.",
                None,
                f"R-{SECRET}-{section[0]}",
                "yes",
            ]
        )
    book.actions.append(
        [f"L-{SECRET}", 1, SECRET_CODE, f"Opportunity {SECRET}", f"Settle with the {SECRET} TBC.", f"Head of {SECRET}",
         date(2025, 1, 6), date(2025, 6, 30), None, "In progress", 0.4, f"Update {SECRET}", f"Measure {SECRET}", "yes"]
    )  # fmt: skip
    accepted = f"{SECRET_CODE} is exempt, so this published row is printed without it."
    book.accepted = [
        ["W218", "Narrative!D2", accepted, f"The {SECRET} knows", "Monitoring Officer", UNTIL],
        ["W306", None, f"It was {SECRET} once.", f"The {SECRET} knew", "Monitoring Officer", UNTIL],
        ["W311", None, f"It was {SECRET} until May.", f"The {SECRET} knew", "Monitoring Officer", date(2025, 1, 1)],
    ]
    return book


@pytest.fixture(scope="module")
def with_secrets(tmp_path_factory: pytest.TempPathFactory) -> tuple[IssueOutcome, Path]:
    """A version of a workbook with exempt rows, with its real documents; and the workbook."""
    folder = tmp_path_factory.mktemp("secrets")
    request = IssueRequest(book_with_secrets().write(folder), folder / "out", TEMPLATES, BY)
    return issue_version(request, FIRST, tell_nobody), request.workbook


@pytest.fixture(scope="module")
def published_files(with_secrets: tuple[IssueOutcome, Path]) -> Mapping[str, bytes]:
    """Every file of that version outside `source/`."""
    version = with_secrets[0].version
    assert version is not None
    return {name: content for name, content in files_in(version.folder).items() if not name.startswith("source/")}


@pytest.mark.slow
def test_no_file_outside_source_holds_a_word_of_an_exempt_row(published_files: Mapping[str, bytes]) -> None:
    kinds = {Path(name).suffix for name in published_files}
    assert kinds == {".docx", ".pdf", ".html", ".svg", ".png", ".json", ".txt", ""}
    said = {name: everything_in(name, content) for name, content in published_files.items()}
    assert [name for name, content in said.items() if holds(content, SECRET) or holds(content, SECRET_CODE)] == []
    # The same search finds a word that is there.
    for name, content in said.items():
        if name.startswith(("self-assessment-theme-1", "assessment", "figures/heatmap-theme-1")):
            assert holds(content, "L001") or name.endswith(".png"), name


@pytest.mark.slow
def test_what_was_published_before_and_is_exempt_now_is_said_no_more(tmp_path: Path) -> None:
    """Not even as something that is no longer there."""
    book = book_with_secrets()
    for rows in (book.criteria, book.narrative, book.actions):
        for row in rows:
            row[-1] = None
    request = IssueRequest(book.write(tmp_path), tmp_path / "out", TEMPLATES, BY, final=True)
    with pytest.MonkeyPatch.context() as patch:
        make_tiny_documents(patch)
        before = issue_version(request, FIRST, tell_nobody).version
    assert before is not None
    assert SECRET in before.read("assessment.json").decode()
    later = book_with_secrets()
    later.report[3][1] = date(2025, 12, 9)
    later.write(tmp_path)
    version = issue_version(replace(request, final=False), FIRST, tell_nobody).version
    assert version is not None
    files = {name: content for name, content in files_in(version.folder).items() if not name.startswith("source/")}
    said = {name: everything_in(name, content) for name, content in files.items()}
    assert holds(said["action-plan-v1.1.html"], "What changed since version 1.0")
    assert [name for name, content in said.items() if holds(content, SECRET) or holds(content, SECRET_CODE)] == []


def test_no_name_of_a_file_holds_a_word_of_an_exempt_row(published_files: Mapping[str, bytes]) -> None:
    assert [name for name in published_files if SECRET.lower() in name.lower()] == []
    assert len(published_files) > 20


def test_an_exempt_row_is_in_no_fact_and_no_count(published_files: Mapping[str, bytes]) -> None:
    record = json.loads(published_files["assessment.json"])
    assert [each["code"] for each in record["characteristics"]] == ["L001", "L002", "C001"]
    assert [each["ref"] for each in record["actions"]] == ["L-A1", "C-A1"]
    assert len(record["narrative"]) == 2
    assert record["narrative"][0]["characteristics"] == ["L001"]
    assert record["actions"][0]["characteristics"] == ["L002"]


def test_what_was_found_and_accepted_is_in_source_alone(
    with_secrets: tuple[IssueOutcome, Path], published_files: Mapping[str, bytes]
) -> None:
    outcome, _ = with_secrets
    record = json.loads(published_files["manifest.json"])
    assert any(SECRET in each.message for each in outcome.findings)
    assert any(SECRET_CODE in each.message for each in outcome.findings)
    assert [(SECRET_CODE in each.finding.message, SECRET in each.reason) for each in outcome.accepted] == [(True, True)]
    assert not {"findings", "accepted"} & set(record)
    assert outcome.version is not None
    found = json.loads(outcome.version.read("source/findings.json"))
    assert [each["message"] for each in found["findings"]] == [each.message for each in outcome.findings]
    assert [each["confidential"] for each in found["findings"]].count(True) >= 3
    assert [(each["code"], SECRET in each["reason"]) for each in found["accepted"]] == [("W218", True)]


def test_the_workbook_is_kept_byte_for_byte_with_all_that_is_exempt(with_secrets: tuple[IssueOutcome, Path]) -> None:
    outcome, workbook = with_secrets
    assert outcome.version is not None
    kept = outcome.version.folder / "source" / "assessment.xlsx"
    assert kept.read_bytes() == workbook.read_bytes()
    with zipfile.ZipFile(kept) as package:
        assert any(SECRET.encode() in package.read(name) for name in package.namelist())


def test_the_templates_are_kept_byte_for_byte(with_secrets: tuple[IssueOutcome, Path]) -> None:
    outcome, _ = with_secrets
    assert outcome.version is not None
    kept = outcome.version.folder / "source" / "templates"
    # Those of Part B are none of what Part A is made from.
    public = {name for name in files_in(TEMPLATES) if not name.startswith("part-b.")}
    assert set(files_in(kept)) == public == set(outcome.version.made_from.templates)
    assert {name: hash_of(content) for name, content in files_in(kept).items()} == outcome.version.made_from.templates


def test_a_real_version_is_laid_out_as_the_format_says(with_secrets: tuple[IssueOutcome, Path]) -> None:
    outcome, _ = with_secrets
    assert outcome.version is not None
    archive = outcome.version.folder.parents[1]
    assert outcome.version.folder == archive / MEETING / "v0.1"
    assert numbers(archive) == ["0.1"]
    documents = ("action-plan", "overview", "self-assessment-theme-1-leadership", "self-assessment-theme-2-culture")
    names = [name for name in files_in(outcome.version.folder) if not name.startswith(("source/", "figures/"))]
    assert sorted(names) == sorted(
        [
            *(f"{document}-v0.1.{kind}" for document in documents for kind in ("docx", "html", "pdf")),
            "README.txt", "SHA256SUMS", "assessment.json", "manifest.json",
        ]
    )  # fmt: skip
    modes = {path: path.stat().st_mode & 0o777 for path in archive.rglob("*") if path.is_file()}
    assert {mode for path, mode in modes.items() if "source" not in path.parts} == {0o444}
    assert {mode for path, mode in modes.items() if "source" in path.parts} == {0o400}
    assert outcome.version.issued_at == FIRST.astimezone(UTC)
