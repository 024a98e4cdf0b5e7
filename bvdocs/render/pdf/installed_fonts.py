"""Which characters and faces the fonts of this machine have, by fontconfig, which finds them for the PDFs too.

It is asked only of what not every font has: that costs a hundredth of a second, and starts no other program.
"""

import ctypes
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from bvdocs.core.fonts import face_key

_LIBRARY = "libfontconfig.so.1"
# The names of fontconfig's own for what it tells of a font (fontconfig.h).
_CHARSET, _FAMILY, _FORMAT = b"charset", b"family", b"fontformat"
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
            kind, held = ctypes.c_char_p(), _Pointer()
            if library.FcPatternGetString(font, _FORMAT, 0, ctypes.byref(kind)) or kind.value not in _PRINTING:
                continue
            if left and not library.FcPatternGetCharSet(font, _CHARSET, 0, ctypes.byref(held)):
                left -= {each for each in left - _NEVER_PRINTED if library.FcCharSetHasChar(held, ord(each))}
    return frozenset(left)


def has_one_of(faces: Collection[str]) -> bool:
    """Say whether this machine has one of the faces, in any case of letters, or cannot be asked."""
    library = _fontconfig()
    return library is None or not {face_key(face) for face in faces}.isdisjoint(_families(library))


def _families(library: Any) -> Iterator[str]:
    with _fonts(library, _FAMILY) as fonts:
        for font in fonts:
            name, number = ctypes.c_char_p(), 0
            # A font may have several names.
            while not library.FcPatternGetString(font, _FAMILY, number, ctypes.byref(name)):
                yield face_key((name.value or b"").decode(errors="replace"))
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
    library.FcPatternGetCharSet.argtypes = (_Pointer, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(_Pointer))
    library.FcCharSetHasChar.argtypes = (_Pointer, ctypes.c_uint32)
    return library if library.FcInit() else None
