"""Names in templates: those that do not exist are found, what is printed and repeated is held to its type."""

import shutil
from pathlib import Path

import pytest

from bvdocs.core.places import CellRef, TemplatePlace
from bvdocs.templating import check_templates
from tests.support.project import TEMPLATES
from tests.support.template_edits import Passes, found, in_word, replaced, the_finding


def test_the_shipped_templates_are_without_a_fault() -> None:
    assert list(check_templates(TEMPLATES)) == []


def test_a_place_in_a_template_is_told_from_a_cell() -> None:
    assert str(TemplatePlace("page.html", "line 12")) == "page.html, line 12"
    assert str(TemplatePlace("overview.docx", "header, paragraph 1")) == "overview.docx, header, paragraph 1"
    assert (str(CellRef("Criteria", "D14")), str(TemplatePlace("brand.toml"))) == ("Criteria!D14", "brand.toml")


NAMES = [
    ("{{ report.authorty }}", "there is no name 'authorty' in 'report.authorty'; did you mean 'report.authority'?"),
    ("{{ Report.title }}", "there is no name 'Report' here; did you mean 'report'?"),
    ("{{ theme.title }}", "'theme' here, for it is known in the templates of the self-assessment alone."),
    ("{% for t in report.themes %}{{ t.nmae }}{% endfor %}", "did you mean 't.name'?"),
    ("{% for t in report.themes %}{% for a in t.actions %}{{ a.owner.post }}{% endfor %}{% endfor %}", "'post'"),
    ("{% for t in report.themes %}{{ loop.indx }}{% endfor %}", "did you mean 'loop.index'?"),
    ("{% set plan = report.plan %}{{ plan.sumary }}", "did you mean 'plan.summary'?"),
    ("{% if report.overview.sentence %}x{% endif %}", "did you mean 'report.overview.sentences'?"),
    ("{{ report.themes.name }}", "'report.themes' is a list, and has no 'name' of its own."),
    ("{{ report.themes[0].nmae }}", "did you mean 'report.themes[0].name'?"),
    ("{{ (report.themes | first).nmae }}", "there is no name 'nmae'; did you mean 'name'?"),
    ("{{ report.themes | map(attribute='nmae') | join(', ') }}", "did you mean 'name'?"),
    ("{{ report.themes | selectattr('actons') | list | length }}", "did you mean 'actions'?"),
    ("{% macro m(a) %}{{ a.titel }}{% endmacro %}{{ m(report) }}", "did you mean 'a.title'?"),
    ("{% macro m(a) %}{{ caller() }}{% endmacro %}{% call m(1) %}{{ report.titel }}{% endcall %}", "'report.titel'"),
    ("{{ report.__class__ }}", "'__class__'"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("text", "said"), NAMES)
def test_a_name_that_does_not_exist_is_said_with_the_nearest(text: str, said: str, folder: Path) -> None:
    place = in_word(folder, text)
    finding = the_finding(folder, "E401")
    assert (finding.where, said in finding.message) == (TemplatePlace("action-plan.docx", place), True), finding.message


@pytest.mark.slow
@pytest.mark.parametrize(("text", "said"), NAMES)
def test_a_name_is_looked_up_in_pages_too(text: str, said: str, folder: Path) -> None:
    line = replaced(folder, "action-plan.html", '<section class="together">', f"\n<p>{text}</p>")
    finding = the_finding(folder, "E401")
    assert (finding.where, said in finding.message) == (TemplatePlace("action-plan.html", f"line {line + 1}"), True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "{{ report.authority.upper() }}{{ report.themes[0].name }}{{ report.themes | length }}{{ report['title'] }}",
        "{% for t in report.themes if t.actions %}{{ loop.index }} {{ t.actions[0].text.plain }}{% endfor %}",
        "{% for t in report.themes %}{% for c in t.heatmap.cells if c.refers %}{{ c.code }}{% endfor %}{% endfor %}",
        "{% set n = namespace(x=1) %}{% set n.x = 2 %}{{ n.x }}{% for i in range(3) %}{{ i }}{% endfor %}",
        "{{ report.themes | map(attribute='heatmap.alt') | join('; ') }}",
        "{{ report.themes | sort(attribute='name') | first | string }}",
        "{% macro m(a, b='x') %}{{ a.title }}{{ b }}{{ varargs }}{% endmacro %}"
        "{{ m(report) }}{{ m(report.themes[0], 'y') }}",
        "{% if extra is defined %}{{ extra.name }}{% endif %}{{ report.motto | default('') }}",
        "{% with plan = report.plan %}{{ plan.summary }}{% endwith %}{% set x %}a{% endset %}{{ x | upper }}",
        "{{ (report.themes | groupby('name'))[0].grouper }}",
        "{{ report.date_stamp.year }}{{ report.date_stamp.strftime('%Y') }}",
        "{% for one, two in [[report, 2]] %}{{ one.title }}{{ two }}{% endfor %}{# {{ nothing.at.all }} #}",
        "{% raw %}{{ nothing }}{% endraw %}{{ '{{ nothing' }}",
        "{% set o = report.overview %}{{ o.total.total if o }}",
        "{{ report.plan.total.complete if report.plan.total else '' }}",
        "{%- if report.notes -%} x {%- endif +%}",
        "{{ report.themes | map(attribute='nick', default='') | join }}"
        "{{ (report.themes | sort(attribute='number,name'))[0].name }}",
        "{% set x | indent(width=4) %}{{ report.title }}{% endset %}{{ x }}",
        """{{ "}}" }}{{ report.notes | join('%}') }}{{ [1, '}}', 2] | length }}""",
        "{% macro never(a) %}{{ a.b }}{{ nothing }}{% endmacro %}",
    ],
)  # fmt: skip
def test_what_can_be_filled_in_or_cannot_be_known_is_left_alone(text: str, folder: Path, passes: Passes) -> None:
    in_word(folder, text)
    replaced(folder, "action-plan.html", '<section class="together">', text)
    passes()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        """<p data-x='{"a": {"b": 1}}'></p>""",
        '<p onclick="if (a) { b({c: {d: 1}}); }">x</p>',
        "<!-- }} and %} -->",
        "{% include 'more.css' %}",
        '<link rel="canonical" href="https://example.gov.uk/a">',
    ],
)
def test_what_is_a_page_s_own_business_is_left_alone(text: str, folder: Path, passes: Passes) -> None:
    (folder / "more.css").write_text("@namespace url(http://www.w3.org/1999/xhtml); @media print{p{width:9%}}")
    replaced(folder, "page.html", '<main id="content">', text)
    passes()


