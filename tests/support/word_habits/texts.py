"""What an officer puts into the text of a template with Word, here into the first paragraph of each loop."""

from typing import Any

from tests.support.template_edits import PIXEL
from tests.support.word_habits.package import (
    MICROSOFT,
    OFFICE,
    SETTINGS,
    SavedPackage,
    W,
    append,
    elements,
    root,
    run_of,
)

_WHEN = 'w:author="Jo Example" w:date="2024-05-01T09:00:00Z"'
_SHAPE = """
<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="114300"
 distR="114300" simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"
 wp14:anchorId="{anchor}" wp14:editId="50D07946"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">
<wp:posOffset>4000000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>
</wp:positionV><wp:extent cx="1400000" cy="280000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="Text Box {number}" descr="A note in a box"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1400000" cy="280000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>
</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict w14:anchorId="{anchor}">
{shape_type}<v:shape id="Text Box {number}"
 o:spid="_x0000_s{spid}" type="#_x0000_t202" alt="A note in a box"
 style="position:absolute;margin-left:315pt;margin-top:0;width:110pt;height:22pt"><v:textbox><w:txbxContent>{inside}
</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>
""".replace("\n", "")
# Word writes the type with the first shape of that type.
_SHAPE_TYPE = """
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke
 joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
""".replace("\n", "")
_PICTURE = """
<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" wp14:anchorId="{anchor}" wp14:editId="50D07947">
<wp:extent cx="127000" cy="127000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}"
 name="Picture {number}" descr="A mark"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>
</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="{number}" name="mark.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip
 r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext
 cx="127000" cy="127000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>
</a:graphic></wp:inline></w:drawing></w:r>
""".replace("\n", "")


def words(said: str) -> str:
    """Return a run that says these words."""
    return f'<w:r><w:t xml:space="preserve">{said}</w:t></w:r>'


