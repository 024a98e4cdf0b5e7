"""The rules of reading: every fault that the reader can report."""

from collections.abc import Callable

from bvdocs.core.findings import Rule, rule
from bvdocs.core.places import CellRef

# How the reader hands on what it finds: which rule is broken, where, the message, and what to do.
ReportFinding = Callable[[Rule, CellRef, str, str], None]

UNREADABLE = rule("E001", "The workbook cannot be opened at all.")
SHEET_MISSING = rule("E010", "A required sheet is missing.")
SHEET_TWICE = rule("E011", "Two sheets have the same name but for case or spaces.")
HEADING_MISSING = rule("E012", "No row of the sheet holds all of its required column names.")
COLUMN_TWICE = rule("E013", "A column name stands twice in the heading row.")
NO_ROWS = rule("E014", "A sheet that must say something has no rows below its heading.")
NEARLY_KNOWN = rule("W015", "A sheet, column or field is nearly, but not quite, one that bvdocs reads.")
MERGED = rule("W016", "Cells are merged; the top-left value stands for all of them.")
HIDDEN = rule("W017", "A sheet, row, column or cell is hidden, or cannot be seen; it is read like any other.")
NOTHING_TO_PRINT = rule("W019", "The narrative or the action plan has no rows.")
COMMENTS = rule("N020", "Cells have comments, which are never printed.")
SHOWN_OTHERWISE = rule("W021", "A date or a number is read in full, and its cell shows only part of it, or another.")
ROW_STRUCK = rule("W023", "What a row is there for is struck through; the row is left out.", confidential=True)
HEADING_STRUCK = rule("E024", "The name of a column that bvdocs reads is struck through.")
CONDITIONAL_LOOK = rule("W025", "A conditional format strikes words through or hides them, which is not followed.")
SEVERAL_BULLETS = rule("W026", "A cell of the narrative holds several bullets, each with a mark of its own.")
EXEMPT_UNCLEAR = rule("E018", "A column or field marks what is not for publication, and is not read.")
EXEMPT_TITLE = rule("E027", "A title, page header or comment says that rows are not for publication, and is not read.")
LINKS_UNPRINTED = rule("N028", "Cells have links, and their columns are printed without.")
PASSED_OVER = rule("W029", "A part of the workbook file is at fault, and passed over; it holds no cell that is read.")

BLANK = rule("E101", "A cell that must be filled in is blank.")
UNCOMPUTED = rule("E102", "A formula was never computed, so it has no value.")
ERROR_VALUE = rule("E103", "A cell holds an error value such as #REF!.")
NOT_A_LEVEL = rule("E104", "A rating is not a level of the scale.")
NOT_A_DATE = rule("E105", "A date cannot be read.")
NOT_A_TIME = rule("E501", "A time of day cannot be read.")
NOT_WHOLE = rule("E106", "A whole number is missing its number, or is out of range.")
NOT_YES_NO = rule("E107", "A cell that takes yes or no holds something else.")
NOT_PERCENT = rule("E108", "Progress is not a percentage from 0 to 100.")
NOT_A_COLOUR = rule("E109", "A colour is not written as #rrggbb.")
NOT_A_CHOICE = rule("E110", "A cell does not hold one of the words it may hold.")
MARK_TOO_LONG = rule("E111", "A level's mark is longer than three characters.")
FIELD_TWICE = rule("E112", "A field of the Report sheet that takes one value is given twice.")
FIELD_MISSING = rule("E113", "A required field of the Report sheet is missing or blank.")
UNKNOWN_THEME = rule("E114", "A row names a theme that the Themes sheet does not have.")
UNPRINTABLE = rule("E116", "A text holds a character of a symbol font, which no other font can print.")
NO_CHARACTER = rule("E129", "A text holds a control character of old Windows text, or what is no character at all.")
FORMAT_IN_DOUBT = rule("W117", "A text is read of a number or date that Excel may show otherwise.")
TAKEN_FOR_DATE = rule("N118", "Excel took what was typed where text is expected for a date or a time.")
# What these quote is not printed.
LINK_DROPPED = rule(
    "W115", "A link leads to a file or a place that a reader cannot reach; it is left out.", confidential=True
)
LINK_PUT_RIGHT = rule(
    "W124", "A link goes through a service such as Safe Links; the address behind it is printed.", confidential=True
)
LINK_WITHIN = rule("N125", "A link leads to a place in the workbook, and is left out.", confidential=True)
LINK_NOT_FOLLOWED = rule(
    "W126", "A formula makes a link whose address is not written in it; the link is left out.", confidential=True
)
UNSEEN = rule("N127", "A text holds characters that nobody sees; it is read without them.")
READING_TURNED = rule("W128", "A text holds characters that turn the direction of reading; it is read without them.")
STRUCK = rule("W119", "Words are struck through, and left out.", confidential=True)
STRUCK_NEEDED = rule("E120", "A cell that must be filled in, or that says what is exempt, is struck through.")
ON_THE_LINE = rule("N121", "Raised or lowered letters are printed on the line.")
OWN_MARK = rule("N122", "A bullet is typed with a mark of its own, which is left out.")
