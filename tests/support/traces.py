"""A Word template with a mark in every place where a template can carry what nobody is meant to read."""

from pathlib import Path

import docx
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.support.template_edits import (
    FIELD,
    add_part,
    change_part,
    complex_field,
    outside,
    package,
    paragraphs,
    relate,
    run,
    with_xml,
)

NAME = "action-plan.docx"
MARK = "ZQX"
_METADATA = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
_UI = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
_CORE = ("dc:title", "dc:creator")

_LINES = "".join(
    "<w:hyperlink w:anchor='_Toc1'>" + run(title) + "<w:r><w:tab/></w:r>" + complex_field("PAGEREF _Toc1 \\h", page)
    + "</w:hyperlink></w:p><w:p>"
    for title, page in (("Summary", "2"), ("Costs", "3"))
)  # fmt: skip
_BEGIN = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>"
_SEPARATE, _END = (f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("separate", "end"))
# Word's own list of contents: a heading, and a field over a paragraph for each entry and one for its end.
WORD_S_CONTENTS = (
    "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
    f"<w:p>{run('Contents')}</w:p><w:p>{_BEGIN}{_SEPARATE}{_LINES}{_END}</w:p></w:sdtContent></w:sdt>"
    "<w:p><w:bookmarkStart w:id='9' w:name='_Toc1'/><w:r><w:t>There</w:t></w:r><w:bookmarkEnd w:id='9'/></w:p>"
)


def mark(count: list[str], name: str) -> str:
    """A mark of its own; its name is noted in `count`."""
    count.append(name)
    return f"{MARK}{name}"


def with_traces(folder: Path) -> list[str]:
    """Put a mark into each trace of the action plan's template that is left out untold; gives the traces' names."""
    said: list[str] = []
    _add_picture(folder, said)
    _add_properties(folder, said)
    _add_settings(folder, said)
    _add_parts(folder, said)
    _add_to_the_text(folder, said)
    return said


def with_told_traces(folder: Path) -> list[str]:
    """Put a mark into each field and link that is told, and left out; gives their names."""
    said: list[str] = []
    fields = ("FILENAME", "TITLE", "SUBJECT", "AUTHOR", "LASTSAVEDBY", "DATE", "TIME", "CREATEDATE", "SAVEDATE",
              "PRINTDATE", "USERNAME", "USERINITIALS", "DOCPROPERTY", "DOCVARIABLE", "INCLUDETEXT", "INCLUDEPICTURE",
              "LINK", "EDITTIME", "TEMPLATE", "FILESIZE", "TOC")  # fmt: skip
    for name in fields:
        simple = FIELD.replace("PAGE", f"{name} {mark(said, f'of{name}')}").format(run(mark(said, f"simple{name}")))
        whole = complex_field(f"{name} {mark(said, f'path{name}')}", mark(said, f"complex{name}"))
        with_xml(folder, f"<w:p>{run('Before. ')}{simple}{whole}{run(' Behind.')}</w:p>")
    for part in ("word/header1.xml", "word/footer1.xml"):
        shown = mark(said, part[5:-4])
        change_part(folder, part, "</w:p>", complex_field("TITLE", shown) + "</w:p>")
    across = complex_field("TOC", mark(said, "first"))
    first, end = across.rsplit("<w:r>", 1)
    rest = f"<w:p>{run(mark(said, 'second'))}<w:r>{end}</w:p>"
    with_xml(folder, f"<w:p>{first}</w:p>{rest}")
    bound = (
        f"<w:sdtPr><w:alias w:val='{mark(said, 'alias')}'/><w:dataBinding w:xpath='{mark(said, 'binding')}'/></w:sdtPr>"
    )
    with_xml(folder, f"<w:p><w:sdt>{bound}<w:sdtContent>{run(mark(said, 'bound'))}</w:sdtContent></w:sdt></w:p>")
    relate(folder, outside("rId91", "hyperlink", f"file:///srv/{mark(said, 'link')}"))
    link = "<w:hyperlink xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' r:id='rId91'>"
    with_xml(folder, f"<w:p>{link}{run('The words of the link')}</w:hyperlink></w:p>")
    return said


def _add_properties(folder: Path, said: list[str]) -> None:
    own = "".join(
        f"<cp:{name}>{mark(said, name)}</cp:{name}>"
        for name in ("keywords", "category", "contentType", "lastModifiedBy", "contentStatus", "version")
    )
    own += "".join(f"<dc:{name}>{mark(said, name)}</dc:{name}>" for name in ("identifier", "description", "subject"))
    own += f"<cp:lastPrinted>2019-01-01T00:00:00Z</cp:lastPrinted><!--{mark(said, 'remark')}-->"
    change_part(folder, "docProps/core.xml", "</cp:coreProperties>", own + "</cp:coreProperties>")
    for name in _CORE:
        change_part(folder, "docProps/core.xml", f"</{name}>", f"{mark(said, name[3:])}</{name}>")
    names = ("Application", "Template", "Company", "Manager", "HyperlinkBase", "TotalTime")
    app = "".join(f"<a:{name}>{mark(said, name)}</a:{name}>" for name in names)
    add_part(folder, "docProps/app.xml", "extended-properties", f"<a:Properties>{app}</a:Properties>", of="")
    for part, kind in (
        ("docProps/custom.xml", "custom-properties"),
        ("docMetadata/LabelInfo.xml", _METADATA),
        ("docProps/thumbnail.xml", _THUMBNAIL),
        ("customUI/customUI.xml", _UI),
    ):
        add_part(folder, part, kind, f"<a:x>{mark(said, part.rpartition('/')[2][:-4])}</a:x>", of="")


