"""What of an assessment may be published."""

from collections.abc import Iterator
from dataclasses import replace

from bvdocs.core.model import Assessment, Criterion, words_of


def published(assessment: Assessment) -> Assessment:
    """Return the assessment without its exempt rows, and without what only they would bring into documents.

    That is the mention of an exempt characteristic in an open row, and what explains abbreviations of exempt rows
    alone. Nor has it the ratings that stand beside a reference to another characteristic, which are not used.
    Everything that is counted, drawn or printed starts from this (Local Government Act 1972, Schedule 12A).
    """
    hidden = assessment.exempt_codes

    def open_codes(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(code for code in codes if code not in hidden)

    exempt_words = "\n".join(text for row in assessment.rows if row.exempt for text in words_of(row))
    open_words = "\n".join(_open_texts(assessment))
    return replace(
        assessment,
        abbreviations=tuple(
            each
            for each in assessment.abbreviations
            if each.is_used_in(open_words) or not each.is_used_in(exempt_words)
        ),
        criteria=tuple(_without_unused_ratings(each) for each in assessment.criteria if not each.exempt),
        bullets=tuple(
            replace(each, criteria=open_codes(each.criteria)) for each in assessment.bullets if not each.exempt
        ),
        actions=tuple(
            replace(each, criteria=open_codes(each.criteria)) for each in assessment.actions if not each.exempt
        ),
    )


def _without_unused_ratings(row: Criterion) -> Criterion:
    return replace(row, rating=None, previous=None) if row.see and (row.rating or row.previous) else row


def _open_texts(assessment: Assessment) -> Iterator[str]:
    """Yield every text that is not of an exempt row, whichever sheet it stands in."""
    yield from assessment.report.notes
    for row in (assessment.report, *assessment.scale, *assessment.themes, *assessment.rows):
        if not getattr(row, "exempt", False):
            yield from words_of(row)
