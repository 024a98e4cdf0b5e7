"""The parts of a Word file that have words of their own: the body first, then headers, footers and notes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

_KINDS = ("document.main", "header", "footer", "footnotes", "endnotes")
_ENDINGS = tuple(f"wordprocessingml.{kind}+xml" for kind in _KINDS)


@contextmanager
def open_texts(package: Any) -> Iterator[list[Any]]:
    """Yield the elements of these parts of a package of python-docx, to be changed in place.

    That library reads notes as bytes: they are written back at the end.
    """
    parts = [part for part in package.iter_parts() if str(part.content_type).endswith(_ENDINGS)]
    parts.sort(key=lambda part: (not str(part.content_type).endswith(_ENDINGS[0]), str(part.partname)))
    roots = [part.element if hasattr(part, "element") else etree.fromstring(part.blob) for part in parts]
    yield roots
    for part, root in zip(parts, roots, strict=True):
        if not hasattr(part, "element"):
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
