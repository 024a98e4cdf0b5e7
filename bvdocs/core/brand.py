"""How documents look: what Word, PDF, web page and pictures all follow."""

from dataclasses import dataclass, field

from bvdocs.core.colours import lightened
from bvdocs.core.fonts import face_key

# The ground of a web page in the dark, and how much text stands out on it (WCAG 2.2, 1.4.6).
DARK_GROUND = "#14191b"
_CONTRAST_IN_THE_DARK = 7.0

# Free faces with the same measures: lines and pages break alike with either.
_STAND_INS = {
    "arial": ("Liberation Sans", "Arimo"),
    "calibri": ("Carlito",),
    "cambria": ("Caladea",),
    "times new roman": ("Liberation Serif", "Tinos"),
    "courier new": ("Liberation Mono", "Cousine"),
}


@dataclass(frozen=True, slots=True)
class Colours:
    """Each as `#rrggbb`.

    `brand` is for headings and what is done, `ink` for text, `muted` for what stands back, `link` for links;
    `line` for rules between rows, and `quiet` for light grounds and what is yet to do.
    """

    brand: str = "#0b3c49"
    ink: str = "#1b2a30"
    muted: str = "#46555b"
    link: str = "#0b4f8a"
    line: str = "#c9d3d7"
    quiet: str = "#dfe7ea"

    @property
    def brand_in_the_dark(self) -> str:
        """Return the brand's colour as it can be read on a dark page."""
        return lightened(self.brand, DARK_GROUND, _CONTRAST_IN_THE_DARK)

    @property
    def link_in_the_dark(self) -> str:
        """Return a link's colour as it can be read on a dark page."""
        return lightened(self.link, DARK_GROUND, _CONTRAST_IN_THE_DARK)


@dataclass(frozen=True, slots=True)
class Brand:
    """The authority's own looks.

    `name` stands in for the workbook's authority, if given; `logo` is a PNG, or empty, `logo_width` in
    millimetres; `font` is the face that Word names.
    """

    name: str = ""
    logo: bytes = b""
    logo_width: float = 40
    font: str = "Arial"
    colours: Colours = field(default_factory=Colours)

    @property
    def faces(self) -> tuple[str, ...]:
        """Return the faces to print with, the free ones first: they are the same on every machine."""
        return (*_STAND_INS.get(face_key(self.font), ()), self.font)
