"""The commands on versions: issue, history, compare."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import DIFFERENT, UNCONFIRMED, as_argument, program_as_called, say_undone_and_exit
from bvdocs.cli.printer import Printer, printing
from bvdocs.cli.which_workbook import workbook_taken
from bvdocs.core.errors import UnnamedWorkbookError, UnprintableWordsError
from bvdocs.core.findings import Finding, has_errors
from bvdocs.core.unseen_characters import harmless

if TYPE_CHECKING:
    from bvdocs.commands.issue import IssueRequest


def _words(text: str) -> str:
    """Return the text in one line; it is printed in every document: raise BadParameter if it cannot be."""
    from bvdocs.commands.issue_words import printable_words

    try:
        return printable_words(text)
    except UnprintableWordsError as fault:
        raise click.BadParameter(fault.message) from fault


def as_words(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    """Return the words of an option in one line; raise BadParameter if they cannot be printed."""
    return None if text is None else _words(text)


def _as_corrections(
    _context: click.Context, _parameter: click.Parameter, given: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    corrections = tuple((version, _words(text)) for version, text in given)
    if not all(text for _, text in corrections):
        raise click.BadParameter("the note has no words.")
    return corrections


@click.command()
@options.workbook
@options.output
@options.templates
@click.option("--final", is_flag=True, help="The next whole number, for the committee; else the next draft.")
@click.option("--note", callback=as_words, help="A few words that every later document prints. [default: none]")
@click.option(
    "--by",
    callback=as_words,
    help="Who issues it, for the document history. [default: the name of this computer's user]",
)
@click.option(
    "--corrects",
    "corrections",
    nargs=2,
    multiple=True,
    metavar="VERSION TEXT",
    callback=_as_corrections,
    help="A note on a version that was issued before: this one and all later ones print it; may be repeated.",
)
@click.option("--again", is_flag=True, help="Issue even if nothing has changed since the last version.")
@click.option(
    "--despite-damage",
    is_flag=True,
    help="Issue although something in the archive is damaged and cannot be put back; the version's record says so.",
)
@options.pack
@click.option("--yes", is_flag=True, help="With --final: issue it although something in it is asked about.")
@options.limited
@options.verbose
def issue(
    workbook: Path | None, output: Path, templates: Path | None, final: bool, note: str | None, by: str | None,
    corrections: tuple[tuple[str, str], ...], again: bool, despite_damage: bool, pack: bool, yes: bool,
    verbose: bool,
) -> None:  # fmt: skip
    """Build, stamp the next version, and freeze it in the archive.

    Without WORKBOOK, from the one that documents were made or issued from last; else from inputs/assessment.xlsx.
    At a terminal, --final asks for --by and --note where they are not given.
    """
    from bvdocs.cli.archive_advice import print_archive_faults
    from bvdocs.cli.versions_printer import print_issue
    from bvdocs.commands.issue import IssueRequest, issue_version
    from bvdocs.commands.issue_words import name_of_user
    from bvdocs.templating.folder import find_templates

    with printing(verbose=verbose) as printer:
        found = find_templates(templates)
        taken = workbook_taken(workbook, output, printer)
        if workbook is None:
            _refuse_another(taken, output)
        request = IssueRequest(
            taken,
            output,
            found,
            by or name_of_user(),
            final,
            note or "",
            again=again,
            despite_damage=despite_damage,
            corrections=corrections,
            named=workbook is not None,
            pack=pack,
        )

        def confirm(doubts: Sequence[Finding]) -> bool:
            return yes or (sys.stdin.isatty() and _ask(printer, doubts))

        def complete(request: IssueRequest) -> IssueRequest:
            return _ask_for_words(request, by, note) if final and _at_terminal() else request

        try:
            outcome = issue_version(request, datetime.now().astimezone(), printer.stage, confirm, complete)
        except click.Abort:  # at a question
            printer.line("\nNo version was issued.")
            sys.exit(UNCONFIRMED)
        if outcome.unconfirmed and sys.stdin.isatty():  # who said no has just read them
            printer.line(f"No version was issued. Correct {taken}. To see what to do about each, run:")
            printer.line(f"  {program_as_called()} check {as_argument(taken)}")
            sys.exit(UNCONFIRMED)
        print_issue(printer, outcome)
        print_archive_faults(printer, outcome.untold)
        if outcome.unconfirmed:
            printer.line(f"No version was issued. Correct {taken}, or say with --yes that this is meant:")
            printer.list_findings(outcome.unconfirmed)
            sys.exit(UNCONFIRMED)
        say_undone_and_exit(printer, "No version was issued.", outcome.findings, taken, found)


def _ask(printer: Printer, doubts: Sequence[Finding]) -> bool:
    """Say whether somebody at the terminal issues a final version although there are these doubts."""
    from bvdocs.commands.issue_request import doubts_question, doubts_words

    printer.line(f"A final version stays as it is. In this one {doubts_words(doubts)}:")
    printer.list_findings(doubts)
    return click.confirm(doubts_question(doubts))


def _at_terminal() -> bool:
    """Say whether somebody sees a question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask_for_words(request: "IssueRequest", by: str | None, note: str | None) -> "IssueRequest":
    """Return the request with who issues it and the note, asked for where they were not given: both stay for ever."""
    if not by:
        by = click.prompt("Issued by", default=request.by, value_proc=_words, err=True) or request.by
    if note is None:
        note = click.prompt(
            "Note, a few words that every later document prints [none]",
            default="",
            show_default=False,
            value_proc=_words,
            err=True,
        )
    return replace(request, by=by, note=note)


