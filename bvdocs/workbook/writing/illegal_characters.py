"""The characters that no cell can hold."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE


def without_illegal_characters(text: str) -> str:
    """Return a text with a space for each character that no cell can hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))
