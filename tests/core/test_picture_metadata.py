"""A picture is published without its author, place and remarks, and looks as before."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bvdocs.core.picture_metadata import without_metadata

MARK = b"Jo Example"


def picture(kind: str) -> bytes:
    """A picture of many colours with a mark in each of the places that this kind of file has for it."""
    image = Image.effect_mandelbrot((40, 30), (-3, -2.5, 2, 2.5), 50).convert("RGB")
    exif = Image.Exif()
    exif[0x013B] = MARK.decode()  # the artist
    content = io.BytesIO()
    if kind == "JPEG":
        image.save(content, kind, exif=exif, comment=MARK, xmp=b"<x>" + MARK + b"</x>", icc_profile=b"kept profile")
    else:
        info = PngInfo()
        info.add_text("Author", MARK.decode())
        info.add_itxt("Comment", MARK.decode())
        image.save(content, kind, pnginfo=info, exif=exif, icc_profile=b"kept profile")
    return content.getvalue()


@pytest.mark.parametrize(("kind", "marks"), [("JPEG", 3), ("PNG", 3)])
def test_a_picture_loses_what_it_tells_and_nothing_that_it_shows(kind: str, marks: int) -> None:
    before = picture(kind)
    after = without_metadata(before)
    assert (before.count(MARK), after.count(MARK)) == (marks, 0)
    one, other = (Image.open(io.BytesIO(each)) for each in (before, after))
    assert one.tobytes() == other.tobytes()
    assert other.info["icc_profile"] == b"kept profile"
    assert without_metadata(after) == after


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_ends_too_early_stays_as_it_is(kind: str) -> None:
    whole = picture(kind)
    for end in (3, 9, 20, 60):
        assert without_metadata(whole[:end]) == whole[:end]
    assert without_metadata(b"\xff\xd8\xff\xe1\x00\x00\xff\xda") == b"\xff\xd8\xff\xe1\x00\x00\xff\xda"


def test_a_file_of_another_kind_stays_as_it_is() -> None:
    assert without_metadata(b"GIF89a" + MARK) == b"GIF89a" + MARK
