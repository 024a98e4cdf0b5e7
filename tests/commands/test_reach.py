"""Nothing that a workbook, a template, a logo or a page holds makes the program read another file, or the network."""

import base64
import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.out_of_reach import SECRET, OutOfReach, out_of_reach
from tests.support.package_edits import DOCUMENT, add_related, read_package, write_package
from tests.support.project import TEMPLATES
from tests.support.workbooks import Book
from tests.workbook.test_parts_at_fault import dressed

BOMB = "".join(f'<!ENTITY b{level} "{f"&b{level - 1};" * 10}">' for level in range(1, 12))


slow = pytest.mark.slow


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[OutOfReach]:
    with out_of_reach(tmp_path) as watched:
        yield watched


def entities(secret: OutOfReach) -> list[tuple[str, str]]:
    """Document types that reach out, each with the words that ask for what it names."""
    here, there = secret.file.as_uri(), secret.address
    return [
        (f'<!DOCTYPE x [<!ENTITY e SYSTEM "{here}">]>', "&e;"),
        (f'<!DOCTYPE x [<!ENTITY e SYSTEM "{there}/e">]>', "&e;"),
        (f'<!DOCTYPE x [<!ENTITY % e SYSTEM "{there}/p.dtd"> %e;]>', ""),
        (f'<!DOCTYPE x SYSTEM "{there}/x.dtd">', ""),
        (f'<!DOCTYPE x [<!ENTITY b0 "ha">{BOMB}]>', "&b11;"),
    ]


def with_entity(xml: bytes, declared: str, used: str) -> bytes:
    """A part's XML with a document type, and the words that ask for it before the end of its root."""
    text = xml.decode("utf-8").lstrip("\ufeff")
    start = text.index("?>") + 2 if text.startswith("<?xml") else 0
    end = text.rindex("</") if "</" in text else len(text)
    return f"{text[:start]}{declared}{text[start:end]}{used}{text[end:]}".encode()


def small(folder: Path) -> Path:
    book = Book()
    book.themes = book.themes[:1]
    book.criteria, book.narrative, book.actions = book.criteria[:2], book.narrative[:1], book.actions[:1]
    return book.write(folder)


def assert_nowhere(secret: OutOfReach, *folders: Path) -> None:
    """Nobody came near the secret, and no file, packed or not, holds it."""
    secret.assert_untouched()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                parts = read_package(path).values() if content.startswith(b"PK") else [content]
                assert not any(SECRET.encode() in part for part in parts), path


def test_the_watch_sees_who_comes_near(secret: OutOfReach) -> None:
    secret.assert_untouched()
    secret.touch()
    time.sleep(0.1)
    assert secret.came_near() == ["file", "port"]


@slow
def test_no_part_of_a_workbook_reaches_out_by_entities(tmp_path: Path, secret: OutOfReach) -> None:
    whole = read_package(Book(edit=dressed).write(tmp_path))
    made = tmp_path / "made"
    made.mkdir()
    runs: list[list[str | Path]] = []
    for number, (declared, used) in enumerate(entities(secret)):
        for name in whole:
            path = made / f"{number}-{name.replace('/', '-')}.xlsx"
            write_package(path, whole | {name: with_entity(whole[name], declared, used)})
            runs.append(["check", path, "--annotate", made / f"copy-{path.name}", "--output", tmp_path / "out"])
    done = secret.run(*runs)
    assert len(done) == len(runs) > 50
    assert_nowhere(secret, made)


@slow
@pytest.mark.parametrize(
    "kind",
    ["worksheet", "styles", "sharedStrings", "theme", "comments", "drawing", "image", "externalLink", "hyperlink",
     "oleObject", "customXml", "printerSettings", "vbaProject", "attachedTemplate"],
)  # fmt: skip
def test_no_relation_of_a_workbook_reaches_out(tmp_path: Path, secret: OutOfReach, kind: str) -> None:
    targets = [secret.file.as_uri(), str(secret.file), f"../../../../../../../..{secret.file}", f"{secret.address}/x",
               f"\\\\127.0.0.1@{secret.address.rpartition(':')[2]}\\x"]  # fmt: skip
    runs: list[list[str | Path]] = []
    whole = read_package(Book(edit=dressed).write(tmp_path))
    for number, target in enumerate(targets):
        for mode in ("", ' TargetMode="External"'):
            path = tmp_path / f"{number}{bool(mode)}.xlsx"
            parts = dict(whole)
            relation = f'<Relationship Id="rIdX" Type="{DOCUMENT}/{kind}" Target="{target}"{mode}/></Relationships>'
            for name in [each for each in parts if each.endswith(".rels")]:
                parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
            write_package(path, parts)
            runs.append(["check", path, "--annotate", tmp_path / f"copy{path.name}", "--output", tmp_path / "out"])
    assert len(secret.run(*runs)) == len(targets) * 2
    assert_nowhere(secret, tmp_path / "out")
    for copy in tmp_path.glob("copy*"):
        assert not any(SECRET.encode() in part for part in read_package(copy).values())


