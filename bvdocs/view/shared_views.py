"""Views that several documents have."""

from dataclasses import dataclass

from bvdocs.view.origins import Traced


@dataclass(frozen=True, slots=True)
class AbbreviationView(Traced):
    """A short form that the document uses, and what it stands for."""

    short: str
    full: str
