"""Breaks a Word file on purpose, one element of one part at a time, so that a rule has something to find."""

import io
import re
import zipfile
from collections.abc import Callable

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from tests.support.word_package import WP, W

BODY = "word/document.xml"
Break = Callable[[etree._Element], object]


def changed(content: bytes, part: str, change: Break) -> bytes:
    """The Word file with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root)
            package.writestr(name, data)
    return target.getvalue()


def first(root: etree._Element, path: str) -> etree._Element:
    """The first element at a path of `w:` names."""
    spaces = {"w": W[1:-1], "wp": WP[1:-1], "dc": "http://purl.org/dc/elements/1.1/"}
    found = root.xpath(path, namespaces=spaces)
    assert isinstance(found, list)
    assert found, path
    assert isinstance(found[0], etree._Element)
    return found[0]


def remove(path: str) -> Break:
    def change(root: etree._Element) -> None:
        element = first(root, path)
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return change


def put(path: str, **attributes: str) -> Break:
    """Set attributes, `w_` standing for the prefix `w:`."""

    def change(root: etree._Element) -> None:
        for name, value in attributes.items():
            first(root, path).set(name.replace("w_", W), value)

    return change


def add(path: str, xml: str, *, at: int = 0) -> Break:
    """Put an element into the first at the path."""

    def change(root: etree._Element) -> None:
        first(root, path).insert(at, element(xml))

    return change


def element(xml: str) -> etree._Element:
    return etree.fromstring(etree.tostring(parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w', 'wp')}", xml))))


def text(path: str, said: str) -> Break:
    def change(root: etree._Element) -> None:
        first(root, path).text = said

    return change


def both(*changes: Break) -> Break:
    """Several changes, one after the other."""

    def change(root: etree._Element) -> None:
        for each in changes:
            each(root)

    return change


def every(path: str, name: str, value: str) -> Break:
    """Set an attribute of each element of a `w:` name."""

    def change(root: etree._Element) -> None:
        for each in root.iter(f"{W}{path}"):
            each.set(f"{W}{name}", value)

    return change
