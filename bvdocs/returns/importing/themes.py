"""The themes that the files speak of: each by its number or its name, with the prefix of the codes that stand in it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bvdocs.returns.importing.names import guidance_number, guidance_theme, plain
from bvdocs.returns.importing.pieces import Piece

# 'Theme 2: Leadership', 'Best Value Theme 2 - Leadership', 'Theme: Leadership'.
_CALLED = re.compile(
    r"(?:best value |bv )?theme(?:\s+(?P<number>\d{1,3}))?(?P<between>[\s:.\-–—]+)(?P<name>[^\s:.\-–—].*)?"
    r"|(?:best value |bv )?theme\s+(?P<alone>\d{1,3})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.):\s\-–—]+(?P<name>[^\W\d_].*)")
# What follows a theme's name in a heading and is none of it.
_TAIL = re.compile(
    r"\b(?:self[- ]assessment|heat ?map|action plan|improvement plan|actions|summary|report|ratings|theme|tracker)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?P<prefix>[A-Za-z]{1,6})[-. ]?(?P<number>\d{1,5}[a-z]?)")


@dataclass(frozen=True, slots=True)
class ThemeName:
    """What a heading calls a theme: its number, 0 for none, and its name, '' for none.

    `is_bare` says that nothing but the name tells that it is a theme.
    """

    number: int
    name: str
    is_bare: bool = False


@dataclass(slots=True, eq=False)
class Theme:
    """A theme as it was met first: `number` is 0 until it has one, `prefixes` are those of its codes, with how many."""

    name: str
    piece: Piece | None
    number: int = 0
    lead: str = ""
    description_heading: str = ""
    prefixes: Counter[str] = field(default_factory=Counter)
    is_numbered: bool = False

    @property
    def prefix(self) -> str:
        """Return how most of its codes begin; '' if it has none."""
        return self.prefixes.most_common(1)[0][0] if self.prefixes else ""


def theme_named(heading: str, known: frozenset[str] = frozenset()) -> ThemeName | None:
    """Return the theme that a heading names; None if it names none.

    A name without the word 'theme' is one of the statutory guidance's, or one that is `known` from elsewhere.
    """
    line = heading.strip().rstrip(":").strip()
    if called := _CALLED.fullmatch(line):
        name = _without_tail(called["name"] or "")
        number = int(called["number"] or called["alone"] or 0)
        # 'Theme leads' is no theme.
        is_named = bool(number or (called["between"] or "").strip())
        spelt = guidance_theme(name) or (name if is_named else "")
        return ThemeName(number, spelt) if number or spelt else None
    numbered = _NUMBERED.fullmatch(line)
    name = _without_tail(numbered["name"] if numbered else line)
    found = guidance_theme(name) or (name if plain(name) in known else "")
    return ThemeName(int(numbered["number"]) if numbered else 0, found, is_bare=True) if found else None


def _without_tail(name: str) -> str:
    found = _TAIL.search(name)
    return (name[: found.start()] if found else name).strip(" :,-–—") or name.strip(" :,-–—")


def code_in(words: str) -> tuple[str, str] | None:
    """Return the prefix of the code that a text is, and all of the code as it is written; None if it is none."""
    found = _CODE.fullmatch(words.strip())
    return (found["prefix"], words.strip()) if found else None


def leading_code(line: str) -> tuple[str, str]:
    """Return the code with which a line begins, and the rest of it; ('', line) if it begins with none."""
    found = re.match(rf"({_CODE.pattern})(?=$|[\s:,.–—-])[\s:.–—-]*", line)
    return (found[1], line[found.end() :]) if found else ("", line)


class Themes:
    """The themes met so far, in their order."""

    def __init__(self) -> None:
        self._themes: list[Theme] = []

    def __iter__(self) -> Iterator[Theme]:
        return iter(self._themes)

    def known(self) -> frozenset[str]:
        """Return the names of the themes, as they are compared."""
        return frozenset(plain(each.name) for each in self._themes if each.name)

    def take(self, named: ThemeName, piece: Piece | None) -> Theme:
        """Return the theme of this number or this name; a new one, met at `piece`, if there is none yet."""
        found = next((each for each in self._themes if _is_same(each, named)), None)
        if found is None:
            found = Theme(named.name, piece, named.number, is_numbered=bool(named.number))
            self._themes.append(found)
        if named.number and not found.number:
            found.number, found.is_numbered = named.number, True
        found.name = found.name or named.name
        return found

    def of_prefix(self, prefix: str) -> Theme | None:
        """Return the one theme whose codes begin so; None if there is none, or several."""
        found = [each for each in self._themes if each.prefix.casefold() == prefix.casefold()]
        return found[0] if len(found) == 1 else None

    def number_all(self) -> list[Theme]:
        """Give each theme without a number that of the statutory guidance, or the next that is free; return these."""
        taken = {each.number for each in self._themes}
        without = [each for each in self._themes if not each.number]
        for theme in without:
            number = guidance_number(theme.name)
            if not number or number in taken:
                number = next(each for each in range(1, len(taken) + len(self._themes) + 2) if each not in taken)
            theme.number = number
            taken.add(number)
        return without


def _is_same(theme: Theme, named: ThemeName) -> bool:
    if theme.number and named.number:
        return theme.number == named.number and (
            not (theme.name and named.name) or plain(theme.name) == plain(named.name)
        )
    return bool(theme.name and named.name) and plain(theme.name) == plain(named.name)
