"""Fonts as far as everybody may know them: which characters are rare, and which package of a system brings a face."""

import unicodedata
from collections.abc import Callable, Collection
from typing import NamedTuple

# What every font for text has: the letters of Western and Central Europe and of Wales, and the marks of print.
_COMMON = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) | frozenset("\n\t–—‘’“”•…€™")
_MOST_NAMED = 5


class Fonts(NamedTuple):
    """What can be asked of the fonts of this machine: which of some characters none has, and whether one of some faces
    is there that pages and pictures can be made with.
    """

    without: Callable[[Collection[str]], Collection[str]]
    has_one_of: Callable[[Collection[str]], bool]


class FontPackages(NamedTuple):
    """What brings a face: the packages of Debian and Ubuntu, of Fedora, and of Homebrew."""

    debian: str
    fedora: str
    brew: str


# Of the faces that stand in for those of Microsoft, see core/brand.py.
_PACKAGES = {
    "Carlito": FontPackages("fonts-crosextra-carlito", "google-carlito-fonts", "font-carlito"),
    "Caladea": FontPackages("fonts-crosextra-caladea", "google-crosextra-caladea-fonts", "font-caladea"),
    "Liberation Sans": FontPackages("fonts-liberation", "liberation-sans-fonts", "font-liberation"),
    "Liberation Serif": FontPackages("fonts-liberation", "liberation-serif-fonts", "font-liberation"),
    "Liberation Mono": FontPackages("fonts-liberation", "liberation-mono-fonts", "font-liberation"),
}


def face_key(name: str) -> str:
    """Return what two names of one face have in common: fontconfig and CSS know them whatever their capitals are."""
    return name.casefold()


def packages_of(faces: Collection[str]) -> FontPackages | None:
    """Return what brings the first of the faces that a package is known of; None if none is."""
    known = {face_key(face): packages for face, packages in _PACKAGES.items()}
    return next((known[face_key(face)] for face in faces if face_key(face) in known), None)


def how_to_bring(faces: Collection[str]) -> str:
    """Return what to do where this machine has none of the faces that the brand asks for, or none that will do."""
    packages = packages_of(faces)
    if packages is None:
        return "Have it installed, as a TrueType or OpenType font that can be scaled, or name another in brand.toml."
    return (
        f"Install the package {packages.debian} (Debian, Ubuntu), {packages.fedora} (Fedora) or {packages.brew}"
        " (Homebrew), or name another font in brand.toml."
    )


def rare_characters(text: str) -> frozenset[str]:
    """Return the characters of a text that not every font has."""
    return frozenset() if text.isascii() else frozenset(text) - _COMMON


def named_characters(characters: Collection[str]) -> str:
    """Return such as 'न (U+0928, devanagari letter na)' for each of the characters, but for the many of a long text."""
    names = [_named(each) for each in sorted(characters)]
    more = len(names) - _MOST_NAMED
    return ", ".join((*names[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else ())))


def _named(character: str) -> str:
    shown = f"{character} " if character.isprintable() else ""
    name = unicodedata.name(character, "").lower()
    return f"{shown}(U+{ord(character):04X}{', ' if name else ''}{name})"


def package_for(characters: Collection[str]) -> str:
    """Return the package of Debian and Ubuntu with a font for the characters, as well as their names tell it."""
    names = " ".join(unicodedata.name(each, "") for each in characters)
    if any(script in names for script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")):
        return "fonts-noto-cjk"
    if any("\U0001f000" <= each <= "\U0001faff" for each in characters):
        return "fonts-noto-color-emoji"
    return "fonts-noto-core"
