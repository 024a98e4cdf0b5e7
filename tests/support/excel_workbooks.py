"""A workbook with what Excel alone puts into a file, each part as Excel writes it: pivot tables, slicers, threads."""

from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from tests.support.full_workbooks import EXTENSIONS, furnish, planned
from tests.support.package_edits import DOCUMENT, PACKAGE, read_package, rewrite_part, write_package

MAIN = "xl/workbook.xml"
NARRATIVE, ACTIONS, LISTS = (f"xl/worksheets/sheet{number}.xml" for number in (5, 6, 9))
THREAD, PERSON = "{11111111-2222-4333-8444-555555555555}", "{99999999-8888-4777-8666-555555555555}"
THREADED = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it"
    " will get removed if the file is opened in a newer version of Excel. Learn more:"
    " https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Is this still so?"
)
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
_MS_2007, _MS_2017 = (f"http://schemas.microsoft.com/office/{year}/relationships" for year in (2007, "2017/10"))
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_CACHE = (
    f'<pivotCacheDefinition xmlns="{_SHEET}" saveData="0" refreshOnLoad="1" refreshedBy="A. Clerk" createdVersion="8"'
    ' refreshedVersion="8" minRefreshableVersion="3" recordCount="0"><cacheSource type="worksheet">'
    '<worksheetSource ref="A1:N6" sheet="Actions"/></cacheSource><cacheFields count="2">'
    '<cacheField name="Status" numFmtId="0"><sharedItems count="1"><s v="Complete"/></sharedItems></cacheField>'
    '<cacheField name="Number" numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0"'
    ' containsNumber="1" minValue="0" maxValue="3"/></cacheField></cacheFields></pivotCacheDefinition>'
)
_PIVOT = (
    f'<pivotTableDefinition xmlns="{_SHEET}" name="PivotTable1" cacheId="7" dataCaption="Values" updatedVersion="8"'
    ' minRefreshableVersion="3" createdVersion="8" indent="0"><location ref="J3:K5" firstHeaderRow="1"'
    ' firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" showAll="0">'
    '<items count="2"><item x="0"/><item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/>'
    '</pivotFields><rowFields count="1"><field x="0"/></rowFields><rowItems count="2"><i><x/></i><i t="grand"><x/></i>'
    '</rowItems><colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Sum" fld="1" baseField="0"'
    ' baseItem="0"/></dataFields></pivotTableDefinition>'
)
_SLICER = (
    f'<slicers xmlns="{_X14}"><slicer name="Name" cache="Slicer_Name" caption="Name" rowHeight="241300"/></slicers>'
)
_SLICER_CACHE = (
    f'<slicerCacheDefinition xmlns="{_X14}" xmlns:x="{_SHEET}" name="Slicer_Name" sourceName="Name"><extLst>'
    f'<x:ext uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{_X15}">'
    '<x15:tableSlicerCache tableId="1" column="2"/></x:ext></extLst></slicerCacheDefinition>'
)
_THREADS_XML = (
    f'<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="C2" dT="2026-01-05T09:30:00.00" personId="{PERSON}"'
    f' id="{THREAD}"><text>Is this still so?</text></threadedComment></ThreadedComments>'
)
_PERSONS_XML = (
    f'<personList xmlns="{_THREADS}" xmlns:x="{_SHEET}"><person displayName="A. Clerk" id="{PERSON}" userId="clerk"'
    ' providerId="None"/></personList>'
)
_BOX = (
    "<twoCellAnchor><from><col>8</col><colOff>0</colOff><row>20</row><rowOff>0</rowOff></from><to><col>10</col>"
    '<colOff>0</colOff><row>24</row><rowOff>0</rowOff></to><sp macro="" textlink=""><nvSpPr><cNvPr id="9" name="Box"/>'
    '<cNvSpPr txBox="1"/></nvSpPr><spPr><a:prstGeom xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' prst="rect"><a:avLst/></a:prstGeom></spPr><txBody>'
    '<a:bodyPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:r><a:t>Ask first.</a:t></a:r></a:p>'
    "</txBody></sp><clientData/></twoCellAnchor>"
)
# The part that names another, the kind of relation, the other, what it holds, its type; kinds of Microsoft's own whole.
_PARTS = (
    (MAIN, f"{DOCUMENT}/pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", _CACHE,
     f"{_TYPE}.pivotCacheDefinition+xml"),
    (LISTS, f"{DOCUMENT}/pivotTable", "xl/pivotTables/pivotTable1.xml", _PIVOT, f"{_TYPE}.pivotTable+xml"),
    ("xl/pivotTables/pivotTable1.xml", f"{DOCUMENT}/pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml",
     "", ""),
    (MAIN, f"{_MS_2007}/slicerCache", "xl/slicerCaches/slicerCache1.xml", _SLICER_CACHE,
     "application/vnd.ms-excel.slicerCache+xml"),
    (LISTS, f"{_MS_2007}/slicer", "xl/slicers/slicer1.xml", _SLICER, "application/vnd.ms-excel.slicer+xml"),
    (NARRATIVE, f"{_MS_2017}/threadedComment", "xl/threadedComments/threadedComment1.xml", _THREADS_XML,
     "application/vnd.ms-excel.threadedcomments+xml"),
    (MAIN, f"{_MS_2017}/person", "xl/persons/person.xml", _PERSONS_XML, "application/vnd.ms-excel.person+xml"),
)  # fmt: skip


