"""Words that a careful reader stumbles over."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise

from bvdocs.checks.printed_text import Passage, of_action, of_bullet, of_notes, printed
from bvdocs.checks.prose import PLACEHOLDER, sentences, words
from bvdocs.checks.registry import Trouble, public_check
from bvdocs.core.guidance import THEMES
from bvdocs.core.model import Assessment, Bullet, Theme
from bvdocs.core.quoting import quoted
from bvdocs.core.typed_numbers import ACTIONS_COUNTED, PAGE, SMALL_NUMBERS, number_of

# A bullet of fewer words may begin or end like another by chance.
_FEWEST_SHARED_WORDS = 4
_LONGEST_SENTENCE = 40

# 'Phase 2 actions', '2024/25 actions', 'nine in ten actions': here the number counts no actions.
_NO_COUNT = re.compile(
    rf"(?:[/–.,£-]|\b(?:category|level|part|phase|priority|stage|step|theme|tier|(?:{'|'.join(SMALL_NUMBERS)})\s+in)\s)$",
    re.IGNORECASE,
)
_DOUBLED = re.compile(r"\b([^\W\d_]+)[ \u00a0]+\1\b(?![-’'])", re.IGNORECASE)
# Good English now and then.
_MAY_DOUBLE = {"had", "that"}
_ENDS_WELL = re.compile(r"[.!?:;…][\"”’')\]]*$")
_HAS_STOP = re.compile(r"[.!?][\"”’')\]]*$")


@public_check("W301")
def repeated_bullet(assessment: Assessment) -> Iterator[Trouble]:
    """A bullet repeats another, or the end or the beginning of another."""
    first: dict[tuple[str, ...], Bullet] = {}
    for bullet in assessment.bullets:
        said = words(bullet.text.plain)
        other = first.setdefault(said, bullet)
        # A few words, such as 'None identified', may be true of two themes.
        if said and other is not bullet and (len(said) >= _FEWEST_SHARED_WORDS or other.theme == bullet.theme):
            yield _repeat(bullet, "all of", other)
    yield from _repeated_parts("the beginning of", first)
    yield from _repeated_parts("the end of", {said[::-1]: bullet for said, bullet in first.items()})


def _repeated_parts(part: str, bullets: Mapping[tuple[str, ...], Bullet]) -> Iterator[Trouble]:
    """The bullets that are how another begins: in alphabetical order, the next one begins so too."""
    ordered = sorted(bullets)
    for said, following in pairwise(ordered):
        if len(said) >= _FEWEST_SHARED_WORDS and following[: len(said)] == said:
            yield _repeat(bullets[said], part, bullets[following])


def _repeat(bullet: Bullet, part: str, other: Bullet) -> Trouble:
    return of_bullet(bullet).trouble(
        f"the bullet {quoted(bullet.text.plain)} repeats {part} {other.source.at('Text')}.",
        "Delete it, or let it say something of its own.",
    )


@public_check("W302")
def heading_of_another_theme(assessment: Assessment) -> Iterator[Trouble]:
    """A theme's heading names another theme."""
    names = {name for name, _ in THEMES} | {theme.name for theme in assessment.themes if theme.name}
    for theme in assessment.themes:
        rest = theme.description_heading.replace(theme.name, "") if theme.name else theme.description_heading
        for name in sorted(names, key=len, reverse=True):
            if _named(name).search(rest) and not _is_same(name, theme):
                yield Trouble(
                    theme.source.at("Description heading"),
                    f"the heading of theme {theme.number}, {theme.name}, names another theme, '{name}':"
                    f" {quoted(theme.description_heading, 120)}.",
                    f"Write '{theme.name}', or clear the cell: a heading is then made from the theme's name.",
                )
                break


def _named(name: str) -> re.Pattern[str]:
    """A single word such as 'culture' is a theme's name only with its capital."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE if " " in name else 0)


def _is_same(name: str, theme: Theme) -> bool:
    """Whether the name is the theme's own, or a part of it."""
    return name.casefold() in theme.name.casefold()


