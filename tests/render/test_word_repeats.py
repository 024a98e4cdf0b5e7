"""What stands in a loop of a template is repeated, and whatever must be unique in a Word file stays so."""

from collections import defaultdict
from pathlib import Path

import pytest

from bvdocs.core.brand import Brand
from bvdocs.core.publishing import published
from bvdocs.render.picture import Picture
from bvdocs.render.word.document import WordRenderer
from bvdocs.templating import check_templates
from bvdocs.view import ReportView, build_view
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.archives import copy_templates
from tests.support.as_word_saves import HABITS, TOLD, UNTOLD, as_word_saves
from tests.support.project import TEMPLATES
from tests.support.template_edits import PIXEL, add_part, change_part, run, table, with_xml
from tests.support.word_identities import bookmarks, broken, leading, numbers_in, repeated, texts_of, words
from tests.support.word_package import W

NAME = "action-plan.docx"
START, END = '<w:bookmarkStart w:id="{0}" w:name="{1}"/>', '<w:bookmarkEnd w:id="{0}"/>'
LINK = f'<w:hyperlink w:anchor="{{}}">{run("link")}</w:hyperlink>'


@pytest.fixture(scope="module")
def report(seven_themes: Path) -> ReportView:
    return build_view(published(read_workbook(seven_themes).assessment), Brand())


def made_from(folder: Path, report: ReportView, name: str = NAME, brand: Brand | None = None) -> bytes:
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, lambda: PIXEL))
    theme = report.themes[0] if name.startswith("self") else None
    return WordRenderer(folder, pictures, brand or Brand()).render(name, report, "A title", theme)


def saved(folder: Path, *habits: str) -> Path:
    """Return a folder of templates as Word saves them."""
    templates = copy_templates(folder)
    for path in templates.glob("*.docx"):
        path.write_bytes(as_word_saves(path.read_bytes(), *habits))
    return templates


def looped(folder: Path, *inside: str, before: str = "", behind: str = "") -> Path:
    """Return a folder with a loop over the themes, of these paragraphs, at the end of the action plan's template."""
    templates = copy_templates(folder)
    loop = (f"<w:p>{run('{%p for each in report.themes %}')}</w:p>", f"<w:p>{run('{%p endfor %}')}</w:p>")
    with_xml(templates, f"{before}{loop[0]}{''.join(f'<w:p>{each}</w:p>' for each in inside)}{loop[1]}{behind}")
    return templates


@pytest.mark.slow
@pytest.mark.parametrize("habit", HABITS)
def test_no_habit_of_word_s_makes_anything_repeat(habit: str, tmp_path: Path, report: ReportView) -> None:
    folder = saved(tmp_path, habit)
    for name in ("action-plan.docx", "self-assessment.docx", "overview.docx"):
        made = made_from(folder, report, name)
        assert (repeated(made), broken(made)) == ({}, [])


@pytest.mark.slow
def test_all_habits_together_make_nothing_repeat(tmp_path: Path, report: ReportView) -> None:
    folder = saved(tmp_path)
    made = made_from(folder, report)
    kinds = [kind for kind, _ in numbers_in(made)]
    many = ("bookmark's name", "change or bookmark", "drawing", "shape", "footnote", "footnoteReference")
    assert all(kinds.count(kind) > 50 for kind in many), "a loop repeated them"
    assert [each for each in ("paraId", "anchorId", "comment", "content control") if each in " ".join(kinds)] == []
    assert (repeated(made), broken(made)) == ({}, [])
    assert made == made_from(folder, report)


@pytest.mark.slow
def test_templates_as_word_saves_them_are_in_order_but_for_what_is_told(tmp_path: Path) -> None:
    assert list(check_templates(saved(tmp_path / "untold", *UNTOLD))) == []
    assert {each.code for each in check_templates(saved(tmp_path / "told", *TOLD))} == {"E432", "E433"}


# Bookmarks and what leads to them


def test_a_link_in_a_loop_leads_to_its_own_turn_and_one_from_elsewhere_to_the_first(
    tmp_path: Path, report: ReportView
) -> None:
    marked = f"{LINK.format('Here')}{START.format(7, 'Here')}{run('{{ each.name }}')}{END.format(7)}"
    ends = f"<w:p>{run('elsewhere ')}{LINK.format('Here')}</w:p>"
    folder = looped(tmp_path, marked, f"{run('{{ each.name }}')}{LINK.format('here')}", before=ends, behind=ends)
    made = made_from(folder, report)
    places = bookmarks(made)
    first, *_, last = (theme.name for theme in report.themes)
    assert places["Here"] == f"link{first}"
    assert places["Here_7"] == f"link{last}"
    led = [(said.replace("link", ""), places[name].replace("link", "")) for said, name in leading(made)]
    own = [pair for pair in led if pair[0] in {theme.name for theme in report.themes}]
    assert own == [(theme.name, theme.name) for theme in report.themes for _ in range(2)]
    assert [place for said, place in led if said == "elsewhere "] == [first, first]
    assert repeated(made) == {}


