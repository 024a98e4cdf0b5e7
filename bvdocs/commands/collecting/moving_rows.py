"""Where the rows of a sheet go while others come in or are taken out."""

from collections.abc import Iterable


class MovingRows:
    """The rows of a sheet by the numbers that they had, and the number that each has now."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._now = {number: number for number in numbers}

    def __getitem__(self, number: int) -> int:
        return self._now.get(number, number)

    def came_in(self, number: int) -> None:
        """Count that a row came in under this number, so that those from there on have one more."""
        self._now = {was: now + (now >= number) for was, now in self._now.items()}

    def went(self, number: int) -> None:
        """Count that the row of this number is gone, so that those below have one less."""
        self._now = {was: now - (now > number) for was, now in self._now.items()}
