"""What is at hand while one part of the newer document is compared with its older self."""

from dataclasses import dataclass

from bvdocs.redline.loans import Loans, Source
from bvdocs.redline.marks import Marks


@dataclass(frozen=True)
class Desk:
    """The marks, the loans, and the two parts."""

    marks: Marks
    loans: Loans
    older: Source
    newer: Source
