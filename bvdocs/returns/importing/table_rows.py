"""The rows of tables: actions, characteristics, a scale, abbreviations, milestones; and tables of shaded codes."""

from collections.abc import Callable, Mapping, Sequence

from bvdocs.core.exempt_words import heading_of, marks_exempt
from bvdocs.core.quoting import one_line
from bvdocs.core.rich_text import RichText
from bvdocs.returns.importing.draft import (
    Context,
    Draft,
    add_bullet,
    add_code,
    exempt_words_in,
    is_section,
    mark_exempt,
    note_prefix,
)
from bvdocs.returns.importing.draft_rows import DraftRow, take_piece
from bvdocs.returns.importing.levels import tell_ratings
from bvdocs.returns.importing.names import NOWHERE, field_of
from bvdocs.returns.importing.pieces import Piece, Row, Table, lines_of, plain_text
from bvdocs.returns.importing.table_headings import TableHeading, heading_row, may_be_heading
from bvdocs.returns.importing.table_shapes import (
    alone_in,
    day_at_end,
    is_grid,
    is_key,
    level_of_key,
    place_of,
    words_of_row,
)
from bvdocs.returns.importing.themes import Theme, ThemeName, leading_code, theme_named
from bvdocs.workbook.reading.bullet_marks import unmarked

# Further down, a table has no heading row.
_MOST_ROWS_ABOVE = 60
_TEXTS = ("Action", "Opportunity", "Update", "Success measure", "Evidence", "Owner", "Source", "Accountable")


