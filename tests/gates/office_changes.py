"""LibreOffice: what a Word file says when all of its tracked changes are accepted, or all rejected, in another program.

It is asked through a macro of its own, and for its flat XML (OpenDocument 1.3), in which a file is read in one go.
"""

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ACCEPT, REJECT, AS_IT_IS = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges", ""
_SECONDS = 900
# The module that a new profile has; what is written before the first start is not kept.
_MODULE = Path("user", "basic", "Standard", "Module1.xba")
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Resolve(listed As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim flat(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  flat(0).Name = "FilterName" : flat(0).Value = "OpenDocument Text Flat XML"
  Dim number As Integer, line As String, fields, document
  number = FreeFile
  Open listed For Input As #number
  Do While Not Eof(number)
    Line Input #number, line
    fields = Split(line, Chr(9))
    document = StarDesktop.loadComponentFromURL(fields(1), "_blank", 0, hidden())
    If fields(0) &lt;&gt; "" Then
      createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch( _
        document.CurrentController.Frame, fields(0), "", 0, Array())
    End If
    document.storeToURL(fields(2), flat())
    document.close(True)
  Loop
  Close #number
  StarDesktop.terminate()
End Sub
</script:module>
"""
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


@dataclass(frozen=True)
class Shown:
    """What a file says: its paragraphs in order, each with its style's name, and its links within the file.

    A link is what it says and what the paragraph says that it leads to; None if it leads nowhere.
    """

    paragraphs: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str | None], ...]


def shown(files: Mapping[str, tuple[bytes, str]]) -> dict[str, Shown]:
    """Return what each Word file says once its changes are as asked (ACCEPT, REJECT, AS_IT_IS); raises if one fails."""
    with tempfile.TemporaryDirectory(prefix="office-changes-") as name:
        folder = Path(name)
        lines = []
        for number, (content, command) in enumerate(files.values()):
            (folder / f"{number}.docx").write_bytes(content)
            lines.append("\t".join([command, *((folder / f"{number}{end}").as_uri() for end in (".docx", ".fodt"))]))
        (folder / "listed").write_text("\n".join(lines) + "\n")
        _run(folder)
        return {key: _read(folder / f"{number}.fodt") for number, key in enumerate(files)}


def _run(folder: Path) -> None:
    profile = folder / "profile"
    _office(profile, "--terminate_after_init")
    (profile / _MODULE).write_text(_MACRO)
    _office(profile, f'macro:///Standard.Module1.Resolve("{folder / "listed"}")')


def _office(profile: Path, what: str) -> None:
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run(["soffice", *options, what], capture_output=True, timeout=_SECONDS, check=True)


def _read(path: Path) -> Shown:
    assert path.exists(), f"LibreOffice could not read {path.stem}.docx"
    root = etree.parse(path).getroot()
    (text,) = root.iterfind(f"{_OFFICE}body/{_OFFICE}text")
    names = _style_names(root)
    paragraphs: list[tuple[str, str]] = []
    places: dict[str, str] = {}
    for each in _paragraphs(text):
        said = _said(each)
        paragraphs.append((names.get(each.get(f"{_TEXT}style-name", ""), ""), said))
        places |= {
            mark.get(f"{_TEXT}name", ""): said for mark in each.iter(f"{_TEXT}bookmark", f"{_TEXT}bookmark-start")
        }
    links = [(_said(link), link.get(_LINK, "")) for each in _paragraphs(text) for link in each.iter(f"{_TEXT}a")]
    return Shown(
        tuple(paragraphs),
        tuple((said, places.get(address[1:])) for said, address in links if address.startswith("#")),
    )


def _paragraphs(text: etree._Element) -> Iterator[etree._Element]:
    for each in text.iter(f"{_TEXT}p", f"{_TEXT}h"):
        if not any(above.tag == f"{_TEXT}tracked-changes" for above in each.iterancestors()):
            yield each


def _style_names(root: etree._Element) -> dict[str, str]:
    """Return the names by which Word knows the styles: of a paragraph's own looks, the style that they are based on."""
    names = {
        each.get(f"{_STYLE}name", ""): each.get(f"{_STYLE}display-name", each.get(f"{_STYLE}name", ""))
        for each in root.iterfind(f"{_OFFICE}styles/{_STYLE}style")
    }
    own = root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
    return names | {
        each.get(f"{_STYLE}name", ""): names.get(each.get(f"{_STYLE}parent-style-name", ""), "") for each in own
    }


def _said(element: etree._Element) -> str:
    """Return the words of a paragraph or a link, with a sign for each picture; spaces are not counted."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            pieces.append(" ")
        elif child.tag.endswith("}frame"):
            pieces.append("\ufffc")
        else:
            pieces.append(_SIGNS.get(child.tag, "") or _said(child))
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split(" "))
