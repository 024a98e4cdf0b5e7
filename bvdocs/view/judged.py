"""The council's own judgement of its actions, counted by the levels of its scale for them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bvdocs.core.colours import WHITE, ink_on
from bvdocs.core.english import percentages
from bvdocs.core.model import Action, Level
from bvdocs.core.quoting import one_line
from bvdocs.view.document_views import LevelView
from bvdocs.view.origins import cells_of

_NOT_JUDGED = LevelView("Not judged", "–", "No judgement has been given.", WHITE, ink_on(WHITE), True, 0, "")


def build_judged(actions: Sequence[Action], scale: Sequence[Level]) -> tuple[LevelView, ...]:
    """Return each level of the scale for actions with how many hold it; nothing if no action was judged."""
    counts = Counter(action.judged.name if action.judged else None for action in actions)
    if counts[None] == len(actions):
        return ()
    numbers = [counts[level.name] for level in scale] + [counts[None]] * bool(counts[None])
    shares = [f"{share}%" for share in percentages(numbers)]
    levels = [
        LevelView(
            one_line(level.name), level.mark, level.meaning, level.colour, ink_on(level.colour), False, number, share,
            origins=cells_of(level.source, name="Level", mark="Mark", meaning="Meaning"),
        )
        for level, number, share in zip(scale, numbers, shares, strict=False)
    ]  # fmt: skip
    if counts[None]:
        levels.append(replace(_NOT_JUDGED, count=counts[None], share=shares[-1]))
    return tuple(levels)
