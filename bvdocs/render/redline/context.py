"""What is at hand while one part of the newer document is compared with its older self."""

from dataclasses import dataclass

from bvdocs.render.redline.carry_over import Loans, Source
from bvdocs.render.redline.revision_marks import Marks


@dataclass(frozen=True)
class Desk:
    """The marks, the loans, and the two parts."""

    marks: Marks
    loans: Loans
    older: Source
    newer: Source
