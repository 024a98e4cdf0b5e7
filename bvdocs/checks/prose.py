"""Text taken apart as the checks need it: words, sentences, placeholders."""

import re

# Raised and lowered figures, as of a footnote: a part of no word. For the inside of a pattern's brackets.
RAISED = "²³¹⁰ⁱ⁴-ⁿ₀-₎"
_WORD = re.compile(rf"[^\W{RAISED}]+")
_APOSTROPHES = str.maketrans("", "", "'’‘")
# A stop, perhaps a closing quote or bracket, and a capital after it.
_SENTENCE_END = re.compile(r"(?<=[.!?])([\"”’)]?)\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
# Stops that end no sentence.
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|etc|cf|vs|approx|art|para|pp?|ss?|[Ff]ig|[Rr]ef|Nos?|Mr|Mrs|Ms|Dr|St|Prof|Rev|Cllr|[A-Z])\.$"
)

PLACEHOLDER = re.compile(
    r"\b(?:tb[cda]|t\.b\.[cda]|lorem|todo)\b|\bxx+[km]?\b|£x+[km]?\b|\bto\s+be\s+confirmed\b"
    r"|\b(?:text|details|figures?)\s+to\s+follow\b|^insert\b[^.]{1,40}\bhere\b"
    r"|\[(?![^\]]{0,200}\bredacted)\s*(?:to\s+insert|insert|draft|add|date|figure|name|number(?!s)|to\s+be|to\s+follow)\b[^\]]*\]?"
    r"|<\s*insert\b[^>]*>?|\{\{|(?<!\w)\?\?+",
    re.IGNORECASE,
)
# What people type to say that there is nothing to say.
_NOTHING = re.compile(
    r"[-–—.]*|n/?a|nil|none|no(?:t\s+applicable|\s+updates?|\s+evidence|thing\s+to\s+report)", re.IGNORECASE
)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, in small letters and without what stands between them."""
    return tuple(_WORD.findall(text.translate(_APOSTROPHES).casefold()))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a line break ends one too."""
    found = [""]
    start = 0
    for end in _SENTENCE_END.finditer(text):
        found[-1] += text[start : end.start()] + (end[1] or "")
        start = end.end()
        if "\n" not in end[0] and _ABBREVIATED.search(found[-1]):
            found[-1] += " "
        else:
            found.append("")
    found[-1] += text[start:]
    return [sentence for sentence in found if sentence]


def says_nothing(text: str) -> bool:
    """Say whether a text is blank, or only a dash, 'none' or a placeholder."""
    bare = text.strip(" .")
    return bool(_NOTHING.fullmatch(bare) or PLACEHOLDER.fullmatch(bare))
