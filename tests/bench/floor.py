"""The floor: the same documents from the same libraries, with nothing around them.

A straight script in one process, as a handy officer would write it: no checks, no styles, no
accessibility, no second process. Usage: floor.py WORKBOOK FOLDER
"""

import base64
import html
import io
import sys
from pathlib import Path
from typing import Any

import docx
import openpyxl
import weasyprint
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

PLAN_COLUMNS = ("Ref", "Action", "Owner", "Due", "Status")


def read(workbook: str) -> dict[str, list[dict[str, Any]]]:
    """Each sheet as dictionaries; the heading is the first row."""
    sheets = {}
    for sheet in openpyxl.load_workbook(workbook, data_only=True).worksheets:
        heading, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    return sheets


def draw(codes: list[str], colours: list[str]) -> tuple[bytes, bytes]:
    """A heatmap of squares, as SVG and PNG."""
    rows = -(-len(codes) // 6)
    figure = Figure(figsize=(6.7, 0.8 * rows))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 6), ylim=(rows, 0))
    axes.set_axis_off()
    for place, (code, colour) in enumerate(zip(codes, colours, strict=True)):
        row, column = divmod(place, 6)
        axes.add_patch(Rectangle((column, row), 0.95, 0.95, fc=colour))
        axes.text(column + 0.5, row + 0.5, code, ha="center", va="center")
    svg, png = io.BytesIO(), io.BytesIO()
    surface: Any = FigureCanvasSVG(figure)
    surface.print_svg(svg)
    FigureCanvasAgg(figure).print_figure(png, dpi=200)
    return svg.getvalue(), png.getvalue()


def word(folder: Path, name: str, build: Any, context: dict[str, Any], picture: bytes | None = None) -> None:
    """A Word template made on the spot and filled."""
    blank, raw = docx.Document(), io.BytesIO()
    blank.add_heading("{{ title }}", 0)
    build(blank)
    blank.save(raw)
    template = DocxTemplate(raw)
    if picture:
        context["picture"] = InlineImage(template, io.BytesIO(picture), width=Mm(160))
    template.render(context, autoescape=True)
    template.save(folder / f"{name}.docx")


def narrative(document: Any) -> None:
    """A picture and bullets."""
    for text, style in (("{{ picture }}", None), ("{%p for text in bullets %}", None), ("{{ text }}", "List Bullet"),
                        ("{%p endfor %}", None)):  # fmt: skip
        document.add_paragraph(text, style)


def plan(document: Any) -> None:
    """A table with a row for each action."""
    table = document.add_table(rows=4, cols=len(PLAN_COLUMNS))
    for place, name in enumerate(PLAN_COLUMNS):
        table.cell(0, place).text = name
        table.cell(2, place).text = f"{{{{ row['{name}'] }}}}"
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"


def pdf(folder: Path, name: str, title: str, body: str) -> None:
    """A page with a style of two lines."""
    style = "@page { size: A4; margin: 2cm } body { font: 12pt 'Liberation Sans' } table { border-collapse: collapse }"
    page = f"<html lang=en-GB><title>{title}</title><style>{style}</style><h1>{title}</h1>{body}</html>"
    weasyprint.HTML(string=page).write_pdf(folder / f"{name}.pdf", pdf_variant="pdf/ua-1")


def main(workbook: str, folder: Path) -> None:
    """Everything, one thing after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = read(workbook)
    colours = {level[name]: level["Colour"] for level in sheets["Scale"] for name in ("Level", "Mark")}
    for theme in sheets["Themes"]:
        title = f"Theme {theme['Number']}: {theme['Name']}"
        cells = [row for row in sheets["Criteria"] if row["Theme"] == theme["Number"]]
        bullets = [str(row["Text"]) for row in sheets["Narrative"] if row["Theme"] == theme["Number"]]
        svg, png = draw([row["Code"] for row in cells], [colours.get(row["Rating"], "#cccccc") for row in cells])
        (folder / f"theme-{theme['Number']}.svg").write_bytes(svg)
        (folder / f"theme-{theme['Number']}.png").write_bytes(png)
        word(folder, f"theme-{theme['Number']}", narrative, {"title": title, "bullets": bullets}, png)
        items = "".join(f"<li>{html.escape(text)}" for text in bullets)
        source = base64.b64encode(svg).decode()
        image = f"<img alt=Heatmap width='100%' src='data:image/svg+xml;base64,{source}'>"
        pdf(folder, f"theme-{theme['Number']}", title, f"{image}<ul>{items}</ul>")
    rows = [{name: str(row[name]) for name in PLAN_COLUMNS} for row in sheets["Actions"]]
    word(folder, "action-plan", plan, {"title": "Action plan", "rows": rows})
    head = "".join(f"<th>{name}" for name in PLAN_COLUMNS)
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(row[name])}" for name in PLAN_COLUMNS) for row in rows)
    pdf(folder, "action-plan", "Action plan", f"<table><thead><tr>{head}<tbody>{lines}</table>")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
