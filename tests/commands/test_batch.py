"""Many councils: which workbooks, which folders, what is told and what is not; the work is done in this process."""

from datetime import date
from pathlib import Path

import pytest

from bvdocs.commands.batching import work
from bvdocs.commands.batching.workbooks import choose_folders, find_workbooks
from bvdocs.commands.check import check_inputs
from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.view.councils import Council, State
from tests.support.batches import Batches, council_book
from tests.support.project import TEMPLATES
from tests.support.workbooks import MEETING

FILES = {"action-plan.html": b"<!doctype html>", "overview.pdf": b"%PDF"}


@pytest.fixture
def batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Batches:
    """Batches whose documents are quick to make: two short files beside the records, as `report` writes these."""
    from bvdocs.commands import documents
    from bvdocs.commands.documents import MadeFiles

    monkeypatch.setattr(documents, "make_documents", lambda *_given: MadeFiles(FILES, {"overview.pdf": 1}))
    return Batches(tmp_path / "out")


def council(authority: str, meeting: date = MEETING) -> Council:
    return Council(authority, "Self-assessment", "Audit Committee", meeting)


# Which workbooks.


def test_a_folder_s_workbooks_are_taken_and_what_other_programs_leave_there_is_not(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.XLSX", "c.xlsm", "~$b.xlsx", ".~lock.b.xlsx#", ".hidden.xlsx", "notes.docx", "x.txt"):
        (tmp_path / name).touch()
    (tmp_path / "archive.xlsx").mkdir()
    assert [each.name for each in find_workbooks([tmp_path])] == ["a.XLSX", "b.xlsx", "c.xlsm"]


def test_a_spreadsheet_of_another_kind_is_not_passed_over_in_silence(tmp_path: Path, batches: Batches) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "old.ods").write_bytes(b"PK\3\4 no workbook")
    (tmp_path / "in" / "older.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    outcome = batches.run(tmp_path / "in")
    assert [each.state.state for each in outcome.councils] == [State.ERRORS, State.ERRORS]
    assert {each["findings"][0]["code"] for each in batches.index().values()} == {"E001"}


def test_a_workbook_that_is_named_twice_is_one(tmp_path: Path) -> None:
    path = council_book("A").write(tmp_path, "a.xlsx")
    assert len(find_workbooks([path, tmp_path, tmp_path / "." / "a.xlsx"])) == 1


def test_two_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "assessment.xlsx").touch()
    found = find_workbooks([tmp_path / "north", tmp_path / "south"])
    assert [each.name for each in found] == ["north/assessment.xlsx", "south/assessment.xlsx"]


def test_a_folder_without_a_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookUnreadableError, match="has no workbook in it"):
        find_workbooks([tmp_path])


# Which folders.


def test_a_council_has_a_folder_of_its_name() -> None:
    assert choose_folders({1: council("St. Helens Borough Council")}) == {1: "st-helens-borough-council"}
    # A folder of this name is for what is not for publication.
    assert choose_folders({1: council("Exempt")}) == {1: "exempt-council"}


def test_several_years_of_a_council_have_folders_by_the_meeting() -> None:
    chosen = choose_folders(
        {1: council("A Council", date(2024, 11, 26)), 2: council("a  council", date(2025, 11, 25)), 3: council("B")}
    )
    assert chosen == {1: "a-council/2024-11-26", 2: "a-council/2025-11-25", 3: "b"}


def test_councils_whose_names_differ_in_no_letter_have_a_folder_each() -> None:
    chosen = choose_folders({1: council("A & B Council"), 2: council("A + B Council"), 3: council("議會")})
    assert len(set(chosen.values())) == 3
    assert all(chosen[each].startswith("a-b-council-") for each in (1, 2))
    assert chosen[3] == "council"


@pytest.mark.parametrize("name", ["../../etc", "/", "..", "C:\\x", "index.html", "a\nb", "\u202ecba", "x" * 300, "~$a"])
def test_no_name_of_a_council_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = choose_folders({1: council(name)})[1]
    assert (tmp_path / folder).resolve().parent == tmp_path.resolve()
    assert folder not in ("index.html", "index.json")
    assert len(folder) <= 60


# Whole batches.


@pytest.mark.slow
def test_each_council_has_its_documents_and_stands_in_the_index(tmp_path: Path, batches: Batches) -> None:
    for name in ("One", "Two"):
        council_book(f"{name} Council").write(tmp_path, f"{name}.xlsx")
    outcome = batches.run(tmp_path)
    assert [each.state.state for each in outcome.councils] == [State.MADE, State.MADE]
    for folder in ("one-council", "two-council"):
        current = batches.output / folder / "current"
        assert {path.name for path in current.iterdir()} == {*FILES, "manifest.json", "source"}
    assert batches.index()["One.xlsx"]["folder"] == "one-council/current"
    assert [step.done for step in batches.steps] == [1, 2, 1, 2]


