"""Every regular expression of the program takes as long as the text is, whatever the text repeats."""

import ast
import pkgutil
import re
import re._constants as of  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from importlib import import_module
from itertools import groupby
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import bvdocs

_USES = {"sub", "search", "match", "fullmatch", "findall", "split", "finditer"}
# In letters. For eight times as many a linear expression takes eight times as long, a quadratic one sixty-four times.
_LONG, _SHORT = 16_000, 2_000
_MOST_TIMES = 16
# In seconds of the processor; a quadratic expression needs more than that for the long text.
_QUICK = 0.03
# What repeats in any text, beside what an expression itself looks for.
_PLAIN = (" ", "\n", ".", "-", "'", "1", "a", "A ", "a-", "1/1/", "<a ", "{{ ")
# What comes last may keep a text from being one that is found at once.
_LAST = "\u2603"


# Of a parsed expression: what kind of piece it is, and its particulars.
_Piece = tuple[object, Any]
Uses = dict[re.Pattern[str], set[str]]


@cache
def expressions() -> Uses:
    """Return each expression on text, kept in a module or written where it is used, with how it is used."""
    found: Uses = {}
    for info in pkgutil.walk_packages(bvdocs.__path__, "bvdocs."):
        if not info.name.endswith("__main__"):
            module = import_module(info.name)
            tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
            for name, value in vars(module).items():
                for pattern in _kept_in(value):
                    found.setdefault(pattern, set()).update(_uses_of(name, tree) or _other_uses(tree))
            for pattern, use in _written_in(tree):
                found.setdefault(pattern, set()).add(use)
    return found


def _kept_in(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the expressions on text in a value of a module, also within tuples and dictionaries."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _kept_in(each)
    elif isinstance(value, dict):
        yield from _kept_in([each for key, each in value.items() if key != "__builtins__"])


def _uses_of(name: str, tree: ast.Module) -> set[str]:
    """Return how a module uses an expression that it keeps by this name: `_NAME.search(…)`, `map(_NAME.match, …)`."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
    } & _USES


def _other_uses(tree: ast.Module) -> set[str]:
    """Return how a module uses expressions that it keeps in a table or hands on: `pattern.search(…)`."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id.islower()
        if node.value.id != "re"
    } & {"search", "match", "fullmatch", "finditer"} or {"search"}


def _written_in(tree: ast.Module) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the expressions that are written where they are used, with their use: `re.sub(r"…", …)`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), use), [ast.Constant(str(pattern)), *_]) if use in _USES:
                yield re.compile(pattern), use


def pumps(pattern: re.Pattern[str]) -> set[str]:
    """Return what a text can repeat to keep an expression busy: each piece of what it looks for, and each opening."""
    parsed = parser.parse(pattern.pattern, pattern.flags)
    found = set(_PLAIN)
    for pieces in _sequences(parsed):
        # A word counts as one piece.
        of_words = groupby(pieces, key=lambda piece: piece[0] is of.LITERAL)
        shown = ["".join(map(_sample, word)) for _, word in of_words]
        found.update(shown)
        found.update("".join(shown[:end]) for end in range(2, len(shown) + 1))
    return {each[:40] for each in found if each}


