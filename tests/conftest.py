"""Documents that several tests read: made once, from whole workbooks."""

import contextlib
import fcntl
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from bvdocs.commands.compare import compare_sides, comparison_page, read_side
from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.storage.archive.layout import ARCHIVE, name_without_version
from bvdocs.storage.archive.versions import Archive
from tests.cases.committee import CLEARANCES, COMMITTEE
from tests.cases.everything import everything_workbook
from tests.cases.hard_to_lay_out import hard_rows
from tests.cases.long_and_odd import long_and_odd_rows
from tests.cases.scripted_year import BY, scripted_year
from tests.cases.seven_themes import seven_theme_rows
from tests.making.shipped import make_shipped_files
from tests.support.project import MADE, SAMPLE, TEMPLATES, MakeOnce, documents_of, tell_nobody
from tests.support.workbook_writer import write_workbook

pytest_plugins = ["tests.gates.plugin"]

# A machine that is busy with other things makes no test fail.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """Make the files that tests read in place of an officer's: once, before other processes begin."""
    if not hasattr(config, "workerinput"):
        make_shipped_files()


@pytest.fixture(scope="session", autouse=True)
def _in_an_officers_folder() -> Iterator[None]:
    """Stand where commands find the made workbook and templates when a test names no others."""
    with contextlib.chdir(MADE):
        yield


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """Return what makes documents, in a folder given to it, once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made_once(name: str, make: Callable[[Path], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        kept = shared / f"{name}.pickle"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(dict(make(tmp_path_factory.mktemp(name)))))
        documents: Mapping[str, bytes] = pickle.loads(kept.read_bytes())
        return documents

    return made_once


@pytest.fixture(scope="session")
def sample_documents(made_once: MakeOnce) -> Mapping[str, bytes]:
    """The sample's documents."""
    return made_once("sample", lambda folder: documents_of(SAMPLE, folder, pack=True))


@pytest.fixture(scope="session")
def seven_themes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of seven themes."""
    path = tmp_path_factory.mktemp("seven-workbook") / "seven-themes.xlsx"
    write_workbook(path, seven_theme_rows())
    return path


@pytest.fixture(scope="session")
def seven_documents(seven_themes: Path, made_once: MakeOnce) -> Mapping[str, bytes]:
    """The documents of the workbook of seven themes."""
    return made_once("seven", lambda folder: documents_of(seven_themes, folder, pack=True))


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of seven themes with all that a council may add."""
    path = tmp_path_factory.mktemp("everything-workbook") / "everything.xlsx"
    path.write_bytes(everything_workbook())
    return path


@pytest.fixture(scope="session")
def everything_documents(everything: Path, made_once: MakeOnce) -> Mapping[str, bytes]:
    """The documents of the workbook with all that a council may add."""
    return made_once("everything", lambda folder: documents_of(everything, folder))


@pytest.fixture(scope="session")
def odd_documents(made_once: MakeOnce) -> Mapping[str, bytes]:
    """The documents of the workbook that is long and odd."""
    return made_once("odd", _odd_documents)


def _odd_documents(folder: Path) -> Mapping[str, bytes]:
    write_workbook(folder / "long-and-odd.xlsx", long_and_odd_rows())
    return documents_of(folder / "long-and-odd.xlsx", folder, pack=True)


@pytest.fixture(scope="session")
def hard_documents(made_once: MakeOnce) -> Mapping[str, bytes]:
    """The documents of the workbook whose pages are hard to lay out."""
    return made_once("hard", _hard_documents)


def _hard_documents(folder: Path) -> Mapping[str, bytes]:
    write_workbook(folder / "hard.xlsx", hard_rows())
    return documents_of(folder / "hard.xlsx", folder, pack=True)


@pytest.fixture(scope="session")
def committee_documents(made_once: MakeOnce) -> Mapping[str, bytes]:
    """The documents that go to a committee under a covering report, after a version that was reported last."""
    return made_once("committee", _committee_documents)


def _committee_documents(folder: Path) -> Mapping[str, bytes]:
    first, last = (step for step in scripted_year() if step.version in ("1.0", "3.0"))
    request = IssueRequest(first.book.write(folder), folder, TEMPLATES, BY, final=True, note=first.note)
    issue_version(request, first.issued_at, tell_nobody)
    book = last.book
    book.additions = ["committee", "exempt-reasons"]
    book.narrative.append([2, "Strengths", "Sell the depot.", None, None, "3", "It states what it may be sold for."])
    book.committee = [*(list(row) for row in COMMITTEE), ["Part B", "yes"]]
    book.clearances = [list(row) for row in (*CLEARANCES, ("Chief Executive", None, "Away until the agenda is set."))]
    return documents_of(book.write(folder), folder, pack=True)


@pytest.fixture(scope="session")
def issued_documents(made_once: MakeOnce) -> Mapping[str, bytes]:
    """The documents of a final version that follows another one, and the page of what changed between the two."""
    return made_once("issued", _issued_documents)


def _issued_documents(folder: Path) -> Mapping[str, bytes]:
    first, last = (step for step in scripted_year() if step.version in ("1.0", "3.0"))
    for step in (first, last):
        request = IssueRequest(step.book.write(folder), folder, TEMPLATES, BY, final=True, note=step.note, pack=True)
        issue_version(request, step.issued_at, tell_nobody)
    archive = Archive(folder / ARCHIVE)
    version = archive.find("2.0")
    sides = [read_side(name, archive, TEMPLATES, tell_nobody) for name in ("1.0", "2.0")]
    documents = {name: version.read(name) for name in version.files if "/" not in name and "-v2.0." in name}
    return {
        **{name_without_version(name, version.version): content for name, content in documents.items()},
        "comparison.html": comparison_page(compare_sides(sides[0], sides[1], archive), TEMPLATES),
    }
