"""The walk through a file: what each heading, paragraph and table of it becomes."""

import re
from collections.abc import Iterable

from bvdocs.core.model import Section
from bvdocs.returns.importing.draft import (
    Context,
    Draft,
    add_bullet,
    add_code,
    beginning,
    exempt_words_in,
    is_section,
    mark_exempt,
)
from bvdocs.returns.importing.draft_rows import Content, DraftRow
from bvdocs.returns.importing.names import ABBREVIATIONS, FIELDS, LEADS, NOWHERE, field_of, plain, section_of
from bvdocs.returns.importing.pieces import (
    OF_THE_PAGE,
    UNSTYLED,
    Aside,
    Block,
    Heading,
    Paragraph,
    Piece,
    Table,
    pieces_of,
)
from bvdocs.returns.importing.read_text import is_line_of_codes
from bvdocs.returns.importing.table_rows import TableReader
from bvdocs.returns.importing.themes import ThemeName, theme_named
from bvdocs.workbook.reading.bullet_marks import without_marks

# What stands before the colon of a line such as 'Meeting date: 3 March 2026'.
_LABEL = re.compile(r"[A-Za-z][A-Za-z /']{2,40}")
_COUNCIL = re.compile(
    r"(?:[A-Z][\w'’.&-]*|and|of|the|upon|in|with)(?: (?:[A-Z][\w'’.&-]*|and|of|the|upon|in|with))* Council"
    r"|(?:London|Royal) Borough of [A-Z].*|City of [A-Z].*",
)
_SHORT_FORM = re.compile(r"(\S[^:–—]{0,30}?)\s*(?::|\s[–—-]\s)\s*(\S.*)")
# In characters; a longer one is no title.
_LONGEST_TITLE = 120


def draft_file(draft: Draft, blocks: tuple[Block, ...]) -> None:
    """Read what a file holds into the draft; whatever has no place is listed."""
    furniture = (block.piece.line for block in blocks if isinstance(block, Aside) and block.why == OF_THE_PAGE)
    exempt = next(filter(None, map(exempt_words_in, furniture)), "")
    _FileDrafter(draft, Context(exempt_file=exempt)).take_all(blocks)
    draft.ledger.leave_rest(pieces_of(blocks), "is of no kind that a workbook has a place for")


