"""The sheets and columns of an assessment workbook, declared once as data.

Reader, starter, drop-downs, `assessment.json`, comparison, checks of words and the reference in docs/ all follow this
declaration. A column of a row that is printed, counted or compared is a field of that row in `core/model.py` too.
"""

from collections.abc import Collection
from dataclasses import replace

from bvdocs.core.added_sheets import ACTION_SCALE, ADDED_SHEETS, STATUSES
from bvdocs.core.columns import Column, Kind, Sheet, optional_sheet
from bvdocs.core.committee_sheets import CLEARANCES, COMMITTEE
from bvdocs.core.model import (
    Abbreviation,
    Acceptance,
    Action,
    Bullet,
    Criterion,
    Level,
    Section,
    Theme,
)
from bvdocs.core.shared_columns import EXEMPTION, OF_A_LEVEL, OF_FIELDS

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

# What says that a cell of `Due` has no day, in any case.
ONGOING_WORDS = frozenset({"ongoing", "on-going", "on going"})

_CODES = "characteristics"
_THEME = Column("Theme", Kind.THEME, "The theme's number.", required=True)

REPORT = Sheet("Report", "What the documents are about: one field a row.", OF_FIELDS, fields=REPORT_FIELDS)
SCALE = Sheet(
    "Scale",
    "The rating levels, best first.",
    OF_A_LEVEL,
    make=Level,
    attribute="scale",
    key="scale",
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
    make=Theme,
    attribute="themes",
    key="themes",
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
        *EXEMPTION,
    ),
    make=Criterion,
    attribute="criteria",
    key="characteristics",
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
        *EXEMPTION,
    ),
    needs_rows=False,
    make=Bullet,
    attribute="bullets",
    key="narrative",
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
        Column("Due", Kind.DUE, "The date first agreed, never changed; or Ongoing.", required=True),
        Column("Revised due", Kind.DATE, "The date now, if it moved."),
        Column("Status", Kind.STATUS, "How far it is: a word of the list, or of the sheet Statuses.", required=True),
        Column("Progress", Kind.PERCENT, "Such as 40%.", key="progress_percent"),
        Column("Update", Kind.RICH, "What has happened since last time."),
        Column("Success measure", Kind.TEXT, "How it will be known to have worked."),
        *EXEMPTION,
        Column("Reason for new date", Kind.TEXT, "Why it moved.", addition="new-dates"),
        Column(
            "New date agreed by", Kind.TEXT, "Who agreed the new date: a post or a committee.", addition="new-dates"
        ),
        Column(
            "Judged",
            Kind.LEVEL,
            "The council's own colour for it, a level of Action scale.",
            scale="Action scale",
            addition="judged",
        ),
        Column("Accountable", Kind.TEXT, "The officer who answers for it: a post.", addition="people"),
        Column("Portfolio holder", Kind.TEXT, "The councillor's portfolio that it falls in.", addition="people"),
        Column(
            "Source",
            Kind.TEXT,
            "Where it comes from, such as an auditor's recommendation.",
            attribute="arises_from",
            addition="sources",
        ),
        Column(
            "Evidence",
            Kind.CODES,
            "The Refs of what shows it, in the sheet Evidence: commas between.",
            addition="evidence",
        ),
    ),
    needs_rows=False,
    make=Action,
    attribute="actions",
    key="actions",
)
ABBREVIATIONS = optional_sheet(
    "Abbreviations",
    "Short forms and what they stand for.",
    (
        Column("Short", Kind.TEXT, "Such as 'CEX'.", required=True, main=True),
        Column("Full", Kind.TEXT, "Such as 'Chief Executive'.", required=True),
    ),
    make=Abbreviation,
    attribute="abbreviations",
    key="abbreviations",
)
ACCEPTED = optional_sheet(
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
    make=Acceptance,
    attribute="acceptances",
)

SHEETS = (
    *(REPORT, SCALE, THEMES, CRITERIA, NARRATIVE, ACTIONS, ABBREVIATIONS),
    *ADDED_SHEETS,
    *(COMMITTEE, CLEARANCES),
    ACCEPTED,
)
# Those whose rows cells of others name, and which are read before them.
NAMED_SHEETS = (SCALE, ACTION_SCALE, STATUSES)
# Those with rows of their own, what others name first; and those of which records are kept.
ROW_SHEETS = (*NAMED_SHEETS, *(sheet for sheet in SHEETS if sheet.make and sheet not in NAMED_SHEETS))
RECORDED_SHEETS = tuple(sheet for sheet in ROW_SHEETS if sheet.key)
# What a council may add, by the name that `bvdocs new --with` takes.
ADDITIONS = tuple(dict.fromkeys(filter(None, (name for sheet in SHEETS for name in sheet.additions))))


def sheets_with(additions: Collection[str]) -> tuple[Sheet, ...]:
    """Return the sheets that every council needs, with these additions."""

    def wanted(each: Sheet | Column) -> bool:
        return not each.addition or each.addition in additions

    def cut(sheet: Sheet) -> Sheet:
        columns = tuple(filter(wanted, sheet.columns))
        return sheet if columns == sheet.columns else replace(sheet, columns=columns)

    return tuple(map(cut, filter(wanted, SHEETS)))


PLAIN_SHEETS = sheets_with(())
