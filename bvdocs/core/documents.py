"""Which formats and which documents there are; a document needs a line here, and its two templates."""

from collections.abc import Iterable, Sized
from typing import NamedTuple, Protocol, TypeVar

FORMATS = ("word", "pdf", "html")
# What each is called to those who choose one, by what its files end in.
FORMAT_NAMES = {"docx": "Word", "pdf": "PDF", "html": "web page"}


class Facts(Protocol):
    """What documents are made of: an assessment, or its view."""

    @property
    def themes(self) -> Sized:
        """Return its themes."""


class Document(NamedTuple):
    """A kind of document: `name` is that of its templates, `name`.docx and `name`.html, and of its files.

    `title` is its own; where there is one for each theme, each has that of its theme. `about` says in a list of
    documents what it holds. One that is `made_from` a part of the assessment, named by its attribute there, is made
    where there is that part, which is `needs` in the view: its templates may be missing where there is none.
    """

    name: str
    title: str = ""
    about: str = ""
    for_each_theme: bool = False
    needs_several_themes: bool = False
    made_from: str = ""
    needs: str = ""

    def file(self, theme: str = "") -> str:
        """Return the name of its files, without what they end in; `theme` is such as 'theme-2-leadership'."""
        return f"{self.name}-{theme}" if theme else self.name

    def is_made_of(self, facts: Facts, part: str) -> bool:
        """Say whether there is one of these facts; `part` names in them what it is made from, if anything."""
        is_there = not part or bool(getattr(facts, part))
        return is_there and (len(facts.themes) > 1 or not self.needs_several_themes)


SELF_ASSESSMENT = Document(
    "self-assessment",
    about="The self-assessment of this theme.",
    for_each_theme=True,
)
# Laid out before the self-assessments: they say which of its pages they mean.
ACTION_PLAN = Document("action-plan", "Action plan", "Every action with its owner, date and progress.")
OVERVIEW = Document(
    "overview",
    "Overview",
    "The ratings of all themes together.",
    needs_several_themes=True,
)
COVERING_REPORT = Document(
    "covering-report",
    "Covering report",
    "What the committee is asked to do, and why.",
    made_from="committee",
    needs="covering",
)
EVIDENCE_INDEX = Document(
    "evidence-index",
    "Evidence index",
    "What the ratings and the actions rest on, where it is public.",
    made_from="evidence",
    needs="evidence",
)
DOCUMENTS = (SELF_ASSESSMENT, ACTION_PLAN, OVERVIEW, COVERING_REPORT, EVIDENCE_INDEX)
# As a committee reads them.
READING_ORDER = (COVERING_REPORT, OVERVIEW, SELF_ASSESSMENT, ACTION_PLAN, EVIDENCE_INDEX)


class _OfDocument(Protocol):
    """What is of a document, such as one that is to be made."""

    @property
    def document(self) -> Document: ...


_Of = TypeVar("_Of", bound=_OfDocument)


def in_reading_order(documents: Iterable[_Of]) -> list[_Of]:
    """Return them in the order in which a committee reads them; those of the same document as they stand."""
    return sorted(documents, key=lambda each: READING_ORDER.index(each.document))


# What is not for publication is made by a command of its own, and is none of the documents of Part A.
PART_B = Document("part-b", "Part B")
PART_B_FILE = "part-b-not-for-publication"
# The comparison of two versions is a page alone.
COMPARISON = "comparison"
# All documents of a run in one file, and the page that leads to every file of it.
PACK, INDEX = "pack.pdf", "index.html"
# The folder of the pictures on their own.
FIGURES = "figures"
