"""The columns that several sheets have."""

from bvdocs.core.columns import Column, Kind

EXEMPT = Column(
    "Exempt",
    Kind.EXEMPT,
    "Yes, or the paragraphs of Part 1 of Schedule 12A, Local Government Act 1972, such as '3': not for publication.",
)
EXEMPT_REASON = Column(
    "Exempt reason",
    Kind.TEXT,
    "Why it is exempt, and why the public interest lies in not publishing it; public only if a Part B is announced.",
    printed=False,
    addition="exempt-reasons",
)
EXEMPTION = (EXEMPT, EXEMPT_REASON)
OF_A_LEVEL = (
    Column("Level", Kind.TEXT, "Its name, such as 'Dark green'.", required=True, attribute="name", main=True),
    Column("Mark", Kind.MARK, "1 to 3 characters, shown in each cell beside the colour.", required=True),
    Column("Colour", Kind.COLOUR, "As #rrggbb.", required=True),
    Column("Meaning", Kind.TEXT, "The key's words.", required=True),
)
FIELD = Column("Field", Kind.TEXT, "The field's name.", required=True, main=True)
# Of a sheet that gives a field a row.
OF_FIELDS = (FIELD, Column("Value", Kind.TEXT, "Its value.", required=True))
