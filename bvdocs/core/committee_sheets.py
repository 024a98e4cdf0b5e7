"""The sheets of the report under which an assessment goes to a committee, declared as those of `core/schema.py`."""

from bvdocs.core.columns import Column, Kind, optional_sheet
from bvdocs.core.committee import Clearance
from bvdocs.core.shared_columns import OF_FIELDS


def _paragraphs(name: str, help_: str, attribute: str = "") -> Column:
    """Return a field of the covering report that may be given several times, a paragraph each time."""
    return Column(name, Kind.TEXT, help_, many=True, attribute=attribute, key=attribute)


PURPOSES = ("To decide", "To note", "To inform and assure")
IMPLICATIONS = " implications"
COMMITTEE_FIELDS = (
    Column("Report title", Kind.TEXT, "The covering report's own title; that of the Report sheet if left out."),
    Column("Report of", Kind.TEXT, "Who reports: a post."),
    Column("Contact", Kind.TEXT, "Where a Member can ask."),
    Column("Wards", Kind.TEXT, "The wards affected, such as 'All'."),
    Column("Key decision", Kind.TEXT, "Yes or no."),
    Column("Purpose", Kind.TEXT, f"One of: {'; '.join(PURPOSES)}."),
    _paragraphs("Recommendation", "What the committee is asked to resolve; one a row, numbered.", "recommendations"),
    _paragraphs("Reasons", "Why it is recommended: a paragraph a row."),
    _paragraphs("Summary", "What the report says in short: a paragraph a row."),
    _paragraphs("Background", "What led to it: a paragraph a row."),
    _paragraphs("Options", "What else was considered: a paragraph a row."),
    _paragraphs("Consultation", "Who was asked, and what they said: a paragraph a row."),
    _paragraphs("Next steps", "What follows: a paragraph a row."),
    _paragraphs(
        "Background paper",
        "A paper relied on (Local Government Act 1972, section 100D); one a row.",
        "background_papers",
    ),
    Column(
        "Required implications",
        Kind.TEXT,
        "Which implications this council requires: one a row, or commas between.",
        many=True,
        printed=False,
    ),
    Column("Part B", Kind.YES_NO, "Yes: an exempt edition is on the agenda, and the covering report says so."),
)
_IMPLICATIONS = tuple(
    _paragraphs(f"{of}{IMPLICATIONS}", "A paragraph a row; any other field that ends in 'implications' is read too.")
    for of in ("Financial", "Legal", "Equality", "Climate", "Risk", "Staffing")
)
COMMITTEE = optional_sheet(
    "Committee",
    "What the covering report says: one field a row; one given several times is a list.",
    OF_FIELDS,
    addition="committee",
    fields=COMMITTEE_FIELDS,
    open_ending=IMPLICATIONS,
    open_fields=_IMPLICATIONS,
    fields_may_be_own=False,
)
CLEARANCES = optional_sheet(
    "Clearances",
    "The officers who clear the covering report before it is published.",
    (
        Column("Role", Kind.TEXT, "Such as 'Section 151 Officer'.", required=True, main=True),
        Column("Cleared on", Kind.DATE, "Blank: not yet cleared."),
        Column("Comment", Kind.TEXT, "Printed beside it."),
    ),
    make=Clearance,
    attribute="clearances",
    key="clearances",
    addition="committee",
)
