"""A council's year: what each version tells is what was done, and no public file tells what is exempt."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.storage.archive.layout import HASHES
from bvdocs.storage.archive.versions import Archive
from tests.cases.council_year import (
    ALWAYS_EXEMPT,
    BY,
    EXEMPT_FROM_SEPTEMBER,
    NEVER_PRINTED,
    OPEN_FROM_SEPTEMBER,
    SPLIT_OFF,
    council_year,
)
from tests.cases.scripted_year import Step
from tests.support.archives import files_in
from tests.support.markers import everything_in, holds
from tests.support.program import run
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.reading import read_page, read_pdf, read_word, squeezed

YEAR = {step.version: step for step in council_year()}
pytestmark = pytest.mark.slow


def issue(step: Step, workbook: Path, output: Path) -> None:
    """Issue a version of the year from a workbook."""
    request = IssueRequest(workbook, output, TEMPLATES, BY, step.final, step.note)
    made = issue_version(request, step.issued_at, tell_nobody).version
    assert made is not None
    assert str(made.version) == step.version


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the first machine, with the archive of the whole year.

    Before the last version the workbook is lost: the one in the archive is taken on, on another machine, from where the
    new version comes back by copying.
    """
    first, second = (tmp_path_factory.mktemp(name) for name in ("first", "second"))
    output, elsewhere = first / "out", second / "out"
    for step in YEAR.values():
        if step.version == "4.0":
            break
        issue(step, step.book.write(first), output)
    (first / "assessment.xlsx").unlink()

    shutil.copytree(output, elsewhere)
    (draft,) = elsewhere.glob("archive/*/v3.1")
    found = second / "found.xlsx"
    found.write_bytes((draft / "source" / "assessment.xlsx").read_bytes())
    same = run("compare", "latest", found, "--output", elsewhere, "--templates", TEMPLATES, "--exit-code")
    assert (same.exit_code, "Nothing has changed." in same.output) == (0, True), same.output
    book = load_workbook(found)
    book["Actions"]["J7"], book["Actions"]["L7"] = "Complete", "The digest is published."
    book.save(found)
    issue(YEAR["4.0"], found, elsewhere)

    (final,) = elsewhere.glob("archive/*/v4.0")
    shutil.copytree(final, output / "archive" / final.parent.name / final.name)
    shutil.copy(elsewhere / "archive" / HASHES, output / "archive" / HASHES)
    return output


SEPTEMBER_SAYS = (
    "L002 (Stable posts) improved from red to amber.",
    "Opportunities: a bullet was added, ‘The numbatbullet tender can be let next year.’",
    "L-A1 (Fill the vacant posts.) was completed.",
    "C-A2 (Publish what was learned from complaints.) slipped by 59 days, from 30 September 2025 to 28 November 2025.",
)
# In the documents of each version: since which version what changed is told, and all that is told.
TOLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "1.1": ("1.0", SEPTEMBER_SAYS),
    "2.0": ("1.0", SEPTEMBER_SAYS),
    "3.0": ("1.0", SEPTEMBER_SAYS),
    "4.0": (
        "3.0",
        (
            "C-A1 (Invite challenge in every team.) is now in progress; it was not started.",
            "C-A2 (Publish what was learned from complaints.) was completed.",
        ),
    ),
}


@pytest.mark.parametrize("version", TOLD)
def test_every_document_tells_what_was_done(version: str, output: Path) -> None:
    since, sentences = TOLD[version]
    archived = Archive(output / "archive").find(version)
    theme_2 = "culture-and-values" if version == "4.0" else "culture"
    for ending, read in (("docx", read_word), ("pdf", read_pdf), ("html", read_page)):
        names = ("self-assessment-theme-1-leadership", f"self-assessment-theme-2-{theme_2}", "action-plan")
        documents = [read(archived.read(f"{name}-v{version}.{ending}")) for name in names]
        said = "".join(each.text for each in documents)
        assert all(squeezed(f"What changed since version {since}") in each.text for each in documents)
        assert [text for text in sentences if squeezed(text) not in said] == []


