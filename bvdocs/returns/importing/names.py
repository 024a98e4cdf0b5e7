"""What councils call what a workbook has a name for: sections, columns, fields, words for how far an action is."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from bvdocs.core.guidance import THEMES
from bvdocs.core.model import Section, Status

# What stands in a map in place of a name, for what has no place.
NOWHERE = "Not placed"
ABBREVIATIONS = "Abbreviations"

SECTIONS: Mapping[str, Sequence[str]] = {
    Section.DESCRIPTION.value: (
        "description",
        "what good looks like",
        "what the guidance says",
        "what we are assessing",
    ),
    Section.STRENGTHS.value: (
        *(
            "strengths",
            "key strengths",
            "our strengths",
            "areas of strength",
            "what we do well",
            "what is working well",
        ),
        *("what works well", "good practice", "achievements"),
    ),
    Section.AREAS.value: (
        *("areas for improvement", "areas of improvement", "areas for development", "areas to improve", "weaknesses"),
        *("what we need to improve", "what needs to improve", "improvements needed", "areas of concern", "challenges"),
    ),
    Section.OPPORTUNITIES.value: (
        *("opportunities", "opportunities and plans", "opportunities for improvement", "key opportunities"),
        "plans and opportunities",
    ),
    ABBREVIATIONS: ("abbreviations", "glossary", "list of abbreviations", "acronyms", "glossary of terms"),
}

FIELDS: Mapping[str, Sequence[str]] = {
    "Authority": ("authority", "council", "local authority", "name of council"),
    "Title": ("title", "report title"),
    "Committee": ("committee", "report to", "meeting", "presented to", "committee name"),
    "Meeting date": ("meeting date", "date of meeting", "date of committee", "committee date"),
    "Assessed on": ("assessed on", "ratings as of", "date of assessment", "assessment date", "scores as of"),
    "Author": ("author", "report author", "prepared by", "report of", "written by"),
    "Department": ("department", "directorate", "service"),
    "Contact": ("contact", "contact officer", "contact details"),
}
LEADS = ("lead officer", "theme lead", "lead", "lead officer for this theme")

# What a council's own word for how far an action is counts as, where the word leaves no doubt.
COUNTS_AS: Mapping[str, Status] = {
    **dict.fromkeys(
        ("completed", "closed", "done", "delivered", "achieved", "finished", "implemented", "action complete"),
        Status.COMPLETE,
    ),
    **dict.fromkeys(
        ("on track", "under way", "underway", "ongoing", "in hand", "started", "on target", "in train", "progressing",
         "work in progress", "wip"),
        Status.IN_PROGRESS,
    ),
    **dict.fromkeys(("not yet started", "to start", "not begun", "yet to start", "to do"), Status.NOT_STARTED),
    **dict.fromkeys(("withdrawn", "no longer required", "dropped", "superseded", "abandoned"), Status.CANCELLED),
    **dict.fromkeys(("on hold", "held", "blocked", "suspended", "deferred", "postponed", "paused"), Status.PAUSED),
}  # fmt: skip

# How alike two names must be, of 100, for the one to be taken for the other; a whole phrase must be nearer.
_LIKE = 86
_NAMES_KEPT = 8192
_LIKE_PHRASE = 90
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[a-z][.)])\s+")
_SIGNS = re.compile(r"[^\w%&]+")


def plain(name: str) -> str:
    """Return a name as it is compared: small letters and figures, single spaces, without what stands in brackets."""
    without = re.sub(r"\([^()]*\)", " ", name) if not name.strip().startswith("(") else name
    return " ".join(_SIGNS.sub(" ", without.casefold().replace("&", " and ")).split())


@cache
def _by_name(kinds: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    """Return the kind that each name is of, by the name as it is compared."""
    return {plain(each): kind for kind, names in kinds for each in (*names, kind)}


@lru_cache(_NAMES_KEPT)
def best_of(name: str, kinds: tuple[tuple[str, tuple[str, ...]], ...], least: int = _LIKE) -> tuple[str, float]:
    """Return which of several kinds, each with what it is called, a name is of, and how alike it is, of 100.

    ('', 0) if it is like none.
    """
    from rapidfuzz import fuzz, process

    compared = plain(name)
    by_name = _by_name(kinds)
    if compared in by_name:
        return by_name[compared], 100.0
    # Short names have no room for slips: 'no' is not 'on'.
    if len(compared) < 5:
        return "", 0.0
    found = process.extractOne(compared, list(by_name), scorer=fuzz.token_sort_ratio, score_cutoff=least)
    return (by_name[found[0]], float(found[1])) if found else ("", 0.0)


def kinds_of(names: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return kinds with their names in a form that can be remembered."""
    return tuple((kind, tuple(each)) for kind, each in names.items())


_SECTIONS = kinds_of(SECTIONS)
_FIELDS = kinds_of(FIELDS)
_GUIDANCE = tuple((name, (name,)) for name, _ in THEMES)


def section_of(heading: str) -> str:
    """Return which section of the narrative, or list of abbreviations, a heading is above; '' for none.

    A description's heading is a sentence that says so; others may have a number, or a theme's name, beside.
    """
    name = _NUMBERED.sub("", heading.strip())
    found, _ = best_of(name, _SECTIONS, _LIKE_PHRASE)
    if found:
        return found
    parts = [part for part in re.split(r"\s[-–—]\s|:\s*", name) if part.strip()]
    sections = {section for part in parts if (section := best_of(part, _SECTIONS, _LIKE_PHRASE)[0])}
    if len(sections) == 1 and len(parts) <= 3:
        return sections.pop()
    return Section.DESCRIPTION.value if any(plain(part).startswith("description of") for part in parts) else ""


def field_of(label: str) -> str:
    """Return the field of the report that a label names; '' for none."""
    return best_of(label, _FIELDS, _LIKE_PHRASE)[0]


def guidance_theme(name: str) -> str:
    """Return the theme of the statutory guidance that a name is, in its own spelling; '' for none."""
    return best_of(name, _GUIDANCE, _LIKE_PHRASE)[0]


def guidance_number(name: str) -> int:
    """Return the place of a theme in the statutory guidance, from 1; 0 for one that it does not have."""
    names = [each for each, _ in THEMES]
    return names.index(name) + 1 if name in names else 0
