"""What the real documents of a version say of it."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest

from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.commands.report import ReportOutcome, ReportRequest, make_report
from bvdocs.storage.archive.verify import verify
from tests.support.archives import (
    BY,
    FIRST,
    copy_templates,
    files_in,
)
from tests.support.project import tell_nobody
from tests.support.reading import Read, pdf_pages, read_page, read_pdf, read_word, squeezed, word_furniture
from tests.support.workbooks import Book

PLAN, THEME = "action-plan", "self-assessment-theme-1-leadership"
DOCUMENTS = (PLAN, "overview", THEME, "self-assessment-theme-2-culture")


@dataclass(frozen=True)
class Real:
    """A draft, a final version and a report, with their real documents."""

    folder: Path
    draft: Mapping[str, bytes]
    final: Mapping[str, bytes]
    reports: tuple[ReportOutcome, ...]
    current: Mapping[str, bytes]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """0.1, a report, 1.0, and two reports more."""
    folder = tmp_path_factory.mktemp("real")
    workbook, templates, output = Book().write(folder), copy_templates(folder / "templates"), folder / "out"

    def version(now: datetime, *, final: bool, note: str) -> Mapping[str, bytes]:
        request = IssueRequest(workbook, output, templates, BY, final, note)
        made = issue_version(request, now, tell_nobody).version
        assert made is not None
        return files_in(made.folder)

    def report() -> ReportOutcome:
        return make_report(ReportRequest(workbook, output, templates, formats=("word",)), tell_nobody)

    draft = version(FIRST, final=False, note="For the lead officers")
    reports = [report(), report()]
    final = version(FIRST + timedelta(days=14), final=True, note="")
    reports += [report(), report()]
    return Real(folder, draft, final, tuple(reports), files_in(output / "current"))


def read(name: str, content: bytes) -> Read:
    readers = {"docx": read_word, "pdf": read_pdf, "html": read_page}
    return readers[name.rpartition(".")[2]](content)


def documents_in(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    return {name: files[name] for name in files if "/" not in name and name.endswith(kind)}


DRAFT_LINE, FINAL_LINE = "DRAFT, version 0.1", "Version 1.0, final"


@pytest.mark.slow
def test_the_footer_of_every_document_says_which_version_it_is(real: Real) -> None:
    for files, line in ((real.draft, DRAFT_LINE), (real.final, FINAL_LINE)):
        for name, content in documents_in(files, ".docx").items():
            assert line in word_furniture(content), name
        for name, content in documents_in(files, ".pdf").items():
            pages = pdf_pages(content)
            assert pages, name
            assert all(squeezed(line) in page for page in pages), name
        for name, content in documents_in(files, ".html").items():
            footer = content.decode().rpartition("<footer")[2]
            assert line in footer, name
        assert len(documents_in(files, ".docx")) == len(documents_in(files, ".pdf")) == len(DOCUMENTS)
        assert len(documents_in(files, ".html")) == len(DOCUMENTS)


@pytest.mark.slow
def test_every_document_lists_the_versions_so_far_and_itself(real: Real) -> None:
    first = ["0.1", "2 June 2025", "Draft", BY, "For the lead officers"]
    second = ["1.0", "16 June 2025", "Final", BY, ""]
    for files, rows in ((real.draft, [first]), (real.final, [first, second])):
        for name in (name for document in DOCUMENTS for name in files if name.startswith(f"{document}-v")):
            said = read(name, files[name])
            assert "Document history" in [heading for _, heading in said.headings], name
            table = said.table("Version", "Date", "Status", "Issued by", "Note")
            # An empty cell of a PDF is not read back.
            assert [[squeezed(cell) for cell in row if cell] for row in table] == [
                [squeezed(cell) for cell in row if cell] for row in rows
            ], name


@pytest.mark.slow
def test_a_word_file_s_properties_say_its_version_and_status(real: Real) -> None:
    for files, version, status, line in (
        (real.draft, "0.1", "DRAFT", DRAFT_LINE), (real.final, "1.0", "FINAL", FINAL_LINE)
    ):  # fmt: skip
        for name, content in documents_in(files, ".docx").items():
            properties = docx.Document(io.BytesIO(content)).core_properties
            assert (properties.version, properties.content_status) == (version, status), name
            assert line in properties.subject


@pytest.mark.slow
def test_a_final_version_says_draft_nowhere_but_of_the_drafts_before_it(real: Real) -> None:
    for name, content in real.final.items():
        if name.startswith("source/"):
            continue
        text = content.decode(errors="ignore")
        if name.endswith(".docx"):
            text = read_word(content).text + word_furniture(content)
            properties = docx.Document(io.BytesIO(content)).core_properties
            text += f"{properties.subject} {properties.title} {properties.comments} {properties.keywords}"
        elif name.endswith(".pdf"):
            text = "".join(pdf_pages(content))
        elif name.endswith(".png"):
            continue
        assert "DRAFT" not in text, name
    assert "DRAFT" in "".join(pdf_pages(real.draft[f"{PLAN}-v0.1.pdf"]))


@pytest.mark.slow
def test_a_report_says_that_it_is_not_issued_and_lists_what_was(real: Real) -> None:
    documents = documents_in(real.current, ".docx")
    assert sorted(documents) == sorted(f"{name}.docx" for name in DOCUMENTS)
    for name, content in documents.items():
        assert "DRAFT, not yet issued" in word_furniture(content), name
        rows = read_word(content).table("Version", "Date", "Status", "Issued by", "Note")
        assert [(row[0], row[2]) for row in rows] == [("0.1", "Draft"), ("1.0", "Final")], name


@pytest.mark.slow
def test_a_report_is_made_anew_when_a_version_was_issued_and_else_stands(real: Real) -> None:
    assert [outcome.unchanged for outcome in real.reports] == [False, True, False, True]
    assert verify(real.folder / "out" / "archive") == ()


@pytest.mark.slow
def test_the_pages_of_each_pdf_are_recorded(real: Real) -> None:
    record = json.loads(real.final["manifest.json"])
    for each in record["files"]:
        expected = len(pdf_pages(real.final[each["name"]])) if each["name"].endswith(".pdf") else None
        assert each["pages"] == expected, each["name"]
