"""All themes together: one heatmap, the counts by theme and level, and the sentences a committee asks for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bvdocs.core.english import counted, in_sentence, listed, percentages, rounding_note, sentence
from bvdocs.core.model import Criterion, Level
from bvdocs.core.quoting import one_line
from bvdocs.core.rows import lower_part
from bvdocs.view.document_views import LevelCountsView, OverviewView, ThemeView
from bvdocs.view.figure_views import AllThemesView, BandView, CellView, KeyView
from bvdocs.view.heatmap import cells_key, count_levels, moves_key, summarise_ratings
from bvdocs.view.movement import NO_MARK, count_movement, name_moved, were_rated
from bvdocs.view.origins import Origins
from bvdocs.view.row_views import AbbreviationView

ALL_THEMES = "All themes"
_MOST_COMMONEST = 3
# Millimetres: what a letter of a table's heading takes, what is between columns, what the counts have in all.
_LETTER, _BETWEEN, _COLUMNS_WIDTH = 2.2, 4.0, 150.0


def build_overview(
    themes: Sequence[ThemeView],
    criteria: Mapping[int, tuple[Criterion, ...]],
    scale: tuple[Level, ...],
    abbreviations: tuple[AbbreviationView, ...],
) -> OverviewView | None:
    """Return the overview, if there is more than one theme; `criteria` gives each theme's, in its cells' order."""
    if len(themes) < 2:
        return None
    everything = tuple(each for theme in themes for each in criteria[theme.number])
    cells = [cell for theme in themes for cell in theme.heatmap.cells]
    columns = cells_key([cell for cell in cells if not cell.refers], scale)
    by_theme = tuple(
        replace(
            _count(theme.title, theme.anchor if theme.heatmap.cells else "", criteria[theme.number], scale, columns),
            origins=_title_cell(theme, "name"),
        )
        for theme in themes
    )
    total = _count(ALL_THEMES, "", everything, scale, columns)
    shares = percentages(numbers := _numbers(everything, scale, columns))
    rated = were_rated(everything)
    in_columns = _fit_in_columns(columns)
    return OverviewView(
        sentences=position_sentences(themes, criteria, scale),
        heatmap=_build_heatmap(themes, cells, by_theme, columns, scale),
        levels=columns if in_columns else tuple(map(_by_mark, columns)),
        marks_key="" if in_columns else sentence("; ".join(f"{each.mark or NO_MARK}: {each.name}" for each in columns)),
        by_theme=by_theme,
        total=total,
        shares=LevelCountsView("Share", "", tuple(f"{share}%" for share in shares), "100%" if any(numbers) else "0%"),
        shares_note=rounding_note(shares),
        movements=tuple(
            count_movement(theme.title, criteria[theme.number], scale, _title_cell(theme, "name")) for theme in themes
        )
        * rated,
        movement_total=count_movement(ALL_THEMES, everything, scale) if rated else None,
        abbreviations=abbreviations,
    )


def position_sentences(
    themes: Sequence[ThemeView], criteria: Mapping[int, tuple[Criterion, ...]], scale: tuple[Level, ...]
) -> tuple[str, ...]:
    """Return the sentences that a committee asks for, on all of the themes together."""
    everything = tuple(each for theme in themes for each in criteria[theme.number])
    by_name = [(theme.name, criteria[theme.number]) for theme in themes]
    return (
        summarise_ratings(everything, scale),
        *_commonest(everything, scale),
        *(_mostly_low(by_name, scale, count_levels(everything)) if len(themes) > 1 else ()),
        *name_moved(everything, scale),
    )


def _fit_in_columns(levels: Sequence[KeyView]) -> bool:
    """Say whether the names fit side by side above the counts, each word on a line."""
    longest = [max(len(word) for word in level.name.split()) for level in levels]
    return sum(longest) * _LETTER + len(levels) * _BETWEEN <= _COLUMNS_WIDTH


def _title_cell(theme: ThemeView, fact: str) -> Origins:
    """Return the cell of a theme's title as that of another view's fact."""
    return {fact: theme.origins["title"]} if "title" in theme.origins else {}


def _by_mark(level: KeyView) -> KeyView:
    """Return the level with its mark as its name."""
    origins = {fact: level.origins["mark"] for fact in ("mark", "name") if "mark" in level.origins}
    return replace(level, name=level.mark or NO_MARK, origins=origins)


def _count(
    name: str, anchor: str, criteria: tuple[Criterion, ...], scale: tuple[Level, ...], columns: tuple[KeyView, ...]
) -> LevelCountsView:
    """Return a row of the counts, in the order of the columns."""
    numbers = _numbers(criteria, scale, columns)
    return LevelCountsView(name, anchor, tuple(str(number) for number in numbers), str(sum(numbers)))


def _numbers(criteria: tuple[Criterion, ...], scale: tuple[Level, ...], columns: tuple[KeyView, ...]) -> list[int]:
    """Count the characteristics at each level, and those not assessed if there is a column for them."""
    counts = count_levels(criteria)
    return [counts[level.name] for level in scale] + [counts[None]] * (len(columns) > len(scale))


def _commonest(criteria: tuple[Criterion, ...], scale: tuple[Level, ...]) -> tuple[str, ...]:
    """Say which ratings are the commonest, and how many characteristics hold each; nothing where many are."""
    counts = count_levels(criteria)
    most = max(counts[level.name] for level in scale)
    names = [in_sentence(level.name) for level in scale if counts[level.name] == most]
    if not most or len(names) > _MOST_COMMONEST:
        return ()
    held = counted(most, "characteristic")
    if len(names) > 1:
        return (f"The commonest ratings are {listed(names)}, each held by {held}.",)
    return (f"The commonest rating is {names[0]}, held by {held}.",)


def _mostly_low(
    themes: Sequence[tuple[str, tuple[Criterion, ...]]], scale: tuple[Level, ...], totals: Counter[str | None]
) -> tuple[str, ...]:
    """Say which themes have more than half of what was assessed in the lower half of the scale, or that none has.

    `totals` counts the levels of all themes; where nothing was assessed there is nothing to say.
    """
    lower = lower_part(scale)
    if not lower or totals.total() == totals[None]:
        return ()
    what = "assessed characteristics" if totals[None] else "characteristics"
    where = in_sentence(lower[0].name) + (" or worse" if len(lower) > 1 else "")
    low = []
    for name, criteria in themes:
        counts = count_levels(criteria)
        assessed = counts.total() - counts[None]
        if sum(counts[level.name] for level in lower) * 2 > assessed:
            low.append(name)
    if not low:
        return (f"No theme has most of its {what} rated {where}.",)
    verb = "has most of its" if len(low) == 1 else "have most of their"
    return (f"{listed(low)} {verb} {what} rated {where}.",)


def _build_heatmap(
    themes: Sequence[ThemeView],
    cells: Sequence[CellView],
    by_theme: Sequence[LevelCountsView],
    columns: tuple[KeyView, ...],
    scale: tuple[Level, ...],
) -> AllThemesView:
    key = cells_key(cells, scale)
    parts = []
    for row, theme in zip(by_theme, themes, strict=True):
        held = [
            f"{count} {in_sentence(level.name)}"
            for level, count in zip(columns, row.counts, strict=True)
            if count != "0"
        ]
        if others := len(theme.heatmap.cells) - int(row.total):
            held.append(f"{others} rated under another characteristic")
        if held:
            parts.append(f"{row.name}: {listed(held)}")
    return AllThemesView(
        file="heatmap-all-themes",
        bands=tuple(
            BandView(theme.title, theme.heatmap.cells, origins=_title_cell(theme, "title"))
            for theme in themes
            if theme.heatmap.cells
        ),
        key=key,
        moves=moves_key(cells),
        alt=one_line(f"Heatmap of all themes, a band of cells for each. {'; '.join(parts)}."),
    )
