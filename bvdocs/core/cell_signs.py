"""The signs between which a fact is printed while a document is filled in that is to know its cells.

They are characters that no text holds: the Unicode Standard (23.7) sets them aside for use within a program, and a
workbook with one of them is refused. A sign has the number of the fact; the same fact printed twice has two.
"""

import re

BEFORE, AFTER = "\ufdd0{}\ufdd2", "\ufdd1{}\ufdd2"
SIGN = re.compile("[\ufdd0\ufdd1][0-9]+\ufdd2")
_NO_SIGNS = str.maketrans(dict.fromkeys("\ufdd0\ufdd1\ufdd2"))


def without_sign_characters(text: str) -> str:
    """Return a fact's text without the characters that signs are made of."""
    return text.translate(_NO_SIGNS)


def without_signs(text: str) -> str:
    """Return what a document says without the signs in it."""
    return SIGN.sub("", text)
