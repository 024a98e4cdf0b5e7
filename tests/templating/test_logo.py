"""Logos of every kind that programs write, made plain: upright, in eight bits, with what is clear left clear."""

import io
import struct
import zlib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageFile, ImageOps

from bvdocs.templating.logo import LogoError, read_logo

GREY, RGB, PALETTE, GREY_CLEAR, RGB_CLEAR = 0, 2, 3, 4, 6
# The largest file of a zip bomb's kind: its head says more than there is.
HUGE = (0x7FFFFF, 0x7FFFFF)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int, rows: list[bytes], *, bits: int, colour: int, more: bytes = b"", size: tuple[int, int] | None = None
) -> bytes:
    """A PNG as its standard has it, of rows whose values are packed already; Pillow writes only some kinds."""
    head = struct.pack(">IIBBBBB", *(size or (width, len(rows))), bits, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def sixteen(*values: int) -> bytes:
    return struct.pack(f">{len(values)}H", *values)


def colours(folder: Path, content: bytes) -> list[Any]:
    """The dots of the logo that is made of a file, row by row."""
    (folder / "logo.png").write_bytes(content)
    with Image.open(io.BytesIO(read_logo(folder, "logo.png", 40))) as picture:
        assert picture.format == "PNG"
        assert picture.mode in ("RGB", "RGBA")
        return dots(picture)


def dots(picture: Image.Image) -> list[Any]:
    values = picture.tobytes()
    each = len(picture.getbands())
    return [tuple(values[at : at + each]) for at in range(0, len(values), each)]


def near(found: list[Any], wanted: list[tuple[int, ...]]) -> bool:
    return len(found) == len(wanted) and all(
        len(a) == len(b) and all(abs(x - y) <= 1 for x, y in zip(a, b, strict=True))
        for a, b in zip(found, wanted, strict=True)
    )


CLEAR = 0
WHOLE = png(90, [Random(row).randbytes(90) for row in range(90)], bits=8, colour=GREY)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (png(3, [sixteen(0, 30000, 65535)], bits=16, colour=GREY), [(0,) * 3, (116,) * 3, (255,) * 3]),
        (
            png(2, [sixteen(30000, 60000)], bits=16, colour=GREY, more=chunk(b"tRNS", sixteen(60000))),
            [(116, 116, 116, 255), (233, 233, 233, CLEAR)],
        ),
        (png(2, [sixteen(65535, 0, 0, 0, 30000, 65535)], bits=16, colour=RGB), [(255, 0, 0), (0, 116, 255)]),
        (
            png(2, [sixteen(65535, 0, 0, 0, 30000, 65535)], bits=16, colour=RGB,
                more=chunk(b"tRNS", sixteen(65535, 0, 0))),
            [(255, 0, 0, CLEAR), (0, 116, 255, 255)],
        ),
        (
            png(2, [sixteen(30000, 65535, 30000, 0)], bits=16, colour=GREY_CLEAR),
            [(116, 116, 116, 255), (116, 116, 116, CLEAR)],
        ),
        (
            png(2, [sixteen(65535, 0, 0, 65535, 0, 0, 65535, 30000)], bits=16, colour=RGB_CLEAR),
            [(255, 0, 0, 255), (0, 0, 255, 116)],
        ),
        (png(4, [b"\x50"], bits=1, colour=GREY), [(0,) * 3, (255,) * 3, (0,) * 3, (255,) * 3]),
        (
            png(2, [b"\x40"], bits=1, colour=GREY, more=chunk(b"tRNS", sixteen(1))),
            [(0, 0, 0, 255), (255, 255, 255, CLEAR)],
        ),
        (png(4, [b"\x1b"], bits=2, colour=GREY), [(0,) * 3, (85,) * 3, (170,) * 3, (255,) * 3]),
        (
            png(4, [b"\x1b"], bits=2, colour=GREY, more=chunk(b"tRNS", sixteen(2))),
            [(0, 0, 0, 255), (85, 85, 85, 255), (170, 170, 170, CLEAR), (255, 255, 255, 255)],
        ),
        (png(2, [b"\x0f"], bits=4, colour=GREY), [(0,) * 3, (255,) * 3]),
        (
            png(2, [b"\x0f"], bits=4, colour=GREY, more=chunk(b"tRNS", sixteen(15))),
            [(0, 0, 0, 255), (255, 255, 255, CLEAR)],
        ),
        (
            png(2, [b"\x00\x7f"], bits=8, colour=GREY, more=chunk(b"tRNS", sixteen(0x7F))),
            [(0, 0, 0, 255), (127, 127, 127, CLEAR)],
        ),
        (
            png(3, [b"\0\1\2"], bits=8, colour=PALETTE,
                more=chunk(b"PLTE", bytes((255, 0, 0, 0, 255, 0, 0, 0, 255))) + chunk(b"tRNS", b"\xff\x00\x80")),
            [(255, 0, 0, 255), (0, 255, 0, CLEAR), (0, 0, 255, 128)],
        ),
        (
            png(2, [b"\x40"], bits=1, colour=PALETTE, more=chunk(b"PLTE", bytes((255, 0, 0, 0, 255, 0)))),
            [(255, 0, 0), (0, 255, 0)],
        ),
    ],
)  # fmt: skip
def test_every_kind_of_png_keeps_its_colours(tmp_path: Path, content: bytes, wanted: list[tuple[int, ...]]) -> None:
    found = colours(tmp_path, content)
    # What is clear has any colour.
    seen = [(each[:3] if each[-1] != CLEAR or len(each) == 3 else (), each[3:]) for each in found]
    expected = [(each[:3] if each[-1] != CLEAR or len(each) == 3 else (), each[3:]) for each in wanted]
    assert near([a + b for a, b in seen], [a + b for a, b in expected]), found


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_what_pillow_writes_keeps_its_colours(tmp_path: Path, mode: str) -> None:
    picture = Image.new(mode, (2, 2))
    content = io.BytesIO()
    picture.save(content, "PNG")
    wanted = picture.convert("RGBA" if mode.endswith("A") else "RGB")
    assert colours(tmp_path, content.getvalue()) == dots(wanted)


