"""Shipped templates with something changed, and what is then found in them."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bvdocs.core.findings import Finding
from bvdocs.templating import check_templates
from tests.support.package_edits import read_package, write_package
from tests.support.project import TEMPLATES

JINJA = re.compile(r"undefined|unknown tag|expected token|Encountered|jinja|statement block|lexer", re.IGNORECASE)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)

Passes = Callable[[], None]


def as_shipped(folder: Path, ending: str) -> bool:
    """Whether the files of this kind are those that ship."""
    names = {path.name for path in (*folder.glob(ending), *TEMPLATES.glob(ending))}
    return all((folder / each).is_file() and same(folder / each, TEMPLATES / each) for each in names)


def same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def found(folder: Path) -> list[tuple[str, str, str]]:
    return [(each.code, each.sheet, each.cell) for each in check_templates(folder)]


def the_finding(folder: Path, code: str) -> Finding:
    """The only finding, which has this code."""
    findings = list(check_templates(folder))
    assert [each.code for each in findings] == [code], [str(each) for each in findings]
    assert findings[0].hint
    assert not JINJA.search(findings[0].message + findings[0].hint)
    return findings[0]


def replaced(folder: Path, name: str, old: str, new: str) -> int:
    """Put `new` in place of the first `old` in a page or a style sheet; gives its line."""
    text = (folder / name).read_text()
    assert old in text, old
    (folder / name).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def in_word(folder: Path, text: str, name: str = "action-plan.docx") -> str:
    """Put a paragraph with the text at the end of a Word template; gives its place."""
    return with_xml(folder, f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>", name)


def with_xml(folder: Path, xml: str, name: str = "action-plan.docx") -> str:
    """Put paragraphs or tables before the end of a Word template; gives the place of the first paragraph."""
    document = docx.Document(str(folder / name))
    last = document.element.body.sectPr
    number = len(list(document.element.body.iter("{*}p"))) + 1
    for each in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        last.addprevious(each)
    document.save(str(folder / name))
    return f"paragraph {number}"


def package(folder: Path, change: Callable[[dict[str, bytes]], object], name: str = "action-plan.docx") -> None:
    parts = read_package(folder / name)
    change(parts)
    write_package(folder / name, parts)


def run(text: str, look: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


LINK = "<w:hyperlink w:anchor='_top'>{}</w:hyperlink>"
INSERTED = "<w:ins w:id='1' w:author='x'>{}</w:ins>"
DELETED = "<w:del w:id='2' w:author='x'><w:r><w:delText>{}</w:delText></w:r></w:del>"
FIELD = "<w:fldSimple w:instr='PAGE'>{}</w:fldSimple>"
BEGIN = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
SEPARATE, END = (f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("separate", "end"))


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/><w:p>{run(each)}</w:p></w:tc>" for each in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<w:p>{run(text)}</w:p>" for text in texts)


def change_part(folder: Path, part: str, old: str, new: str, name: str = "action-plan.docx") -> None:
    """Put `new` in place of the first `old`, which must be there, in a part of a Word template."""

    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part], old
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    package(folder, change, name)


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    f'xmlns:r="{_OFFICE}"'
)


def add_part(
    folder: Path, part: str, relation: str, xml: str, *, of: str = "word/document.xml", name: str = "action-plan.docx"
) -> str:
    """Put a part into a Word template, and a relation to it into another one ('' is the file); gives its identity.

    `xml` is one element; the prefixes w, a, c and r are known in it.
    """
    identity = f"rIdOf{part.rpartition('/')[2].replace('.', '')}"
    kind = relation if "://" in relation else f"{_OFFICE}/{relation}"
    root = re.sub(r"^<([\w:]+)", rf"<\1 {_NAMESPACES}", xml, count=1)

    def add(parts: dict[str, bytes]) -> None:
        types = f'<Override PartName="/{part}" ContentType="application/vnd.example.{relation[-9:]}+xml"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode())
        parts[part] = root.encode()

    package(folder, add, name)
    relate(folder, f'Id="{identity}" Type="{kind}" Target="/{part}"', of=of, name=name)
    return identity


def relate(folder: Path, attributes: str, *, of: str = "word/document.xml", name: str = "action-plan.docx") -> None:
    """Put a relation with these attributes into a part of a Word template; '' is the file."""
    above, _, last = of.rpartition("/")
    where = f"{above}/_rels/{last}.rels" if above else "_rels/.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'

    def add(parts: dict[str, bytes]) -> None:
        said = f"<Relationship {attributes}/></Relationships>".encode()
        parts[where] = parts.get(where, empty).replace(b"</Relationships>", said)

    package(folder, add, name)


def outside(identity: str, kind: str, target: str) -> str:
    """The attributes of a relation that leads out of the file."""
    return f'Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"'


def complex_field(instruction: str, shown: str) -> str:
    """A field as Word writes it, with what it last showed."""
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    said = f"<w:r><w:instrText xml:space='preserve'> {instruction} </w:instrText></w:r>"
    return f"{begin}{said}{SEPARATE}{run(shown)}{END}"
