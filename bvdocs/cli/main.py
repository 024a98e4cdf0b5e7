"""The command line: its commands, but for those on versions, and their arguments."""

import atexit
import gc
import sys
from datetime import datetime
from pathlib import Path

import click

from bvdocs import __version__
from bvdocs.cli import options
from bvdocs.cli.ask import ask
from bvdocs.cli.batch import batch
from bvdocs.cli.collect import collect
from bvdocs.cli.dates import dates
from bvdocs.cli.desk import desk
from bvdocs.cli.exit_codes import as_argument, exit_if_errors, program_as_called, say_undone_and_exit
from bvdocs.cli.front import Front
from bvdocs.cli.import_report import import_report
from bvdocs.cli.part_b import part_b
from bvdocs.cli.printer import printing
from bvdocs.cli.roll_forward import roll_forward
from bvdocs.cli.terminal import Styled, echo
from bvdocs.cli.verify import verify
from bvdocs.cli.versions import compare, history, issue
from bvdocs.cli.which_workbook import workbook_taken
from bvdocs.core.documents import FORMATS
from bvdocs.core.errors import ArchiveError, EnvironmentLacksError
from bvdocs.core.findings import registered_rules
from bvdocs.core.limits import limited, of_workbook
from bvdocs.core.quoting import one_line
from bvdocs.core.schema import ADDITIONS

_GARBAGE_THRESHOLD = 100_000


