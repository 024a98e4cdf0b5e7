"""The ratings of a theme: cells, counts, the sentence that sums them up, and the alt text."""

from collections import Counter
from collections.abc import Sequence
from math import ceil

from bvdocs.core.colours import BLACK, WHITE, ink_on
from bvdocs.core.english import (
    are,
    counted,
    in_sentence,
    listed,
    natural_order,
    number_word,
    percentages,
    rounding_note,
    sentence,
)
from bvdocs.core.model import Criterion, Level, Theme
from bvdocs.core.quoting import one_line
from bvdocs.view.document_views import LevelView
from bvdocs.view.figure_views import CellView, Detail, HeatmapView, KeyView
from bvdocs.view.movement import IMPROVED, NO_MARK, WORSENED, movement_of, summarise_movement
from bvdocs.view.names import anchor, theme_slug
from bvdocs.view.origins import cells_of

NOT_ASSESSED = "Not assessed"
_PREVIOUS = "Previous rating"


def in_code_order(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Sort characteristics by prefix, then number."""
    return tuple(sorted(criteria, key=lambda criterion: natural_order(criterion.code)))


def build_heatmap(
    theme: Theme, title: str, cells: tuple[CellView, ...], scale: tuple[Level, ...], columns: int
) -> HeatmapView:
    """Return the theme's heatmap: cells in rows of `columns`, and only the key entries that it needs."""
    key = cells_key(cells, scale)
    return HeatmapView(
        file=f"heatmap-{theme_slug(theme)}",
        columns=columns,
        cells=cells,
        key=key,
        moves=moves_key(cells),
        alt=one_line(f"Heatmap of {title}. {_alt(cells, columns, [entry.name for entry in key])}"),
    )


def scale_key(scale: tuple[Level, ...]) -> tuple[KeyView, ...]:
    """Return the key of the scale: an entry for each level."""
    return tuple(level_key(level) for level in scale)


def level_key(level: Level) -> KeyView:
    """Return a level as the entry of a key: its mark on its colour, and its name."""
    return KeyView(
        level.mark,
        one_line(level.name),
        level.colour,
        ink_on(level.colour),
        hatched=False,
        origins=cells_of(level.source, mark="Mark", name="Level"),
    )


def cells_key(cells: Sequence[CellView], scale: tuple[Level, ...]) -> tuple[KeyView, ...]:
    """Return the key of these cells: all levels, and 'Not assessed' if there is such a cell."""
    not_assessed = KeyView("", NOT_ASSESSED, WHITE, BLACK, hatched=True)
    return scale_key(scale) + (not_assessed,) * any(cell.hatched for cell in cells)


def moves_key(cells: Sequence[CellView]) -> tuple[Detail, ...]:
    """Return what the triangles mean that these cells have."""
    marks = {cell.movement_mark for cell in cells}
    moves = (Detail(IMPROVED, "Improved"), Detail(WORSENED, "Worsened"))
    return tuple(move for move in moves if move.label in marks)


def build_cell(criterion: Criterion, everything: dict[str, Criterion], scale: tuple[Level, ...]) -> CellView:
    """Return the characteristic's cell; `everything` finds by its code what 'See' names."""
    rating = _shown_rating(criterion, everything)
    fill = rating.colour if rating else WHITE
    words = one_line(rating.name) if rating else NOT_ASSESSED
    moved, mark = movement_of(criterion, scale)
    if criterion.see:
        label, words = f"See {criterion.see}", f"See {criterion.see} ({in_sentence(words)})"
    else:
        label = rating.mark if rating else NOT_ASSESSED
    shown = "See" if criterion.see else "Rating"
    return CellView(
        code=criterion.code,
        name=criterion.name,
        mark=rating.mark if rating else NO_MARK,
        label=label,
        words=words,
        fill=fill,
        ink=ink_on(fill),
        hatched=rating is None,
        movement=moved,
        movement_mark=mark,
        anchor=anchor("rating", criterion.code),
        origins=cells_of(
            criterion.source,
            code="Code",
            name="Characteristic",
            mark=shown,
            label=shown,
            words=shown,
            **({"movement": _PREVIOUS, "movement_mark": _PREVIOUS} if criterion.previous else {}),
        ),
    )


def _shown_rating(criterion: Criterion, everything: dict[str, Criterion]) -> Level | None:
    """Return the characteristic's own rating, or that of the one it refers to in the end."""
    while criterion.see:
        criterion = everything[criterion.see]
    return criterion.rating


def build_levels(criteria: tuple[Criterion, ...], scale: tuple[Level, ...]) -> tuple[LevelView, ...]:
    """Return a row for each level, with how many characteristics hold it; what refers to another is not counted."""
    counts = count_levels(criteria)
    numbers = [counts[level.name] for level in scale]
    rows = [(one_line(level.name), level.mark, level.meaning, level.colour) for level in scale]
    cells = [cells_of(level.source, name="Level", mark="Mark", meaning="Meaning") for level in scale]
    if counts[None]:
        numbers.append(counts[None])
        rows.append((NOT_ASSESSED, NO_MARK, "No rating has been given.", WHITE))
        cells.append({})
    return tuple(
        LevelView(name, mark, meaning, fill, ink_on(fill), place == len(scale), number, f"{share}%", origins=origins)
        for place, ((name, mark, meaning, fill), origins, number, share) in enumerate(
            zip(rows, cells, numbers, percentages(numbers), strict=True)
        )
    )


def build_shares_note(criteria: tuple[Criterion, ...], scale: tuple[Level, ...]) -> str:
    """Say that the shares of these levels do not add up to 100%, where rounding is the cause."""
    counts = count_levels(criteria)
    return rounding_note(percentages([*(counts[level.name] for level in scale), counts[None]]))


def count_levels(criteria: tuple[Criterion, ...]) -> Counter[str | None]:
    """Count the characteristics at each level, by its name; None stands for not assessed."""
    own = (criterion for criterion in criteria if not criterion.see)
    return Counter(criterion.rating.name if criterion.rating else None for criterion in own)


def summarise_ratings(criteria: tuple[Criterion, ...], scale: tuple[Level, ...]) -> str:
    """Sum the ratings up: 'Of 12 characteristics, seven are light green or better, three are yellow and two are amber.'

    The upper half of the scale is taken together; each lower level that occurs is named.
    """
    counts = count_levels(criteria)
    total = counts.total()
    if total == 0:
        return "No characteristics with a rating of their own are recorded."
    if counts[None] == total:
        return "None of the characteristics has been assessed."
    upper = scale[: len(scale) // 2]
    clauses = []
    if upper:
        best = in_sentence(upper[-1].name) + (" or better" if len(upper) > 1 else "")
        clauses.append(are(sum(counts[level.name] for level in upper), best))
    clauses += [are(counts[level.name], in_sentence(level.name)) for level in scale[len(upper) :] if counts[level.name]]
    if counts[None]:
        clauses.append(are(counts[None], "not assessed"))
    sentences = (f"Of {counted(total, 'characteristic')}, {listed(clauses)}.", summarise_movement(criteria, scale))
    return " ".join(each for each in (*sentences, _summarise_references(criteria)) if each)


def _summarise_references(criteria: Sequence[Criterion]) -> str:
    """Say how many refer to others: 'One more refers to another and is counted there.'; '' if none does."""
    number = sum(bool(criterion.see) for criterion in criteria)
    if not number:
        return ""
    rest = "refers to another and is counted there" if number == 1 else "refer to others and are counted there"
    return sentence(f"{number_word(number)} more {rest}")


def _alt(cells: tuple[CellView, ...], columns: int, levels: list[str]) -> str:
    """Say what the cells hold: '12 characteristics in two rows of six: 3 dark green (L001, L002, L005), …'."""
    if not cells:
        return "It has no cells."
    own = [cell for cell in cells if not cell.refers]
    by_level = {name: [cell.code for cell in own if cell.words == name] for name in levels}
    parts = [f"{len(codes)} {in_sentence(name)} ({', '.join(codes)})" for name, codes in by_level.items() if codes]
    parts += [f"{cell.code}: {in_sentence(cell.words)}" for cell in cells if cell not in own]
    noun = "characteristic" if len(cells) == 1 else "characteristics"
    return f"{len(cells)} {noun} {_layout(len(cells), columns)}: {', '.join(parts)}."


def _layout(cells: int, columns: int) -> str:
    rows = ceil(cells / columns)
    if rows == 1:
        return "in one row"
    most = "" if cells % columns == 0 else "up to "
    return f"in {number_word(rows)} rows of {most}{number_word(columns)}"
