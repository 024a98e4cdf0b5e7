"""Where tags stand in a Word template: what would be torn or lost is found, and nothing else."""

from pathlib import Path

import docx
import pytest

from bvdocs.core.places import TemplatePlace
from bvdocs.templating import check_templates
from tests.support.project import TEMPLATES
from tests.support.template_edits import (
    BEGIN,
    DELETED,
    END,
    FIELD,
    INSERTED,
    LINK,
    SEPARATE,
    Passes,
    found,
    in_word,
    paragraphs,
    row,
    run,
    table,
    the_finding,
    with_xml,
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("xml", "code", "said"),
    [
        (run("{{ report.") + run("title }}", "<w:b/>"), "W408", "has more than one formatting"),
        (run("{") + run("{ report.title }}", "<w:i/>"), "W408", "has more than one formatting"),
        ("<w:r><w:t>{{ report.</w:t><w:tab/><w:t>title }}</w:t></w:r>", "W409", "a tab within the tag '{{ report."),
        ("<w:r><w:t>{{ report.</w:t><w:br/><w:t>title }}</w:t></w:r>", "W409", "a line break within"),
        (run("{{ rep") + LINK.format(run("ort.title }}")), "E407", "belongs to a link"),
        (LINK.format(run("{{ rep")) + run("ort.title }}"), "E407", "belongs to a link"),
        (run("{{ rep") + INSERTED.format(run("ort.title }}")), "E433", "'ort.title }}' inserted"),
        (DELETED.format("{{ report.title }}"), "E433", "'{{ report.title }}' deleted"),
        (run("{{ report.title ") + DELETED.format(" ") + run("}}"), "E433", "something deleted"),
        (BEGIN + SEPARATE + run("{{ rep") + END + run("ort.title }}"), "E407", "belongs to a field"),
        (run("{% if report.title %}") + LINK.format(run("x{% endif %}")), "E410", "stands in another kind of place"),
    ],
)  # fmt: skip
def test_a_tag_that_is_torn_is_said(xml: str, code: str, said: str, folder: Path) -> None:
    place = with_xml(folder, f"<w:p>{xml}</w:p>")
    finding = the_finding(folder, code)
    assert (finding.cell, said in finding.message) == (place, True), finding.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "xml",
    [
        run("{{ report.") + run("title }}"),
        run("{{ rep", "<w:b/>") + "<w:proofErr w:type='spellStart'/>" + run("ort.title }}", "<w:b/>"),
        run("{{ rep") + "<w:bookmarkStart w:id='9' w:name='x'/>" + run("ort.title }}") + "<w:bookmarkEnd w:id='9'/>",
        run("{{ rep", "<w:lang w:val='en-GB'/>") + run("ort.title }}"),
        run("{{ rep", "<w:rFonts w:hint='eastAsia'/>") + run("ort.title }}", "<w:rFonts w:eastAsia='SimSun'/>"),
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


@pytest.mark.slow
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


@pytest.mark.slow
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
