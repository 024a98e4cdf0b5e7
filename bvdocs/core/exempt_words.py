"""How councils say that something is not for publication: over a column, in a cell, above a table, in a text.

Exempt is what Part 1 of Schedule 12A of the Local Government Act 1972 describes, confidential what its section 100A(3)
does; agendas print both in 'Part B', 'Part II' or on pink paper.
"""

import re
from enum import Enum, auto

from bvdocs.core.quoting import normal

_THINGS = (
    r"(?: (?:items?|rows?|papers?|pages?|reports?|sessions?|parts?|meetings?|actions?|info|information|matters?))?"
)
_PUBLISHED = r"(?:publication|publish|published|publishing|public|the public|print|printing|public release)"
_SCHEDULE = r"(?:of )?(?:(?:lga|local government act)(?: 1972)? )?sch(?:edule)? ?12 ?a(?: .*)?"
_BECAUSE = r"(?: (?:under|by virtue of|pursuant to|within the meaning of|as defined (?:in|by)|because of) .*)?"
# What can mean nothing else, of a row or of a whole sheet; space stands for all that is neither letter nor figure.
_PHRASE = (
    rf"exempt{_THINGS}{_BECAUSE}|exempt from (?:publication|disclosure)(?: .*)?"
    rf"|(?:strictly )?(?:private and )?confidential{_THINGS}{_BECAUSE}|(?:commercial )?in confidence"
    rf"|(?:not|never) (?:for|to be) {_PUBLISHED}(?: .*)?|do not publish|(?:not|non) public|part (?:b|ii){_THINGS}"
    rf"|pink{_THINGS}|closed (?:session|part|meeting)|private session|{_SCHEDULE}"
    r"|exempt para(?:graph)?s?(?: .*)?"
)
_SAYS_EXEMPT = re.compile(
    rf"(?:(?:this|the|these) (?:item|row|paper|page|report|action|appendix)s? )?(?:(?:is|are|contains?) )?"
    rf"(?:{_PHRASE})(?: (?:and |or )?(?:{_PHRASE}))*"
)
_SURE_HEADING = re.compile(
    rf"(?:{_PHRASE}|exempt(?:ed|ion|ions)?(?: .*)?|.* exempt(?:ed|ion|ions)?|confidential(?:ity)?(?: .*)?"
    rf"|part (?:2|two){_THINGS}|part (?:a|i|1) (?:or )?(?:b|ii|2)|private{_THINGS}|restricted{_THINGS}|12 ?a"
    r"|(?:commercially |official )?sensitive(?: (?:data|items?|info|information))?"
    r"|withh(?:old|eld)(?: .*)?|redact(?:ed|ion|ions)?|embargo(?:ed)?(?: until)?)"
)
# What an exemption is called now and then, and other things too: what stands below it tells.
_LIKELY_HEADING = re.compile(
    r"(?:agenda )?part|para(?:graph)?s?(?: (?:no|number|numbers))?|(?:protective|security|privacy) marking"
    r"|(?:security |government security )classification|sensitivity(?: (?:label|level))?|gpms|gsc|secret|official"
    r"|unpublished"
)
_OPEN_HEADING = re.compile(
    rf"{_PUBLISHED}|publishable|publicly available|open to (?:the )?public|in public"
    rf"|(?:ok |cleared |approved |fit |safe )?(?:for|to(?: be)?) {_PUBLISHED}"
    r"|(?:can|may|will|should)(?: it| this)? be published"
)
# What surrounds these in a heading: 'Is it … ?', '… (Y/N)'.
_AROUND = re.compile(
    r"^(?:(?:is|are|whether|this|it|row|item|mark|marked) )+|(?: (?:y|n|yes|no|yn|flag|status|tick|marker))+$"
)
_OTHER_EXEMPTIONS = re.compile(r"\b(?:tax|vat|rates?|fees?|charges?|call ?in)\b")
_SAYS_NO = re.compile(
    r"no?|false|0|none|nil|n ?a|not applicable|(?:part )?(?:a|i)|part (?:1|one)|open|public|publish|published"
    r"|for publication|official|unclassified|not protectively marked|npm|low|general|normal|standard|unrestricted"
    r"|(?:not|non) (?:exempt|confidential|sensitive|restricted)"
)
_SAYS_YES = re.compile("yes|y|true|1|x|ok|public|publish|published|open|approved|cleared|part (?:a|i|1)|[✓✔☑]")
_NOTHING = re.compile(r"[\s.–—-]*")
_BETWEEN = re.compile(r"[:;|()\[\]{}\n.,]|\s[-–—/]+\s|[–—]")


class Heading(Enum):
    """What a heading says of the rows below: exempt for sure, likely, exempt where there is no 'yes', or nothing."""

    SURE = auto()
    LIKELY = auto()
    OPEN = auto()
    OTHER = auto()


def heading_of(text: object) -> Heading:
    """Return what a column's heading, or a field's name, says of exemption."""
    bare = _bare(text)
    bare = _AROUND.sub("", bare) or bare
    if _SURE_HEADING.fullmatch(bare) and not _OTHER_EXEMPTIONS.search(bare):
        return Heading.SURE
    if _LIKELY_HEADING.fullmatch(bare):
        return Heading.LIKELY
    return Heading.OPEN if _OPEN_HEADING.fullmatch(bare) else Heading.OTHER


def marks_exempt(heading: Heading, text: str) -> bool:
    """Say whether a cell with this text, below such a heading, says that its row is not for publication."""
    if heading is Heading.OPEN:
        return not _NOTHING.fullmatch(text) and not says_yes(text)
    if heading is Heading.OTHER:
        return opens_exempt(text)
    return not _NOTHING.fullmatch(text) and not _SAYS_NO.fullmatch(_bare(text))


def says_yes(text: str) -> bool:
    """Say whether a cell says yes, or that its row is public."""
    return bool(_SAYS_YES.fullmatch(_bare(text) or text))


def opens_exempt(text: str) -> bool:
    """Say whether a text says first of all that something is not for publication: 'EXEMPT – paragraph 3'."""
    return bool(_SAYS_EXEMPT.fullmatch(_bare(next(filter(_bare, _BETWEEN.split(text)), ""))))


def says_exempt(text: str) -> bool:
    """Say whether a title says that what follows is not for publication: 'Actions (exempt)'.

    One that says what 'yes' means is no title.
    """
    parts = [_bare(part) for part in _BETWEEN.split(text)]
    return any(map(_SAYS_EXEMPT.fullmatch, parts)) and not any("yes" in part.split() for part in parts)


def _bare(text: object) -> str:
    """Return a text in small letters, with one space for all that is neither letter nor figure."""
    return " ".join(re.findall(r"[^\W_]+", normal(text)))
