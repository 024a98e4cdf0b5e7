"""What is said of a row, whichever sheet it stands in: its words, what it is about, whether it is exempt."""

from dataclasses import fields

from bvdocs.core.model import Action, Bullet, Criterion, Level, Report, Theme
from bvdocs.core.rich_text import RichText


def is_exempt(row: Criterion | Bullet | Action) -> bool:
    """Say whether the row is exempt, or may be: its cell could not be read."""
    return bool(row.exempt) or "Exempt" in row.source.unread


def lower_part(scale: tuple[Level, ...]) -> tuple[Level, ...]:
    """Return the levels below the middle of the scale: a committee asks what is done about each rating there."""
    return scale[(len(scale) + 1) // 2 :]


def upper_part(scale: tuple[Level, ...]) -> tuple[Level, ...]:
    """Return the levels above the middle of the scale: a committee asks what each rating there rests on."""
    return scale[: len(scale) // 2]


# By these, rows call each other.
_NAMES = ("code", "ref", "see")
# Who does something is said by a post, which any number of rows may name.
_POSTS = ("owner",)


def words_of(row: Report | Level | Theme | Criterion | Bullet | Action) -> tuple[str, ...]:
    """Return the council's own words in a row: every text of it but the names by which rows call each other."""
    own = (each.name for each in fields(row) if each.type in (str, RichText) and each.name not in _NAMES)
    return tuple(str(getattr(row, name)) for name in own)


def narrative_of(row: Criterion | Bullet | Action) -> dict[str, str]:
    """Return what a row tells in sentences, by the names of its fields: all its words but posts."""
    own = (each.name for each in fields(row) if each.type in (str, RichText) and each.name not in (*_NAMES, *_POSTS))
    return {name: str(getattr(row, name)) for name in own}


def main_text(row: Criterion | Bullet | Action) -> str:
    """Return what a row is about: a characteristic's name, what a bullet or an action says."""
    return row.name if isinstance(row, Criterion) else row.text.plain


def name_of(row: Criterion | Bullet | Action) -> str:
    """Return the code or the reference of a row; '' for a bullet without one."""
    return row.code if isinstance(row, Criterion) else row.ref