def _sequences(parsed: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield an expression's parts in their order, then those of each group, branch and repetition within it."""
    parts = list(parsed)
    yield parts
    for kind, value in parts:
        for each in _within(kind, value):
            yield from _sequences(each)


def _within(kind: object, value: Any) -> list[Iterable[_Piece]]:
    """Return the expressions within one part of an expression."""
    match kind, value:
        case of.BRANCH, (_, branches):
            return list(branches)
        case ((of.MAX_REPEAT | of.MIN_REPEAT | of.POSSESSIVE_REPEAT), (_, _, inner)):
            return [inner]
        case of.SUBPATTERN, (*_, inner):
            return [inner]
        case ((of.ASSERT | of.ASSERT_NOT), (_, inner)):
            return [inner]
        case of.ATOMIC_GROUP, inner:
            return [inner]
    return []


def _sample(piece: _Piece) -> str:
    """Return a text that one part of an expression finds; '' for what finds a place only."""
    match piece:
        case of.LITERAL, int(code):
            return chr(code)
        case ((of.NOT_LITERAL | of.ANY), _):
            return "a"
        case of.IN, choices:
            return _sample_of_class(choices)
        case ((of.MAX_REPEAT | of.MIN_REPEAT | of.POSSESSIVE_REPEAT), (least, most, inner)):
            return "".join(map(_sample, inner)) * int(least or most > 0)
        case of.BRANCH, (_, branches):
            return "".join(map(_sample, branches[0]))
        case of.SUBPATTERN, (*_, inner):
            return "".join(map(_sample, inner))
    return ""


def _sample_of_class(choices: list[_Piece]) -> str:
    """Return a letter of a class, '[a-z]' or '[^<>]'."""
    match choices:
        case [(of.NEGATE, _), *_]:
            return "a"
        case [(of.LITERAL, int(code)), *_] | [(of.RANGE, (int(code), _)), *_]:
            return chr(code)
        case [(of.CATEGORY, of.CATEGORY_DIGIT), *_]:
            return "1"
        case [(of.CATEGORY, of.CATEGORY_SPACE), *_]:
            return " "
        case [(of.CATEGORY, of.CATEGORY_NOT_WORD), *_]:
            return "."
    return "a"


def times_as_long(tried: Callable[[str], object], unit: str) -> float:
    """Return how many times as long a text of one unit takes as one with an eighth of it; 0 where it is quick."""
    long = _seconds(tried, unit, _LONG)
    if long < _QUICK:
        return 0
    # Another program may have had a part in one of them: the least of some is the expression's own time.
    long = min(long, *(_seconds(tried, unit, _LONG) for _ in range(2)))
    return long / max(min(_seconds(tried, unit, _SHORT) for _ in range(5)), 1e-6)


def _seconds(tried: Callable[[str], object], unit: str, letters: int) -> float:
    text = unit * (letters // len(unit)) + _LAST
    start = process_time()
    tried(text)
    return process_time() - start


def slow_texts(pattern: re.Pattern[str], uses: Iterable[str] = ("search",)) -> list[str]:
    """Return what texts of repeated pieces make an expression take more than its length's time, as it is used."""
    ways = {_WAYS.get(use, _all_found) for use in uses}
    times = {unit: max(times_as_long(partial(way, pattern), unit) for way in ways) for unit in sorted(pumps(pattern))}
    return [f"{unit!r}: {each:.0f} times as long" for unit, each in times.items() if each > _MOST_TIMES]


def _all_found(pattern: re.Pattern[str], text: str) -> int:
    """Return how often the expression is found: whatever looks for one goes through all of the text at the worst."""
    return sum(1 for _ in pattern.finditer(text))


_WAYS: dict[str, Callable[[re.Pattern[str], str], object]] = {"match": re.match, "fullmatch": re.fullmatch}


@pytest.mark.slow
def test_expressions_of_all_parts_are_found() -> None:
    assert len(expressions()) > 150
    assert expressions()[re.compile(r"[^\W_]+")]


@pytest.mark.slow
def test_an_expression_takes_as_long_as_the_text_is() -> None:
    slow = {each.pattern: texts for each, uses in expressions().items() if (texts := slow_texts(each, uses))}
    assert not slow


@pytest.mark.slow
@pytest.mark.parametrize("slow", [r"a+b", r"<!--.*?-->", r"(?:a|b)*c", r"\w+@", r"\s+(?:end|stop)"])
def test_a_slow_expression_would_be_found(slow: str) -> None:
    assert slow_texts(re.compile(slow, re.DOTALL))


@pytest.mark.parametrize("quick", [r"a+", r"<!--", r"\b\w+\b", r"(?<!\s)\s+(?:end|stop)"])
def test_a_quick_expression_is_let_pass(quick: str) -> None:
    assert not slow_texts(re.compile(quick))
