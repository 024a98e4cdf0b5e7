"""The exempt edition: what it holds, how it is marked, where it stands, who can open it, and its own chain."""

import io
import json
import stat
from pathlib import Path

import docx
import pdfplumber
import pytest

from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.core.errors import ArchiveError
from bvdocs.render.pdf.layout import Pdf
from bvdocs.storage import exempt
from bvdocs.storage.archive.versions import Archive
from tests.support.archives import FIRST, files_in, make_tiny_documents
from tests.support.part_b import EXEMPT_ROWS, exempt_book, part_b_of
from tests.support.program import run
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.reading import Read, pdf_pages, read_pdf, read_word, squeezed, word_furniture
from tests.support.word_checker import faults
from tests.support.workbooks import Book

NAME = "part-b-not-for-publication"
MARKING = (
    "NOT FOR PUBLICATION: exempt under paragraphs 1, 2, 3 and 5 of Part 1 of Schedule 12A to the Local Government Act"
    " 1972"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a draft of Part B."""
    folder = tmp_path_factory.mktemp("part-b")
    outcome = part_b_of(exempt_book().write(folder), folder / "out")
    assert outcome.folder == folder / "out" / "exempt" / "current", outcome.findings
    return folder / "out"


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents of Part A are a few bytes, and so is the PDF of Part B: nothing looks at what they say."""
    make_tiny_documents(monkeypatch)
    monkeypatch.setattr("bvdocs.commands.part_b.part_b_as_pdf", lambda *_: Pdf(b"%PDF", 1, {}))
    monkeypatch.setattr("bvdocs.templating.check.check_part_b", lambda *_, **__: ())


@pytest.fixture(scope="module")
def word(made: Path) -> bytes:
    return (made / "exempt" / "current" / f"{NAME}.docx").read_bytes()


@pytest.fixture(scope="module")
def pdf(made: Path) -> bytes:
    return (made / "exempt" / "current" / f"{NAME}.pdf").read_bytes()


@pytest.fixture(scope="module")
def both(word: bytes, pdf: bytes) -> dict[str, Read]:
    return {"docx": read_word(word), "pdf": read_pdf(pdf)}


def test_it_holds_each_row_that_part_a_leaves_out_with_paragraph_reason_and_the_public_row(
    both: dict[str, Read],
) -> None:
    for kind, read in both.items():
        rows = [[squeezed(cell) for cell in row] for table in read.tables if table[0][0] == "Row" for row in table[1:]]
        assert [row[0] for row in rows] == [
            *map(squeezed, ("Characteristic L003", "Action L-A9", "Milestone", "Milestone", "Evidence E1")),
            squeezed("Areas for improvement"),
        ], kind
        assert len(rows) == EXEMPT_ROWS
        assert rows[0][1].startswith(squeezed("The settlement with a former officer Rating: Red"))
        assert rows[0][2] == squeezed(
            "Paragraphs 1 and 3: It says what a person was paid; the accounts will give the sum."
        )
        for said in ("Owner: Monitoring Officer", "Due: 1 August 2025", "Progress: 30%", "Terms are with counsel.",
                     "It goes with, in Part A: Characteristic L002, ‘Stable posts’"):  # fmt: skip
            assert squeezed(said) in rows[1][1], (kind, said)
        # A milestone of an exempt action is exempt with it, and for its reason.
        assert rows[2][2] == squeezed("Paragraph 3: It shows how far the council would go.")
        assert squeezed("Action L-A1, ‘Fill the posts.’") in rows[3][1]


def test_it_holds_nothing_that_part_a_prints_but_by_the_way(both: dict[str, Read]) -> None:
    for read in both.values():
        for public in ("Invite challenge.", "Challenge is rare.", "Posts advertised", "Staff survey"):
            assert squeezed(public) not in read.text


def test_it_counts_in_all_and_in_part_a(both: dict[str, Read]) -> None:
    for kind, read in both.items():
        counts = {row[0]: row[1:] for row in read.table("What is counted")}
        assert counts["Characteristics"] == ["4", "3"], kind
        assert counts["Characteristics, red"] == ["2", "1"]
        assert counts["Statements"] == ["3", "2"]
        assert counts["Actions"] == ["3", "2"]
        assert counts["Actions, overdue"] == ["2", "1"]
        assert counts["Milestones"] == ["3", "1"]
        assert counts["Evidence"] == ["2", "1"]


def test_both_kinds_say_the_same(both: dict[str, Read]) -> None:
    word, pdf = both["docx"], both["pdf"]
    assert [squeezed(text) for _, text in word.headings] == [squeezed(text) for _, text in pdf.headings]
    assert [[[squeezed(cell) for cell in row] for row in table] for table in word.tables] == [
        [[squeezed(cell) for cell in row] for row in table] for table in pdf.tables
    ]


def test_the_marking_stands_on_every_page_in_title_and_properties(word: bytes, pdf: bytes) -> None:
    pages = pdf_pages(pdf)
    assert len(pages) > 1
    assert all(page.startswith(squeezed(MARKING)) for page in pages)
    assert squeezed(MARKING) in squeezed(word_furniture(word))
    properties = docx.Document(io.BytesIO(word)).core_properties
    assert properties.title.startswith(MARKING)
    assert properties.subject.startswith(MARKING)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        assert opened.metadata["Title"].startswith(MARKING)
        assert opened.metadata["Subject"].startswith(MARKING)


def test_no_line_at_the_head_of_a_page_ends_within_the_name_of_the_act(word: bytes, pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        tops = [page.crop((0, 0, page.width, 76)).extract_text().splitlines() for page in opened.pages]
    assert all("Local Government Act 1972" in " ".join(top[1].split()) for top in tops), tops
    head = docx.Document(io.BytesIO(word)).sections[0].header.paragraphs[0].text
    assert head.endswith("\u00a0".join(("the Local", "Government", "Act", "1972")))
    assert head.split() == MARKING.split()


def test_the_word_file_passes_the_checker(word: bytes) -> None:
    assert [str(each) for each in faults(word)] == []


def test_nobody_else_can_open_it(made: Path) -> None:
    within = [made / "exempt", *(made / "exempt").rglob("*")]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in within}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    # The folder of what is public stays as it would be without.
    assert stat.S_IMODE(made.stat().st_mode) & 0o050


@pytest.mark.usefixtures("_quick")
def test_what_is_unfinished_cannot_be_opened_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, int]] = []
    before = Path.rename

    def rename(path: Path, target: Path) -> Path:
        within = (path, *path.rglob("*")) if path.is_dir() else (path,)
        seen.extend((each.name, stat.S_IMODE(each.stat().st_mode)) for each in within)
        return before(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    part_b_of(exempt_book().write(tmp_path), tmp_path / "out")
    assert f"{NAME}.docx" in {name for name, _ in seen}
    assert [each for each in seen if each[1] & 0o077] == []


@pytest.mark.usefixtures("_quick")
def test_a_folder_that_others_could_look_into_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "exempt"
    folder.mkdir(parents=True, mode=0o755)
    part_b_of(exempt_book().write(tmp_path), tmp_path / "out")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.usefixtures("_quick")
def test_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "out" / "exempt").symlink_to(tmp_path / "shared")
    done = run("part-b", exempt_book().write(tmp_path), "--output", tmp_path / "out", "--templates", TEMPLATES)
    assert (done.exit_code, "is a link to another folder" in done.output) == (3, True)
    assert list((tmp_path / "shared").iterdir()) == []