def _refuse_another(workbook: Path, output: Path) -> None:
    """Raise UnnamedWorkbookError if the last version was made from another workbook than the one that nobody named."""
    from bvdocs.storage.archive.versions import archive_in

    last = archive_in(output).latest
    if last is not None and last.made_from.workbook != harmless(workbook.name):
        raise UnnamedWorkbookError(
            f"version {last.version} was made from {last.made_from.workbook}, not from {workbook.name}.",
            f"Name the workbook: bvdocs issue {as_argument(workbook)}, or the other one.",
        )


@click.command()
@options.output_of_any_part
def history(output: Path) -> None:
    """List the versions in the archive."""
    from bvdocs.cli.archive_advice import print_archive_faults
    from bvdocs.cli.versions_printer import print_history
    from bvdocs.commands.archive_state import faults_told
    from bvdocs.storage.archive.versions import archive_in

    with printing() as printer:
        archive = archive_in(output)
        print_history(printer, archive)
        print_archive_faults(printer, faults_told(archive))


@click.command()
@click.argument("a")
@click.argument("b")
@options.output
@options.templates
@click.option("--exit-code", is_flag=True, help="End with 1 if anything has changed.")
@click.option(
    "--redline",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write B's Word files into DIR, with the changes since A tracked.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what changed as a web page, under a new name.",
)
@options.limited
@options.verbose
@options.json
def compare(
    a: str, b: str, output: Path, templates: Path | None, exit_code: bool, redline: Path | None, html: Path | None,
    verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Say what changed from A to B: each is a version, 'latest', or a workbook."""
    from bvdocs.cli.archive_advice import print_archive_faults
    from bvdocs.cli.json_output import comparison_as_json
    from bvdocs.cli.versions_printer import print_changes, print_withheld
    from bvdocs.commands.archive_state import faults_told
    from bvdocs.commands.compare import (
        check_page,
        compare_sides,
        comparison_page,
        read_side,
        refuse_page_of_unknown,
        unknown_told,
        withheld_told,
    )
    from bvdocs.storage.archive.versions import archive_in
    from bvdocs.storage.new_file import write_all_new
    from bvdocs.templating.folder import find_templates

    with printing(as_json=as_json, verbose=verbose) as printer:
        archive, folder = archive_in(output), find_templates(templates)
        sides = [read_side(each, archive, folder, printer.stage) for each in (a, b)]
        of_page = check_page(sides, folder) if html else ()
        for name, findings in (*((side.name, side.findings) for side in sides), ("", of_page)):
            if has_errors(findings):
                printer.findings(findings)
                printer.result(findings, [])
                say_undone_and_exit(printer, "Nothing was compared.", findings, name, folder)
        comparison = compare_sides(sides[0], sides[1], archive)
        if html:
            refuse_page_of_unknown(comparison)
        print_archive_faults(printer, faults_told(archive))
        print_changes(printer, comparison.view)
        print_archive_faults(printer, unknown_told(comparison))
        print_withheld(printer, withheld_told(comparison))
        if as_json:
            printer.json(comparison_as_json(comparison))
        files = {html: comparison_page(comparison, folder)} if html else {}
        redlines: dict[Path, bytes] = {}
        of_redlines: list[str] = []
        if redline:
            from bvdocs.commands.redline import make_redlines, redlines_told

            made = make_redlines(comparison, archive, folder, printer.stage)
            redlines = {redline / name: content for name, content in made.files.items()}
            of_redlines += redlines_told(comparison, made)
        # A redline shows what is exempt by now.
        write_all_new(files | redlines, confidential=redlines)
        for path in files | redlines:
            printer.line(f"Written: {path}")
        for line in of_redlines:
            printer.line(line)
        if exit_code and comparison.changes:
            sys.exit(DIFFERENT)
