"""Whole runs with --pack: all documents in one PDF, and a page that leads to every file, of drafts and versions."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from bvdocs.cli.main import main
from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.commands.rebuild import rebuild
from bvdocs.commands.report import ReportOutcome, ReportRequest, make_report
from bvdocs.core.documents import DOCUMENTS, FORMATS, READING_ORDER
from bvdocs.storage.archive.layout import ARCHIVE
from bvdocs.storage.archive.verify import verify
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import BY, FIRST, files_in
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.reading import pdf_pages, read_page, squeezed
from tests.support.workbooks import Book

pytestmark = pytest.mark.slow

THEMES = ("self-assessment-theme-1-leadership", "self-assessment-theme-2-culture")
IN_ORDER = ("overview", *THEMES, "action-plan")


def book() -> Book:
    made = Book()
    made.actions[0][6] = date(2025, 1, 6)
    return made


def report(folder: Path, *, pack: bool = True, formats: tuple[str, ...] = FORMATS) -> ReportOutcome:
    request = ReportRequest(folder / "assessment.xlsx", folder / "out", TEMPLATES, (), formats, pack=pack)
    outcome = make_report(request, tell_nobody)
    assert outcome.documents, outcome.findings
    return outcome


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    book().write(folder)
    report(folder)
    return folder


@pytest.fixture(scope="module")
def current(folder: Path) -> Mapping[str, bytes]:
    return files_in(folder / "out" / "current")


def links(page: bytes) -> Iterator[str]:
    """The addresses of a page, but for those within it."""
    for address in re.findall(r'<a[^>]* href="([^"]*)"', page.decode()):
        if not address.startswith("#"):
            yield unquote(unescape(address))


def test_every_kind_of_document_has_its_place_in_the_pack() -> None:
    assert sorted(READING_ORDER) == sorted(DOCUMENTS)
    assert all(each.about for each in DOCUMENTS)


def test_the_pack_is_every_page_of_every_document_in_reading_order(current: Mapping[str, bytes]) -> None:
    alone = [text for name in IN_ORDER for text in pdf_pages(current[f"{name}.pdf"])]
    pack = pdf_pages(current["pack.pdf"])
    assert len(pack) == len(alone) > len(IN_ORDER)
    for number, (joined, text) in enumerate(zip(pack, alone, strict=True), 1):
        assert squeezed(f"Pack page {number} of {len(alone)}") in joined
        body = text[: text.rindex("DRAFT")]
        assert joined.startswith(body)


def test_the_index_leads_to_every_file_of_the_run_and_says_what_each_is(current: Mapping[str, bytes]) -> None:
    page = current["index.html"]
    leads = list(links(page))
    records = {"manifest.json", "source/findings.json", "index.html"}
    assert {each.partition("#")[0] for each in leads} == current.keys() - records
    starts = [int(each.partition("#page=")[2]) for each in leads if "#page=" in each]
    pages = [len(pdf_pages(current[f"{name}.pdf"])) for name in IN_ORDER]
    assert starts == [1 + sum(pages[:place]) for place in range(len(IN_ORDER))]
    said = read_page(page).text
    held = (each.about for each in DOCUMENTS if not each.needs)
    for words in ("Overview", "Theme 1: Leadership", "Action plan", *held, "DRAFT"):
        assert squeezed(words) in said


def test_nothing_is_made_twice(folder: Path, tmp_path: Path) -> None:
    assert report(folder).unchanged
    (tmp_path / "assessment.xlsx").write_bytes((folder / "assessment.xlsx").read_bytes())
    plain = {each.name for each in report(tmp_path, pack=False).documents}
    assert not plain & {"pack.pdf", "index.html"}
    with_pack = report(tmp_path)
    assert with_pack.stood == plain
    # The pack stands where all that it is made of does; the page has fewer files to lead to.
    fewer = report(tmp_path, formats=("html", "pdf"))
    assert {each.name for each in fewer.documents} - fewer.stood == {"index.html"}
    assert not {each.name for each in report(tmp_path, pack=False).documents} & {"pack.pdf", "index.html"}
    assert sorted(path.name for path in (tmp_path / "out" / "current").glob("*.pdf")) == sorted(
        f"{name}.pdf" for name in IN_ORDER
    )


def test_the_records_know_the_pack(folder: Path, current: Mapping[str, bytes]) -> None:
    manifest = json.loads(current["manifest.json"])
    records = {each["name"]: each for each in manifest["documents"]}
    assert records["pack.pdf"]["pages"] == len(pdf_pages(current["pack.pdf"]))
    assert records["index.html"]["pages"] is None
    assert manifest["request"]["pack"] is True
    assert "pack.pdf" in manifest["recipes"]["of_files"]
    (folder / "out" / "current" / "index.html").write_bytes(b"changed")
    assert not report(folder).unchanged
    assert files_in(folder / "out" / "current") == current


def test_a_pack_is_made_of_pdfs_and_of_the_themes_that_are_asked_for(folder: Path, tmp_path: Path) -> None:
    workbook = str(folder / "assessment.xlsx")
    arguments = ["report", workbook, "--output", str(tmp_path), "--templates", str(TEMPLATES), "--pack"]
    refused = CliRunner().invoke(main, [*arguments, "--format", "word"])
    assert refused.exit_code == 2
    assert "--format pdf" in refused.output
    assert not (tmp_path / "current").exists()
    done = CliRunner().invoke(main, [*arguments, "--format", "pdf", "--theme", "2"])
    assert done.exit_code == 0, done.output
    made = files_in(tmp_path / "current")
    wanted = ("overview", THEMES[1], "action-plan")
    assert len(pdf_pages(made["pack.pdf"])) == sum(len(pdf_pages(made[f"{name}.pdf"])) for name in wanted)
    assert {each.partition("#")[0] for each in links(made["index.html"])} <= made.keys()
    assert THEMES[0] not in made["index.html"].decode().partition('<h2 id="pictures">')[0]


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions: one with a pack and one without."""
    folder = tmp_path_factory.mktemp("issued")
    book().write(folder)
    for pack in (True, False):
        request = IssueRequest(
            folder / "assessment.xlsx", folder / "out", TEMPLATES, BY, final=True, again=True, pack=pack
        )
        assert issue_version(request, FIRST, tell_nobody, lambda _: True).version
    return folder / "out" / ARCHIVE


def test_a_version_keeps_its_pack_and_the_index_leads_to_the_files_of_the_version(issued: Path) -> None:
    first, second = Archive(issued).versions
    names = {name for name in first.files if not name.startswith("source/")}
    assert {"pack-v1.0.pdf", "index-v1.0.html"} <= names
    assert not [name for name in second.files if name.startswith(("pack", "index"))]
    leads = {each.partition("#")[0] for each in links(first.read("index-v1.0.html"))}
    records = {"assessment.json", "README.txt", "index-v1.0.html", "SHA256SUMS"}
    assert leads == names - records
    assert {"pack-v1.0.pdf", "index-v1.0.html"} <= {each.name for each in first.documents}
    assert "pack-v1.0.pdf" in first.read("README.txt").decode()
    assert squeezed("Version 1.0, final") in "".join(pdf_pages(first.read("pack-v1.0.pdf")))


def test_versions_with_and_without_a_pack_are_verified_and_made_again_to_the_same_bytes(issued: Path) -> None:
    archive = Archive(issued)
    assert verify(issued) == ()
    assert [each.is_the_same for each in rebuild(archive, tell_nobody)] == [True, True]
