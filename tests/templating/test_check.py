"""Pre-flight: what is wrong with templates is said at once, in plain words, with its place; nothing else is said."""

import os
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from jinja2 import nodes

from bvdocs.core.brand import Brand
from bvdocs.core.findings import Finding
from bvdocs.core.model import CellRef, TemplatePlace, published
from bvdocs.render.page import PageRenderer
from bvdocs.render.picture import Picture
from bvdocs.render.word.document import WordRenderer
from bvdocs.templating import check, check_templates
from bvdocs.templating.environment import make_environment
from bvdocs.templating.files import DOCUMENTS, PAGES
from bvdocs.templating.pages.library import Library
from bvdocs.templating.source import Source, word_source
from bvdocs.templating.tags.check import structure_of
from bvdocs.templating.tags.scan import scan
from bvdocs.templating.word.file import open_word
from bvdocs.view import ReportView, build_view
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import read_package, write_package
from tests.support.project import TEMPLATES

JINJA = re.compile(r"undefined|unknown tag|expected token|Encountered|jinja|statement block|lexer", re.IGNORECASE)


@cache
def parsed(text: str) -> nodes.Template:
    return make_environment(TEMPLATES, str).parse(text)


def as_shipped(folder: Path, ending: str) -> bool:
    """Whether the files of this kind are those that ship."""
    names = {path.name for path in (*folder.glob(ending), *TEMPLATES.glob(ending))}
    return all((folder / each).is_file() and same(folder / each, TEMPLATES / each) for each in names)


