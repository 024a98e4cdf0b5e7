"""The rules on exempt words that stand in a text which will be public all the same."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bvdocs.checks.printed_text import Passage, action_passages, main_passage, printed_passages
from bvdocs.checks.prose import RAISED, words
from bvdocs.checks.registry import Problem, check
from bvdocs.core.model import Assessment, Criterion
from bvdocs.core.places import CellRef
from bvdocs.core.publishing import announced_reasons, published

# So many words in a row do not stand in two texts by chance; a text of fewer than the least may.
_TELLING_RUN, _LEAST = 8, 6
_PART_OF_NAME = re.compile(r"[0-9]+|[^\W\d_]+")
_PART_OF_TEXT = re.compile(rf"[0-9]+|[^\W\d_{RAISED}]+")


def tells_exempt(text: str, assessment: Assessment) -> bool:
    """Say whether a text that no cell holds, such as a version's note, names an exempt row or has words of one."""
    names = _ExemptNames(assessment)
    secrets = [*_main_texts(assessment), *_other_texts(assessment)]
    shared = _shared(secrets, [Passage(CellRef(), text)], whole=False)
    return bool(names.first_in(text)) or any(shared)


@check("W221", "A published text mentions the code of an exempt characteristic or the reference of an exempt action.")
def exempt_code_in_text(assessment: Assessment) -> Iterator[Problem]:
    names = _ExemptNames(assessment)
    for passage in printed_passages(published(assessment)) if names else ():
        if name := names.first_in(passage.text):
            yield Problem(
                passage.where,
                f"the text mentions {name}, which is exempt, and would be published.",
                "Take it out of the text, or mark this row as exempt too.",
                passage.text,
                confidential=True,
            )


class _ExemptNames:
    """The codes of exempt characteristics and the references of exempt actions, as anyone may write them.

    They are found by their letters and figures without noughts, and seen to by a pattern of their own.
    """

    def __init__(self, assessment: Assessment) -> None:
        exempt = sorted(assessment.exempt_codes) + [each.ref for each in assessment.actions if each.exempt]
        # By what it is found by, the place of each pattern among all of them.
        self._places: dict[str, list[int]] = {}
        self._most_parts = 0
        written: dict[str, int] = {}
        for code in exempt:
            pattern = _as_written(_PART_OF_NAME.findall(code))
            if pattern and pattern not in written:
                parts = _PART_OF_TEXT.findall(code)
                self._places.setdefault(_squeezed(parts), []).append(written.setdefault(pattern, len(written)))
                self._most_parts = max(self._most_parts, len(parts))
        self._patterns = [re.compile(rf"(?<!\w)(?:{each})(?![^\W{RAISED}])", re.IGNORECASE) for each in written]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def first_in(self, text: str) -> str:
        """Return the first of the names that stands in a text, as it stands there; '' if none does."""
        parts = _PART_OF_TEXT.findall(text) if self else []
        near = set(self._places.get("", ()))
        for start in range(len(parts)):
            squeezed = ""
            for part in parts[start : start + self._most_parts]:
                squeezed += _squeezed([part])
                near.update(self._places.get(squeezed, ()))
        found = filter(None, (self._patterns[place].search(text) for place in sorted(near)))
        first = min(found, key=lambda match: match.start(), default=None)
        return first[0] if first else ""


# An expression that does not tell capitals from small letters takes these for an i too.
_LIKE_I = str.maketrans("\u0130\u0131", "ii")


def _squeezed(parts: Sequence[str]) -> str:
    return "".join(parts).translate(_LIKE_I).casefold().replace("0", "")


def _as_written(parts: Sequence[str]) -> str:
    """Return a pattern for a code of these parts as anyone may write it: 'L005', 'l 005', 'L5', 'L-5'."""
    return r"[\W_]?".join(f"0*{part.lstrip('0') or '0'}" if part.isdigit() else part for part in parts)


@check("E222", "A published text holds all of an exempt bullet or action.")
def exempt_text_published(assessment: Assessment) -> Iterator[Problem]:
    for passage, secret in _shared(_main_texts(assessment), _published(assessment), whole=True):
        yield _leak(passage, "holds that of", secret)


@check("W223", "A published text holds many words in a row of an exempt one.")
def exempt_words_published(assessment: Assessment) -> Iterator[Problem]:
    main, texts = _main_texts(assessment), _published(assessment)
    known = {passage.where for passage, _ in _shared(main, texts, whole=True)}
    for passage, secret in _shared([*main, *_other_texts(assessment)], texts, whole=False):
        if passage.where not in known:
            yield _leak(passage, "repeats a long run of words of", secret)


def _leak(passage: Passage, holds: str, secret: Passage) -> Problem:
    """Return the problem that a published text `holds` what an exempt one says, without quoting them."""
    return Problem(
        passage.where,
        f"the text {holds} {secret.where}, which is exempt: it would be published.",
        "Mark this row as exempt too, or take the exempt words out of it.",
        passage.text,
        confidential=True,
    )


def _main_texts(assessment: Assessment) -> list[Passage]:
    """Return what exempt bullets and actions say."""
    secret = [row for row in assessment.every_row if row.exempt and not isinstance(row, Criterion)]
    refs = {action.ref for action in assessment.actions if action.exempt}
    secret += [each for each in assessment.milestones if each.action in refs and not each.exempt]
    return list(map(main_passage, secret))


def _other_texts(assessment: Assessment) -> list[Passage]:
    """Return what is said beside exempt actions, but for their owners, and the names of exempt characteristics."""
    texts = [main_passage(each) for each in assessment.criteria if each.exempt]
    for action in assessment.actions:
        if action.exempt:
            known = {action.source.at("Owner"), main_passage(action).where}
            texts += [passage for passage in action_passages(action) if passage.where not in known]
    public = announced_reasons(assessment)
    reasons = (row for row in assessment.every_row if row.exempt and row.exempt_reason not in ("", *public))
    return [*texts, *(Passage(row.source.at("Exempt reason"), row.exempt_reason) for row in reasons)]


def _published(assessment: Assessment) -> list[Passage]:
    """Return every published text, where anything is exempt that one might hold."""
    return printed_passages(published(assessment)) if any(row.exempt for row in assessment.every_row) else []


def _shared(secrets: Sequence[Passage], texts: Iterable[Passage], *, whole: bool) -> Iterator[tuple[Passage, Passage]]:
    """Yield each of the texts with the first of the secrets that stands in it, whole or for many words in a row."""
    # By the first words of each run, so that a text is gone through once; and by its length.
    runs: dict[tuple[str, ...], dict[int, dict[tuple[str, ...], int]]] = {}
    for place, secret in enumerate(secrets):
        said = words(secret.text)
        length = len(said) if whole else min(len(said), _TELLING_RUN)
        for run in (said[start : start + length] for start in range(len(said) - length + 1)):
            if length >= _LEAST:
                runs.setdefault(run[:_LEAST], {}).setdefault(length, {}).setdefault(run, place)
    for passage in texts if runs else ():
        said = words(passage.text)
        found = (
            at_length.get(said[start : start + length])
            for start in range(len(said) - _LEAST + 1)
            for length, at_length in runs.get(said[start : start + _LEAST], {}).items()
        )
        first = min((place for place in found if place is not None), default=None)
        if first is not None:
            yield passage, secrets[first]
