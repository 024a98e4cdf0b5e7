"""Tags of a Word template that stand where, or as, they cannot be filled in without a loss."""

from collections.abc import Iterator
from itertools import pairwise

from bvdocs.core.findings import Finding, Rule
from bvdocs.core.quoting import quoted, shortened
from bvdocs.templating import rules
from bvdocs.templating.source import TemplateText
from bvdocs.templating.tags.scan import Tag
from bvdocs.templating.word.paragraphs import Paragraph, Piece

_WHOLES = {"p": "paragraph", "tr": "row", "tc": "cell"}


# A rule that is broken, the message and the hint.
_Fault = tuple[Rule, str, str]


def check_places(source: TemplateText) -> Iterator[Finding]:
    """Report everything that is wrong with where tags stand."""
    for tag in source.scanned.tags:
        for rule, message, hint in filter(None, (_torn(source, tag), _out_of_place(source, tag))):
            yield source.fault(rule, tag.line, message, hint)
    yield from _two_places(source)
    yield from _words_lost(source)


def _paragraph(source: TemplateText, tag: Tag) -> Paragraph:
    return source.paragraphs[tag.line - 1]


def _pieces(source: TemplateText, tag: Tag) -> list[Piece]:
    """Return the pieces of text that a tag is made of."""
    begin = tag.start - source.text.rfind("\n", 0, tag.start) - 1
    end = begin + len(tag.text)
    return [each for each in _paragraph(source, tag).pieces if each.start < end and begin < each.start + len(each.text)]


def _torn(source: TemplateText, tag: Tag) -> _Fault | None:
    """Return what stands within a tag, or is around a part of it."""
    pieces = _pieces(source, tag)
    quote = quoted(tag.text)
    if len(pieces) < 2:
        return None
    first, last = pieces[0], pieces[-1]
    gaps = list(dict.fromkeys(each.gap for each in pieces[1:] if each.gap))
    if first.holder != last.holder or any(each.holder[1] != first.holder[1] for each in pieces):
        others = (each.held_by for each in pieces if each.held_by and each.holder != first.holder)
        message = f"a part of the tag {quote} belongs to {next(others, first.held_by or 'a link')}."
        return rules.TAG_TORN, message, "Delete the tag and type it anew, in one go."
    if gaps:
        message = f"{' and '.join(gaps)} within the tag {quote} would be lost."
        return rules.TAG_INTERRUPTED, message, "Take it out of the tag."
    if any(one.look != other.look for one, other in pairwise(pieces)):
        message = f"the tag {quote} has more than one formatting; what it fills in has that of its beginning."
        return rules.TWO_LOOKS, message, "Give the whole tag the same formatting, its braces too."
    return None


def _out_of_place(source: TemplateText, tag: Tag) -> _Fault | None:
    whole = tag.whole
    if whole in _WHOLES and not _paragraph(source, tag).parts[whole][-1].number:
        message = f"{quoted(tag.text)} stands for a {_WHOLES[whole]} of a table, but is not in one."
        hint = f"Write {tag.opening}p in place of {tag.opening}{whole}, or move the tag into the table."
        return rules.NO_SUCH_PLACE, message, hint
    if whole in _WHOLES and any(sign in tag.text[2:-2] for sign in "}%"):
        message = f"the tag {quoted(tag.text)} cannot be understood: a tag with '{whole}' holds neither }} nor %."
        hint = f"Work it out in a tag before: {{% set … %}}, without '{whole}'."
        return rules.NOT_UNDERSTOOD, message, hint
    return None


def _shape(source: TemplateText, tag: Tag) -> tuple[str, ...]:
    """Return what the tag stands in, or what it stands for stands in."""
    parts = _paragraph(source, tag).parts
    if tag.whole in _WHOLES:
        return parts[tag.whole][-1].shape
    pieces = _pieces(source, tag)
    return pieces[0].shape if pieces else parts["p"][-1].shape


def _two_places(source: TemplateText) -> Iterator[Finding]:
    """Report what is repeated or left out and is not whole: paragraphs, rows, cells, or words of a paragraph."""
    hint = "Let both stand in paragraphs of the text, or in one table; with p, tr or tc in both, or in none."
    for block in source.blocks.pairs:
        others = (*block.middles, block.end)
        elsewhere = [tag for tag in others if _shape(source, tag) != _shape(source, block.begin)]
        for tag in elsewhere[:1]:
            both = f"{quoted(tag.text)} belongs to {quoted(block.begin.text)}"
            yield source.fault(rules.TWO_PLACES, tag.line, f"{both}, but stands in another kind of place.", hint)


def _words_lost(source: TemplateText) -> Iterator[Finding]:
    """Report words beside a tag that stands for all of its paragraph, row or cell: it takes their place."""
    members: dict[tuple[str, int], list[int]] = {}
    for line, paragraph in enumerate(source.paragraphs, 1):
        for whole, parts in paragraph.parts.items():
            for part in parts:
                members.setdefault((whole, part.number), []).append(line)
    lines = source.text.split("\n")
    told: set[tuple[str, int]] = set()
    for tag in source.scanned.tags:
        number = _paragraph(source, tag).parts[tag.whole][-1].number if tag.whole in _WHOLES else 0
        group = tag.whole, number
        if not number or group in told:
            continue
        rest = shortened(" ".join(lines[line - 1] for line in members[group]).replace(tag.text, " ", 1))
        nested = any(source.paragraphs[line - 1].parts[tag.whole][-1].number != number for line in members[group])
        if rest or nested:
            told.add(group)
            what, kind = "the table" if nested else f"'{rest}'", _WHOLES[tag.whole]
            message = f"{quoted(tag.text)} stands for all of its {kind}, so {what} beside it would be lost."
            yield source.fault(rules.WORDS_LOST, tag.line, message, f"Put the tag into a {kind} of its own.")
