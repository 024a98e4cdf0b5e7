"""Pictures of a Word template in formats that no program here reads: kept as they are, and never decoded."""

import io
import zipfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from bvdocs.core.brand import Brand
from bvdocs.core.publishing import published
from bvdocs.render.picture import Picture
from bvdocs.render.redline import make_redline
from bvdocs.render.word.document import WordRenderer
from bvdocs.templating import check_templates
from bvdocs.view import ReportView, build_view
from tests.support.archives import copy_templates
from tests.support.template_edits import PIXEL, package, relate, with_xml
from tests.support.workbooks import Book

NAME = "action-plan.docx"
PICTURE = """
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:r><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="127000" cy="127000"/>
<wp:docPr id="77" name="Picture 77" descr="A crest"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="77" name=""/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="rIdCrest"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def _tiff() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(content, "TIFF")
    return content.getvalue()


# By the ending that Word gives them: the content type, and how such a file begins.
FORMATS = {
    "pict": ("image/x-pict", bytes(512) + b"\0\x0a" + bytes(60)),
    "emf": ("image/x-emf", b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60)),
    "wmf": ("image/x-wmf", b"\xd7\xcd\xc6\x9a" + bytes(60)),
    "wdp": ("image/vnd.ms-photo", b"II\xbc\1" + bytes(60)),
    "tiff": ("image/tiff", _tiff()),
    "eps": ("image/x-eps", b"%!PS-Adobe-3.0 EPSF-3.0\n(Nobody) run\n"),
    "unheard-of": ("application/octet-stream", b"whatever"),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    return build_view(published(Book().read(tmp_path_factory.mktemp("pictures"))), Brand())


def put_picture(folder: Path, ending: str) -> bytes:
    """Put a picture of this format at the end of the template, and return the picture's bytes."""
    kind, content = FORMATS[ending]

    def add(parts: dict[str, bytes]) -> None:
        declared = f'<Default Extension="{ending}" ContentType="{kind}"/><Override'.encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"<Override", declared, 1)
        parts[f"word/media/crest.{ending}"] = content

    package(folder, add)
    relate(folder, f'Id="rIdCrest" Type="{RELATION}" Target="media/crest.{ending}"')
    with_xml(folder, PICTURE)
    return content


def made_from(folder: Path, report: ReportView) -> bytes:
    pictures: defaultdict[str, Picture] = defaultdict(lambda: Picture(b"<svg/>", 10, lambda: PIXEL))
    return WordRenderer(folder, pictures, Brand()).render(NAME, report, "Action plan")


def holds_picture(file: bytes, ending: str) -> bool:
    """Say whether a Word file has the picture as it was, declares what it is, and shows it once."""
    kind, content = FORMATS[ending]
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        (stored,) = [name for name in parts.namelist() if name.endswith(f".{ending}")]
        shown = parts.read("word/document.xml").count(b'descr="A crest"') == 1
        leads = stored.removeprefix("word/").encode() in parts.read("word/_rels/document.xml.rels")
        return parts.read(stored) == content and kind.encode() in parts.read("[Content_Types].xml") and shown and leads


@pytest.mark.slow
@pytest.mark.parametrize("ending", FORMATS)
def test_a_picture_that_cannot_be_read_is_kept_as_it_is(
    ending: str, tmp_path: Path, report: ReportView, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_templates(tmp_path)
    before = made_from(folder, report)
    put_picture(folder, ending)
    monkeypatch.setattr("PIL.Image.open", lambda *_, **__: pytest.fail("a picture of a template was decoded"))
    assert list(check_templates(folder)) == []
    made = made_from(folder, report)
    assert holds_picture(made, ending)
    for older, newer in ((before, made), (made, before)):
        assert holds_picture(make_redline(older, newer, "A council", datetime(2025, 9, 23, tzinfo=UTC)), ending)
