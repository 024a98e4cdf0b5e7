"""The draft made whole: themes numbered, rows given their themes and names, scales and status words settled."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bvdocs.core.model import Status
from bvdocs.core.quoting import normal, one_line
from bvdocs.core.rich_text import RichText, Run
from bvdocs.returns.importing.draft import Draft
from bvdocs.returns.importing.draft_rows import DraftRow
from bvdocs.returns.importing.import_map import ImportMap
from bvdocs.returns.importing.ledger import Ledger
from bvdocs.returns.importing.levels import UNCHANGED, LevelDraft, ScaleDraft, Seen, colours_apart, propose_scale
from bvdocs.returns.importing.merging import free_name, merge_rows
from bvdocs.returns.importing.names import COUNTS_AS, NOWHERE, plain
from bvdocs.returns.importing.themes import Themes, code_in
from bvdocs.workbook.reading.whitespace import only_spans

# The four that need no sheet of their own.
_OWN_WORDS = {each.value.casefold(): each.value for each in Status if each is not Status.PAUSED}
# Of which scale a column's levels are.
RATINGS, JUDGED = ("Rating", "Previous rating"), ("Judged",)
# Farther than this from its level, a fill is told (CIE ΔE 2000).
_NOTABLE = 10


@dataclass(slots=True)
class Assembled:
    """Everything that the workbook is made of; `statuses` are words of the council's own, with what they count as.

    `remarks` say what was proposed, a sentence each.
    """

    rows: list[DraftRow]
    scale: ScaleDraft
    action_scale: ScaleDraft
    statuses: dict[str, str]
    remarks: list[str] = field(default_factory=list)

    def of_sheet(self, name: str) -> Iterator[DraftRow]:
        """Yield the rows of a sheet."""
        return (row for row in self.rows if row.sheet == name)


def assemble(draft: Draft) -> Assembled:
    """Return what the draft comes to; what does not fit is listed in its ledger."""
    remarks: list[str] = []
    rows = merge_rows(draft.rows, draft.ledger)
    _give_themes(rows, draft.themes)
    remarks += _number_themes(draft.themes)
    _give_refs(rows)
    _take_codes_from_bullets(rows)
    told = [] if draft.map.scale is not None else _once(draft.levels, draft.ledger)
    scale = _scale(rows, RATINGS, told, draft.map.scale, draft.map)
    judged = _seen(rows, JUDGED)
    knows_all = bool(judged) and all(ScaleDraft(told).by_words(plain(each.words)) for each in judged if each.words)
    action_scale = _scale(rows, JUDGED, told if knows_all else [], draft.map.action_scale, draft.map)
    for columns, of_columns, called in ((RATINGS, scale, "Scale"), (JUDGED, action_scale, "Action scale")):
        remarks += _settle_levels(rows, columns, of_columns, called, draft.ledger)
    remarks += _proposed(scale, "Scale", draft.map.scale is not None)
    statuses = _settle_statuses(rows, draft.map)
    unsure = [word for word, counts_as in statuses.items() if not counts_as]
    if statuses:
        more = f"; say of {_quoted(unsure)} yourself" if unsure else ""
        remarks.append(f"What the council's own status words count as is proposed in the sheet Statuses{more}.")
    return Assembled(rows, scale, action_scale, statuses, remarks)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _give_themes(rows: Iterable[DraftRow], themes: Themes) -> None:
    """Give each row without a theme the one whose codes begin as its own does."""
    for row in rows:
        if row.theme is None and row.sheet in ("Criteria", "Actions"):
            codes = row.values.get("Criteria") or row.values.get("Code") or ()
            for code in (codes,) if isinstance(codes, str) else codes if isinstance(codes, tuple) else ():
                found = code_in(code)
                row.theme = row.theme or (themes.of_prefix(found[0]) if found else None)


def _number_themes(themes: Themes) -> Iterator[str]:
    """Give every theme a number, and yield what was proposed and what is odd about their codes."""
    for theme in themes.number_all():
        yield f"No number was given with the theme '{theme.name}'; it has {theme.number}."
    for theme in themes:
        if len(theme.prefixes) > 1:
            seen = ", ".join(f"'{prefix}' ({number})" for prefix, number in theme.prefixes.most_common())
            yield f"Codes of the theme '{theme.name}' begin with {seen}; its prefix is the first of these."


def _give_refs(rows: Iterable[DraftRow]) -> None:
    """Give each action a Ref of its own: the one that it had alone, else one made of its theme's prefix."""
    actions = [row for row in rows if row.sheet == "Actions"]
    counts = Counter(normal(row.values.get("Ref")) for row in actions)
    taken = {str(row.values["Ref"]) for row in actions if row.values.get("Ref")}
    for row in actions:
        ref = str(row.values.get("Ref") or "")
        if ref and counts[normal(ref)] == 1:
            continue
        if ref:
            row.note_typed("Ref", ref)
        prefix = row.theme.prefix if row.theme else ""
        row.values["Ref"] = free_name(f"{prefix}-A" if prefix else "A", taken)
        row.notes.append("Ref made by the import")
        taken.add(str(row.values["Ref"]))
    for row in rows:
        if row.parent is not None:
            row.values["Action"] = row.parent.values["Ref"]


