"""Tags of a Word template that stand where, or as, they cannot be filled in without a loss."""

from collections.abc import Iterator
from itertools import pairwise

from bvdocs.core.findings import Finding
from bvdocs.core.quoting import shortened
from bvdocs.templating import rules
from bvdocs.templating.source import Source
from bvdocs.templating.tags.scan import Tag
from bvdocs.templating.word.paragraphs import DELETED, Paragraph, Piece

_WHOLES = {"p": "paragraph", "tr": "row", "tc": "cell"}


def check_places(source: Source) -> Iterator[Finding]:
    """Report everything that is wrong with where tags stand."""
    for tag in source.scanned.tags:
        yield from _torn(source, tag)
        yield from _out_of_place(source, tag)
    yield from _two_places(source)
    yield from _words_lost(source)


def _paragraph(source: Source, tag: Tag) -> Paragraph:
    return source.paragraphs[tag.line - 1]


def _pieces(source: Source, tag: Tag) -> list[Piece]:
    """Return the pieces of text that a tag is made of."""
    begin = tag.start - source.text.rfind("\n", 0, tag.start) - 1
    end = begin + len(tag.text)
    return [each for each in _paragraph(source, tag).pieces if each.start < end and begin < each.start + len(each.text)]


def _torn(source: Source, tag: Tag) -> Iterator[Finding]:
    """Report what stands within a tag, or is around a part of it."""
    pieces = _pieces(source, tag)
    quoted = shortened(tag.text)
    if any(each.held_by == DELETED for each in pieces):
        yield source.fault(
            rules.TAG_TORN,
            tag.line,
            f"the tag '{quoted}' is in {DELETED}, but would still be filled in.",
            "Accept the change in Word, or reject it.",
        )
        return
    if len(pieces) < 2:
        return
    first, last = pieces[0], pieces[-1]
    gaps = list(dict.fromkeys(each.gap for each in pieces[1:] if each.gap))
    if first.holder != last.holder or any(each.holder[1] != first.holder[1] for each in pieces):
        others = (each.held_by for each in pieces if each.held_by and each.holder != first.holder)
        held = next(others, first.held_by or "a link")
        yield source.fault(
            rules.TAG_TORN,
            tag.line,
            f"a part of the tag '{quoted}' belongs to {held}.",
            "Delete the tag and type it anew, in one go.",
        )
    elif gaps:
        yield source.fault(
            rules.TAG_INTERRUPTED,
            tag.line,
            f"{' and '.join(gaps)} within the tag '{quoted}' would be lost.",
            "Take it out of the tag.",
        )
    elif any(one.look != other.look for one, other in pairwise(pieces)):
        yield source.fault(
            rules.TWO_LOOKS,
            tag.line,
            f"the tag '{quoted}' has more than one formatting; what it fills in has that of its beginning.",
            "Give the whole tag the same formatting, its braces too.",
        )


def _out_of_place(source: Source, tag: Tag) -> Iterator[Finding]:
    paragraph = _paragraph(source, tag)
    if (tag.whole == "tr" and not paragraph.rows[-1]) or (tag.whole == "tc" and not paragraph.cells[-1]):
        yield source.fault(
            rules.NO_SUCH_PLACE,
            tag.line,
            f"'{shortened(tag.text)}' stands for a {_WHOLES[tag.whole]} of a table, but is not in one.",
            f"Write {tag.opening}p in place of {tag.opening}{tag.whole}, or move the tag into the table.",
        )
    elif tag.whole in _WHOLES and any(sign in tag.text[2:-2] for sign in "}%"):
        yield source.fault(
            rules.NOT_UNDERSTOOD,
            tag.line,
            f"the tag '{shortened(tag.text)}' cannot be understood: a tag with '{tag.whole}' holds neither }} nor %.",
            f"Work it out in a tag before: {{% set … %}}, without '{tag.whole}'.",
        )


def _shape(source: Source, tag: Tag) -> tuple[str, ...]:
    """Return what the tag stands in, or what it stands for stands in."""
    paragraph = _paragraph(source, tag)
    if tag.whole == "tr":
        return paragraph.row_shape
    if tag.whole == "tc":
        return paragraph.cell_shape
    if tag.whole == "p":
        return paragraph.shape
    pieces = _pieces(source, tag)
    return pieces[0].shape if pieces else paragraph.shape


def _two_places(source: Source) -> Iterator[Finding]:
    """Report what is repeated or left out and is not whole: paragraphs, rows, cells, or words of a paragraph."""
    for block in source.blocks.pairs:
        for tag in (*block.middles, block.end):
            if _shape(source, tag) != _shape(source, block.begin):
                yield source.fault(
                    rules.TWO_PLACES,
                    tag.line,
                    f"'{shortened(tag.text)}' belongs to '{shortened(block.begin.text)}',"
                    " but stands in another kind of place.",
                    "Let both stand in paragraphs of the text, or in one table; with p, tr or tc in both, or in none.",
                )
                break


def _groups(paragraph: Paragraph, whole: str) -> list[tuple[str, int]]:
    """Return the parts of this kind that it stands in, outermost first."""
    numbers = {"tr": paragraph.rows, "tc": paragraph.cells}.get(whole, (paragraph.number,))
    return [(whole, number) for number in numbers]


def _words_lost(source: Source) -> Iterator[Finding]:
    """Report words beside a tag that stands for all of its paragraph, row or cell: it takes their place."""
    members: dict[tuple[str, int], list[int]] = {}
    for line, paragraph in enumerate(source.paragraphs, 1):
        for group in (each for whole in _WHOLES for each in _groups(paragraph, whole)):
            members.setdefault(group, []).append(line)
    lines = source.text.split("\n")
    told: set[tuple[str, int]] = set()
    for tag in source.scanned.tags:
        group = _groups(_paragraph(source, tag), tag.whole)[-1]
        if tag.whole not in _WHOLES or not group[1] or group in told:
            continue
        rest = shortened(" ".join(lines[line - 1] for line in members[group]).replace(tag.text, " ", 1))
        nested = any(_groups(source.paragraphs[line - 1], tag.whole)[-1] != group for line in members[group])
        what = "the table" if nested else f"'{rest}'"
        if rest or nested:
            told.add(group)
            yield source.fault(
                rules.WORDS_LOST,
                tag.line,
                f"'{shortened(tag.text)}' stands for all of its {_WHOLES[tag.whole]},"
                f" so {what} beside it would be lost.",
                f"Put the tag into a {_WHOLES[tag.whole]} of its own.",
            )