class TableReader:
    """A reader of tables, which hands words that stand alone in a row to `take_heading`: it says if they are one."""

    def __init__(self, draft: Draft, take_heading: Callable[[Piece], bool]) -> None:
        self._draft = draft
        self._ledger = draft.ledger
        self._take_heading = take_heading
        # Whether the colours behind the codes of the table are those of ratings.
        self._fills_tell = False
        # The words of a row above that say that what follows is not for publication.
        self._exempt = ""

    def take(self, table: Table, context: Context) -> None:
        """Read a table; `context` is what stands above it, and changes with headings in the table."""
        heading: TableHeading | None = None
        headless: list[Row] = []
        last: DraftRow | None = None
        self._exempt = ""
        pieces = (piece for row in table.rows for piece in row.pieces)
        self._fills_tell = tell_ratings(piece.fill for piece in pieces if leading_code(piece.line)[0])
        for number, row in enumerate(table.rows):
            if heading is not None and heading.repeats(row):
                self._ledger.settle(*row.pieces)
                continue
            alone = alone_in(row)
            if alone is not None and self._take_alone(alone, row):
                self._take_headless(headless, context)
                continue
            mapped = self._draft.mapped_table(str(row.place))
            is_likely = mapped is not None or (heading is None and number < _MOST_ROWS_ABOVE) or may_be_heading(row)
            new = heading_row(row, table.rows[number + 1 :], mapped) if is_likely else None
            if new is not None:
                self._take_headless(headless, context)
                heading, last = new, None
                self._note(heading)
            elif heading is None:
                headless.append(row)
            else:
                last = self._take_row(heading, row, last, context)
        self._take_headless(headless, context)

    def _take_alone(self, piece: Piece, row: Row) -> bool:
        """Take words that stand alone in a row, if they are a heading or say that what follows is exempt."""
        spans = sum(cell is piece for cell in row.cells) > 1
        exempt = exempt_words_in(piece.line)
        self._exempt = exempt or ("" if spans else self._exempt)
        if self._take_heading(piece):
            return True
        if exempt:
            self._ledger.leave(piece, "says of what follows that it is not for publication", is_read=True)
        return bool(exempt)

    def _note(self, heading: TableHeading) -> None:
        """Note how a heading row was read, and list its words."""
        self._draft.tables[str(heading.row.place)] = heading
        if heading.sheet == NOWHERE:
            return
        named = heading.named()
        read = "; ".join(
            f"{words}: {column.lower() if column == NOWHERE else column}" for words, column in named.items()
        )
        words = plain_text(" | ".join(piece.line for piece in heading.row.pieces if piece.line))
        self._ledger.settle(*heading.row.pieces)
        why = f"is the heading row of a table, read as columns of {heading.sheet} ({read})"
        self._ledger.list_text(words, str(heading.row.place), why, is_read=True)

    def _take_row(self, heading: TableHeading, row: Row, last: DraftRow | None, context: Context) -> DraftRow | None:
        """Take a row below a heading; return the row of the workbook that further rows may belong to."""
        by_column: dict[str, list[Piece]] = {}
        for piece in row.pieces:
            index = place_of(row, piece)
            column = heading.columns[index] if index < len(heading.columns) else NOWHERE
            by_column.setdefault(column, []).append(piece)
        match heading.sheet:
            case "Actions":
                made = self._take_action(by_column, row, last, context)
            case "Criteria":
                made = self._take_criterion(by_column, row, context)
            case "Scale":
                self._take_level(by_column)
                made = None
            case "Abbreviations" | "Milestones":
                made = self._take_plain(heading.sheet, by_column, row)
            case _:
                made = None
        if made is not None:
            self._mark_exempt(made, heading, row)
        beside = one_line(made.main) if made else ""
        names = {id(piece): heading.row.cells[place_of(row, piece)] for piece in by_column.get(NOWHERE, ())
                 if place_of(row, piece) < len(heading.row.cells)}  # fmt: skip
        for piece in row.pieces:
            name = names.get(id(piece))
            why = f"is in the column '{name.line}', which is not read" if name else "is in a row that is not read"
            self._ledger.leave(piece, why, beside or words_of_row(row))
        return made

    def _mark_exempt(self, made: DraftRow, heading: TableHeading, row: Row) -> None:
        """Mark a row as exempt where a cell of it says so, in a column that is not its own for that, or a row above."""
        mark_exempt(made, self._exempt)
        for piece in row.pieces:
            at = place_of(row, piece)
            head = heading.row.cells[at] if at < len(heading.row.cells) else None
            if piece.line and marks_exempt(heading_of(head.line if head else ""), piece.line):
                mark_exempt(made, piece.line)

    def _take_action(
        self, by_column: Mapping[str, Sequence[Piece]], row: Row, last: DraftRow | None, context: Context
    ) -> DraftRow | None:
        actions = [piece for piece in by_column.get("Action", ()) if piece.line]
        milestones = [piece for piece in by_column.get("Milestone", ()) if piece.line]
        if last is not None and self._goes_on(actions, by_column, milestones):
            self._add_to(last, by_column)
            self._take_milestones(last, milestones)
            return last
        if not actions:
            return None
        made = DraftRow("Actions", row.place, self._theme(by_column, context))
        for column, pieces in by_column.items():
            for piece in pieces if column not in (NOWHERE, "Theme", "Milestone") else ():
                take_piece(made, column, piece, self._ledger)
        self._draft.rows.append(made)
        self._take_milestones(made, milestones)
        return made

    def _goes_on(
        self, actions: Sequence[Piece], by_column: Mapping[str, Sequence[Piece]], milestones: Sequence[Piece]
    ) -> bool:
        """Say whether a row is more of the action above: its cell is merged with that one's, or has steps alone."""
        if actions:
            return all(self._ledger.is_settled(piece) for piece in actions)
        return bool(milestones) and not any(piece.line for piece in by_column.get("Ref", ()))

    def _add_to(self, made: DraftRow, by_column: Mapping[str, Sequence[Piece]]) -> None:
        """Add to an action what further rows say of it; what its cells have no room for is listed."""
        for column, pieces in by_column.items():
            for piece in pieces if column not in (NOWHERE, "Milestone", "Theme") else ():
                if self._ledger.is_settled(piece) or not piece.line:
                    continue
                if column in _TEXTS or column not in made.values:
                    take_piece(made, column, piece, self._ledger)
                else:
                    self._ledger.leave(piece, f"is a second value for '{column}'", one_line(made.main))

    def _take_milestones(self, action: DraftRow, pieces: Sequence[Piece]) -> None:
        """Add a milestone for each line of the pieces, with the date that the line ends in, if it does."""
        for piece in pieces:
            if self._ledger.is_settled(piece):
                continue
            for line in lines_of(piece.text):
                text = unmarked(line).plain.strip()
                if not text:
                    continue
                row = DraftRow("Milestones", piece.place, action.theme, {"Milestone": text}, parent=action)
                if day := day_at_end(text):
                    row.values["Due"] = day
                self._draft.rows.append(row)
            self._ledger.settle(piece)

    def _take_criterion(self, by_column: Mapping[str, Sequence[Piece]], row: Row, context: Context) -> DraftRow | None:
        codes = [piece for piece in by_column.get("Code", ()) if piece.line]
        code, rest = leading_code(codes[0].line) if codes else ("", "")
        if not code:
            return None
        made = DraftRow("Criteria", row.place, self._theme(by_column, context), {"Code": code})
        note_prefix(made.theme, code)
        if rest and not any(piece.line for piece in by_column.get("Characteristic", ())):
            made.values["Characteristic"] = rest
        elif rest:
            made.note_typed("Code", codes[0].line)
        self._ledger.settle(codes[0])
        for column, pieces in by_column.items():
            for piece in pieces if column not in (NOWHERE, "Theme", "Code") else ():
                if is_section(column):
                    self._take_narrative(column, piece, code, made.theme)
                else:
                    take_piece(made, column, piece, self._ledger)
        if "Rating" not in by_column and codes[0].fill and self._fills_tell:
            take_piece(made, "Rating", Piece(RichText(), codes[0].place, codes[0].fill), self._ledger)
        self._draft.rows.append(made)
        return made

    def _take_narrative(self, section: str, piece: Piece, code: str, theme: Theme | None) -> None:
        """Add a bullet for each line of a cell that stands in a section's column, about the row's characteristic."""
        for line in lines_of(piece.text):
            of_line = Piece(line, piece.place, remark=piece.remark)
            if bullet := add_bullet(self._draft, Context(theme, section=section), of_line):
                bullet.values["Criteria"] = (code,)
        self._ledger.settle(piece)

    def _take_level(self, by_column: Mapping[str, Sequence[Piece]]) -> None:
        """Take a row of a key: a level's name, with its mark and colour, and what it means."""
        name = next(iter(by_column.get("Level", ())), None)
        meaning = next(iter(by_column.get("Meaning", ())), None)
        mark = next(iter(by_column.get("Mark", ())), None)
        if name is None or meaning is None or not name.line:
            return
        self._draft.levels.append(level_of_key(name, mark, meaning))
        self._ledger.settle(name, meaning, mark)

    def _take_plain(self, sheet: str, by_column: Mapping[str, Sequence[Piece]], row: Row) -> DraftRow | None:
        made = DraftRow(sheet, row.place)
        for column, pieces in by_column.items():
            for piece in pieces if column != NOWHERE else ():
                take_piece(made, column, piece, self._ledger)
        if made.values:
            self._draft.rows.append(made)
        return made if made.values else None

    def _theme(self, by_column: Mapping[str, Sequence[Piece]], context: Context) -> Theme | None:
        """Return the theme that a row names in a column of its own, else the one of the heading above."""
        for piece in by_column.get("Theme", ()):
            known = self._draft.themes.known()
            named = theme_named(piece.line, known)
            if named is None and piece.line.isdigit() and len(piece.line) <= 3:
                named = ThemeName(int(piece.line), "")
            elif named is None and piece.line:
                named = ThemeName(0, piece.line)
            if named is not None:
                found = self._draft.themes.take(named, piece)
                if found.piece is piece or piece.line in (found.name, str(found.number)):
                    self._ledger.settle(piece)
                else:
                    self._ledger.leave(piece, f"is read as the theme '{found.name or found.number}'", is_read=True)
                return found
        return context.theme

    def _take_headless(self, rows: list[Row], context: Context) -> None:
        """Take rows above any heading row: shaded codes, a key, fields with their names, or nothing that is known."""
        taken, rows[:] = list(rows), []
        if is_grid(taken):
            for piece in (piece for row in taken for piece in row.pieces):
                code, rest = leading_code(piece.line)
                if code:
                    add_code(self._draft, context.theme, code, rest, piece, fill_tells=self._fills_tell)
        elif is_key(taken):
            for row in taken:
                name, meaning = row.pieces
                self._take_level({"Level": (name,), "Meaning": (meaning,)})
        elif len(taken) > 1 and all(len(row.pieces) > 1 for row in taken[:2]):
            unread = TableHeading(taken[0], NOWHERE, (NOWHERE,) * len(taken[0].cells))
            self._draft.tables.setdefault(str(taken[0].place), unread)
        for row in taken:
            self._take_field(row)

    def _take_field(self, row: Row) -> None:
        """Take a row of a field of the report and its value; list any other."""
        pieces = [piece for piece in row.pieces if piece.line]
        if len(pieces) == 2 and (field := field_of(pieces[0].line.rstrip(" :"))):
            self._draft.take_field(field, pieces[1].line, pieces[1])
            self._ledger.leave(pieces[0], f"is read as '{field}' in the sheet Report", is_read=True)
        if len(pieces) == 1:
            self._ledger.leave(pieces[0], "stands above or in a table, and is no heading that is known")
        self._ledger.leave_rest(pieces, "is in a table that is not read", words_of_row(row))
