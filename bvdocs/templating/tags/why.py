"""Why a tag cannot be understood, in plain words."""

import re
from difflib import get_close_matches

from bvdocs.core.quoting import shortened
from bvdocs.templating.tags.blocks import KINDS, MIDDLES
from bvdocs.templating.tags.scan import Tag

_OTHERS = ("include", "import", "from", "extends", "print")
KNOWN = (*KINDS, *MIDDLES, *(f"end{kind}" for kind in KINDS), *_OTHERS)

_CURLY = re.compile("[“”‘’„«»]")
_STRANGE = re.compile(r"[^\w\s.,()\[\]{}'\"|=!<>+\-*/%~:]")
_TWO_NAMES = re.compile(r"[\w.]+\s+[\w.]+$")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SIGNS = {"&&": "and", "||": "or", "!": "not"}


def why(tag: Tag) -> tuple[str, str]:
    """What is wrong with a tag, and what to do."""
    reason, hint = (
        _by_word(tag) or _by_signs(tag) or ("", "Compare it with such a tag in the template that came with bvdocs.")
    )
    said = f"the tag '{shortened(tag.text)}' cannot be understood{f': {reason}' if reason else ''}."
    return said.replace("?.", "?"), hint


def _by_word(tag: Tag) -> tuple[str, str] | None:
    """By the word that a `{% %}` begins with."""
    if tag.opening != "{%":
        return None
    word, rest = tag.word, tag.inside[len(tag.word) :].strip()
    if word in ("p", "tr", "tc"):
        return f"there is no tag '{word}' here", (
            f"In Word, write {{%{word} without a space between; in a page leave the '{word}' out."
        )
    if word and word not in KNOWN:
        near = get_close_matches(word.casefold(), KNOWN, n=3)
        if "for" in near and re.search(r"\bin\b", rest):
            near = ["for"]
        meant = f"; did you mean '{near[0]}'?" if near else ""
        return f"there is no tag '{word}'{meant}", "A tag begins with for, if, else, endfor, endif, set or the like."
    if word == "for" and not re.search(r"\w\s+in\s+\S", rest):
        return "it does not say what to repeat for", "A loop is written such as {% for action in theme.actions %}."
    if word == "else" and rest:
        return "'else' stands alone", "Write {% elif … %} for a further condition."
    if word.startswith("end") and rest:
        return f"'{word}' stands alone", f"Write {{% {word} %}}."
    if word in ("if", "elif") and not rest:
        return "it does not say on which condition", "A condition is written such as {% if theme.actions %}."
    if word in ("if", "elif") and re.search(r"[^=!<>]=[^=]", rest):
        return "one '=' does not compare", "Write == between what is to be the same."
    return None


def _by_signs(tag: Tag) -> tuple[str, str] | None:
    """By the signs in it."""
    inside = tag.inside
    rest = _QUOTED.sub("", inside)
    if not inside:
        return "it is empty", "Write in it what is to be filled in, or delete it."
    if found := _CURLY.search(inside):
        return f"'{found[0]}' is a curly quotation mark", "Write straight quotation marks: ' or \"."
    if "'" in rest or '"' in rest:
        return "a quotation mark is missing", "Write one before and one behind the words."
    if any(rest.count(one) != rest.count(other) for one, other in ("()", "[]", "{}")):
        return "a bracket is missing", "To each bracket that opens belongs one that closes."
    for sign, instead in _SIGNS.items():
        if re.search(rf"{re.escape(sign)}(?!=)", rest):
            return f"'{sign}' is not for these templates", f"Write '{instead}'."
    if found := _STRANGE.search(rest):
        return (
            f"the character '{found[0]}' has no place in it",
            "A name is made of letters, digits and _, with full stops between.",
        )
    if ".." in rest or re.search(r"\.\s*($|[)|\]])", rest) or rest.startswith("."):
        return "a name is missing beside a full stop", "Write the name, or delete the full stop."
    if tag.opening == "{{" and _TWO_NAMES.match(rest):
        return (
            "two names stand side by side",
            "A name has no space in it; parts are joined by full stops: report.title.",
        )
    return None
