"""Tags of templates: what is broken, never closed or not understood is found, with its place and in plain words."""

import re
import shutil
from pathlib import Path

import docx
import pytest

from bvdocs.core.places import TemplatePlace
from bvdocs.templating import check_templates
from bvdocs.templating.environment import make_environment
from bvdocs.templating.pages.library import Library
from bvdocs.templating.source import TemplateText, word_source
from bvdocs.templating.tags.check import check_tags
from bvdocs.templating.tags.scan import scan
from bvdocs.templating.word.file import open_word
from tests.support.project import TEMPLATES
from tests.support.template_edits import JINJA, Passes, found, in_word, replaced, the_finding


def test_a_loop_that_is_never_closed_is_said_with_its_beginning(folder: Path) -> None:
    document = docx.Document(str(folder / "self-assessment.docx"))
    places = list(document.element.body.iter("{*}p"))
    number = next(n for n, each in enumerate(places, 1) if "in theme.strengths" in "".join(each.itertext()))
    end = places[number + 1]
    assert "endfor" in "".join(end.itertext())
    end.getparent().remove(end)
    document.save(str(folder / "self-assessment.docx"))
    finding = the_finding(folder, "E403")
    assert finding.where == TemplatePlace("self-assessment.docx", f"paragraph {number}")
    said = "the loop {%p for bullet in theme.strengths %} is never closed: {% endfor %} is missing."
    assert finding.message == f"{said} It is below the heading 'Strengths'."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{% if report.notes %}", "E403", "the condition {% if report.notes %} is never closed: {% endif %} is"),
        ("{% for a in report.notes %}{% if a %}x{% endfor %}", "E403", "{% if a %} is never closed"),
        ("x{% endfor %}", "E404", "{% endfor %} ends a loop that never began: {% for … %} is missing."),
        ("{% else %}", "E404", "{% else %} stands in no condition"),
        ("{% for a in report.notes %}{{ a }}{% endif %}", "E404",
         "{% endif %} cannot end the loop {% for a in report.notes %}: {% endfor %} is expected."),
        ("{% if report.notes %}{% for a in report.notes %}{% endif %}{% endfor %}{% endif %}", "E404",
         "{% endif %} ends a condition that never began"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["word", "page"])
def test_what_is_not_closed_or_never_began_is_said_once(
    text: str, code: str, said: str, kind: str, folder: Path
) -> None:
    if kind == "word":
        in_word(folder, text)
    else:
        replaced(folder, "page.html", "</footer>", f"{text}</footer>")
    assert said in the_finding(folder, code).message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ report.title }", "the tag '{{ report.title }' is broken: }} is missing."),
        ("{{ report.title and more", "the tag '{{ report.title and more' is broken: }} is missing."),
        ("report.title }}", "the tag 'report.title }}' is broken: {{ is missing."),
        ("{ report.title }", "'{ report.title }' is no tag"),
        ("{% if report.title }}", "the tag '{% if report.title }}' is broken: %} is missing."),
        ("{{ report.title %}", "is broken: }} is missing."),
        ("{# a note", "is broken: #} is missing."),
        ("{{r report.title }}", "'{{r' in the tag '{{r report.title }}' is not for these templates."),
    ],
)
def test_a_broken_tag_is_said(text: str, said: str, folder: Path) -> None:
    place = in_word(folder, text)
    findings = [each for each in check_templates(folder) if each.code == "E405"]
    assert [each.cell for each in findings] == [place]
    assert said in findings[0].message


@pytest.mark.parametrize("text", ["{a} and { b }", "100 % of {x}", "{_{ nothing }_}"])
def test_other_braces_are_none_of_our_business(text: str, folder: Path, passes: Passes) -> None:
    in_word(folder, text)
    passes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ report title }}", "two names stand side by side"),
        ("{{ report. }}", "a name is missing beside a full stop"),
        ("{{ }}", "it is empty"),
        ("{{ report.title | join(', ' }}", "a bracket is missing"),
        ("{{ report.title | default('x) }}", "a quotation mark is missing"),
        ("{{ report.title & 'x' }}", "the character '&' has no place in it"),
        ("{% fro a in report.notes %}", "there is no tag 'fro'; did you mean 'for'?"),
        ("{% for a on report.notes %}{{ a }}{% endfor %}", "it does not say what to repeat for"),
        ("{% if %}x{% endif %}", "it does not say on which condition"),
        ("{% if report.title = 'x' %}x{% endif %}", "one '=' does not compare"),
        ("{% if report.title %}x{% else if report.notes %}y{% endif %}", "'else' stands alone"),
        ("{% if report.title %}x{% endif x %}", "'endif' stands alone"),
        ("{% p if report.title %}", "there is no tag 'p' here"),
    ],
)
@pytest.mark.parametrize("kind", ["word", "page"])
def test_a_tag_that_cannot_be_understood_is_said_in_plain_words(text: str, said: str, kind: str, folder: Path) -> None:
    if kind == "word":
        in_word(folder, text.replace("&", "&amp;"))
    else:
        replaced(folder, "action-plan.html", "Summary</h2>", f"{text}</h2>")
    finding = the_finding(folder, "E406")
    assert said in finding.message


