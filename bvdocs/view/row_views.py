"""The views of what stands in documents row by row: abbreviations, milestones, evidence."""

from dataclasses import dataclass

from bvdocs.core.rich_text import RichText
from bvdocs.view.figure_views import Detail
from bvdocs.view.origins import Traced


@dataclass(frozen=True, slots=True)
class AbbreviationView(Traced):
    """A short form that the document uses, and what it stands for."""

    short: str
    full: str


@dataclass(frozen=True, slots=True)
class MilestoneView(Traced):
    """A step of an action: when it is `due`, and when it was `done` if it was."""

    text: str
    due: str
    done: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class EvidenceRowView(Traced):
    """A piece of evidence, as it stands beneath a characteristic or an action.

    `code` is that characteristic's, or the action's reference; `name` says which, in the first of its rows. The
    `title` is a link where the evidence is on the web; `site` then says where. `facts` are in the order of the index's
    `columns`.
    """

    code: str
    name: str
    ref: str
    title: RichText
    site: str
    facts: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class EvidenceGroupView(Traced):
    """The evidence of a theme, by characteristic and then by action; or what names neither, at the end."""

    title: str
    anchor: str
    summary: str
    rows: tuple[EvidenceRowView, ...]


@dataclass(frozen=True, slots=True)
class EvidenceIndexView:
    """The index of evidence that is public; `columns` name the facts that are given of any of it.

    A `long` one has a list of contents.
    """

    summary: str
    long: bool
    columns: tuple[str, ...]
    groups: tuple[EvidenceGroupView, ...]
    abbreviations: tuple[AbbreviationView, ...]
