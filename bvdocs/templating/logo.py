"""The logo of the brand: a PNG or a JPEG in the templates' folder, made a plain PNG that every document shows alike."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bvdocs.templating.folder import leads_out

if TYPE_CHECKING:
    from PIL.Image import Image

_TALLEST = 60  # millimetres
# Across the widest line, 170 mm, a printer of 600 dots an inch prints 4,016 of them.
_MOST_DOTS = 4_100
# Where a PNG says how many bits each of its values has (https://www.w3.org/TR/png/#11IHDR).
_BITS_AT = 24
_OF_SCREENS = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16")


class LogoError(ValueError):
    """There is no such picture, or it cannot be printed; the message says what is wrong."""


def read_logo(folder: Path, name: Any, width: float) -> bytes:
    """Return the picture as a plain PNG, whatever the file is like inside; `width` is in millimetres.

    Raise LogoError if there is no such picture, or no room for it.
    """
    if name == "":
        return b""
    if not isinstance(name, str) or not name.isprintable() or Path(name).is_absolute() or ".." in Path(name).parts:
        raise LogoError(f'logo is {name!r}; it is expected to be such as "logo.png"')
    from PIL import Image, UnidentifiedImageError

    try:
        _refuse_a_link(folder, name)
        with _whole_pictures_alone():
            picture = _plain((folder / name).read_bytes(), name)
    except UnidentifiedImageError as fault:
        raise LogoError(f"the logo '{name}' is neither a PNG nor a JPEG") from fault
    except Image.DecompressionBombError as fault:
        raise _too_large(name) from fault
    except LogoError:
        raise
    except (OSError, SyntaxError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise LogoError(f"the logo '{name}' cannot be read: {why}") from fault
    height = width * picture.height / picture.width
    if height > _TALLEST:
        said = f"the logo '{name}' would be {height:.0f} mm tall; up to {_TALLEST} have room above the title"
        raise LogoError(said)
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def _refuse_a_link(folder: Path, name: str) -> None:
    """Raise LogoError for a link to a file outside: what is within decides whether documents are made anew."""
    if leads_out(folder / name, folder):
        raise LogoError(f"the logo '{name}' is a link to another folder; the picture itself belongs here")


@contextmanager
def _whole_pictures_alone() -> Iterator[None]:
    """Have Pillow refuse half a picture; WeasyPrint makes it take one, in all of its process."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _plain(content: bytes, name: str) -> "Image":
    """Return the picture upright, in the colours of screens, with eight bits for each of its values."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
        if max(picture.size) > _MOST_DOTS:
            raise _too_large(name)
        if picture.mode not in _OF_SCREENS:
            said = f"the logo '{name}' is in the colours of printing inks ({picture.mode}); save it in RGB"
            raise LogoError(said)
        bits = content[_BITS_AT] if picture.format == "PNG" else 8
        picture.load()
        # As the camera was held, which Word does not ask of a PNG.
        upright = ImageOps.exif_transpose(picture)
    plain = _eight_bits_of_grey(upright) if upright.mode in ("1", "I;16") else upright
    if (clear := upright.info.get("transparency")) is not None and plain.mode in ("L", "RGB"):
        # Pillow gives the one colour that is clear in the file's own bits, but of one bit, and the picture in eight.
        shades = tuple(_in_eight_bits(each, bits) for each in (clear if isinstance(clear, tuple) else (clear,)))
        plain.info["transparency"] = shades if len(shades) > 1 else shades[0]
    return plain.convert("RGBA" if plain.has_transparency_data else "RGB")


def _too_large(name: str) -> LogoError:
    said = f"the logo '{name}' has more dots than any printer shows; save it with up to {_MOST_DOTS:,} each way"
    return LogoError(said)


def _eight_bits_of_grey(picture: "Image") -> "Image":
    """Return a grey picture of one bit or of sixteen in eight; of the latter, Pillow would make nearly all white."""
    from PIL import Image

    if picture.mode == "1":
        return picture.convert("L")
    # Its bytes are the lower half of each value, then the higher.
    return Image.frombytes("L", picture.size, picture.tobytes()[1::2])


def _in_eight_bits(value: int, bits: int) -> int:
    return value >> 8 if bits == 16 else min(value * 255 // ((1 << bits) - 1), 255)
