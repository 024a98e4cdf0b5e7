"""Owns what is at hand while one part of the newer document is compared with its older self."""

from dataclasses import dataclass

from bvdocs.render.redline.carry_over import CarryOver, TextPart
from bvdocs.render.redline.revision_marks import RevisionMarker


@dataclass(frozen=True)
class Context:
    """The maker of marks, the way for elements from the older part into the newer, and the two parts."""

    marker: RevisionMarker
    carry_over: CarryOver
    older: TextPart
    newer: TextPart
