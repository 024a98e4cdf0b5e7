"""The desk in each of its states, with texts in the workbook that look like HTML and like a script."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bvdocs.commands.preview import Preview, PreviewPage
from bvdocs.core.errors import ArchiveError, BvdocsError, RenderError, TemplateError, WorkbookUnreadableError
from bvdocs.core.findings import AcceptedFinding, Finding, Severity
from bvdocs.core.places import CellRef, TemplatePlace
from bvdocs.desk.news import Change
from bvdocs.desk.snapshot import Papers, Snapshot
from bvdocs.desk.states import State

# What would do something if a page took it for more than text.
HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">{{ 7 * 7 }}&amp;\u202e"
CELL = "Criteria!D3"


def finding(
    code: str, cell: str, words: str, severity: Severity = Severity.WARNING, *, secret: bool = False
) -> Finding:
    """A finding at a cell."""
    sheet, _, place = cell.partition("!")
    return Finding(code, severity, CellRef(sheet, place), words, "Write another one, and save.", secret)


WARNINGS = (
    finding("W302", "Themes!E2", f"the heading {HOSTILE} names another theme."),
    finding("W341", CELL, "'L0010': the other codes of the theme have three digits."),
    finding("W321", "Narrative!C11", "'CEX' is not explained.", secret=True),
    finding("N101", "Narrative", "the sheet has a column that is not read.", Severity.NOTE),
)
ERRORS = (
    finding("E104", CELL, f"'{HOSTILE}' is no level of the scale.", Severity.ERROR),
    finding("E105", "Actions!H2", "'soon' is no date.", Severity.ERROR),
)
OF_TEMPLATES = (
    Finding("E401", Severity.ERROR, TemplatePlace("page.html", "line 12"), f"no name {HOSTILE}.", "Correct it."),
)
ACCEPTED = AcceptedFinding(WARNINGS[2], f"It is known {HOSTILE}", HOSTILE, date(2026, 3, 31))

_PAGE = f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Theme 1</title>
<style>:root {{ color-scheme: light dark }} td::before {{ content: attr(data-label) }}</style></head><body><main>
<h1 data-cell="Report!B3">Best Value Duty self-assessment</h1>
<p style="height: 90rem">Testing District Council</p>
<table><tr id="l001"><th scope="row">L001</th><td data-cell="{CELL}" data-label="Rating">Light green</td></tr></table>
<p>Owner: <span data-cell="Actions!F2">Chief Executive</span></p>
<p><a href="#l001"><span data-cell="Criteria!A3">L001</span></a></p>
<p><a href="action-plan.html">Action plan</a></p></main></body></html>"""
PAGES = (
    PreviewPage(
        "self-assessment-theme-1-leadership",
        "Theme 1: Leadership",
        _PAGE,
        {"Report!B3": "Best Value Duty self-assessment", CELL: "Light green", "Actions!F2": f"Chief {HOSTILE}",
         "Criteria!A3": "L001"},
    ),
    PreviewPage("action-plan", f"Action plan {HOSTILE}", _PAGE, {}),
)  # fmt: skip
CHANGES = (
    Change(CELL, "Amber", "Light green"),
    Change("Criteria!A3", "L001", "L001", "from 'Here' to 'There'"),
    Change("Actions!F2", "", "Chief"),
    Change("Narrative!D9", f"It was said {HOSTILE}"),
)
PREVIEW = Preview(HOSTILE, f"Self-assessment {HOSTILE}", "23 September 2025", PAGES, WARNINGS, (ACCEPTED,))
PAPERS = Papers(
    2, {f"{each.file}.{kind}": b"%PDF-1.7\n" if kind == "pdf" else b"PK" for each in PAGES for kind in ("pdf", "docx")}
)
_READ_AT = datetime(2026, 11, 27, 10, 14, 5, tzinfo=UTC)

ALL_WELL = Snapshot(2, State.ALL_WELL, None, False, _READ_AT, PREVIEW, 2, (), (), papers=PAPERS)
WITH_WARNINGS = replace(
    ALL_WELL, state=State.WARNINGS, open_in_excel=True, findings=WARNINGS, accepted=(ACCEPTED,),
    new_findings=frozenset(WARNINGS[:1]), fewer=2, changed={PAGES[0].file: CHANGES},
)  # fmt: skip


def _broken(state: State, fault: BvdocsError) -> Snapshot:
    return Snapshot(3, state, fault, False, _READ_AT, PREVIEW, 2)


EACH = {
    "no workbook": Snapshot(state=State.NO_WORKBOOK),
    "half-saved": replace(WITH_WARNINGS, state=State.HALF_SAVED),
    "reading at first": Snapshot(state=State.READING),
    "broken": _broken(State.BROKEN, WorkbookUnreadableError(f"{HOSTILE}: no workbook.", "Save it.", ("a", "b"))),
    "errors at first": Snapshot(1, State.ERRORS, None, False, _READ_AT, None, 0, ERRORS + WARNINGS),
    "errors": replace(
        WITH_WARNINGS, number=3, state=State.ERRORS, findings=ERRORS + WARNINGS, new_findings=frozenset(ERRORS)
    ),
    "templates at fault": replace(
        WITH_WARNINGS, number=3, state=State.TEMPLATES_AT_FAULT, findings=OF_TEMPLATES + WARNINGS,
        fault=TemplateError(f"page.html: {HOSTILE}.", "Correct it."),
    ),
    "archive damaged": replace(
        WITH_WARNINGS, state=State.ARCHIVE_DAMAGED, archive_faults=(f"1.0: {HOSTILE} was changed.",),
        fault=ArchiveError("The archive cannot be read."),
    ),
    "warnings": WITH_WARNINGS,
    "papers coming": replace(WITH_WARNINGS, papers=Papers(1, {}, "The PDFs and the Word files are being made.")),
    "papers at fault": replace(ALL_WELL, papers=Papers(1, {}, "", RenderError(f"A font {HOSTILE}.", "Install it."))),
    "all well": ALL_WELL,
}  # fmt: skip
THEME = f"/documents/{PAGES[0].file}"
PATHS = ("/", "/findings", "/findings?kind=all&q=the", "/findings?q=nothing+has+these+words", "/documents", THEME,
         f"{THEME}?cell=Criteria%21D3", f"{THEME}?cell=Criteria%21Z9", f"{THEME}?as=pdf", f"{THEME}?as=cells",
         "/documents/action-plan", "/no-such-page")  # fmt: skip
