"""Characters that nobody sees: pasted from web pages, they part a code from itself or turn the direction of reading."""

import re
import unicodedata

# The default-ignorable code points of the Unicode Character Database (DerivedCoreProperties.txt), and the marks of
# interlinear annotation.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Marks that turn the direction of reading; without them, words may stand in another order than Excel shows them.
_TURNING = re.compile("[\u061c\u200f\u202a-\u202e\u2066-\u2069]")
# What joins or chooses shapes: the zero-width joiners, variation selectors, and the tags of the flag of England.
_SHAPING = re.compile("[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
# Symbols, and letters of scripts without capitals, whose shapes these choose.
_SHAPED = {"So", "Sm", "Sk", "Lo", "Mn", "Mc"}
# Controls that nothing prints (but U+0085, which is a line break), halves of characters, and what is set aside by the
# Unicode Standard never to be one (23.7).
_NO_CHARACTER = re.compile(
    "[\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)
# What a terminal obeys and does not print: controls (C0, but for the line feed, and C1), all with the property
# Bidi_Control (PropList.txt), and the separators of lines; and halves of characters, which nothing can print.
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u2060": "word joiner",
    "\ufeff": "zero-width no-break space",
}


def without_unseen(name: str) -> str:
    """Return a name, a code or a word to be compared without its characters that nobody sees."""
    return name if name.isascii() else _UNSEEN.sub("", name)


def harmless(text: str) -> str:
    """Return the text with a replacement character (U+FFFD) for each that a terminal would obey and not print."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def unseen_places(text: str) -> list[int]:
    """Return the place of each character of a running text that nobody sees and that does nothing there.

    One that shapes what stands before it, as in a family of emoji or a word in Persian, is not among them.
    """
    if text.isascii():
        return []
    return [match.start() for match in _UNSEEN.finditer(text) if not _shapes(text, match.start())]


def _shapes(text: str, place: int) -> bool:
    """Say whether the character at `place` shapes what stands before it, perhaps with others between."""
    before = place
    while before >= 0 and _SHAPING.match(text, before):
        before -= 1
    if not 0 <= before < place or text[before] <= "\u00ff" or _UNSEEN.match(text, before):
        return False
    return unicodedata.category(text[before]) in _SHAPED


def first_no_character(text: str) -> str:
    """Return the first character of a text that is a control, or none at all; '' if there is none."""
    found = None if text.isascii() and "\x7f" not in text else _NO_CHARACTER.search(text)
    return found[0] if found else ""


def meant_in_windows(control: str) -> str:
    """Return the character that old Windows text has at the place of a control character; '' if it has none.

    A text in Windows-1252 that was taken for ISO 8859-1 has these in place of curly quotes, dashes and the euro.
    """
    if not "\x80" <= control <= "\x9f":
        return ""
    return bytes([ord(control)]).decode("cp1252", errors="ignore")


def turns_reading(characters: str) -> bool:
    """Say whether one of the characters turns the direction of reading."""
    return bool(_TURNING.search(characters))


def unseen_names(characters: str) -> str:
    """Return the names of the characters, each once: 'a zero-width space (U+200B), a soft hyphen (U+00AD)'."""
    names = {each: _NAMES.get(each) or unicodedata.name(each, "character").lower() for each in characters}
    return ", ".join(
        f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(each):04X})" for each, name in names.items()
    )
