"""Which formats and which documents there are; a document needs a line here, and its two templates."""

from typing import NamedTuple

FORMATS = ("word", "pdf", "html")


class Document(NamedTuple):
    """A kind of document: `name` is that of its templates, `name`.docx and `name`.html, and of its files.

    `title` is its own; where there is one for each theme, each has that of its theme.
    """

    name: str
    title: str = ""
    for_each_theme: bool = False
    needs_several_themes: bool = False
    needs_evidence: bool = False

    def file(self, theme: str = "") -> str:
        """Return the name of its files, without what they end in; `theme` is such as 'theme-2-leadership'."""
        return f"{self.name}-{theme}" if theme else self.name


SELF_ASSESSMENT = Document("self-assessment", for_each_theme=True)
# Laid out before the self-assessments: they say which of its pages they mean.
ACTION_PLAN = Document("action-plan", "Action plan")
DOCUMENTS = (
    SELF_ASSESSMENT,
    ACTION_PLAN,
    Document("overview", "Overview", needs_several_themes=True),
    Document("evidence-index", "Evidence index", needs_evidence=True),
)
# The comparison of two versions is a page alone.
COMPARISON = "comparison"
