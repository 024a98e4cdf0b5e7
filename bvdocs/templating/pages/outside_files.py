"""Pictures and files that a page or a style sheet wants from elsewhere: a page has to bring them with it."""

import re
from collections.abc import Iterator
from pathlib import Path

from bvdocs.core.enclosed import Enclosed
from bvdocs.core.findings import Finding
from bvdocs.core.places import TemplatePlace
from bvdocs.templating import rules
from bvdocs.templating.tags.scan import blanked

_COMMENTS = Enclosed({r"/\*": r"\*/", "<!--": "-->", "@namespace": ";"})
_TAGS = Enclosed({r"\{[{%#]": r"[}%#]\}"})
_ADDRESS = r"\"[^\"]*\"|'[^']*'|[^\s>]+"
# Or all of the tag, where it names nothing: no other begins in it.
_WANTED = (
    re.compile(
        rf"<(?:img|source|embed|script|iframe|video|audio|input)\b(?:[^>]*?\ssrc\s*=\s*({_ADDRESS})|[^>]*)", re.I
    ),
    re.compile(rf"<image\b(?:[^>]*?\shref\s*=\s*({_ADDRESS})|[^>]*)", re.I),
    re.compile(
        r"<link\b(?:(?=[^>]*\srel\s*=[\s\"']*+[^>\"'=]*\b(?:stylesheet|icon|preload)\b)"
        rf"[^>]*?\shref\s*=\s*({_ADDRESS})|[^>]*)",
        re.I,
    ),
    re.compile(rf"<object\b(?:[^>]*?\sdata\s*=\s*({_ADDRESS})|[^>]*)", re.I),
    # Without quotes no bracket may stand in it (CSS Syntax, 4.3.6).
    re.compile(r"\burl\(\s*(\"[^\"]*\"|'[^']*'|[^\s()]*)\s*\)", re.I),
    re.compile(r"@import\s+(\"[^\"]*\"|'[^']*')", re.I),
)
_WITHIN = re.compile(r"data:|#|$", re.I)
_NETWORK = re.compile(r"[a-z][a-z0-9+.-]+://|//", re.I)


def check_outside_files(file: str, text: str, folder: Path) -> Iterator[Finding]:
    """Report whatever a page or a style sheet names that is not in it."""
    # A tag's place is kept, so that lines are the same; an address with a tag in it is not known before.
    plain = _TAGS.replaced(_COMMENTS.replaced(text, blanked), blanked)
    found = (
        (match.start(1), match[1].strip("\"'").strip())
        for pattern in _WANTED
        for match in pattern.finditer(plain)
        if match[1]
    )
    for start, wanted in sorted(found):
        if "\0" not in wanted and not _WITHIN.match(wanted):
            where = TemplatePlace(file, f"line {plain.count(chr(10), 0, start) + 1}")
            yield rules.PICTURE_OUTSIDE.at(where, *_why(wanted, folder))


def _why(wanted: str, folder: Path) -> tuple[str, str]:
    if _NETWORK.match(wanted):
        return f"'{wanted}' is elsewhere, and nothing is fetched when documents are made.", (
            "Put what it holds into the page: {{ picture(…) }}, {{ logo() }}, or an address that begins with data:."
        )
    logo = "For your logo, name the file in brand.toml and write {{ logo() }}; else write it as an address with data:."
    try:
        there = (folder / wanted.partition("?")[0].partition("#")[0]).is_file()
    except (OSError, ValueError):
        there = False
    if there:
        return f"'{wanted}' is a file of its own, but a page has to hold its pictures and styles.", logo
    return f"there is no file '{wanted}'.", logo
