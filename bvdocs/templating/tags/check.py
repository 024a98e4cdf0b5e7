"""Tags that are broken, loops that are not closed, tags that cannot be understood."""

import re
from collections.abc import Iterator

from jinja2 import nodes

from bvdocs.core.findings import Finding
from bvdocs.core.quoting import shortened
from bvdocs.templating import rules
from bvdocs.templating.names.types import written
from bvdocs.templating.pages.library import Library
from bvdocs.templating.source import Source
from bvdocs.templating.tags.messages import block_faults, broken_faults

# What nobody sees, wherever it stands.
_COMMENT = re.compile("<!--.*?-->|\ufeff", re.DOTALL)


def structure_of(source: Source, library: Library) -> Iterator[Finding]:
    """Everything that is wrong with the tags of a text, but for the names in them."""
    for fault in broken_faults(source.scanned, word=source.word):
        yield source.fault(rules.BROKEN_TAG, fault.line, fault.message, fault.hint)
    for fault in block_faults(source.blocks):
        rule = rules.NEVER_CLOSED if fault.unclosed else rules.NEVER_OPENED
        yield source.fault(rule, fault.line, fault.message, fault.hint)
    bad = library.bad_tags(source)
    if bad:
        from bvdocs.templating.tags.why import why  # which most templates never need

        for tag in bad:
            yield source.fault(rules.NOT_UNDERSTOOD, tag.line, *why(tag))
    if library.tree(source) is None and not bad:
        yield rules.NOT_UNDERSTOOD.at(
            source.place(1)._replace(place=""),
            "the tags of this template cannot be understood together.",
            "Take the one that came with bvdocs again, and make the changes one by one.",
        )
    yield from _blocks_twice(source)


def _blocks_twice(source: Source) -> Iterator[Finding]:
    if source.word:
        return
    seen: set[str] = set()
    for tag in source.scanned.tags:
        name = tag.inside.removeprefix("block").split() if tag.word == "block" else []
        if name and name[0] in seen:
            yield source.fault(
                rules.UNKNOWN_BLOCK,
                tag.line,
                f"'{shortened(tag.text)}' is there twice: a block has its name for itself.",
                "Put what both hold into one of them.",
            )
        seen.update(name[:1])


def _lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def outside_of_blocks(source: Source, tree: nodes.Template) -> Iterator[Finding]:
    """In a page that is put into a frame, only what stands in blocks is printed."""
    for output in tree.body:
        for each in output.nodes if isinstance(output, nodes.Output) else ():
            data = _COMMENT.sub(_lines, each.data) if isinstance(each, nodes.TemplateData) else ""
            blank = data[: len(data) - len(data.lstrip())].count("\n")
            if words := shortened(data) or written(each):
                yield source.fault(
                    rules.NEVER_PRINTED,
                    each.lineno + blank,
                    f"'{words}' stands outside of every block, so it is never printed.",
                    "Move it between {% block body %} and its {% endblock %}.",
                )