def test_a_link_in_an_inner_loop_leads_to_the_turn_of_the_outer_one(tmp_path: Path, report: ReportView) -> None:
    inner = [run("{%p for action in each.actions %}"), f"{run('{{ each.name }}')}{LINK.format('Here')}"]
    marked = f"{START.format(7, 'Here')}{run('{{ each.name }}')}{END.format(7)}"
    for number, order in enumerate(([marked, *inner, run("{%p endfor %}")], [*inner, run("{%p endfor %}"), marked])):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = made_from(looped(folder, *order), report)
        led = [(said.removesuffix("link"), bookmarks(made)[name]) for said, name in leading(made) if "Here" in name]
        assert len(led) == sum(len(theme.actions) for theme in report.themes)
        assert all(said == place for said, place in led)


def test_a_field_leads_where_a_link_does_even_if_word_split_it(tmp_path: Path, report: ReportView) -> None:
    sign = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    split = "<w:r><w:instrText xml:space='preserve'> RE</w:instrText></w:r><w:r><w:instrText>F He</w:instrText></w:r>"
    rest = "<w:r><w:instrText xml:space='preserve'>re \\h </w:instrText></w:r>"
    field = f"{sign.format('begin')}{split}{rest}{sign.format('separate')}{run('link')}{sign.format('end')}"
    simple = f"<w:fldSimple w:instr=' HYPERLINK \\l \"Here\" '>{run('link')}</w:fldSimple>"
    marked = f"{START.format(7, 'Here')}{run('{{ each.name }}')}{END.format(7)}"
    made = made_from(looped(tmp_path, f"{marked}{field}{simple}"), report)
    led = [(said.replace("link", ""), bookmarks(made)[name].replace("link", "")) for said, name in leading(made)]
    assert led[-14:] == [(theme.name, theme.name) for theme in report.themes for _ in range(2)]


def test_a_bookmark_outside_of_loops_and_the_list_of_contents_keep_their_names(
    tmp_path: Path, report: ReportView
) -> None:
    as_shipped = made_from(looped(tmp_path, run("{{ each.name }}")), report)
    (name,) = [name for name, place in bookmarks(as_shipped).items() if place == "Summary"]
    ours = f"<w:p>{START.format(1, name)}{run('Ours')}{END.format(1)}{LINK.format(name)}</w:p>"
    made = made_from(looped(tmp_path, run("{{ each.name }}"), behind=ours), report)
    places = bookmarks(made)
    (led,) = [to for said, to in leading(made) if said == "Ourslink"]
    assert (places[name], places[led]) == ("Summary", "Ourslink")
    assert repeated(made) == {}


@pytest.mark.parametrize("whole", ["{%p if report.themes %}", "{%p if not report.themes %}"])
def test_a_bookmark_that_begins_in_the_paragraph_of_a_tag_is_not_lost(
    whole: str, tmp_path: Path, report: ReportView
) -> None:
    folder = copy_templates(tmp_path)
    begins, ends = (
        f"<w:p>{START.format(7, 'Here')}{run(whole)}</w:p>",
        f"<w:p>{run('{%p endif %}')}{END.format(7)}</w:p>",
    )
    with_xml(folder, f"{begins}<w:p>{run('Perhaps')}</w:p>{ends}<w:p>{run('See ')}{LINK.format('Here')}</w:p>")
    made = made_from(folder, report)
    assert broken(made) == []
    assert [name for said, name in leading(made) if said == "See link"] == ["Here"]


def test_a_bookmark_in_a_row_of_a_tag_is_not_lost(tmp_path: Path, report: ReportView) -> None:
    cell = "<w:tr><w:tc><w:tcPr/><w:p>{}</w:p></w:tc></w:tr>"
    mark = f"{START.format(7, 'Here')}{run('{%tr for each in report.themes %}')}{END.format(7)}"
    rows = (cell.format(mark), cell.format(run("{{ each.name }}")), cell.format(run("{%tr endfor %}")))
    folder = copy_templates(tmp_path)
    with_xml(folder, f"{table(*rows)}<w:p>{run('See ')}{LINK.format('Here')}</w:p>")
    assert broken(made := made_from(folder, report)) == []
    assert "Here" in bookmarks(made)