def test_an_end_of_a_tag_is_said_in_a_page_behind_a_name_of_ours(folder: Path) -> None:
    line = replaced(folder, "page.html", '<main id="content">', "<main>\n<p>report.title }}</p>")
    finding = the_finding(folder, "E405")
    assert (finding.cell, "{{ is missing" in finding.message) == (f"line {line + 1}", True), finding


def test_curly_quotes_do_no_harm_in_word_and_are_said_in_a_page(folder: Path, passes: Passes) -> None:
    in_word(folder, "{{ report.notes | join(“, ”) }}")
    passes()
    replaced(folder, "action-plan.html", "Summary</h2>", "{{ report.notes | join(“, ”) }}")
    assert "'“' is a curly quotation mark" in the_finding(folder, "E406").message


def test_a_name_within_what_pages_share_is_said_there_for_what_it_is_called_with(folder: Path) -> None:
    line = replaced(folder, "parts.html", "{{ level.fill }}", "{{ level.meaning }}")
    assert {each[1:] for each in found(folder)} == {("parts.html", f"line {line}")}
    replaced(folder, "parts.html", "{{ level.meaning }}", "{{ level.fil }}")
    assert "did you mean 'level.fill'?" in next(iter(check_templates(folder))).message


def test_what_is_taken_in_without_the_context_is_said(folder: Path) -> None:
    replaced(folder, "action-plan.html", " with context %}", " %}")
    findings = list(check_templates(folder))
    assert {(each.code, each.sheet) for each in findings} == {("E401", "parts.html")}
    assert "there is no name 'brand' here, for the file was included without it." in findings[0].message
    assert "'with context'" in findings[0].hint


