"""The XML of a cell whose text has stretches of several looks, bold or italic, in the cell's own font otherwise."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from bvdocs.core.rich_text import RichText, Run
from bvdocs.workbook.writing.cell_looks import FONT_ELEMENTS, FontElement
from bvdocs.workbook.writing.cell_xml import emptied, text_xml, with_content, with_text
from bvdocs.workbook.writing.xml_text import start_tag

_BOLD, _ITALIC = "b", "i"
# What a run calls the name of its font (ISO/IEC 29500-1, 18.4.5).
_RUN_NAMES = {"name": "rFont"}


def with_rich_text(cell: bytes, text: RichText, font: Sequence[FontElement]) -> bytes:
    """Return a cell with its look and this text; `font` is that of its look, which a run of another look is set apart
    from. A cell without any words is empty.
    """
    if not text.plain:
        return emptied(cell)
    on = {each.name for each in font if each.is_on}
    own = _BOLD in on, _ITALIC in on
    if all((run.bold, run.italic) == own for run in text.runs if run.text):
        return with_text(cell, text.plain)
    prefix = start_tag(cell).prefix
    runs = b"".join(_run(run, own, font, prefix) for run in text.runs if run.text)
    return with_content(cell, runs)


def _run(run: Run, own: tuple[bool, bool], font: Sequence[FontElement], prefix: bytes) -> bytes:
    look = b"" if (run.bold, run.italic) == own else _properties(run, font, prefix.decode())
    return b"".join((b"<", prefix, b"r>", look, text_xml(prefix, run.text), b"</", prefix, b"r>"))


def _properties(run: Run, font: Sequence[FontElement], prefix: str) -> bytes:
    """Return the looks of a run: those of the cell's font, but bold and italic as the run has it."""
    found = {each.name: each.attributes for each in font if each.name not in (_BOLD, _ITALIC)}
    found |= {name: {} for name, is_on in ((_BOLD, run.bold), (_ITALIC, run.italic)) if is_on}
    written = ""
    for name in FONT_ELEMENTS:
        if name in found:
            attributes = "".join(f" {key}={quoteattr(value)}" for key, value in found[name].items() if ":" not in key)
            written += f"<{prefix}{_RUN_NAMES.get(name, name)}{attributes}/>"
    return f"<{prefix}rPr>{written}</{prefix}rPr>".encode("ascii", "xmlcharrefreplace")
