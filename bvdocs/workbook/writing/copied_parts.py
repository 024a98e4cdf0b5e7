"""What of a workbook's file goes into its annotated copy, and what of it the copy lacks."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from bvdocs.workbook.reading.package_parts import PackageParts

# How the files of the kinds begin that are copied as they are. Any other, openpyxl would have Pillow decode, which
# starts another program for some of them (PostScript).
_COPIED_AS_THEY_ARE = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR|\xff\xd8\xff|GIF8[79]a", re.DOTALL)


class _Kind(NamedTuple):
    """What a copy may lack: its name, the parts that hold it, and how it begins there, if it is not all of one."""

    name: str
    parts: str
    begins: bytes = b""


_KINDS = tuple(
    _Kind(name, parts, begins)
    for name, parts, begins in (
        ("macros", r".*vbaproject\.bin", b""),
        ("pictures", r"xl/media/.*", b""),
        ("charts", r"xl/(charts|chartex)/chart[^/]*\.xml", b""),
        ("shapes and text boxes", r"xl/drawings/[^/]*\.xml", rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[\s/>]"),
        ("drop-downs", r"xl/worksheets/[^/]*\.xml", rb"<(?:\w+:)?dataValidation[\s/>]"),
        ("conditional formats", r"xl/worksheets/[^/]*\.xml", rb"<(?:\w+:)?cfRule[\s/>]"),
        ("names of cells", r"xl/workbook\.xml", rb"<(?:\w+:)?definedName[\s/>]"),
        ("tables", r"xl/tables/.*", b""),
        ("pivot tables", r"xl/pivottables/[^/]*\.xml", b""),
        ("slicers and timelines", r"xl/(slicers|timelines)/[^/]*\.xml", b""),
        ("links to other workbooks", r"xl/externallinks/[^/]*\.xml", b""),
        ("controls", r"xl/(ctrlprops|activex)/[^/]*\.xml", b""),
        ("threads of comments", r"xl/threadedcomments/.*", b""),
        ("files within it", r"xl/embeddings/.*", b""),
        ("data connections", r"xl/(connections\.xml|querytables/.*)", b""),
        ("signatures", r"_xmlsignatures/.*\.xml", b""),
    )
)


def without_odd_pictures(content: bytes) -> bytes:
    """Return the workbook's file with nothing in place of each picture that is no PNG, JPEG or GIF."""
    source = PackageParts(content)
    odd = {name for name in source.pictures() if not _COPIED_AS_THEY_ARE.match(source.read(name))}
    if not odd:
        return content
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as target:
        for name in source.by_name:
            target.writestr(name, b"" if name in odd else source.read(name))
    return changed.getvalue()


def lost_in_copy(content: bytes, copy: bytes) -> list[str]:
    """Return what the copy of a workbook lacks, in words: 'macros', '2 of 3 pictures'."""
    before, after = PackageParts(content), PackageParts(copy)
    kept = {sheet.title for sheet in after.sheets()}
    sheets = [f"the sheet '{sheet.title}'" for sheet in before.sheets() if sheet.title not in kept]
    return [*sheets, *_lost(before, after)]


def _lost(source: PackageParts, copy: PackageParts) -> Iterator[str]:
    for kind in _KINDS:
        before, after = _count(kind, source), _count(kind, copy)
        if after < before:
            yield f"{before - after} of {before} {kind.name}" if after else kind.name


def _count(kind: _Kind, package: PackageParts) -> int:
    """Return how many of a kind a workbook's file holds."""
    names = [name for name in package.by_name if re.fullmatch(kind.parts, name.lstrip("/"), re.IGNORECASE)]
    # An empty picture is none; nor is a damaged part.
    each = (package.by_name[name] or b"" for name in names)
    return sum(len(re.findall(kind.begins, part)) if kind.begins else bool(part) for part in each)
