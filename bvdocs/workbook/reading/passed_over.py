"""What is told of parts of a workbook's file that are at fault and hold no cell that is read."""

from collections.abc import Sequence
from itertools import groupby

from bvdocs.core.places import CellRef
from bvdocs.workbook.reading import rules
from bvdocs.workbook.reading.hidden_parts import named
from bvdocs.workbook.reading.plain_package import PassedOver
from bvdocs.workbook.reading.rules import ReportFinding


def report_passed_over(passed_over: Sequence[PassedOver], report: ReportFinding) -> None:
    """Report the parts that were passed over, those of a sheet that are so for the same reason together."""
    in_order = sorted(passed_over, key=lambda each: (each.sheet, each.why))
    for (sheet, why), group in groupby(in_order, key=lambda each: (each.sheet, each.why)):
        parts = list(dict.fromkeys(each.part for each in group))
        what = f"the part {parts[0]}" if len(parts) == 1 else f"each of the parts {named(parts)}"
        report(
            rules.PASSED_OVER,
            CellRef(sheet),
            f"{what} of the workbook file {why}; no cell that is read is in it, and the cells are read all the same.",
            "Nothing, if the workbook is as it should be in Excel; saving it there once writes every part anew.",
        )
