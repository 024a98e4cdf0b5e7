"""The kinds of pictures that are ever decoded, whichever library asks for it."""

from functools import partial

KINDS = ("PNG", "JPEG", "GIF", "BMP")


def decode_known_pictures_alone() -> None:
    """Have Pillow open no other kinds in this process: some start a program (EPS), and some read other files.

    Libraries give it whatever stands in a template's address with data:.
    """
    from PIL import Image

    if not isinstance(Image.open, partial):
        Image.open = partial(Image.open, formats=KINDS)
