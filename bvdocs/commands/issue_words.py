"""The words that are given with a version and stay for ever: who issues it, and its notes."""

import getpass
import os
import unicodedata
from collections.abc import Collection

from bvdocs.core.errors import EnvironmentLacksError, UnprintableWordsError
from bvdocs.core.fonts import named_characters, rare_characters

# Control characters, halves of characters, and what no standard gives a meaning to.
_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn")
# What has text read in another order than it is written: in a history it could make a name look like another.
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LONGEST = 500


def printable_words(text: str) -> str:
    """Return the text in one line, as every document prints it; raise UnprintableWordsError if it cannot be."""
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise UnprintableWordsError(f"it is longer than {LONGEST} characters.")
    if any(unicodedata.category(sign) in _UNPRINTABLE or sign in _REORDERING for sign in words):
        raise UnprintableWordsError("it has a character that cannot be printed.")
    if lacking := _without_font(words):
        raise UnprintableWordsError(f"no font of this machine can print {named_characters(lacking)}.")
    return words


def _without_font(words: str) -> Collection[str]:
    rare = rare_characters(words)
    if not rare:
        return ()
    from bvdocs.render.pdf.installed_fonts import without_font

    return without_font(rare)


def name_of_user() -> str:
    """Return the name of the person whose account this is; else the account's.

    Raise EnvironmentLacksError if the computer says neither.
    """
    try:
        return _full_name() or getpass.getuser()
    except (ImportError, KeyError, OSError):  # Python 3.12 and before then looks for the accounts of POSIX, too
        raise EnvironmentLacksError("This computer does not say who you are.", 'Add --by "Your name".') from None


def _full_name() -> str:
    """Return the name that belongs to the account; '' if the system keeps none."""
    try:
        import pwd
    except ImportError:  # a system without the accounts of POSIX
        return ""
    account = pwd.getpwuid(os.getuid())
    return account.pw_gecos.split(",")[0].strip() or account.pw_name
