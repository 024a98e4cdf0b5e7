"""What `bvdocs batch` prints, and how it ends."""

import sys
from pathlib import Path

import pytest

from bvdocs.commands import batch as command
from bvdocs.commands.batching.outcomes import BatchOutcome, BatchRequest, CouncilOutcome, Step
from bvdocs.commands.batching.workbooks import NamedWorkbook
from bvdocs.view.councils import CouncilState, State
from tests.support.batches import council_book
from tests.support.program import run
from tests.support.project import MADE, TEMPLATES
from tests.support.terminal import at_a_terminal


def outcome(name: str, state: State, **facts: object) -> CouncilOutcome:
    return CouncilOutcome(NamedWorkbook(Path(name), name), CouncilState(name, state), **facts)  # type: ignore[arg-type]


def batch_of(monkeypatch: pytest.MonkeyPatch, *outcomes: CouncilOutcome) -> list[BatchRequest]:
    """Have a batch come out so; return what it is asked for."""
    asked: list[BatchRequest] = []

    def make_batch(request: BatchRequest, tell: object) -> BatchOutcome:
        asked.append(request)
        for number, each in enumerate(outcomes, 1):
            tell(Step("Done", number, len(outcomes), each.workbook.name, each))  # type: ignore[operator]
        return BatchOutcome(outcomes, ())

    monkeypatch.setattr(command, "make_batch", make_batch)
    return asked


def test_a_line_is_printed_for_each_workbook_and_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = council_book("One").write(tmp_path, "one.xlsx")
    kept = outcome("a.xlsx", State.MADE, kept=Path("out/a/kept-1"))
    batch_of(monkeypatch, kept, outcome("b.xlsx", State.MADE, unchanged=True))
    done = run("batch", workbook, "--output", "out", "--templates", TEMPLATES)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "Done 1 of 2: a.xlsx, made",
        "Done 2 of 2: b.xlsx, made, unchanged",
        "",
        "a.xlsx: made",
        "  Files had been changed by hand; they are kept in out/a/kept-1.",
        "",
        "2 workbooks: 2 made, of which 1 stood unchanged.",
        "All of them: out/index.html",
    ]


def test_on_a_terminal_it_is_one_line_that_changes(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "bvdocs", "batch", "no\nfile.xlsx", "none.xlsx", "--output", str(tmp_path)]
    code, said = at_a_terminal([*command, "--templates", str(TEMPLATES)])
    assert code == 1
    line, rest = said.split("\r\n", 1)
    assert line == ("\r\x1b[KDone 1 of 2: no file.xlsx, with errors\r\x1b[KDone 2 of 2: none.xlsx, with errors\r\x1b[K")
    assert "2 workbooks: 2 with errors." in rest


@pytest.mark.parametrize("state", [State.ERRORS, State.GIVEN_UP, State.NOT_REACHED])
def test_it_ends_with_one_if_any_was_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: State) -> None:
    workbook = council_book("One").write(tmp_path, "one.xlsx")
    batch_of(monkeypatch, outcome("a.xlsx", State.MADE), outcome("b.xlsx", state))
    assert run("batch", workbook, "--output", "out", "--templates", TEMPLATES).exit_code == 1


def test_what_was_asked_for_is_what_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        council_book(name).write(tmp_path, f"{name}.xlsx")
    asked = batch_of(monkeypatch, outcome("a.xlsx", State.MADE))
    options = ("--workers", "3", "--scheduler", "tcp://h:1", "--time-limit", "7", "--memory-limit", "0.5")
    run("batch", tmp_path, "--output", tmp_path / "out", "--templates", TEMPLATES, *options)
    names = [each.name for each in asked[0].workbooks]
    assert names == ["one.xlsx", "two.xlsx"]
    assert asked[0].workers == 3
    assert (asked[0].scheduler, asked[0].seconds, asked[0].gigabytes) == ("tcp://h:1", 7, 0.5)


def test_templates_at_fault_are_told_once_and_end_it_with_three(tmp_path: Path) -> None:
    workbook = council_book("One").write(tmp_path, "one.xlsx")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "style.css").touch()
    done = run("batch", workbook, "--output", tmp_path / "out", "--templates", tmp_path / "templates")
    assert done.exit_code == 3
    assert f"Nothing was made. Correct {tmp_path / 'templates'}, and run this again." in done.output
    assert not (tmp_path / "out").exists()


def test_where_dask_is_not_installed_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bvdocs.commands.batching.cluster", None)
    monkeypatch.delattr("bvdocs.commands.batching.cluster", raising=False)
    workbook = council_book("One").write(tmp_path, "one.xlsx")
    done = run("batch", workbook, "--output", tmp_path / "out", "--templates", TEMPLATES)
    assert done.exit_code == 3
    assert "'make batch' does, and so does 'pip install bvdocs[batch]'" in done.output


@pytest.mark.parametrize("arguments", [(), (MADE / "inputs",), (MADE / "inputs", "--output", "o", "--workers", "0")])
def test_a_wrong_command_line_ends_it_with_two(arguments: tuple[object, ...]) -> None:
    assert run("batch", *map(str, arguments)).exit_code == 2
