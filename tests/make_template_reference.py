"""Makes docs/templates.md, the reference of names for templates, from the views. Run by `make reference`."""

import sys
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from bvdocs.brand import Brand
from bvdocs.model import RichText
from bvdocs.view import ReportView, ThemeView

_PLAIN = {
    str: "text",
    int: "a number",
    float: "a number",
    bool: "yes or no",
    date: "a date",
    bytes: "a file",
    RichText: "text; bold, italic and links are kept",
}

_INTRODUCTION = """\
# Names for templates

This page is made from the program by `make reference`.

The templates in `templates/` say what the documents say, in which order, and how they look. What stands in
`{{ }}` is filled in; `{% for … %}` and `{% if … %}` repeat and leave out. A name that does not exist stops the
run, and the message says which was probably meant. A template counts nothing and works nothing out: every name
below is ready to print.

| in every template | is |
|---|---|
| `report` | everything the documents say: a `ReportView`, below |
| `theme` | in the templates of the self-assessment: its `ThemeView` |
| `brand` | what `brand.toml` says: a `Brand` |
| `picture(…)` | a view's picture: in a page its address, for `src`; in Word the picture itself |
| `logo()` | the brand's logo, in the same way; in a page, ask `brand.logo` first |
| `chip(…)` | in Word: a level's mark on its colour; pages have one in `parts.html` |
| `contents` | in Word, alone in a paragraph: a list of the headings, each a link; as many on a line as it has tabs |
| `style`, `screen_style` | in pages: the two style sheets |

`self-assessment`, `action-plan` and `overview` are a document each, as `.docx` for Word and as `.html` for the
PDF and the web page; `page.html` and `parts.html` are what the pages share. `style.css` is how pages look on paper
and on the screen, `screen.css` what is different on the screen.
"""


def template_reference() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for view in _views():
        rows = [f"| `{name}` | {_words(hint)} |" for name, hint in _names(view).items()]
        about = " ".join((view.__doc__ or "").split())
        parts.append("\n".join([f"## {view.__name__}\n\n{about}\n", "| name | is |", "|---|---|", *rows, ""]))
    return "\n".join(parts)


def _views() -> Iterator[Any]:
    """Every class that a template can reach, in the order in which it is met."""
    met: list[Any] = []
    waiting: list[Any] = [ReportView, ThemeView, Brand]
    while waiting:
        view = waiting.pop(0)
        if view in met:
            continue
        met.append(view)
        yield view
        waiting += [each for hint in _names(view).values() for each in _classes(hint)]


def _names(view: Any) -> dict[str, Any]:
    """Each name that a view has, with its type: what it holds, then what it works out of that."""
    hints = get_type_hints(view)
    worked_out = {
        name: get_type_hints(of.fget)["return"] for name, of in vars(view).items() if isinstance(of, property)
    }
    return {each.name: hints[each.name] for each in fields(view)} | worked_out


def _classes(hint: Any) -> Iterator[Any]:
    if get_args(hint):
        for part in get_args(hint):
            yield from _classes(part)
    elif is_dataclass(hint) and hint is not RichText:
        yield hint


def _words(hint: Any) -> str:
    if hint in _PLAIN:
        return _PLAIN[hint]
    parts = get_args(hint)
    if get_origin(hint) is tuple:
        return f"a list: each {_words(parts[0])}"
    if get_origin(hint) in (Union, types.UnionType):
        return f"{_words(parts[0])}, or nothing"
    article = "an" if hint.__name__[0] in "AEIOU" else "a"
    return f"{article} `{hint.__name__}`"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(template_reference(), encoding="utf-8")