@slow
def test_no_part_of_a_word_template_reaches_out(tmp_path: Path, secret: OutOfReach) -> None:
    workbook = small(tmp_path)
    runs: list[list[str | Path]] = []
    whole = read_package(TEMPLATES / "action-plan.docx")
    targets = [secret.file.as_uri(), f"../../../../../../../..{secret.file}", f"{secret.address}/x"]
    changed = [
        {name: with_entity(whole[name], declared, used)}
        for declared, used in entities(secret)[:2]
        for name in whole
        if name.endswith((".xml", ".rels"))
    ]
    for kind in ("attachedTemplate", "image", "aFChunk", "frame", "subDocument", "oleObject", "hyperlink", "styles"):
        for target in targets:
            relation = (
                f'<Relationship Id="rIdX" Type="{DOCUMENT}/{kind}" Target="{target}" TargetMode="External"/>'
                "</Relationships>"
            ).encode()
            rels = "word/_rels/document.xml.rels"
            changed.append({rels: whole[rels].replace(b"</Relationships>", relation)})
    for instruction in ("INCLUDETEXT", "INCLUDEPICTURE", "LINK Word.Document.8", "DDEAUTO"):
        field = f"<w:p><w:fldSimple w:instr=' {instruction} \"{secret.file}\" '/></w:p><w:sectPr"
        document = whole["word/document.xml"].decode()
        place = document.rindex("<w:sectPr")
        changed.append({"word/document.xml": (document[:place] + field + document[place + 9 :]).encode()})
    for number, parts in enumerate(changed):
        folder = tmp_path / f"templates{number}"
        shutil.copytree(TEMPLATES, folder)
        write_package(folder / "action-plan.docx", whole | parts)
        output = tmp_path / f"out{number}"
        runs.append(["report", workbook, "--templates", folder, "--output", output, "--format", "word"])
    done = secret.run(*runs)
    assert {code for code, _ in done} <= {0, 1, 3}
    assert_nowhere(secret, *tmp_path.glob("out*"))


SVG = "http://www.w3.org/2000/svg"
PAGE = '<html lang="en"><head><title>T</title>{head}</head><body><main>{body}</main></body></html>'


def pages(secret: OutOfReach) -> list[str]:
    """Pages that ask for a file of this machine, or of the network, in every way that HTML, CSS and SVG have."""
    found = []
    for url in (secret.file.as_uri(), str(secret.file), f"{secret.address}/x", f"ftp{secret.address[4:]}/x"):
        svg = f"<svg xmlns='{SVG}' xmlns:xlink='{SVG[:18]}1999/xlink' width='9' height='9'>{{}}</svg>"
        drawings = [
            f"<image href='{url}' width='9' height='9'/>",
            f"<image xlink:href='{url}' width='9' height='9'/>",
            f"<use href='{url}#a'/>",
            f"<use xlink:href='{url}#a'/>",
            f"<style>@import url({url});</style>",
            f"<style>@font-face {{ font-family: x; src: url({url}) }}</style><text font-family='x'>a</text>",
            f"<rect width='9' height='9' fill='url({url}#g)'/>",
            f"<foreignObject><img src='{url}'/></foreignObject>",
        ]
        whole = [svg.format(each) for each in drawings]
        whole += [f"<?xml-stylesheet href='{url}' type='text/css'?>{svg.format('')}"]
        whole += [f"<!DOCTYPE svg [<!ENTITY e SYSTEM '{url}'>]>{svg.format('<text>&e;</text>')}"]
        data = [f"data:image/svg+xml;base64,{base64.b64encode(each.encode()).decode()}" for each in whole]
        bodies = [f"<img src='{each}' alt='a'>" for each in (url, *data)]
        bodies += [
            *whole[:8],
            f"<object data='{url}'></object>",
            f"<embed src='{url}'>",
            f"<iframe src='{url}'></iframe>",
            f"<p style='background: url({url})'>a</p>",
            f"<p style='list-style-image: url({url}); display: list-item'>a</p>",
            f"<p style='content: url({url})'>a</p>",
            f"<a href='{url}' rel='attachment'>a</a>",
        ]
        heads = [
            f"<link rel='stylesheet' href='{url}'>",
            f"<link rel='attachment' href='{url}'>",
            f"<style>@import '{url}';</style>",
            f"<style>@font-face {{ font-family: x; src: url({url}) }} body {{ font-family: x }}</style>",
            f"<style>@page {{ background: url({url}) }}</style>",
            f"<style>@color-profile device-cmyk {{ src: url({url}) }}</style>",
            f"<base href='{url}'><link rel='stylesheet' href='x.css'>",
            f"<meta http-equiv='refresh' content='0; url={url}'>",
        ]
        found += [PAGE.format(head="", body=each) for each in bodies]
        found += [PAGE.format(head=each, body="<p>a</p>") for each in heads]
    return found