class _FileDrafter:
    """A walk through one file, with what stands above the block that it has come to."""

    def __init__(self, draft: Draft, context: Context) -> None:
        self._draft = draft
        self._ledger = draft.ledger
        self._context = context
        self._tables = TableReader(draft, self._take_heading_in_table)
        # Whether a list has begun under the heading that was met last.
        self._had_list = False

    def take_all(self, blocks: Iterable[Block]) -> None:
        """Take each block in turn; a row is exempt where the file, or a heading above, says so."""
        rows = self._draft.rows
        for block in blocks:
            before, above = len(rows), self._context.why_exempt
            self._take(block)
            for row in rows[before:]:
                mark_exempt(row, above or self._context.why_exempt)
        before = len(rows)
        self._end_section()
        for row in rows[before:]:
            mark_exempt(row, self._context.why_exempt)

    def _take(self, block: Block) -> None:
        match block:
            case Heading(piece, level):
                self._take_heading(piece, level)
            case Paragraph(piece, is_bullet, starts_list):
                self._take_paragraph(piece, is_bullet, starts_list)
            case Table():
                self._tables.take(block, self._context)
            case Aside(piece, why):
                self._ledger.leave(piece, why)

    def _take_heading(self, piece: Piece, level: int) -> None:
        means = self._draft.mapped_heading(piece.line)
        if means is None:
            means = self._meaning(piece, level)
        if not means and level == UNSTYLED and self._take_label(piece):
            return
        if not self._apply(piece, level, means):
            self._take_unknown_heading(piece, level)
        self._draft.note_heading(piece.line, means)

    def _take_heading_in_table(self, piece: Piece) -> bool:
        """Take words that stand alone in a row of a table; return False if they are no heading that is known."""
        means = self._draft.mapped_heading(piece.line)
        if means is None:
            theme = self._theme(piece.line, UNSTYLED)
            means = section_of(piece.line) if theme is None else _theme_words(theme.number, theme.name)
        if not means or not self._apply(piece, UNSTYLED, means):
            return False
        self._draft.note_heading(piece.line, means)
        return True

    def _meaning(self, piece: Piece, level: int) -> str:
        """Return what a heading seems to mean, as a map says it; '' for nothing."""
        line = piece.line
        if theme := self._theme(line, level):
            return _theme_words(theme.number, theme.name)
        return section_of(line) or (self._front_field(line) if level != 1 else "")

    def _theme(self, line: str, level: int) -> ThemeName | None:
        """Return the theme that a heading names; a name alone beneath the heading of another theme is none."""
        found = theme_named(line, self._draft.themes.known())
        context = self._context
        if found is not None and found.is_bare and context.theme is not None and level > context.theme_level:
            return None
        return found

    def _front_field(self, line: str) -> str:
        """Return which field of the report a line by itself is, before anything else was met; '' for none."""
        if self._context.theme is not None or self._context.section is not None or len(line) > _LONGEST_TITLE:
            return ""
        if _COUNCIL.fullmatch(line):
            return "Authority"
        is_title = "best value" in line.casefold() or "self-assessment" in line.casefold()
        return "Title" if is_title and line[-1] != "." else ""

    def _apply(self, piece: Piece, level: int, means: str) -> bool:
        """Have a heading mean what a map says of it; return False if that is nothing."""
        if means in FIELDS:
            self._draft.take_field(means, piece.line, piece)
        elif means == ABBREVIATIONS or is_section(means):
            self._begin_section(means, piece, level)
        elif means and means != NOWHERE and (theme := theme_named(means)):
            self._end_section()
            is_new = theme.name not in {each.name for each in self._draft.themes}
            found = self._draft.themes.take(theme, piece)
            self._context.begin_theme(found, level, piece.line)
            if (is_new and found.piece is piece) or (found.piece is not None and found.piece.line == piece.line):
                self._ledger.settle(piece)
            else:
                told = f"is a heading, read as the theme '{found.name or found.number}'"
                self._ledger.leave(piece, told, is_read=True)
        else:
            return False
        return True

    def _begin_section(self, section: str, heading: Piece, level: int) -> None:
        self._end_section()
        context = self._context
        context.section, context.section_level, context.heading = section, level, heading
        context.bullets, context.exempt_section = 0, exempt_words_in(heading.line)
        theme = context.theme
        if section == Section.DESCRIPTION and theme is not None and not theme.description_heading:
            theme.description_heading = heading.line
            self._ledger.settle(heading)

    def _take_unknown_heading(self, piece: Piece, level: int) -> None:
        context = self._context
        is_styled = level != UNSTYLED
        if is_section(context.section) and is_styled and level > context.section_level:
            self._ledger.leave(piece, f"is a heading within '{context.section}'")
            return
        self._end_section()
        if context.theme is not None and is_styled and level <= context.theme_level != UNSTYLED:
            context.theme = None
        context.section, context.section_level, context.heading = NOWHERE, level, piece
        context.exempt_section = exempt_words_in(piece.line)
        self._ledger.leave(piece, "is a heading that a workbook has no place for")

    def _take_paragraph(self, piece: Piece, is_bullet: bool, starts_list: bool) -> None:
        begins = self._draft.map.section_from(without_marks(piece.line))
        if begins is not None:
            self._end_section()
            self._context.section, self._context.heading, self._context.bullets = begins, None, 0
            self._draft.note_heading(beginning(piece), begins)
        elif is_bullet and starts_list and self._had_list and self._context.section is not None:
            # The heading is above the list before.
            self._end_section()
            self._context.section = self._context.heading = None
            self._draft.note_heading(beginning(piece), "")
        if is_bullet:
            self._had_list = True
            self._take_bullet(piece)
        elif not self._take_label(piece) and not self._take_codes(piece):
            self._take_prose(piece)

    def _take_bullet(self, piece: Piece) -> None:
        context = self._context
        if context.section == ABBREVIATIONS:
            self._take_abbreviation(piece)
        elif is_section(context.section) or (context.section is None and context.theme is not None):
            if add_bullet(self._draft, context, piece) is None:
                self._ledger.leave(piece, "is nothing but a mark")
        elif context.heading is not None:
            under = context.heading.line
            self._ledger.leave(piece, "is under a heading that a workbook has no place for", under)
        else:
            self._ledger.leave(piece, "is in a list before any theme")

    def _take_abbreviation(self, piece: Piece) -> None:
        match = _SHORT_FORM.fullmatch(without_marks(piece.line))
        if match is None:
            self._ledger.leave(piece, "is no short form with what it stands for behind it")
            return
        values: dict[str, Content] = {"Short": match[1], "Full": match[2]}
        if not any(row.values == values for row in self._draft.rows if row.sheet == ABBREVIATIONS):
            self._draft.rows.append(DraftRow(ABBREVIATIONS, piece.place, values=values))
        self._ledger.settle(piece)
        if self._context.heading is not None:
            told = f"is a heading, read as that of the sheet {ABBREVIATIONS}"
            self._ledger.leave(self._context.heading, told, is_read=True)

    def _take_label(self, piece: Piece) -> bool:
        """Take 'Meeting date: 3 March 2026' and the like before any section, and a theme's lead; say whether it is."""
        if self._context.section not in (None, NOWHERE):
            return False
        label, _, value = (part.strip() for part in piece.line.partition(":"))
        is_labelled = bool(value and _LABEL.fullmatch(label))
        if is_labelled and (name := field_of(label)):
            self._draft.take_field(name, value, piece)
            return True
        theme = self._context.theme
        if is_labelled and theme is not None and plain(label) in LEADS and not theme.lead:
            theme.lead = value
            told = f"is read as the lead of the theme '{theme.name or theme.number}'"
            self._ledger.leave(piece, told, is_read=True)
            return True
        if name := self._front_field(piece.line):
            self._draft.take_field(name, piece.line, piece)
            return True
        return False

    def _take_codes(self, piece: Piece) -> bool:
        """Take a line of nothing but codes, as what is left of a heatmap; say whether it is one."""
        if not all(map(is_line_of_codes, piece.lines)):
            return False
        for code in piece.line.replace(",", " ").split():
            add_code(self._draft, self._context.theme, code, "", piece)
        return True

    def _take_prose(self, piece: Piece) -> None:
        if is_section(self._context.section):
            self._context.prose.append(piece)
        else:
            heading = self._context.heading
            self._ledger.leave(piece, "is a paragraph outside of the sections", heading.line if heading else "")

    def _end_section(self) -> None:
        """Settle the paragraphs of a section: they are its narrative where it has no bullets."""
        context = self._context
        self._had_list = False
        prose, context.prose = context.prose, []
        had_bullets = context.bullets > 0
        for piece in prose:
            if had_bullets or add_bullet(self._draft, context, piece) is None:
                self._ledger.leave(piece, f"is a paragraph beside the bullets of '{context.section}'")
        if context.heading is not None:
            self._ledger.leave(context.heading, "is a heading with nothing beneath it that has a place")


def _theme_words(number: int, name: str) -> str:
    """Return how a map names a theme."""
    called = f"Theme {number}" if number else "Theme"
    return f"{called}: {name}" if name else called
