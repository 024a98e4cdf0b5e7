"""The names that a template may use, with what each is: read from the views' own types."""

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from bvdocs.core.brand import Brand
from bvdocs.core.rich_text import RichText
from bvdocs.view import PictureView, ReportView, ThemeView
from bvdocs.view.origins import ORIGINS


class Function(NamedTuple):
    """Something that a template calls by its name; all but `logo` take one view."""

    name: str


# What each kind of template may name at the top.
IN_EVERY_TEMPLATE: dict[str, Any] = {
    "report": ReportView,
    "theme": ThemeView,
    "brand": Brand,
    "picture": Function("picture"),
    "logo": Function("logo"),
}
IN_WORD: dict[str, Any] = {
    "chip": Function("chip"),
    "anchor": Function("anchor"),
    "link": Function("link"),
    "contents": str,
}
IN_PAGES: dict[str, Any] = {"style": str, "screen_style": str}
EVERYWHERE = {**IN_EVERY_TEMPLATE, **IN_WORD, **IN_PAGES}


@cache
def names_of(view: Any) -> dict[str, Any]:
    """Return each name that a view has, with its type: what it holds, then what it works out of that.

    The cells that it knows are no name: they are for whoever corrects the workbook (view/origins.py).
    """
    hints = get_type_hints(view)
    worked_out = {
        name: get_type_hints(of.fget)["return"] for name, of in vars(view).items() if isinstance(of, property)
    }
    return {each.name: hints[each.name] for each in fields(view) if each.name != ORIGINS} | worked_out


def is_view(hint: Any) -> bool:
    """Say whether it is a group of names, of which a template prints one."""
    return isinstance(hint, type) and is_dataclass(hint) and hint is not RichText


def choices(hint: Any) -> tuple[Any, ...]:
    """Return the types that it may have; of 'a view, or nothing' the view alone."""
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(part for part in get_args(hint) if part is not type(None))
    return (hint,)


def if_there(hint: Any) -> Any:
    """Return the type that it has where it has been asked for: of 'a view, or nothing' the view."""
    parts = choices(hint)
    return parts[0] if len(parts) == 1 else hint


def stem(path: str) -> str:
    """Return the first word of a path's last name, in the singular: 'movement' of `overview.movement_total`.

    A template that asks whether there are `movements` has asked about every name that begins with that word.
    """
    return path.rpartition(".")[2].partition("_")[0].removesuffix("s")


def has_picture(hint: Any) -> bool:
    """Say whether all that it may be is a view with a picture."""
    return all(part in get_args(PictureView) for part in choices(hint))