def test_a_macro_that_is_not_in_the_file_is_said(folder: Path) -> None:
    replaced(folder, "action-plan.html", "import masthead,", "import masthed,")
    assert [(code, sheet) for code, sheet, _ in found(folder)] == [("E401", "action-plan.html")] * 2
    assert (
        "there is no 'masthed' in 'parts.html'; did you mean 'masthead'?" in next(iter(check_templates(folder))).message
    )


def test_names_of_the_other_kind_of_template_are_said(folder: Path) -> None:
    in_word(folder, "{{ screen_style }}")
    assert "known in page templates alone" in the_finding(folder, "E401").message
    replaced(folder, "action-plan.html", "Summary</h2>", "{{ contents }}</h2>")
    assert [code for code, *_ in found(folder)] == ["E401", "E401"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ report.title | uper }}", "there is no filter 'uper' that could stand behind '|'; did you mean 'upper'?"),
        ("{% if report.title is definde %}x{% endif %}", "there is no test 'is definde'; did you mean 'defined'?"),
    ],
)
def test_filters_and_tests_that_do_not_exist_are_said(text: str, said: str, folder: Path) -> None:
    in_word(folder, text)
    assert said in the_finding(folder, "E402").message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{{ report.notes }}", "E413", "'report.notes' is a list."),
        ("{{ report.plan }}", "E413", "'report.plan' is no text, but what texts are taken from."),
        ("{{ logo }}", "E413", "'logo'"),
        ("{% for a in report.plan %}{{ a }}{% endfor %}", "E414", "'report.plan' is not a list"),
        ("{{ report.title() }}", "E406", "'report.title' is followed by brackets"),
        ("{{ picture(report) }}", "E422", "'picture(report)' asks for a picture of something that has none."),
        ("{{ picture('heatmap') }}", "E422", "asks for a picture"),
        ("{{ chip(report.plan) }}", "E422", "'chip(report.plan)' asks for the mark"),
        ("{{ link(report.plan) }}", "E422", "'link(report.plan)' asks for a link"),
        ("{{ anchor(report.themes[0]) }}", "E422", "'anchor(report.themes[0])' asks for the place"),
    ],
)
def test_what_is_no_text_no_list_or_no_picture_is_said(text: str, code: str, said: str, folder: Path) -> None:
    in_word(folder, text)
    assert said in the_finding(folder, code).message


def test_every_picture_and_every_mark_may_be_asked_for(folder: Path, passes: Passes) -> None:
    text = (
        "{% if report.overview %}{{ picture(report.overview.heatmap) }}{% endif %}"
        "{% for t in report.themes %}{{ picture(t.movement) if t.movement }}"
        "{{ picture(t.heatmap) }}"
        "{{ chip(t.levels[0]) }}{{ chip(t.heatmap.key[0]) }}{{ anchor(t.actions[0]) }}{{ link(t.actions[0]) }}"
        "{% for l in t.timelines %}{{ picture(l) }}{% endfor %}"
        "{% endfor %}"
        "{% for line in report.attention.overdue %}{{ link(line) }}{% endfor %}"
        "{% for line in report.attention.moved %}{{ link(line) }}{% endfor %}"
        "{{ report.date_stamp }}{{ report.themes[0].actions[0].text }}{{ logo() }}{{ report.notes | join(', ') }}"
    )
    in_word(folder, text)
    passes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ report.overview.total.total }}", "'report.overview' may be nothing, and 'report.overview.total' would"),
        ("{% for s in report.overview.sentences %}{{ s }}{% endfor %}", "'report.overview' may be nothing"),
        ("{% for t in report.themes %}{{ t.movement.alt }}{% endfor %}", "'t.movement' may be nothing"),
    ],
)
def test_what_may_be_nothing_is_said_unless_it_is_asked_for(text: str, said: str, folder: Path, passes: Passes) -> None:
    in_word(folder, text)
    assert said in the_finding(folder, "W431").message
    in_word(folder, "{% for t in report.themes if t.movement %}{{ 'x' if report.overview }}{% endfor %}")
    assert found(folder) == []
    shutil.copy(TEMPLATES / "action-plan.docx", folder)
    in_word(folder, "{{ report.overview.total.total }}", "overview.docx")
    passes()
