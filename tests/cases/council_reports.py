"""Word reports in the form that councils use: headings, shaded codes in rows of six, bullets, an action table."""

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell

from tests.making.sample import ACTIONS, CHARACTERISTICS, HEADING, SCALE
from tests.making.sample_text import AREAS_FOR_IMPROVEMENT, DESCRIPTION, OPPORTUNITIES, STRENGTHS

# The shades that the council's own Word has, near those of its scale.
FILLS = {"Dark green": "1D7040", "Light green": "A9D18E", "Yellow": "FFD966", "Amber": "F4902C", "Red": "B8261A"}
ACTION_HEADINGS = ("Ref", "What we will do", "Lead officer", "Target date", "RAG", "% complete", "Commentary")
SECTIONS = (
    (HEADING, DESCRIPTION),
    ("What we do well", STRENGTHS),
    ("Areas for development", AREAS_FOR_IMPROVEMENT),
    ("Opportunities", OPPORTUNITIES),
)


def shade(cell: _Cell, fill: str) -> None:
    """Give a cell its colour."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), fill)
    cell._tc.get_or_add_tcPr().append(shading)


def theme_report(path: Path) -> Path:
    """Write the report of the published theme."""
    document = docx.Document()
    document.add_paragraph("Runnymede Borough Council", style="Title")
    document.add_paragraph("Committee: Standards and Audit Committee")
    add_theme(document, "Theme 2: Leadership")
    document.save(str(path))
    return path


def add_theme(document: Document, heading: str) -> None:
    """Add a theme: its heatmap, key, sections and action plan."""
    document.add_heading(heading, 1)
    document.add_heading("Self-assessment heatmap", 2)
    add_heatmap(document)
    key = document.add_table(0, 2)
    for level, _, _, meaning in SCALE:
        row = key.add_row().cells
        row[0].text, row[1].text = level, meaning
        shade(row[0], FILLS[level])
    for title, bullets in SECTIONS:
        document.add_heading(title, 2)
        for text, _ in bullets:
            document.add_paragraph(text, style="List Bullet")
    document.add_heading("Next steps", 2)
    document.add_paragraph("Seven key actions are laid out in the action plan.")
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading("Action plan", 2)
    add_actions(document)


def add_heatmap(document: Document) -> None:
    """Add the shaded codes, six in a row."""
    grid = document.add_table(2, 6)
    for number, (code, _, rating, _, _) in enumerate(CHARACTERISTICS):
        cell = grid.cell(number // 6, number % 6)
        cell.text = code
        shade(cell, FILLS[rating])


def add_actions(document: Document) -> None:
    """Add the action table: a merged title, cells merged down, and the heading again in the middle."""
    table = document.add_table(1, len(ACTION_HEADINGS))
    table.cell(0, 0).merge(table.cell(0, len(ACTION_HEADINGS) - 1)).text = "Improvement actions for the coming year"
    _add_row(table, ACTION_HEADINGS)
    for number, action in enumerate(ACTIONS):
        if number == 4:
            _add_row(table, ACTION_HEADINGS)
        ref, _, _, text, owner, _, due, revised, _, progress, update, _ = action
        rag = "Green" if progress == 1 else "Red" if revised else "Amber"
        day = due.strftime("%d/%m/%Y")
        cells = _add_row(table, (ref, text, owner, day, rag, f"{progress:.0%}", update))
        shade(cells[4], {"Green": "00B050", "Amber": "FFC000", "Red": "FF0000"}[rag])
    # Two actions of one lead officer, whose cell is merged.
    rows = len(table.rows)
    words = table.cell(rows - 1, 2).text
    below = table.cell(rows - 1, 2)
    below.text = ""
    above = table.cell(rows - 2, 2)
    above.text = words
    above.merge(below)
    above.text = words


def _add_row(table: Table, words: Sequence[str]) -> Sequence[_Cell]:
    cells: Sequence[_Cell] = table.add_row().cells  # type: ignore[no-untyped-call]
    for cell, each in zip(cells, words, strict=True):
        cell.text = each
    return cells
