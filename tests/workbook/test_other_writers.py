"""The same facts are read whatever program wrote the workbook; or it is refused, never read as something else."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook import Workbook

from bvdocs.core.errors import WorkbookUnreadableError
from bvdocs.core.model import Assessment
from bvdocs.workbook.reading.reader import read_workbook
from tests.gates import require
from tests.support.hand_written import MAIN, Writing, write_by_hand
from tests.support.package_edits import read_package, write_package
from tests.support.project import SAMPLE
from tests.support.workbooks import Book

DECOY = f'<sst xmlns="{MAIN}"><si><t>Not what the cells say</t></si></sst>'
ALTERNATIVES = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    'Requires="x14" xmlns:x14="urn:none">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>Another</t></is></c></row>'
UPPER = {name: name.upper() for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")}
BACKWARDS = {f"xl/worksheets/sheet{number}.xml": f"xl\\worksheets\\sheet{number}.xml" for number in range(1, 9)}
ELSEWHERE = {
    "xl/workbook.xml": "data/book.xml", "xl/sharedStrings.xml": "data/texts.xml", "xl/styles.xml": "looks/all.xml",
    "xl/worksheets/sheet2.xml": "data/deep/in/the/second.xml",
}  # fmt: skip
WRITERS = {
    "inline texts": Writing(),
    "shared texts": Writing(shared=True),
    "constant memory": Writing(around=('<{0}dimension ref="A1"/>', "")),
    "prefix": Writing(prefix="x"),
    "prefix and shared texts": Writing(prefix="ss", shared=True),
    "no addresses": Writing(with_addresses=False),
    "no addresses, shared texts": Writing(with_addresses=False, shared=True, prefix="x"),
    "backwards": Writing(backwards=True),
    "readings": Writing(with_readings=True),
    "shared readings": Writing(with_readings=True, shared=True),
    "from 1904": Writing(from_1904=True),
    "days as text": Writing(days_as_text=True),
    "formulas": Writing(as_formulas=True),
    "formulas without addresses": Writing(as_formulas=True, with_addresses=False),
    "spaced": Writing(spaced=True, shared=True),
    "UTF-16": Writing(encoding="utf-16", shared=True),
    "Latin-1": Writing(encoding="iso-8859-1"),
    "absolute names": Writing(absolute=True, shared=True),
    "names of its own": Writing(names=ELSEWHERE, shared=True),
    "names of its own, from its folders": Writing(names=ELSEWHERE, shared=True, absolute=True),
    "names in capitals in the file": Writing(entries=UPPER, shared=True),
    "backslashes in the file": Writing(entries=BACKWARDS),
    "slash before each name in the file": Writing(entries={each: f"/{each}" for each in BACKWARDS}),
    "stream": Writing(in_a_stream=True, shared=True),
    "sheets in another order": Writing(sheets_backwards=True, shared=True),
    "texts of nobody's": Writing(
        names={"xl/sharedStrings.xml": "xl/t.xml"}, shared=True, more={"xl/sharedStrings.xml": DECOY}
    ),
    "looks of nobody's": Writing(names={"xl/styles.xml": "xl/s.xml"}, more={"xl/styles.xml": "<styleSheet/>"}),
    "alternatives around": Writing(around=("", ALTERNATIVES.format("<controls/>", ""))),
    "extensions": Writing(around=("", '<{0}extLst><{0}ext uri="none"><any/></{0}ext></{0}extLst>')),
}  # fmt: skip


def furnished(book: Workbook) -> None:
    sheet = book["Narrative"]
    sheet["C2"] = CellRichText("Priorities are ", TextBlock(InlineFont(b=True), "clear"), " & <known>.")
    sheet["C3"] = "  Challenge is rare.\nIt is £5, and “fair”.  ".replace("“", '"').replace("”", '"')


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return openpyxl.load_workbook(Book(edit=furnished).write(tmp_path_factory.mktemp("book")), rich_text=True)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    return Book(edit=furnished).read(tmp_path_factory.mktemp("usual"))


@pytest.mark.parametrize("how", WRITERS.values(), ids=WRITERS.keys())
def test_the_same_is_read(tmp_path: Path, book: Workbook, usual: Assessment, how: Writing) -> None:
    reading = read_workbook(write_by_hand(book, tmp_path / "written.xlsx", how))
    found = reading.assessment
    if how.as_formulas:
        # A formula has no bold words.
        assert [each.text.plain for each in found.bullets] == [each.text.plain for each in usual.bullets]
        assert (found.criteria, found.actions, found.report) == (usual.criteria, usual.actions, usual.report)
    else:
        assert found == usual
    assert not [each for each in reading.findings if each.code == "W029"]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (Writing(strict=True), "'Strict Open XML'"),
        (Writing(strict=True, prefix="x"), "'Strict Open XML'"),
        (Writing(around=("", f"<sheetData>{ROW}</sheetData>")), "holds its cells twice"),
        (Writing(around=(f"<cols><col min='1' max='1'>{ROW}</col></cols>", "")), "in several versions"),
    ],
)
def test_what_may_be_read_in_two_ways_is_refused(tmp_path: Path, book: Workbook, how: Writing, said: str) -> None:
    with pytest.raises(WorkbookUnreadableError, match=said):
        read_workbook(write_by_hand(book, tmp_path / "written.xlsx", how))


@pytest.mark.parametrize("place", ["</sheetData>", "<sheetData>", "</row>"])
def test_cells_in_several_versions_are_refused(tmp_path: Path, book: Workbook, place: str) -> None:
    path = write_by_hand(book, tmp_path / "written.xlsx", Writing())
    both = ALTERNATIVES.format(ROW, ROW)
    with_both = {"</sheetData>": f"{both}</sheetData>", "<sheetData>": f"<sheetData>{both}", "</row>": f"{both}</row>"}
    rewritten(path, place, with_both[place])
    with pytest.raises(WorkbookUnreadableError, match="in several versions"):
        read_workbook(path)


def rewritten(path: Path, old: str, new: str) -> None:
    parts = read_package(path)
    name = "xl/worksheets/sheet5.xml"
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    write_package(path, parts)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/worksheets/sheet5.xml", "xl/workbook.xml", "XL\\WORKSHEETS\\SHEET5.XML"])
def test_a_part_that_is_there_twice_is_refused(tmp_path: Path, book: Workbook, name: str) -> None:
    path = write_by_hand(book, tmp_path / "written.xlsx", Writing(more={name: f'<worksheet xmlns="{MAIN}"/>'}))
    with pytest.raises(WorkbookUnreadableError, match=r"is there twice|two parts with one name"):
        read_workbook(path)


@pytest.mark.slow
def test_libreoffice_saves_the_sample_and_the_same_is_read(tmp_path: Path) -> None:
    require(shutil.which("soffice") and shutil.which("localc"), "LibreOffice Calc")
    options = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore"]
    command = [
        "soffice",
        *options,
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(tmp_path),
        str(SAMPLE),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    saved = tmp_path / SAMPLE.name
    assert saved.exists(), done.stderr
    assert saved.read_bytes() != SAMPLE.read_bytes()
    ours, theirs = read_workbook(SAMPLE), read_workbook(saved)
    assert theirs.assessment == ours.assessment
    assert [(each.code, each.where) for each in theirs.findings] == [(each.code, each.where) for each in ours.findings]