@pytest.mark.slow
def test_what_is_unchanged_is_not_made_again_and_what_changed_is(tmp_path: Path, batches: Batches) -> None:
    books = {name: council_book(f"{name} Council") for name in ("One", "Two")}
    for name, book in books.items():
        book.write(tmp_path, f"{name}.xlsx")
    batches.run(tmp_path)
    index = batches.whole_index()
    assert [each.unchanged for each in batches.run(tmp_path).councils] == [True, True]
    assert batches.cluster.done == []
    assert batches.whole_index() == index
    books["Two"].criteria[0][2] = "Clearer priorities"
    books["Two"].write(tmp_path, "Two.xlsx")
    assert [each.unchanged for each in batches.run(tmp_path).councils] == [True, False]
    assert batches.cluster.done == [("look_at", "Two.xlsx"), ("make", "Two.xlsx")]


@pytest.mark.slow
@pytest.mark.parametrize("spoil", ["current/action-plan.html", "current/manifest.json", "council.json"])
def test_what_was_changed_by_hand_or_cut_off_is_made_again(tmp_path: Path, batches: Batches, spoil: str) -> None:
    council_book("One Council").write(tmp_path, "one.xlsx")
    batches.run(tmp_path)
    index = batches.whole_index()
    spoilt = batches.output / "one-council" / spoil
    spoilt.unlink()
    spoilt.write_text("{}")
    (outcome,) = batches.run(tmp_path).councils
    assert not outcome.unchanged
    assert bool(outcome.kept) == spoil.startswith("current/")
    assert batches.whole_index() == index


@pytest.mark.slow
def test_a_workbook_with_errors_stops_no_other_and_what_stood_still_stands(tmp_path: Path, batches: Batches) -> None:
    good, bad = council_book("Good Council"), council_book("Bad Council")
    good.write(tmp_path, "good.xlsx")
    bad.write(tmp_path, "bad.xlsx")
    batches.run(tmp_path)
    bad.criteria[0][3] = "Ligth green"
    bad.write(tmp_path, "bad.xlsx")
    good.criteria[0][2] = "Clearer priorities"
    good.write(tmp_path, "good.xlsx")
    states = {each.workbook.name: each.state for each in batches.run(tmp_path).councils}
    assert {name: each.state for name, each in states.items()} == {"good.xlsx": State.MADE, "bad.xlsx": State.ERRORS}
    told = batches.index()["bad.xlsx"]
    assert [each["code"] for each in told["findings"]] == ["E104"]
    assert (told["authority"], told["documents"], told["files"]) == ("Bad Council", [], [])
    assert (batches.output / "bad-council" / "current" / "action-plan.html").exists()


@pytest.mark.slow
def test_two_workbooks_of_one_council_and_meeting_are_both_refused(tmp_path: Path, batches: Batches) -> None:
    council_book("One Council").write(tmp_path, "a.xlsx")
    council_book("one council").write(tmp_path, "b.xlsx")
    council_book("Other Council").write(tmp_path, "c.xlsx")
    outcome = batches.run(tmp_path)
    assert [each.state.state for each in outcome.councils] == [State.ERRORS, State.ERRORS, State.MADE]
    assert "a.xlsx and b.xlsx are of the same council and the same meeting" in batches.index()["a.xlsx"]["reason"]
    assert not (batches.output / "one-council").exists()


@pytest.mark.slow
def test_a_second_year_moves_the_first_to_its_own_folder_and_says_so(tmp_path: Path, batches: Batches) -> None:
    council_book("One Council", date(2024, 9, 24)).write(tmp_path, "2024.xlsx")
    batches.run(tmp_path)
    council_book("One Council").write(tmp_path, "2025.xlsx")
    outcome = batches.run(tmp_path)
    assert [each.state.folder for each in outcome.councils] == [
        "one-council/2024-09-24/current",
        "one-council/2025-09-23/current",
    ]
    assert f"still stands in {batches.output / 'one-council'}: remove it." in outcome.councils[0].remarks[0]
    assert [each.unchanged for each in batches.run(tmp_path).councils] == [True, True]


@pytest.mark.slow
def test_what_is_found_at_an_exempt_row_is_told_the_officer_and_not_published(tmp_path: Path, batches: Batches) -> None:
    book = council_book("One Council")
    book.criteria.append(["C002", 2, "The secret merger with Elmbridge", "Amber", None, None, None, "Yes"])
    book.criteria.append(["C003", 2, "The secret merger with Elmbridge", "Ligth green", None, None, None, "Yes"])
    book.write(tmp_path, "one.xlsx")
    (outcome,) = batches.run(tmp_path).councils
    assert any(each.confidential for each in outcome.findings)
    for path in batches.output.rglob("*"):
        if path.is_file() and "source" not in path.parts:
            content = path.read_text(errors="replace")
            assert not any(word in content for word in ("secret", "merger", "Elmbridge", "Ligth", "C003"))


