"""A redline: with all changes accepted it says what the newer document says, with all rejected what the older said."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bvdocs.commands.report import ReportRequest, make_report
from bvdocs.core.errors import RenderError
from bvdocs.render.redline import make_redline
from bvdocs.storage.current import CURRENT
from tests.gates import laid_out, office, require
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.redlining import WordFile, accepted, changes, faults, plain, rejected
from tests.support.small_documents import saved, with_body
from tests.support.workbooks import Book

WHEN = datetime(2025, 9, 23, tzinfo=UTC)
AUTHOR = "Testing District Council"


@dataclass(frozen=True)
class Para:
    """A paragraph to be written: runs of text, each with its look ('b', 'i' or none)."""

    runs: tuple[tuple[str, str], ...]
    style: str = "Normal"


@dataclass(frozen=True)
class Grid:
    """A table to be written: rows of cells, each of them blocks."""

    rows: tuple[tuple[tuple["Block", ...], ...], ...]


Block = Para | Grid


def para(text: str, style: str = "Normal") -> Para:
    return Para(((text, ""),), style)


def grid(*rows: Sequence[str]) -> Grid:
    """Return a table; a cell's paragraphs are set apart by '|'."""
    return Grid(tuple(tuple(tuple(para(text) for text in cell.split("|")) for cell in row) for row in rows))


def word(*blocks: Block | str) -> bytes:
    """Make a Word file of these blocks."""
    document = docx.Document()
    _fill(document, [para(block) if isinstance(block, str) else block for block in blocks])
    return saved(document)


def _fill(place: Any, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, Para):
            paragraph = place.add_paragraph(style=block.style)
            for text, look in block.runs:
                run = paragraph.add_run(text)
                run.bold, run.italic = (True if look == "b" else None), (True if look == "i" else None)
        else:
            columns = len(block.rows[0])
            table = _table(place, columns)
            for row in block.rows:
                for cell, inner in zip(table.add_row().cells, row, strict=True):
                    cell._tc.remove(cell.paragraphs[0]._p)
                    _fill(cell, inner)
                    if not inner or isinstance(inner[-1], Grid):
                        cell.add_paragraph()


def _table(place: Any, columns: int) -> Any:
    """Add a table at the end; that of a cell is given no paragraph behind it."""
    if not hasattr(place, "_tc"):
        return place.add_table(0, columns)
    table = place.add_table(0, columns)
    place._tc.remove(place.paragraphs[-1]._p)
    return table


def holds(older: bytes, newer: bytes) -> bytes:
    """Return the redline of two documents, after asserting all that must hold of any."""
    made = make_redline(older, newer, AUTHOR, WHEN)
    assert accepted(made) == accepted(newer)
    assert rejected(made) == accepted(older)
    assert faults(made) == []
    return made


def shown(older: bytes, newer: bytes) -> tuple[list[str], list[str]]:
    """Return what the redline shows as deleted and as inserted."""
    found = changes(holds(older, newer))
    return found["del"], found["ins"]


