"""Compares one paragraph with another: the words that were taken out, and those that came."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from bvdocs.render.redline.carry_over import Context, relationship_names
from bvdocs.render.redline.contents_lines import is_contents
from bvdocs.render.redline.paragraph_writer import RevisedToken, write_tokens
from bvdocs.render.redline.revision_marks import Revision
from bvdocs.render.redline.tokens import Token, tokens_of
from bvdocs.render.redline.wordml import Element, canonical

# Two texts with less of their letters in common are shown as one taken out and one put in; no list of contents is.
_LEAST_IN_COMMON = 0.25
# Whether the tokens are the same, and where they begin and end in the older and in the newer.
_Stretch = tuple[bool, int, int, int, int]


def compare_paragraph(context: Context, older: Element, newer: Element) -> None:
    """Show in the newer paragraph what changed against the older; one that says the same stays as it is."""
    if not _is_written_alike(older, newer):
        was = [token for token in tokens_of(older, context.older) if token.nodes]
        now = tokens_of(newer, context.newer)
        said = [token for token in now if token.nodes]
        if [token.key for token in was] != [token.key for token in said]:
            fixtures = [(None, token) for token in now[len(said) :]]
            stretches = _stretches_of_contents if is_contents(newer) else _stretches
            write_tokens(newer, [*_revised(context, was, said, stretches(was, said)), *fixtures], context.marker)
    context.marker.mark_style(newer, older, context.copy_of)


def mark_contents(context: Context, paragraph: Element, revision: Revision) -> None:
    """Mark all that a paragraph of the newer document holds as inserted or deleted."""
    write_tokens(paragraph, [(revision, token) for token in tokens_of(paragraph, context.newer)], context.marker)


def _is_written_alike(older: Element, newer: Element) -> bool:
    """Say whether two paragraphs have the same XML and refer to nothing: the quick way to see that nothing changed."""
    return not any(map(relationship_names, newer.iter("*"))) and canonical(older) == canonical(newer)


def _revised(
    context: Context, was: Sequence[Token], now: Sequence[Token], stretches: list[_Stretch]
) -> Iterator[RevisedToken]:
    for same, start, end, new_start, new_end in stretches:
        if not same:
            yield from ((Revision.DELETED, _carried_over(context, token)) for token in was[start:end])
        yield from ((None if same else Revision.INSERTED, token) for token in now[new_start:new_end])


def _carried_over(context: Context, token: Token) -> Token:
    copy_of = context.copy_of
    link = None if token.link is None else copy_of(token.link)
    return replace(token, nodes=tuple(map(copy_of, token.nodes)), link=link, before=[])


def _stretches_of_contents(was: Sequence[Token], now: Sequence[Token]) -> list[_Stretch]:
    """Return what is the same and what changed of a list of contents: its entries count, not the tabs between them."""
    between = {token.key for token in now if not token.link_key}
    old_keys, new_keys = ([token.key for token in tokens] for tokens in (was, now))
    found = SequenceMatcher(between.__contains__, old_keys, new_keys, autojunk=False).get_opcodes()
    return [(kind == "equal", start, end, new_start, new_end) for kind, start, end, new_start, new_end in found]


def _stretches(was: Sequence[Token], now: Sequence[Token]) -> list[_Stretch]:
    """Return what is the same and what changed, in turn: as few changes as can be read well."""
    matcher = SequenceMatcher(None, [token.key for token in was], [token.key for token in now], autojunk=False)
    found = matcher.get_opcodes()
    kept = sum(len(token.text) for kind, start, end, *_ in found if kind == "equal" for token in was[start:end])
    if 2 * kept < _LEAST_IN_COMMON * sum(len(token.text) for token in (*was, *now)):
        return _stretches_of_pieces(was, now)
    joined: list[_Stretch] = []
    for place, (kind, start, end, new_start, new_end) in enumerate(found):
        outermost = place in {0, len(found) - 1}
        same = kind == "equal" and (outermost or not _is_punctuation(was[start:end]))
        if joined and joined[-1][0] == same:
            _, start, _, new_start, _ = joined.pop()
        joined.append((same, start, end, new_start, new_end))
    return joined


def _stretches_of_pieces(was: Sequence[Token], now: Sequence[Token]) -> list[_Stretch]:
    """Return what is the same and what changed between two texts of other words, line by line and column by column.

    A rating's mark and its word are set apart by a tab: so the old mark stands by the new one, the old word by the new.
    A text of one line is shown as taken out, the other as put in.
    """
    older, newer = _pieces(was), _pieces(now)
    if len(older) <= 1 and len(newer) <= 1:
        return [(False, 0, len(was), 0, len(now))]
    found: list[_Stretch] = []
    start = new_start = 0
    for old, new in zip_longest(older, newer, fillvalue=()):
        within = _stretches(old, new)
        found += ((same, start + i, start + j, new_start + k, new_start + m) for same, i, j, k, m in within)
        start, new_start = start + len(old), new_start + len(new)
    return found


def _pieces(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the tokens between tabs and breaks, and each of these signs by itself."""
    signs = [place for place, token in enumerate(tokens) if not token.is_text and token.text in {"\t", "\n"}]
    ends = sorted({0, *signs, *(place + 1 for place in signs), len(tokens)})
    return [tokens[start:end] for start, end in pairwise(ends)]


def _is_punctuation(tokens: Sequence[Token]) -> bool:
    """Say whether these are spaces and commas alone: two changes with no more between them are read as one."""
    return all(token.is_text and not any(letter.isalnum() for letter in token.text) for token in tokens)
