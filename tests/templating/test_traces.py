"""What of a Word template nobody is meant to read is found with its place; what is harmless is left alone."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from bvdocs.templating import check_templates
from tests.support.template_edits import (
    DELETED,
    FIELD,
    INSERTED,
    Passes,
    add_part,
    change_part,
    complex_field,
    found,
    outside,
    paragraphs,
    relate,
    row,
    run,
    table,
    the_finding,
    with_xml,
)
from tests.support.traces import WORD_S_CONTENTS

NAME = "action-plan.docx"
BOOKMARK = "<w:bookmarkStart w:id='1' w:name='there'/><w:bookmarkEnd w:id='1'/>"
SAFE_LINK = (
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2F"
    "&amp;data=05%7C02%7Cjo%40council.gov.uk%7C1a2b"
)
STYLES = "word/styles.xml"


def look(name: str, value: str) -> str:
    """A property of words, with its value."""
    return f"<w:{name} w:val='{value}'/>"


def add_comments(folder: Path, *said: tuple[str, str]) -> None:
    comments = "".join(
        f"<w:comment w:id='{number}' w:author='{author}'>{paragraphs(words)}</w:comment>"
        for number, (author, words) in enumerate(said)
    )
    add_part(folder, "word/comments.xml", "comments", f"<w:comments>{comments}</w:comments>")


# Comments


def test_each_comment_is_said_with_its_author_words_and_place(folder: Path) -> None:
    reference = "<w:r><w:commentReference w:id='{}'/></w:r>"
    place = with_xml(folder, f"<w:p>{run('Strengths')}{reference.format(1)}</w:p>")
    change_part(folder, "word/header1.xml", "</w:p>", reference.format(0) + "</w:p>")
    add_comments(folder, ("Jo Example", "Is this true?"), ("Al Example", "No."), ("Al Example", "A reply."))
    said = {each.cell: each.message for each in check_templates(folder)}
    assert {each for each, *_ in found(folder)} == {"E432"}
    assert said["header, paragraph 1"] == "a comment by Jo Example, 'Is this true?', would be published."
    assert said[place] == "a comment by Al Example, 'No.', would be published."
    assert said[""] == "a comment by Al Example, 'A reply.', would be published."


def test_the_mark_of_a_comment_whose_words_are_lost_is_said(folder: Path) -> None:
    place = with_xml(folder, f"<w:p><w:commentRangeStart w:id='7'/>{run('x')}<w:commentRangeEnd w:id='7'/></w:p>")
    assert the_finding(folder, "E432").cell == place


def test_a_list_of_comments_and_of_people_without_any_is_no_fault(folder: Path, passes: Passes) -> None:
    add_comments(folder)
    add_part(folder, "word/people.xml", "people", "<w:people/>")
    passes()


# Tracked changes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (INSERTED.format(run("Our ")) + DELETED.format("Their "), "by x would be published: 'Our' inserted, 'Their' d"),
        ("<w:moveFrom w:id='1' w:author='Jo'>" + run("old") + "</w:moveFrom>", "by Jo would be published: 'old' moved"),
        ("<w:moveTo w:id='1' w:author='Jo'>" + run("new") + "</w:moveTo>", "'new' moved here"),
        (run("a", "<w:b/><w:rPrChange w:id='1' w:author='Jo'><w:rPr/></w:rPrChange>"), "the formatting changed"),
        ("<w:pPr><w:pPrChange w:id='1' w:author='Jo'><w:pPr/></w:pPrChange></w:pPr>", "the formatting changed"),
        ("<w:pPr><w:rPr><w:ins w:id='1' w:author='Jo'/></w:rPr></w:pPr>" + run("a"), "something inserted"),
        ("<w:pPr><w:numPr><w:ins w:id='1' w:author='Jo'/></w:numPr></w:pPr>" + run("a"), "something inserted"),
    ],
)  # fmt: skip
def test_a_tracked_change_of_the_template_s_own_words_is_said(xml: str, said: str, folder: Path) -> None:
    place = with_xml(folder, f"<w:p>{xml}</w:p>")
    finding = the_finding(folder, "E433")
    assert (finding.cell, said in finding.message) == (place, True), finding.message


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ("<w:trPr><w:del w:id='1' w:author='Jo'/></w:trPr>", "something deleted"),
        ("<w:trPr><w:trPrChange w:id='1' w:author='Jo'><w:trPr/></w:trPrChange></w:trPr>", "the table's look changed"),
    ],
)
def test_a_tracked_change_of_a_table_is_said(properties: str, said: str, folder: Path) -> None:
    place = with_xml(folder, table(row("a", "b").replace("<w:tr>", f"<w:tr>{properties}")))
    finding = the_finding(folder, "E433")
    assert (finding.cell, said in finding.message) == (place, True), finding.message


def test_a_tracked_cell_is_said(folder: Path) -> None:
    cell = "<w:tcPr><w:cellIns w:id='1' w:author='Jo'/></w:tcPr>"
    with_xml(folder, table(row("a", "b").replace("<w:tcPr/>", cell, 1)))
    assert "by Jo would be published: a cell inserted." in the_finding(folder, "E433").message


@pytest.mark.parametrize(
    ("part", "old", "place"),
    [
        ("word/header1.xml", "</w:p>", "header, paragraph 1"),
        ("word/footer1.xml", "</w:p>", "footer, paragraph 1"),
    ],
)
def test_a_tracked_change_in_a_header_or_a_footer_has_its_place(part: str, old: str, place: str, folder: Path) -> None:
    change_part(folder, part, old, INSERTED.format(run("new")) + old)
    assert the_finding(folder, "E433").cell == place


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_tracked_change_in_a_note_is_said(kind: str, folder: Path) -> None:
    note = f"<w:{kind} w:id='1'><w:p>{INSERTED.format(run('new'))}</w:p></w:{kind}>"
    add_part(folder, f"word/{kind}s.xml", f"{kind}s", f"<w:{kind}s>{note}</w:{kind}s>")
    assert the_finding(folder, "E433").cell == ("notes" if kind == "footnote" else "endnotes") + ", paragraph 1"


def test_tracked_changes_of_a_page_and_a_style_are_said(folder: Path) -> None:
    change = "<w:{0}PrChange w:id='1' w:author='Jo'><w:{0}Pr/></w:{0}PrChange>"
    change_part(folder, "word/document.xml", "</w:sectPr>", change.format("sect") + "</w:sectPr>")
    change_part(folder, STYLES, "</w:rPr></w:style>", change.format("r") + "</w:rPr></w:style>")
    findings = {each.cell.partition(",")[0].partition(" ")[0]: each.message for each in check_templates(folder)}
    assert "the page changed" in findings[""]
    assert "the formatting changed" in findings["styles"]


# Hidden words


@pytest.mark.slow
@pytest.mark.parametrize(
    "xml",
    [
        f"<w:p>{run('Seen ')}{run('secret', '<w:vanish/>')}</w:p>",
        f"<w:p>{run('secret', look('vanish', 'true'))}</w:p>",
        f"<w:p><w:pPr><w:pStyle w:val='Unseen'/></w:pPr>{run('secret')}</w:p>",
        f"<w:p><w:pPr><w:pStyle w:val='BasedOnUnseen'/></w:pPr>{run('secret')}</w:p>",
        f"<w:p>{run('secret', look('rStyle', 'UnseenWords'))}</w:p>",
        table(row("secret", "b").replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>").replace(run("b"), run(""))),
        f"<w:p>{run('{{ report.title }} secret', '<w:vanish/>')}</w:p>",
    ],
)
def test_hidden_words_are_said_wherever_they_are_hidden(xml: str, folder: Path) -> None:
    add_styles(folder)
    place = with_xml(folder, xml)
    finding = the_finding(folder, "E434")
    assert (finding.cell, "secret' is " in finding.message) == (place, True), finding.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "xml",
    [
        f"<w:p>{run('seen', look('vanish', '0'))}</w:p>",
        f"<w:p>{run('on the screen alone', '<w:webHidden/>')}</w:p>",
        f"<w:p>{run('seen', '<w:specVanish/>')}</w:p>",
        f"<w:p>{run('{%p if report.notes %}', '<w:vanish/>')}</w:p>{paragraphs('x', '{%p endif %}')}",
        f"<w:p>{run('{# a note to ourselves #}', '<w:vanish/>')}</w:p>",
        f"<w:p>{run(' ', '<w:vanish/>')}</w:p>",
        f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('its mark alone is hidden')}</w:p>",
        f"<w:p><w:pPr><w:pStyle w:val='Unseen'/></w:pPr>{run('seen', look('vanish', 'false'))}</w:p>",
        # Two styles that hide, of a paragraph and of a run, undo each other (ECMA-376, part 1, 17.7.3).
        f"<w:p><w:pPr><w:pStyle w:val='Unseen'/></w:pPr>{run('seen', look('rStyle', 'UnseenWords'))}</w:p>",
    ],
)
def test_words_that_are_seen_or_print_nothing_are_left_alone(xml: str, folder: Path, passes: Passes) -> None:
    add_styles(folder)
    with_xml(folder, xml)
    passes()


def test_words_hidden_by_the_defaults_a_table_s_style_or_in_a_header_are_said(folder: Path) -> None:
    change_part(folder, "word/header1.xml", "</w:p>", run("secret", "<w:vanish/>") + "</w:p>")
    assert the_finding(folder, "E434").cell == "header, paragraph 1"
    table_style = "<w:style w:type='table' w:styleId='Dim'><w:name w:val='Dim'/><w:rPr><w:vanish/></w:rPr></w:style>"
    change_part(folder, STYLES, "</w:styles>", f"{table_style}</w:styles>", "overview.docx")
    hidden = table(row("secret", "")).replace("<w:tblPr/>", "<w:tblPr><w:tblStyle w:val='Dim'/></w:tblPr>")
    place = with_xml(folder, hidden, "overview.docx")
    assert ("E434", "overview.docx", place) in found(folder)
    change_part(folder, STYLES, "<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:vanish/>", "self-assessment.docx")
    assert len([each for each in found(folder) if each[:2] == ("E434", "self-assessment.docx")]) > 20


def drawing(kind: str, properties: str, inside: str) -> str:
    """A drawing of Word's, in the line ('inline') or beside it ('anchor'), with what stands in it."""
    namespace = "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
    return f"<w:r><w:drawing><wp:{kind} {namespace} {properties}>{inside}</wp:{kind}></w:drawing></w:r>"


