"""What the fonts of this machine lack for the templates: the brand's face, and characters of a page's own words."""

from collections.abc import Iterator
from pathlib import Path

from bvdocs.core.brand import Brand
from bvdocs.core.enclosed import Enclosed
from bvdocs.core.errors import TemplateError
from bvdocs.core.findings import Finding
from bvdocs.core.fonts import Fonts, how_to_bring, named_characters, package_for, rare_characters
from bvdocs.core.places import TemplatePlace
from bvdocs.templating import rules
from bvdocs.templating.brand_file import BRAND_FILE, read_brand
from bvdocs.templating.source import TemplateText
from bvdocs.templating.tags.scan import blanked

# What is printed of neither.
_COMMENTS = Enclosed({"<!--": "-->", r"\{#": r"#\}"})


def check_fonts_of_brand(folder: Path, fonts: Fonts) -> Iterator[Finding]:
    """Report the face that the brand names, and characters of its name, if this machine can print them with no font."""
    try:
        brand = read_brand(folder)
    except TemplateError:
        return  # which is reported
    where = TemplatePlace(BRAND_FILE)
    yield from _missing(brand.name, where, fonts)
    # The face for Arial comes with the libraries that lay out pages, as 'bvdocs doctor' tells: nobody waits for this.
    if brand.font != Brand().font and not fonts.has_one_of(brand.faces):
        yield rules.FONT_MISSING.at(
            where,
            f"this machine has no font {' or '.join(brand.faces)}, which the brand names, or none that pages and"
            " pictures can be made with.",
            how_to_bring(brand.faces),
        )


def check_glyphs(source: TemplateText, fonts: Fonts) -> Iterator[Finding]:
    """Report characters of a page template's own words that no font of this machine can print."""
    text = source.text
    if rare_characters(text):
        for number, line in enumerate(_COMMENTS.replaced(text, blanked).split("\n"), 1):
            yield from _missing(line, source.place(number), fonts)


def _missing(text: str, where: TemplatePlace, fonts: Fonts) -> Iterator[Finding]:
    rare = rare_characters(text)
    if rare and (lacking := rare.intersection(fonts.without(rare))):
        yield rules.GLYPH_MISSING.at(
            where,
            f"no font of this machine can print {named_characters(lacking)}.",
            "Write it in other characters; or have a font for them installed, such as those of the package"
            f" {package_for(lacking)} (Debian, Ubuntu).",
        )