def test_an_interlaced_png(tmp_path: Path) -> None:
    """Of one dot, the first of Adam7's seven runs holds all."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, RGB, 0, 0, 1)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x10\x20\x30"))
    assert colours(tmp_path, content + chunk(b"IEND", b"")) == [(16, 32, 48)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_the_camera_was_held(tmp_path: Path, kind: str, orientation: int) -> None:
    upright = Image.new("RGB", (48, 16), "white")
    upright.paste((200, 0, 0), (0, 0, 16, 16))
    turned = upright.copy()
    # What brings the kept picture upright, undone.
    for undo in {
        1: (), 2: (Image.Transpose.FLIP_LEFT_RIGHT,), 3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,), 5: (Image.Transpose.TRANSPOSE,), 6: (Image.Transpose.ROTATE_90,),
        7: (Image.Transpose.TRANSVERSE,), 8: (Image.Transpose.ROTATE_270,),
    }[orientation]:  # fmt: skip
        turned = turned.transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = io.BytesIO()
    turned.save(content, kind, exif=exif)
    (tmp_path / "logo").write_bytes(content.getvalue())
    with Image.open(io.BytesIO(read_logo(tmp_path, "logo", 40))) as picture:
        assert picture.size == (48, 16)
        red, _, blue = picture.getpixel((8, 8))  # type: ignore[misc]
        assert red > 150 > 100 > blue
        assert min(picture.getpixel((40, 8))) > 200  # type: ignore[arg-type]
        assert ImageOps.exif_transpose(picture).size == picture.size


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png(1, [b"\0"], bits=8, colour=GREY, size=HUGE), "more dots than any printer"),
        (png(1, [b"\0"], bits=8, colour=GREY, size=(4101, 1)), "more dots than any printer"),
        (WHOLE[: len(WHOLE) // 2], "cannot be read"),
        (WHOLE[:60], "cannot be read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n", "neither a PNG nor a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
        (b"", "neither a PNG nor a JPEG"),
    ],
)
@pytest.mark.parametrize("weasyprint_is_there", [True, False])
def test_what_is_no_whole_picture_is_refused(
    tmp_path: Path, content: bytes, said: str, weasyprint_is_there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", weasyprint_is_there)
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(LogoError, match=said):
        read_logo(tmp_path, "logo.png", 40)
    assert weasyprint_is_there is ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_printing_inks_are_no_colours_of_a_screen(tmp_path: Path, kind: str) -> None:
    Image.new("CMYK", (9, 9)).save(tmp_path / "logo", kind)
    with pytest.raises(LogoError, match="save it in RGB" if kind == "JPEG" else "neither a PNG nor a JPEG"):
        read_logo(tmp_path, "logo", 40)


def test_a_logo_that_is_a_link_stays_within_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    for place in (tmp_path, folder):
        Image.new("RGB", (9, 9)).save(place / "own.png")
    (folder / "within.png").symlink_to("own.png")
    (folder / "outside.png").symlink_to(tmp_path / "own.png")
    assert read_logo(folder, "within.png", 40)
    with pytest.raises(LogoError, match="is a link to another folder"):
        read_logo(folder, "outside.png", 40)
