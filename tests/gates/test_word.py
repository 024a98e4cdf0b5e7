"""LibreOffice: every Word file opens in a program other than Word, and shows there all that it holds."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest

from tests.gates import CASES, laid_out, office, require, tagged
from tests.gates.plugin import SAID
from tests.gates.tagged import Said
from tests.support.reading import Read, read_word, squeezed

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _tool() -> None:
    require(office.found(), office.WHAT)


def lost(read: Read, said: Said) -> list[str]:
    """The headings, paragraphs, bullets, cells and alt texts of a Word file that are not shown, or not in its order."""
    # By the line: before each item of a list in a cell, its bullet is shown.
    cells = [line for table in read.tables for row in table for cell in row for line in cell.splitlines()]
    headings = [heading for _, heading in read.headings]
    texts = [
        text for kind in (headings, read.paragraphs, read.bullets, cells) for text in out_of_order(kind, said.text)
    ]
    return [*texts, *(alt for alt in read.alts if alt not in said.alts)]


def out_of_order(texts: Sequence[str], shown: str) -> list[str]:
    """Those of the texts that do not follow what stands before them."""
    place = 0
    strays = []
    for text in texts:
        found = shown.find(squeezed(text), place)
        if found < 0:
            strays.append(text)
        else:
            place = found
    return strays


@pytest.mark.parametrize("case", CASES)
def test_every_word_file_shows_all_that_it_holds(
    case: str, request: pytest.FixtureRequest, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    files = laid_out(request.getfixturevalue(case), ".docx", tmp_path)
    shown = [tagged.read(path) for path in office.converted(files, tmp_path / "converted")]
    missing = []
    for file, said in zip(files, shown, strict=True):
        missing += [f"{file.name}: {text}" for text in lost(read_word(file.read_bytes()), said)]
        record_property(SAID, f"LibreOffice, {case}: {file.name} shows {len(said.text):,} letters")
    assert missing == []
    assert all(len(said.text) > 500 for said in shown)


def test_a_word_file_that_hides_a_text_is_found_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Everybody reads this.")
    document.add_paragraph().add_run("Nobody reads this.").font.hidden = True
    document.add_paragraph("And this is read again.")
    content = io.BytesIO()
    document.save(content)
    (file,) = laid_out({"hiding.docx": content.getvalue()}, ".docx", tmp_path)
    (made,) = office.converted([file], tmp_path)
    assert lost(read_word(file.read_bytes()), tagged.read(made)) == ["Nobody reads this."]


def test_a_word_file_that_does_not_open_is_found_out(tmp_path: Path) -> None:
    (file,) = laid_out({"torn.docx": b"PK\x03\x04 and nothing more"}, ".docx", tmp_path)
    with pytest.raises(AssertionError, match=r"made no torn\.pdf"):
        office.converted([file], tmp_path)
