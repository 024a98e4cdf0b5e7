"""Names of themes and committees as parts of file names."""

import re
import unicodedata

_LONGEST_SLUG = 60
# Letters that are no plain letter with a mark added, so that Unicode does not take them apart.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def slug(name: str) -> str:
    """Return the name as a part of a file's name: plain letters, digits and hyphens, 60 at the most."""
    spelt = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN_LETTERS))
    plain = spelt.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_SLUG].strip("-")
