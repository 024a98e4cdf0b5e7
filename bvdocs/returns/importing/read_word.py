"""A Word document as pieces: its headings, lists, paragraphs and tables, then all that stands beside its text."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from bvdocs.core.rich_text import Run
from bvdocs.core.wordml import DRAWING, W
from bvdocs.returns.importing.pieces import (
    OF_THE_PAGE,
    UNSTYLED,
    Aside,
    Block,
    Heading,
    Paragraph,
    Piece,
    Place,
    Row,
    Table,
    file_name,
    plain_text,
)
from bvdocs.returns.importing.word_runs import ReadParagraph, RunReader, fill_of
from bvdocs.returns.importing.word_styles import Style, heading_level, is_in_list, styles_in, value_at
from bvdocs.workbook.reading.bullet_marks import without_marks
from bvdocs.workbook.reading.package_parts import PackageParts
from bvdocs.workbook.reading.whitespace import tidy, tidy_runs

# In characters; a longer paragraph in bold is a sentence.
_LONGEST_HEADING = 120
# Parts beside the text, by how the document calls them: what they are, and why they have no place.
_BESIDE = {
    "header": ("header", OF_THE_PAGE),
    "footer": ("footer", OF_THE_PAGE),
    "footnotes": ("footnotes", "is a footnote"),
    "endnotes": ("endnotes", "is an endnote"),
    "comments": ("comments", "is a comment"),
}
_DRAWN = {"diagramData": "is drawn (SmartArt)", "chart": "is of a chart"}
# Other files that a document may hold, by how it calls them.
_EMBEDDED = ("aFChunk", "oleObject", "package", "subDocument")
_IN_FRONT = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag")


def read_word(path: Path, parts: PackageParts) -> tuple[Block, ...]:
    """Return what the Word document at `path` with these parts holds.

    Raise PartAtFaultError if a part with words of it is missing or damaged.
    """
    return tuple(_Reader(file_name(path), parts).blocks())


class _Reader:
    """A reader of one document, which counts its paragraphs and tables."""

    def __init__(self, file: str, parts: PackageParts) -> None:
        self._file = file
        self._parts = parts
        self._main = parts.main_part()
        self._styles = styles_in(parts, self._main)
        self._paragraphs = self._tables = 0

    def blocks(self) -> Iterator[Block]:
        """Yield what the text holds, then what stands beside it."""
        runs = RunReader(self._parts.relations(self._main), self._styles)
        for body in self._parts.root(self._main).iter(f"{W}body"):
            yield from self._within(body, runs)
        met: set[str] = set()
        for relation in self._parts.relations(self._main).values():
            if relation.kind in _BESIDE and relation.target not in met:
                met.add(relation.target)
                yield from self._beside(relation.target, *_BESIDE[relation.kind])
            elif relation.kind in _DRAWN:
                yield from self._drawn(relation.target, _DRAWN[relation.kind])
            elif relation.kind in _EMBEDDED:
                yield self._not_read("(another file)", "is held in this one, and not read: save it and import it too")
        if number := len(self._parts.pictures()):
            words = "(a picture)" if number == 1 else f"({number} pictures)"
            yield self._not_read(words, "cannot be read: type what is to be known of it")

    def _not_read(self, words: str, why: str) -> Aside:
        return Aside(Piece(plain_text(words), Place(self._file, "document")), why)

    def _within(self, container: Element, runs: RunReader) -> Iterator[Block]:
        """Yield the paragraphs and tables of a body, or of what wraps some of them."""
        carried: list[Run] = []
        for child in _children(container):
            if child.tag == f"{W}p":
                self._paragraphs += 1
                read = runs.read(child)
                read.runs[:0] = carried
                # Its end was deleted by a tracked change, so the next runs on.
                carried = read.runs if child.find(f"{W}pPr/{W}rPr/{W}del") is not None else []
                if carried:
                    read = ReadParagraph([], read.hidden, read.boxes, read.pictures)
                yield from self._of_paragraph(child, read, runs)
            elif child.tag == f"{W}tbl":
                yield from self._of_table(child, runs)
        if carried:
            yield Paragraph(Piece(tidy_runs(carried), self._place()))

    def _place(self) -> Place:
        return Place(self._file, f"paragraph {self._paragraphs}")

    def _of_paragraph(self, paragraph: Element, read: ReadParagraph, runs: RunReader) -> Iterator[Block]:
        text = tidy_runs(read.runs)
        if text:
            style = self._styles.get(value_at(paragraph, f"{W}pPr/{W}pStyle"))
            yield _as_block(Piece(text, self._place(), read.fill), paragraph, style)
        yield from self._beside_paragraph(read, runs, self._place())

    def _beside_paragraph(self, read: ReadParagraph, runs: RunReader, place: Place) -> Iterator[Block]:
        """Yield what is in a paragraph and not of its text; a text box is read as the text is."""
        if hidden := tidy("".join(read.hidden)):
            yield Aside(Piece(plain_text(hidden), place), "is hidden in Word")
        for told in read.pictures:
            yield Aside(Piece(plain_text(tidy(told)), place), "says what a picture shows")
        for box in read.boxes:
            yield from self._within(box, runs)

    def _of_table(self, table: Element, runs: RunReader) -> Iterator[Block]:
        """Yield a table, then what is in its cells beside their text: tables, text boxes, hidden text."""
        self._tables += 1
        where = f"table {self._tables}"
        rows: list[Row] = []
        above: list[Piece | None] = []
        beside: list[Block] = []
        for number, element in enumerate(_of_kind(table, f"{W}tr"), 1):
            place = Place(self._file, f"{where}, row {number}")
            above = self._cells(element, above, place, runs, beside)
            rows.append(Row(tuple(above), place))
        yield Table(tuple(row for row in rows if row.pieces))
        yield from beside

    def _cells(
        self, row: Element, above: list[Piece | None], place: Place, runs: RunReader, beside: list[Block]
    ) -> list[Piece | None]:
        """Return the pieces of a row by column, given those of the row above, with which its cells may be merged."""
        skipped = value_at(row, f"{W}trPr/{W}gridBefore")
        cells: list[Piece | None] = [None] * (int(skipped) if skipped.isdigit() else 0)
        for cell in _of_kind(row, f"{W}tc"):
            piece = self._cell(cell, place, runs, beside)
            span = value_at(cell, f"{W}tcPr/{W}gridSpan")
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            if goes_on and piece is None and len(cells) < len(above):
                piece = above[len(cells)]
            cells += [piece] * (int(span) if span.isdigit() else 1)
        return cells

    def _cell(self, cell: Element, place: Place, runs: RunReader, beside: list[Block]) -> Piece | None:
        """Return the piece of a cell, its paragraphs as lines; None for one with neither words nor a colour."""
        fill = fill_of(cell.find(f"{W}tcPr/{W}shd"))
        lines: list[Run] = []
        for child in _children(cell):
            if child.tag == f"{W}tbl":
                beside += self._of_table(child, runs)
            elif child.tag == f"{W}p":
                read = runs.read(child)
                fill = fill or read.fill
                lines += [Run("\n"), *read.runs] if lines else read.runs
                beside += self._beside_paragraph(read, runs, place)
        text = tidy_runs(lines)
        return Piece(text, place, fill) if text or fill else None

    def _beside(self, part: str, called: str, why: str) -> Iterator[Block]:
        """Yield the words of a part beside the text: of a header, of notes, of comments."""
        runs = RunReader(self._parts.relations(part), self._styles)
        place = Place(self._file, called)
        for paragraph in self._parts.root(part).iter(f"{W}p"):
            read = runs.read(paragraph)
            for words in (tidy(read.words), tidy("".join(read.hidden)), *map(tidy, read.pictures)):
                if words:
                    yield Aside(Piece(plain_text(words), place), why)

    def _drawn(self, part: str, why: str) -> Iterator[Block]:
        for paragraph in self._parts.root(part).iter(f"{DRAWING}p"):
            if words := tidy("".join(each.text or "" for each in paragraph.iter(f"{DRAWING}t"))):
                yield Aside(Piece(plain_text(words), Place(self._file, "drawing")), why)


def _children(container: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables in a container, also those in what is wrapped around some of them."""
    for child in container:
        if child.tag in _IN_FRONT:
            yield from _children(child)
        else:
            yield child


def _of_kind(container: Element, tag: str) -> Iterator[Element]:
    return (child for child in _children(container) if child.tag == tag)


def _as_block(piece: Piece, paragraph: Element, style: Style | None) -> Block:
    """Return a paragraph as what it is: a heading, one of a list, or neither."""
    level = heading_level(paragraph, style)
    if level is not None:
        return Heading(piece, level)
    if is_in_list(paragraph, style) or without_marks(piece.words) != piece.words:
        return Paragraph(piece, is_bullet=True)
    is_bold = all(run.bold for run in piece.text.runs if run.text.strip())
    if is_bold and len(piece.line) <= _LONGEST_HEADING and piece.line[-1:] not in ".;,":
        return Heading(piece, UNSTYLED)
    return Paragraph(piece)