def test_all_is_said_at_once_and_names_of_a_file_once_its_tags_are_whole(folder: Path) -> None:
    in_word(folder, "{{ report.titel }}")
    in_word(folder, "{% for a in report.notes %}{{ a.b }}")
    in_word(folder, "{{ report.notse }} {{ broken")
    in_word(folder, "{% if report.notes %}")
    in_word(folder, "{{ report.titel }}", "overview.docx")
    replaced(folder, "page.html", '<main id="content">', '<main id="content">{% endif %}')
    replaced(folder, "action-plan.html", "Summary</h2>", "{{ report.titel }}</h2>")
    assert [each[:2] for each in found(folder)] == [
        ("E403", "action-plan.docx"),
        ("E405", "action-plan.docx"),
        ("E403", "action-plan.docx"),
        ("E401", "action-plan.html"),
        ("E401", "overview.docx"),
        ("E404", "page.html"),
    ]


def test_what_jinja_alone_can_say_is_said_in_its_words_with_the_place(folder: Path) -> None:
    place = in_word(folder, "{{ report.title }}{% include %}")
    (finding,) = check_templates(folder)
    assert (finding.code, finding.cell) == ("E406", place)
    assert finding.message.startswith("a tag here cannot be understood: unexpected 'end of statement block'.")
    shutil.copy(TEMPLATES / "action-plan.docx", folder)
    line = replaced(folder, "action-plan.html", "Summary</h2>", "{{ report.title ~ }}</h2>")
    (finding,) = check_templates(folder)
    assert (finding.code, finding.cell) == ("E406", f"line {line}")
    assert finding.message.startswith("the tag '{{ report.title ~ }}' cannot be understood: ")


def pages() -> list[tuple[str, str]]:
    return [(path.name, path.read_text()) for path in sorted(TEMPLATES.glob("*.html"))]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "text"), pages(), ids=[name for name, _ in pages()])
def test_a_page_without_any_one_of_its_tags_or_cut_off_anywhere_is_looked_at(
    name: str, text: str, folder: Path
) -> None:
    library = Library(folder, make_environment(folder, str))
    tags = scan(text).tags
    changed = [text[: tag.start] + text[tag.end :] for tag in tags]
    changed += [text[: tag.start + 3] for tag in tags[::4]]
    changed += [text[:place] for place in range(0, len(text), 501)]
    for each in changed:
        findings = list(check_tags(TemplateText(name, each), library))
        assert not any(JINJA.search(finding.message) for finding in findings)
    for each in changed[:: 1 + len(changed) // 6]:
        (folder / name).write_text(each)
        assert not any(JINJA.search(finding.message) for finding in check_templates(folder))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["self-assessment", "action-plan", "overview"])
def test_a_word_template_without_any_one_of_its_tags_or_cut_off_anywhere_is_looked_at(name: str) -> None:
    source = open_word(TEMPLATES / f"{name}.docx").sources[0]
    library = Library(TEMPLATES, make_environment(TEMPLATES, str))
    for number, paragraph in enumerate(source.paragraphs):
        if "{" not in paragraph.text:
            continue
        without = [each for each in source.paragraphs if each is not paragraph]
        codes = [each.code for each in check_tags(word_source("x.docx", "", without), library)]
        ends = re.search(r"\{%(p|tr|tc) (for|if|end)", paragraph.text)
        assert (len(codes) > 0, len(codes) < 3) == (bool(ends), True), (paragraph.text, codes)
        if number % 5 == 0:
            cut = check_tags(word_source("x.docx", "", list(source.paragraphs[:number])), library)
            assert {each.code for each in cut} <= {"E403"}


def test_a_word_file_that_is_cut_off_is_looked_at(folder: Path) -> None:
    whole = (TEMPLATES / "overview.docx").read_bytes()
    for end in range(0, len(whole), 1500):
        (folder / "overview.docx").write_bytes(whole[:end])
        assert the_finding(folder, "E417").sheet == "overview.docx"


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
        "{{ report.title" + " | upper" * 400 + " }}",
        "{{ 1" + "0" * 5000 + " }}",
    ],
)
def test_what_nobody_can_read_is_no_reason_to_stop(text: str, folder: Path) -> None:
    in_word(folder, text)
    replaced(folder, "action-plan.html", "Summary</h2>", f"{text}</h2>")
    assert {code for code, *_ in found(folder)} <= {"E406"}


def test_files_that_take_each_other_in_are_looked_at(folder: Path) -> None:
    replaced(folder, "page.html", "<!doctype html>", '{% extends "action-plan.html" %}')
    replaced(
        folder, "parts.html", "{# Parts", '{% include "parts.html" %}{% import "parts.html" as p %}{{ p.chop }}{# Parts'
    )
    assert [f"{each.where}: {each.message}" for each in check_templates(folder)] == [
        f"{one}.html, line {line}: '{one}.html' is put into '{other}.html', which in its turn is put into '{one}.html'."
        for one, other, line in (("action-plan", "page", 1), ("page", "action-plan", 2))
    ]


@pytest.mark.parametrize(("end", "wrong"), [("endfor", "edfor"), ("endif", "endiff"), ("endblock", "endblok")])
def test_a_misspelt_end_is_said_beside_what_it_leaves_open(end: str, wrong: str, folder: Path) -> None:
    line = replaced(folder, "action-plan.html", f"{{% {end} %}}", f"{{% {wrong} %}}")
    findings = {each.code: each for each in check_templates(folder)}
    assert set(findings) == {"E403", "E406"}
    assert findings["E406"].cell == f"line {line}"
    assert f"there is no tag '{wrong}'; did you mean '{end}'?" in findings["E406"].message
