"""What Word makes of a template that an officer has edited and saved, each of its habits by name.

`as_word_saves(content)` has all of them; `as_word_saves(content, "rsids", "bookmarks")` these two. What Word puts
into the text stands in the first paragraph of each loop, so that it is repeated when the template is filled in.
`TOLD` are the habits that `check` refuses.
"""

import io
import zipfile
from collections.abc import Callable

from tests.support.word_habits import runs, settings, texts
from tests.support.word_habits.package import SavedPackage

Habit = Callable[[SavedPackage], None]

# In this order: what is put into runs before these are split, identities of paragraphs last.
HABITS: dict[str, Habit] = {
    "german_styles": settings.name_styles_in_german,
    "settings": settings.write_settings,
    "headers": settings.add_first_and_even_headers,
    "smart_quotes": runs.set_smart_quotes,
    "content_controls": texts.add_content_controls,
    "smart_tags": texts.add_smart_tags,
    "hyphens": texts.add_hyphens,
    "links": texts.add_links,
    "fields": texts.add_fields,
    "footnotes": texts.add_footnotes,
    "shapes": texts.add_shapes,
    "pictures": texts.add_pictures,
    "insertions": texts.add_tracked_changes,
    "comments": texts.add_comments,
    "bookmarks": texts.add_bookmarks,
    "page_breaks": runs.note_page_breaks,
    "rsids": runs.split_runs,
    "proof_errors": runs.note_proof_errors,
    "paragraph_ids": runs.number_paragraphs,
}
# Habits of which `check` makes an error: what they leave would be published.
TOLD = ("comments", "insertions")
UNTOLD = tuple(name for name in HABITS if name not in TOLD)


def as_word_saves(content: bytes, *habits: str) -> bytes:
    """Return the Word file as Word would save it; `habits` are names of `HABITS`, all of them if none is given."""
    package = SavedPackage(content)
    for name, put_in in HABITS.items():
        if not habits or name in habits:
            put_in(package)
    return written(package.parts())


def written(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of these parts, the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 9, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


_PLAIN, _STRICT = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"


def as_strict(content: bytes) -> bytes:
    """Return the Word file as 'Strict Open XML Document': elements and relations have other names."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        for space in ("wordprocessingml", "drawingml", "officeDocument"):
            part = part.replace(f"{_PLAIN}{space}/2006".encode(), f"{_STRICT}{space}".encode())
        parts[name] = part
    return written(parts)
