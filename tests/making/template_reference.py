"""Makes docs/template-reference.md, the names for templates, from the views. Run by `make reference`."""

import sys
from pathlib import Path

from bvdocs.templating.names.catalogue import all_views, in_words, names_of

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

## What is found before anything is made

`bvdocs check` looks at the templates too, without filling them in, and lists all that is wrong at once, each with its
file, its line (in a Word file the heading above it, and its paragraph, counted from the top, those in tables too),
the tag, and what to do. In Word, search for the tag as the message quotes it:

- names that do not exist, or not there; filters and tests that do not;
- loops and conditions that are not closed, or that end without having begun; tags that are broken;
- in Word: a tag of which a part has other formatting, that begins within a link, a field or a tracked change and ends
  outside, or that stands in a tracked deletion; a loop that begins in a table and ends behind it; words or a table that
  would be lost beside `{%p … %}`, which stands for all of its paragraph, `{%tr … %}`, for its row, and `{%tc … %}`,
  for its cell;
- templates, styles and pictures that are missing, and pictures from elsewhere: nothing is fetched;
- settings in `brand.toml` that are wrong;
- as warnings, what would go stale or be untrue: a number of actions or a page that is typed, and the name of one theme
  where every theme is printed.

`bvdocs rules` lists them: those with numbers from 401 to 449.
"""


def template_reference() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for view in all_views():
        rows = [f"| `{name}` | {in_words(hint)} |" for name, hint in names_of(view).items()]
        about = " ".join((view.__doc__ or "").split())
        parts.append("\n".join([f"## {view.__name__}\n\n{about}\n", "| name | is |", "|---|---|", *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(template_reference(), encoding="utf-8")
