"""Printing for people: stages, findings, the files written."""

import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from bvdocs.cli.terminal import Piece, Styled, echo, echo_json
from bvdocs.core import limits
from bvdocs.core.errors import BvdocsError, WorkbookUnreadableError, as_bvdocs_error
from bvdocs.core.findings import AcceptedFinding, Finding, Severity, accepted_as_json, finding_as_json
from bvdocs.core.findings_order import by_sheet, count_by_severity
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import one_line
from bvdocs.workbook.reading.rules import UNREADABLE

if TYPE_CHECKING:
    from bvdocs.commands.report import ReportOutcome
    from bvdocs.storage.file_records import FileRecord

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
# Longer lines are hard to read, however wide the window is.
_WIDEST = 100
# In a narrower window the terminal breaks the lines itself.
_NARROWEST = 50


class Printer:
    """What prints for people; to standard error where standard output is for JSON."""

    def __init__(self, *, as_json: bool, verbose: bool) -> None:
        self._as_json = as_json
        self._verbose = verbose
        self._stdout = sys.stdout

    def json(self, record: Any) -> None:
        """Print a record as JSON to standard output, which is for it alone."""
        echo_json(record, self._stdout)

    def line(self, *pieces: Piece) -> None:
        """Print a line; without pieces an empty one."""
        echo(*pieces, err=self._as_json)

    def stage(self, stage: str, detail: str = "") -> None:
        """Print which stage the work is in; with `--verbose`, what it does."""
        self.line(f"{stage}: {detail} …" if detail and self._verbose else f"{stage} …")

    def fault(self, fault: BvdocsError) -> None:
        """Print why it cannot go on, in one line; where it is of several things, in one for each."""
        message, *more = (fault.message, *fault.each, fault.hint) if fault.each else (str(fault),)
        echo(Styled("Error: ", "red"), one_line(message), err=True)
        for line in more:
            echo(("  " if line in fault.each else "") + one_line(line), err=True)

    def findings(self, findings: Sequence[Finding], accepted: Sequence[AcceptedFinding] = ()) -> None:
        """Print findings by sheet, worst first, each with what to do; notes and what was accepted only if asked for."""
        shown = [each for each in findings if self._verbose or each.severity is not Severity.NOTE]
        width = _width(sys.stderr if self._as_json else sys.stdout)
        for sheet, of_sheet in by_sheet(shown):
            self.line()
            if sheet:
                self.line(Styled(sheet), f": {count_by_severity(of_sheet)}")
            for pieces in _for_a_terminal(of_sheet, width) if width else _for_a_pipe(of_sheet):
                self.line(*pieces)
        if accepted and self._verbose:
            self.line()
            self.line(Styled("Accepted"), f": {len(accepted)}")
            for each in accepted:
                self.line(f"  {each.finding}")
                self.line(f"    {each.reason} ({each.who}, until {each.until:%d/%m/%Y})")
        self.line()
        self.line(_total(shown, len(findings) - len(shown), len(accepted)))

    def list_findings(self, findings: Sequence[Finding]) -> None:
        """Print each finding in a line, as it was printed with what to do before, or will be."""
        for each in findings:
            self.line(f"  {each}")

    def documents(self, current: Path, outcome: "ReportOutcome") -> None:
        """Print the files written, with pages and size; with `--verbose`, which were not made again."""
        heading = f"Unchanged in {current}:" if outcome.unchanged else f"In {current}:"
        self.files(heading, outcome.documents, outcome.stood if self._verbose else ())
        if outcome.kept:
            self.line(f"Files in {current} had been changed by hand; they are kept in {outcome.kept}.")

    def files(self, heading: str, records: "Sequence[FileRecord]", stood: Collection[str] = ()) -> None:
        """Print files, each with its pages and its size; say of those that `stood` that they are as they were."""
        self.line()
        self.line(heading)
        for each in records:
            pages = f"{each.pages} page{'s' if each.pages != 1 else ''}" if each.pages else ""
            told = "  as it was" if each.name in stood else ""
            self.line(f"  {each.name:<58} {pages:>9} {_size(each.bytes):>9}{told}")

    def wrapped(self, text: str, margin: int) -> None:
        """Print a text in lines that fit the terminal; in one where it goes to a file or a program."""
        indent = " " * margin
        width = _width(sys.stderr if self._as_json else sys.stdout)
        for line in _wrapped(text, width, indent) if width else (indent + text,):
            self.line(line)

    def result(
        self,
        findings: Sequence[Finding],
        documents: list[dict[str, Any]],
        accepted: Sequence[AcceptedFinding] = (),
    ) -> None:
        """Print the JSON object, where it was asked for."""
        if self._as_json:
            listed = {
                "findings": [finding_as_json(each) for each in findings],
                "accepted": [accepted_as_json(each) for each in accepted],
                "documents": documents,
            }
            self.json(listed)


