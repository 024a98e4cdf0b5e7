"""How the stages say what they are at, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Called at the beginning of a stage; `detail` is for those who want to know more."""

    def __call__(self, stage: str, detail: str = "") -> None: ...


def tell_nobody(stage: str, detail: str = "") -> None:
    """Take what is said where nobody listens."""
