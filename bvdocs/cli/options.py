"""Arguments and options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from bvdocs.core import limits
from bvdocs.core.office_files import WORKBOOK_ENDINGS
from bvdocs.core.schema import ADDITIONS

Callback = TypeVar("Callback", bound=Callable[..., Any])

# That a file cannot be read is told by whoever reads it, with what to do.
PATH = click.Path(path_type=Path, readable=False)

# Which is taken if none is named, `which_workbook.py` says.
workbook = click.argument("workbook", type=PATH, required=False)


def not_exempt(_context: click.Context, _parameter: click.Parameter, output: Path) -> Path:
    """Return the output folder; raise BadParameter for the one of Part B, where nothing else is made or read."""
    from bvdocs.storage.exempt import is_exempt_folder

    if is_exempt_folder(output):
        raise click.BadParameter(f"{output} holds what is not for publication. Name the folder that it is in.")
    return output


_of_documents: dict[str, Any] = {
    "type": PATH,
    "default": Path("outputs"),
    "show_default": True,
    "help": "The folder of the documents: in it, 'current' has the drafts, 'archive' the versions.",
}
output = click.option("--output", callback=not_exempt, **_of_documents)
# What only reads an archive may be pointed at that of Part B, by name.
output_of_any_part = click.option("--output", **_of_documents)
templates = click.option(
    "--templates",
    type=PATH,
    help="The folder of templates. [default: templates, else those that ship with bvdocs]",
)
pack = click.option(
    "--pack",
    is_flag=True,
    help="Make pack.pdf too, all documents in one file, and index.html, which leads to every file.",
)
json = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one JSON object; what is for people goes to standard error.",
)
verbose = click.option("--verbose", is_flag=True, help="Print notes too, and what each stage does.")


def ending_in(ending: str, of: str) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    """Return what lets a path through, if one is given, that ends as the name `of` such a file does.

    It raises BadParameter for another.
    """

    def checked(_context: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
        if path is not None and path.suffix.lower() != ending:
            raise click.BadParameter(f"'{path}' does not end in {ending}, as the name {of} does.")
        return path

    return checked


as_xlsx = ending_in(".xlsx", "of an Excel workbook")
as_ics = ending_in(".ics", "of a calendar")


def as_workbook(_context: click.Context, _parameter: click.Parameter, path: Path) -> Path:
    """Return the path; raise BadParameter if it does not end as the name of a workbook of any kind does."""
    if path.suffix.lower() not in WORKBOOK_ENDINGS:
        raise click.BadParameter(f"'{path}' does not end in one of {', '.join(WORKBOOK_ENDINGS)}.")
    return path


def as_additions(_context: click.Context, _parameter: click.Parameter, names: str | None) -> tuple[str, ...]:
    """Return the names of what a workbook is to have more than every council needs, in the order of its sheets."""
    given = [name.strip().casefold() for name in (names or "").split(",") if name.strip()]
    unknown = [name for name in given if name not in (*ADDITIONS, "all")]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is none of {', '.join(ADDITIONS)}, all.")
    return tuple(name for name in ADDITIONS if name in given or "all" in given)


def _allow_seconds(_context: click.Context, _parameter: click.Parameter, seconds: float | None) -> None:
    limits.allow(seconds=seconds)


def _allow_memory(_context: click.Context, _parameter: click.Parameter, gigabytes: float | None) -> None:
    limits.allow(gigabytes=gigabytes)


_seconds = click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    expose_value=False,
    callback=_allow_seconds,
    help="Stop where reading and checking a workbook, or making one document, takes longer."
    f" [default: {limits.SECONDS:g}]",
)
_gigabytes = click.option(
    "--memory-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="GB",
    expose_value=False,
    callback=_allow_memory,
    help=f"Stop where more memory than this is needed. [default: {limits.GIGABYTES:g}]",
)


def limited(command: Callback) -> Callback:
    """Add the options that say how long a command that reads workbooks or templates may take for one of them."""
    return _seconds(_gigabytes(command))
