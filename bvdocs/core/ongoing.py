"""A due date that never comes."""

from datetime import date


class Ongoing(date):
    """When something is due that has no end: later than any day, and written as a word."""

    def __format__(self, _form: str) -> str:
        return "Ongoing"

    def isoformat(self) -> str:
        """Return what stands for it where a program reads a date."""
        return "ongoing"


ONGOING = Ongoing(9999, 12, 31)


def is_ongoing(day: date) -> bool:
    """Say whether this is no day, but stands for none."""
    return isinstance(day, Ongoing)
