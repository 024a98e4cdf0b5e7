"""What is said of a row, whichever sheet it stands in: its words, what it is about, whether it is exempt."""

from dataclasses import fields

from bvdocs.core.added_rows import Evidence, Milestone
from bvdocs.core.committee import Clearance
from bvdocs.core.model import Action, Bullet, Criterion, Level, Report, Theme
from bvdocs.core.rich_text import RichText

AnyRow = Criterion | Bullet | Action | Milestone | Evidence


def is_exempt(row: AnyRow) -> bool:
    """Say whether the row is exempt, or may be: its cell could not be read."""
    return bool(row.exempt) or "Exempt" in row.source.unread


def lower_part(scale: tuple[Level, ...]) -> tuple[Level, ...]:
    """Return the levels below the middle of the scale: a committee asks what is done about each rating there."""
    return scale[(len(scale) + 1) // 2 :]


def upper_part(scale: tuple[Level, ...]) -> tuple[Level, ...]:
    """Return the levels above the middle of the scale: a committee asks what each rating there rests on."""
    return scale[: len(scale) // 2]


# By these, rows call each other.
_NAMES = ("code", "ref", "see", "action")
# Who does something, or where it comes from, is said by a name that any number of rows may have.
_POSTS = ("owner", "accountable", "portfolio_holder", "new_date_agreed_by", "signed_off_by", "arises_from")


def words_of(row: Report | Level | Theme | Clearance | AnyRow) -> tuple[str, ...]:
    """Return the council's own words in a row: every text of it but the names by which rows call each other."""
    own = (each.name for each in fields(row) if each.type in (str, RichText) and each.name not in _NAMES)
    return tuple(str(getattr(row, name)) for name in own)


def narrative_of(row: AnyRow) -> dict[str, str]:
    """Return what a row tells in sentences, by the names of its fields: all its words but posts."""
    own = (each.name for each in fields(row) if each.type in (str, RichText) and each.name not in (*_NAMES, *_POSTS))
    return {name: str(getattr(row, name)) for name in own}


def main_text(row: AnyRow) -> str:
    """Return what a row is about: a characteristic's name, evidence's title, what a bullet or an action says."""
    match row:
        case Criterion():
            return row.name
        case Evidence():
            return row.title
    return str(row.text)


def name_of(row: AnyRow) -> str:
    """Return the code or the reference of a row; '' for one without."""
    match row:
        case Criterion():
            return row.code
        case Milestone():
            return ""
    return row.ref
