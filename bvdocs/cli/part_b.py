"""The command that makes Part B, the exempt edition."""

from datetime import datetime
from pathlib import Path

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import say_undone_and_exit
from bvdocs.cli.printer import printing
from bvdocs.cli.versions import as_words
from bvdocs.cli.which_workbook import workbook_taken


@click.command("part-b")
@options.workbook
@options.output
@options.templates
@click.option("--issue", is_flag=True, help="Freeze it as the next version of Part B, in an archive of its own.")
@click.option("--final", is_flag=True, help="With --issue: the next whole number, for the committee; else a draft.")
@click.option("--note", callback=as_words, help="With --issue: a few words for the history of Part B. [default: none]")
@click.option(
    "--by",
    callback=as_words,
    help="With --issue: who issues it, for its history. [default: the name of this computer's user]",
)
@options.limited
@options.verbose
def part_b(
    workbook: Path | None, output: Path, templates: Path | None, issue: bool, final: bool, note: str | None,
    by: str | None, verbose: bool,
) -> None:  # fmt: skip
    """Make the exempt edition: what Part A leaves out, into outputs/exempt/, which its owner alone can open.

    Without WORKBOOK, from the one that documents were made or issued from last; else from inputs/assessment.xlsx. It is
    not for publication: keep it off the web.
    """
    from bvdocs.commands.issue_words import name_of_user
    from bvdocs.commands.part_b import PartBRequest, make_part_b
    from bvdocs.templating.folder import find_templates

    if not issue and (final or note or by):
        raise click.UsageError("--final, --note and --by go with --issue.")
    with printing(verbose=verbose) as printer:
        found = find_templates(templates)
        taken = workbook_taken(workbook, output, printer)
        request = PartBRequest(
            taken,
            output,
            found,
            issue,
            final,
            by or (name_of_user() if issue else ""),
            note or "",
            named=workbook is not None,
        )
        outcome = make_part_b(request, datetime.now().astimezone(), printer.stage)
        version = outcome.version
        if outcome.folder and not outcome.unchanged:
            what = f"Version {version.version} of Part B" if version else "Part B"
            printer.files(f"{what}, NOT FOR PUBLICATION, is in {outcome.folder}:", outcome.documents)
        if outcome.kept:
            printer.line(f"Files there had been changed by hand; they are kept in {outcome.kept}.")
        printer.findings(outcome.findings, outcome.accepted)
        if outcome.open_to_others:
            printer.line(
                "This disk keeps no permissions as Linux and a Mac do: see to it yourself that nobody else can open"
                f" {output / 'exempt'}."
            )
        if version and outcome.unchanged:
            printer.line(f"Nothing in Part B has changed since version {version.version}: no version was issued.")
        elif version:
            printer.line(f"Fingerprint of version {version.version} of Part B: {version.fingerprint}")
        say_undone_and_exit(printer, "Nothing was written.", outcome.findings, taken, found)
