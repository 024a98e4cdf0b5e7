"""The rules on exempt words that stand in a text which will be public all the same."""

import re
from collections.abc import Iterator, Sequence

from bvdocs.checks.printed_text import Passage, action_passages, main_passage, printed_passages
from bvdocs.checks.prose import RAISED, words
from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Assessment, Criterion
from bvdocs.core.publishing import published

# So many words in a row do not stand in two texts by chance; a text of fewer than the least may.
_TELLING_RUN, _LEAST = 8, 6


@check("W221", "A published text mentions the code of an exempt characteristic or the reference of an exempt action.")
def exempt_code_in_text(assessment: Assessment) -> Iterator[Problem]:
    exempt = sorted(assessment.exempt_codes) + [each.ref for each in assessment.actions if each.exempt]
    names = "|".join(filter(None, map(_as_written, exempt)))
    for passage in printed_passages(published(assessment)) if names else ():
        match = re.search(rf"(?<!\w)(?:{names})(?![^\W{RAISED}])", passage.text, re.IGNORECASE)
        if match:
            yield Problem(
                passage.where,
                f"the text mentions {match[0]}, which is exempt, and would be published.",
                "Take it out of the text, or mark this row as exempt too.",
                passage.text,
                confidential=True,
            )


def _as_written(code: str) -> str:
    """Return a pattern for a code as anyone may write it: 'L005', 'l 005', 'L5', 'L-5'."""
    parts = re.findall(r"[0-9]+|[^\W\d_]+", code)
    return r"[\W_]?".join(f"0*{part.lstrip('0') or '0'}" if part.isdigit() else part for part in parts)


@check("E222", "A published text holds all of an exempt bullet or action.")
def exempt_text_published(assessment: Assessment) -> Iterator[Problem]:
    for passage, secret in _shared(_main_texts(assessment), assessment, whole=True):
        yield _leak(passage, "holds that", secret)


@check("W223", "A published text holds many words in a row of an exempt one.")
def exempt_words_published(assessment: Assessment) -> Iterator[Problem]:
    main = _main_texts(assessment)
    known = {passage.where for passage, _ in _shared(main, assessment, whole=True)}
    for passage, secret in _shared([*main, *_other_texts(assessment)], assessment, whole=False):
        if passage.where not in known:
            yield _leak(passage, "has many words in a row", secret)


def _leak(passage: Passage, has: str, secret: Passage) -> Problem:
    """Return the problem that a published text `has` words of an exempt one, without quoting them."""
    return Problem(
        passage.where,
        f"the text {has} of {secret.where}, which is exempt: it would be published.",
        "Mark this row as exempt too, or take the exempt words out of it.",
        passage.text,
        confidential=True,
    )


def _main_texts(assessment: Assessment) -> list[Passage]:
    """Return what exempt bullets and actions say."""
    return [main_passage(row) for row in assessment.rows if row.exempt and not isinstance(row, Criterion)]


def _other_texts(assessment: Assessment) -> list[Passage]:
    """Return what is said beside exempt actions, but for their owners, and the names of exempt characteristics."""
    texts = [main_passage(each) for each in assessment.criteria if each.exempt]
    for action in assessment.actions:
        if action.exempt:
            known = {action.source.at("Owner"), main_passage(action).where}
            texts += [passage for passage in action_passages(action) if passage.where not in known]
    return texts


def _shared(secrets: Sequence[Passage], assessment: Assessment, *, whole: bool) -> Iterator[tuple[Passage, Passage]]:
    """Yield each published text with the first of the secrets that stands in it, whole or for many words in a row."""
    runs: dict[str, Passage] = {}
    for secret in secrets:
        said = words(secret.text)
        length = len(said) if whole else min(len(said), _TELLING_RUN)
        if length >= _LEAST:
            runs |= {f" {' '.join(said[start : start + length])} ": secret for start in range(len(said) - length + 1)}
    for passage in printed_passages(published(assessment)) if runs else ():
        text = f" {' '.join(words(passage.text))} "
        found = next((secret for run, secret in runs.items() if run in text), None)
        if found:
            yield passage, found
