"""Where the rows of a sheet go while others come in or are taken out."""

from collections.abc import Iterable


class MovingRows:
    """The rows of a sheet by the numbers that they had, and the number that each has now.

    A row that came in has a number below nought for the one that it had.
    """

    def __init__(self, numbers: Iterable[int]) -> None:
        self._now = {number: number for number in numbers}

    def __getitem__(self, row: int) -> int:
        return self._now.get(row, row)

    def is_new(self, number: int) -> bool:
        """Say whether the row that has this number now came in."""
        return any(now == number and was < 0 for was, now in self._now.items())

    def come_in(self, number: int, *, others_move: bool) -> int:
        """Count that a row came in under this number; return by which number it is known here.

        Where others move, each from there on has one more.
        """
        if others_move:
            self._now = {was: now + (now >= number) for was, now in self._now.items()}
        row = min([0, *self._now]) - 1
        self._now[row] = number
        return row

    def go(self, row: int, *, others_move: bool) -> None:
        """Count that a row is gone; where others move, each below has one less."""
        number = self._now.pop(row)
        if others_move:
            self._now = {was: now - (now > number) for was, now in self._now.items()}
