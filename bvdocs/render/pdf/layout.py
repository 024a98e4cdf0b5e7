"""Lays out HTML as a tagged PDF, and finds the page that each anchor fell on."""

import ctypes.util
import io
import logging
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from bvdocs.core.enclosed import Enclosed
from bvdocs.core.errors import EnvironmentLacksError, RenderError
from bvdocs.render.pdf.finish import finish_tags
from bvdocs.render.pdf.weasyprint_tags import TagNotes, inside_as_known, tags_noted
from bvdocs.templating.pictures import decode_known_pictures_alone

# PDF/A-2a, ISO 19005-2: the PDF for the archive. It is made into the accessible one, PDF/UA-1, as well. Its
# identifier comes from its content, so that the same pages make the same file.
_OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/a-2a", "pdf_identifier": True}

# What calls the file PDF/UA-1 (ISO 14289-1, 5), and what says to PDF/A which words that is in (ISO 19005-2, 6.6.2.3).
_ALSO_ACCESSIBLE = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""

_MOMENT = "SOURCE_DATE_EPOCH"
_MISSING_GLYPH = re.compile(r"^\.notdef glyph .*?(\".+)$")
# An address that holds what it leads to, with quotation marks or without; a picture's has up to a million letters.
_SEE_TEMPLATES = "See to it in the page templates or in their style sheet."
_KIND = r"data:([^;,\s]{0,255})[;,]"
_QUOTED_ADDRESS = Enclosed({f"{quote}{_KIND.replace('(', '(?:')}": rf"{quote}(?=[\s:;,.)]|$)" for quote in "\"'"})
_BARE_ADDRESS = re.compile(rf"\b{_KIND}[^\s\"')]*")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF file, its number of pages, and the page (from 1) of each anchor."""

    content: bytes
    pages: int
    anchors: dict[str, int]


def load() -> Any:
    """Import WeasyPrint, which is slow, and return it; raise EnvironmentLacksError if a system library is missing."""
    try:
        # WeasyPrint prints a page of its own advice to standard output, where JSON may be meant to stand.
        with _no_search_for_libraries(), redirect_stdout(io.StringIO()):
            import weasyprint
    except OSError as fault:
        raise EnvironmentLacksError(
            "WeasyPrint cannot find the libraries that lay out pages (Pango, HarfBuzz).",
            "Run 'bvdocs doctor' for the line that installs them.",
        ) from fault
    decode_known_pictures_alone()
    return weasyprint


def load_quietly() -> None:
    """Load WeasyPrint ahead of its use; if it lacks a library, that is raised when it is used."""
    with suppress(EnvironmentLacksError):
        load()


@contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """Halve the time of the import, by finding no library by a name that is not its file's.

    WeasyPrint asks for each library under several names, the file's own among them. For each name that is
    no file's, the search of the standard library starts the compiler and the linker to look for it.
    """
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005 - its name is part of the signature
    try:
        yield
    finally:
        ctypes.util.find_library = search


def render_pdf(html: str) -> Pdf:
    """Lay out a page and return its PDF; raise RenderError for whatever WeasyPrint would only log.

    Raise EnvironmentLacksError if a library or a font is missing. Nothing is fetched: a page brings its style and its
    pictures with it.
    """
    weasyprint = load()
    with _faults_raised():
        only_within = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
        page = weasyprint.HTML(string=html, url_fetcher=only_within)
        try:
            document = page.render(font_config=weasyprint.text.fonts.FontConfiguration())
        except weasyprint.urls.URLFetchingError as fault:
            # A style sheet may import another; pictures and fonts that are elsewhere are logged.
            raise RenderError(f"The PDF could not be made: {_without_data(str(fault))}.", _SEE_TEMPLATES) from fault
        with tags_noted(weasyprint) as notes, _without_the_clock(), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves the file of colours to be closed
            content = document.write_pdf(finisher=partial(_finish, notes), **_OPTIONS)
    anchors = {name: number for number, sheet in enumerate(document.pages, 1) for name in sheet.anchors}
    return Pdf(content, len(document.pages), anchors)


@contextmanager
def _without_the_clock() -> Iterator[None]:
    """Keep the time out of the file: a font of pictures, such as emoji, is made for it, and fontTools writes down when.

    The variable tells it what to write, see https://reproducible-builds.org/specs/source-date-epoch/.
    """
    before = os.environ.get(_MOMENT)
    os.environ[_MOMENT] = "0"
    try:
        yield
    finally:
        os.environ.pop(_MOMENT)
        if before is not None:
            os.environ[_MOMENT] = before


@inside_as_known()
def _finish(notes: TagNotes, document: Any, pdf: Any) -> None:
    """Do what WeasyPrint leaves undone of an accessible file for the archive."""
    finish_tags(pdf, notes, document.fonts.values())
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(b"</rdf:RDF>", _ALSO_ACCESSIBLE + b"</rdf:RDF>") for part in metadata.stream]
    for each in pdf.objects:
        kind = getattr(each, "extra", {})
        if kind.get("ColorSpace") == "/DeviceCMYK":
            raise RenderError(
                "A picture is in the colours of printing inks (CMYK), which look different on every screen.",
                "Save it in RGB colours.",
            )
        if "Interpolate" in kind:
            kind["Interpolate"] = "false"  # ISO 19005-2, 6.2.8: no guessing of what lies between a picture's dots


@contextmanager
def _faults_raised() -> Iterator[None]:
    """Raise what WeasyPrint only logs before it goes on, such as a missing picture or a broken style."""
    logger = logging.getLogger("weasyprint")
    faults: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: faults.append(_without_data(record.getMessage()))  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    missing = [match[1] for match in map(_MISSING_GLYPH.search, faults) if match]
    if missing:
        raise EnvironmentLacksError(
            f"No font of this machine can print {' '.join(dict.fromkeys(missing))}.",
            "Run 'bvdocs doctor' to see whether a font is missing, or take it out of the workbook;"
            " 'bvdocs verify' says whether it stands in a version's note.",
        )
    if faults:
        raise RenderError(
            f"The PDF could not be made as it should be: {'; '.join(dict.fromkeys(faults))}.",
            _SEE_TEMPLATES,
        )


def _without_data(message: str) -> str:
    """Return the message without its full stop and what addresses hold: 'a picture (image/png) in the page'."""
    plain = _QUOTED_ADDRESS.replaced(message, lambda address: _address_in_words(address[1:]))
    return _BARE_ADDRESS.sub(lambda address: _address_in_words(address[0]), plain).rstrip(" .:")


def _address_in_words(address: str) -> str:
    kind = re.split("[;,]", address, maxsplit=1)[0].removeprefix("data:") or "text/plain"
    return f"{'a picture' if kind.startswith('image/') else 'a file'} ({kind}) in the page"
