"""The one thing of exempt rows that may be public: why the press and public are to be excluded, where a Part B is on.

Local Government Act 1972: section 100A(4) and (5) want a resolution that describes the exempt information in terms of
Schedule 12A, and section 100I says that this is what Part 1 of it describes.
"""

from collections.abc import Iterable
from typing import Protocol

from bvdocs.core.committee import Exclusion
from bvdocs.core.exemption import Exemption
from bvdocs.core.places import Source

# Part 1 of Schedule 12A, as the Local Government (Access to Information) (Variation) Order 2006 (SI 2006/88) has it.
DESCRIPTIONS = {
    1: "Information relating to any individual.",
    2: "Information which is likely to reveal the identity of an individual.",
    3: "Information relating to the financial or business affairs of any particular person (including the authority"
    " holding that information).",
    4: "Information relating to any consultations or negotiations, or contemplated consultations or negotiations, in"
    " connection with any labour relations matter arising between the authority or a Minister of the Crown and"
    " employees of, or office holders under, the authority.",
    5: "Information in respect of which a claim to legal professional privilege could be maintained in legal"
    " proceedings.",
    6: "Information which reveals that the authority proposes (a) to give under any enactment a notice under or by"
    " virtue of which requirements are imposed on a person; or (b) to make an order or direction under any enactment.",
    7: "Information relating to any action taken or to be taken in connection with the prevention, investigation or"
    " prosecution of crime.",
}


class MaybeExempt(Protocol):
    """A row of any sheet on which the workbook says whether it is exempt, and why."""

    @property
    def exempt(self) -> Exemption:
        """Return whether it is exempt, and by which paragraphs."""

    @property
    def exempt_reason(self) -> str:
        """Return why."""

    @property
    def source(self) -> Source:
        """Return where it stands."""


def exclusion_of(rows: Iterable[MaybeExempt]) -> Exclusion | None:
    """Return which paragraphs the exempt ones of these rows fall under, and why; None if no paragraph is named.

    Both are in an order that tells no row: paragraphs by number, reasons by their letters.
    """
    exempt = [row for row in rows if row.exempt]
    paragraphs = sorted({number for row in exempt for number in row.exempt.paragraphs})
    if not paragraphs:
        return None
    cells = {row.exempt_reason: row.source.at("Exempt reason") for row in reversed(exempt) if row.exempt_reason}
    reasons = sorted(cells, key=lambda reason: (reason.casefold(), reason))
    return Exclusion(tuple(paragraphs), tuple(reasons), tuple(cells[reason] for reason in reasons))