@contextmanager
def printing(*, as_json: bool = False, verbose: bool = False) -> Iterator[Printer]:
    """Yield what prints; end the program with one line and an exit code for whatever makes it impossible to go on."""
    printer = Printer(as_json=as_json, verbose=verbose)
    if as_json:
        limits.tell_json_is_wanted()
    # Standard output is for the JSON alone, whatever a library prints.
    aside = redirect_stdout(sys.stderr if as_json else sys.stdout)
    try:
        with aside:
            yield printer
    except BvdocsError as fault:
        end_for(fault, printer)
    except BrokenPipeError:
        raise  # whoever read what is printed has gone away: no file is at fault
    except (OSError, MemoryError, RecursionError) as fault:
        end_for(as_bvdocs_error(fault), printer)


def end_for(fault: BvdocsError, printer: Printer) -> NoReturn:
    """Print why it cannot go on, in JSON too where that was asked for, and end the program with its exit code."""
    printer.fault(fault)
    unreadable = isinstance(fault, WorkbookUnreadableError)
    printer.result((UNREADABLE.at(CellRef(), fault.message, fault.hint),) if unreadable else (), [])
    sys.exit(fault.exit_code)


def _for_a_terminal(findings: Sequence[Finding], width: int) -> Iterator[tuple[Piece, ...]]:
    """Yield findings in columns, long lines wrapped beneath themselves; the heading has named the sheet.

    What to do is said once in a sheet: read a dozen times, it would hide the findings.
    """
    longest = max(len(each.severity) for each in findings)
    cells = max(len(each.cell) for each in findings)
    told = {""}
    for each in findings:
        place = f" {each.cell:<{cells}}" if cells else ""
        margin = " " * (2 + longest + 1 + len(each.code) + len(place) + 2)
        wrapped = _wrapped(each.message, width, margin)
        beside = f"{' ' * (longest - len(each.severity))} {each.code}{place}  {wrapped[0].removeprefix(margin)}"
        yield "  ", _severity(each), beside
        yield from ((line,) for line in wrapped[1:])
        if each.hint not in told:
            yield from ((line,) for line in _wrapped(each.hint, width, f"{margin}  "))
        told.add(each.hint)


def _for_a_pipe(findings: Sequence[Finding]) -> Iterator[tuple[Piece, ...]]:
    """Yield a line for each finding, with its sheet, so that what `grep` picks out can stand alone; then its hint."""
    for each in findings:
        yield _severity(each), f" {each}"
        if each.hint:
            yield (f"    {each.hint}",)


def _severity(finding: Finding) -> Styled:
    return Styled(finding.severity.capitalize(), _COLOURS[finding.severity])


def _wrapped(text: str, width: int, margin: str) -> list[str]:
    """Return the lines of a text; codes, addresses and file names stay whole."""
    wrapper = TextWrapper(
        width=width, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.wrap(text) or [margin]


def _width(stream: TextIO) -> int:
    """Return where to wrap lines for the terminal that shows `stream`; 0 where no terminal does."""
    if not stream.isatty():
        return 0
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


def _total(shown: Sequence[Finding], held_back: int, accepted: int) -> str:
    """Return such as '2 errors, 1 warning.', and how many notes and accepted findings there are beside these."""
    total = f"{count_by_severity(shown)}." if shown else "No errors and no warnings."
    if held_back:
        total += f" {held_back} note{'s: --verbose shows them' if held_back != 1 else ': --verbose shows it'}."
    if accepted:
        total += f" {accepted} accepted finding{'s' if accepted != 1 else ''} not repeated."
    return total


def _size(number: int) -> str:
    return f"{max(1, round(number / 1000))} kB"
