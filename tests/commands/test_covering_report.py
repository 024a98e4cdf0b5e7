"""The covering report in Word, PDF and page: what its sheet gives, and what follows from the assessment."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from bvdocs.core.documents import INDEX, PACK
from tests.cases.committee import CLEARANCES, COMMITTEE
from tests.support.archives import copy_templates
from tests.support.program import run
from tests.support.project import TEMPLATES, documents_of
from tests.support.reading import Read, read_page, read_pdf, read_word, squeezed
from tests.support.word_checker import faults
from tests.support.workbooks import Book, small_book

READERS: dict[str, Callable[[bytes], Read]] = {"docx": read_word, "pdf": read_pdf, "html": read_page}
# In the order in which a committee reads them.
PARTS = (
    "Recommendations", "Exclusion of the press and public", "Reasons for the recommendations", "Summary", "Background",
    "The position in figures", "What changed since", "What needs attention", "Options considered", "Consultation",
    "Implications", "Financial implications", "Legal implications", "Equality implications", "Digital implications",
    "Next steps", "Key dates", "Clearances", "Appendices", "Background papers",
)  # fmt: skip


def covering(documents: Mapping[str, bytes], kind: str) -> Read:
    return READERS[kind](documents[f"covering-report.{kind}"])


def headings(read: Read) -> list[str]:
    return [text for _, text in read.headings]


@pytest.mark.parametrize("kind", READERS)
class TestWholeReport:
    """A report with something in every part of it, after a version that was reported last."""

    def test_every_part_is_there_in_the_order_of_a_committee_s_report(
        self, committee_documents: Mapping[str, bytes], kind: str
    ) -> None:
        title, *found = headings(covering(committee_documents, kind))
        assert squeezed(title) == squeezed("Best value: our self-assessment and our plan")
        places = [
            next(place for place, text in enumerate(found) if squeezed(text).startswith(squeezed(part)))
            for part in PARTS
        ]
        assert places == sorted(places)

    def test_each_paragraph_of_the_sheet_is_printed_once(
        self, committee_documents: Mapping[str, bytes], kind: str
    ) -> None:
        read = covering(committee_documents, kind)
        paragraphs = [text for field, text in COMMITTEE if field not in {"Required implications", "Key decision"}]
        assert len(paragraphs) == 21
        for text in paragraphs:
            assert squeezed(str(text)) in read.text, text

    def test_recommendations_are_a_numbered_list(self, committee_documents: Mapping[str, bytes], kind: str) -> None:
        read = covering(committee_documents, kind)
        asked = [squeezed(str(text)) for field, text in COMMITTEE if field == "Recommendation"]
        listed = [squeezed(text).lstrip("0123456789.") for text in read.bullets]
        assert [text for text in listed if text in asked] == asked

    @pytest.mark.slow
    def test_the_paragraph_that_the_law_wants_is_all_that_tells_of_what_is_exempt(
        self, committee_documents: Mapping[str, bytes], kind: str
    ) -> None:
        read = covering(committee_documents, kind)
        for text in ("paragraph 3 of Part 1 of Schedule 12A", "affairs of any particular person", "may be sold for."):
            assert read.text.count(squeezed(text)) == 1
        for name in committee_documents:
            if name.endswith(f".{kind}"):
                said = READERS[kind](committee_documents[name]).text
                assert squeezed("Sell the depot") not in said
                assert (squeezed("may be sold for") in said) == (name in (f"covering-report.{kind}", PACK))

    def test_an_officer_who_has_not_cleared_it_is_told_in_words(
        self, committee_documents: Mapping[str, bytes], kind: str
    ) -> None:
        rows = covering(committee_documents, kind).table("Role", "Cleared on", "Comment")
        assert [[squeezed(cell) for cell in row[:2]] for row in rows] == [
            [squeezed(cell) for cell in row]
            for row in (
                ("Section 151 Officer", "8 September 2025"),
                ("Monitoring Officer", "9 September 2025"),
                ("Chief Executive", "Not yet cleared"),
            )
        ]

    def test_the_appendices_are_the_documents_of_this_run(
        self, committee_documents: Mapping[str, bytes], kind: str
    ) -> None:
        rows = covering(committee_documents, kind).table("Appendix", "Document", "What it holds")
        none = {f"covering-report.{kind}", PACK, INDEX}  # what it is itself, and what holds or lists the others
        others = {name for name in committee_documents if name.endswith(f".{kind}")} - none
        assert [squeezed(row[0]) for row in rows] == [f"Appendix{number}" for number in range(1, len(others) + 1)]
        titles = [squeezed(row[1]) for row in rows]
        assert (titles[0], titles[-1]) == ("Overview", "Actionplan")
        for title in titles[1:-1]:
            number, _, name = title.removeprefix("Theme").partition(":")
            assert any(each.startswith(f"self-assessment-theme-{number}-") for each in others), name

    def test_the_position_is_the_overview_s_and_what_changed_its_too(
        self, committee_documents: Mapping[str, bytes], kind: str
    ) -> None:
        said, overview = (
            READERS[kind](committee_documents[f"{name}.{kind}"]) for name in ("covering-report", "overview")
        )
        listed = {squeezed(text) for text in said.bullets}
        sentences = [squeezed(text) for text in overview.bullets]
        assert len(sentences) > 4
        assert set(sentences) <= listed


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """A covering report of one theme that gives next to nothing."""
    folder = tmp_path_factory.mktemp("short")
    book = small_book("Fill the posts.")
    book.additions = ["committee"]
    book.committee = [
        ["Recommendation", "To note it."],
        ["Legal implications", None],
        ["Required implications", "Legal"],
    ]
    return documents_of(book.write(folder), folder)


@pytest.mark.parametrize("kind", READERS)
def test_what_is_not_given_has_no_heading_and_no_label(short: Mapping[str, bytes], kind: str) -> None:
    read = covering(short, kind)
    assert [squeezed(text) for text in headings(read)] == [
        squeezed(text)
        for text in (
            "Best Value Duty self-assessment", "Recommendations", "The position in figures", "What needs attention",
            "Key dates", "Appendices",
        )
    ]  # fmt: skip
    for label in ("Keydecision", "Wards", "Reportof", "implications", "Notyetcleared", "PartB", "1972"):
        assert label not in read.text
    # There is no overview of one theme; its own sentence is the position.
    assert squeezed("Of two characteristics, one is green") in read.text
    assert squeezed("Overview") not in read.text


def test_a_long_report_has_a_list_of_contents_that_names_every_heading_and_a_short_one_has_none(
    committee_documents: Mapping[str, bytes], short: Mapping[str, bytes]
) -> None:
    """In Word, the checker of Word files looks at it."""
    page: Any = lxml.html.document_fromstring(committee_documents["covering-report.html"].decode())
    links = page.xpath('//nav[@class="contents"]//a')
    heads = page.xpath("//h2")
    assert [(link.text_content(), link.get("href")) for link in links] == [
        (head.text_content(), f"#{head.get('id')}") for head in heads
    ]
    assert b'class="contents"' not in short["covering-report.html"]
    for name, content in (*committee_documents.items(), *short.items()):
        if name == "covering-report.docx":
            assert [each for each in faults(content) if each.rule == "contents"] == []


@pytest.mark.slow
def test_without_the_sheet_there_is_none_and_other_documents_are_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "with").mkdir()
    book = small_book("Fill the posts.")
    plain = documents_of(book.write(tmp_path), tmp_path)
    book.additions = ["committee"]
    book.committee = [list(row) for row in COMMITTEE]
    book.clearances = [list(row) for row in CLEARANCES]
    with_report = documents_of(book.write(tmp_path / "with"), tmp_path / "with")
    assert with_report.keys() - plain.keys() == {f"covering-report.{kind}" for kind in READERS}
    assert {name: with_report[name] for name in plain} == plain


@pytest.mark.slow
@pytest.mark.parametrize("missing", ["covering-report.docx", "covering-report.html"])
def test_older_templates_do_for_workbooks_without_the_sheet_alone(tmp_path: Path, missing: str) -> None:
    templates = copy_templates(tmp_path)
    (templates / missing).unlink()
    book = Book()
    assert run("check", book.write(tmp_path), "--templates", templates).exit_code == 0
    book.additions = ["committee"]
    book.committee = [["Recommendation", "To note it."]]
    said = run("check", book.write(tmp_path), "--templates", templates)
    assert said.exit_code == 3
    assert missing in said.output
    assert "the workbook gives what the covering report is made from" in said.output


def test_a_final_version_is_asked_about_where_an_officer_has_not_cleared_it(tmp_path: Path) -> None:
    book = small_book("Fill the posts.")
    book.additions = ["committee"]
    book.committee, book.clearances = [["Recommendation", "To note it."]], [["Monitoring Officer", None, None]]
    done = run("issue", book.write(tmp_path), "--final", "--output", tmp_path / "out", "--templates", TEMPLATES)
    assert done.exit_code == 1
    told = done.output.partition("No version was issued.")[2]
    assert "W507 Clearances!B2: 'Monitoring Officer' has not cleared the report" in told
