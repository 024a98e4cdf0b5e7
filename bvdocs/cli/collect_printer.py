"""What `collect` prints: each file in a line, then changes by sheet, what is to be settled, who has not answered."""

from collections.abc import Sequence
from itertools import groupby

from bvdocs.cli.printer import Printer
from bvdocs.cli.terminal import Styled
from bvdocs.commands.collect import Collected
from bvdocs.commands.collecting.came_in import about, outcome_words, sentence_of
from bvdocs.commands.collecting.reading import FileOutcome
from bvdocs.core.english import counted, listed
from bvdocs.core.quoting import quoted
from bvdocs.returns.edits import CellEdit, RemovedRow
from bvdocs.returns.three_ways import State, Verdict
from bvdocs.view.word_diff import describe_rewording

# What is counted of a file, by what became of it: one, and several.
_COUNTED = {
    State.TAKEN: ("change taken", "changes taken"),
    State.ALREADY: ("already so", "already so"),
    State.CONFLICT: ("conflict", "conflicts"),
    State.NOT_TAKEN: ("not taken", "not taken"),
}
# Of texts with more characters nobody would see what differs.
_LONG = 40


def print_collected(printer: Printer, done: Collected) -> None:
    """Print what came in, what became of it, and what is left to do."""
    _print_files(printer, done)
    for sheet, of_sheet in groupby(done.in_state(State.TAKEN), key=lambda each: each.sheet):
        changes = list(of_sheet)
        _print_heading(printer, sheet, f"{counted(len(changes), 'change')} taken")
        for each in changes:
            printer.wrapped(f"{_place(each)}{_change_words(each)}", 2)
    _print_unsettled(printer, "Conflicts, of which nothing is taken", done.in_state(State.CONFLICT))
    _print_unsettled(printer, "Not taken", done.in_state(State.NOT_TAKEN))
    _print_beside(printer, done)
    if done.unanswered:
        _print_heading(printer, "Not answered", str(len(done.unanswered)))
        for asked in done.unanswered:
            printer.wrapped(f"{asked.owner}: {listed(asked.actions)}", 2)
    for remark in done.remarks:
        printer.line()
        printer.wrapped(remark, 0)
    if done.new:
        printer.line("\nFound in the copy, and not in the workbook:")
        printer.list_findings(done.new)


def _print_heading(printer: Printer, heading: str, told: str) -> None:
    printer.line()
    printer.line(Styled(heading), f": {told}")


def _print_files(printer: Printer, done: Collected) -> None:
    _print_heading(printer, "What came in", counted(len(done.files), "file"))
    # What to do is said once: read for each of forty files, it would hide them.
    told = {""}
    for each in done.files:
        printer.wrapped(f"{each.name}: {_file_words(each, done)}", 2)
        if each.instead not in told:
            printer.wrapped(each.instead, 4)
        told.add(each.instead)


def _print_beside(printer: Printer, done: Collected) -> None:
    if done.beside:
        _print_heading(printer, "Without a cell", f"{len(done.beside)}, each with its words in 'What came in'")
        for returned, words in done.beside:
            printer.wrapped(f"{returned.file}: {quoted(words.words)}: it {words.why}.", 2)


def _file_words(outcome: FileOutcome, done: Collected) -> str:
    """Say of a file who answers in it, how many changes became what, and what else there is to say of it."""
    who = outcome.returned.who if outcome.returned else ""
    of_file = [each.state for each in done.verdicts if outcome.returned in each.by]
    counts = [_count(of_file.count(state), *words) for state, words in _COUNTED.items() if state in of_file]
    if outcome.returned and outcome.returned.not_taken:
        counts.append(_count(len(outcome.returned.not_taken), "thing without a cell", "things without a cell"))
    told = (who and f"{who}:", counts and f"{', '.join(counts)}.", sentence_of(outcome))
    return " ".join(str(each) for each in told if each)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _print_unsettled(printer: Printer, heading: str, verdicts: Sequence[Verdict]) -> None:
    if not verdicts:
        return
    _print_heading(printer, heading, str(len(verdicts)))
    for each in verdicts:
        printer.wrapped(f"{each.cell or each.sheet}  {about(each)}: {_both_values(each)}. {outcome_words(each)}", 2)
    for hint in dict.fromkeys(each.instead for each in verdicts):
        printer.wrapped(hint, 4)


def _place(verdict: Verdict) -> str:
    return f"{verdict.cell.cell}  " if verdict.cell else ""


def _change_words(verdict: Verdict) -> str:
    by = f" ({verdict.who or verdict.files})"
    if not isinstance(verdict.edit, CellEdit):
        words = verdict.from_words if isinstance(verdict.edit, RemovedRow) else verdict.to
        return f"{about(verdict)}: {quoted(words)}{by}"
    return f"{about(verdict)}: {_both_values(verdict)}{by}"


def _both_values(verdict: Verdict) -> str:
    """Return what a cell is to hold and what it holds; of two long texts what differs."""
    was, to = verdict.from_words, verdict.to
    if min(len(was), len(to)) > _LONG:
        return describe_rewording(was, to)
    return f"{_said(to)}; it was {_said(was)}"


def _said(words: str) -> str:
    return quoted(words) if words else "blank"
