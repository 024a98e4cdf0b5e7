"""What stands between a sign and the next that closes it, such as a comment.

The expression `opening.*?closing` finds the same, but goes to the end of the text again for each that is never closed.
"""

import re
from collections.abc import Callable, Iterator, Mapping


class Enclosed:
    """Kinds of what is enclosed: by the expression that opens each, the one that closes it; neither has groups.

    Letters count in any case.
    """

    def __init__(self, closings: Mapping[str, str]) -> None:
        self._opening = re.compile("|".join(f"({each})" for each in closings), re.IGNORECASE)
        self._closings = [re.compile(each, re.IGNORECASE) for each in closings.values()]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each piece begins and where it ends, with its signs; one that is never closed is none."""
        never_closed: set[int] = set()
        place = 0
        while opened := self._opening.search(text, place):
            kind = (opened.lastindex or 0) - 1
            closed = None if kind in never_closed else self._closings[kind].search(text, opened.end())
            if closed:
                yield opened.start(), closed.end()
                place = closed.end()
            else:
                never_closed.add(kind)
                place = opened.start() + 1

    def replaced(self, text: str, by: Callable[[str], str]) -> str:
        """Return the text with what `by` makes of each enclosed piece."""
        pieces: list[str] = []
        place = 0
        for start, end in self.spans(text):
            pieces += [text[place:start], by(text[start:end])]
            place = end
        return "".join((*pieces, text[place:]))


COMMENTS = Enclosed({"<!--": "-->"})
TAGS = Enclosed({r"\{\{": r"\}\}", r"\{%": r"%\}", r"\{#": r"#\}"})
