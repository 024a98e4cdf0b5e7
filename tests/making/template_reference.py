"""Makes docs/template-reference.md, the names for templates, from the views. Run by `make reference`."""

import sys
import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from bvdocs.core.brand import Brand
from bvdocs.core.rich_text import RichText
from bvdocs.templating.names.catalogue import is_view, names_of
from bvdocs.view import ReportView, ThemeView
from bvdocs.view.part_b import PartBView

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
| `link(…)` | in Word: the reference of an action as a link to it; pages write the link themselves |
| `anchor(…)` | in Word: the place that links to an action lead to; in pages, an element's `id` |
| `contents` | in Word, alone in a paragraph: a list of the headings, each a link; as many on a line as it has tabs |
| `style`, `screen_style` | in pages: the two style sheets |

In the two templates of Part B, `part-b.docx` and `part-b.html`, `report` is what Part B says, a `PartBView`, and there
are no pictures: nothing else of the workbook can be named there.

`self-assessment`, `action-plan`, `overview`, `evidence-index` and `covering-report` are a document each, as `.docx`
for Word and as `.html` for the PDF and the web page; `page.html` and `parts.html` are what the pages share.
`style.css` is how pages look on paper and on the screen, `screen.css` what is different on the screen.

## What is found before anything is made

`bvdocs check` looks at the templates too, without filling them in, and lists all that is wrong at once, each with its
file, its line (in a Word file the heading above it, and its paragraph, counted from the top, those in tables too),
the tag, and what to do. The names in a file are looked at once its tags are whole. In Word, search for the tag as the
message quotes it:

- names that do not exist, or not there; filters and tests that do not;
- loops and conditions that are not closed, or that end without having begun; tags that are broken;
- in Word: a tag of which a part has other formatting, or that begins within a link or a field and ends outside; a loop
  that begins in a table and ends behind it; words or a table that would be lost beside `{%p … %}`, which stands for all
  of its paragraph, `{%tr … %}`, for its row, and `{%tc … %}`, for its cell; a tag where none is filled in: in an
  endnote, SmartArt, a chart, the file's properties or the address of a link (text, tables, text boxes, headers, footers
  and footnotes are filled in);
- in Word, what would be published though it is not meant to be read: comments, tracked changes, hidden words, words in
  the colour that they stand on or under 3 points, and embedded files;
- templates, styles and pictures that are missing, and pictures from elsewhere: nothing is fetched;
- settings in `brand.toml` that are wrong;
- as warnings, what would go stale or be untrue: a number of actions or a page that is typed, and the name of one theme
  where every theme is printed; a field whose text Word works out itself, such as a date, a title, a file's name or a
  table of contents; a link that only the authority can follow; words that a page hides.

`bvdocs rules` lists them: those with numbers from 401 to 459.

## What of a template is not in what is made

What is made is published, so nothing goes into it but a template's words and looks. Left out of a Word file, and not
told, are:

- the template's own properties: company, manager, keywords, labels of sensitivity and whatever else was added to them
  (title, subject, author, version and date are written anew);
- the path of the template that it was attached to, its thumbnail, data of a mail merge, document variables, settings of
  a printer, building blocks, the workbook behind a chart, the data and the names of content controls;
- protection and who may edit what, marks of who edited when, and that changes are being tracked;
- a picture's author, camera, place and file name.

Fields that were told are left out with the text that they show; page numbers, references to words and links stay.
Of a page and its style sheets, comments (`<!-- … -->`, `/* … */`) are left out.
"""


def template_reference() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for view in all_views():
        rows = [f"| `{name}` | {in_words(hint)} |" for name, hint in names_of(view).items()]
        about = " ".join((view.__doc__ or "").split())
        parts.append("\n".join([f"## {view.__name__}\n\n{about}\n", "| name | is |", "|---|---|", *rows, ""]))
    return "\n".join(parts)


def all_views() -> Iterator[Any]:
    """Yield every class that a template can reach, in the order in which it is met."""
    met: list[Any] = []
    waiting: list[Any] = [ReportView, ThemeView, PartBView, Brand]
    while waiting:
        view = waiting.pop(0)
        if view in met:
            continue
        met.append(view)
        yield view
        waiting += [each for hint in names_of(view).values() for each in _classes(hint)]


def _classes(hint: Any) -> Iterator[Any]:
    if get_args(hint):
        for part in get_args(hint):
            yield from _classes(part)
    elif is_view(hint):
        yield hint


def in_words(hint: Any) -> str:
    """Return a type in the words of the reference, such as 'a list: each text'."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    parts = get_args(hint)
    if get_origin(hint) is tuple:
        return f"a list: each {in_words(parts[0])}"
    if get_origin(hint) in (Union, types.UnionType):
        return f"{in_words(parts[0])}, or nothing"
    article = "an" if hint.__name__[0] in "AEIOU" else "a"
    return f"{article} `{hint.__name__}`"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(template_reference(), encoding="utf-8")
