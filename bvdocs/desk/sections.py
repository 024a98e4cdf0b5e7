"""What the desk has, as its navigation and the list on its first page show it."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.requests import Request

from bvdocs.core.findings_order import count_by_severity
from bvdocs.desk.render_page import workbench_of


class Section(NamedTuple):
    """A part of the desk: where it is, its name, what may be done there, and how it stands, in a few words."""

    path: str
    title: str
    about: str
    says: Callable[[Request], str]


def _findings(request: Request) -> str:
    now = workbench_of(request).now
    if now.read_at is None:
        return ""
    return count_by_severity(now.findings) or "Nothing found"


def _documents(request: Request) -> str:
    preview = workbench_of(request).now.preview
    return f"{len(preview.pages)} documents" if preview else ""


# A row for each: whoever adds a part of the desk adds one here. None leads nowhere.
SECTIONS = (
    Section("/findings", "Findings", "What is wrong in the workbook, and what to do", _findings),
    Section("/documents", "Documents", "What the papers look like", _documents),
)
