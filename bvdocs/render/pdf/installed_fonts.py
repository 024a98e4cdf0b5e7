"""Which characters and faces the fonts of this machine have, by fontconfig, which finds them for the PDFs too.

It is asked of what not every font has, and of the files of those that a page is printed with: that costs a hundredth of
a second, and starts no other program.
"""

import ctypes
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from bvdocs.core.fonts import face_key

_LIBRARY = "libfontconfig.so.1"
# The names of fontconfig's own for what it tells of a font (fontconfig.h).
_CHARSET, _FAMILY, _FILE, _FORMAT, _STYLE = b"charset", b"family", b"file", b"fontformat", b"style"
# What lays out text for WeasyPrint, and the function of each that tells its version.
_LAYOUT = (("libpango-1.0.so.0", "pango_version_string"), ("libharfbuzz.so.0", "hb_version_string"))
# What PDFs are made with; old bitmap fonts have characters that these lack.
_PRINTING = (b"TrueType", b"CFF")
# The line separator: Pango has no glyph for it, whichever font has one.
_NEVER_PRINTED = frozenset("\u2028")
_Pointer = ctypes.c_void_p


class _FontSet(ctypes.Structure):
    _fields_ = (("number", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.POINTER(_Pointer)))


def without_font(characters: Collection[str]) -> frozenset[str]:
    """Return those of the characters that no font of this machine has; none where the machine cannot be asked."""
    library = _fontconfig()
    if library is None or not characters:
        return frozenset()
    left = set(characters)
    with _fonts(library, _CHARSET, _FORMAT) as fonts:
        for font in fonts:
            if left and _prints(library, font):
                left -= _held(library, font, left)
    return frozenset(left)


@cache
def font_files(faces: tuple[str, ...]) -> list[str]:
    """Return the files of the fonts of these faces, in no order; none where the machine cannot be asked."""
    library = _fontconfig()
    if library is None:
        return []
    wanted = set(map(face_key, faces))
    with _fonts(library, _FAMILY, _FILE) as fonts:
        ours = (font for font in fonts if wanted & set(map(face_key, _names(library, font, _FAMILY))))
        return [file for font in ours for file in _names(library, font, _FILE)]


@cache
def list_fonts() -> list[str]:
    """Return, in order, of each font of this machine its names and its file's size; none where none can be asked."""
    library = _fontconfig()
    if library is None:
        return []
    with _fonts(library, _FAMILY, _FILE, _STYLE) as fonts:
        return sorted(_described(library, font) for font in fonts)


@cache
def font_settings() -> list[str]:
    """Return the files of settings that say which font stands in for which, in the order in which they count."""
    library = _fontconfig()
    if library is None:
        return []
    files = _Pointer(library.FcConfigGetConfigFiles(None))
    found = []
    while file := library.FcStrListNext(files):
        found.append(os.fsdecode(file))
    library.FcStrListDone(files)
    return found


def _described(library: Any, font: _Pointer) -> str:
    sizes = map(_size, _names(library, font, _FILE))
    return " ".join((*_names(library, font, _FAMILY), *_names(library, font, _STYLE), *sizes))


def _size(path: str) -> str:
    try:
        return str(Path(path).stat().st_size)
    except OSError:  # listed, and no longer there
        return ""


@cache
def version_of_layout() -> str:
    """Return the versions of the libraries of the system that lay out text, as far as they are there."""
    versions = []
    for name, function in _LAYOUT:
        try:
            told = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):  # told of when it is needed
            continue
        told.restype = ctypes.c_char_p
        versions.append(f"{name} {told().decode()}")
    return ", ".join(versions)


def _prints(library: Any, font: _Pointer) -> bool:
    """Say whether PDFs are made with a font of this kind."""
    return any(kind.encode() in _PRINTING for kind in _names(library, font, _FORMAT))


def _held(library: Any, font: _Pointer, characters: Collection[str]) -> set[str]:
    """Return those of the characters that the font has, and Pango prints with it."""
    held = _Pointer()
    if library.FcPatternGetCharSet(font, _CHARSET, 0, ctypes.byref(held)):
        return set()
    return {each for each in characters if each not in _NEVER_PRINTED and library.FcCharSetHasChar(held, ord(each))}


def has_one_of(faces: Collection[str]) -> bool:
    """Say whether this machine has one of the faces, in any case of letters, or cannot be asked."""
    library = _fontconfig()
    return library is None or not {face_key(face) for face in faces}.isdisjoint(_families(library))


def _families(library: Any) -> Iterator[str]:
    with _fonts(library, _FAMILY) as fonts:
        for font in fonts:
            yield from map(face_key, _names(library, font, _FAMILY))


def _names(library: Any, font: _Pointer, fact: bytes) -> Iterator[str]:
    """Yield every word that fontconfig has for a fact of the font: it may have several names."""
    name, number = ctypes.c_char_p(), 0
    while not library.FcPatternGetString(font, fact, number, ctypes.byref(name)):
        yield os.fsdecode(name.value or b"")
        number += 1


@contextmanager
def _fonts(library: Any, *told: bytes) -> Iterator[Iterator[_Pointer]]:
    """Yield every font of the machine, with these facts of each."""
    pattern, wanted = _Pointer(library.FcPatternCreate()), _Pointer(library.FcObjectSetCreate())
    for fact in told:
        library.FcObjectSetAdd(wanted, fact)
    found = library.FcFontList(None, pattern, wanted)
    try:
        yield (_Pointer(found.contents.fonts[number]) for number in range(found.contents.number))
    finally:
        library.FcFontSetDestroy(found)
        library.FcObjectSetDestroy(wanted)
        library.FcPatternDestroy(pattern)


@cache
def _fontconfig() -> Any:
    """Return the library; None where there is none, which is told when it is needed."""
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    library.FcPatternCreate.restype = library.FcObjectSetCreate.restype = _Pointer
    library.FcFontList.restype = ctypes.POINTER(_FontSet)
    library.FcFontList.argtypes = (_Pointer, _Pointer, _Pointer)
    library.FcFontSetDestroy.argtypes = (ctypes.POINTER(_FontSet),)
    library.FcObjectSetAdd.argtypes = (_Pointer, ctypes.c_char_p)
    library.FcObjectSetDestroy.argtypes = library.FcPatternDestroy.argtypes = (_Pointer,)
    library.FcPatternGetString.argtypes = (_Pointer, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_char_p))
    library.FcConfigGetConfigFiles.restype, library.FcConfigGetConfigFiles.argtypes = _Pointer, (_Pointer,)
    library.FcStrListNext.restype, library.FcStrListNext.argtypes = ctypes.c_char_p, (_Pointer,)
    library.FcStrListDone.argtypes = (_Pointer,)
    library.FcPatternGetCharSet.argtypes = (_Pointer, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(_Pointer))
    library.FcCharSetHasChar.argtypes = (_Pointer, ctypes.c_uint32)
    return library if library.FcInit() else None