@public_check("W303")
def actions_miscounted(assessment: Assessment) -> Iterator[Trouble]:
    """A number of actions is typed that is not the number of actions."""
    total = len(assessment.actions)
    for bullet in assessment.bullets:
        own = sum(action.theme == bullet.theme for action in assessment.actions)
        yield from _miscounted(of_bullet(bullet), {own, total}, f"its theme has {own}")
    for note in of_notes(assessment):
        yield from _miscounted(note, {total}, f"the plan has {total}")


def _miscounted(passage: Passage, right: set[int], actual: str) -> Iterator[Trouble]:
    for match in ACTIONS_COUNTED.finditer(passage.text) if "actions" in passage.text.casefold() else ():
        if number_of(match[1]) not in right and not _NO_COUNT.search(passage.text, 0, match.start()):
            yield passage.trouble(
                f"it says {quoted(match[0])}, but {actual}.",
                "Leave the number out: the documents count the actions themselves.",
            )


@public_check("W304")
def typed_page(assessment: Assessment) -> Iterator[Trouble]:
    """A reference to a page is typed, which goes stale with the next change."""
    for passage in printed(assessment):
        for match in PAGE.finditer(passage.text):
            yield passage.trouble(
                f"the page reference {quoted(match[0])} is typed, and goes stale when anything before it changes.",
                "Name the heading in place of the page, also of another document: pages move. The documents refer to"
                " the action plan's pages themselves.",
            )


@public_check("W305")
def doubled_word(assessment: Assessment) -> Iterator[Trouble]:
    """A word stands twice in a row."""
    for passage in printed(assessment):
        for match in _DOUBLED.finditer(passage.text):
            if match[1].casefold() not in _MAY_DOUBLE:
                yield passage.trouble(f"a word stands twice: {quoted(match[0])}.", "Delete one of the two.")


@public_check("W306")
def placeholder(assessment: Assessment) -> Iterator[Trouble]:
    """A placeholder is left, such as TBC, XX, Lorem, '[insert' or '{{'."""
    for passage in printed(assessment):
        match = PLACEHOLDER.search(passage.text)
        if match:
            yield passage.trouble(
                f"the placeholder {quoted(match[0])} is left in {quoted(_around(passage.text, match))}.",
                "Write what is meant, or delete it.",
            )


def _around(text: str, match: re.Match[str]) -> str:
    """The words about a match."""
    start = text.rfind(" ", 0, max(match.start() - 20, 0)) + 1
    return text[start:]


@public_check("N307")
def long_sentence(assessment: Assessment) -> Iterator[Trouble]:
    """A sentence has more than 40 words."""
    for passage in _prose(assessment):
        for sentence in sentences(passage.text):
            number = len(sentence.split())
            if number > _LONGEST_SENTENCE:
                yield passage.trouble(
                    f"the sentence {quoted(sentence)} has {number} words.",
                    f"Break it up: sentences of up to {_LONGEST_SENTENCE} words are easier to follow, and to hear.",
                )


def _prose(assessment: Assessment) -> Iterator[Passage]:
    """What is written in sentences."""
    yield from (of_bullet(bullet) for bullet in assessment.bullets)
    for action in assessment.actions:
        yield from of_action(action)


@public_check("W308")
def missing_stop(assessment: Assessment) -> Iterator[Trouble]:
    """A bullet ends without a full stop where its neighbours have one."""
    by_part = sorted(
        (bullet for bullet in assessment.bullets if bullet.text), key=lambda each: (each.theme, each.section)
    )
    for _, part in groupby(by_part, key=lambda each: (each.theme, each.section)):
        yield from _missing_stops(list(part))


def _missing_stops(bullets: list[Bullet]) -> Iterator[Trouble]:
    for place, bullet in enumerate(bullets):
        neighbours = [*bullets[max(place - 1, 0) : place], *bullets[place + 1 : place + 2]]
        stopped = [bool(_HAS_STOP.search(each.text.plain)) for each in neighbours]
        if neighbours and all(stopped) and not _ENDS_WELL.search(bullet.text.plain):
            yield of_bullet(bullet).trouble(
                f"the bullet ends without a full stop, and its neighbours have one: {_tail(bullet.text.plain)}.",
                "Add the full stop, or see whether the end is missing.",
            )


def _tail(text: str) -> str:
    """The last words."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= 40 else f"'… {line[-40:].partition(' ')[2]}'"
