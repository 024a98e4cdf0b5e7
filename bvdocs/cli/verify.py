"""The command that proves the archive."""

import re
import sys
from pathlib import Path

import click

from bvdocs.cli import options
from bvdocs.cli.exit_codes import DIFFERENT
from bvdocs.cli.printer import printing
from bvdocs.core.errors import ArchiveError

_FINGERPRINT_LENGTH = 64
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{_FINGERPRINT_LENGTH}}}")


def _as_fingerprint(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    """Return a fingerprint as it was printed, whatever its case and spaces are in the minutes; whole, or it is none."""
    if text is None:
        return None
    fingerprint = "".join(text.split()).lower()
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise click.BadParameter(
            f"a fingerprint has 64 signs, figures and the letters a to f; this one has {len(fingerprint)}"
            f"{', not all of them such' if len(fingerprint) == _FINGERPRINT_LENGTH else ''}."
        )
    return fingerprint


@click.command()
@options.output
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
    from bvdocs.cli.versions_printer import (
        print_proof,
        print_proof_by_fingerprint,
        print_rebuilt,
        print_remarks,
        print_unfinished,
        print_unlisted,
    )
    from bvdocs.storage.archive.fingerprint import prove
    from bvdocs.storage.archive.remarks import remarks_on
    from bvdocs.storage.archive.verify import unlisted, versions_in_place
    from bvdocs.storage.archive.verify import verify as differences_in
    from bvdocs.storage.archive.versions import archive_in
    from bvdocs.storage.disk import SOURCE, unfinished_in

    with printing() as printer:
        archive = archive_in(output)
        if not archive.folder.is_dir():
            raise ArchiveError(f"There is no folder {archive.folder}.", "Name the folder that it is in with --output.")
        differences = differences_in(archive.folder)
        shut = () if differences else tuple(each for each in archive.versions if each.is_source_shut)
        print_proof(printer, archive, differences, beside_source=bool(shut))
        print_unlisted(printer, unlisted(archive.folder), "is")
        print_unfinished(printer, unfinished_in(archive.folder))
        print_remarks(printer, remarks_on(archive.folder, versions_in_place(archive.folder)))
        proved = fingerprint is None or print_proof_by_fingerprint(
            printer, archive.folder, prove(archive.folder, fingerprint)
        )
        if differences:
            print_advice(printer, archive.folder, differences)
            if rebuild:
                printer.line("No version was made again: that proves nothing before the archive is as it was issued.")
        if not proved or not all(each.is_unread for each in differences):
            sys.exit(DIFFERENT)
        if differences:
            raise ArchiveError(
                f"{archive.folder / str(differences[0])}: nobody knows whether that is as it was issued."
            )
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