@click.group(cls=Front, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bvdocs")
def main() -> None:
    """Make a council's Best Value Duty documents from one assessment workbook."""
    # Nearly all that a run makes lives to its end: looking for garbage as often as usual, and once more before it
    # ends, costs a tenth of the time.
    gc.set_threshold(_GARBAGE_THRESHOLD)
    atexit.register(gc.freeze)


@main.command()
@options.workbook
@options.output
@options.templates
@click.option("--theme", "themes", type=int, multiple=True, help="Only this theme's self-assessment; may be repeated.")
@click.option(
    "--format",
    "formats",
    type=click.Choice((*FORMATS, "all")),
    multiple=True,
    help="Only this format; may be repeated.",
)
@options.pack
@options.limited
@options.verbose
@options.json
def report(
    workbook: Path | None, output: Path, templates: Path | None, themes: tuple[int, ...], formats: tuple[str, ...],
    pack: bool, verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read, check and build: writes the documents to outputs/current/.

    Without WORKBOOK, from the one that they were made or issued from last; else from inputs/assessment.xlsx.
    """
    from bvdocs.cli.archive_advice import print_archive_faults
    from bvdocs.commands.report import ReportRequest, make_report
    from bvdocs.storage.current import CURRENT
    from bvdocs.templating.folder import find_templates

    with printing(as_json=as_json, verbose=verbose) as printer:
        wanted = FORMATS if not formats or "all" in formats else tuple(sorted(set(formats)))
        if pack and "pdf" not in wanted:
            raise click.UsageError("The pack is made of the PDFs: say --format pdf too.")
        taken = workbook_taken(workbook, output, printer)
        request = ReportRequest(
            taken,
            output,
            find_templates(templates),
            tuple(sorted(set(themes))),
            wanted,
            named=workbook is not None,
            pack=pack,
        )
        outcome = make_report(request, printer.stage)
        if outcome.documents:
            printer.documents(output / CURRENT, outcome)
        printer.findings(outcome.findings, outcome.accepted)
        print_archive_faults(printer, outcome.archive_faults)
        printer.result(outcome.findings, [each._asdict() for each in outcome.documents], outcome.accepted)
        say_undone_and_exit(printer, "Nothing was written.", outcome.findings, taken, request.templates)


@main.command()
@options.workbook
@click.option(
    "--annotate",
    "out",
    type=options.PATH,
    metavar="OUT.xlsx",
    help="Write a copy of the workbook too, under a new name, with each finding as a comment on its cell.",
)
@options.output
@options.templates
@options.limited
@options.verbose
@options.json
def check(
    workbook: Path | None, out: Path | None, output: Path, templates: Path | None, verbose: bool, as_json: bool
) -> None:  # fmt: skip
    """Read and check only, the templates too, against the archive; prints the findings.

    Without WORKBOOK, the one that documents were made or issued from last; else inputs/assessment.xlsx.
    """
    from bvdocs.cli.archive_advice import print_archive_faults
    from bvdocs.commands.check import check_inputs, check_with_part_b_here, past_if_readable
    from bvdocs.storage.new_file import refuse_copy, refuse_wrong_ending, write_copy
    from bvdocs.templating.folder import find_templates
    from bvdocs.workbook.reading.file import read_file

    with printing(as_json=as_json, verbose=verbose) as printer:
        workbook = workbook_taken(workbook, output, printer)
        if out is not None:
            refuse_copy(workbook, out)
        content = read_file(workbook)
        if out is not None:
            refuse_wrong_ending(out, content)

        def excuse(fault: ArchiveError) -> None:
            printer.line(one_line(f"The workbook is not held against the archive: {fault}"))

        past = past_if_readable(output, excuse, lambda line: print_archive_faults(printer, (line,)))
        checked = check_inputs(
            workbook,
            content,
            find_templates(templates),
            printer.stage,
            past=past,
            excuse=excuse,
            check_templates=check_with_part_b_here,
        )
        findings = checked.findings
        if out is not None:
            from bvdocs.workbook.writing.annotated_copy import make_annotated_copy

            printer.stage(f"Writing {out}", "notes too, with or without --verbose")
            with limited(of_workbook(workbook, "copying it")):
                copy = make_annotated_copy(content, findings)
            write_copy(workbook, out, copy.file)
            for remark in copy.remarks:
                printer.line(remark)
        printer.findings(findings, checked.accepted)
        printer.result(findings, [], checked.accepted)
        exit_if_errors(findings)


@main.command()
@click.argument("path", type=options.PATH, callback=options.as_xlsx)
@click.option(
    "--with",
    "additions",
    metavar="NAME[,NAME…]|all",
    callback=options.as_additions,
    help=f"What more to keep, sheets and columns without examples: {', '.join(ADDITIONS)}; or all of it.",
)
def new(path: Path, additions: tuple[str, ...]) -> None:
    """Write a starter workbook to PATH, with drop-downs, help and examples; never over a file."""
    from bvdocs.storage.new_file import write_new
    from bvdocs.workbook.writing.starter import make_starter

    with printing() as printer:
        write_new(path, make_starter(datetime.now().astimezone().date(), additions))
        printer.line(f"{path} is ready. Open it, and put your council's facts in place of the examples.")
        printer.line(f"Then see what is still to do:\n  {program_as_called()} check {as_argument(path)}")


@main.command()
def rules() -> None:
    """List every check: code, severity, what it looks for."""
    import bvdocs.checks
    import bvdocs.comparison.last_time
    import bvdocs.templating.rules
    import bvdocs.workbook.reading.rules  # noqa: F401 - each import enters its rules in the register

    for each in registered_rules():
        echo(f"{each.code}  {each.severity:<8} {each.looks_for}")


@main.command()
@click.option("--install", is_flag=True, help="Install what is missing, where this user may.")
@options.templates
def doctor(install: bool, templates: Path | None) -> None:
    """Say what the machine has and lacks, and how to mend it."""
    from bvdocs.commands.doctor import examine, install_missing, mending_line

    with printing() as printer:
        items = examine(templates)
        line = mending_line(items)
        if line and install:
            install_missing(line, printer.line)
            items = examine(templates)
            line = mending_line(items)
        for item in items:
            lacking = Styled("MISSING", "red") if item.needed else Styled("missing", "yellow", bold=False)
            state = Styled("ok     ", "green", bold=False) if item.found else lacking
            printer.line(state, f"  {item.name}" + (f": {item.found}" if item.found else ""))
        if line:
            printer.line(f"\nTo mend it, run:\n  {line}")
        for item in items:
            if item.advice and not item.found:
                printer.line(f"\n{item.name} is missing, or cannot be drawn. {item.advice}")
        if any(item.needed and not item.found for item in items):
            sys.exit(EnvironmentLacksError.exit_code)
        printer.line("\nThis machine has all that bvdocs needs.")


for _command in (
    ask, collect, desk, batch, dates, import_report, issue, part_b, history, compare, verify, roll_forward,
):  # fmt: skip
    main.add_command(_command)
