"""Shows in a body, header or cell of the newer document what a comparison found: paragraphs and tables, in order."""

from bvdocs.render.redline.carry_over import Context
from bvdocs.render.redline.paragraphs import compare_paragraph, mark_contents
from bvdocs.render.redline.revision_marks import Revision
from bvdocs.render.redline.steps import Plan, RowStep, Step
from bvdocs.render.redline.tables import paragraphs_in
from bvdocs.render.redline.wordml import ROW, TABLE, Element, insert_after, remove


def show_plan(context: Context, plan: Plan) -> None:
    """Write what became of each block into the newer document, as tracked changes."""
    before: Element | None = None
    gone = []
    for step in plan.steps:
        before = _show(context, step, before, plan.first)
        if step.block.is_table and not step.newer:
            gone.append(before)
    for table in gone:
        _join_to_neighbour(table)
    if plan.superfluous is not None:
        remove(plan.superfluous)


def _join_to_neighbour(table: Element) -> None:
    """Put the rows of a deleted table into one that it touches, if it does: Word makes one table of the two anyway."""
    following, preceding = table.getnext(), table.getprevious()
    rows = table.findall(ROW)
    if following is not None and following.tag == TABLE:
        first = following.findall(ROW)[0]
        for row in rows:
            first.addprevious(row)
    elif preceding is not None and preceding.tag == TABLE:
        preceding.extend(rows)
    else:
        return
    remove(table)


def _show(context: Context, step: Step, before: Element | None, first: Element) -> Element:
    """Show a step in the newer document and return the element that shows it.

    What was deleted is copied to where it stood: behind `before`, or in front of `first` if it was the first.
    """
    element = step.block.element
    if not step.newer:
        element = insert_after(before, context.copy_of(element), first)
    if step.block.is_table:
        _show_table(context, step, element)
        return element
    if step.older and step.newer:
        compare_paragraph(context, step.older.element, element)
    elif step.revision:
        mark_contents(context, element, step.revision)
    if step.end:
        context.marker.mark_end(element, step.end)
    if step.remembers is not None:
        context.marker.remember_format(element, step.remembers, context.copy_of)
    if step.takes is not None:
        context.marker.replace_format(element, step.takes)
    return element


def _show_table(context: Context, step: Step, table: Element) -> None:
    if step.revision:
        for row in table.findall(ROW):
            _mark_row(context, row, step.revision)
    else:
        _show_rows(context, step.rows)


def _show_rows(context: Context, rows: tuple[RowStep, ...]) -> None:
    first = next(row.newer.element for row in rows if row.newer)
    before: Element | None = None
    for row in rows:
        if row.newer:
            before = row.newer.element
        elif row.older:
            before = insert_after(before, context.copy_of(row.older.element), first)
        if before is None:
            continue
        if row.older and row.newer:
            for cell in row.cells:
                show_plan(context, cell)
        else:
            _mark_row(context, before, Revision.INSERTED if row.newer else Revision.DELETED)


def _mark_row(context: Context, row: Element, revision: Revision) -> None:
    """Mark a row with all that is in it."""
    for each in list(row.iter(ROW)):
        context.marker.mark_row(each, revision)
    for paragraph in paragraphs_in(row):
        mark_contents(context, paragraph, revision)
        context.marker.mark_end(paragraph, revision)
