"""Words that a page template hides are found; what it says to whoever changes it is in no page."""

from collections import defaultdict
from pathlib import Path

import pytest

from bvdocs.core.brand import Brand
from bvdocs.core.places import TemplatePlace
from bvdocs.render.page import PageRenderer
from bvdocs.render.picture import Picture
from bvdocs.view import ReportView
from tests.support.template_edits import PIXEL, Passes, replaced, the_finding

PLACE = "{% block body %}"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p hidden>Is this true?</p>", "'Is this true?' is hidden in the page"),
        ('<p class="note" hidden="until-found">Is this true?</p>', "'Is this true?' is hidden"),
        ("<P HIDDEN >{{ report.title }}</P>", "'{{ report.title }}' is hidden"),
        ('<p style="color: red; display: none">Is this true?</p>', "'Is this true?'"),
        ("<div\n style='visibility:hidden'><p>Is this true?</p></div>", "something is hidden"),
    ],
)
def test_words_that_a_page_hides_are_said(html: str, said: str, folder: Path) -> None:
    line = replaced(folder, "action-plan.html", PLACE, f"{PLACE}{html}")
    finding = the_finding(folder, "W440")
    assert finding.where == TemplatePlace("action-plan.html", f"line {line}")
    assert said in finding.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        '<p aria-hidden="true">seen</p>',
        '<p class="is hidden">seen, unless a style sheet says otherwise</p>',
        '<p title="a hidden one">seen</p>',
        '<p style="overflow: hidden">seen</p>',
        "<!-- <p hidden>left out</p> -->",
        "<p>hidden</p>",
        "{# <p>left out</p> #}",
    ],
)
def test_words_that_are_seen_or_left_out_are_left_alone(html: str, folder: Path, passes: Passes) -> None:
    replaced(folder, "action-plan.html", PLACE, f"{PLACE}{html}")
    passes()


def test_comments_of_a_template_and_its_styles_are_in_no_page(folder: Path, report: ReportView) -> None:
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, lambda: PIXEL))

    def page() -> str:
        return PageRenderer(folder, pictures, Brand()).render("action-plan.html", report)

    shipped = page()
    replaced(folder, "action-plan.html", PLACE, f"{PLACE}<!-- Jo: is this\ntrue? --><p>4 &lt;!-- 5</p>{{# Jo #}}")
    style = folder / "style.css"
    rule = 'p::before { content: "/* kept */"; }'
    style.write_text(f"/* Jo's own: it's true */ {rule}\n{style.read_text()}/* Jo */")
    made = page()
    assert "Jo" not in made
    assert "<p>4 &lt;!-- 5</p>" in made
    assert rule in made
    assert "".join(made.replace(rule, "").replace("<p>4 &lt;!-- 5</p>", "").split()) == "".join(shipped.split())
