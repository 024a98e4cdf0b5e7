"""Persons' names, told from posts and teams as far as words alone can tell."""

import re

# Only what is short for a title can have a stop.
TITLE = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Cllrs?|Rev)\b\.?|(?:Miss|Professor|Reverend|Sir|Dame|Lord|Lady|Councillors?)\b)"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-Ž]"
_INITIAL = rf"{_CAPITAL}(?:\.{_CAPITAL})*\.?"
_PROPER = rf"(?=[\w’'-]*[a-zß-ž]){_CAPITAL}[\w’'-]+"
_PARTICLE = "(?:ab|al|ap|bin|da|de|del|den|der|di|la|le|van|von)"
_TITLED = re.compile(rf"\b{TITLE}\s+(?P<name>(?:(?:{_PROPER}|{_INITIAL}|{_PARTICLE})\s*){{0,2}}{_PROPER})")
_NAME = re.compile(rf"(?:{_PROPER}|{_INITIAL})(?:\s+(?:{_PROPER}|{_INITIAL}|{_PARTICLE})){{0,3}}\s+{_PROPER}")
_BESIDES = re.compile(r"[,;()/]|\s[-–]\s")
# 'Enforcement' and 'Participation', but not 'Clement'.
_ABSTRACT = re.compile(r"\w{4,}(?:tion|sion|ment|ship|ness|ance)")
# Any of these makes it a post, a team, or something else that only begins with 'Councillor' or 'Dr'.
_NO_NAME = frozenset(
    re.findall(
        r"\w+",
        """
    accountancy accountant accounting active administrator adviser advisor affairs alderman analyst apprentice
    arboricultural arboriculture architect armed asset assistant audit auditor be benefit board borough budget
    building business cabinet call car care careline cemetery central centre chair chairman champion chancellor
    change charge charter chief children choice civic civil cleansing clerk clinic code college commercial
    commissioner commissioning committee communities community conduct confirmed consultant contact contract
    control coordinator corporate council councillor counter countryside curator customer cyber data debt
    delivery democratic depot deputy designer digital director directorate drainage drive economic editor
    emergency engineer enquiries enquiry environmental equalities estates event executive external facilities
    finance financial fleet forces fraud grants graphic grounds group handbook head health heritage highway
    homes household housing hub human income independent infrastructure insight inspector intelligence interim
    internal investigator inward keeper lead leader led legal leisure licensing lieutenant line local locality
    manager manual market mayor media member monitoring museum needs neighbourhood network office officer
    options organisational owner panel parking partner payroll people person place plan planner planning
    policy portal portfolio post press principal programme project property protocol public quality ranger
    recovery recycling refuse register registrar repairs research resident resources returning revenues review
    risk road safety scheme school scrutiny secretary section sector senior service shared site social solicitor
    spaces specialist sponsor sport staff standards statutory strategic strategy street supervisor support
    surgeries surgery survey surveyor sustainability system team technology tenant the theatre to town trade
    training transport treasurer treasury tree union unit vacant vice voluntary volunteer warden waste welfare
    wellbeing whip workforce works workshop youth
        """,
    )
)


def is_persons_name(text: str) -> bool:
    """Say whether it looks like a name: 'Jane Smith', 'Dr J. Smith', 'J. Smith (interim)'; not 'Internal Audit'."""
    if titled_names(text):
        return True
    parts = (part.strip() for part in _BESIDES.split(text))
    return any(_NAME.fullmatch(part) and not _speaks_of_posts(part) for part in parts)


def titled_names(text: str) -> list[str]:
    """Return each title with a name in the text, such as 'Cllr Jane Smith'."""
    return [match[0].strip() for match in _TITLED.finditer(text) if not _speaks_of_posts(match["name"])]


def _speaks_of_posts(text: str) -> bool:
    singulars = (word.removesuffix("s") for word in re.findall(r"\w+", text.casefold()))
    return any(word in _NO_NAME or f"{word}s" in _NO_NAME or _ABSTRACT.fullmatch(word) for word in singulars)
