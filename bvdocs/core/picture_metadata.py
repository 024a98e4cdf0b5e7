"""Pictures without what they tell of who made them: author, place, camera, program, remarks."""

from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
# Chunks of text, of Exif and of the time of the last change (PNG specification, third edition, 11.3).
_PNG_TELLS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_JPEG = b"\xff\xd8"
# Segments of Exif and XMP, of IPTC, and of remarks (ISO/IEC 10918-1, B.1.1.3); the others say how to show the picture.
_JPEG_TELLS = (0xE1, 0xED, 0xFE)
_START_OF_SCAN = 0xDA


def without_metadata(picture: bytes) -> bytes:
    """Return a PNG or JPEG file without what is not its picture; as it is, if it is of another kind or damaged."""
    try:
        if picture.startswith(_PNG):
            return _PNG + b"".join(_chunks(picture))
        if picture.startswith(_JPEG):
            return _JPEG + b"".join(_segments(picture))
    except IndexError:
        return picture  # whoever opens it says that it ends too early
    return picture


def _chunks(picture: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG that show something; raise IndexError where one ends too early."""
    place = len(_PNG)
    while place < len(picture):
        end = place + 12 + int.from_bytes(picture[place : place + 4])
        picture[end - 1]
        if picture[place + 4 : place + 8] not in _PNG_TELLS:
            yield picture[place:end]
        place = end


def _segments(picture: bytes) -> Iterator[bytes]:
    """Yield the segments of a JPEG that show something; raise IndexError where one ends too early, or is none."""
    place = len(_JPEG)
    while picture[place + 1] != _START_OF_SCAN:
        end = place + 2 + int.from_bytes(picture[place + 2 : place + 4])
        if picture[place] != 0xFF or end < place + 4:
            raise IndexError("no segment")
        if picture[place + 1] not in _JPEG_TELLS:
            yield picture[place:end]
        place = end
    yield picture[place:]
