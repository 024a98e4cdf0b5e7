"""How councils say that something is not for publication: over a column, in a cell, above a table, in a text.

Exempt is what Part 1 of Schedule 12A of the Local Government Act 1972 describes, confidential what its section 100A(3)
does; agendas print both in 'Part B', 'Part II' or on pink paper.
"""

import re
from enum import Enum, auto

from bvdocs.core.quoting import normal
from bvdocs.core.unseen_characters import without_unseen

_THINGS = (
    r"(?: (?:items?|rows?|papers?|pages?|reports?|sessions?|parts?|meetings?|actions?|info|information|matters?))?"
)
_PUBLISHED = r"(?:publication|publish|published|publishing|public|the public|print|printing|public release)"
_WEB = r"(?:the |our )?(?:web|website|web site|internet)"
_PRESS_AND_PUBLIC = r"(?:the )?(?:press (?:and )?(?:the )?)?public"
_SCHEDULE = r"(?:of )?(?:(?:lga|local government act)(?: 1972)? )?sch(?:edule)? ?12 ?a(?: .*)?"
_BECAUSE = r"(?: (?:under|by virtue of|pursuant to|within the meaning of|as defined (?:in|by)|because of) .*)?"
_PART = rf"(?:part|pt) (?:b|ii){_THINGS}"
# What can mean nothing else, of a row or of a whole sheet; space stands for all that is neither letter nor figure.
_PHRASE = (
    rf"exempt{_THINGS}{_BECAUSE}|exempt from (?:publication|disclosure)(?: .*)?"
    rf"|(?:strictly |commercially )?(?:private and )?confidential{_THINGS}{_BECAUSE}|(?:commercial )?in confidence"
    rf"|commercially sensitive{_THINGS}|(?:not|never) (?:for|to be) (?:{_PUBLISHED}|{_WEB})(?: .*)?"
    rf"|do not publish|(?:not|non) public|{_PART}|exclu(?:de|ded|sion of) {_PRESS_AND_PUBLIC}"
    rf"|pink{_THINGS}|closed (?:session|part|meeting)|private session|{_SCHEDULE}"
    r"|exempt para(?:graph)?s?(?: .*)?"
)
_SAYS_EXEMPT = re.compile(
    r"(?:(?:this|it) |(?:this|the|these) (?:item|row|paper|page|report|action|appendix)s? )?"
    rf"(?:(?:is|are|contains?) )?(?:{_PHRASE})(?: (?:and |or )?(?:{_PHRASE}))*"
)
_NAMES_A_PART = re.compile(_PART)
_IN_CAPITALS = re.compile(r"[\W_]*(?:EXEMPT|CONFIDENTIAL)\b")
# What may follow 'exempt' in a heading: 'Exempt accommodation' is another matter.
_DETAIL = (
    r"(?: (?:reasons?|grounds?|basis|categor(?:y|ies)|types?|codes?|details?|para(?:graph)?s?|sch(?:edule)?|part|until"
    r"|from|under|by|or|and|commercial|open|public|level|lga|clause)(?: .*)?)?"
)
_SURE_HEADING = re.compile(
    rf"(?:{_PHRASE}|(?:exempt(?:ed|ion|ions)?|confidential(?:ity)?){_THINGS}{_DETAIL}|.* exempt(?:ed|ion|ions)?"
    rf"|(?:part|pt) (?:2|two){_THINGS}|part (?:a|i|1) (?:or )?(?:b|ii|2)|private{_THINGS}|restricted{_THINGS}|12 ?a"
    r"|(?:official )?sensitive(?: (?:data|items?|info|information))?|(?:top )?secret|unpublished|nfp"
    r"|(?:for )?(?:internal|members?|officers?)(?: use)? only"
    r"|(?:to be )?withh(?:old|eld)(?: from .*)?|redact(?:ed|ion|ions)?|embargo(?:ed)?(?: until)?)"
)
# What an exemption is called now and then, and other things too: what stands below it tells.
_LIKELY_HEADING = re.compile(
    r"(?:agenda )?part|para(?:graph)?s?(?: (?:no|number|numbers))?|(?:protective|security|privacy) marking"
    r"|(?:security |government security )classification|sensitivity(?: (?:label|level))?|gpms|gsc|official"
    r"|private (?:or )?public|public (?:or )?private|open (?:or )?closed|closed (?:or )?open|access|visibility"
)
_OPEN_HEADING = re.compile(
    rf"{_PUBLISHED}|{_PRESS_AND_PUBLIC}|publishable|publicly available|open to (?:the )?public|in public|release"
    rf"|(?:ok |cleared |approved |fit |safe )?(?:for|to(?: be)?) {_PUBLISHED}|publish(?:ed)? (?:on|to) {_WEB}"
    r"|(?:can|may|will|should)(?: it| this)? be published|included? in (?:the )?public (?:report|version|papers?)"
)
# Of what has parts of its own.
_HEADING_OF_PARTS = re.compile(r"(?:.* )?(?:source|document|section|chapter|volume|reference|ref)")
# What surrounds these in a heading: 'Is it … ?', '… (Y/N)'.
_BEFORE = frozenset({"is", "are", "whether", "this", "it", "row", "item", "mark", "marked"})
_BEHIND = frozenset({"y", "n", "yes", "no", "yn", "flag", "status", "tick", "marker"})
_OTHER_EXEMPTIONS = re.compile(r"\b(?:tax|vat|rates?|fees?|charges?|call ?in)\b")
_SAYS_NO = re.compile(
    r"no?|false|0|none|nil|n ?a|not applicable|(?:part )?(?:a|i)|part (?:1|one)|open|public|publish|published"
    r"|for publication|official|unclassified|not protectively marked|npm|low|general|normal|standard|unrestricted"
    r"|(?:not|non) (?:exempt|confidential|sensitive|restricted)"
)
_SAYS_CLEARLY_NO = re.compile("n|false|0|exclude|(?:no|not|never|do not|don t)(?: .*)?|[✗✘❌☒]")
# Paragraphs 1 to 7 of Schedule 12A, or the second of two parts: '3', 'Para. 3', '1 and 3'; not '4.12'.
_PARAGRAPH_OR_PART = re.compile(
    r"b|ii|(?:para(?:graph)?s?\.? )?[1-7](?:(?: and | or | & |[ ,;/]+)[1-7])*"
    r"(?:[ ,–—-]+(?:of )?(?:part|sch|info|commercial).*)?"
    r"|.*\b12 ?a\b.*"
)
_SAYS_HIDDEN = re.compile(r"closed|internal|excluded|hidden")
_NONE = frozenset({"none", "nil", "no", "0", "n a"})
_SAYS_YES = re.compile("yes|y|true|1|x|ok|public|publish|published|open|approved|cleared|part (?:a|i|1)|[✓✔☑]")
_NOTHING = re.compile(r"[\s.–—-]*")
_BETWEEN = re.compile(r"[:;|()\[\]{}\n.,]|\s[-–—/]+\s|[–—]")