@pytest.mark.slow
def test_exempt_rows_are_in_no_count(tmp_path: Path, batches: Batches) -> None:
    book = council_book("One Council")
    council_book("Other Council").write(tmp_path, "other.xlsx")
    batches.run(tmp_path / "other.xlsx")
    open_alone = batches.whole_index()["together"]
    book.criteria.append(["C002", 2, "A secret", "Amber", None, None, None, "Yes"])
    book.write(tmp_path, "one.xlsx")
    batches.run(tmp_path / "one.xlsx")
    assert batches.whole_index()["together"] == open_alone


@pytest.mark.slow
def test_a_document_that_is_open_elsewhere_stops_its_council_alone(tmp_path: Path, batches: Batches) -> None:
    for name in ("One", "Two"):
        council_book(f"{name} Council").write(tmp_path, f"{name}.xlsx")
    current = batches.output / "one-council" / "current"
    current.mkdir(parents=True)
    (current / ".~lock.overview.docx#").touch()
    outcome = batches.run(tmp_path)
    assert [each.state.state for each in outcome.councils] == [State.GIVEN_UP, State.MADE]
    assert "is open in another program" in outcome.councils[0].state.reason


@pytest.mark.slow
def test_an_archive_that_cannot_be_looked_into_stops_its_council_alone(tmp_path: Path, batches: Batches) -> None:
    for name in ("One", "Two"):
        council_book(f"{name} Council").write(tmp_path, f"{name}.xlsx")
    batches.output.mkdir()
    (batches.output / "one-council").mkdir()
    (batches.output / "one-council" / "archive").symlink_to("archive")
    outcome = batches.run(tmp_path)
    assert [each.state.state for each in outcome.councils] == [State.GIVEN_UP, State.MADE]
    assert "cannot be read" in outcome.councils[0].state.reason


@pytest.mark.slow
def test_what_stands_there_and_is_none_of_ours_stops_nothing(tmp_path: Path, batches: Batches) -> None:
    council_book("One Council").write(tmp_path, "one.xlsx")
    for place, content in (("a/current/manifest.json", "[1]"), ("b/current/source/findings.json", '{"workbook": 1}')):
        (batches.output / place).parent.mkdir(parents=True)
        (batches.output / place).write_text(content)
    assert [each.state.state for each in batches.run(tmp_path).councils] == [State.MADE]


@pytest.mark.slow
def test_a_level_may_be_called_total(tmp_path: Path, batches: Batches) -> None:
    book = council_book("One Council")
    book.scale[0][0], book.criteria[0][3] = "Total", "Total"
    book.write(tmp_path, "one.xlsx")
    batches.run(tmp_path)
    ratings = batches.whole_index()["together"]["ratings"]
    assert ratings["columns"] == ["Total", "Amber", "Red", "Not assessed", "Total"]
    assert ratings["rows"][-1] == {"name": "All themes", "numbers": [1, 1, 1, 0, 3]}


@pytest.mark.slow
def test_a_fault_of_the_program_stops_its_workbook_alone(
    tmp_path: Path, batches: Batches, monkeypatch: pytest.MonkeyPatch
) -> None:

    def breaks(path: Path, *given: object) -> object:
        return 1 / 0 if path.name == "breaks.xlsx" else check_inputs(path, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "check_inputs", breaks)
    council_book("One Council").write(tmp_path, "breaks.xlsx")
    council_book("Two Council").write(tmp_path, "works.xlsx")
    outcome = batches.run(tmp_path)
    assert [each.state.state for each in outcome.councils] == [State.GIVEN_UP, State.MADE]
    assert "ZeroDivisionError" in outcome.councils[0].state.reason


def test_templates_at_fault_stop_all_before_anything_is_done(tmp_path: Path, batches: Batches) -> None:
    from bvdocs.commands.batch import make_batch
    from bvdocs.commands.batching.outcomes import BatchRequest

    path = council_book("One Council").write(tmp_path, "one.xlsx")
    (tmp_path / "templates").mkdir()
    request = BatchRequest(find_workbooks([path]), batches.output, tmp_path / "templates")
    outcome = make_batch(request, batches.steps.append)
    assert (outcome.councils, batches.steps, batches.output.exists()) == ((), [], False)
    assert {each.code for each in outcome.of_templates} >= {"E415"}


def test_another_program_in_the_cluster_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bvdocs.render.recipes import describe_layout
    from bvdocs.storage import manifest

    path = council_book("One Council").write(tmp_path, "one.xlsx")
    here = manifest.describe_program() | {"machine": describe_layout()}
    inputs = {**here, "libraries": here["libraries"] | {"weasyprint": "1.0"}}
    told = work.make(work.Workbook("one.xlsx", path.read_bytes()), TEMPLATES, inputs, {})
    assert isinstance(told, work.Fault)
    assert "another weasyprint" in told.message
