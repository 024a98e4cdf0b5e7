"""The command line: arguments, printing, exit codes."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bvdocs import __version__
from bvdocs.errors import BvdocsError, EnvironmentLacksError, WorkbookUnreadableError
from bvdocs.findings import Finding, Severity, has_errors, registered_rules, rule
from bvdocs.model import CellRef

UNREADABLE = rule("E001", "The workbook cannot be opened at all.")
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_FORMATS = ("word", "pdf", "html", "all")

_workbook = click.argument(
    "workbook", type=click.Path(path_type=Path), default=Path("inputs/assessment.xlsx"), required=False
)
_json = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one JSON object; what is for people goes to standard error.",
)
_verbose = click.option("--verbose", is_flag=True, help="Print notes too, and what each stage does.")


if TYPE_CHECKING:
    from bvdocs.pipeline import Outcome


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bvdocs")
@click.pass_context
def main(context: click.Context) -> None:
    """Make a council's Best Value Duty documents from one assessment workbook."""
    if os.environ.get("NO_COLOR"):
        context.color = False


@main.command()
@_workbook
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("outputs"),
    show_default=True,
    help="The folder whose 'current' the documents go to.",
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path),
    help="The folder of templates. [default: templates, else those that ship with bvdocs]",
)
@click.option("--theme", "themes", type=int, multiple=True, help="Only this theme's self-assessment; may be repeated.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(_FORMATS),
    multiple=True,
    help="Only this format; may be repeated.",
)
@_verbose
@_json
def report(
    workbook: Path, output: Path, templates: Path | None, themes: tuple[int, ...], formats: tuple[str, ...],
    verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read, check and build: writes the documents to outputs/current/."""
    from bvdocs.pipeline import FORMATS, Request, make_report
    from bvdocs.publish import CURRENT
    from bvdocs.templates import find_templates

    say = _Speaker(as_json=as_json, verbose=verbose)
    with _faults_told(say):
        wanted = FORMATS if not formats or "all" in formats else tuple(sorted(set(formats)))
        request = Request(workbook, output, find_templates(templates), tuple(sorted(set(themes))), wanted)
        outcome = make_report(request, say.stage)
        if outcome.documents:
            _list_documents(say, output / CURRENT, outcome)
        say.findings(outcome.findings)
        say.result(outcome.findings, [asdict(each) for each in outcome.documents])
        if has_errors(outcome.findings):
            say.line(f"Nothing was written. Correct {workbook}, save it, and run this again.")
            sys.exit(WorkbookUnreadableError.exit_code)


@main.command()
@_workbook
@_verbose
@_json
def check(workbook: Path, verbose: bool, as_json: bool) -> None:
    """Read and check only; prints the findings."""
    from bvdocs.pipeline import check_workbook

    say = _Speaker(as_json=as_json, verbose=verbose)
    with _faults_told(say):
        findings = check_workbook(workbook, say.stage).findings
        say.findings(findings)
        say.result(findings, [])
        if has_errors(findings):
            sys.exit(WorkbookUnreadableError.exit_code)


@main.command()
def rules() -> None:
    """List every check: code, severity, what it looks for."""
    import bvdocs.checks
    import bvdocs.workbook.faults  # noqa: F401 - each import enters its rules in the register

    for each in registered_rules():
        click.echo(f"{each.code}  {each.severity:<8} {each.looks_for}")


@main.command()
@click.option("--install", is_flag=True, help="Install what is missing, where this user may.")
def doctor(install: bool) -> None:
    """Say what the machine has and lacks, and how to mend it."""
    from bvdocs import doctor as clinic

    say = _Speaker(as_json=False, verbose=False)
    with _faults_told(say):
        items = clinic.examine()
        line = clinic.mending_line(items)
        if line and install:
            clinic.install(line, say.line)
            items = clinic.examine()
            line = clinic.mending_line(items)
        for item in items:
            lacking = (
                click.style("MISSING", fg="red", bold=True) if item.needed else click.style("missing", fg="yellow")
            )
            state = click.style("ok     ", fg="green") if item.found else lacking
            click.echo(f"{state}  {item.name}" + (f": {item.found}" if item.found else ""))
        if line:
            click.echo(f"\nTo mend it, run:\n  {line}")
        if any(item.needed and not item.found for item in items):
            sys.exit(EnvironmentLacksError.exit_code)
        click.echo("\nThis machine has all that bvdocs needs.")


class _Speaker:
    """Prints for people; to standard error where standard output is for JSON."""

    def __init__(self, *, as_json: bool, verbose: bool) -> None:
        self._as_json = as_json
        self._verbose = verbose

    def line(self, text: str = "") -> None:
        click.echo(text, err=self._as_json)

    def stage(self, stage: str, detail: str = "") -> None:
        """Which stage the work is in; with `--verbose`, what it does."""
        self.line(f"{stage}: {detail} …" if detail and self._verbose else f"{stage} …")

    def fault(self, fault: BvdocsError) -> None:
        """Why it cannot go on, in one line."""
        click.echo(click.style("Error: ", fg="red", bold=True) + " ".join(str(fault).split()), err=True)

    def findings(self, findings: tuple[Finding, ...]) -> None:
        """Worst first, each with what to do; notes only when asked for."""
        shown = [each for each in findings if self._verbose or each.severity is not Severity.NOTE]
        if shown:
            self.line()
        for finding in shown:
            word = click.style(f"{finding.severity.value.capitalize()} ", fg=_COLOURS[finding.severity], bold=True)
            self.line(f"{word}{finding}")
            if finding.hint:
                self.line(f"    {finding.hint}")
        self.line()
        self.line(_count(shown))

    def result(self, findings: tuple[Finding, ...], documents: list[dict[str, Any]]) -> None:
        """The JSON object, where it was asked for."""
        if self._as_json:
            from bvdocs.manifest import finding_as_json

            listed = {"findings": [finding_as_json(each) for each in findings], "documents": documents}
            click.echo(json.dumps(listed, indent=2, ensure_ascii=False))


def _count(findings: list[Finding]) -> str:
    """'2 errors, 1 warning.'"""
    parts = []
    for severity in Severity:
        number = sum(each.severity is severity for each in findings)
        if number:
            parts.append(f"{number} {severity.value}{'s' if number != 1 else ''}")
    return f"{', '.join(parts)}." if parts else "No errors and no warnings."


@contextmanager
def _faults_told(say: _Speaker) -> Iterator[None]:
    """What makes it impossible to go on ends the program with one line and its exit code."""
    try:
        yield
    except BvdocsError as fault:
        say.fault(fault)
        unreadable = isinstance(fault, WorkbookUnreadableError)
        say.result((UNREADABLE.at(CellRef(), fault.message, fault.hint),) if unreadable else (), [])
        sys.exit(fault.exit_code)


def _list_documents(say: _Speaker, current: Path, outcome: "Outcome") -> None:
    """The files written, with pages and size."""
    say.line()
    say.line(f"Unchanged in {current}:" if outcome.unchanged else f"In {current}:")
    for each in outcome.documents:
        pages = f"{each.pages} page{'s' if each.pages != 1 else ''}" if each.pages else ""
        say.line(f"  {each.name:<58} {pages:>9} {_size(each.bytes):>9}")
    if outcome.kept:
        say.line(f"Files in {current} had been changed by hand; they are kept in {outcome.kept}.")


def _size(number: int) -> str:
    return f"{max(1, round(number / 1000))} kB"
