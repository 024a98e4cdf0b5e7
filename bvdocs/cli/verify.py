"""The command that proves the archive."""

import sys
from pathlib import Path

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import DIFFERENT
from bvdocs.cli.printer import Printer, printing
from bvdocs.core.errors import NoFingerprintError


def _as_fingerprint(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    """Return a fingerprint as it was printed; raise BadParameter if it is none."""
    if text is None:
        return None
    from bvdocs.commands.verify import fingerprint_as_printed

    try:
        return fingerprint_as_printed(text)
    except NoFingerprintError as fault:
        raise click.BadParameter(fault.message) from fault


@click.command()
@options.output_of_any_part
@click.option(
    "--fingerprint",
    metavar="HEX",
    callback=_as_fingerprint,
    help="Prove the version that has this fingerprint, and all before it: the one in the minutes, of any version.",
)
@click.option("--rebuild", is_flag=True, help="Make every version again too, and say whether the bytes are the same.")
@options.limited
def verify(output: Path, fingerprint: str | None, rebuild: bool) -> None:
    """Prove that nothing in the archive has changed since it was issued."""
    from bvdocs.cli.archive_advice import print_advice
    from bvdocs.cli.versions_printer import print_proof, print_proof_by_fingerprint, print_remarks
    from bvdocs.commands.verify import verify_archive
    from bvdocs.storage.exempt import is_exempt_folder

    if rebuild and is_exempt_folder(output):
        raise click.UsageError("--rebuild makes the versions of Part A again, not those of Part B.")
    with printing() as printer:
        found = verify_archive(output, fingerprint)
        print_proof(printer, found)
        for line in (*found.unlisted, *found.unfinished):
            printer.line(line)
        print_remarks(printer, found.worth_knowing)
        if found.proof:
            print_proof_by_fingerprint(printer, found.proof)
        if found.advice:
            print_advice(printer, found.advice)
            if rebuild:
                printer.line("No version was made again: that proves nothing before the archive is as it was issued.")
        if found.is_different:
            sys.exit(DIFFERENT)
        if found.unknown:
            raise found.unknown
        if rebuild:
            _print_rebuilt(printer, output)


def _print_rebuilt(printer: Printer, output: Path) -> None:
    """Print of each version whether it can be made again; end the program with DIFFERENT if one cannot."""
    from bvdocs.commands.rebuild import rebuild, rebuilt_told
    from bvdocs.storage.archive.versions import archive_in

    as_issued = True
    for each in rebuild(archive_in(output), printer.stage):
        printer.line(rebuilt_told(each))
        as_issued = as_issued and each.is_the_same
    if not as_issued:
        sys.exit(DIFFERENT)