def same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped templates, to be changed; those that stay as they are, are not looked at again in each test."""
    word, page = check._word, check._page

    def look_at_word(folder: Path, document: str, library: Library) -> Iterable[Finding]:
        return () if as_shipped(folder, f"{document}.docx") else word(folder, document, library)

    def look_at_page(document: str, library: Library) -> Iterable[Finding]:
        return () if as_shipped(library._folder, "*.html") else page(document, library)

    monkeypatch.setattr(check, "_word", look_at_word)
    monkeypatch.setattr(check, "_page", look_at_page)
    monkeypatch.setattr(Library, "_parsed", lambda _self, text: parsed(text))
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="session")
def report(seven_themes: Path) -> ReportView:
    return build_view(published(read_workbook(seven_themes, seven_themes.read_bytes()).assessment), Brand())


Passes = Callable[[], None]


@pytest.fixture
def passes(folder: Path, report: ReportView) -> Passes:
    """Looks at the templates, which are without a fault, and really fills in those that are not as shipped."""
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, lambda: PIXEL))

    def fill() -> None:
        assert [str(each) for each in check_templates(folder)] == []
        for name in DOCUMENTS:
            theme = report.themes[0] if name == "self-assessment" else None
            if not as_shipped(folder, f"{name}.docx"):
                WordRenderer(folder, pictures, Brand()).render(f"{name}.docx", report, "Title", theme)
            if not as_shipped(folder, "*.html"):
                PageRenderer(folder, pictures, Brand()).render(f"{name}.html", report, theme)

    return fill


def found(folder: Path) -> list[tuple[str, str, str]]:
    return [(each.code, each.sheet, each.cell) for each in check_templates(folder)]


def the_finding(folder: Path, code: str) -> Finding:
    """The only finding, which has this code."""
    findings = list(check_templates(folder))
    assert [each.code for each in findings] == [code], [str(each) for each in findings]
    assert findings[0].hint
    assert not JINJA.search(findings[0].message + findings[0].hint)
    return findings[0]


def replaced(folder: Path, name: str, old: str, new: str) -> int:
    """Put `new` in place of the first `old` in a page or a style sheet; gives its line."""
    text = (folder / name).read_text()
    assert old in text, old
    (folder / name).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def in_word(folder: Path, text: str, name: str = "action-plan.docx") -> str:
    """Put a paragraph with the text at the end of a Word template; gives its place."""
    return with_xml(folder, f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>", name)


def with_xml(folder: Path, xml: str, name: str = "action-plan.docx") -> str:
    """Put paragraphs or tables before the end of a Word template; gives the place of the first paragraph."""
    document = docx.Document(str(folder / name))
    last = document.element.body.sectPr
    number = len(list(document.element.body.iter("{*}p"))) + 1
    for each in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        last.addprevious(each)
    document.save(str(folder / name))
    return f"paragraph {number}"


def test_the_shipped_templates_are_without_a_fault() -> None:
    assert list(check_templates(TEMPLATES)) == []


def test_a_place_in_a_template_is_told_from_a_cell() -> None:
    assert str(TemplatePlace("page.html", "line 12")) == "page.html, line 12"
    assert str(TemplatePlace("overview.docx", "header, paragraph 1")) == "overview.docx, header, paragraph 1"
    assert (str(CellRef("Criteria", "D14")), str(TemplatePlace("brand.toml"))) == ("Criteria!D14", "brand.toml")


# Names

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


@pytest.mark.parametrize(("text", "said"), NAMES)
def test_a_name_that_does_not_exist_is_said_with_the_nearest(text: str, said: str, folder: Path) -> None:
    place = in_word(folder, text)
    finding = the_finding(folder, "E401")
    assert (finding.where, said in finding.message) == (TemplatePlace("action-plan.docx", place), True), finding.message


@pytest.mark.parametrize(("text", "said"), NAMES)
def test_a_name_is_looked_up_in_pages_too(text: str, said: str, folder: Path) -> None:
    line = replaced(folder, "action-plan.html", '<section class="together">', f"\n<p>{text}</p>")
    finding = the_finding(folder, "E401")
    assert (finding.where, said in finding.message) == (TemplatePlace("action-plan.html", f"line {line + 1}"), True)


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
    replaced(folder, "action-plan.html", "contents_history with context", "contents_history")
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


# Loops and conditions


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


# Tags that are broken


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


def test_all_is_said_at_once(folder: Path) -> None:
    in_word(folder, "{{ report.titel }}")
    in_word(folder, "{{ report. }}")
    in_word(folder, "{% for a on report.notes %}{{ a.b }}{% endfor %}")
    in_word(folder, "{{ report.notse }} {{ broken")
    in_word(folder, "{% if report.notes %}")
    assert [code for code, *_ in found(folder)] == ["E401", "E406", "E406", "E405", "E401", "E403"]


# Where tags stand in Word


def run(text: str, look: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


LINK = "<w:hyperlink w:anchor='x'>{}</w:hyperlink>"
INSERTED = "<w:ins w:id='1' w:author='x'>{}</w:ins>"
DELETED = "<w:del w:id='2' w:author='x'><w:r><w:delText>{}</w:delText></w:r></w:del>"
FIELD = "<w:fldSimple w:instr='PAGE'>{}</w:fldSimple>"
BEGIN = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
SEPARATE, END = (f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("separate", "end"))


@pytest.mark.parametrize(
    ("xml", "code", "said"),
    [
        (run("{{ report.") + run("title }}", "<w:b/>"), "W408", "has more than one formatting"),
        (run("{") + run("{ report.title }}", "<w:i/>"), "W408", "has more than one formatting"),
        ("<w:r><w:t>{{ report.</w:t><w:tab/><w:t>title }}</w:t></w:r>", "W409", "a tab within the tag '{{ report."),
        ("<w:r><w:t>{{ report.</w:t><w:br/><w:t>title }}</w:t></w:r>", "W409", "a line break within"),
        (run("{{ rep") + LINK.format(run("ort.title }}")), "E407", "belongs to a link"),
        (LINK.format(run("{{ rep")) + run("ort.title }}"), "E407", "belongs to a link"),
        (run("{{ rep") + INSERTED.format(run("ort.title }}")), "E407", "belongs to a tracked change"),
        (DELETED.format("{{ report.title }}"), "E407", "is in a tracked deletion, but would still be filled in"),
        (run("{{ report.title ") + DELETED.format(" ") + run("}}"), "E407", "is in a tracked deletion"),
        (BEGIN + SEPARATE + run("{{ rep") + END + run("ort.title }}"), "E407", "belongs to a field"),
        (run("{% if report.title %}") + LINK.format(run("x{% endif %}")), "E410", "stands in another kind of place"),
    ],
)  # fmt: skip
def test_a_tag_that_is_torn_is_said(xml: str, code: str, said: str, folder: Path) -> None:
    place = with_xml(folder, f"<w:p>{xml}</w:p>")
    finding = the_finding(folder, code)
    assert (finding.cell, said in finding.message) == (place, True), finding.message


@pytest.mark.parametrize(
    "xml",
    [
        run("{{ report.") + run("title }}"),
        run("{{ rep", "<w:b/>") + "<w:proofErr w:type='spellStart'/>" + run("ort.title }}", "<w:b/>"),
        run("{{ rep") + "<w:bookmarkStart w:id='9' w:name='x'/>" + run("ort.title }}") + "<w:bookmarkEnd w:id='9'/>",
        run("{{ rep", "<w:lang w:val='en-GB'/>") + run("ort.title }}"),
        run("{{ rep", "<w:rFonts w:hint='eastAsia'/>") + run("ort.title }}", "<w:rFonts w:eastAsia='SimSun'/>"),
        run("{{ report.title }}") + DELETED.format("12 actions"),
        run("{{ rep") + INSERTED.format(run("ort.ti")) + run("tle }}"),
        LINK.format(run("{{ rep") + run("ort.title }}")),
        run("{{ report.title }}") + "<w:r><w:tab/></w:r>" + run("{{ report.title }}", "<w:b/>"),
        run("{% if report.title %}") + FIELD.format(run("1")) + run("{% endif %}"),
        "<w:r><w:t>{% if report.notes %}</w:t><w:br/><w:t>x{% endif %}</w:t></w:r>",
    ],
)
def test_a_tag_in_pieces_of_one_formatting_is_whole(xml: str, folder: Path, passes: Passes) -> None:
    with_xml(folder, f"<w:p>{xml}</w:p>")
    passes()


def test_a_tag_that_goes_on_in_the_next_paragraph_is_said(folder: Path) -> None:
    with_xml(folder, f"<w:p>{run('See {{ report.')}</w:p><w:p>{run('title }}')}</w:p>")
    findings = list(check_templates(folder))
    assert [each.code for each in findings] == ["E405", "E405"]
    assert findings[0].message.startswith("the tag '{{ report.' is broken: }} is missing.")
    assert findings[0].hint == "Write the tag as a whole, in one paragraph."


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/><w:p>{run(each)}</w:p></w:tc>" for each in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<w:p>{run(text)}</w:p>" for text in texts)


@pytest.mark.parametrize(
    ("xml", "code", "said"),
    [
        (paragraphs("{%p if report.notes %} Some words", "x", "{%p endif %}"), "E411", "so 'Some words' beside it"),
        (paragraphs("{%p if report.notes %}x{%p endif %}"), "E411", "so 'x{%p endif %}' beside it would be lost"),
        (table(row("{%tr for a in report.notes %}", "Kept?"), row("{{ a }}", ""), row("{%tr endfor %}", "")),
         "E411", "'Kept?'"),
        (table(row("{%tr for a in report.notes %}{{ a }}", "{%tr endfor %}")), "E411", "stands for all of its row, so"),
        (table(row("{%tr for a in report.notes %}"), row("{{ a }}"), f"<w:tr><w:tc>{table(row(''))}"
         f"{paragraphs('{%tr endfor %}')}</w:tc></w:tr>"), "E411", "so the table beside it would be lost"),
        (paragraphs("{%p if report.notes %}", "x", "{% endif %}"), "E410", "belongs to '{%p if report.notes %}'"),
        (paragraphs("{% if report.notes %}") + table(row("a", "b{% endif %}")), "E410", "in another kind of place"),
        (table(row("{%tr for a in report.notes %}", ""), row("{{ a }}", "")) + paragraphs("{%p endfor %}"),
         "E410", "'{%p endfor %}'"),
        (paragraphs("{%p if 7 % 2 %}", "x", "{%p endif %}"), "E406", "a tag with 'p' holds neither } nor %"),
        (paragraphs("{{p report.title }}"), "E405", "'{{p' in the tag '{{p report.title }}' is not for"),
    ],
)  # fmt: skip
def test_a_tag_that_stands_for_more_than_itself_must_stand_alone(xml: str, code: str, said: str, folder: Path) -> None:
    with_xml(folder, xml)
    assert said in the_finding(folder, code).message


@pytest.mark.parametrize("whole", ["tr", "tc"])
def test_a_tag_for_a_row_or_a_cell_outside_of_a_table_is_said(whole: str, folder: Path) -> None:
    with_xml(folder, paragraphs(f"{{%{whole} if report.notes %}}", "x", f"{{%{whole} endif %}}"))
    assert [code for code, *_ in found(folder)] == ["E412", "E412"]


@pytest.mark.parametrize(
    "xml",
    [
        paragraphs("{%p if report.notes %} ", "x", "{%p else %}", "y", "{%p endif %}", "{#p a note #}"),
        paragraphs("A {% if report.notes %}b", "c", "d{% endif %} e"),
        table(row("{%tr for a in report.notes %}", ""), row("{{ a }}", "{% if a %}x{% endif %}"),
              row("{%tr endfor %}", "")),
        table(row("{%tc for a in report.notes %}", "{{ a }}", "{%tc endfor %}")),
        paragraphs("{%p if report.notes %}") + table(row("a", "b")) + paragraphs("{%p endif %}"),
        table(row("{% colspan 2 %}{{ report.title }}", "{% cellbg report.title %}")),
    ],
)  # fmt: skip
def test_what_stands_alone_or_goes_over_alike_places_is_left_alone(xml: str, folder: Path, passes: Passes) -> None:
    with_xml(folder, xml)
    passes()


# What is printed and repeated


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
        "{{ chip(t.levels[0]) }}{{ chip(t.heatmap.key[0]) }}{% for l in t.timelines %}{{ picture(l) }}{% endfor %}"
        "{% endfor %}"
        "{{ report.date_stamp }}{{ report.themes[0].actions[0].text }}{{ logo() }}{{ report.notes | join(', ') }}"
    )
    in_word(folder, text)
    passes()


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


# Files

ALL_FILES = sorted(path.name for path in TEMPLATES.iterdir())


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_file_that_is_missing_is_said(name: str, folder: Path) -> None:
    (folder / name).unlink()
    codes = {(code, sheet) for code, sheet, _ in found(folder)}
    taken_in = name in ("page.html", "parts.html")
    assert codes == ({("E416", f"{each}.html") for each in PAGES} if taken_in else {("E415", name)})


def test_word_templates_are_looked_at_only_if_they_are_wanted(folder: Path) -> None:
    (folder / "overview.docx").unlink()
    in_word(folder, "{{ report.titel }}")
    assert list(check_templates(folder, ("pdf", "html"))) == []
    assert [code for code, *_ in found(folder)] == ["E401", "E415"]


@pytest.mark.parametrize("name", ["action-plan.html", "screen.css", "brand.toml", "overview.docx"])
def test_what_is_no_file_or_far_too_large_is_said(name: str, folder: Path) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert {each.sheet for each in check_templates(folder)} == {name}
    (folder / name).unlink()
    with (folder / name).open("wb") as file:
        file.truncate(300_000_000)
    assert {each.sheet for each in check_templates(folder)} == {name}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('extends "page.html"', 'extends "pages.html"', "no file 'pages.html' among the templates; did you mean"),
        ('from "parts.html"', 'from "part.html"', "did you mean 'parts.html'?"),
        ("Summary</h2>", "{% include 'gone.html' %}</h2>", "there is no file 'gone.html' among the templates"),
    ],
)  # fmt: skip
def test_a_file_that_is_taken_in_and_missing_is_said(old: str, new: str, said: str, folder: Path) -> None:
    line = replaced(folder, "action-plan.html", old, new)
    finding = the_finding(folder, "E416")
    assert (finding.cell, said in finding.message) == (f"line {line}", True), finding.message


def test_a_file_of_the_council_s_own_may_be_taken_in_and_is_looked_at(folder: Path, passes: Passes) -> None:
    replaced(
        folder,
        "action-plan.html",
        "Summary</h2>",
        "{% include 'ours.html' %}{% include 'no.html' ignore missing %}</h2>",
    )
    (folder / "ours.html").write_text("{{ report.title }}")
    passes()
    (folder / "ours.html").write_text("\n{{ report.titel }}")
    assert found(folder) == [("E401", "ours.html", "line 2")]


def package(folder: Path, change: Callable[[dict[str, bytes]], object], name: str = "action-plan.docx") -> None:
    parts = read_package(folder / name)
    change(parts)
    write_package(folder / name, parts)


def test_a_word_file_that_is_none_or_is_damaged_is_said(folder: Path) -> None:
    (folder / "overview.docx").write_bytes(b"not a zip")
    assert the_finding(folder, "E417").where == TemplatePlace("overview.docx")
    shutil.copy(TEMPLATES / "overview.docx", folder)
    package(folder, lambda parts: parts.update({"word/header1.xml": b"<w:hdr"}))
    assert "'word/header1.xml' of the file is damaged" in the_finding(folder, "E417").message
    package(folder, lambda parts: parts.pop("word/document.xml"))
    assert "it is not a Word document (.docx)" in the_finding(folder, "E417").message
    package(folder, lambda parts: parts.clear())
    assert the_finding(folder, "E417")


def test_styles_that_cannot_be_read_are_said_once(folder: Path) -> None:
    package(folder, lambda parts: parts.update({"word/styles.xml": b"<w:styles"}))
    assert "'word/styles.xml' of the file is damaged" in the_finding(folder, "E417").message


def test_bytes_that_are_damaged_are_said(folder: Path) -> None:
    whole = (TEMPLATES / "overview.docx").read_bytes()
    draw = random.Random(1)
    for _ in range(60):
        damaged = bytearray(whole)
        place = draw.randrange(len(whole) - 3)
        damaged[place : place + 3] = draw.randbytes(3)
        (folder / "overview.docx").write_bytes(damaged)
        assert {code for code, *_ in found(folder)} <= {"E417", "E418", "E421"}


def test_elements_that_are_none_of_word_s_do_no_harm(folder: Path, passes: Passes) -> None:
    with_xml(folder, f"<w:rows/><w:p><w:held/><w:into/>{run('{{ report.title }}')}</w:p>")
    passes()


def test_a_word_file_may_be_in_utf_16_and_hold_marked_characters_but_no_entities(folder: Path, passes: Passes) -> None:
    name = "word/header1.xml"

    def in_utf_16(parts: dict[str, bytes]) -> None:
        text = parts[name].decode().replace("UTF-8", "UTF-16").replace("</w:t>", "<![CDATA[ & ]]></w:t>", 1)
        parts[name] = text.encode("utf-16")

    package(folder, in_utf_16)
    passes()
    package(folder, lambda parts: parts.update({name: b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts[name]}))
    assert the_finding(folder, "E417")


def test_a_style_that_is_missing_is_said_and_one_that_nothing_uses_is_not(folder: Path) -> None:
    document = docx.Document(str(folder / "action-plan.docx"))
    for identity in ("TableText", "Heading3"):
        for style in document.styles.element.xpath(f"w:style[@w:styleId='{identity}']"):
            document.styles.element.remove(style)
    document.save(str(folder / "action-plan.docx"))
    assert "the style 'TableText' is missing" in the_finding(folder, "E418").message


@pytest.mark.parametrize(
    ("name", "style"),
    [("action-plan.docx", "Hyperlink"), ("overview.docx", "Chip"), ("action-plan.docx", "Chip")],
)
def test_a_style_that_a_tag_brings_must_be_there(name: str, style: str, folder: Path, passes: Passes) -> None:
    def drop(parts: dict[str, bytes]) -> None:
        old = f'w:styleId="{style}"'.encode()
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(old, b'w:styleId="Other"')

    package(folder, drop, name)
    if (name, style) == ("action-plan.docx", "Chip"):
        passes()  # no tag brings it there
    else:
        assert f"'{style}'" in the_finding(folder, "E418").message


def test_a_file_in_another_encoding_is_said_with_its_line(folder: Path) -> None:
    (folder / "screen.css").write_bytes("p {}\n/* café */".encode("cp1252"))
    assert the_finding(folder, "E419").where == TemplatePlace("screen.css", "line 2")


# Pictures


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<img src='crest.png' alt=''>", "there is no file 'crest.png'."),
        ('<img alt="" src="page.html">', "'page.html' is a file of its own"),
        ("<img src=https://example.gov.uk/a.png>", "'https://example.gov.uk/a.png' is elsewhere"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "'//cdn.example/x.css' is elsewhere"),
        ("<p style=\"background: url('a.png')\">", "there is no file 'a.png'."),
    ],
)
def test_a_picture_from_elsewhere_is_said(text: str, said: str, folder: Path) -> None:
    line = replaced(folder, "page.html", '<main id="content">', f'<main id="content">\n{text}')
    finding = the_finding(folder, "E420")
    assert (finding.where, said in finding.message) == (TemplatePlace("page.html", f"line {line + 1}"), True)


def test_a_picture_that_a_style_wants_is_said_and_one_within_is_not(folder: Path) -> None:
    replaced(folder, "style.css", "body {", "/* url(gone.png) */ body { background: url(data:image/png;base64,AA);")
    replaced(
        folder,
        "page.html",
        "<main",
        "<img src='data:image/png;base64,AA'><img src='{{ logo() }}'><a href='x'></a><main",
    )
    assert found(folder) == []
    line = replaced(folder, "style.css", "h1, h2", '@import "more.css";\nh1, h2')
    assert the_finding(folder, "E420").where == TemplatePlace("style.css", f"line {line}")


def test_a_picture_that_is_missing_from_a_word_file_is_said(folder: Path, passes: Passes) -> None:
    (folder / "pixel.png").write_bytes(PIXEL)
    document = docx.Document(str(folder / "overview.docx"))
    document.add_picture(str(folder / "pixel.png"))
    document.save(str(folder / "overview.docx"))
    passes()
    package(folder, lambda parts: parts.pop("word/media/image1.png"), "overview.docx")
    assert "the picture 'word/media/image1.png' is missing from the file." in the_finding(folder, "E421").message


def test_a_picture_that_is_only_linked_to_a_word_file_is_said_and_one_that_is_there_too_is_not(
    folder: Path, passes: Passes
) -> None:
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
        b' Target="https://example.gov.uk/a.png" TargetMode="External"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    (folder / "pixel.png").write_bytes(PIXEL)
    document = docx.Document(str(folder / "action-plan.docx"))
    document.add_picture(str(folder / "pixel.png"))
    (blip,) = document.element.body.xpath("//a:blip")
    blip.set(qn("r:link"), "rId99")
    document.save(str(folder / "action-plan.docx"))
    package(folder, lambda parts: parts.update({name: parts[name].replace(b"</Relationships>", relation)}))
    passes()
    embedded = blip.get(qn("r:embed")).encode()

    def drop(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b' r:embed="' + embedded + b'"', b"")

    package(folder, drop)
    assert "only linked" in the_finding(folder, "E421").message


# The brand


def test_each_fault_of_the_brand_is_said_with_its_line(folder: Path) -> None:
    (folder / "brand.toml").write_text('nam = "x"\n\nfont = 5\n[colours]\nink = "black"\n')
    assert found(folder) == [("E423", "brand.toml", f"line {line}") for line in (1, 3, 5)]
    (folder / "brand.toml").write_text('name = ""\nfont = Arial\n')
    finding = the_finding(folder, "E423")
    assert str(finding) == "E423 brand.toml, line 2: 'font = Arial' cannot be read: its value has no quotation marks."


# Contents


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See: {{ contents }}", "does not stand alone in its paragraph, but beside 'See:'"),
        ("{{ contents }}{{ contents }}", "beside '{{ contents }}'"),
    ],
)
def test_contents_beside_words_are_said(text: str, said: str, folder: Path) -> None:
    in_word(folder, text)
    assert said in next(iter(check_templates(folder))).message
    assert {code for code, *_ in found(folder)} == {"E425"}


def test_contents_in_a_header_are_said_and_beside_tags_are_not(folder: Path, passes: Passes) -> None:
    in_word(folder, "{% if report.themes %}{{ contents }}{% endif %}")
    passes()
    document = docx.Document(str(folder / "overview.docx"))
    document.sections[0].header.paragraphs[0].text = "{{ contents }}"
    document.save(str(folder / "overview.docx"))
    finding = the_finding(folder, "E425")
    assert finding.where == TemplatePlace("overview.docx", "header, paragraph 1")
    assert "{{ contents }} stands in the header." in finding.message


def test_contents_with_nothing_to_list_are_said(folder: Path) -> None:
    document = docx.Document()
    document.styles.element.append(docx.Document(str(TEMPLATES / "overview.docx")).styles["Hyperlink"].element)
    document.add_paragraph("{{ contents }}")
    document.save(str(folder / "overview.docx"))
    assert "has nothing to list" in the_finding(folder, "E425").message


# Words


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("We identified seven key actions.", "W426", "'seven key actions' is typed"),
        ("12 actions follow.", "W426", "'12 actions' is typed"),
        ("See pages 6-9 of the action plan.", "W427", "'pages 6-9' is typed"),
        ("See page 6.", "W427", "'page 6' is typed"),
        ("How we are to improve Service Delivery", "W428", "'Service Delivery' is typed"),
        ("Leadership", "W428", "'Leadership' is typed"),
    ],
)
@pytest.mark.parametrize("kind", ["word", "page"])
def test_what_goes_stale_when_typed_is_a_warning(text: str, code: str, said: str, kind: str, folder: Path) -> None:
    if kind == "word":
        in_word(folder, text, "self-assessment.docx")
    else:
        replaced(folder, "self-assessment.html", "<section>", f"<section><p>{text}</p>")
    assert said in the_finding(folder, code).message


@pytest.mark.parametrize(
    "text",
    [
        "We identified {{ theme.key_actions }}, on {{ theme.action_pages }}.",
        "The actions of 2025, and one of the actions; two of its actions are 3 pages long.",
        "The Corporate Leadership Team, the Governance Committee. Leadership matters; leadership and culture too.",
        "Page ",
    ],
)
def test_words_that_only_look_like_it_are_left_alone(text: str, folder: Path) -> None:
    in_word(folder, text, "self-assessment.docx")
    replaced(folder, "self-assessment.html", "<section>", f"<section><p title='12 actions'>{text}</p>")
    assert found(folder) == []


def test_a_theme_may_be_named_where_not_every_theme_is_printed(folder: Path) -> None:
    in_word(folder, "How we are to improve Service Delivery", "overview.docx")
    assert found(folder) == []


def test_the_number_that_word_works_out_is_not_typed(folder: Path) -> None:
    with_xml(
        folder, f"<w:p>{run('Page ')}{FIELD.format(run('1'))}{run(' page ')}{BEGIN}{SEPARATE}{run('2')}{END}</w:p>"
    )
    assert found(folder) == []


# Blocks of pages


def test_words_outside_of_every_block_are_never_printed(folder: Path, passes: Passes) -> None:
    replaced(folder, "action-plan.html", "{% block title %}", "\ufeff<!-- a note\n-->{% block title %}")
    passes()
    line = replaced(folder, "action-plan.html", "{% block title %}", "\n<p>Never seen</p>\n{% block title %}")
    finding = the_finding(folder, "W429")
    assert (finding.cell, "'<p>Never seen</p>'" in finding.message) == (f"line {line + 1}", True), finding


def test_a_block_that_the_frame_has_not_or_that_is_there_twice_is_said(folder: Path) -> None:
    replaced(folder, "action-plan.html", "{% block title %}", "{% block tilte %}")
    assert "the frame has no block 'tilte', so what is in it is never printed; did you mean 'title'?" in (
        the_finding(folder, "E430").message
    )
    replaced(folder, "action-plan.html", "{% block tilte %}", "{% block title %}")
    replaced(folder, "action-plan.html", "{% block shape %}", "{% block title %}")
    assert "is there twice" in the_finding(folder, "E430").message


# Whatever was done to a template


def pages() -> list[tuple[str, str]]:
    return [(path.name, path.read_text()) for path in sorted(TEMPLATES.glob("*.html"))]


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
        findings = list(structure_of(Source(name, each), library))
        assert not any(JINJA.search(finding.message) for finding in findings)
    for each in changed[:: 1 + len(changed) // 6]:
        (folder / name).write_text(each)
        assert not any(JINJA.search(finding.message) for finding in check_templates(folder))


@pytest.mark.parametrize("name", ["self-assessment", "action-plan", "overview"])
def test_a_word_template_without_any_one_of_its_tags_or_cut_off_anywhere_is_looked_at(name: str) -> None:
    source = open_word(TEMPLATES / f"{name}.docx").sources[0]
    library = Library(TEMPLATES, make_environment(TEMPLATES, str))
    for number, paragraph in enumerate(source.paragraphs):
        if "{" not in paragraph.text:
            continue
        without = [each for each in source.paragraphs if each is not paragraph]
        codes = [each.code for each in structure_of(word_source("x.docx", "", without), library)]
        ends = re.search(r"\{%(p|tr|tc) (for|if|end)", paragraph.text)
        assert (len(codes) > 0, len(codes) < 3) == (bool(ends), True), (paragraph.text, codes)
        if number % 5 == 0:
            cut = structure_of(word_source("x.docx", "", list(source.paragraphs[:number])), library)
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


def test_a_part_of_a_word_file_is_named_as_word_names_it(folder: Path) -> None:
    document = docx.Document(str(folder / "overview.docx"))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "{{ report.titel }}"
    section.footer.add_paragraph("{{ report.titel }}")
    document.save(str(folder / "overview.docx"))
    places = [cell for _, _, cell in found(folder)]
    assert places == ["footer, paragraph 2", "header of the first page, paragraph 1"]


def test_a_text_box_is_looked_at_once(folder: Path) -> None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:drawing><w:txbxContent>{paragraphs('{{ report.titel }}')}</w:txbxContent></w:drawing>"
    both = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    xml = f"<w:p><w:r><mc:AlternateContent xmlns:mc='{space}'>{both}</mc:AlternateContent></w:r></w:p>"
    with_xml(folder, xml + paragraphs("{{ report.titel }}"))
    first, second = (int(cell.split()[-1]) for _, _, cell in found(folder))
    assert second == first + 1


def test_text_in_a_text_box_and_in_a_description_is_looked_at(folder: Path) -> None:
    box = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>".format
    place = with_xml(
        folder, f"<w:p>{run('{{ report.title')}{run(' }}')}{box(paragraphs('{{ report.titel }}'))}{run('x')}</w:p>"
    )
    assert int(the_finding(folder, "E401").cell.split()[-1]) == int(place.split()[-1]) + 1
