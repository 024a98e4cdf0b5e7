"""The rules of pre-flight: every fault that looking at the templates can report."""

from bvdocs.core.findings import rule

UNKNOWN_NAME = rule("E401", "A template uses a name that does not exist, or not there.")
UNKNOWN_FILTER = rule("E402", "A template uses a filter or a test that does not exist.")
NEVER_CLOSED = rule("E403", "A loop, a condition or a block of a template is never closed.")
NEVER_OPENED = rule("E404", "A tag of a template ends or divides something that never began.")
BROKEN_TAG = rule("E405", "A tag of a template lacks its beginning or its end.")
NOT_UNDERSTOOD = rule("E406", "A tag of a template cannot be understood.")
TAG_TORN = rule("E407", "A tag of a Word template is torn by a link or a field.")
TWO_LOOKS = rule("W408", "A part of a tag of a Word template has other formatting, which would be lost.")
TAG_INTERRUPTED = rule("W409", "Something stands within a tag of a Word template, and would be lost.")
TWO_PLACES = rule("E410", "A loop or a condition of a Word template begins in one kind of place and ends in another.")
WORDS_LOST = rule(
    "E411", "Words or a table stand beside a tag of a Word template that stands for all of its paragraph, row or cell."
)
NO_SUCH_PLACE = rule("E412", "A tag of a Word template that stands for a row or a cell is not in one.")
NOT_PRINTABLE = rule("E413", "A template prints what is not a text: a list, or a group of names.")
NOT_A_LIST = rule("E414", "A template repeats something for each of what is not a list.")
TEMPLATE_MISSING = rule("E415", "A file of the templates is missing.")
PART_MISSING = rule("E416", "A template includes another file that is missing.")
NOT_A_WORD_FILE = rule("E417", "A Word template is not a Word document, or is damaged.")
STYLE_MISSING = rule("E418", "A Word template names a style that it does not have.")
NOT_UTF_8 = rule("E419", "A page template or a style sheet is not plain text in UTF-8.")
PICTURE_OUTSIDE = rule("E420", "A page template or a style sheet wants a picture or a file that is not in the page.")
PICTURE_MISSING = rule("E421", "A picture of a Word template is missing from the file, or is only linked to it.")
NO_PICTURE = rule("E422", "A template asks for the picture, the mark or the link of something that has none.")
BRAND = rule("E423", "A setting of the brand file is wrong.")
CONTENTS_MISPLACED = rule("E425", "The list of contents of a Word template stands where it cannot be filled in.")
TYPED_NUMBER = rule("W426", "A number of actions is typed in a template, and would go stale.")
TYPED_PAGE = rule("W427", "A page number is typed in a template, and would go stale.")
TYPED_THEME = rule("W428", "The name of one theme is typed in a template that is printed for every theme.")
NEVER_PRINTED = rule("W429", "Words of a page template stand where nothing is printed.")
UNKNOWN_BLOCK = rule("E430", "A page template fills a block that its frame does not have, or fills one twice.")
MAY_BE_NOTHING = rule("W431", "A template takes a part of what may be nothing, without asking first.")
COMMENT = rule("E432", "A comment in a Word template would be published.")
TRACKED_CHANGE = rule("E433", "A tracked change in a Word template would be published.")
HIDDEN_TEXT = rule("E434", "Hidden words in a Word template would be published.")
UNSEEN_TEXT = rule("E435", "Words in a Word template cannot be seen for their colour or size, and would be published.")
TAG_NOT_FILLED_IN = rule("E436", "A tag stands in a part of a Word template where tags are not filled in.")
UNTRUE_FIELD = rule("W437", "A field of a Word template would not be true of what is made, and is left out.")
EMBEDDED_FILE = rule("E438", "Another file is embedded in a Word template, and would be published.")
LINK_TO_A_FILE = rule(
    "W439", "A link of a Word template leads where readers cannot follow, or tells too much, and is left out."
)
PAGE_HIDES_WORDS = rule("W440", "Words of a page template are hidden, and would be published.")
PAGE_LINK = rule("W441", "A link of a page template leads where readers cannot follow, or tells too much.")
LINK_OUT = rule("E453", "A file of the templates is a link that leads out of their folder.")
STRICT = rule("E442", "A Word template is saved as Strict Open XML, which cannot be filled in.")
TYPED_STATUS = rule("W443", "A template says that it is a draft, which would stand in final versions too.")
PAGE_ADDRESS = rule("W444", "The address of a link of a page template holds a character that may not stand in one.")
LEADS_NOWHERE = rule("W445", "A link or a reference of a Word template leads to a bookmark that is not there.")
GLYPH_MISSING = rule("E456", "A template, or the brand's name, has a character that no font of this machine can print.")
FONT_MISSING = rule(
    "E457",
    "The font that the brand names is not on this machine, nor one with its measures, or cannot be drawn.",
)

# Errors because of what would be published, not because a template could not be filled in.
FILLED_IN_ALL_THE_SAME = frozenset(
    each.code for each in (COMMENT, TRACKED_CHANGE, HIDDEN_TEXT, UNSEEN_TEXT, TAG_NOT_FILLED_IN, EMBEDDED_FILE)
)
