"""A Word document of bvdocs that somebody edited, read back as edits of the cells that it was made from."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bvdocs.core.alignment import words_in, words_in_common
from bvdocs.core.errors import BvdocsError
from bvdocs.core.made_mark import mark_in
from bvdocs.core.model import Assessment
from bvdocs.core.quoting import normal
from bvdocs.returns.edits import NotTaken, Returned
from bvdocs.returns.word.differences import Differences
from bvdocs.returns.word.known_cells import KnownCells
from bvdocs.returns.word.made import cells_carried_over, knowing_cells
from bvdocs.returns.word.package import NotWordError
from bvdocs.returns.word.reading import read_word
from bvdocs.returns.word.text import WordText, paragraphs_in

# How much of the words of a file and of a document must be in both, from 0 to 1, for the one to be the other edited.
_OURS = 0.5
# How much of the words of two paragraphs are in both where the one is the other in other words.
_REWORDED = 0.5
_INSTEAD_OF_COMMENT = "Read it, and change what it asks for."


class NotOursError(BvdocsError):
    """A file that came back is no Word document of this council's that bvdocs made."""


class Traced(NamedTuple):
    """A document filled in with signs, the cells of its facts by their numbers, and the assessment of it."""

    content: bytes
    cells: Sequence[str]
    assessment: Assessment


@dataclass(frozen=True)
class MadeDocument:
    """A Word document that bvdocs made: its name, what it was made from ('version 0.1'), its council, and its file.

    `trace` makes it again with signs: that takes a moment, and is asked for where it is the one. Without a `content`,
    where the file is not as it was made any more, it is what is made again. `signature` has who signs its own tracked
    changes, if it is compared with an older one, and when.
    """

    name: str
    made_from: str
    authority: str
    content: bytes | None
    trace: Callable[[], Traced]
    signature: tuple[str, str] = ("", "")

    @cached_property
    def text(self) -> WordText:
        """Return what it says, as it was made."""
        if self.content is not None:
            return read_word(self.content)
        traced = self.trace()
        return knowing_cells(read_word(traced.content), traced.cells)


def read_word_file(name: str, content: bytes, origins: Sequence[MadeDocument]) -> Returned:
    """Return the edits of a file that came back; raise NotOursError if it is none of these documents."""
    try:
        now = read_word(content)
    except NotWordError as fault:
        raise NotOursError(
            f"{name} {fault.message}.", "Save it as a Word document (.docx), and give it again."
        ) from fault
    origin = _origin_of(name, now, origins)
    traced = origin.trace()
    with_cells = knowing_cells(read_word(traced.content), traced.cells)
    mark = _mark(now)
    is_kept = not mark or mark == _mark(origin.text)
    # Of a draft that was made again since, only the file itself says what stood there before its changes were tracked.
    made = origin.text if is_kept else read_word(content, before_changes=True)
    as_made = cells_carried_over(with_cells, made)
    found = Differences(made, now, KnownCells(traced.assessment), as_made=as_made)
    untold = () if is_kept else _unlike_now(with_cells, made)
    return Returned(
        file=name,
        who=_who(now, origin, has_edits=bool(found.edits)),
        made_from=origin.made_from if is_kept else f"an earlier draft than {origin.made_from}",
        edits=tuple(found.edits),
        not_taken=(*found.not_taken, *untold, *_comments(now)),
    )


def _unlike_now(newer: WordText, sent: WordText) -> Iterator[NotTaken]:
    """Yield the paragraphs of a file, before its tracked changes, that the workbook prints otherwise by now.

    And those that it prints, and the file has not, not even in other words: else what somebody took out would be lost.
    """
    printed = [each for each in paragraphs_in(newer.blocks) if each.key]
    there = [each for each in paragraphs_in(sent.blocks) if each.key]
    said, kept = {each.key for each in printed}, {each.key for each in there}
    others = [each for each in there if each.key not in said]
    for paragraph in others:
        yield NotTaken(
            paragraph.text,
            "is from an earlier draft, which is not kept: nobody knows who changed it, the workbook or the sender",
            "Look whether the workbook is to say this. Versions are kept: issue one before you send documents out.",
            paragraph.place,
        )
    words = [words_in([each.text]) for each in others]
    for paragraph in printed:
        own = words_in([paragraph.text])
        if paragraph.key not in kept and all(words_in_common(own, each) < _REWORDED for each in words):
            yield NotTaken(
                paragraph.text,
                "is not in this earlier draft, and the workbook has it: nobody knows whether it came in since, or was"
                " taken out by the sender",
                "Look whether the workbook is to say this. Versions are kept: issue one before you send documents out.",
                "",
            )


