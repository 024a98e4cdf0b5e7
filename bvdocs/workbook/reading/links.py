"""The links of cells, set on them or made by a formula: printed, put right, or left out and told."""

import re
from collections.abc import Sequence
from dataclasses import replace

import bvdocs.workbook.reading.openpyxl_without_numpy  # noqa: F401 - before openpyxl is imported

# isort: split
from openpyxl.cell import Cell, MergedCell

from bvdocs.core.addresses import as_uri, email_addresses, why_malformed, why_unreachable
from bvdocs.core.columns import Kind, Sheet
from bvdocs.core.english import listed
from bvdocs.core.link_services import Redirected, redirected
from bvdocs.core.places import CellRef
from bvdocs.core.quoting import quoted
from bvdocs.core.rich_text import RichText
from bvdocs.core.unseen_characters import without_unseen
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.rules import ReportFinding

_TEXT = r'"(?:[^"]|"")*+"'
# The address as texts with '&' between them, for Excel takes no text of more than 255 characters; then, perhaps, words.
_LINK_FORMULA = re.compile(
    rf"\+?\s*HYPERLINK\(\s*(?P<address>{_TEXT}(?:\s*&\s*{_TEXT})*)\s*"
    rf"(?:[,;](?:{_TEXT}|[^\"()]|\((?:{_TEXT}|[^\"()])*\))*)?\)\s*",
    re.IGNORECASE,
)
_MOST_QUOTED = 120
_MOST_CELLS_NAMED = 6


def link_of(cell: Cell | MergedCell, formula: str) -> str:
    """Return the address that a cell links to, '' if none; one that begins with '#' is a place in the workbook.

    `formula` is the cell's, if it makes a link. Excel keeps what follows an address's '#' apart.
    """
    match = _LINK_FORMULA.fullmatch(formula)
    if match:
        texts = re.findall(_TEXT, match["address"])
        return _cleaned("".join(text[1:-1].replace('""', '"') for text in texts))
    link = cell.hyperlink
    if link is None:
        return ""
    return _cleaned(f"{link.target or ''}#{link.location}" if link.location else link.target or "")


def _cleaned(address: str) -> str:
    return without_unseen(address).strip()


def with_printed_link(text: RichText, formula: str, where: CellRef, report: ReportFinding) -> RichText:
    """Return the text with the link that is printed, or without; report a link that is put right or left out."""
    link = next((run.link for run in text.runs if run.link), "")
    if formula and not link:
        report(
            rules.LINK_NOT_FOLLOWED,
            where,
            f"the link that {quoted('=' + formula, _MOST_QUOTED)} makes is left out: its address is not written there.",
            "Write the address itself into HYPERLINK, in quotation marks; or set the link on the cell.",
        )
    printed = _printed_address(link, where, report) if link else ""
    return text if printed == link else RichText(tuple(replace(run, link=printed) for run in text.runs))


def _printed_address(link: str, where: CellRef, report: ReportFinding) -> str:
    """Return the address that is printed for a link, as a URI; '' if it is left out, which is reported."""
    if link.startswith("#"):
        report(
            rules.LINK_WITHIN,
            where,
            f"the link to {quoted(link[1:])}, a place in the workbook, is left out.",
            "Nothing; a reader of the documents does not have the workbook.",
        )
        return ""
    behind = redirected(link)
    address = behind.address if behind else link
    if behind and not address:
        why = f"it goes through {behind.service}, and does not say where it leads"
    else:
        why = why_malformed(address) or why_unreachable(address)
    if why:
        report(
            rules.LINK_DROPPED,
            where,
            f"the link to {quoted(_without_password(address or link), _MOST_QUOTED)} is left out: {why}.",
            "Link to an address that everybody can open, beginning with https:// or mailto:, or take the link off.",
        )
        return ""
    if behind:
        _report_redirected(behind, link, where, report)
    return as_uri(address)


def _without_password(address: str) -> str:
    """Return an address without the user name and the password in it."""
    return re.sub(r"(?<=//)[^/@]*@", "…@", address)


def _report_redirected(behind: Redirected, link: str, where: CellRef, report: ReportFinding) -> None:
    carried = [each for each in dict.fromkeys(email_addresses(link)) if each not in email_addresses(behind.address)]
    names = f" and names {listed(carried)}" if carried else ""
    report(
        rules.LINK_PUT_RIGHT,
        where,
        f"the link goes through {behind.service}{names}; it is printed as a link to '{behind.address}'.",
        "Nothing; or set the link to that address in the workbook too.",
    )


def report_unprinted_links(sheet: Sheet, links: Sequence[tuple[str, CellRef, str, str]], report: ReportFinding) -> None:
    """Report the cells whose column prints no link; `links` are a column's name, the cell, its words and its link."""
    printing = [column.name for column in sheet.columns if column.kind is Kind.RICH]
    # Excel makes a link of each address that is typed; its words say it all.
    cells = [
        where.cell
        for column, where, words, link in links
        if column not in printing and link.lower().removeprefix("mailto:").rstrip("/") not in words.lower()
    ]
    if cells:
        what = "1 cell has a link that is" if len(cells) == 1 else f"{len(cells)} cells have links that are"
        named = ", ".join(cells[:_MOST_CELLS_NAMED]) + (" and others" if len(cells) > _MOST_CELLS_NAMED else "")
        alone = f" (links are printed in {listed(printing)} alone)" if printing else ""
        report(
            rules.LINKS_UNPRINTED,
            CellRef(sheet.name, cells[0]),
            f"{what} not printed, {named}.",
            f"Nothing; or write the address into the cell's words, if readers are to have it{alone}.",
        )
