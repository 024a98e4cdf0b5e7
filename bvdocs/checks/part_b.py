"""What keeps Part B from being made: the rules of `bvdocs part-b` alone, for Part A prints nothing of an exempt row."""

from collections.abc import Iterator

from bvdocs.core.findings import Finding, rule
from bvdocs.core.model import Assessment
from bvdocs.core.part_b import exempt_part
from bvdocs.core.places import CellRef
from bvdocs.core.shared_columns import EXEMPT, EXEMPT_REASON

NO_PARAGRAPH = rule("E524", "An exempt row does not say under which paragraph of Schedule 12A it is (part-b alone).")
NOTHING_EXEMPT = rule("E525", "No row is exempt, so that there is no Part B (part-b alone).")
NO_REASON = rule("W526", "An exempt row does not say why it is exempt (part-b alone).")


def check_part_b(assessment: Assessment) -> Iterator[Finding]:
    """Yield what is wrong with the exempt rows of an assessment, each at its cell."""
    part = exempt_part(assessment)
    if not part.rows:
        yield NOTHING_EXEMPT.at(
            CellRef(),
            "no row is exempt: there is nothing for a Part B to hold.",
            "Put the paragraph's number, such as 3, under 'Exempt' in the rows that are not for publication.",
        )
    for row in part.rows:
        source = row.of_sheet.row.source
        if not row.paragraphs:
            yield NO_PARAGRAPH.at(
                source.at(EXEMPT.name),
                "the row is exempt, and does not say under which paragraph of Part 1 of Schedule 12A to the Local"
                " Government Act 1972.",
                "Put the paragraph's number in place of 'yes', such as 3; ask the Monitoring Officer which it is.",
                confidential=True,
            )
        if not row.reason:
            yield NO_REASON.at(
                source.at(EXEMPT_REASON.name),
                "the row is exempt, and does not say why, nor why the public interest lies in not publishing it.",
                "Say so under 'Exempt reason', in the words that may stand in Part B.",
                confidential=True,
            )