def test_words_in_a_hidden_text_box_are_said(folder: Path) -> None:
    box = f"<wp:docPr id='1' name='a' hidden='1'/><w:txbxContent>{paragraphs('secret')}</w:txbxContent>"
    with_xml(folder, f"<w:p>{drawing('anchor', '', box)}</w:p>")
    assert "'secret' is in a hidden row, picture or text box" in the_finding(folder, "E434").message
    old = f"<w:txbxContent>{paragraphs('old')}</w:txbxContent>"
    shown = f"<w:r><w:pict><w:x style='visibility: hidden'>{old}</w:x></w:pict></w:r>"
    with_xml(folder, f"<w:p>{shown}</w:p>", "overview.docx")
    assert [code for code, *_ in found(folder)] == ["E434", "E434"]


def add_styles(folder: Path) -> None:
    """Put styles into a template: two of paragraphs and one of words that hide them, one of white words."""
    own = (("paragraph", "Unseen", "<w:vanish/>"), ("character", "UnseenWords", "<w:vanish/>"))
    styles = "".join(
        f"<w:style w:type='{kind}' w:styleId='{name}'><w:name w:val='{name}'/><w:rPr>{look}</w:rPr></w:style>"
        for kind, name, look in (*own, ("paragraph", "White", "<w:color w:val='FFFFFF'/>"))
    )
    based = (
        "<w:style w:type='paragraph' w:styleId='BasedOn{0}'><w:name w:val='b{0}'/><w:basedOn w:val='{0}'/></w:style>"
    )
    change_part(folder, STYLES, "</w:styles>", f"{styles}{based.format('Unseen')}</w:styles>")