def _furnish(book: Workbook) -> None:
    furnish(book)
    book["Narrative"]["C2"].comment = Comment(THREADED, f"tc={THREAD}")
    book["Narrative"]["C3"].comment = Comment("Jane:\nask her", "Jane Doe")
    book["Actions"].protection.sheet = True
    book["Actions"].print_area = "A1:N500"
    book.security = WorkbookProtection(lockStructure=True)


def excel_workbook(folder: Path, name: str = "excel.xlsx") -> Path:
    """Write the workbook; by its name, `.xlsm`, it has macros too."""
    path = planned(edit=_furnish).write(folder, name)
    rewrite_part(path, ACTIONS, "</worksheet>", f"{EXTENSIONS}</worksheet>")
    parts = {part: content.decode("utf-8", "surrogateescape") for part, content in read_package(path).items()}
    for owner, kind, target, content, content_type in _PARTS:
        _relate(parts, owner, kind, target)
        if content:
            parts[target] = content
            override = f'<Override PartName="/{target}" ContentType="{content_type}"/>'
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", f"{override}</Types>")
    caches = f'<pivotCaches><pivotCache cacheId="7" r:id="rIdX0" xmlns:r="{DOCUMENT}"/></pivotCaches>'
    slicers = (
        f'<extLst><ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{_X15}"><x15:slicerCaches'
        f' xmlns:x14="{_X14}"><x14:slicerCache r:id="rIdX3" xmlns:r="{DOCUMENT}"/></x15:slicerCaches></ext>'
        "</extLst>"
    )
    parts[MAIN] = parts[MAIN].replace("</workbook>", f"{caches}{slicers}</workbook>")
    listed = (
        f'<extLst><ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" xmlns:x15="{_X15}"><x14:slicerList'
        f' xmlns:x14="{_X14}"><x14:slicer r:id="rIdX4" xmlns:r="{DOCUMENT}"/></x14:slicerList></ext></extLst>'
    )
    parts[LISTS] = parts[LISTS].replace("</worksheet>", f"{listed}</worksheet>")
    parts["xl/drawings/drawing1.xml"] = parts["xl/drawings/drawing1.xml"].replace("</wsDr>", f"{_BOX}</wsDr>")
    return write_package(path, {part: text.encode("utf-8", "surrogateescape") for part, text in parts.items()})


def _relate(parts: dict[str, str], owner: str, kind: str, target: str) -> None:
    number = next(at for at, each in enumerate(_PARTS) if each[:3] == (owner, kind, target))
    folder, _, name = owner.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    relations = parts.get(listed, f'<Relationships xmlns="{PACKAGE}"></Relationships>')
    added = f'<Relationship Id="rIdX{number}" Type="{kind}" Target="/{target}"/>'
    parts[listed] = relations.replace("</Relationships>", f"{added}</Relationships>")
