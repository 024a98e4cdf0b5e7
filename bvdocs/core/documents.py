"""Which formats and which documents there are; a document needs a line here, and its two templates."""

from typing import NamedTuple

FORMATS = ("word", "pdf", "html")
# What each is called to those who choose one, by what its files end in.
FORMAT_NAMES = {"docx": "Word", "pdf": "PDF", "html": "web page"}


class Document(NamedTuple):
    """A kind of document: `name` is that of its templates, `name`.docx and `name`.html, and of its files.

    `title` is its own; where there is one for each theme, each has that of its theme. `what` says what is in it.
    """

    name: str
    title: str = ""
    for_each_theme: bool = False
    needs_several_themes: bool = False
    what: str = ""

    def file(self, theme: str = "") -> str:
        """Return the name of its files, without what they end in; `theme` is such as 'theme-2-leadership'."""
        return f"{self.name}-{theme}" if theme else self.name


SELF_ASSESSMENT = Document(
    "self-assessment",
    for_each_theme=True,
    what="Self-assessment: the ratings, strengths, areas for improvement, opportunities and next steps of this theme",
)
# Laid out before the self-assessments: they say which of its pages they mean.
ACTION_PLAN = Document(
    "action-plan", "Action plan", what="The actions of all themes: who does what by when, and how far it has come"
)
OVERVIEW = Document(
    "overview",
    "Overview",
    needs_several_themes=True,
    what="The ratings of all themes together, and how they moved since last time",
)
DOCUMENTS = (SELF_ASSESSMENT, ACTION_PLAN, OVERVIEW)
# In which order a committee reads them.
READING_ORDER = ("covering-report", "overview", "self-assessment", "action-plan", "evidence-index")
# The comparison of two versions is a page alone.
COMPARISON = "comparison"
# All documents of a run in one file, and the page that leads to every file of it.
PACK, INDEX = "pack.pdf", "index.html"
# The folder of the pictures on their own.
FIGURES = "figures"


def reading_place(document: Document) -> int:
    """Return where a document has its place among those of a run."""
    return READING_ORDER.index(document.name)