@pytest.mark.usefixtures("_quick")
def test_where_the_disk_keeps_no_permissions_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bvdocs.commands.part_b.is_open_to_others", lambda _: True)
    done = run("part-b", exempt_book().write(tmp_path), "--output", tmp_path / "out", "--templates", TEMPLATES)
    assert done.exit_code == 0, done.output
    assert "This disk keeps no permissions" in done.output
    assert not exempt.is_open_to_others(tmp_path / "out" / "exempt")


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize(
    ("book", "code", "where"),
    [
        (exempt_book(Actions_4_Exempt="yes"), "E524", "Actions!N4"),
        (exempt_book(Criteria_5_Exempt="yes"), "E524", "Criteria!H5"),
        (Book(), "E525", ""),
    ],
)
def test_a_row_without_a_paragraph_and_none_at_all_are_errors_here_alone(
    tmp_path: Path, book: Book, code: str, where: str
) -> None:
    workbook = book.write(tmp_path)
    outcome = part_b_of(workbook, tmp_path / "out")
    found = [each for each in outcome.findings if each.code == code]
    assert {str(each.where) for each in found} >= {where}
    assert all(each.message.endswith(".") and each.hint.endswith(".") for each in found)
    assert not (tmp_path / "out").exists()
    assert code not in run("check", workbook, "--output", tmp_path / "out", "--templates", TEMPLATES).output


@pytest.mark.usefixtures("_quick")
def test_a_row_without_a_reason_is_warned_of_and_printed_without(tmp_path: Path) -> None:
    outcome = part_b_of(exempt_book(Actions_4_Exempt_reason=None).write(tmp_path), tmp_path / "out")
    assert next(str(each.where) for each in outcome.findings if each.code == "W526").startswith("Actions!")
    assert outcome.folder
    read = read_word((outcome.folder / f"{NAME}.docx").read_bytes())
    assert squeezed("Paragraph 3: no reason is given.") in read.text