def _add_settings(folder: Path, said: list[str]) -> None:
    namespace = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
    relate(folder, outside("rId1", "attachedTemplate", f"file:///srv/{mark(said, 'attached')}"), of="word/settings.xml")
    relate(folder, outside("rId2", "mailMergeSource", f"file:///srv/{mark(said, 'merged')}"), of="word/settings.xml")
    settings = (
        f"<w:attachedTemplate {namespace} r:id='rId1'/><w:trackRevisions/>"
        f"<w:mailMerge><w:query w:val='{mark(said, 'query')}'/><w:dataSource {namespace} r:id='rId2'/></w:mailMerge>"
        f"<w:docVars><w:docVar w:name='a' w:val='{mark(said, 'variable')}'/></w:docVars>"
        f"<w:documentProtection w:edit='comments' w:hash='{mark(said, 'hash')}'/><w:proofState w:spelling='clean'/>"
        f"<w:rsids><w:rsid w:val='{mark(said, 'rsid')}'/></w:rsids></w:settings>"
    )
    change_part(folder, "word/settings.xml", "</w:settings>", settings)


def _add_parts(folder: Path, said: list[str]) -> None:
    for part, kind in (
        ("word/people.xml", "people"),
        ("word/commentsExtended.xml", _EXTENDED),
        ("word/glossary/document.xml", "glossaryDocument"),
        ("word/webSettings.xml", "webSettings"),
        ("customXml/item1.xml", "customXml"),
        ("word/vbaProject.xml", _VBA),
        ("word/printerSettings1.xml", "printerSettings"),
    ):
        add_part(folder, part, kind, f"<a:x>{mark(said, kind.rpartition('/')[2])}</a:x>")
    data = f"<c:externalData r:id='rIdOfcostsxlsx'/><a:t>A chart of its own</a:t><!--{mark(said, 'inchart')}-->"
    add_part(folder, "word/charts/chart1.xml", "chart", f"<c:chartSpace>{data}</c:chartSpace>")
    costs = f"<a:x>{mark(said, 'workbook')}</a:x>"
    add_part(folder, "word/embeddings/costs.xlsx", "package", costs, of="word/charts/chart1.xml")


def _add_to_the_text(folder: Path, said: list[str]) -> None:
    control = f"<w:sdtPr><w:tag w:val='{mark(said, 'tag')}'/><w:alias w:val='{mark(said, 'name')}'/></w:sdtPr>"
    smart = f"<w:smartTag><w:smartTagPr><w:attr w:val='{mark(said, 'smart')}'/></w:smartTagPr>{run('Jo')}</w:smartTag>"
    with_xml(
        folder,
        f"<w:p w:rsidR='{mark(said, 'paragraph')}'><w:permStart w:id='1' w:ed='{mark(said, 'editor')}'/>"
        f"<w:sdt>{control}<w:sdtContent>{run('Kept words')}</w:sdtContent></w:sdt>{smart}<w:permEnd w:id='1'/></w:p>"
        f"{paragraphs('Kept too')}",
    )
    change_part(folder, "word/document.xml", "</w:body>", f"<!--{mark(said, 'comment')}--></w:body>")
    printer = "<w:printerSettings xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' "
    with_printer = f"{printer}r:id='rIdOfprinterSettings1xml'/></w:sectPr>"
    change_part(folder, "word/document.xml", "</w:sectPr>", with_printer)
    package(folder, lambda parts: parts.update({"word/lost.xml": mark(said, "lost").encode()}))


def _add_picture(folder: Path, said: list[str]) -> None:
    """Put in a picture that tells its author, the file that it came from, and where that was."""
    info = PngInfo()
    info.add_text("Author", mark(said, "author"))
    png = folder / "picture.png"
    Image.new("RGB", (8, 8), "#7a0019").save(png, "PNG", pnginfo=info)
    document = docx.Document(str(folder / NAME))
    shape = document.add_picture(str(png))
    png.unlink()
    shape._inline.docPr.set("descr", f"C:\\Users\\{mark(said, 'user')}\\picture.png")
    shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", f"{mark(said, 'file')}.png")
    document.save(str(folder / NAME))
