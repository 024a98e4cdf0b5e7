"""The sheets and columns of an assessment workbook, declared once as data.

Reader, starter, drop-downs, `assessment.json`, comparison, checks of words and the reference in docs/ all follow this
declaration. A column of a row that is printed, counted or compared is a field of that row in `core/model.py` too.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from bvdocs.core.model import RichText, Section, Status


class Kind(Enum):
    """How a cell is read; a NAME is a text by which other rows call this one, or by which this one calls another."""

    TEXT = auto()
    NAME = auto()
    RICH = auto()
    WHOLE = auto()
    THEME = auto()
    DATE = auto()
    YES_NO = auto()
    PERCENT = auto()
    COLOUR = auto()
    MARK = auto()
    CODES = auto()
    CHOICE = auto()
    LEVEL = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet, or a field of the `Report` sheet.

    `choices` are the words a CHOICE may hold; `lowest` and `highest` bound a WHOLE; `many` marks a field that may be
    given more than once. `attribute` is the field of the model that holds its value, and `key` the name by which
    `assessment.json` records it: both are the column's name in small letters where nothing else is said. A column
    with `detail` is printed below its row's main text, under its own name, and needs no place in a template. The
    `main` column of a sheet says what a row is there for: struck through, it takes the row with it. A `bulleted` one is
    printed with a bullet's mark. What is in a column that is not `printed` stands in no document, nor in any other file
    that may be published.
    """

    name: str
    kind: Kind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    lowest: int = 1
    highest: int | None = None
    many: bool = False
    attribute: str = ""
    key: str = ""
    detail: bool = False
    main: bool = False
    bulleted: bool = False
    printed: bool = True

    def __post_init__(self) -> None:
        plain = self.name.casefold().replace(" ", "_")
        object.__setattr__(self, "key", self.key or plain)
        object.__setattr__(self, "attribute", self.attribute or plain)

    @property
    def neutral(self) -> object:
        """Return what stands for a blank cell, or for one that could not be read.

        A fault was reported for each of the latter, and a workbook with a fault never reaches a document; checks look
        at what the cell may hold in its place (checks/stand_ins.py).
        """
        match self.kind:
            case Kind.RICH:
                return RichText()
            case Kind.WHOLE | Kind.THEME:
                return 0
            case Kind.DATE:
                return dt.date.max if self.required else None
            case Kind.PERCENT | Kind.LEVEL:
                return None
            case Kind.YES_NO:
                return False
            case Kind.COLOUR:
                return "#ffffff"
            case Kind.CODES:
                return ()
            case Kind.CHOICE:
                return self.choices[0]
            case Kind.TEXT | Kind.NAME | Kind.MARK:
                return ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `needs_rows` is false where a heading row alone is enough.

    A required sheet that needs no rows is warned of when it has none. One with `fields` gives a field a row. Any
    field with its `open_ending` is read too, of which `open_fields` are examples; `fields_may_be_own` says whether the
    council may have others of its own there.
    """

    name: str
    help: str
    columns: tuple[Column, ...]
    required: bool = True
    needs_rows: bool = True
    fields: tuple[Column, ...] = ()
    open_ending: str = ""
    open_fields: tuple[Column, ...] = ()
    fields_may_be_own: bool = True

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Return the names that a row must hold to be the heading row."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def named_fields(self) -> tuple[Column, ...]:
        """Return every field that the declaration names."""
        return (*self.fields, *self.open_fields)

    @property
    def main_column(self) -> str:
        """Return the name of the column that says what a row is there for."""
        return next(column.name for column in self.columns if column.main)


LONGEST_MARK = 3
MOST_HEATMAP_COLUMNS = 12
DEFAULT_HEATMAP_COLUMNS = 6

REPORT_FIELDS = (
    Column("Authority", Kind.TEXT, "The council, such as 'Runnymede Borough Council'.", required=True),
    Column("Title", Kind.TEXT, "Such as 'Best Value Duty self-assessment'.", required=True),
    Column("Committee", Kind.TEXT, "The committee that receives the documents.", required=True),
    Column("Meeting date", Kind.DATE, "Every 'today' in the documents is this date.", required=True),
    Column("Assessed on", Kind.DATE, "The date the ratings were given."),
    Column("Author", Kind.TEXT, "Who wrote the report: a post."),
    Column("Department", Kind.TEXT, "The author's department."),
    Column("Contact", Kind.TEXT, "Where a reader can ask."),
    Column("Note", Kind.TEXT, "Printed on the first page of each document.", many=True, attribute="notes", key="notes"),
    Column(
        "Heatmap columns",
        Kind.WHOLE,
        "Cells in a row of the heatmap; 6 if left out.",
        highest=MOST_HEATMAP_COLUMNS,
    ),
    Column(
        "Common abbreviations",
        Kind.CODES,
        "Short forms that every reader knows, beside UK, PDF and the like: commas between.",
        printed=False,
    ),
)

# What a YES_NO may hold, in any case; a blank cell says no.
YES_WORDS = frozenset({"yes", "y", "true"})
NO_WORDS = frozenset({"no", "n", "false"})

EXEMPT = Column("Exempt", Kind.YES_NO, "Yes: not for publication (Local Government Act 1972, Schedule 12A).")
_CODES = "characteristics"
_THEME = Column("Theme", Kind.THEME, "The theme's number.", required=True)

FIELD = Column("Field", Kind.TEXT, "The field's name.", required=True, main=True)
_OF_FIELDS = (FIELD, Column("Value", Kind.TEXT, "Its value.", required=True))

REPORT = Sheet("Report", "What the documents are about: one field a row.", _OF_FIELDS, fields=REPORT_FIELDS)
SCALE = Sheet(
    "Scale",
    "The rating levels, best first.",
    (
        Column(
            "Level",
            Kind.TEXT,
            "What a rating cell holds, such as 'Dark green'.",
            required=True,
            attribute="name",
            main=True,
        ),
        Column("Mark", Kind.MARK, "1 to 3 characters, shown in each cell beside the colour.", required=True),
        Column("Colour", Kind.COLOUR, "As #rrggbb.", required=True),
        Column("Meaning", Kind.TEXT, "The key's words.", required=True),
    ),
)
THEMES = Sheet(
    "Themes",
    "The themes of the statutory guidance.",
    (
        Column("Number", Kind.WHOLE, "The theme's number, unique.", required=True),
        Column("Name", Kind.TEXT, "The theme's name.", required=True, main=True),
        Column("Prefix", Kind.TEXT, "How its codes begin, such as 'L'.", required=True),
        Column("Lead", Kind.TEXT, "The lead officer's post."),
        Column("Description heading", Kind.TEXT, "If left out, one is made from the name."),
    ),
)
CRITERIA = Sheet(
    "Criteria",
    "The characteristics of a well-functioning authority.",
    (
        Column("Code", Kind.NAME, "Unique, such as 'L001'; kept as written.", required=True),
        _THEME,
        Column("Characteristic", Kind.TEXT, "Its name.", required=True, attribute="name", main=True),
        Column("Rating", Kind.LEVEL, "A level of the scale or its mark; blank: not assessed."),
        Column("Previous rating", Kind.LEVEL, "The level last time.", attribute="previous", printed=False),
        Column("See", Kind.NAME, "The code of another characteristic that this one refers to."),
        Column("Evidence", Kind.TEXT, "What the rating rests on; not printed.", printed=False),
        EXEMPT,
    ),
)
NARRATIVE = Sheet(
    "Narrative",
    "One bullet a row, in the order to print.",
    (
        _THEME,
        Column("Section", Kind.CHOICE, "The part it belongs to.", required=True, choices=tuple(Section)),
        Column(
            "Text", Kind.RICH, "The bullet; bold, italic and links are kept.", required=True, main=True, bulleted=True
        ),
        Column("Criteria", Kind.CODES, "The characteristics it speaks of: codes with commas between.", key=_CODES),
        Column("Ref", Kind.NAME, "A stable name for the bullet.", printed=False),
        EXEMPT,
    ),
    needs_rows=False,
)
ACTIONS = Sheet(
    "Actions",
    "The action plan: one action a row.",
    (
        Column("Ref", Kind.NAME, "Unique, such as 'L-A1'.", required=True),
        _THEME,
        Column("Criteria", Kind.CODES, "The characteristics it improves: codes with commas between.", key=_CODES),
        Column("Opportunity", Kind.RICH, "What the action answers."),
        Column("Action", Kind.RICH, "What will be done.", required=True, attribute="text", main=True),
        Column("Owner", Kind.TEXT, "A post, not a person.", required=True),
        Column("Start", Kind.DATE, "When it starts."),
        Column("Due", Kind.DATE, "The date first agreed; never changed.", required=True),
        Column("Revised due", Kind.DATE, "The date now, if it moved."),
        Column("Status", Kind.CHOICE, "How far it is.", required=True, choices=tuple(Status)),
        Column("Progress", Kind.PERCENT, "Such as 40%.", key="progress_percent"),
        Column("Update", Kind.RICH, "What has happened since last time."),
        Column("Success measure", Kind.TEXT, "How it will be known to have worked."),
        EXEMPT,
    ),
    needs_rows=False,
)
ABBREVIATIONS = Sheet(
    "Abbreviations",
    "Short forms and what they stand for.",
    (
        Column("Short", Kind.TEXT, "Such as 'CEX'.", required=True, main=True),
        Column("Full", Kind.TEXT, "Such as 'Chief Executive'.", required=True),
    ),
    required=False,
    needs_rows=False,
)
ACCEPTED = Sheet(
    "Accepted findings",
    "Warnings and notes that the council has seen and lets stand; 'bvdocs check --annotate' lists them ready to copy.",
    (
        Column("Code", Kind.TEXT, "The finding's code, such as 'W311'; an error cannot be accepted.", required=True),
        Column("Cell", Kind.TEXT, "Such as 'Narrative!C14'; blank: wherever the text stands."),
        Column(
            "Text",
            Kind.TEXT,
            "All of the text that it is about, else the finding's own words: as '--annotate' lists it.",
            required=True,
            main=True,
        ),
        Column("Reason", Kind.TEXT, "Why it may stand.", required=True),
        Column("Who", Kind.TEXT, "Who accepted it: a post.", required=True),
        Column("Until", Kind.DATE, "From the day after, the finding is back.", required=True),
    ),
    required=False,
    needs_rows=False,
)


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
COMMITTEE = Sheet(
    "Committee",
    "What the covering report says: one field a row; one given several times is a list.",
    _OF_FIELDS,
    required=False,
    needs_rows=False,
    fields=COMMITTEE_FIELDS,
    open_ending=IMPLICATIONS,
    open_fields=_IMPLICATIONS,
    fields_may_be_own=False,
)
CLEARANCES = Sheet(
    "Clearances",
    "The officers who clear the covering report before it is published.",
    (
        Column("Role", Kind.TEXT, "Such as 'Section 151 Officer'.", required=True, main=True),
        Column("Cleared on", Kind.DATE, "Blank: not yet cleared."),
        Column("Comment", Kind.TEXT, "Printed beside it."),
    ),
    required=False,
    needs_rows=False,
)

SHEETS = (REPORT, SCALE, THEMES, CRITERIA, NARRATIVE, ACTIONS, ABBREVIATIONS, ACCEPTED, COMMITTEE, CLEARANCES)
