"""Marks in templates that a council wrote itself, and of texts that look like marks: the page stays what it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bvdocs.core.brand import Brand
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.core.rich_text import RichText, Run
from bvdocs.render.marked_page import MarkedPage, MarkedPageRenderer
from bvdocs.render.page import PageRenderer
from bvdocs.view import ReportView, build_view
from tests.support.previews import NoPictures, marks_of, without_marks
from tests.support.workbooks import Book

FACTS = "{% set theme = report.themes[0] %}{% set action = theme.actions[0] %}{% set bullet = theme.strengths[0] %}"
OWNER, TEXT, REF = "Actions!F2", "Actions!E2", "Actions!A2"


def rendered(folder: Path, template: str, view: ReportView) -> tuple[str, MarkedPage]:
    """Both editions of a page."""
    for name in ("style.css", "screen.css"):
        (folder / name).write_text("p { margin: 0 }", encoding="utf-8")
    (folder / "page.html").write_text(template, encoding="utf-8")
    plain = PageRenderer(folder, NoPictures(), Brand()).render("page.html", view)
    return plain, MarkedPageRenderer(folder, NoPictures(), Brand()).render("page.html", view)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    book = Book()
    book.narrative.append([1, "Strengths", "Members & officers", None, None, None])
    return build_view(published(book.read(tmp_path_factory.mktemp("book"))), Brand())


MARKED = [
    # On the element that holds the fact alone, however it is written.
    ("<td>{{ action.owner }}</td>", f'<td data-cell="{OWNER}">Chief Executive</td>'),
    ('<TD class="a > b">{{ action.owner }}</TD>', f'<TD data-cell="{OWNER}" class="a > b">Chief Executive</TD>'),
    ("<p>{{ action['owner'] }}</p>", f'<p data-cell="{OWNER}">Chief Executive</p>'),
    ("<p>{{ action | attr('owner') }}</p>", f'<p data-cell="{OWNER}">Chief Executive</p>'),
    # Else on a span.
    ("<p>By {{ action.owner }}</p>", f'<p>By <span data-cell="{OWNER}">Chief Executive</span></p>'),
    ("<p><br>{{ action.ref }}</p>", f'<p><br><span data-cell="{REF}">L-A1</span></p>'),
    (
        "<p>{{ action.ref }}{{ action.owner }}</p>",
        f'<p><span data-cell="{REF}">L-A1</span><span data-cell="{OWNER}">Chief Executive</span></p>',
    ),
    # What it goes through on its way.
    ("<p>{{ action.owner | upper }}</p>", f'<p data-cell="{OWNER}">CHIEF EXECUTIVE</p>'),
    ("<p>{{ action.owner | replace('Chief', 'The') }}</p>", f'<p data-cell="{OWNER}">The Executive</p>'),
    ("<p>{{ action.owner | default('nobody') }}</p>", f'<p data-cell="{OWNER}">Chief Executive</p>'),
    ("<p>{{ action.owner or 'nobody' }}</p>", f'<p data-cell="{OWNER}">Chief Executive</p>'),
    ("<p>{{ action.text.plain }}</p>", f'<p data-cell="{TEXT}">Fill the posts.</p>'),
    ("{% set x = action.owner %}<p>{{ x }}</p>", f'<p data-cell="{OWNER}">Chief Executive</p>'),
    ("{% set x %}<b>{{ action.ref }}</b>{% endset %}{{ x }}", f'<b data-cell="{REF}">L-A1</b>'),
    ("{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{{ m(action.ref) }}", f'<i data-cell="{REF}">L-A1</i>'),
    ("{% for o in theme.actions | map(attribute='owner') %}<i>{{ o }}</i>{% endfor %}",
     f'<i data-cell="{OWNER}">Chief Executive</i>'),
    ("{% for g in theme.actions | groupby('owner') %}<i>{{ g.grouper }}</i>{% endfor %}",
     f'<i data-cell="{OWNER}">Chief Executive</i>'),
    ("{% filter upper %}<i>{{ action.owner }}</i>{% endfilter %}", f'<I data-cell="{OWNER}">CHIEF EXECUTIVE</I>'),
    # Where no element may be, and where a text is made of several.
    ('<p title="{{ action.owner }}">x</p>', '<p title="Chief Executive">x</p>'),
    ("<p title={{ action.ref }}>x</p>", "<p title=L-A1>x</p>"),
    ("<title>{{ action.owner }}</title>", "<title>Chief Executive</title>"),
    ("<style>p { content: '{{ action.owner }}' }</style>", "<style>p { content: 'Chief Executive' }</style>"),
    ("<script>'<p>{{ action.owner }}</p>'</script>", "<script>'<p>Chief Executive</p>'</script>"),
    ("<textarea>{{ action.owner }}</textarea>", "<textarea>Chief Executive</textarea>"),
    ("<select><option>{{ action.owner }}</select>", "<select><option>Chief Executive</select>"),
    ('<datalist><option value="{{ action.ref }}"></datalist>', '<datalist><option value="L-A1"></datalist>'),
    ("<svg><text>{{ action.owner }}</text></svg>", "<svg><text>Chief Executive</text></svg>"),
    ("<p>a</p><!-- {{ action.owner }}", "<p>a</p><!-- Chief Executive"),
    ("<p>{{ action.ref ~ ': ' ~ action.owner }}</p>", "<p>L-A1: Chief Executive</p>"),
    ("<p>{{ [action.ref, action.owner] | join(', ') }}</p>", "<p>L-A1, Chief Executive</p>"),
    # Asking, comparing and counting answer as they do for the published page.
    ("{% if action.owner == 'Chief Executive' %}<p>same</p>{% endif %}", "<p>same</p>"),
    ("{% if action.text == action.text and bullet.text != action.text %}<p>same</p>{% endif %}", "<p>same</p>"),
    ("{% if action.owner is string and action.owner in ['Chief Executive'] %}<p>yes</p>{% endif %}", "<p>yes</p>"),
    ("<p>{{ action.owner | length }} {{ action.owner[:5] }}</p>", "<p>15 Chief</p>"),
    ("<td>{{ action.success_measure }}</td>", '<td data-cell="Actions!M2"></td>'),
    ("<td>None: {{ action.success_measure }}</td>", "<td>None: </td>"),
    # A custom element whose name begins like one that holds text alone.
    ("<title-bar>{{ action.ref }}</title-bar><p>{{ action.ref }}</p>",
     f'<title-bar data-cell="{REF}">L-A1</title-bar><p data-cell="{REF}">L-A1</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("template", "expected"), MARKED)
def test_a_fact_is_marked_wherever_a_template_places_it(
    template: str, expected: str, view: ReportView, tmp_path: Path
) -> None:
    plain, marked = rendered(tmp_path, FACTS + template, view)
    assert marked.html == expected
    assert without_marks(marked.html) == plain


CUT = [
    "{% filter truncate(9, true, '') %}<p>{{ action.owner }}</p>{% endfilter %}<p>{{ action.ref }}</p>",
    "{% set x %}{{ action.owner }}{% endset %}{{ x[4:] }}<p>{{ action.ref }}</p>",
    "{% set x %}{{ action.owner }}{% endset %}{{ x | striptags }}<p>{{ action.ref }}</p>",
    "{% set x %}{{ action.owner }}{% endset %}{{ x | urlencode }}<p>{{ action.ref }}</p>",
]


@pytest.mark.parametrize("template", CUT)
def test_a_sign_that_a_template_cuts_away_takes_no_other_with_it(
    template: str, view: ReportView, tmp_path: Path
) -> None:
    _, marked = rendered(tmp_path, FACTS + template, view)
    assert f'<p data-cell="{REF}">L-A1</p>' in marked.html
    assert not set("\ufdd0\ufdd1") & set(marked.html)


# What a text may hold that could be taken for a tag, for a sign of ours, or for a mark.
ODD = st.text(
    st.sampled_from([*"<>&\"'/=!- ab\n0189", "\ue000", "\uf8ff", "\ufdd0", "\ufdd1", "\ufdd2", "\U000f0000", "é"]),
    min_size=1, max_size=30,
) | st.sampled_from([
    "</p><script>alert(1)</script>", '<span data-cell="Criteria!A1">', "\ufdd00\ufdd2x\ufdd10\ufdd2", "-->", "]]>",
    "\ufdd0999\ufdd2x\ufdd1999\ufdd2", "</title></style>", "{{ report.title }}",
])  # fmt: skip
EVERYWHERE = (
    FACTS
    + """<!doctype html><html><head><title>{{ report.title }}</title>