TABLE = grid(["Ref", "Action"], ["A1", "Fill the senior posts."], ["A2", "Invite challenge."])
Content = Sequence[Block | str]
SMALL: dict[str, tuple[Content, Content, list[str], list[str]]] = {
    "nothing": (["One", TABLE], ["One", TABLE], [], []),
    "a word": (["The plan is late."], ["The plan was late."], ["is"], ["was"]),
    "words side by side": (["It costs one, two or more."], ["It costs three or more."], ["one, two"], ["three"]),
    "a figure": (["In all £1,200.50 a year."], ["In all £1,300.50 a year."], ["1,200.50"], ["1,300.50"]),
    "quite other words": (["Nobody was asked."], ["All posts are filled now"], ["Nobody was asked."],
                          ["All posts are filled now"]),
    "a paragraph between": (["One", "Three"], ["One", "Two", "Three"], [], ["Two"]),
    "the first went": (["One", "Two"], ["Two"], ["One"], []),
    "the last went": (["One", "Two", "Three"], ["One"], ["Two", "Three"], []),
    "the last came": (["One"], ["One", "Two", "Three"], [], ["Two", "Three"]),
    "before a table": (["One", "Gone", TABLE, "End"], ["One", TABLE, "End"], ["Gone"], []),
    "first, before a table": (["Gone", TABLE, "End"], [TABLE, "End"], ["Gone"], []),
    "between tables": ([TABLE, "Gone", grid(["x"])], [TABLE, grid(["x"])], ["Gone"], []),
    "a row came": ([grid(["A", "x y"], ["C", "z"])], [grid(["A", "x y"], ["B", "new"], ["C", "z"])], [], ["B", "new"]),
    "a row went": ([TABLE], [grid(["Ref", "Action"], ["A2", "Invite challenge."])],
                   ["A1", "Fill the senior posts."], []),
    "a cell": ([TABLE], [grid(["Ref", "Action"], ["A1", "Fill all posts."], ["A2", "Invite challenge."])],
               ["the senior"], ["all"]),
    "a row known by its first cell": ([grid(["Ref", "Due"], ["A1", "May"])], [grid(["Ref", "Due"], ["A1", "June"])],
                                      ["May"], ["June"]),
    "the last of a cell went": ([grid(["a|b|c", "x"])], [grid(["a", "x"])], ["b", "c"], []),
    "the last of a cell came": ([grid(["a", "x"])], [grid(["a|b|c", "x"])], [], ["b", "c"]),
    "a column came": ([grid(["h", "i"], ["k", "v"])], [grid(["h", "i", "j"], ["k", "v", "w"])],
                      ["h", "i", "k", "v"], ["h", "i", "j", "k", "v", "w"]),
    "a table went": (["One", TABLE, "End"], ["One", "End"],
                     ["Ref", "Action", "A1", "Fill the senior posts.", "A2", "Invite challenge."], []),
    "a table came": (["One", "End"], ["One", grid(["x"]), "End"], [], ["x"]),
    "a table and the end went": (["One", grid(["x"]), "Tail"], ["One"], ["One", "x", "Tail"], ["One"]),
    "a table and the end came": (["One"], ["One", grid(["x"]), "Tail"], ["One"], ["One", "x", "Tail"]),
    "all": (["A", grid(["b"])], [grid(["c", "d"]), "E"], ["A", "b"], ["c", "d", "E"]),
    "bold": ([Para((("Now bold", ""),))], [Para((("Now ", ""), ("bold", "b")))], ["bold"], ["bold"]),
    "a tab and a line": (["One\tTwo\nThree"], ["One Two\tThree"], ["Two"], [" Two"]),
    "a mark and its word": (["[Y]\tYellow"], ["[LG]\tLight green"], ["Y", "Yellow"], ["LG", "Light green"]),
    "lines of a cell": ([grid(["Ref", "Status"], ["A1", "In progress, 50%\nOverdue"])],
                        [grid(["Ref", "Status"], ["A1", "Complete, 100%"])],
                        ["In progress, 50%", "Overdue"], ["Complete, 100%"]),
    "nothing there yet": ([], ["One"], [], ["One"]),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", SMALL)
def test_what_is_shown(case: str) -> None:
    older, newer, deleted, inserted = SMALL[case]
    found = shown(word(*older), word(*newer))
    assert found == (deleted, inserted)


def test_who_and_when() -> None:
    content = WordFile.read(holds(word("One"), word("Two"))).parts["word/document.xml"]
    assert f'w:author="{AUTHOR}" w:date="2025-09-23T00:00:00Z"'.encode() in content


def test_the_same_documents_give_the_same_bytes() -> None:
    older, newer = word("One", TABLE), word("Two", TABLE)
    assert make_redline(older, newer, AUTHOR, WHEN) == make_redline(older, newer, AUTHOR, WHEN)


def test_without_an_older_document_all_is_inserted() -> None:
    newer = word("One", TABLE, "End")
    made = make_redline(None, newer, AUTHOR, WHEN)
    assert accepted(made) == accepted(newer)
    assert plain(rejected(made)["body"]) == [""]
    assert changes(made)["ins"][:2] == ["One", "Ref"]
    assert faults(made) == []


def test_a_change_of_style_comes_back() -> None:
    made = holds(word(para("Aims", "Heading 1"), "End"), word(para("Aims", "Heading 2"), "End"))
    assert changes(made) == {"ins": [], "del": []}


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(RenderError, match="older of two"):
        make_redline(b"PK", word("One"), AUTHOR, WHEN)


@dataclass
class Rich:
    """A document with what is more than words; a test says what."""

    footer: str = "Version 1"
    picture: str = "red"
    address: str = "https://one.example/plan"
    field: str = "PAGE"
    before: str = "See "
    bookmark: str = "_Aims"

    def made(self) -> bytes:
        document: Any = docx.Document()
        document.add_paragraph("First")
        paragraph = document.add_paragraph(self.before)
        self._add_picture(document.add_paragraph().add_run())
        document.sections[0].footer.paragraphs[0].text = self.footer
        link = document.part.relate_to(self.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        inner = "<w:r><w:t>the plan</w:t></w:r>"
        for xml in (
            f'<w:bookmarkStart w:id="0" w:name="{self.bookmark}"/>',
            f'<w:hyperlink r:id="{link}">{inner}</w:hyperlink>',
            '<w:bookmarkEnd w:id="0"/>',
            f'<w:hyperlink w:anchor="{self.bookmark}">{inner}</w:hyperlink>',
            f'<w:fldSimple w:instr="{self.field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            f"<w:r><w:instrText>{self.field}</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>',
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ):
            paragraph._p.extend(parse_xml(f"<w:p {nsdecls('w', 'r')}>{xml}</w:p>"))
        document.add_paragraph("Last")
        return saved(document)

    def _add_picture(self, run: Any) -> None:
        content = io.BytesIO()
        Image.new("RGB", (20, 10), self.picture).save(content, "PNG")
        content.seek(0)
        run.add_picture(content)
        for drawing in run._r.iter(qn("wp:docPr")):
            drawing.set("descr", f"All {self.picture}")


@pytest.mark.slow
@pytest.mark.parametrize(
    "changed",
    [
        {"footer": "Version 2, issued"},
        {"picture": "blue"},
        {"address": "https://two.example/plan"},
        {"field": "NUMPAGES"},
        {"before": "Look into "},
        {"bookmark": "_Goals"},
        {"picture": "blue", "address": "https://two.example/", "field": "DATE", "before": "", "footer": ""},
    ],
    ids=lambda changed: ", ".join(changed),
)
def test_more_than_words(changed: dict[str, str]) -> None:
    made = holds(Rich().made(), Rich(**changed).made())
    # A bookmark of another name is at the same place, and links to it lead there: nothing that is read has changed.
    assert any(changes(made).values()) or changed.keys() <= {"footer", "bookmark"}
    content = WordFile.read(made).parts["word/document.xml"]
    assert content.count(f'w:name="{Rich(**changed).bookmark}"'.encode()) == 1
    assert content.count(b"<w:bookmarkStart") == 1


def test_a_picture_that_is_in_both_is_not_stored_twice() -> None:
    made = holds(Rich(before="Gone. ").made(), Rich().made())
    assert len([name for name in WordFile.read(made).parts if "media" in name]) == 1


def test_what_a_template_holds_of_earlier_changes_is_not_shown() -> None:
    mark = 'w:id="7" w:author="Someone" w:date="2020-01-01T00:00:00Z"'
    earlier = with_body(
        f"<w:p><w:r><w:t>One</w:t></w:r><w:ins {mark}><w:r><w:t> came</w:t></w:r></w:ins>"
        f"<w:del {mark}><w:r><w:delText> went</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del {mark}/></w:rPr></w:pPr><w:r><w:t>Two </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>and three</w:t></w:r></w:p>"
    )
    assert shown(earlier, word("One came", "Two and four")) == (["three"], ["four"])
    assert shown(word("One came", "Two and four"), earlier) == (["four"], ["three"])


def test_the_words_of_a_content_control_are_compared() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    date_of = "<w:p>{}</w:p>".format(control.format("<w:r><w:t>May {}</w:t></w:r>"))
    older, newer = (with_body(control.format(date_of.format(year))) for year in (2024, 2025))
    made = make_redline(older, newer, AUTHOR, WHEN)
    assert changes(made) == {"ins": ["2025"], "del": ["2024"]}


def test_what_nobody_reads_is_no_change() -> None:
    noted = "<!-- a note --><w:p><!-- and --><w:r><!-- one --><w:t>May {}</w:t></w:r></w:p>"
    assert shown(with_body(noted.format(2024)), with_body(noted.format(2025))) == (["2024"], ["2025"])


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Mapping[str, bytes]]:
    """Make the Word files of a council's workbook, and of the next one."""
    older = Book()
    older.narrative.append([1, "Strengths", "Members lead by example in all they do.", "L001", None, None])
    older.narrative.append([1, "Strengths", "Officers know what is expected of them.", "L001", None, None])
    newer = Book()
    newer.criteria[0][3], newer.criteria[1][3] = "Amber", "Green"
    newer.criteria.append(["C002", 2, "Learning", "Green", None, None, "Staff survey", None])
    newer.narrative[0][2] = "Priorities are clear to all."
    newer.narrative.append([1, "Strengths", "Officers know what is expected of them.", "L001", None, None])
    newer.narrative.append([1, "Strengths", "Residents are asked first.", "L001", None, None])
    newer.actions[0][7] = date(2026, 3, 31)
    newer.actions[1:] = []
    was, now = (documents(book, tmp_path_factory.mktemp("report")) for book in (older, newer))
    return [was, {name: issued(content) for name, content in now.items()}]


def issued(content: bytes) -> bytes:
    """Return the document with another line of version in its footer."""
    document = docx.Document(io.BytesIO(content))
    document.sections[0].footer.paragraphs[0].runs[0].text = "Version 2, issued"
    return saved(document)


def documents(book: Book, folder: Path) -> dict[str, bytes]:
    """Make the Word files of a workbook."""
    request = ReportRequest(book.write(folder), folder / "out", TEMPLATES, formats=("word",))
    names = [each.name for each in make_report(request, tell_nobody).documents if each.name.endswith(".docx")]
    return {name: (folder / "out" / CURRENT / name).read_bytes() for name in names}


def test_of_real_documents(reports: list[Mapping[str, bytes]]) -> None:
    older, newer = reports
    assert older.keys() == newer.keys()
    for name in older:
        made = holds(older[name], newer[name])
        assert accepted(make_redline(None, newer[name], AUTHOR, WHEN)) == accepted(newer[name])
        found = changes(made, "word/footer1.xml")
        assert "Version 2" in "".join(found["ins"]), name


@pytest.mark.slow
def test_another_program_opens_a_redline(reports: list[Mapping[str, bytes]], tmp_path: Path) -> None:
    require(office.found(), office.WHAT)
    older, newer = reports
    files = laid_out({name: holds(older[name], newer[name]) for name in newer}, ".docx", tmp_path)
    assert all(made.stat().st_size > 1000 for made in office.converted(files, tmp_path / "converted"))


looks = st.sampled_from(["", "", "b", "i"])
phrases = st.lists(
    st.sampled_from(["the", "plan", "risk", "council", "owner", "2025", ",", " ", ". ", "\t", "\n", " of "]),
    min_size=1,
    max_size=8,
).map("".join)
paras = st.builds(
    Para,
    st.lists(st.tuples(phrases, looks), max_size=3).map(tuple),
    st.sampled_from(["Normal", "Normal", "Heading 1", "List Bullet"]),
)


def grids(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Grid]:
    def of_width(columns: int) -> st.SearchStrategy[Grid]:
        cells = st.lists(inner, max_size=2).map(tuple)
        rows = st.lists(st.tuples(*[cells] * columns), min_size=1, max_size=3).map(tuple)
        return st.builds(Grid, rows)

    return st.integers(1, 3).flatmap(of_width)


blocks: st.SearchStrategy[Block] = st.recursive(paras, grids, max_leaves=6)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[Block], list[Block]]:
    """Draw two documents that have some blocks in common."""
    pool = draw(st.lists(blocks, min_size=1, max_size=6))
    some = st.lists(st.one_of(st.sampled_from(pool), st.sampled_from(pool), blocks), max_size=6)
    return draw(some), draw(some)


@pytest.mark.slow
@settings(max_examples=30)
@given(pairs())
def test_of_any_two_documents(two: tuple[list[Block], list[Block]]) -> None:
    holds(word(*two[0]), word(*two[1]))