# Words that are not seen

WHITE = look("color", "FFFFFF")
OF_THE_THEME = "<w:color w:val='auto' w:themeColor='background1'/>"


def shade(fill: str) -> str:
    return f"<w:shd w:val='clear' w:color='auto' w:fill='{fill}'/>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f"<w:p>{run('secret', WHITE)}</w:p>", "has the colour #ffffff on #ffffff"),
        (f"<w:p>{run('secret', look('color', 'FDFDFD'))}</w:p>", "#fdfdfd on #ffffff"),
        (f"<w:p>{run('secret', OF_THE_THEME)}</w:p>", "#ffffff"),
        (f"<w:p><w:pPr><w:pStyle w:val='White'/></w:pPr>{run('secret')}</w:p>", "#ffffff on #ffffff"),
        (f"<w:p>{run('secret', WHITE + shade('FFFFFF'))}</w:p>", "#ffffff on #ffffff"),
        (f"<w:p>{run('secret', look('color', '1F3864') + shade('1F3864'))}</w:p>", "#1f3864 on #1f3864"),
        (f"<w:p>{run('secret', look('highlight', 'black'))}</w:p>", "on #000000"),
        (f"<w:p>{run('secret', look('sz', '2'))}</w:p>", "is 1 points high, too small to be seen"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_seen_are_said(xml: str, said: str, folder: Path) -> None:
    add_styles(folder)
    place = with_xml(folder, xml)
    finding = the_finding(folder, "E435")
    assert (finding.cell, said in finding.message) == (place, True), finding.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "xml",
    [
        f"<w:p>{run('white on blue', WHITE + shade('1F3864'))}</w:p>",
        f"<w:p><w:pPr>{shade('1F3864')}</w:pPr>{run('white on blue', WHITE)}</w:p>",
        table(row("a", "b").replace("<w:tcPr/>", f"<w:tcPr>{shade('1F3864')}</w:tcPr>").replace(
            run("a"), run("a", WHITE))),
        table(row("a", "b").replace(run("a"), run("a", WHITE))).replace(
            "<w:tblPr/>", "<w:tblPr><w:tblStyle w:val='Dark'/></w:tblPr>"),
        f"<w:p>{run('a mark of water', look('color', 'D9D9D9'))}</w:p>",
        f"<w:p>{run('small print', look('sz', '12'))}</w:p>",
        f"<w:p>{run('Word chooses white', look('color', 'auto') + shade('000000'))}</w:p>",
    ],
)  # fmt: skip
def test_words_in_light_colours_that_are_seen_are_left_alone(xml: str, folder: Path, passes: Passes) -> None:
    dark = f"<w:tblStylePr w:type='firstRow'><w:tcPr>{shade('1F3864')}</w:tcPr></w:tblStylePr>"
    style = f"<w:style w:type='table' w:styleId='Dark'><w:name w:val='Dark'/>{dark}</w:style></w:styles>"
    change_part(folder, STYLES, "</w:styles>", style)
    with_xml(folder, xml)
    passes()


