"""`bvdocs import` as a user runs it: what it writes and says, and what it does with files that cannot be read."""

import json
import os
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.support.part_b import exempt_book
from tests.support.program import run

_TEXT = "Theme 2: Leadership\n\nStrengths\n\n• Posts are filled.\n\nNext steps\n\nSeven actions follow.\n"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A text of one theme."""
    path = tmp_path / "report.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return path


def test_it_says_what_was_placed_what_was_not_and_what_to_do_next(text: Path) -> None:
    out = text.with_name("new.xlsx")
    done = run("import", text, "--out", out)
    assert done.exit_code == 0
    said = " ".join(done.output.split())
    assert "Placed: 1 theme and 1 bullet." in said
    assert "Not placed, and listed word for word in its sheet 'Not placed': 2 rows." in said
    assert "Error E101 Report!B5: 'Meeting date' is blank." in said
    assert f"--map {out.with_suffix('.map.json')}" in said
    assert said.endswith(f"check {out}")
    assert out.exists()


def test_the_new_workbook_is_checked_as_any_other(text: Path) -> None:
    out = text.with_name("new.xlsx")
    run("import", text, "--out", out)
    checked = run("check", out, "--output", text.parent / "outputs")
    assert checked.exit_code == 1
    # The column and the sheet of the import's own are passed over.
    assert "Imported from" not in checked.output
    assert "Not placed" not in checked.output


def test_no_file_is_written_over(text: Path) -> None:
    out, map_ = text.with_name("new.xlsx"), text.with_name("new.map.json")
    map_.write_text("mine")
    done = run("import", text, "--out", out)
    assert (done.exit_code, map_.read_text(), out.exists()) == (3, "mine", False)
    assert "is there already, and no file is written over" in done.output
    map_.unlink()
    out.write_text("mine")
    assert run("import", text, "--out", out).exit_code == 3
    assert out.read_text() == "mine"
    assert not map_.exists()


def test_what_only_its_owner_may_read_gives_what_only_its_owner_may_read(text: Path) -> None:
    text.chmod(0o600)
    out = text.with_name("new.xlsx")
    run("import", text, "--out", out)
    assert [path.stat().st_mode & 0o777 for path in (out, out.with_suffix(".map.json"))] == [0o600, 0o600]


def _package(path: Path, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(name, content)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.docx", b"", "is empty"),
        ("a.txt", b"  \n ", "is empty"),
        ("a.pdf", b"%PDF-1.7 ...", "is a PDF"),
        ("a.docx", b"%PDF-1.7 ...", "is a PDF"),
        ("a.xls", _OLD_OFFICE + b"\0" * 600, "is an old Excel file (.xls)"),
        ("a.doc", _OLD_OFFICE + "WordDocument".encode("utf-16-le"), "is an old Word document (.doc)"),
        ("a.docx", _OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "is encrypted, by a password"),
        ("a.rtf", b"{\\rtf1 hello}", "is a document in RTF"),
        ("a.csv", b"Action,Owner\n", "is a table in text (.csv)"),
        ("a.docx", b"PK\x03\x04 cut off", "is cut off or damaged"),
        ("a.txt", b"\x00\x01\x02\x03", "is no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path, out = tmp_path / name, tmp_path / "new.xlsx"
    path.write_bytes(content)
    done = run("import", path, "--out", out)
    assert done.exit_code == 1
    (line,) = [line for line in done.output.splitlines() if line.startswith("Error:")]
    assert told in line
    assert line.count(". ") >= 1  # and what to do
    assert not out.exists()


def test_an_opendocument_and_a_presentation_are_called_what_they_are(tmp_path: Path) -> None:
    for part, content, told in (
        ("mimetype", b"application/vnd.oasis.opendocument.text", "an OpenDocument file"),
        ("ppt/presentation.xml", b"<p/>", "a PowerPoint presentation"),
        ("other.txt", b"x", "no Word document, no Excel workbook and no text"),
    ):
        path = tmp_path / f"{part.partition('/')[0]}.odt"
        _package(path, part, content)
        done = run("import", path, "--out", tmp_path / "new.xlsx")
        assert done.exit_code == 1
        assert f"is {told}." in done.output


def test_a_word_file_with_a_damaged_part_is_told(tmp_path: Path) -> None:
    whole, path = tmp_path / "whole.docx", tmp_path / "damaged.docx"
    docx.Document().save(str(whole))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<w:document" if name == "word/document.xml" else source.read(name))
    done = run("import", path, "--out", tmp_path / "new.xlsx")
    assert done.exit_code == 1
    assert "damaged" in done.output
    assert "word/document.xml" in done.output


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    done = run("import", tmp_path / "none.docx", "--out", tmp_path / "new.xlsx")
    assert done.exit_code == 1
    assert "there is no such file" in done.output


def _edited(text: Path, **parts: object) -> Path:
    """The map of a first run with some parts changed."""
    run("import", text, "--out", text.with_name("first.xlsx"))
    said = json.loads(text.with_name("first.map.json").read_text()) | parts
    path = text.with_name("edited.json")
    path.write_text(json.dumps(said))
    return path


def test_mistakes_in_a_map_are_told_together_and_nothing_is_written(text: Path) -> None:
    path = _edited(
        text,
        headings={"Next steps": "Strenghts"},
        tables={"plan.xlsx, row 1": {"holds": "Actions", "columns": {"RAG": "Juged"}}},
        statuses={"Slipping": "Late"},
        colors={},
    )
    out = text.with_name("second.xlsx")
    done = run("import", text, "--map", path, "--out", out)
    assert done.exit_code == 2
    for told in ("did you mean 'Strengths'?", "did you mean 'Judged'?", "'Late' is none of", "did you mean 'colours'?"):
        assert told in done.output
    assert not out.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"headings": {}}', "\udcff"])
def test_what_is_no_map_is_told(text: Path, content: str) -> None:
    path = text.with_name("map.json")
    path.write_text(content, errors="surrogateescape")
    done = run("import", text, "--map", path, "--out", text.with_name("new.xlsx"))
    assert done.exit_code == 2
    assert "map.json is no" in done.output


def test_a_map_says_what_headings_columns_and_colours_mean(text: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Leadership"
    for row in (("Ref no", "Thing to do", "Bod", "Mood"), ("1", "Fill the posts", "Head of People", "meh")):
        sheet.append(row)
    book.save(tmp_path / "plan.xlsx")
    run("import", text, tmp_path / "plan.xlsx", "--out", tmp_path / "first.xlsx")
    said = json.loads((tmp_path / "first.map.json").read_text())
    place = "plan.xlsx, sheet 'Leadership', row 1"
    assert said["tables"][place]["holds"] == "Not placed"
    said["tables"][place] = {
        "holds": "Actions",
        "columns": {"Ref no": "Ref", "Thing to do": "Action", "Bod": "Owner", "Mood": "Status"},
    }
    said["statuses"] = {"meh": "Paused"}
    said["headings"]["Next steps"] = "Opportunities"
    (tmp_path / "edited.json").write_text(json.dumps(said))
    done = run("import", text, tmp_path / "plan.xlsx", "--map", tmp_path / "edited.json", "--out", tmp_path / "b.xlsx")
    assert done.exit_code == 0
    made = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert [cell.value for cell in made["Statuses"][2]] == ["meh", "Paused"]
    action = {head.value: cell.value for head, cell in zip(made["Actions"][1], made["Actions"][2], strict=True)}
    assert [action[name] for name in ("Theme", "Action", "Owner", "Status")] == [
        2,
        "Fill the posts",
        "Head of People",
        "meh",
    ]
    assert made["Narrative"]["C3"].value == "Seven actions follow."


def test_a_file_whose_name_has_a_byte_that_is_no_letter_is_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"report \xff.txt")
    path.write_text(_TEXT, encoding="utf-8")
    done = run("import", path, "--out", tmp_path / "new.xlsx")
    assert done.exit_code == 0
    (row,) = openpyxl.load_workbook(tmp_path / "new.xlsx")["Narrative"].iter_rows(min_row=2, values_only=True)
    assert str(row[-1]).startswith("report ?.txt, line 5")


def test_an_assessment_workbook_is_refused(tmp_path: Path) -> None:
    """Its milestones of exempt actions would become actions that are not exempt."""
    workbook = exempt_book().write(tmp_path, "Last year.xlsx")
    opened = openpyxl.load_workbook(workbook)
    del opened["Abbreviations"], opened["Accepted findings"]  # a council may leave these out
    opened.save(workbook)
    done = run("import", workbook, "--out", tmp_path / "new.xlsx")
    assert done.exit_code == 1
    assert "Last year.xlsx is an assessment workbook already. Go on with it:" in " ".join(done.output.split())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["Last year.xlsx"]