<meta name="author" content="{{ action.owner }}"><style>{{ style }} /* {{ action.ref }} */</style></head>
<body data-title="{{ report.title }}" data-owner='{{ action.owner }}'><h1>{{ report.title }}</h1>
<p title="{{ bullet.text }}">{{ bullet.text }}</p><p>Said: {{ bullet.text }}.</p><!-- {{ bullet.text }} -->
<textarea>{{ action.owner }}</textarea><p>{{ action.owner }}, {{ action.owner | upper }}</p></body></html>"""
)


@pytest.mark.slow
@settings(max_examples=100)
@given(title=ODD, owner=ODD, runs=st.lists(st.tuples(ODD, st.booleans(), st.booleans()), min_size=1, max_size=3))
def test_no_text_is_taken_for_a_mark_or_breaks_the_page(
    title: str, owner: str, runs: list[tuple[str, bool, bool]], odd: tuple[Path, Assessment]
) -> None:
    folder, whole = odd
    text = RichText(tuple(Run(said, bold, italic) for said, bold, italic in runs))
    assessment = replace(
        whole,
        report=replace(whole.report, title=title),
        actions=(replace(whole.actions[0], owner=owner), *whole.actions[1:]),
        bullets=(replace(whole.bullets[0], text=text), *whole.bullets[1:]),
    )
    plain, marked = rendered(folder, EVERYWHERE, build_view(published(assessment), Brand()))
    signs = str.maketrans(dict.fromkeys("\ufdd0\ufdd1\ufdd2"))
    assert without_marks(marked.html) == plain.translate(signs)
    known = {"Report!B3", "Actions!F2", "Narrative!C2"}
    marks = marks_of(marked.html)
    assert {mark.cell for mark in marks} == set(marked.cells) | {mark.cell for mark in marks if not mark.words} <= known
    said = [mark.words for mark in marks if mark.cell == "Narrative!C2"]
    assert said == [text.plain.translate(signs)] * 2


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Assessment]:
    folder = tmp_path_factory.mktemp("odd")
    return folder, Book().read(folder)