def issue_part_a(workbook: Path, output: Path, *, final: bool = False) -> str:
    """Issue Part A, and return its fingerprint."""
    outcome = issue_version(IssueRequest(workbook, output, TEMPLATES, "Clerk", final), FIRST, tell_nobody)
    assert outcome.version, outcome.findings
    return outcome.version.fingerprint


@pytest.mark.usefixtures("_quick")
def test_it_is_not_issued_before_part_a_nor_beside_another_nor_more_final(tmp_path: Path) -> None:
    workbook, output = exempt_book().write(tmp_path), tmp_path / "out"
    with pytest.raises(ArchiveError, match="Part A has not been issued"):
        part_b_of(workbook, output, issue=True)
    issue_part_a(workbook, output)
    with pytest.raises(ArchiveError, match="is a draft"):
        part_b_of(workbook, output, issue=True, final=True)
    other = exempt_book(Actions_2_Owner="Head of Paid Service").write(tmp_path, "other.xlsx")
    with pytest.raises(ArchiveError, match=r"does not say what .*other\.xlsx says now"):
        part_b_of(other, output, issue=True)
    assert not (output / "exempt").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("_quick")
def test_it_is_issued_into_a_chain_of_its_own_that_names_part_a_and_part_a_names_nothing_of_it(tmp_path: Path) -> None:
    workbook, output = exempt_book().write(tmp_path), tmp_path / "out"
    part_a = issue_part_a(workbook, output, final=True)
    public = files_in(output / "archive")
    first = part_b_of(workbook, output, issue=True).version
    assert first
    assert part_b_of(workbook, output, issue=True).unchanged
    # What is exempt may be reworded, and Part A says the same.
    reworded = exempt_book(Actions_4_Action="Negotiate the end of two contracts.").write(tmp_path)
    second = part_b_of(reworded, output, issue=True, final=True).version
    assert second
    record = json.loads((second.folder / "manifest.json").read_bytes())
    assert record["part_a"]["manifest_sha256"] == part_a
    assert record["previous"]["manifest_sha256"] == first.fingerprint
    assert [str(each.version) for each in Archive(output / "exempt" / "archive").versions] == ["0.1", "1.0"]
    assert {each.name for each in second.documents} == {f"{NAME}-v1.0.docx", f"{NAME}-v1.0.pdf"}
    read = read_word(second.read(f"{NAME}-v1.0.docx"))
    assert part_a in read.text
    # Part A is as it was, to the last byte, and holds nothing of it.
    assert files_in(output / "archive") == public
    for digest in (first.fingerprint, second.fingerprint):
        assert not any(digest.encode() in content for content in public.values())
    for path in (output / "exempt").rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path
    done = run("verify", "--output", output / "exempt", "--fingerprint", second.fingerprint)
    assert (done.exit_code, "nothing was altered" in done.output) == (0, True), done.output


@pytest.mark.usefixtures("_quick")
def test_an_altered_version_of_part_b_is_found_and_none_follows_it(tmp_path: Path) -> None:
    workbook, output = exempt_book().write(tmp_path), tmp_path / "out"
    issue_part_a(workbook, output)
    version = part_b_of(workbook, output, issue=True).version
    assert version
    manifest = version.folder / "manifest.json"
    manifest.chmod(0o600)
    manifest.write_bytes(manifest.read_bytes().replace(b"Monitoring Officer", b"Somebody else"))
    assert run("verify", "--output", output / "exempt").exit_code == 1
    with pytest.raises(ArchiveError, match="archive of Part B is not as it was issued"):
        part_b_of(exempt_book(Actions_4_Action="Another one.").write(tmp_path), output, issue=True)
    # Nothing of Part A hangs on it.
    assert run("verify", "--output", output).exit_code == 0


def test_words_for_a_version_go_with_issue(tmp_path: Path) -> None:
    done = run("part-b", exempt_book().write(tmp_path), "--final", "--output", tmp_path / "out")
    assert (done.exit_code, "go with --issue" in done.output) == (2, True)


@pytest.mark.usefixtures("_quick")
def test_it_is_told_where_it_is_and_that_it_is_not_for_publication(tmp_path: Path) -> None:
    output = tmp_path / "out"
    done = run("part-b", exempt_book().write(tmp_path), "--output", output, "--templates", TEMPLATES)
    assert done.exit_code == 0, done.output
    assert f"Part B, NOT FOR PUBLICATION, is in {output / 'exempt' / 'current'}:" in done.output
    assert f"{NAME}.docx" in done.output