@slow
def test_no_page_reaches_out_when_it_is_laid_out(secret: OutOfReach) -> None:
    wanted = pages(secret)
    assert len(secret.lay_out(*wanted)) == len(wanted) > 100
    secret.assert_untouched()


@slow
def test_no_page_template_and_no_brand_reaches_out(tmp_path: Path, secret: OutOfReach) -> None:
    workbook = small(tmp_path)
    url, path = secret.file.as_uri(), secret.file
    names = (str(path), f"../{path.name}", f"../../../../../../../..{path}", url, f"{secret.address}/x", "link.html")
    tags = [
        tag
        for name in names
        for tag in (f"{{% include '{name}' %}}", f"{{% import '{name}' as x %}}", f"{{% extends '{name}' %}}",
                    f"{{% from '{name}' import x %}}", f"<img src='{name}' alt='a'>",
                    f"<style>@import '{name}';</style>")
    ]  # fmt: skip
    brands = [f'logo = "{name}"' for name in (*names, "link.png")] + [f'font = "x; src: url({url})"']
    runs: list[list[str | Path]] = []
    changed = [*(("action-plan.html", each) for each in tags), *(("brand.toml", each) for each in brands)]
    for number, (name, text) in enumerate(changed):
        folder = tmp_path / f"templates{number}"
        shutil.copytree(TEMPLATES, folder)
        for link in ("link.html", "link.png") if "link." in text else ():
            (folder / link).symlink_to(path)
        own = (folder / name).read_text(encoding="utf-8") if name.endswith("html") else ""
        (folder / name).write_text(text + own, encoding="utf-8")
        output = tmp_path / f"out{number}"
        runs.append(["report", workbook, "--templates", folder, "--output", output, "--format", "html"])
    done = secret.run(*runs)
    assert [number for number, (code, _) in enumerate(done) if code != 3] == []
    assert_nowhere(secret, *tmp_path.glob("out*"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["EPS", "TIFF", "WEBP", "PPM", "PCX", "TGA", "ICO"])
def test_no_picture_of_a_page_but_the_usual_is_decoded(secret: OutOfReach, kind: str) -> None:
    odd, usual = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (16, 16), "green").save(odd, kind)
    Image.new("RGB", (16, 16), "green").save(usual, "PNG")
    told = secret.lay_out(
        *(
            PAGE.format(head="", body=f"<img src='data:image/png;base64,{base64.b64encode(each).decode()}' alt='a'>")
            for each in (odd.getvalue(), usual.getvalue())
        )
    )
    assert ["Failed to load image" in each for each in told] == [True, False]


@pytest.mark.slow
def test_a_drawing_that_names_a_file_starts_and_reads_nothing(tmp_path: Path, secret: OutOfReach) -> None:
    path = Book(edit=dressed).write(tmp_path)
    drawing = f'<wsDr xmlns:r="{DOCUMENT}"><pic><blip r:link="rId1"/></pic></wsDr>'.encode()
    add_related(path, "xl/worksheets/sheet5.xml", "drawing", "xl/drawings/drawing1.xml", drawing)
    ((code, _),) = secret.run(["check", path, "--annotate", tmp_path / "copy.xlsx", "--output", tmp_path / "out"])
    assert code == 0
    secret.assert_untouched()
