"""What the files are read into: rows, themes, fields of the report, levels told; and how each name was read."""

import re
from dataclasses import dataclass, field
from datetime import date

from bvdocs.core.columns import Kind
from bvdocs.core.exempt_words import begins_in_capitals, opens_exempt, says_exempt
from bvdocs.core.model import Section
from bvdocs.core.quoting import normal, shortened
from bvdocs.core.schema import REPORT_FIELDS
from bvdocs.returns.importing.draft_rows import SHEETS_BY_NAME, DraftRow
from bvdocs.returns.importing.import_map import BEGINS, ImportMap
from bvdocs.returns.importing.ledger import Ledger
from bvdocs.returns.importing.levels import LevelDraft, Seen
from bvdocs.returns.importing.names import NOWHERE
from bvdocs.returns.importing.pieces import Piece
from bvdocs.returns.importing.table_headings import MappedTable, TableHeading
from bvdocs.returns.importing.themes import Theme, Themes, code_in
from bvdocs.workbook.reading.bullet_marks import unmarked
from bvdocs.workbook.reading.dates_in_text import date_in

# In characters; enough to know a paragraph by.
_BEGINNING = 60
# A longer heading is not named beside each row beneath it.
_LONGEST_UNDER = 200
_RATING_WORDS = re.compile(
    r"[\W_]*(?:[A-Z]{1,3}|(?:dark |light )?(?:green|yellow|amber|red|orange|blue))[\W_]*", re.IGNORECASE
)


@dataclass(slots=True)
class Draft:
    """What was read so far; `headings` and `tables` say how each heading and each table was read, for the map."""

    map: ImportMap
    themes: Themes = field(default_factory=Themes)
    ledger: Ledger = field(default_factory=Ledger)
    rows: list[DraftRow] = field(default_factory=list)
    fields: dict[str, str | date] = field(default_factory=dict)
    levels: list[LevelDraft] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    tables: dict[str, TableHeading] = field(default_factory=dict)

    def mapped_table(self, place: str) -> MappedTable | None:
        """Return what the map says of a table, by the place of its heading row; None if nothing."""
        return self.map.tables.get(place)

    def mapped_heading(self, words: str) -> str | None:
        """Return what the map says that a heading means; None if nothing."""
        return self.map.headings.get(normal(words))

    def note_heading(self, words: str, means: str) -> None:
        """Note how a heading was read, as it was read first."""
        self.headings.setdefault(words, means)

    def take_field(self, name: str, value: str, piece: Piece) -> None:
        """Put a value into a field of the report, unless it has one; list the piece, as the sheet has no place for it.

        A day that cannot be read is not put in.
        """
        kind = next(each.kind for each in REPORT_FIELDS if each.name == name)
        read: str | date | None = date_in(value) if kind is Kind.DATE else value
        if read is None:
            self.ledger.leave(piece, f"is no date that is read, and so not '{name}' in the sheet Report")
        elif self.fields.setdefault(name, read) == read:
            self.ledger.leave(piece, f"is read as '{name}' in the sheet Report", is_read=True)
        else:
            self.ledger.leave(piece, f"is another '{name}' than the one that was met first")


@dataclass(slots=True)
class Context:
    """What stands above the piece that is read: theme, section and their headings.

    `section` is None under no heading that tells one, NOWHERE under one that means nothing to a workbook.
    """

    theme: Theme | None = None
    theme_level: int = 0
    section: str | None = None
    section_level: int = 0
    heading: Piece | None = None
    bullets: int = 0
    prose: list[Piece] = field(default_factory=list)
    # Why what is read is not for publication: what the file says, and the headings above; '' if it may be public.
    exempt_file: str = ""
    exempt_theme: str = ""
    exempt_section: str = ""

    @property
    def why_exempt(self) -> str:
        """Return the words that say that what is read is not for publication; '' if none do."""
        return self.exempt_section or self.exempt_theme or self.exempt_file

    def begin_theme(self, theme: Theme, level: int, heading: str) -> None:
        """Go on to a theme, under no section."""
        self.theme, self.theme_level, self.exempt_theme = theme, level, exempt_words_in(heading)
        self.section, self.section_level, self.heading, self.exempt_section = None, 0, None, ""
        self.bullets = 0


def exempt_words_in(line: str) -> str:
    """Return a line that says that something is not for publication; '' for any other."""
    return line if says_exempt(line) or begins_in_capitals(line) else ""


def mark_exempt(row: DraftRow, words: str) -> None:
    """Mark a row as exempt where the file says so beside it; what its own cell says stays."""
    if (
        words
        and "Exempt" in {column.name for column in SHEETS_BY_NAME[row.sheet].columns}
        and "Exempt" not in row.values
    ):
        row.values["Exempt"] = "yes"
        row.notes.append(f"exempt, as it says '{shortened(words)}'")


def add_bullet(draft: Draft, context: Context, piece: Piece) -> DraftRow | None:
    """Add a row of narrative for a piece; return None if there is nothing in it but a mark."""
    text = unmarked(piece.text)
    if not text.plain.strip():
        return None
    row = DraftRow("Narrative", piece.place, context.theme)
    if piece.remark:
        row.notes.append(piece.remark)
    row.values["Text"] = text
    if context.section and context.section != NOWHERE:
        row.values["Section"] = context.section
    links = list(dict.fromkeys(run.link for run in text.runs if run.link))
    for link in links[1:]:
        row.note_typed("another link", link)
    if context.heading is not None and len(context.heading.line) <= _LONGEST_UNDER:
        stands_with_theme = context.theme is not None and context.theme.description_heading == context.heading.line
        if normal(context.heading.line) != normal(context.section) and not stands_with_theme:
            row.notes.append(f"under '{context.heading.line}'")
        draft.ledger.settle(context.heading)
    draft.ledger.settle(piece)
    draft.rows.append(row)
    mark_exempt(row, piece.line if opens_exempt(piece.line) or begins_in_capitals(piece.line) else "")
    context.bullets += 1
    return row


def beginning(piece: Piece) -> str:
    """Return how a map names a paragraph: by its first words and an ellipsis."""
    words = shortened(unmarked(piece.text).plain, _BEGINNING).removesuffix(BEGINS).strip()
    return f"{words} {BEGINS}"


def add_code(
    draft: Draft, theme: Theme | None, code: str, rest: str, piece: Piece, *, fill_tells: bool = False
) -> DraftRow:
    """Add a characteristic that is told by its code, with the words beside it and the colour behind it, if it tells."""
    fill = piece.fill if fill_tells else ""
    row = DraftRow("Criteria", piece.place, theme, {"Code": code})
    if rest and _RATING_WORDS.fullmatch(rest):
        row.values["Rating"] = Seen(rest, fill)
    else:
        if rest:
            row.values["Characteristic"] = rest
        if fill:
            row.values["Rating"] = Seen("", fill)
    if piece.remark:
        row.notes.append(piece.remark)
    note_prefix(theme, code)
    draft.rows.append(row)
    draft.ledger.settle(piece)
    return row


def note_prefix(theme: Theme | None, code: str) -> None:
    """Count the prefix of a code for the theme that it stands in."""
    found = code_in(code)
    if theme is not None and found:
        theme.prefixes[found[0]] += 1


def is_section(name: str | None) -> bool:
    """Say whether a name is that of a section of the narrative."""
    return name in {each.value for each in Section}