def complex_field(instruction: str, shown: str) -> str:
    """Return a field as Word writes it, with what it last showed."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    said = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{sign.format('begin')}{said}{sign.format('separate')}{words(shown)}{sign.format('end')}"


def _wrap(run: Any, xml: str, inside: str) -> Any:
    """Put the run into the element of the XML that has this name."""
    (outer,) = elements(xml)
    run.addprevious(outer)
    next(outer.iter(f"{W}{inside}")).append(run)
    return outer


def add_content_controls(package: SavedPackage) -> None:
    """Put a content control about the words of each loop, and one about a paragraph of the first."""
    for number, paragraph in enumerate(package.looped()):
        named = (
            f'<w:alias w:val="Control {number}"/><w:tag w:val="control-{number}"/><w:id w:val="{-1370000 - number}"/>'
        )
        kind = '<w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder><w:text/>'
        about = f"<w:sdt><w:sdtPr>{named}{kind}</w:sdtPr><w:sdtContent/></w:sdt>"
        _wrap(run_of(paragraph), about, "sdtContent")
    first = next(iter(package.looped()))
    _wrap(first, '<w:sdt><w:sdtPr><w:id w:val="987654321"/></w:sdtPr><w:sdtContent/></w:sdt>', "sdtContent")


def add_smart_tags(package: SavedPackage) -> None:
    """Add words that Word knew as a place to each loop."""
    for paragraph in package.looped():
        kind = 'w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place"'
        append(paragraph, f"<w:smartTag {kind}><w:smartTagPr/>{words(' in Runnymede')}</w:smartTag>")


def add_hyphens(package: SavedPackage) -> None:
    """Add words with a hyphen that does not break, and one that may, to each loop."""
    for paragraph in package.looped():
        said = "<w:t>self</w:t><w:noBreakHyphen/><w:t>assess</w:t><w:softHyphen/><w:t>ment</w:t>"
        append(paragraph, f"<w:r><w:t xml:space='preserve'> </w:t>{said}</w:r>")


def add_links(package: SavedPackage) -> None:
    """Add a link to a page of the web to each loop."""
    identity = package.relate(f"{OFFICE}/hyperlink", "https://www.gov.uk/guidance", outside=True)
    for paragraph in package.looped():
        look = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
        said = f"<w:r>{look}<w:t>the guidance</w:t></w:r>"
        append(paragraph, words(" ") + f'<w:hyperlink r:id="{identity}" w:history="1">{said}</w:hyperlink>')


def add_fields(package: SavedPackage) -> None:
    """Add a page's number and a sequence's to each loop, in both forms that fields have."""
    for paragraph in package.looped():
        simple = f'<w:fldSimple w:instr=" SEQ Item \\* ARABIC ">{words("1")}</w:fldSimple>'
        append(paragraph, f"{words(' ')}{simple}{words(' on page ')}{complex_field('PAGE', '1')}")


def add_footnotes(package: SavedPackage) -> None:
    """Add a footnote, which prints a tag, to each loop."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'
        for number, kind, sign in (
            (-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator")
        )
    )  # fmt: skip
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    notes = ""
    for number, paragraph in enumerate(package.looped(), 1):
        append(paragraph, f'<w:r>{raised}<w:footnoteReference w:id="{number}"/></w:r>')
        said = f"<w:r>{raised}<w:footnoteRef/></w:r>{words(f' Note {number} of {{{{ report.authority }}}}.')}"
        notes += f'<w:footnote w:id="{number}"><w:p>{said}</w:p></w:footnote>'
    xml = f"<w:footnotes>{separators}{notes}</w:footnotes>"
    package.add_part("word/footnotes.xml", "footnotes", root(xml, "w14"))
    (signs,) = elements('<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
    package.tree(SETTINGS).find(f"{W}compat").addprevious(signs)


def add_shapes(package: SavedPackage) -> None:
    """Add a text box with a tag to each loop: as a drawing, and in VML for old programs."""
    inside = f"<w:p>{words('{{ report.authority }}')}</w:p>"
    for number, paragraph in enumerate(package.looped()):
        said = {"anchor": package.hexadecimal(), "number": 200 + number, "spid": 1026 + number, "inside": inside}
        append(paragraph, _SHAPE.format(**said, shape_type="" if number else _SHAPE_TYPE))


def add_pictures(package: SavedPackage) -> None:
    """Add a picture to each loop."""
    relation = package.add_picture("word/media/mark.png", PIXEL)
    for number, paragraph in enumerate(package.looped()):
        said = {"anchor": package.hexadecimal(), "number": 300 + number, "relation": relation}
        append(paragraph, _PICTURE.format(**said))


def add_tracked_changes(package: SavedPackage) -> None:
    """Add to each loop words that were inserted and deleted, and a look that was changed, all of it tracked."""
    for paragraph in package.looped():
        first, second, third = (package.annotation() for _ in range(3))
        gone = '<w:r><w:delText xml:space="preserve"> draft</w:delText></w:r>'
        look = f'<w:rPr><w:i/><w:rPrChange w:id="{third}" {_WHEN}><w:rPr/></w:rPrChange></w:rPr>'
        append(
            paragraph,
            f'<w:ins w:id="{first}" {_WHEN}>{words(" checked")}</w:ins><w:del w:id="{second}" {_WHEN}>{gone}</w:del>'
            f'<w:r>{look}<w:t xml:space="preserve"> twice</w:t></w:r>',
        )


def add_comments(package: SavedPackage) -> None:
    """Add a comment to the words of each loop, and all the parts that Word has for comments."""
    comments, extended, durable = "", "", ""
    for number, paragraph in enumerate(package.looped()):
        run, identity = run_of(paragraph), package.hexadecimal()
        start, end = elements(f'<w:commentRangeStart w:id="{number}"/><w:commentRangeEnd w:id="{number}"/>')
        place = next((each for each in run.iterancestors() if each.getparent() is paragraph), run)
        place.addprevious(start)
        place.addnext(end)
        end.addnext(elements(f'<w:r><w:commentReference w:id="{number}"/></w:r>')[0])
        said = f"<w:r><w:annotationRef/></w:r>{words(f'Is this so? ({number})')}"
        inside = f'<w:p w14:paraId="{identity}" w14:textId="77777777">{said}</w:p>'
        comments += f'<w:comment w:id="{number}" {_WHEN} w:initials="JE">{inside}</w:comment>'
        extended += f'<w15:commentEx w15:paraId="{identity}" w15:done="0"/>'
        durable += f'<w16cid:commentId w16cid:paraId="{identity}" w16cid:durableId="{package.hexadecimal()}"/>'
    person = '<w15:presenceInfo w15:providerId="None" w15:userId="Jo Example"/>'
    for name, xml, version, year in (
        ("comments", f"<w:comments>{comments}</w:comments>", "w14", ""),
        ("commentsExtended", f"<w15:commentsEx>{extended}</w15:commentsEx>", "w15", "2011"),
        ("commentsIds", f"<w16cid:commentsIds>{durable}</w16cid:commentsIds>", "w16cid", "2016/09"),
        (
            "people",
            f'<w15:people><w15:person w15:author="Jo Example">{person}</w15:person></w15:people>',
            "w15",
            "2011",
        ),
    ):
        relation = f"{MICROSOFT}/{year}/relationships/{name}" if year else f"{OFFICE}/comments"
        package.add_part(f"word/{name}.xml", name, root(xml, version), relation=relation)


def add_bookmarks(package: SavedPackage) -> None:
    """Bookmark the words of each loop, with links and fields that lead there from within and from the end.

    Where the cursor stood last (`_GoBack`) is within a loop. One bookmark begins in the paragraph of a tag that begins
    the first loop, and one ends in that of the tag that ends it: docxtpl takes these paragraphs away.
    """
    for number, paragraph in enumerate(package.looped()):
        name, identity = f"Loop_{number}", package.annotation()
        start, end = elements(f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/><w:bookmarkEnd w:id="{identity}"/>')
        run = run_of(paragraph)
        place = next((each for each in run.iterancestors() if each.getparent() is paragraph), run)
        place.addprevious(start)
        place.addnext(end)
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{words("here")}</w:hyperlink>'
        page = complex_field(f"REF {name} \\h", "there")
        append(paragraph, f"{words(' ')}{link}{words(' and ')}{page}")
        again = complex_field(f"REF {name} \\h", "here")
        (line,) = elements(f"<w:p>{link}{words(', again: ')}{again}</w:p>")
        package.body.find(f"{W}sectPr").addprevious(line)
    first = next(iter(package.looped()))
    every = list(package.body.iter(f"{W}p"))
    before, behind = every[every.index(first) - 1], every[every.index(first) + 1]
    for name, begins, ends in (("_GoBack", first, first), ("_Hlk1", before, first), ("_Hlk2", first, behind)):
        identity = package.annotation()
        append(begins, f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/>')
        append(ends, f'<w:bookmarkEnd w:id="{identity}"/>')
