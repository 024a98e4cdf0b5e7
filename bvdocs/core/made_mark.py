"""The mark in a Word file's keywords by which it is known as the one that was made, whoever saved it since."""

import re

from bvdocs.core.hashing import hash_of

_DIGITS = 16
_MARK = re.compile(rf"\bbvdocs-[0-9a-f]{{{_DIGITS}}}\b")


def mark_of(said: str) -> str:
    """Return the mark of a document that says this: 'bvdocs-' and the first digits of its SHA-256 hash."""
    return f"bvdocs-{hash_of(said.encode())[:_DIGITS]}"


def mark_in(keywords: str) -> str:
    """Return the mark among a file's keywords; '' if there is none."""
    found = _MARK.search(keywords)
    return found[0] if found else ""
