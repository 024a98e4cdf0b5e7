"""Adds spaces at the ends of lines, for whoever takes the words of a PDF without looking at where they stand.

Layout drops the space at which a line is broken. In a tagged PDF every space between words has to be there
(ISO 32000-1, 14.8.2.5), or the last word of a line and the first of the next are taken for one.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from bvdocs.render.pdf.structure import Structure
from bvdocs.render.pdf.weasyprint_tags import TagNotes

# So much on each side of a line's end tells whether that is within a word.
_CONTEXT = 12
_SPACES = (" ", "\N{NO-BREAK SPACE}")


def add_spaces(structure: Structure, notes: TagNotes, fonts: Iterable[Any]) -> None:
    """Print a space, which nobody sees, after the last word of each line, unless the word goes on in the next."""
    readable = [font for font in fonts if not font.bitmap]
    glyphs = {font.hash: glyph for font in readable for glyph, text in font.to_unicode.items() if text in _SPACES}
    pages = [(list(_blocks(page)), pieces) for page, pieces in notes.pages.items()]
    following = [*pages[1:], ([], {})]
    streams = structure.contents()
    for (blocks, pieces), (next_blocks, _), (content, places) in zip(pages, following, streams, strict=True):
        carried_on = {id(block.element): lines[:1] for block, lines in reversed(next_blocks)}
        for block, lines in blocks:
            for words in _last_words(block, lines, carried_on.get(id(block.element), [])):
                if words in pieces and (place := places.get(pieces[words])):
                    _print_space(content, place, glyphs)


def _print_space(content: list[Any], place: int, glyphs: dict[str, int]) -> None:
    """Put a space at the end of the text that begins at this place, in the font of its last words."""
    end = content.index(b"EMC", place)
    text = content[place + 2 : end]  # after the number and its 'BDC'
    fonts = [item[1:].split()[0].decode() for item in text if item.endswith(b" Tf")]
    if b"ET" in text and fonts[-1:] and fonts[-1] in glyphs:
        last = max(at for at in range(place, end) if content[at] == b"ET")
        content[last] = f"[<{glyphs[fonts[-1]]:04x}>] TJ ET".encode()


def _blocks(box: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the boxes of a page that hold lines, with their lines; not page headers and footers, which never go on."""
    if lines := [child for child in box.children if _is_a(child, "LineBox")]:
        yield box, lines
    for child in box.children:
        if hasattr(child, "children") and not hasattr(child, "at_keyword"):
            yield from _blocks(child)


def _last_words(block: Any, lines: list[Any], carried_on: list[Any]) -> Iterator[Any]:
    """Yield the last words of each line that ends a word; `carried_on` has the line on the next page, if any."""
    whole = _whole_text(block.element) if len([*lines, *carried_on]) > 1 else ""
    for line, following in zip_longest(lines, [*lines[1:], *carried_on]):
        words = list(_words(line))
        # What follows a box within a line may be the rest of a word that begins in it.
        ends = _ends_a_word(words, list(_words(following)), whole) if following else not _is_a(block, "InlineBlockBox")
        if words and ends:
            yield words[-1]


def _is_a(box: Any, kind: str) -> bool:
    return type(box).__name__ == kind


def _words(line: Any) -> Iterator[Any]:
    """Yield the boxes of words of a line, in order."""
    if _is_a(line, "TextBox"):
        yield line
    for child in getattr(line, "children", ()):
        yield from _words(child)


def _whole_text(element: Any) -> str:
    """Return all that the element says, with single spaces, as it is laid out."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Any) -> Iterator[str]:
    yield " " if element.tag == "br" else element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def _ends_a_word(words: list[Any], following: list[Any], whole: str) -> bool:
    """Say whether a line's last word ends with the line, by what stands on both sides of its end in the whole text."""
    before = "".join(box.text for box in words).rstrip()[-_CONTEXT:]
    after = "".join(box.text for box in following).lstrip()[:_CONTEXT]
    return f"{before} {after}" in whole or before + after not in whole
