"""A scale proposed from the rating words and the fills that were seen; and which of its levels a rating is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from bvdocs.core.schema import LONGEST_MARK
from bvdocs.returns.importing.names import plain
from bvdocs.workbook.writing.starter import SCALE

# Fills nearer than this are one colour that was mixed twice; a fill farther than that from a level is none of it
# (CIE ΔE 2000; 2 is the least that can be seen at all).
_SAME_COLOUR, _FARTHEST = 10, 32
# The least that a rating's colour is away from grey, and the hues from red by way of green, in degrees.
_LEAST_CHROMA, _FIRST_HUE, _LAST_HUE = 15, 350, 190
# A column with more different words than this is no column of ratings.
MOST_LEVELS = 12
# What says that there is no rating.
NO_RATING = frozenset(
    {"", "n a", "na", "none", "not assessed", "not rated", "tbc", "tba", "not applicable", "to be confirmed"}
)
# What says that a rating is the one of last time.
UNCHANGED = frozenset(("no change", "unchanged", "same", "no movement"))
# Colours that have a name, best first: those of a starter workbook's scale, and others that councils use.
_NAMED = {
    **{name: colour for name, _, colour, _ in SCALE},
    "Green": "#00b050",
    "Orange": "#ffa500",
    "Blue": "#0070c0",
    "Grey": "#a6a6a6",
}
# Best first, whatever the order in which they were met.
_ORDER = (
    *(
        "blue",
        "dark green",
        "green",
        "light green",
        "yellow",
        "amber green",
        "amber",
        "orange",
        "amber red",
        "red",
        "grey",
    ),
    *("fully met", "mostly met", "partly met", "partially met", "not met"),
    *("outstanding", "excellent", "very good", "good", "fair", "requires improvement", "poor", "inadequate"),
    *("high", "medium", "low", "strong", "adequate", "weak"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a rating: its words on one line, '' for none, and the '#rrggbb' behind it, '' for none."""

    words: str
    fill: str = ""


@dataclass(frozen=True, slots=True)
class LevelDraft:
    """A level of a scale as proposed; what is not known is ''. `seen` are the words and fills that are taken for it."""

    name: str
    mark: str = ""
    colour: str = ""
    meaning: str = ""
    seen: tuple[str, ...] = ()


@dataclass(slots=True)
class ScaleDraft:
    """A scale: its levels, best first; `words` and `fills` say which level each word and each fill is one of.

    `taken` are the words of ratings that were asked for, with the level that each was taken for.
    """

    levels: list[LevelDraft] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)

    def level_of(self, seen: Seen) -> str:
        """Return the name of the level that a rating is: by its words, else by its fill; '' for none."""
        words = plain(seen.words)
        if not seen.words:
            return self.by_fill(seen.fill)
        if words in UNCHANGED:
            return ""
        return self.taken.setdefault(seen.words, "" if words in NO_RATING else self.by_words(words))

    def by_words(self, words: str) -> str:
        """Return the level that words name: its name, its mark, both, or what the map says."""
        if words in self.words:
            return self.words[words]
        for level in self.levels:
            name, mark = plain(level.name), plain(level.mark)
            if words and words in (name, mark, f"{mark} {name}", f"{name} {mark}"):
                return level.name
        return ""

    def by_fill(self, fill: str) -> str:
        """Return the level whose colour is nearest to a fill; '' for no fill, and where none is near."""
        if not fill:
            return ""
        if fill not in self.fills:
            coloured = [level for level in self.levels if level.colour]
            near = min(coloured, key=lambda level: colours_apart(fill, level.colour), default=None)
            is_near = near is not None and colours_apart(fill, near.colour) <= _FARTHEST
            self.fills[fill] = near.name if near is not None and is_near else ""
        return self.fills[fill]


@cache
def colours_apart(one: str, other: str) -> float:
    """Return how far apart two colours, '#rrggbb', look (CIE ΔE 2000)."""
    from coloraide import Color

    return float(Color(one).delta_e(Color(other), method="2000"))