def test_what_leads_to_a_bookmark_that_was_not_printed_keeps_its_words_alone(
    tmp_path: Path, report: ReportView
) -> None:
    folder = copy_templates(tmp_path)
    perhaps = (
        f"{run('{% if not report.themes %}')}{START.format(7, 'Gone')}{run('x')}{END.format(7)}{run('{% endif %}')}"
    )
    sign = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    said = "<w:r><w:instrText> REF Gone \\h </w:instrText></w:r>"
    field = f"{sign.format('begin')}{said}{sign.format('separate')}{run(' words')}{sign.format('end')}"
    top = '<w:hyperlink w:anchor="_top">' + run("To the top") + "</w:hyperlink>"
    with_xml(folder, f"<w:p>{perhaps}</w:p><w:p>{run('See ')}{LINK.format('Gone')}{field}</w:p><w:p>{top}</w:p>")
    made = made_from(folder, report)
    assert [target for _, target in leading(made) if target in ("Gone", "_top")] == ["_top"]
    assert "See link words" in words(texts_of(made)["word/document.xml"])
    assert b"REF Gone" not in Path(folder / NAME).read_bytes()


# Notes, shapes, pictures


def test_each_mark_of_a_note_has_a_note_and_a_note_without_a_mark_is_left_out(
    tmp_path: Path, report: ReportView
) -> None:
    marked = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    unprinted = f"{run('{% if not report.themes %}')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('{% endif %}')}"
    folder = looped(tmp_path, f"{run('{{ each.name }}')}{marked}", unprinted)
    said = {"0' w:type='separator": "", "1": "By {{ report.authority }}.", "2": "Gone."}
    notes = "".join(f"<w:footnote w:id='{key}'><w:p>{run(note)}</w:p></w:footnote>" for key, note in said.items())
    add_part(folder, "word/footnotes.xml", "footnotes", f"<w:footnotes>{notes}</w:footnotes>")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    change_part(folder, "[Content_Types].xml", "application/vnd.example.footnotes+xml", kind)
    texts = texts_of(made_from(folder, report))
    marks = [each.get(f"{W}id") for each in texts["word/document.xml"].iter(f"{W}footnoteReference")]
    printed = {str(each.get(f"{W}id")): words(each) for each in texts["word/footnotes.xml"]}
    assert len(marks) == len(set(marks)) == 7
    assert {printed.pop(str(each)) for each in marks} == {f"By {report.authority}."}
    assert printed == {"0": ""}


def test_a_shape_of_the_old_kind_has_a_name_of_its_own_and_what_refers_to_it_follows(
    tmp_path: Path, report: ReportView
) -> None:
    vml = "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'"
    kind = "<v:shapetype id='_x0000_t75' o:spt='75'/>"
    linked = "<v:shape id='_x0000_s1027' type='#_x0000_t75' style='width:9pt;mso-next-textbox:#_x0000_s1028'/>"
    picture = f"<w:r><w:pict {vml}>{kind}{linked}<v:shape id='_x0000_s1028' type='#_x0000_t75'/></w:pict></w:r>"
    made = made_from(looped(tmp_path, picture), report)
    assert (repeated(made), broken(made)) == ({}, [])
    body = texts_of(made)["word/document.xml"]
    pairs = [[each.get("id") for each in found if each.tag.endswith("}shape")] for found in body.iter(f"{W}pict")]
    styles = [each.get("style", "") for found in body.iter(f"{W}pict") for each in found if each.get("style")]
    assert [style.partition("#")[2] for style in styles] == [second for _, second in pairs]
    assert pairs[0] == ["_x0000_s1027", "_x0000_s1028"]
    assert len(pairs) == 7


def test_a_logo_in_a_header_has_a_number_of_its_own(tmp_path: Path, report: ReportView) -> None:
    folder = saved(tmp_path, "headers", "pictures")
    for part in ("word/header1.xml", "word/header2.xml"):
        change_part(folder, part, "</w:p>", f"{run('{{ logo() }}')}</w:p>")
    made = made_from(folder, report, brand=Brand(logo=PIXEL, logo_width=10))
    assert repeated(made) == {}
    assert [kind for kind, _ in numbers_in(made)].count("drawing") > 10


def test_what_the_templates_that_ship_give_is_as_it_was(report: ReportView) -> None:
    for name in ("action-plan.docx", "overview.docx"):
        found = {kind for kind, _ in numbers_in(made_from(TEMPLATES, report, name))}
        assert found == {"bookmark's name", "change or bookmark", "drawing"}
