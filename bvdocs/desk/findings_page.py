"""The findings: by sheet, worst first, those that were asked for; each with what to do, and where it is printed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bvdocs.core.findings import Finding, Severity
from bvdocs.core.findings_order import by_sheet, count_by_severity
from bvdocs.core.hashing import hash_of
from bvdocs.desk.render_page import page, workbench_of
from bvdocs.desk.snapshot import Snapshot
from bvdocs.view.origins import page_that_prints

# Which findings may be asked for, by the name in the address: in words, and which these are.
_KINDS: Mapping[str, tuple[str, Callable[[Finding, Snapshot], bool]]] = {
    "": ("Errors and warnings", lambda finding, _: finding.severity is not Severity.NOTE),
    "errors": ("Errors", lambda finding, _: finding.severity is Severity.ERROR),
    "warnings": ("Warnings", lambda finding, _: finding.severity is Severity.WARNING),
    "notes": ("Notes", lambda finding, _: finding.severity is Severity.NOTE),
    "new": ("New", lambda finding, now: finding in now.new_findings),
    "all": ("All, with notes", lambda _, __: True),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the filter holds: a sheet, a kind, and words that all are to occur."""

    sheet: str
    kind: str
    words: str

    def takes(self, finding: Finding, now: Snapshot) -> bool:
        """Say whether the finding is one that was asked for."""
        text = f"{finding} {finding.hint}".casefold()
        return (
            self.sheet in ("", finding.sheet)
            and _KINDS[self.kind][1](finding, now)
            and all(word in text for word in self.words.casefold().split())
        )


class _Shown(NamedTuple):
    """A finding as the page shows it.

    `key` tells it from others, `place` is the page that shows what it is about, `may_stand` says whether the council
    may accept it: an error it cannot, nor what is found in a template.
    """

    finding: Finding
    words: str
    key: str
    is_new: bool
    place: str
    may_stand: bool


async def findings(request: Request) -> Response:
    """Return the page of findings."""
    now = workbench_of(request).now
    given = request.query_params
    kind = given.get("kind", "")
    asked = _Asked(given.get("sheet", ""), kind if kind in _KINDS else "", given.get("q", "").strip())
    shown = [each for each in now.findings if asked.takes(each, now)]
    return page(
        request,
        "findings.html",
        asked=asked,
        kinds=[(name, words) for name, (words, _) in _KINDS.items()],
        sheets=[name for name, _ in by_sheet(now.findings) if name],
        groups=[
            (sheet, count_by_severity(group), [_shown(each, now) for each in group]) for sheet, group in by_sheet(shown)
        ],
        number=len(shown),
        held_back=sum(each.severity is Severity.NOTE for each in now.findings) if asked.kind == "" else 0,
    )


def _shown(finding: Finding, now: Snapshot) -> _Shown:
    key = hash_of(f"{finding}".encode())[:12]
    words = finding.message[:1].upper() + finding.message[1:]  # it follows its place elsewhere
    may_stand = finding.severity is not Severity.ERROR and not finding.of_template
    return _Shown(finding, words, key, finding in now.new_findings, _place_of(finding, now), may_stand)


def _place_of(finding: Finding, now: Snapshot) -> str:
    """Return the address of the page that shows where the words of the finding's cell are printed; '' for nowhere."""
    pages = now.preview.pages if now.preview else ()
    file = page_that_prints(finding, {each.file: each.cells for each in pages})
    return f"/documents/{file}?{urlencode({'cell': str(finding.where)})}" if file else ""


ROUTES = (Route("/findings", findings),)