class Heading(Enum):
    """What a heading says of the rows below: exempt for sure, likely, open, or nothing.

    `PARTS` are those below which 'Part B' is a part of something else.
    """

    SURE = auto()
    LIKELY = auto()
    OPEN = auto()
    PARTS = auto()
    OTHER = auto()


def heading_of(text: object) -> Heading:
    """Return what a column's heading, or a field's name, says of exemption."""
    bare = _bare(text)
    bare = _without_surrounding(bare)
    if _SURE_HEADING.fullmatch(bare) and not _OTHER_EXEMPTIONS.search(bare):
        return Heading.SURE
    kinds = {
        Heading.LIKELY: _LIKELY_HEADING,
        Heading.OPEN: _OPEN_HEADING,
        Heading.PARTS: _HEADING_OF_PARTS,
    }
    return next((kind for kind, pattern in kinds.items() if pattern.fullmatch(bare)), Heading.OTHER)


def _without_surrounding(bare: str) -> str:
    """Return a heading without the words around what it names, of which one at least is left."""
    said = bare.split(" ")
    start, end = 0, len(said)
    while start < end - 1 and said[start] in _BEFORE:
        start += 1
    while start < end - 1 and said[end - 1] in _BEHIND:
        end -= 1
    return " ".join(said[start:end])


def marks_exempt(heading: Heading, text: str) -> bool:
    """Say whether a cell with this text, below such a heading, says that its row is not for publication.

    Below a sure heading all but a 'no' does. Elsewhere the text itself must, in words of exemption; or below a
    likely heading by the number of a paragraph or part, below an open one by a clear 'no'.
    """
    bare = _bare(text) or text
    if heading is Heading.SURE:
        return not _NOTHING.fullmatch(text) and not _SAYS_NO.fullmatch(bare)
    if opens_exempt(text):
        return heading is not Heading.PARTS or not _NAMES_A_PART.fullmatch(bare)
    if heading not in {Heading.LIKELY, Heading.OPEN}:
        return False
    if heading_of(text) is Heading.SURE or _SAYS_HIDDEN.fullmatch(bare):
        return True
    by_kind = (
        _PARAGRAPH_OR_PART.fullmatch(normal(text)) if heading is Heading.LIKELY else _SAYS_CLEARLY_NO.fullmatch(bare)
    )
    return bool(by_kind)


def says_yes(text: str) -> bool:
    """Say whether a cell says yes, or that its row is public."""
    return bool(_SAYS_YES.fullmatch(_bare(text) or text))


def opens_exempt(text: str) -> bool:
    """Say whether a text says first of all that something is not for publication: 'EXEMPT – paragraph 3'."""
    return bool(_SAYS_EXEMPT.fullmatch(_bare(next(filter(_bare, _BETWEEN.split(text)), ""))))


def begins_in_capitals(text: str) -> bool:
    """Say whether the first word of a text is EXEMPT or CONFIDENTIAL, in capitals, whatever follows."""
    return bool(_IN_CAPITALS.match(without_unseen(text)))


def says_exempt(text: str) -> bool:
    """Say whether a title says that what follows is not for publication: 'Actions (exempt)'.

    One that says what 'yes' means, or that there are none, is no title; 'Part B – Finance' only numbers its parts.
    """
    parts = list(filter(None, map(_bare, _BETWEEN.split(text))))
    if any("yes" in part.split() or part in _NONE for part in parts):
        return False
    if _SAYS_EXEMPT.fullmatch(_bare(text)):
        return True
    if parts and _NAMES_A_PART.fullmatch(parts[0]):
        return any(_SAYS_EXEMPT.fullmatch(part) or heading_of(part) is Heading.SURE for part in parts[1:])
    return any(map(_SAYS_EXEMPT.fullmatch, parts))


def _bare(text: object) -> str:
    """Return a text in small letters, with one space for all that is neither letter nor figure."""
    return " ".join(re.findall(r"[^\W_]+", normal(text)))
