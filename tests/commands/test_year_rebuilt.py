"""A whole year of versions, made again."""

import shutil
from pathlib import Path

import pytest

from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.storage.archive.verify import verify
from bvdocs.storage.archive.versions import Archive
from tests.cases.scripted_year import BY as YEAR_BY
from tests.cases.scripted_year import scripted_year
from tests.support.archives import (
    copy_templates,
    files_in,
    forge,
    relist,
    rewrite,
)
from tests.support.program import run
from tests.support.project import tell_nobody
from tests.support.reading import read_word


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder whose archive has the versions of the scripted year."""
    folder = tmp_path_factory.mktemp("year")
    templates = copy_templates(folder / "templates")
    for step in scripted_year():
        workbook = step.book.write(folder)
        request = IssueRequest(workbook, folder / "out", templates, YEAR_BY, step.final, step.note)
        made = issue_version(request, step.issued_at, tell_nobody).version
        assert made is not None
        assert str(made.version) == step.version
    return folder / "out"


@pytest.fixture
def copied(year: Path, tmp_path: Path) -> Path:
    """A copy of it to be tampered with."""
    return shutil.copytree(year, tmp_path / "out")


@pytest.mark.slow
def test_every_version_can_be_made_again_to_the_same_bytes(year: Path) -> None:
    before = files_in(year)
    done = run("verify", "--output", year, "--rebuild")
    assert done.exit_code == 0, done.output
    for step in scripted_year():
        assert f"Version {step.version} can be made again to the same bytes." in done.output
    assert "cannot be made" not in done.output
    assert files_in(year) == before


@pytest.mark.slow
def test_a_template_altered_with_every_hash_that_names_it_shows_when_documents_are_made_again(copied: Path) -> None:
    (last,) = copied.glob("archive/*/v3.0")
    name = "source/templates/style.css"
    forge(last, name, (last / name).read_bytes() + b"\nh1 { color: #123456; }\n")
    relist(last / "SHA256SUMS", last)
    relist(copied / "archive" / "SHA256SUMS", copied / "archive")
    assert verify(copied / "archive") == ()
    done = run("verify", "--output", copied, "--rebuild")
    assert done.exit_code == 1
    assert "Version 2.0 can be made again to the same bytes." in done.output
    (line,) = [line for line in done.output.splitlines() if line.startswith("Version 3.0 cannot be made again")]
    assert "action-plan-v3.0.html" in line
    assert "action-plan-v3.0.pdf" in line
    assert ".docx" not in line


@pytest.mark.slow
def test_a_template_altered_alone_is_named_and_nothing_is_made(copied: Path) -> None:
    (first,) = copied.glob("archive/*/v0.1")
    style = first / "source" / "templates" / "style.css"
    rewrite(style, style.read_bytes() + b"\n")
    done = run("verify", "--output", copied, "--rebuild")
    assert done.exit_code == 1
    assert "v0.1/source/templates/style.css was changed" in done.output
    assert "No version was made again: that proves nothing before the archive is as it was issued." in done.output


@pytest.mark.slow
def test_history_and_the_documents_tell_the_whole_year(year: Path) -> None:
    done = run("history", "--output", year)
    versions = [step.version for step in scripted_year()]
    assert [line.split()[0] for line in done.output.splitlines()[1:]] == versions
    latest = Archive(year / "archive").find("latest")
    said = read_word(latest.read("action-plan-v3.0.docx"))
    assert [row[0] for row in said.table("Version", "Date", "Status", "Issued by", "Note")] == versions
    first = Archive(year / "archive").find("0.1")
    rows = read_word(first.read("action-plan-v0.1.docx")).table("Version", "Date", "Status", "Issued by", "Note")
    assert [row[0] for row in rows] == versions[:1]
