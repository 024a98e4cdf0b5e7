"""What is found by an index is just what a plain search finds, which tries each name and each secret on each text."""

import re
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bvdocs.checks import exempt_leaks
from bvdocs.checks.printed_text import Passage
from bvdocs.checks.prose import RAISED, words
from bvdocs.core.exemption import EXEMPT
from bvdocs.core.indexed_words import IndexedNames, IndexedTexts
from bvdocs.core.model import Abbreviation, Assessment, Criterion, Report
from bvdocs.core.places import CellRef, Source

SOURCE = Source("Sheet", 1)
# Punctuation, capitals, noughts, line breaks, unseen characters, raised figures, and letters with odd capitals.
LETTERS = "lLiIsSkK005127-–_./& ,'’\n\t\u00a0\u00ad\u200b\u2028²ⁿ٣éßıİſ\u212aµ\u0301"
CODES = st.lists(st.text(LETTERS, min_size=1, max_size=6), max_size=4)
# A code as it may stand in a text, or what is much like it.
TEXTS = st.lists(st.one_of(st.text(LETTERS, max_size=8), st.sampled_from(("L005", "l 5", "S1-2", "iı"))), max_size=6)
WORDS = st.sampled_from(("one", "One", "ONE", "two", "Two's", "don’t", "don't", "a", "b", "²", "x\u00ady", "ſ", "ß"))
SAID = st.lists(st.tuples(WORDS, st.sampled_from((" ", "  ", "\n", ", ", "-", "\u2028", "\u200b", "² "))), max_size=24)


def joined(parts: list[tuple[str, str]]) -> str:
    return "".join(word + between for word, between in parts)


def with_exempt(codes: list[str]) -> Assessment:
    criteria = tuple(Criterion(code, 1, "", None, None, "", "", EXEMPT, SOURCE) for code in codes)
    report: Any = Report.__new__(Report)
    return Assessment(report, (), (), criteria, (), (), (), ())


def plain_name(text: str, codes: list[str]) -> str:
    """The first name of an exempt row in a text, by one pattern of all."""
    written = []
    for code in sorted(set(codes)):
        parts = re.findall(r"[0-9]+|[^\W\d_]+", code)
        written.append(r"[\W_]?".join(f"0*{part.lstrip('0') or '0'}" if part.isdigit() else part for part in parts))
    names = "|".join(filter(None, written))
    match = re.search(rf"(?<!\w)(?:{names})(?![^\W{RAISED}])", text, re.IGNORECASE) if names else None
    return match[0] if match else ""


@given(CODES, TEXTS.map("".join))
@example(["I1"], "see ı1 and İ1")
@example(["L5²"], "see L5²")
@example(["Lⁿx-7"], "see Lⁿx7")
@example(["K9", "S-1"], "\u212a9")
@example(["L5", "L5-2"], "see L5-2")
@example(["L5-2", "L-5"], "see L 5 2")
def test_the_name_of_an_exempt_row_is_found_as_by_one_pattern(codes: list[str], text: str) -> None:
    assert exempt_leaks._ExemptNames(with_exempt(codes)).first_in(text) == plain_name(text, codes)


def plain_shared(secrets: list[Passage], texts: list[Passage], *, whole: bool) -> list[tuple[Passage, Passage]]:
    """Each text with the first secret that stands in it, each run of each secret tried on each text."""
    found = []
    for passage in texts:
        text = f" {' '.join(words(passage.text))} "
        for secret in secrets:
            said = words(secret.text)
            length = len(said) if whole else min(len(said), 8)
            runs = [f" {' '.join(said[start : start + length])} " for start in range(len(said) - length + 1)]
            if length >= 6 and any(run in text for run in runs):
                found.append((passage, secret))
                break
    return found


@given(st.lists(SAID.map(joined), max_size=4), st.lists(SAID.map(joined), max_size=3), st.data(), st.booleans())
def test_exempt_words_are_found_as_by_trying_each_run(
    secrets: list[str], texts: list[str], data: st.DataObject, whole: bool
) -> None:
    # Some of the texts hold some of a secret, or all of it.
    for secret in secrets:
        start = data.draw(st.integers(0, len(secret)))
        end = data.draw(st.one_of(st.just(len(secret)), st.integers(start, len(secret))))
        texts.append(f"{joined(data.draw(SAID))}{secret[start:end].upper()} {joined(data.draw(SAID))}")
    kept = [Passage(CellRef("Secrets", str(at)), text) for at, text in enumerate(secrets)]
    published = [Passage(CellRef("Texts", str(at)), text) for at, text in enumerate(texts)]
    found = list(exempt_leaks._shared(kept, published, whole=whole))
    assert found == plain_shared(kept, published, whole=whole)


SHORTS = st.text("aAbBs1.&- ²¹₂", min_size=1, max_size=4)


@given(st.lists(SHORTS, max_size=4), st.lists(st.text("aAbBs1.&- ²¹₂\n", max_size=12), max_size=4))
def test_short_forms_are_found_as_by_trying_each_on_each_text(shorts: list[str], texts: list[str]) -> None:
    indexed, names = IndexedTexts(texts), IndexedNames(shorts)
    for short in shorts:
        entry = Abbreviation(short, "", SOURCE)
        assert indexed.use(entry) == any(map(entry.is_used_in, texts))
        for text in filter(entry.is_used_in, texts):
            assert text in indexed.that_may_hold(short)
            assert short in names.that_may_stand_in(text)


def test_names_that_begin_alike_are_told_apart_by_their_rarest_words() -> None:
    """Else a heading of a theme would be held against the names of all."""
    names = IndexedNames([*(f"Theme {number}" for number in range(100)), "Theme", "–"])
    assert names.that_may_stand_in("What Theme 7s look like") == ["Theme 7", "Theme", "–"]
