"""The covering report's view: what follows from the assessment, and the one paragraph that tells of exempt rows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bvdocs.core.brand import Brand
from bvdocs.core.exclusion import DESCRIPTIONS
from bvdocs.core.publishing import published
from bvdocs.storage.archive.facts import assessment_as_json, assessment_from_json
from bvdocs.view import ReportView, build_view
from bvdocs.view.covering_views import CoveringView
from tests.support.workbooks import Book, Row

# What an exempt row may hold: paragraphs and reason.
EXEMPTIONS = (("3", "It states a price."), ("2, 1", "It names an officer."), ("yes", None), ("3", "It states a price."))


def book_with(
    exemptions: Sequence[tuple[object, object]], part_b: str = "yes", words: str = "Sell the depot for less."
) -> Book:
    """A workbook with a covering report, an exempt bullet and an exempt action for each exemption."""
    book = Book(additions=["committee", "exempt-reasons"])
    book.committee = [["Summary", "All is well."], ["Part B", part_b]]
    for number, (paragraphs, reason) in enumerate(exemptions):
        book.narrative.append([1, "Strengths", f"{words} {number}", "L001", None, paragraphs, reason])
        action: Row = [*book.actions[0][:13], paragraphs, reason]
        action[0], action[4] = f"L-A9{number}", f"{words} {number} again"
        book.actions.append(action)
    return book


def view_of(book: Book, folder: Path) -> ReportView:
    return build_view(published(book.read(folder)), Brand())


def covering(report: ReportView) -> CoveringView:
    assert report.covering
    return report.covering


def test_the_paragraph_names_each_paragraph_of_the_schedule_once_in_the_law_s_words(tmp_path: Path) -> None:
    exclusion = covering(view_of(book_with(EXEMPTIONS), tmp_path)).exclusion
    assert exclusion
    assert "under section 100A(4) of the Local Government Act 1972, the press and public be excluded" in (
        exclusion.sentence
    )
    assert "paragraphs 1, 2 and 3 of Part 1 of Schedule 12A to that Act" in exclusion.sentence
    assert [(each.label, each.value) for each in exclusion.grounds] == [
        (f"Paragraph {number}", DESCRIPTIONS[number]) for number in (1, 2, 3)
    ]
    # By their letters, each once: none tells of which row it is, nor how many there are.
    assert exclusion.reasons == ("It names an officer.", "It states a price.")


def test_of_one_paragraph_it_speaks_in_the_singular(tmp_path: Path) -> None:
    exclusion = covering(view_of(book_with([("3", None)]), tmp_path)).exclusion
    assert exclusion
    assert "described in paragraph 3 of Part 1" in exclusion.sentence
    assert exclusion.reasons == ()


def test_all_seven_paragraphs_have_the_law_s_words() -> None:
    assert sorted(DESCRIPTIONS) == list(range(1, 8))
    assert all(each.startswith("Information ") and each.endswith(".") for each in DESCRIPTIONS.values())


@pytest.mark.parametrize("part_b", ["no", ""])
def test_unless_a_part_b_is_announced_nothing_tells_that_there_is_any(tmp_path: Path, part_b: str) -> None:
    secret, plain = (view_of(book_with(each, part_b), tmp_path) for each in (EXEMPTIONS, ()))
    assert secret == plain
    assert covering(secret).exclusion is None


def test_announced_it_is_the_one_thing_that_differs(tmp_path: Path) -> None:
    secret, plain = (view_of(book_with(each), tmp_path) for each in (EXEMPTIONS, ()))
    assert covering(secret).exclusion
    assert covering(plain).exclusion is None
    assert replace(secret, covering=replace(covering(secret), exclusion=None)) == plain


def test_other_words_and_more_rows_of_the_same_paragraphs_change_nothing(tmp_path: Path) -> None:
    one = view_of(book_with(EXEMPTIONS), tmp_path)
    assert view_of(book_with(EXEMPTIONS, words="Quite other words of another matter."), tmp_path) == one
    assert view_of(book_with((*EXEMPTIONS, *reversed(EXEMPTIONS))), tmp_path) == one


def test_a_part_b_without_a_paragraph_is_not_announced(tmp_path: Path) -> None:
    assert covering(view_of(book_with([("yes", "A reason.")]), tmp_path)).exclusion is None


def test_what_was_announced_is_recorded_and_a_change_of_it_is_one_of_the_record(tmp_path: Path) -> None:
    one, other = (published(book_with(each).read(tmp_path)) for each in ([("3", None)], [("3, 5", None)]))
    assert assessment_as_json(one) != assessment_as_json(other)
    back = assessment_from_json(assessment_as_json(one))
    assert back.committee
    assert back.committee.exclusion
    assert back.committee.exclusion.paragraphs == (3,)


@pytest.mark.parametrize(
    ("exemptions", "part_b", "found"),
    [
        ([("3", "It states a price.")], "yes", set()),
        ((), "yes", {("W512", "Committee!B3")}),
        ([("yes", None)], "yes", {("W512", "Committee!B3")}),
        ([("3", None)], "no", {("W513", "Narrative!F4")}),
        ([("3", None), ("yes", None)], "yes", {("W514", "Narrative!F5"), ("W514", "Actions!N5")}),
        ((), "no", set()),
    ],
)
def test_findings_of_part_b(
    tmp_path: Path, exemptions: Sequence[tuple[object, object]], part_b: str, found: set[tuple[str, str]]
) -> None:
    findings = [each for each in book_with(exemptions, part_b).findings(tmp_path, "5") if each.code[1:3] == "51"]
    assert {(each.code, str(each.where)) for each in findings} == found
    # Whether there is anything exempt is nothing for the public record.
    assert all(each.confidential for each in findings if exemptions)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("The council would sell the depot in Mill Lane for less than it is worth to anybody.", "W223"),
        ("It is about L-A90 and its price.", "W221"),
        ("Ask officer@example.gov.uk about it.", "W371"),
    ],
)
def test_a_reason_that_is_published_is_held_to_what_public_words_are_held_to(
    tmp_path: Path, reason: str, code: str
) -> None:
    words = "The council would sell the depot in Mill Lane for less than it is worth to anybody"
    assert code in {each.code for each in book_with([("3", reason)], words=words).findings(tmp_path)}
    assert code not in {each.code for each in book_with([("3", reason)], "no", words=words).findings(tmp_path)}


def test_a_reason_that_is_published_is_no_leak_of_itself(tmp_path: Path) -> None:
    reason = "Exempt: it states the price at which the council would sell the depot if anybody asked."
    codes = {each.code for each in book_with([("3", reason), ("3", reason)]).findings(tmp_path, "23")}
    assert codes.isdisjoint({"E222", "W221", "W223", "W377"})