def test_white_words_in_a_text_box_or_on_a_picture_are_left_alone(folder: Path) -> None:
    box = f"<wp:docPr id='1' name='a'/><w:txbxContent><w:p>{run('white on a box', WHITE)}</w:p></w:txbxContent>"
    with_xml(folder, f"<w:p>{drawing('inline', '', box)}</w:p>")
    assert found(folder) == []
    picture = drawing("anchor", "behindDoc='1'", "<wp:docPr id='1' name='a'/>")
    with_xml(folder, f"<w:p>{run('white on a picture', WHITE)}</w:p>", "overview.docx")
    assert the_finding(folder, "E435").sheet == "overview.docx"
    change_part(folder, "word/header1.xml", "</w:p>", f"{picture}</w:p>", "overview.docx")
    assert found(folder) == []


# Fields


@pytest.mark.slow
@pytest.mark.parametrize(
    ("xml", "message", "hint"),
    [
        (complex_field("DATE", "1 May 2019"), "a DATE field, now '1 May 2019', would not be true", "meeting_date }}"),
        (complex_field("TIME", "9:00"), "a TIME field", "report.meeting_date"),
        (complex_field("TITLE", "Old title"), "a TITLE field, now 'Old title',", "Write {{ report.title }}"),
        (complex_field("FILENAME \\p", "C:\\Users\\jo"), "a FILENAME field", "Take it out"),
        (complex_field("AUTHOR", "Jo"), "an AUTHOR field", "report.author"),
        (complex_field("DOCPROPERTY Company", "Old Council"), "a DOCPROPERTY field", "Take it out"),
        (complex_field("INCLUDETEXT \"C:\\\\a.docx\"", "text"), "an INCLUDETEXT field", "write the words themselves"),
        (complex_field("TOC \\o", "Old heading"), "a TOC field", "Write {{ contents }}"),
        (complex_field("PAGEREF there \\h", "6"), "a PAGEREF field, now '6',", "Take it out"),
        (complex_field("USERNAME", "Jo"), "a USERNAME field, now 'Jo',", "report.author"),
        (complex_field("PRINTDATE", "1 May 2019"), "a PRINTDATE field", "report.meeting_date"),
        (complex_field("HYPERLINK \"file:///srv/a\"", "words"), "a HYPERLINK field", "Take it out"),
        (FIELD.replace("PAGE", "SAVEDATE").format(run("1 May")), "a SAVEDATE field, now '1 May'", "meeting_date"),
        (complex_field("", "nothing"), "a nameless field", "Take it out"),
    ],
)  # fmt: skip
def test_a_field_that_would_be_untrue_is_said(xml: str, message: str, hint: str, folder: Path) -> None:
    place = with_xml(folder, f"<w:p>{xml}{BOOKMARK}</w:p>")
    finding = the_finding(folder, "W437")
    assert (finding.cell, message in finding.message, hint in finding.hint) == (place, True, True), finding


