"""Links that a page template sets itself and that must not be published are found; all others are left alone."""

from pathlib import Path

import pytest

from bvdocs.core.places import TemplatePlace
from tests.support.template_edits import Passes, replaced, the_finding

PAGE = "self-assessment.html"
PLACE = "{% block body %}"
SAFE_LINK = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk&amp;data=jo%40council.gov.uk"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("link", "said"),
    [
        (
            '<a href="http://intranet/x">',
            "the link to 'http://intranet/x' would be published, but 'intranet' is reached",
        ),
        (f'<a class="x" href="{SAFE_LINK}">', "but it goes through Microsoft's Safe Links."),
        ("<A HREF = 'https://example.org/?a=1&amp;sig=abcdef123'>", "but it carries what looks like a key, 'sig'."),
        ("<a href=https://example.org/?who=jo%40council.gov.uk>", "but it carries the e-mail address 'jo@council.gov"),
        ('<a{% if 2 > 1 %} class="x"{% endif %} href="file:///S:/Plans">', "but a reader of the document cannot"),
        ('<a href="//intranet/x">', "the link to '//intranet/x' would"),
        ('<a href="\\\\server\\plans">', "the link to '\\\\server\\plans' would"),
        ('<a href="http:/example.gov.uk">', "but it is not a whole web address."),
        ('<a href="https://https://example.gov.uk">', "but it begins with 'https:' twice."),
        ('<a href="mailto:clerk">', "but it names no e-mail address."),
        ('<map><area href="https://council.sharepoint.com/plans"></map><a>', "asks its readers to sign in"),
    ],
)
def test_a_link_that_must_not_be_published_is_said_with_its_line(link: str, said: str, folder: Path) -> None:
    line = replaced(folder, PAGE, PLACE, f"{PLACE}\n<p>{link}here</a></p>")
    finding = the_finding(folder, "W441")
    assert finding.where == TemplatePlace(PAGE, f"line {line + 1}")
    assert said in finding.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://www.gov.uk/guidance?page=2&amp;signed=yes#sid">',
        '<a href="mailto:clerk@council.gov.uk?cc=web@council.gov.uk">',
        '<a href="tel:01234567890">',
        '<a href="#summary">',
        '<a href="overview.html">',
        '<a href="http://intranet/{{ report.title }}">',
        '<!-- <a href="http://intranet/x">left out</a> --><a>',
        '{# <a href="http://intranet/x">left out</a> #}<a>',
        '<a title="http://intranet/x">',
    ],
)
def test_other_links_are_left_alone(link: str, folder: Path, passes: Passes) -> None:
    replaced(folder, PAGE, PLACE, f"{PLACE}<p>{link}here</a></p>")
    passes()


def test_an_address_with_what_may_not_stand_in_one_is_said_with_the_right_one(folder: Path) -> None:
    line = replaced(folder, PAGE, PLACE, f'{PLACE}\n<p><a href="https://www.gov.uk/a plan.pdf">here</a></p>')
    finding = the_finding(folder, "W444")
    assert finding.where == TemplatePlace(PAGE, f"line {line + 1}")
    assert "'https://www.gov.uk/a plan.pdf'" in finding.message
    assert finding.hint == "Write 'https://www.gov.uk/a%20plan.pdf'."
