"""Text as Excel holds it: stretches of one look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look; `link` is an address or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """Text with bold, italic and links, as set in Excel."""

    runs: tuple[Run, ...] = ()

    @property
    def plain(self) -> str:
        """Return the words alone."""
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __str__(self) -> str:
        return self.plain