def test_a_content_control_that_is_bound_to_a_property_is_said(folder: Path) -> None:
    bound = "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    with_xml(folder, f"<w:p>{bound.format(run('Old Council'))}</w:p>")
    assert "bound to a property, 'x', now 'Old Council'," in the_finding(folder, "W437").message


@pytest.mark.parametrize(
    ("xpath", "hint"),
    [
        ("/ns1:coreProperties[1]/ns0:title[1]", "Write {{ report.title }} in its place."),
        ("/ns1:coreProperties[1]/ns0:creator[1]", "Write {{ report.author }} in its place."),
        ("/ns0:Properties[1]/ns0:Company[1]", "Write {{ report.authority }} in its place."),
        ("/ns0:CoverPageProperties[1]/ns0:PublishDate[1]", "Write {{ report.meeting_date }} in its place."),
        ("/ns1:coreProperties[1]/ns0:subject[1]", "Take it out, or write the words themselves."),
    ],
)
def test_a_title_that_word_fills_from_the_properties_is_said_with_what_to_write(
    xpath: str, hint: str, folder: Path
) -> None:
    bound = f"<w:sdt><w:sdtPr><w:dataBinding w:xpath='{xpath}' w:storeItemID='{{1}}'/><w:text/></w:sdtPr><w:sdtContent>"
    place = with_xml(folder, f"{bound}<w:p>{run('Last year')}</w:p></w:sdtContent></w:sdt>")
    finding = the_finding(folder, "W437")
    assert (finding.cell, finding.hint) == (place, hint)


def test_word_s_own_contents_are_said_once_with_all_that_they_show(folder: Path) -> None:
    with_xml(folder, WORD_S_CONTENTS)
    finding = the_finding(folder, "W437")
    assert "a TOC field, now 'Summary2Costs3', would not be true" in finding.message
    assert finding.hint == "Write {{ contents }} in its place."


@pytest.mark.slow
@pytest.mark.parametrize(
    "xml",
    [
        "<w:hyperlink w:anchor='Gone'><w:r><w:t>here</w:t></w:r></w:hyperlink>",
        complex_field("REF Gone \\h", "here"),
        complex_field('HYPERLINK \\l "Gone"', "here"),
        FIELD.replace("PAGE", "NOTEREF Gone").format(run("1")),
    ],
)
def test_what_leads_to_a_bookmark_that_is_not_there_is_said(xml: str, folder: Path, passes: Passes) -> None:
    place = with_xml(folder, f"<w:p>{xml}</w:p>")
    finding = the_finding(folder, "W445")
    assert (finding.cell, "the bookmark 'Gone'" in finding.message) == (place, True)
    change_part(folder, "word/header1.xml", "</w:p>", BOOKMARK.replace("there", "GONE") + "</w:p>")
    passes()


