"""The rules on words that a careful reader stumbles over."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby, pairwise
from operator import attrgetter

from bvdocs.checks.printed_text import Passage, action_passages, main_passage, note_passages, printed_passages
from bvdocs.checks.prose import PLACEHOLDER, RAISED, sentences, words
from bvdocs.checks.registry import Problem, public_check
from bvdocs.core.guidance import THEMES
from bvdocs.core.indexed_words import IndexedNames
from bvdocs.core.model import Assessment, Bullet
from bvdocs.core.quoting import one_line, quoted
from bvdocs.core.schema import ACTIONS
from bvdocs.core.typed_numbers import ACTIONS_COUNTED, PAGE, SMALL_NUMBERS, number_of

# A bullet of fewer words may begin or end like another by chance.
_FEWEST_SHARED_WORDS = 4
_LONGEST_SENTENCE = 40
# More than any theme of the guidance or committee is called; beyond it a title takes half a page, and a label is tiny.
_LONGEST_NAME = 100

# 'Phase 2 actions', '2024/25 actions', 'nine in ten actions': here the number counts no actions.
_NO_COUNT = re.compile(
    rf"(?:[/–.,£-]|\b(?:category|level|part|phase|priority|stage|step|theme|tier|(?:{'|'.join(SMALL_NUMBERS)})\s+in)\s)$",
    re.IGNORECASE,
)
_DOUBLED = re.compile(r"\b([^\W\d_]+)[ \u00a0]+\1\b(?![-’'])", re.IGNORECASE)
# Good English now and then.
_MAY_DOUBLE = {"had", "that"}
_ENDS_WELL = re.compile(rf"[.!?:;…][\"”’')\]{RAISED}]*$")
_HAS_STOP = re.compile(rf"[.!?][\"”’')\]{RAISED}]*$")


@public_check("W301", "A bullet repeats another, or the end or the beginning of another.")
def repeated_bullet(assessment: Assessment) -> Iterator[Problem]:
    first: dict[tuple[str, ...], Bullet] = {}
    for bullet in assessment.bullets:
        said = words(bullet.text.plain)
        other = first.setdefault(said, bullet)
        # A few words, such as 'None identified', may be true of two themes.
        if said and other is not bullet and (len(said) >= _FEWEST_SHARED_WORDS or other.theme == bullet.theme):
            yield _repeat(bullet, "all of", other)
    yield from _repeated_parts("the beginning of", first)
    yield from _repeated_parts("the end of", {said[::-1]: bullet for said, bullet in first.items()})


def _repeated_parts(part: str, bullets: Mapping[tuple[str, ...], Bullet]) -> Iterator[Problem]:
    """Yield a problem for each bullet that is how another begins: in alphabetical order, the next one begins so too."""
    ordered = sorted(bullets)
    for said, following in pairwise(ordered):
        if len(said) >= _FEWEST_SHARED_WORDS and following[: len(said)] == said:
            yield _repeat(bullets[said], part, bullets[following])


def _repeat(bullet: Bullet, part: str, other: Bullet) -> Problem:
    return main_passage(bullet).problem(
        f"the bullet {quoted(bullet.text.plain)} repeats {part} {other.source.at('Text')}.",
        "Delete it, or let it say something of its own.",
    )


@public_check("W302", "A theme's heading names another theme.")
def heading_of_another_theme(assessment: Assessment) -> Iterator[Problem]:
    names = {name for name, _ in THEMES} | {theme.name for theme in assessment.themes if theme.name}
    spellings: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        spellings.setdefault(name.casefold(), []).append(name)
    longest_first = IndexedNames(spellings)
    for theme in assessment.themes:
        rest = theme.description_heading.replace(theme.name, "") if theme.name else theme.description_heading
        # A name that is a part of the theme's own is not another's.
        near = (name for folded in longest_first.that_may_stand_in(rest.casefold()) for name in spellings[folded])
        others = (name for name in near if name.casefold() not in theme.name.casefold())
        other = next((name for name in others if _name_pattern(name).search(rest)), None)
        if other:
            yield Problem(
                theme.source.at("Description heading"),
                f"the heading of theme {theme.number}, {theme.name}, names another theme, '{other}':"
                f" {quoted(theme.description_heading, 120)}.",
                f"Write '{theme.name}', or clear the cell: a heading is then made from the theme's name.",
            )


# The standard library keeps 512 expressions, and each heading is looked at with several stand-ins.
@cache
def _name_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern for a theme's name; a single word such as 'culture' is one only with its capital."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE if " " in name else 0)


@public_check("W303", "A number of actions is typed that is not the number of actions.", missed_in=[(ACTIONS, "Theme")])
def actions_miscounted(assessment: Assessment) -> Iterator[Problem]:
    total = len(assessment.actions)
    by_theme = Counter(action.theme for action in assessment.actions)
    for bullet in assessment.bullets:
        own = by_theme[bullet.theme]
        yield from _miscounted(main_passage(bullet), {own, total}, f"its theme has {own}")
    for note in note_passages(assessment):
        yield from _miscounted(note, {total}, f"the plan has {total}")


def _miscounted(passage: Passage, right: set[int], actual: str) -> Iterator[Problem]:
    """Yield a problem for each number of actions in the text that is not one of the right ones; `actual` says these."""
    for match in ACTIONS_COUNTED.finditer(passage.text) if "actions" in passage.text.casefold() else ():
        if number_of(match[1]) not in right and not _NO_COUNT.search(passage.text, 0, match.start()):
            yield passage.problem(
                f"it says {quoted(match[0])}, but {actual}.",
                "Leave the number out: the documents count the actions themselves.",
            )


@public_check("W304", "A reference to a page is typed, which goes stale with the next change.")
def typed_page(assessment: Assessment) -> Iterator[Problem]:
    for passage in printed_passages(assessment):
        for match in PAGE.finditer(passage.text):
            yield passage.problem(
                f"the page reference {quoted(match[0])} is typed, and goes stale when anything before it changes.",
                "Name the heading in place of the page, also of another document: pages move. The documents refer to"
                " the action plan's pages themselves.",
            )


@public_check("W305", "A word stands twice in a row.")
def doubled_word(assessment: Assessment) -> Iterator[Problem]:
    for passage in printed_passages(assessment):
        for match in _DOUBLED.finditer(passage.text):
            if match[1].casefold() not in _MAY_DOUBLE:
                yield passage.problem(f"a word stands twice: {quoted(match[0])}.", "Delete one of the two.")


@public_check("W306", "A placeholder is left, such as TBC, XX, Lorem, '[insert' or '{{'.")
def placeholder(assessment: Assessment) -> Iterator[Problem]:
    for passage in printed_passages(assessment):
        match = PLACEHOLDER.search(passage.text)
        if match:
            # It is shown with a few words before it.
            start = passage.text.rfind(" ", 0, max(match.start() - 20, 0)) + 1
            yield passage.problem(
                f"the placeholder {quoted(match[0])} is left in {quoted(passage.text[start:])}.",
                "Write what is meant, or delete it.",
            )


@public_check("N307", "A sentence has more than 40 words.")
def long_sentence(assessment: Assessment) -> Iterator[Problem]:
    for passage in _prose_passages(assessment):
        for sentence in sentences(passage.text):
            number = len(sentence.split())
            if number > _LONGEST_SENTENCE:
                yield passage.problem(
                    f"the sentence {quoted(sentence)} has {number} words.",
                    f"Break it up: sentences of up to {_LONGEST_SENTENCE} words are easier to follow, and to hear.",
                )


@public_check("W309", "A name that stands in titles has more than 100 characters.")
def long_name(assessment: Assessment) -> Iterator[Problem]:
    cells, report = assessment.report.cells, assessment.report
    named = (("Authority", report.authority), ("Title", report.title), ("Committee", report.committee))
    of_report = (Passage(where, name) for field, name in named for where in cells.get(field, ()))
    of_themes = (Passage(each.source.at("Name"), each.name) for each in assessment.themes)
    of_levels = (Passage(each.source.at("Level"), each.name) for each in assessment.scale)
    for passage in (*of_report, *of_themes, *of_levels):
        if len(passage.text) > _LONGEST_NAME:
            yield passage.problem(
                f"the name {quoted(passage.text)} has {len(passage.text)} characters.",
                f"Give it a name of up to {_LONGEST_NAME}: it stands in titles, pictures and lists of contents.",
            )


def _prose_passages(assessment: Assessment) -> Iterator[Passage]:
    """Yield what is written in sentences."""
    yield from map(main_passage, assessment.bullets)
    for action in assessment.actions:
        yield from action_passages(action)


@public_check("W308", "A bullet ends without a full stop where its neighbours have one.")
def missing_stop(assessment: Assessment) -> Iterator[Problem]:
    part_of = attrgetter("theme", "section")
    for _, part in groupby(sorted((each for each in assessment.bullets if each.text), key=part_of), part_of):
        yield from _missing_stops(list(part))


def _missing_stops(bullets: list[Bullet]) -> Iterator[Problem]:
    """Yield a problem for each bullet of a section that ends without a full stop where its neighbours have one."""
    for place, bullet in enumerate(bullets):
        neighbours = [*bullets[max(place - 1, 0) : place], *bullets[place + 1 : place + 2]]
        stopped = [bool(_HAS_STOP.search(each.text.plain)) for each in neighbours]
        if neighbours and all(stopped) and not _ENDS_WELL.search(bullet.text.plain):
            yield main_passage(bullet).problem(
                f"the bullet ends without a full stop, and its neighbours have one: {_tail(bullet.text.plain)}.",
                "Add the full stop, or see whether the end is missing.",
            )


def _tail(text: str) -> str:
    """Return the last words, in quotation marks."""
    line = one_line(text)
    return f"'{line}'" if len(line) <= 40 else f"'… {line[-40:].partition(' ')[2]}'"
