"""The sheets that a council may add to its workbook, declared as those of `core/schema.py`."""

from bvdocs.core.added_rows import Evidence, KeyEvent, Milestone, OwnerAddress
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.counting import MOST_DAYS_BEFORE, Counting
from bvdocs.core.model import Level, Status, StatusWord
from bvdocs.core.shared_columns import EXEMPTION, OF_A_LEVEL

STATUSES = Sheet(
    "Statuses",
    "The council's own words for how far an action is, beside the four that need no sheet.",
    (
        Column("Status", Kind.TEXT, "Such as 'Blocked'.", required=True, attribute="name", main=True),
        Column("Counts as", Kind.CHOICE, "What it counts as.", required=True, choices=tuple(Status)),
    ),
    required=False,
    needs_rows=False,
    make=StatusWord,
    attribute="statuses",
    key="statuses",
    addition="statuses",
)
ACTION_SCALE = Sheet(
    "Action scale",
    "The levels by which the council judges its actions, best first.",
    OF_A_LEVEL,
    required=False,
    needs_rows=False,
    make=Level,
    attribute="action_scale",
    key="action_scale",
    addition="judged",
)
MILESTONES = Sheet(
    "Milestones",
    "The steps of actions: one a row, in the order to print.",
    (
        Column("Action", Kind.NAME, "The Ref of its action.", required=True),
        Column("Milestone", Kind.TEXT, "What will have been done.", required=True, attribute="text", main=True),
        Column("Due", Kind.DATE, "When.", required=True),
        Column("Done", Kind.DATE, "The day on which it was done; blank: not yet."),
        *EXEMPTION,
    ),
    required=False,
    needs_rows=False,
    make=Milestone,
    attribute="milestones",
    key="milestones",
    addition="milestones",
)
EVIDENCE = Sheet(
    "Evidence",
    "What conclusions rest on: one document or other proof a row.",
    (
        Column("Ref", Kind.NAME, "Unique, such as 'E12'.", required=True),
        Column("Title", Kind.TEXT, "What it is.", required=True, main=True),
        Column("Where", Kind.TEXT, "A web address, or the place where it is kept; a place is not printed."),
        Column("Owner", Kind.TEXT, "Who keeps it: a post."),
        Column("Date", Kind.DATE, "The day it is of.", attribute="day"),
        Column("Signed off by", Kind.TEXT, "Who signed it off: a post."),
        Column(
            "Criteria", Kind.CODES, "The characteristics it is about: codes with commas between.", key="characteristics"
        ),
        Column("Actions", Kind.CODES, "The actions it is about: their Refs with commas between."),
        Column("Public", Kind.YES_NO, "Yes: it stands in the index of evidence."),
        *EXEMPTION,
    ),
    required=False,
    needs_rows=False,
    make=Evidence,
    attribute="evidence",
    key="evidence",
    addition="evidence",
)

KEY_DATES = Sheet(
    "Key dates",
    "What is to happen before the meeting: one event a row; the day is counted backwards from the meeting date.",
    (
        Column("Event", Kind.TEXT, "Such as 'Agenda published'.", required=True, main=True),
        Column(
            "Days before",
            Kind.WHOLE,
            "How many days before the meeting.",
            required=True,
            lowest=0,
            highest=MOST_DAYS_BEFORE,
        ),
        Column(
            "Counted in",
            Kind.CHOICE,
            "Clear days count neither the day of the event nor that of the meeting; working days are Monday to Friday"
            " and no bank holiday.",
            required=True,
            choices=tuple(Counting),
        ),
        Column("Time", Kind.TIME, "By when on that day, such as 17:00."),
    ),
    required=False,
    needs_rows=False,
    make=KeyEvent,
    attribute="key_events",
    key="key_dates",
    addition="key-dates",
)

# Without a key: it stands in no record, and nothing compares it.
OWNERS = Sheet(
    "Owners",
    "Where 'bvdocs ask' writes to owners of actions; nothing of it is ever printed.",
    (
        Column("Owner", Kind.TEXT, "A post, as the Actions sheet writes it.", required=True, main=True, printed=False),
        Column("E-mail", Kind.TEXT, "Such as 'head.of.finance@council.gov.uk'.", attribute="address", printed=False),
        Column("Name", Kind.TEXT, "How the e-mail greets the owner; blank: by the post.", printed=False),
    ),
    required=False,
    needs_rows=False,
    make=OwnerAddress,
    attribute="owners",
    addition="owners",
)

ADDED_SHEETS = (STATUSES, ACTION_SCALE, MILESTONES, EVIDENCE, KEY_DATES, OWNERS)