QUARTER = [
    "L002 (Stable posts) improved from red to amber.",
    "Opportunities: a bullet was added, ‘The numbatbullet tender can be let next year.’",
    "L-A1 (Fill the vacant posts.) was completed.",
    "L-A1 (Fill the vacant posts.), update: ‘Two of five’ is now ‘All five’.",
    "C-A2 (Publish what was learned from complaints.) slipped by 59 days, from 30 September 2025 to 28 November 2025.",
]
STARTED = "C-A1 (Invite challenge in every team.) is now in progress; it was not started."
NEW_NAME = "Theme, name: ‘Culture’ is now ‘Culture and values’."
DONE = "C-A2 (Publish what was learned from complaints.) was completed."
# From one version to the next, all that was done to what is open in both and today.
STEPS: dict[tuple[str, str], list[str]] = {
    ("0.1", "0.2"): [
        "Areas for improvement: the first bullet was reworded: ‘for four months’ is now ‘for three months’.",
        "Areas for improvement: the first bullet was reworded: ‘team meetings.’ is now ‘team meetings and at the top.’",
    ],
    ("0.2", "1.0"): ["L002 (Stable posts) worsened from amber to red."],
    ("1.0", "1.1"): [
        *QUARTER,
        "C-A2 (Publish what was learned from complaints.), update: ‘The first digest is drafted.’ is now ‘The digest"
        " waits for the printer.’",
        "Report, meeting date: ‘24 June 2025’ is now ‘23 September 2025’.",
    ],
    ("1.1", "2.0"): ["Report, committee: ‘Audit Committee’ is now ‘Planning Committee’."],
    ("2.0", "3.0"): ["Report, committee: ‘Planning Committee’ is now ‘Audit Committee’."],
    ("3.0", "3.1"): [NEW_NAME, STARTED, "Report, meeting date: ‘23 September 2025’ is now ‘16 December 2025’."],
    ("3.1", "4.0"): [
        DONE,
        "C-A2 (Publish what was learned from complaints.), update: ‘The digest waits for the printer.’ is now ‘The"
        " digest is published.’",
    ],
    ("1.0", "4.0"): [
        *QUARTER,
        NEW_NAME,
        STARTED,
        DONE,
        "C-A2 (Publish what was learned from complaints.), update: ‘The first digest’ is now ‘The digest’ and ‘is"
        " drafted.’ is now ‘is published.’",
        "Report, meeting date: ‘24 June 2025’ is now ‘16 December 2025’.",
    ],
}


@pytest.mark.parametrize("pair", STEPS)
def test_compare_tells_what_was_done_and_nothing_else(pair: tuple[str, str], output: Path) -> None:
    done = run("compare", *pair, "--json", "--output", output, "--templates", TEMPLATES)
    changes = json.loads(done.stdout)["changes"]
    assert sorted(each["text"] for each in changes) == sorted(STEPS[pair])


def test_what_is_exempt_in_december_is_not_told_when_the_versions_are_named_the_other_way_round(output: Path) -> None:
    done = run("compare", "4.0", "1.0", "--json", "--output", output, "--templates", TEMPLATES)
    assert [word for word in (*EXEMPT_FROM_SEPTEMBER, *SPLIT_OFF) if word in done.output] == []
    assert "L002 (Stable posts) worsened from amber to red." in done.output


def test_the_archive_is_whole_though_a_version_came_from_another_machine(output: Path) -> None:
    done = run("verify", "--output", output)
    assert done.exit_code == 0
    assert "8 versions" in done.output
    listed = run("history", "--output", output).output.splitlines()[1:]
    assert [line.split()[0] for line in listed] == list(YEAR)
    assert "Planning Committee" in listed[4]
    assert "Replaces 2.0, which named another committee" in listed[5]


# Before these versions it may be told, or from this one on.
_SECRET_FROM = {
    **dict.fromkeys((*ALWAYS_EXEMPT, *NEVER_PRINTED), "0.1"),
    **dict.fromkeys(EXEMPT_FROM_SEPTEMBER, "1.1"),
    **dict.fromkeys(SPLIT_OFF, "3.1"),
}
_OPEN_FROM = dict.fromkeys(OPEN_FROM_SEPTEMBER, "1.1")


def may_be_told(word: str, version: str) -> bool:
    """Whether a version may say the word: versions are numbered so that they sort as texts."""
    return version < _SECRET_FROM.get(word, "9") and version >= _OPEN_FROM.get(word, "0")


@pytest.mark.parametrize("version", YEAR)
def test_no_public_file_tells_what_is_exempt_then_and_none_what_is_never_printed(version: str, output: Path) -> None:
    folder = Archive(output / "archive").find(version).folder
    public = {name: each for name, each in files_in(folder).items() if "source" not in Path(name).parts}
    said = {name: everything_in(name, each) for name, each in public.items()}
    assert len(said) > 15
    told = {word: [name for name, each in said.items() if holds(each, word)] for word in (*_SECRET_FROM, *_OPEN_FROM)}
    assert {word: names for word, names in told.items() if names and not may_be_told(word, version)} == {}
    # The search finds what is open then, in every format.
    for word in told:
        if may_be_told(word, version):
            assert {Path(name).suffix for name in told[word]} >= {".docx", ".pdf", ".html", ".json"}, word


def test_what_is_exempt_is_kept_in_the_source_of_the_last_version(output: Path) -> None:
    source = Archive(output / "archive").find("4.0").folder / "source"
    with zipfile.ZipFile(source / "assessment.xlsx") as package:
        words = b"".join(package.read(name) for name in package.namelist())
    assert [word for word in (*ALWAYS_EXEMPT, *EXEMPT_FROM_SEPTEMBER, *SPLIT_OFF) if not holds(words, word)] == []
