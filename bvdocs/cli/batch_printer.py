"""What `bvdocs batch` prints while councils' documents are made, and of each of them at the end."""

import sys
from collections import Counter
from collections.abc import Sequence

from bvdocs.cli.printer import Printer
from bvdocs.cli.terminal import Styled, rewrite_line
from bvdocs.commands.batching.outcomes import CouncilOutcome, Step
from bvdocs.core.findings import Severity
from bvdocs.core.findings_order import count_by_severity
from bvdocs.core.quoting import one_line
from bvdocs.view.councils import State

_WORDS = {State.MADE: "made", State.ERRORS: "with errors", State.GIVEN_UP: "given up", State.NOT_REACHED: "not reached"}


class BatchProgress:
    """Says how far it has come: on a terminal in one line that changes, elsewhere in a line for each workbook."""

    def __init__(self, printer: Printer) -> None:
        self._printer, self._in_place = printer, sys.stdout.isatty()

    def tell(self, step: Step) -> None:
        """Say what was done last."""
        line = f"{step.doing} {step.done} of {step.total}: {step.name}"
        if step.outcome:
            line += f", {_WORDS[step.outcome.state.state]}{', unchanged' if step.outcome.unchanged else ''}"
        if self._in_place:
            rewrite_line(line)
        else:
            self._printer.line(line)

    def end(self) -> None:
        """Leave the line."""
        if self._in_place:
            rewrite_line("")


def print_council(printer: Printer, outcome: CouncilOutcome, *, verbose: bool) -> None:
    """Print what is to be known of a council: errors, why it was given up; of one that was made only what is odd."""
    made = outcome.state.is_made
    found = count_by_severity([each for each in outcome.findings if each.severity is not Severity.NOTE])
    if made and not verbose and not outcome.kept and not outcome.remarks:
        return
    printer.line()
    printer.line(Styled(outcome.workbook.name), f": {_WORDS[outcome.state.state]}", f"; {found}" * bool(found))
    for line in filter(None, (outcome.state.reason, *outcome.remarks)):
        printer.line(f"  {one_line(line)}")
    if outcome.kept:
        printer.line(f"  Files had been changed by hand; they are kept in {outcome.kept}.")
    if outcome.findings and (verbose or not made):
        printer.findings(outcome.findings, outcome.accepted)


def total(outcomes: Sequence[CouncilOutcome]) -> str:
    """Return such as '60 workbooks: 58 made, of which 50 stood unchanged; 1 with errors; 1 given up.'"""
    numbers = Counter(each.state.state for each in outcomes)
    unchanged = sum(each.unchanged for each in outcomes)
    parts = [f"{numbers[state]} {words}" for state, words in _WORDS.items() if numbers[state]]
    if unchanged:
        parts[0] += f", of which {unchanged} stood unchanged"
    return f"{len(outcomes)} workbook{'s' if len(outcomes) != 1 else ''}: {'; '.join(parts)}."
