"""The annotated copy of what holds more than openpyxl takes: it is what its name says, and tells what it lacks."""

import io
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook
from PIL import Image as Picture

from bvdocs.cli.main import main
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.package_edits import add_related, read_package, rewrite_part, write_package
from tests.support.project import PROJECT
from tests.support.workbooks import Book

MAIN, NARRATIVE = "xl/workbook.xml", "xl/worksheets/sheet5.xml"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PROGRAM = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n"


def annotated(workbook: Path) -> tuple[Result, Path]:
    copy = workbook.with_name("copy.xlsx")
    return CliRunner().invoke(main, ["check", str(workbook), "--annotate", str(copy)]), copy


def lacks(workbook: Path) -> str:
    """What is told of the copy, once it is there and read like the workbook."""
    done, copy = annotated(workbook)
    assert done.exit_code == 0, done.output
    assert read_workbook(copy).assessment == read_workbook(workbook).assessment
    told = [line for line in done.stdout.splitlines() if "It lacks" in line]
    return told[0].partition("It lacks ")[2] if told else ""


def typed(path: Path, content_type: str) -> Path:
    return rewrite_part(path, "[Content_Types].xml", TYPE, content_type)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("plan.xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
        ("plan.xltm", "application/vnd.ms-excel.template.macroEnabled.main+xml"),
        ("plan.xlsm", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ],
)
def test_the_copy_is_what_its_name_says(tmp_path: Path, name: str, content_type: str) -> None:
    path = typed(Book().write(tmp_path, name), content_type)
    assert lacks(path) == ""
    types = read_package(tmp_path / "copy.xlsx")["[Content_Types].xml"].decode()
    assert (TYPE in types, content_type in types) == (True, False)


def test_macros_are_told(tmp_path: Path) -> None:
    path = add_related(Book().write(tmp_path, "plan.xlsm"), MAIN, "vbaProject", "xl/vbaProject.bin", b"\xd0\xcf")
    assert lacks(path) == "macros."
    assert not [name for name in read_package(tmp_path / "copy.xlsx") if "vba" in name.lower()]


def test_the_sample_and_a_plain_workbook_lack_nothing(tmp_path: Path) -> None:
    assert lacks(Book().write(tmp_path)) == ""
    sample = tmp_path / "sample.xlsx"
    sample.write_bytes((PROJECT / "inputs" / "assessment.xlsx").read_bytes())
    done, _ = annotated(sample)
    assert "It lacks" not in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "part", "told"),
    [
        ("drawing", "xl/drawings/drawing1.xml", "shapes and text boxes"),
        ("slicer", "xl/slicers/slicer1.xml", "slicers and timelines"),
        ("ctrlProp", "xl/ctrlProps/ctrlProp1.xml", "controls"),
        ("threadedComment", "xl/threadedComments/threadedComment1.xml", "threads of comments"),
        ("oleObject", "xl/embeddings/oleObject1.bin", "files within it"),
        ("queryTable", "xl/queryTables/queryTable1.xml", "data connections"),
    ],
)
def test_what_openpyxl_does_not_carry_over_is_told(tmp_path: Path, kind: str, part: str, told: str) -> None:
    drawing = b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:sp/></xdr:wsDr>'
    assert lacks(add_related(Book().write(tmp_path), NARRATIVE, kind, part, drawing)) == f"{told}."


def illustrated(book: Workbook) -> None:
    for place, colour in (("K2", "red"), ("K9", "blue")):
        picture = io.BytesIO()
        Picture.new("RGB", (20, 20), colour).save(picture, "PNG")
        book["Narrative"].add_image(Image(picture), place)


@pytest.mark.slow
def test_a_picture_that_is_no_picture_starts_no_program(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "gs").write_text(f"#!/bin/sh\ntouch {tmp_path / 'started'}\n", encoding="utf-8")
    (programs / "gs").chmod(0o755)
    path = Book(edit=illustrated).write(tmp_path)
    write_package(path, read_package(path) | {"xl/media/image1.png": PROGRAM})
    command = [sys.executable, "-m", "bvdocs", "check", str(path), "--annotate", str(tmp_path / "copy.xlsx")]
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=PROJECT, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "It lacks 1 of 2 pictures." in done.stdout
    assert not (tmp_path / "started").exists()
    assert len(openpyxl.load_workbook(tmp_path / "copy.xlsx")["Narrative"]._images) == 1  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["EPS", "TIFF", "WEBP", "PPM", "TGA", "PCX", "BMP"])
def test_no_picture_but_png_jpeg_and_gif_is_copied(tmp_path: Path, kind: str) -> None:
    odd = io.BytesIO()
    Picture.new("RGB", (9, 9), "green").save(odd, kind)
    path = Book(edit=illustrated).write(tmp_path)
    write_package(path, read_package(path) | {"xl/media/image2.png": odd.getvalue()})
    assert lacks(path) == "1 of 2 pictures."


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_pictures_are_copied_byte_for_byte(tmp_path: Path, kind: str) -> None:
    picture = io.BytesIO()
    Picture.new("RGB", (9, 9), "green").save(picture, kind)
    path = Book(edit=illustrated).write(tmp_path)
    write_package(path, read_package(path) | {"xl/media/image2.png": picture.getvalue()})
    assert lacks(path) == ""
    assert picture.getvalue() in read_package(tmp_path / "copy.xlsx").values()


def test_a_picture_too_large_to_look_at_costs_no_more_than_the_pictures(tmp_path: Path) -> None:
    small = io.BytesIO()
    Picture.new("1", (1, 1)).save(small, "PNG")
    large = small.getvalue().replace(b"\x00\x00\x00\x01\x00\x00\x00\x01", b"\x00\x7f\xff\xff\x00\x7f\xff\xff", 1)
    path = Book(edit=illustrated).write(tmp_path)
    write_package(path, read_package(path) | {"xl/media/image1.png": large})
    assert "pictures" in lacks(path)


def test_of_a_workbook_with_a_part_at_fault_the_copy_has_every_sheet(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        illustrated(book)
        book.create_sheet("Our own")["A1"] = "=1+1"
        book.create_sheet("Broken")["A1"] = 1

    path = rewrite_part(
        Book(edit=edit).write(tmp_path), NARRATIVE, "</worksheet>", '<pageSetup orientation="odd"/></worksheet>'
    )
    rewrite_part(path, "xl/worksheets/sheet10.xml", "<v>1</v>", "<v>one</v>")
    assert lacks(path) == "the sheet 'Broken' and pictures."
    copy = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert copy["Our own"]["A1"].value == "=1+1"
