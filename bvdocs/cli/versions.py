"""The commands on versions: issue, history, compare, verify."""

import os
import pwd
import sys
import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

import click
from click.core import ParameterSource

from bvdocs.cli import options
from bvdocs.cli.exit_codes import DIFFERENT, UNCONFIRMED, say_undone_and_exit
from bvdocs.cli.printer import Printer, printing
from bvdocs.core.errors import ArchiveError, EnvironmentLacksError
from bvdocs.core.findings import Finding, has_errors
from bvdocs.core.fonts import named_characters, rare_characters
from bvdocs.core.json_text import json_text

# Control characters, halves of characters, and what no standard gives a meaning to.
_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn")
# What has text read in another order than it is written: in a history it could make a name look like another.
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LONGEST = 500


def _as_words(_context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """Return the text in one line; it is printed in every document, so it has to be something that can be."""
    if text is None:
        return None
    words = " ".join(text.split())
    if len(words) > _LONGEST:
        raise click.BadParameter(f"it is longer than {_LONGEST} characters.", param=parameter)
    if any(unicodedata.category(sign) in _UNPRINTABLE or sign in _REORDERING for sign in words):
        raise click.BadParameter("it has a character that cannot be printed.", param=parameter)
    if lacking := _without_font(words):
        raise click.BadParameter(f"no font of this machine can print {named_characters(lacking)}.", param=parameter)
    return words


def _without_font(words: str) -> Collection[str]:
    rare = rare_characters(words)
    if not rare:
        return ()
    from bvdocs.render.pdf.installed_fonts import without_font

    return without_font(rare)


@click.command()
@options.workbook
@options.output
@options.templates
@click.option("--final", is_flag=True, help="The next whole number, for the committee; else the next draft.")
@click.option("--note", default="", callback=_as_words, help="A few words that every later document prints.")
@click.option(
    "--by",
    callback=_as_words,
    help="Who issues it, for the document history. [default: the name of this computer's user]",
)
@click.option("--again", is_flag=True, help="Issue even if nothing has changed since the last version.")
@click.option("--yes", is_flag=True, help="With --final: issue it although something in it looks like a slip.")
@options.limited
@options.verbose
def issue(
    workbook: Path, output: Path, templates: Path | None, final: bool, note: str, by: str | None, again: bool,
    yes: bool, verbose: bool,
) -> None:  # fmt: skip
    """Build, stamp the next version, and freeze it in the archive."""
    from bvdocs.cli.versions_printer import print_issue
    from bvdocs.commands.issue import IssueRequest, issue_version
    from bvdocs.templating.folder import find_templates

    with printing(verbose=verbose) as printer:
        found = find_templates(templates)
        _refuse_another(workbook, output)
        request = IssueRequest(workbook, output, found, by or _user(), final, note, again)

        def confirm(doubts: Sequence[Finding]) -> bool:
            return yes or (sys.stdin.isatty() and _ask(printer, doubts))

        outcome = issue_version(request, datetime.now().astimezone(), printer.stage, confirm)
        print_issue(printer, outcome)
        if outcome.unconfirmed:
            printer.line(f"No version was issued. Correct {workbook}, or say with --yes that this is meant:")
            printer.list_findings(outcome.unconfirmed)
            sys.exit(UNCONFIRMED)
        say_undone_and_exit(printer, "No version was issued.", outcome.findings, workbook, found)


def _ask(printer: Printer, doubts: Sequence[Finding]) -> bool:
    """Say whether somebody at the terminal issues a final version although these look like slips."""
    printer.line("A final version stays as it is. In this one these look like slips:")
    printer.list_findings(doubts)
    return click.confirm("Are they meant, and is the final version to be issued?")


def _refuse_another(workbook: Path, output: Path) -> None:
    """Raise UsageError where no workbook was named and the last version was made from another than is taken then."""
    from bvdocs.storage.archive.reader import archive_in

    last = archive_in(output).latest
    source = click.get_current_context().get_parameter_source("workbook")
    if last is None or source is not ParameterSource.DEFAULT or last.made_from.workbook == workbook.name:
        return
    raise click.UsageError(
        f"version {last.version} was made from {last.made_from.workbook}, not from {workbook.name}."
        f" Name the workbook: bvdocs issue {workbook}, or the other one."
    )


def _user() -> str:
    """Return the name of the person whose account this is; else the account's."""
    try:
        account = pwd.getpwuid(os.getuid())
    except KeyError:
        raise EnvironmentLacksError("This computer does not say who you are.", 'Add --by "Your name".') from None
    return account.pw_gecos.split(",")[0].strip() or account.pw_name


@click.command()
@options.output
def history(output: Path) -> None:
    """List the versions in the archive."""
    from bvdocs.cli.versions_printer import print_history
    from bvdocs.storage.archive.reader import archive_in

    with printing() as printer:
        print_history(printer, archive_in(output))


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
    from bvdocs.cli.json_output import comparison_as_json
    from bvdocs.cli.versions_printer import print_changes, print_withheld
    from bvdocs.commands.compare import check_page, compare_sides, comparison_page, read_side
    from bvdocs.storage.archive.reader import archive_in
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
        print_changes(printer, comparison.view)
        print_withheld(printer, comparison.withheld)
        if as_json:
            click.echo(json_text(comparison_as_json(comparison)), nl=False)
        files = {html: comparison_page(comparison, folder)} if html else {}
        redlines: dict[Path, bytes] = {}
        if redline:
            from bvdocs.commands.redline import make_redlines

            made = make_redlines(comparison, archive, folder, printer.stage)
            redlines = {redline / name: content for name, content in made.files.items()}
            for name in made.gone:
                printer.line(f"{name} has no redline: {comparison.newer.name} has no such document.")
        # A redline shows what is exempt by now.
        write_all_new(files | redlines, confidential=redlines)
        for path in files | redlines:
            printer.line(f"Written: {path}")
        if redline and comparison.withheld:
            names = " and ".join(name for name, _ in comparison.withheld)
            printer.line(f"Do not publish these Word files: they show words of {names} that are exempt now.")
        if exit_code and comparison.changes:
            sys.exit(DIFFERENT)


@click.command()
@options.output
@click.option("--rebuild", is_flag=True, help="Make every version again too, and say whether the bytes are the same.")
@options.limited
def verify(output: Path, rebuild: bool) -> None:
    """Prove that nothing in the archive has changed since it was issued."""
    from bvdocs.cli.versions_printer import print_proof, print_rebuilt, print_unfinished, print_unlisted
    from bvdocs.storage.archive.layout import unfinished_in
    from bvdocs.storage.archive.reader import archive_in
    from bvdocs.storage.archive.verify import unlisted
    from bvdocs.storage.archive.verify import verify as differences_in
    from bvdocs.storage.disk import SOURCE

    with printing() as printer:
        archive = archive_in(output)
        if not archive.folder.is_dir():
            raise ArchiveError(f"There is no folder {archive.folder}.", "Name the folder that it is in with --output.")
        differences = differences_in(archive.folder)
        shut = () if differences else tuple(each for each in archive.versions if each.is_source_shut)
        print_proof(printer, archive, differences, beside_source=bool(shut))
        print_unlisted(printer, unlisted(archive.folder), "is")
        print_unfinished(printer, unfinished_in(archive.folder))
        if differences:
            sys.exit(DIFFERENT)
        if shut:
            others = f", and {len(shut) - 1} more of them," if len(shut) > 1 else ""
            raise ArchiveError(
                f"{shut[0].folder / SOURCE}{others} could not be looked at: Permission denied.",
                "What is in source/ is proved only with the account that issued it: run this with that one.",
            )
        if rebuild:
            from bvdocs.commands.rebuild import rebuild as made_again

            results = [print_rebuilt(printer, each) for each in made_again(archive, printer.stage)]
            if not all(results):
                sys.exit(DIFFERENT)