def tell_ratings(fills: Iterable[str]) -> bool:
    """Say whether fills behind codes tell ratings: one of them is green, yellow, amber or red, as stripes are not.

    The hue is that of CIE LCh in degrees: 20 for red, 150 for green, 270 for blue.
    """
    from coloraide import Color

    colours = (Color(fill).convert("lch-d65") for fill in set(fills) if fill)
    return any(
        each["chroma"] >= _LEAST_CHROMA and (each["hue"] < _LAST_HUE or each["hue"] > _FIRST_HUE) for each in colours
    )


def propose_scale(told: Sequence[LevelDraft], ratings: Iterable[Seen]) -> ScaleDraft:
    """Return a scale: the levels that a table of the files told, else those of the words and fills that were seen."""
    seen = Counter(ratings)
    scale = ScaleDraft(list(told))
    words = _words_seen(scale, seen)
    if words and len(words) <= MOST_LEVELS:
        scale.levels += sorted(map(_of_words, words), key=_rank)
    if not scale.levels:
        scale.levels = _of_fills(Counter({each.fill: number for each, number in seen.items() if each.fill}))
    scale.levels = [_with_colour(level, seen) for level in scale.levels]
    scale.levels = _with_marks(scale.levels)
    return scale


def _words_seen(scale: ScaleDraft, seen: Mapping[Seen, int]) -> list[str]:
    """Return the rating words that the scale has no level for, each once, as they were met first."""
    found: dict[str, str] = {}
    for each in seen:
        key = plain(each.words)
        if key not in NO_RATING | UNCHANGED and not scale.by_words(key):
            found.setdefault(key, each.words)
    return list(found.values())


def _of_words(word: str) -> LevelDraft:
    return LevelDraft(word[:1].upper() + word[1:], seen=(word,))


def _with_colour(level: LevelDraft, seen: Mapping[Seen, int]) -> LevelDraft:
    """Return a level with the fill that most of its ratings have, or that its name says; or without."""
    if level.colour:
        return level
    scale = ScaleDraft([level])
    fills: Counter[str] = Counter()
    for each, number in seen.items():
        if each.fill and scale.by_words(plain(each.words)):
            fills[each.fill] += number
    by_name = {plain(name): colour for name, colour in _NAMED.items()}
    colour = fills.most_common(1)[0][0] if fills else by_name.get(plain(level.name), "")
    return replace(level, colour=colour)


def _rank(level: LevelDraft) -> int:
    """Return the place of a level among all that are known, best first; behind them if it is not known."""
    name = plain(level.name)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _of_fills(fills: Counter[str]) -> list[LevelDraft]:
    """Return a level for each colour among the fills, called after the named colour that is nearest."""
    groups: list[list[str]] = []
    for fill, _ in fills.most_common():
        near = next((group for group in groups if colours_apart(group[0], fill) < _SAME_COLOUR), None)
        if near is None:
            groups.append([fill])
        else:
            near.append(fill)
    if len(groups) > MOST_LEVELS:
        return []
    free = dict(_NAMED)
    levels = []
    by_distance = sorted(groups, key=lambda group: min(colours_apart(group[0], each) for each in _NAMED.values()))
    for group in by_distance:
        name = min(free, key=lambda each: colours_apart(group[0], free[each]), default="")
        if not name or colours_apart(group[0], free[name]) > _FARTHEST:
            name = f"Colour {group[0]}"
        free.pop(name, None)
        levels.append(LevelDraft(name, colour=group[0], seen=tuple(group)))
    return sorted(levels, key=_rank)


def _with_marks(levels: Sequence[LevelDraft]) -> list[LevelDraft]:
    """Return the levels, each with a mark of its own: the first letters of its name."""
    taken = {level.mark for level in levels if level.mark}
    found = []
    for level in levels:
        if not level.mark:
            level = replace(level, mark=next(each for each in _marks(level.name) if each not in taken))
            taken.add(level.mark)
        found.append(level)
    return found


def _marks(name: str) -> Iterable[str]:
    """Yield marks for a name: its words' first letters, its first letters, then numbers."""
    words = plain(name).split()
    yield "".join(word[0] for word in words)[:LONGEST_MARK].upper() or "1"
    for length in range(2, LONGEST_MARK + 1):
        yield "".join(words)[:length].upper() or "1"
    yield from map(str, range(1, 1000))
