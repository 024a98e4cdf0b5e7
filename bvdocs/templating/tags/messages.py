"""What is wrong with the tags of a text, in the words of whoever writes templates."""

from collections.abc import Iterator
from typing import NamedTuple

from bvdocs.templating.tags.blocks import KINDS, Blocks, Unopened
from bvdocs.templating.tags.scan import Broken, Scanned, Tag


class TagFault(NamedTuple):
    """What is wrong in a line of the text, and what to do; `unclosed` of a loop that is never closed."""

    line: int
    message: str
    hint: str
    unclosed: bool = False


def broken_faults(scanned: Scanned, *, word: bool) -> Iterator[TagFault]:
    """Tags that lack their beginning or their end."""
    for each in scanned.broken:
        yield _broken(each, word)
    for tag in scanned.tags if word else ():
        if tag.opening == "{{" and tag.whole:
            sign = f"{{{{{tag.whole}"
            yield TagFault(
                tag.line,
                f"'{sign}' in the tag '{tag.text}' is not for these templates.",
                "Write '{{' alone: bold, italic and links come by themselves.",
            )


def _broken(each: Broken, word: bool) -> TagFault:
    if each.missing == "{{ and }}":
        return TagFault(
            each.line,
            f"'{each.text}' is no tag, and would be printed as it stands: {{{{ and }}}} have two braces each.",
            "Write the braces twice.",
        )
    whole = "Write the tag as a whole, in one paragraph." if word else "Write the tag as a whole."
    return TagFault(each.line, f"the tag '{each.text}' is broken: {each.missing} is missing.", whole)


def block_faults(blocks: Blocks) -> Iterator[TagFault]:
    """Loops and conditions that are never closed, and ends to which nothing belongs."""
    for each in blocks.unclosed:
        kind, end = KINDS[each.begin.word], f"{{% end{each.begin.word} %}}"
        yield TagFault(
            each.begin.line,
            f"the {kind} {_written(each.begin)} is never closed: {end} is missing.",
            f"Put {_written_end(each.begin)} where the {kind} is to end.",
            unclosed=True,
        )
    for wrong in blocks.unopened:
        yield _unopened(wrong)


def _unopened(wrong: Unopened) -> TagFault:
    tag = wrong.tag
    if wrong.instead:
        begin = wrong.instead
        what = f"the {KINDS[begin.word]} {_written(begin)}"
        return TagFault(
            tag.line,
            f"{_written(tag)} cannot end {what}: {{% end{begin.word} %}} is expected.",
            f"Put {_written_end(begin)} in its place.",
        )
    if tag.word in ("else", "elif"):
        message = f"{_written(tag)} stands in no condition: the {{% if … %}} before it is missing."
    else:
        kind = tag.word.removeprefix("end")
        message = f"{_written(tag)} ends a {KINDS[kind]} that never began: {{% {kind} … %}} is missing."
    return TagFault(tag.line, message, "Put back what is missing, or delete this tag.")


def _written(tag: Tag) -> str:
    """The tag in its plain form, as the documentation writes it."""
    return f"{{%{tag.whole} {' '.join(tag.inside.split())} %}}"


def _written_end(begin: Tag) -> str:
    return f"{{%{begin.whole} end{begin.word} %}}"
