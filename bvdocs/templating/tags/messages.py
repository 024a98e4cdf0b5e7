"""What is wrong with the tags of a text, in the words of whoever writes templates."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bvdocs.core.quoting import nearest, shortened
from bvdocs.templating.tags.blocks import KINDS, KNOWN, Unopened
from bvdocs.templating.tags.scan import Broken, Scanned, Tag

_CURLY = re.compile("[“”‘’„«»]")
_STRANGE = re.compile(r"[^\w\s.,()\[\]{}'\"|=!<>+\-*/%~:]")
_TWO_NAMES = re.compile(r"[\w.]+\s+[\w.]+$")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_COMPARE = "Compare it with such a tag in the template that came with bvdocs."


class TagFault(NamedTuple):
    """What is wrong in a line of the text, and what to do."""

    line: int
    message: str
    hint: str


def broken_faults(scanned: Scanned, *, word: bool) -> Iterator[TagFault]:
    """Yield what is wrong with tags that lack their beginning or their end."""
    for each in scanned.broken:
        yield _broken(each, word)
    for tag in scanned.tags if word else ():
        if tag.opening == "{{" and tag.whole:
            message = f"'{{{{{tag.whole}' in the tag '{tag.text}' is not for these templates."
            yield TagFault(tag.line, message, "Write '{{' alone: bold, italic and links come by themselves.")


def _broken(each: Broken, word: bool) -> TagFault:
    if each.missing == "{{ and }}":
        message = f"'{each.text}' is no tag, and would be printed as it stands: {{{{ and }}}} have two braces each."
        return TagFault(each.line, message, "Write the braces twice.")
    whole = "Write the tag as a whole, in one paragraph." if word else "Write the tag as a whole."
    return TagFault(each.line, f"the tag '{each.text}' is broken: {each.missing} is missing.", whole)


def unclosed_fault(begin: Tag) -> TagFault:
    """Return what is wrong with a loop, a condition or a block that is never closed."""
    kind, end = KINDS[begin.word], f"{{% end{begin.word} %}}"
    message = f"the {kind} {_written(begin)} is never closed: {end} is missing."
    return TagFault(begin.line, message, f"Put {_written_end(begin)} where the {kind} is to end.")


def unopened_fault(wrong: Unopened) -> TagFault:
    """Return what is wrong with an end or a middle to which nothing belongs."""
    tag = wrong.tag
    if wrong.instead:
        begin = wrong.instead
        what = f"the {KINDS[begin.word]} {_written(begin)}"
        message = f"{_written(tag)} cannot end {what}: {{% end{begin.word} %}} is expected."
        return TagFault(tag.line, message, f"Put {_written_end(begin)} in its place.")
    if tag.word in ("else", "elif"):
        message = f"{_written(tag)} stands in no condition: the {{% if … %}} before it is missing."
    else:
        kind = tag.word.removeprefix("end")
        message = f"{_written(tag)} ends a {KINDS[kind]} that never began: {{% {kind} … %}} is missing."
    return TagFault(tag.line, message, "Put back what is missing, or delete this tag.")


def _written(tag: Tag) -> str:
    """Return the tag in its plain form, as the documentation writes it."""
    return f"{{%{tag.whole} {' '.join(tag.inside.split())} %}}"


def _written_end(begin: Tag) -> str:
    return f"{{%{begin.whole} end{begin.word} %}}"


def unknown_fault(tag: Tag) -> TagFault:
    """Return what is wrong with a tag that begins with a word that no tag begins with."""
    word, said = tag.word, f"the tag '{shortened(tag.text)}' cannot be understood: there is no tag '{tag.word}'"
    if word in ("p", "tr", "tc"):
        hint = f"In Word, write {{%{word} without a space between; in a page leave the '{word}' out."
        return TagFault(tag.line, f"{said} here.", hint)
    near = "for" if word[0] == "f" and re.search(r"\bin\b", tag.inside) else nearest(word, KNOWN)
    meant = f"; did you mean '{near}'?" if near else "."
    return TagFault(tag.line, said + meant, "A tag begins with for, if, else, endfor, endif, set or the like.")


def not_understood(tags: Sequence[Tag], line: int, said: str) -> TagFault:
    """Return why Jinja cannot read a line with these tags: in plain words, or else as Jinja `said`."""
    for tag in tags:
        if known := _by_word(tag) or _by_signs(tag):
            reason, hint = known
            message = f"the tag '{shortened(tag.text)}' cannot be understood: {reason}."
            return TagFault(tag.line, message.replace("?.", "?"), hint)
    what = f"the tag '{shortened(tags[0].text)}'" if len(tags) == 1 else "a tag here"
    return TagFault(line, f"{what} cannot be understood: {said.rstrip('.')}.", _COMPARE)


def _by_word(tag: Tag) -> tuple[str, str] | None:
    """Return why a `{% %}` with this word cannot be understood, and what to do; None if that is not known."""
    if tag.opening != "{%":
        return None
    word, rest = tag.word, tag.inside[len(tag.word) :].strip()
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
    """Return which sign of the tag keeps it from being understood, and what to do; None if that is not known."""
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