def _take_codes_from_bullets(rows: Iterable[DraftRow]) -> None:
    """Give each bullet that ends in codes of characteristics, in brackets, these, and take them off its words."""
    known = {normal(row.values.get("Code")) for row in rows if row.sheet == "Criteria"}
    for row in rows:
        text = row.values.get("Text")
        plain_text = text.plain.rstrip(" .") if isinstance(text, RichText) else ""
        before, _, codes = plain_text.removesuffix(")").rpartition("(")
        named = tuple(code.strip() for code in codes.replace(";", ",").split(","))
        if isinstance(text, RichText) and plain_text.endswith(")") and all(normal(code) in known for code in named):
            row.values.setdefault("Criteria", named)
            row.values["Text"] = only_spans(text.runs, [(0, len(before.rstrip()))])


def _once(levels: Iterable[LevelDraft], ledger: Ledger) -> list[LevelDraft]:
    """Return the levels that keys told, each once; list another meaning of the same name."""
    found: dict[str, LevelDraft] = {}
    for level in levels:
        first = found.setdefault(plain(level.name), level)
        if normal(first.meaning) != normal(level.meaning):
            why = f"is another meaning of the level '{first.name}'"
            ledger.list_text(RichText((Run(level.meaning),)), "a key", why, level.name)
    return list(found.values())


def _seen(rows: Iterable[DraftRow], columns: tuple[str, ...]) -> list[Seen]:
    """Return what was seen of the levels in some columns."""
    return [value for row in rows for column in columns if isinstance(value := row.values.get(column), Seen)]


def _scale(
    rows: Iterable[DraftRow],
    columns: tuple[str, ...],
    told: list[LevelDraft],
    mapped: tuple[LevelDraft, ...] | None,
    said: ImportMap,
) -> ScaleDraft:
    """Return the scale of some columns: the map's, else the one proposed of what was told and seen."""
    scale = ScaleDraft(list(mapped)) if mapped is not None else propose_scale(told, _seen(rows, columns))
    known = {level.name for level in scale.levels} | {NOWHERE}
    scale.words = {word: "" if level == NOWHERE else level for word, level in said.ratings.items() if level in known}
    scale.fills |= {fill: "" if level == NOWHERE else level for fill, level in said.colours.items() if level in known}
    return scale


def _settle_levels(
    rows: Iterable[DraftRow], columns: tuple[str, ...], scale: ScaleDraft, called: str, ledger: Ledger
) -> Iterator[str]:
    """Put the level's name in place of what was seen of it; list words that are none, yield what is told of colours."""
    told: dict[str, None] = {}
    for row in rows:
        for column in columns:
            seen = row.values.get(column)
            if not isinstance(seen, Seen):
                continue
            del row.values[column]
            level = scale.level_of(seen)
            if plain(seen.words) in UNCHANGED and column != columns[0]:
                level = str(row.values.get(columns[0], ""))
            if level:
                row.values[column] = level
                _note_seen(row, column, seen, level)
                told |= dict.fromkeys(_colour_told(row, seen, level, scale, called))
            elif seen.words:
                why = f"is no level of the sheet {called}, and so not in '{column}'"
                ledger.list_text(RichText((Run(seen.words),)), str(row.place), why, one_line(row.main))
    yield from told


def _note_seen(row: DraftRow, column: str, seen: Seen, level: str) -> None:
    """Note what a level was read from, if that is not its name."""
    if not seen.words:
        row.notes.append(f"{column} by the colour {seen.fill}")
    elif seen.words != level:
        row.note_typed(column, seen.words)


def _colour_told(row: DraftRow, seen: Seen, level: str, scale: ScaleDraft, called: str) -> Iterator[str]:
    """Yield that a colour is far from the level it is taken for, or that words stand on the colour of another level."""
    colour = next((each.colour for each in scale.levels if each.name == level), "")
    if not colour or not seen.fill or colours_apart(colour, seen.fill) <= _NOTABLE:
        return
    nearest = scale.by_fill(seen.fill)
    if not seen.words:
        yield f"The colour {seen.fill} is taken for '{level}', the nearest in the sheet {called}, though not near."
    elif nearest not in ("", level):
        yield f"{row.place}: '{level}' stands on the colour of '{nearest}'; the words were taken. See which is right."


def _proposed(scale: ScaleDraft, called: str, is_mapped: bool) -> Iterator[str]:
    """Yield what is proposed of a scale, or that there is none."""
    if not scale.levels:
        yield f"No rating was seen, neither a word nor a colour: the sheet {called} has no level yet."
    elif not is_mapped and all(level.seen and level.seen[0].startswith("#") for level in scale.levels):
        yield f"The levels of the sheet {called} are called after their colours: give them the council's own names."


def _settle_statuses(rows: Iterable[DraftRow], said: ImportMap) -> dict[str, str]:
    """Put the four words as they are spelt in place of them; return the council's own, with what each counts as."""
    own: dict[str, str] = {}
    for row in rows:
        word = row.values.get("Status")
        if not isinstance(word, str):
            continue
        if normal(word) in _OWN_WORDS:
            spelt = _OWN_WORDS[normal(word)]
            if spelt != word:
                row.note_typed("Status", word)
            row.values["Status"] = spelt
        else:
            proposed = COUNTS_AS.get(plain(word), "")
            own.setdefault(word, said.statuses.get(plain(word), str(proposed)))
    return own
