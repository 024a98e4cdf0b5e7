"""The new workbook: the rows that were drafted, each with where it came from, and what was not placed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bvdocs.core import schema
from bvdocs.core.added_sheets import ACTION_SCALE, MILESTONES, STATUSES
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.ongoing import is_ongoing
from bvdocs.core.rich_text import RichText, Run
from bvdocs.returns.importing.assembly import Assembled
from bvdocs.returns.importing.draft import Draft
from bvdocs.returns.importing.draft_rows import Content, DraftRow
from bvdocs.returns.importing.ledger import Ledger, NotPlaced
from bvdocs.returns.importing.levels import LevelDraft
from bvdocs.returns.importing.themes import Theme
from bvdocs.workbook.reading.whitespace import tidy
from bvdocs.workbook.writing.cell_contents import Lacking
from bvdocs.workbook.writing.formatting import make_workbook

IMPORTED_FROM = Column("Imported from", Kind.TEXT, "Where the row came from; this column is your own, and is not read.")
NOT_PLACED = Sheet(
    "Not placed",
    "What has no place in the other sheets, word for word; this sheet is your own, and is not read.",
    (
        Column("Words", Kind.RICH, "What it says."),
        IMPORTED_FROM,
        Column("Why", Kind.TEXT, "Why it has no place: it …"),
        Column("Beside", Kind.TEXT, "The words of the row, or the heading, that it stood with."),
    ),
)
_FILLED = (schema.THEMES, schema.CRITERIA, schema.NARRATIVE, schema.ACTIONS, MILESTONES, schema.ABBREVIATIONS)
# In characters as Excel counts them; a little less than it takes.
_LONGEST_CELL = 32_000


def new_workbook(draft: Draft, assembled: Assembled, day: date) -> bytes:
    """Return the workbook's file, made on `day`."""
    additions = set(_additions(assembled))
    sheets = tuple(
        replace(sheet, columns=(*sheet.columns, IMPORTED_FROM))
        if sheet.name in {each.name for each in _FILLED}
        else sheet
        for sheet in schema.sheets_with(additions)
    )
    by_name = {sheet.name: sheet for sheet in sheets}
    ledger = draft.ledger
    rows: dict[str, Sequence[Sequence[object]]] = {
        schema.REPORT.name: [_field(field, draft.fields.get(field.name)) for field in schema.REPORT_FIELDS],
        schema.SCALE.name: [_level(level) for level in assembled.scale.levels],
        ACTION_SCALE.name: [_level(level) for level in assembled.action_scale.levels],
        STATUSES.name: [[word, counts_as or Lacking.VALUE] for word, counts_as in assembled.statuses.items()],
        schema.THEMES.name: [_theme(theme) for theme in sorted(draft.themes, key=lambda each: each.number)],
    }
    for sheet in _FILLED:
        if sheet.name in by_name and sheet is not schema.THEMES:
            of_sheet = assembled.of_sheet(sheet.name)
            rows[sheet.name] = [_row(row, by_name[sheet.name], ledger) for row in of_sheet]
    rows[NOT_PLACED.name] = [line for each in ledger.not_placed for line in _not_placed(each)]
    return make_workbook(rows, day, (*sheets, NOT_PLACED))


def _additions(assembled: Assembled) -> Iterator[str]:
    """Yield which additions the rows need."""
    if assembled.statuses:
        yield STATUSES.addition
    for row in assembled.rows:
        sheet = next(each for each in schema.SHEETS if each.name == row.sheet)
        yield sheet.addition
        yield from (column.addition for column in sheet.columns if column.name in row.values)


def _field(field: Column, value: str | date | None) -> list[object]:
    return [field.name, value if value is not None else Lacking.VALUE if field.required else None]


def _level(level: LevelDraft) -> list[object]:
    return [each or Lacking.VALUE for each in (level.name, level.mark, level.colour, level.meaning)]


def _theme(theme: Theme) -> list[object]:
    values = {
        "Number": theme.number,
        "Name": theme.name,
        "Prefix": theme.prefix,
        "Lead": theme.lead,
        "Description heading": theme.description_heading,
    }
    lacking = [name for name in ("Name", "Prefix") if not values[name]]
    cells: list[object] = [values[column.name] or None for column in schema.THEMES.columns]
    places = [column.name for column in schema.THEMES.columns]
    for name in lacking:
        cells[places.index(name)] = Lacking.VALUE
    typed = [f"as typed: '{theme.piece.line}'"] if theme.piece is not None else []
    place = [str(theme.piece.place)] if theme.piece is not None else []
    return [*cells, _origin([*place, *typed], lacking)]


def _row(row: DraftRow, sheet: Sheet, ledger: Ledger) -> list[object]:
    """Return the cells of a row, what it lacks marked; what is too long for a cell is listed."""
    cells: list[object] = []
    lacking = []
    for column in sheet.columns[:-1]:
        value = _cell(column, row)
        if isinstance(value, str | RichText) and _length(value) > _LONGEST_CELL:
            words = value if isinstance(value, RichText) else RichText((Run(value),))
            ledger.list_text(words, str(row.place), f"is longer than a cell of Excel holds ('{column.name}')")
            value = None
        if value in (None, "") and column.required:
            lacking.append(column.name)
            value = Lacking.VALUE
        cells.append(value)
    typed = [f"as typed: {'; '.join(row.typed)}"] if row.typed else []
    origin = _origin([str(row.place), *dict.fromkeys(row.notes), *typed], lacking)
    if _length(origin) > _LONGEST_CELL:
        ledger.list_text(RichText((Run(origin),)), str(row.place), "is longer than a cell of Excel holds")
        origin = str(row.place)
    return [*cells, origin]


def _origin(parts: Iterable[str], lacking: Sequence[str]) -> str:
    """Return what 'Imported from' says: the place, what was read as something else, what is to be filled in."""
    told = [*parts, *([f"to fill in: {', '.join(lacking)}"] if lacking else [])]
    return tidy(". ".join(part[:1].upper() + part[1:] if number else part for number, part in enumerate(told)))


def _cell(column: Column, row: DraftRow) -> object:
    """Return what a row has in a column, as the workbook holds it."""
    if column.kind is Kind.THEME:
        return row.theme.number if row.theme is not None else None
    value: Content | None = row.values.get(column.name)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, date) and is_ongoing(value):
        return f"{value}"
    if column.kind is Kind.PERCENT and isinstance(value, int | float):
        return value / 100
    if column.kind is not Kind.RICH and isinstance(value, RichText):
        return value.plain
    return value


def _length(value: str | RichText) -> int:
    """Return how long a text is for Excel, which counts a character beyond the first 65,536 as two."""
    return len(str(value).encode("utf-16-le", "surrogatepass")) // 2


def _not_placed(listed: NotPlaced) -> Iterator[list[object]]:
    """Yield the row of what was not placed; several for words that are too long for a cell."""
    words = [listed.words] if _length(listed.words) <= _LONGEST_CELL else list(_cut(listed.words.plain))
    for each in words:
        yield [each, tidy(listed.place), tidy(listed.why)[:_LONGEST_CELL], tidy(listed.beside)[:_LONGEST_CELL] or None]


def _cut(text: str) -> Iterator[str]:
    """Yield a text in parts that cells hold, cut between words where there are any."""
    most = _LONGEST_CELL // 2
    while text:
        end = len(text) if len(text) <= most else text.rfind(" ", 0, most) + 1 or most
        yield text[:end]
        text = text[end:]