def test_a_link_to_the_top_of_the_document_needs_no_bookmark(folder: Path, passes: Passes) -> None:
    with_xml(folder, f"<w:p><w:hyperlink w:anchor='_top'>{run('Up')}</w:hyperlink></w:p>")
    passes()


@pytest.mark.slow
@pytest.mark.parametrize(
    "xml",
    [
        *(
            complex_field(name, "1")
            for name in ("PAGE", "NUMPAGES", "SECTIONPAGES", "REF there", "SEQ Table", "= 1 + 1")
        ),
        complex_field('HYPERLINK "https://example.gov.uk"', "words"),
        complex_field('HYPERLINK \\l "there"', "words"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('words')}</w:sdtContent></w:sdt>",
    ],
)
def test_fields_of_pages_and_places_are_left_alone(xml: str, folder: Path, passes: Passes) -> None:
    with_xml(folder, f"<w:p>{xml}{BOOKMARK}</w:p>")
    passes()


# Other files, and links


@pytest.mark.parametrize("kind", ["oleObject", "package", "aFChunk"])
def test_an_embedded_file_is_said_with_its_place(kind: str, folder: Path) -> None:
    identity = add_part(folder, "word/embeddings/costs.xml", kind, "<w:costs/>")
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    place = with_xml(folder, f"<w:p><w:r><w:object xmlns:r='{namespace}' r:id='{identity}'/></w:r></w:p>")
    finding = the_finding(folder, "E438")
    assert (finding.cell, "'word/embeddings/costs.xml' is embedded" in finding.message) == (place, True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///\\\\srv\\home\\jo\\plan.docx", "the link to 'file:///\\\\srv\\home\\jo\\plan.docx'"),
        (
            "http://intranet/plans",
            "the link to 'http://intranet/plans' is left out, and its words alone are kept: 'intranet' is reached from",
        ),
        ("http://localhost:8080/", "'http://localhost:8080/'"),
        ("https://plans.council.local/", "council.local"),
        ("http://192.168.1.20/x", "192.168.1.20"),
        ("plan.docx", "'plan.docx'"),
        (SAFE_LINK, "it goes through Microsoft's Safe Links."),
        ("https://a.example.org/x?sv=1&amp;sig=abcdef123", "it carries what looks like a key, 'sig'."),
        ("https://example.org/x?who=jo%40council.gov.uk", "it carries the e-mail address 'jo@council.gov.uk'."),
        ("https://example.org/x#jo@council.gov.uk", "it carries the e-mail address 'jo@council.gov.uk'."),
    ],
)
def test_a_link_that_readers_cannot_follow_is_said(address: str, said: str, folder: Path) -> None:
    relate(folder, outside("rId90", "hyperlink", address))
    assert said in the_finding(folder, "W439").message


@pytest.mark.parametrize("address", [SAFE_LINK.replace("&amp;", "&"), "https://example.org/x?token=abcdef123"])
def test_a_field_that_makes_a_link_that_must_not_be_published_is_said(address: str, folder: Path) -> None:
    with_xml(folder, f"<w:p>{complex_field(f'HYPERLINK {quoteattr(address)}', 'here')}</w:p>")
    message = the_finding(folder, "W437").message
    assert message.startswith("a HYPERLINK field, now 'here', makes a link that is left out with its words: it ")


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    [
        "https://example.gov.uk/a",
        "https://example.gov.uk/a?page=2&amp;signed=yes#sid",
        "mailto:a@example.gov.uk?cc=b@example.gov.uk",
        "http://10things.org.uk",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Y2%40thread.v2/0?context=%7b%7d",
    ],
)
def test_a_link_to_the_web_is_left_alone(address: str, folder: Path, passes: Passes) -> None:
    relate(folder, outside("rId90", "hyperlink", address))
    passes()
