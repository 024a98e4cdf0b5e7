"""A preload of dask's for the processes of a batch: they hang, or eat memory without end, at workbooks named so.

No workbook does that today; what is tried is what a batch does if one did.
"""

import re
from pathlib import Path
from typing import Any

from bvdocs.commands.batching import work
from bvdocs.commands.check import check_inputs

HANGS, EATS, SLEEPS = "hangs.xlsx", "eats.xlsx", "sleeps.xlsx"


def dask_setup(_worker: object) -> None:
    """Have what reads a workbook do so; dask calls this in each process that begins."""

    def faulty(path: Path, *given: Any) -> Any:
        eaten = []
        while path.name == EATS:
            eaten.append(bytearray(10_000_000))
        if path.name == HANGS:
            re.match("(a+)+b", "a" * 99)  # in C, and keeps the interpreter to itself
        while path.name == SLEEPS:
            pass
        return check_inputs(path, *given)

    vars(work)["check_inputs"] = faulty
