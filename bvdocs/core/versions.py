"""Version numbers: 0.1, 0.2 … are drafts, 1.0, 2.0 … are final."""

import re
from typing import NamedTuple

_WRITTEN = re.compile(r"v?([0-9]{1,6})\.([0-9]{1,6})", re.IGNORECASE)


class Version(NamedTuple):
    """Sorts in the order in which versions are issued, and prints as `0.1`."""

    whole: int
    draft: int

    def __str__(self) -> str:
        return f"{self.whole}.{self.draft}"

    @property
    def is_final(self) -> bool:
        """Say whether it is a whole number: what went to the committee."""
        return self.draft == 0

    def next(self, *, final: bool) -> "Version":
        """Return the version that follows it."""
        return Version(self.whole + 1, 0) if final else Version(self.whole, self.draft + 1)


# What the first version follows.
BEFORE_THE_FIRST = Version(0, 0)


def parse_version(text: str) -> Version | None:
    """Return the version that `0.1` or `v0.1` means; None if the text is not a version."""
    written = _WRITTEN.fullmatch(text)
    return Version(int(written[1]), int(written[2])) if written else None
