"""The rules on abbreviations: short forms that a reader may not know, and their sheet."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from bvdocs.checks.printed_text import Passage, common_passages, indexed, passages_by_document, running_text
from bvdocs.checks.prose import PLACEHOLDER
from bvdocs.checks.registry import Problem, check, public_check
from bvdocs.core.added_sheets import ACTION_SCALE, ADDED_SHEETS
from bvdocs.core.columns import Kind
from bvdocs.core.indexed_words import IndexedNames, IndexedTexts
from bvdocs.core.model import Abbreviation, Assessment
from bvdocs.core.places import CellRef
from bvdocs.core.publishing import published
from bvdocs.core.quoting import quoted
from bvdocs.core.schema import ABBREVIATIONS, ACTIONS, CRITERIA, NARRATIVE, REPORT, REPORT_FIELDS, SCALE, THEMES
from bvdocs.core.shared_columns import EXEMPT

# Known to every reader of a public paper, or words by now. The Report sheet's 'Common abbreviations' adds to them.
COMMON = frozenset(
    re.findall(
        r"\S+",
        """
    A&E AM B&B BBC CCTV COVID DRAFT DVD EU FAQ GP GWh ID IT MP MWh NHS OK PC PDF PIN PM Q&A SMS TV UK UN USA VAT
    ALL AND ANY MUST NO NOT OR
        """,
    )
)
# 'CHoS', 'NS-BVN', 'KPIs', 'S.151'; not 'TW20', nor 'McDonald', of which the program only looks at the capitals.
_SHORT_FORM = re.compile(
    r"(?<![\w@.])(?:[A-Z](?:[A-Za-z]*[A-Z])[A-Za-z]?(?:[-&][A-Z]{2,}s?)*|[A-Z]&[A-Z]+s?|S\.?\s?\d{2,3}|s\.?\d{2,3})(?![\w@]|[./-]\d)"
)
# Addresses, and words that are shouted.
_NOT_READ = re.compile(r"(?<!\S)(?=\S*?(?:://|\bwww\.))\S+|\b[A-Z]{2,}(?:\s+[A-Z]{2,}){2,}\b|\b[A-Z]{4,}\s+[A-Z]{4,}\b")
_ROMAN = re.compile(r"[IVX]+")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
# What may stand about a short form in brackets: '(the “LGA”)'.
_BEFORE_BARE = re.compile(r"[\s\"“'‘]*(?:the\s+[\s\"“'‘]*)?")
_CLOSING_QUOTES = "\"”'’"
# In letters; the words that a short form stands for are before its brackets, and fewer.
_FARTHEST = 600
_MOST_CAPITALS_IN_A_WORD = 7


# Where a short form may be used or explained, and what is none though it looks like one.
_TEXTS = [
    (sheet, column.name)
    for sheet in (REPORT, SCALE, THEMES, CRITERIA, NARRATIVE, ACTIONS, *ADDED_SHEETS)
    for column in (*sheet.columns, *(REPORT_FIELDS if sheet is REPORT else ()))
    if column.kind in (Kind.TEXT, Kind.RICH) or column is EXEMPT
]
_NAMES = [
    (ABBREVIATIONS, "Short"),
    (REPORT, "Common abbreviations"),
    (CRITERIA, "Code"),
    (ACTIONS, "Ref"),
    (SCALE, "Mark"),
    (ACTION_SCALE, "Mark"),
]


class _Explanation(NamedTuple):
    """A short form with the words that a text gives for it."""

    short: str
    full: str
    where: CellRef


@public_check(
    "W321",
    "A short form is explained neither in the document that uses it nor in the Abbreviations sheet.",
    missed_in=[*_TEXTS, *_NAMES],
)
def unexplained_abbreviation(assessment: Assessment) -> Iterator[Problem]:
    reported: set[str] = set()
    known = _known(assessment)
    common = list(common_passages(assessment))
    explained_by_all = _explained_in(common)
    # What every document prints is looked at once; what of it is not explained there may be in a document.
    open_in_common = [each for each in _used_in(common, known) if each[1] not in explained_by_all]
    in_common = indexed(common)
    for name, own in passages_by_document(assessment):
        explained = _explained_in(own)
        texts = (in_common, indexed(own))
        for where, short in (*open_in_common, *_used_in(own, known)):
            if short not in explained and short not in explained_by_all and short not in reported:
                reported.add(short)
                yield Problem(
                    where,
                    f"{quoted(short)} is not explained in {name}{_times(short, texts)}.",
                    "Add it to the Abbreviations sheet, or write it out where it is first used, the short form in"
                    " brackets behind it. What every reader knows belongs to 'Common abbreviations' in the Report"
                    " sheet.",
                )
        open_in_common = [each for each in open_in_common if each[1] not in reported]


def _explained_in(passages: list[Passage]) -> set[str]:
    return {each.short for passage in passages for each in _explanations(passage)}


def _used_in(passages: list[Passage], known: IndexedNames) -> Iterator[tuple[CellRef, str]]:
    """Yield each short form in the texts that is not known, with its cell."""
    return ((passage.where, short) for passage in passages for short in _short_forms(passage.text, known))


def _times(short: str, texts: Iterable[IndexedTexts]) -> str:
    """Return the words that say how often a document, with these texts, uses the short form; '' for once."""
    number = sum(len(_whole_word(short).findall(text)) for some in texts for text in some.that_may_hold(short))
    return f", which uses it {number} times" if number > 1 else ""


def _known(assessment: Assessment) -> IndexedNames:
    """Return what needs no explanation, longest first: what its sheet explains, what is common, codes and levels."""
    listed = {each.short for each in assessment.abbreviations} | set(assessment.report.common_abbreviations)
    codes = {each.code for each in assessment.criteria} | {each.ref for each in assessment.actions}
    levels = {word for level in assessment.scale for word in (*level.name.split(), level.mark) if len(word) > 1}
    return IndexedNames(sorted(COMMON | listed | codes | levels, key=len, reverse=True))


@cache
def _whole_word(short: str) -> re.Pattern[str]:
    """Return the expression for a short form as a whole word, alone or in the plural; there may be thousands."""
    return re.compile(rf"(?<!\w){re.escape(short)}s?(?!\w)")


def _short_forms(text: str, known: IndexedNames) -> Iterator[str]:
    """Yield the short forms in a text that are not known, without the s of a plural."""
    text = _NOT_READ.sub("·", text)
    if not _SHORT_FORM.search(text):
        return
    for each in known.that_may_stand_in(text):
        if each in text:
            text = _whole_word(each).sub("·", text)
    for match in _SHORT_FORM.finditer(text):
        short = match[0].removesuffix("s")
        if _is_short_form(short):
            yield short


def _is_short_form(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if any(letter.isdigit() for letter in word):
        return True
    if _ROMAN.fullmatch(word) or (word.isupper() and word.isalpha() and len(word) >= _MOST_CAPITALS_IN_A_WORD):
        return False  # a number, or a word that is shouted
    if PLACEHOLDER.fullmatch(word):
        return False
    return capitals >= 2 and capitals * 2 > len(letters)


def _explanations(passage: Passage) -> Iterator[_Explanation]:
    """Yield what the text explains as 'Corporate Leadership Team (CLT)' or as 'CLT (Corporate Leadership Team)'."""
    for match in _IN_BRACKETS.finditer(passage.text):
        inside, before = _bare(match[1]), passage.text[max(match.start() - _FARTHEST, 0) : match.start()].rstrip()
        short = inside.removesuffix("s")
        if _SHORT_FORM.fullmatch(inside) and _is_short_form(short):
            full = _full_before(short, before)
            if full:
                yield _Explanation(short, full, passage.where)
            continue
        last = _SHORT_FORM.search(before, before.rfind(" ") + 1)
        if last and _stands_for(last[0].removesuffix("s"), inside):
            yield _Explanation(last[0].removesuffix("s"), inside, passage.where)


def _bare(inside: str) -> str:
    """Return what is in brackets without quotation marks, an article before it, and the s of a genitive."""
    text = inside[_BEFORE_BARE.match(inside).end() :]  # type: ignore[union-attr]
    text = text.rstrip().rstrip(_CLOSING_QUOTES + " ")
    return text.removesuffix("’s").removesuffix("'s")


def _full_before(short: str, before: str) -> str:
    """Return the words before the brackets that the short form is of, about as many as it has letters; else ''."""
    words = re.split(r"\s+", before)
    for number in range(len(short) + 3, 1, -1):
        full = " ".join(words[-number:])
        if number <= len(words) and _stands_for(short, full):
            return full
    return ""


def _stands_for(short: str, full: str) -> bool:
    """Say whether it may be short for the words: it begins as they do, and most of its letters begin one of them."""
    initials = [word[0].casefold() for word in re.findall(r"\w+", full)]
    letters = [letter.casefold() for letter in short if letter.isalnum()]
    if len(initials) < 2 or initials[0] != letters[0]:
        return False
    return sum(letter in initials for letter in letters) * 2 >= len(letters)


@check("W322", "An entry of the Abbreviations sheet is used in no document.", missed_in=_TEXTS)
def unused_abbreviation(assessment: Assessment) -> Iterator[Problem]:
    public, whole = indexed(running_text(published(assessment))), indexed(running_text(assessment))
    for entry in assessment.abbreviations:
        if entry.short and not public.use(entry):
            yield Problem(
                entry.source.at("Short"),
                f"{quoted(entry.short)} is used nowhere in the documents.",
                "Delete the row, or see whether the texts write it differently.",
                confidential=whole.use(entry),
            )


@check("W323", "A short form is given twice, or is explained differently in a text.")
def two_meanings(assessment: Assessment) -> Iterator[Problem]:
    public = list(running_text(published(assessment)))
    texts = indexed(public)
    entries: dict[str, Abbreviation] = {}
    for entry in assessment.abbreviations:
        first = entries.setdefault(entry.short, entry)
        if first is not entry and entry.short:
            yield Problem(
                entry.source.at("Short"),
                f"{quoted(entry.short)} is already in {first.source.at('Short')}, as {quoted(first.full)}.",
                "Keep one of the two; two meanings need two short forms.",
                confidential=not texts.use(entry),
            )
    yield from _explained_differently(public, entries)


def _explained_differently(passages: list[Passage], entries: dict[str, Abbreviation]) -> Iterator[Problem]:
    """Yield a problem for each text whose words for a short form are not those of its sheet or of the first text."""
    first = {
        short: _Explanation(short, entry.full, entry.source.at("Full")) for short, entry in entries.items() if short
    }
    for passage in passages:
        for said in _explanations(passage):
            known = first.setdefault(said.short, said)
            if not _same_words(known.full, said.full):
                yield Problem(
                    said.where,
                    f"{quoted(said.short)} is explained as {quoted(said.full)} here, and as {quoted(known.full)} in"
                    f" {known.where}.",
                    "Use the same words in both places, or another short form.",
                )


def _same_words(one: str, other: str) -> bool:
    """Say whether one ends as the other: how many of the words before the brackets belong to it is a guess."""
    first, second = (" ".join(re.findall(r"\w+", each.casefold())) for each in (one, other))
    return first.endswith(second) or second.endswith(first)