def _origin_of(name: str, now: WordText, origins: Sequence[MadeDocument]) -> MadeDocument:
    """Return the document that a file was: the one with its mark, else with its title and version, else most like it.

    Raise NotOursError if it is none, or of another council.
    """
    said = _words(now)
    alike = [(words_in_common(said, _words(each.text)), -place) for place, each in enumerate(origins)]
    share, place = max(alike, default=(0.0, 0))
    if share < _OURS:
        raise NotOursError(
            f"{name} is not a document that bvdocs made from this workbook or issued in this archive: it"
            f" has {round(share * 100)}% of its words in common with the nearest.",
            "See that it is this council's, and that the archive is here that it was issued in.",
        )
    nearest = origins[-place]
    _refuse_another_council(name, now, nearest)
    mark, (title, line) = _mark(now), _identity(now)
    of_mark = [each for each in origins if mark and _mark(each.text) == mark]
    of_title = [each for each in origins if title and _identity(each.text)[0] == title]
    of_version = [each for each in of_title if _identity(each.text)[1] == line]
    if mark and not of_title:
        raise NotOursError(
            f"{name} ('{title}') was made by bvdocs, but neither this workbook nor this archive has a document of that"
            " title.",
            "Give the workbook or the archive that it is of.",
        )
    known = [*of_mark, *of_version, *(of_title if mark else ())]
    return known[0] if known else nearest


def _refuse_another_council(name: str, now: WordText, nearest: MadeDocument) -> None:
    """Raise NotOursError if neither the file's title nor its words name the council of the nearest document."""
    title = now.properties.get("title", "")
    authority = normal(nearest.authority)
    if not any(authority in normal(each) for each in (title, *(each.text for each in paragraphs_in(now.blocks)))):
        of = f" ('{title}')" if title else ""
        raise NotOursError(
            f"{name}{of} is of another council: it does not name {nearest.authority}.",
            "Give it to the council that it is of.",
        )


def _words(text: WordText) -> Counter[str]:
    return words_in([each.text for each in paragraphs_in(text.blocks)])


def _mark(text: WordText) -> str:
    """Return the mark of the very document that a file was made as; '' for one of before there were marks."""
    return mark_in(text.properties.get("keywords", ""))


def _identity(text: WordText) -> tuple[str, str]:
    """Return what the file's properties say that it is: its title, with the council, and the line of its version."""
    return text.properties.get("title", ""), text.properties.get("subject", "")


def _who(now: WordText, origin: MadeDocument, *, has_edits: bool) -> str:
    """Return the authors of tracked changes; where there are none, who saved the file last.

    Whoever commented is named for a file with nothing but comments: who else changed a word in it, they do not know.
    """
    tracked = (author for author, when in sorted(now.authors) if (author, when) != origin.signature)
    last = now.properties.get("lastModifiedBy", "")
    saved = last if last != origin.text.properties.get("lastModifiedBy", "") else ""
    commented = () if has_edits else [each.author for each in now.comments]
    for names in (tracked, [saved], commented):
        if found := [each for each in dict.fromkeys(names) if each]:
            return ", ".join(found)
    return ""


def _comments(now: WordText) -> Iterator[NotTaken]:
    for each in now.comments:
        at = f" at ‘{' '.join(each.at.split())}’" if each.at.strip() else ""
        yield NotTaken(each.words, f"is a comment by {each.author or 'somebody'}{at}", _INSTEAD_OF_COMMENT, "comment")
