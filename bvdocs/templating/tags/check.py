"""What of a template's tags is at fault: broken, not closed, not understood; and what no block of a page prints."""

from collections.abc import Iterator

from jinja2 import nodes

from bvdocs.core.enclosed import COMMENTS
from bvdocs.core.findings import Finding
from bvdocs.core.places import TemplatePlace
from bvdocs.core.quoting import quoted, shortened
from bvdocs.templating import rules
from bvdocs.templating.names.types import written
from bvdocs.templating.pages.library import Library, Refusal
from bvdocs.templating.source import TemplateText
from bvdocs.templating.tags.messages import broken_faults, not_understood, unclosed_fault, unknown_fault, unopened_fault

# What nobody sees, wherever it stands.


def check_tags(source: TemplateText, library: Library) -> Iterator[Finding]:
    """Report everything that is wrong with the tags of a text, but for the names in them."""
    for rule, faults in (
        (rules.BROKEN_TAG, broken_faults(source.scanned, word=source.is_word)),
        (rules.NOT_UNDERSTOOD, map(unknown_fault, source.unknown)),
        (rules.NEVER_CLOSED, map(unclosed_fault, source.blocks.unclosed)),
        (rules.NEVER_OPENED, map(unopened_fault, source.blocks.unopened)),
    ):
        for fault in faults:
            yield source.fault(rule, *fault)
    if refusal := library.refusal(source):
        yield _refused(source, refusal)
    if not source.is_word:
        yield from _blocks_twice(source)


def _refused(source: TemplateText, refusal: Refusal) -> Finding:
    if not refusal.line:
        return rules.NOT_UNDERSTOOD.at(
            TemplatePlace(source.file),
            f"the tags of this template cannot be understood: {refusal.said}.",
            "Take the one that came with bvdocs again, and make the changes one by one.",
        )
    tags = [
        tag
        for tag in source.scanned.tags
        if tag.line <= refusal.line <= tag.line + tag.text.count("\n") and tag.opening != "{#"
    ]
    return source.fault(rules.NOT_UNDERSTOOD, *not_understood(tags, refusal.line, refusal.said))


def _blocks_twice(source: TemplateText) -> Iterator[Finding]:
    """Report the blocks of a page that have the same name: each would be printed in the place of the other."""
    seen: set[str] = set()
    for tag in source.scanned.tags:
        name = tag.inside.removeprefix("block").split() if tag.word == "block" else []
        if name and name[0] in seen:
            message = f"{quoted(tag.text)} is there twice: a block has its name for itself."
            yield source.fault(rules.UNKNOWN_BLOCK, tag.line, message, "Put what both hold into one of them.")
        seen.update(name[:1])


def check_outside_of_blocks(source: TemplateText, tree: nodes.Template) -> Iterator[Finding]:
    """Report words of a page that is put into a frame, where only what stands in blocks is printed."""
    for output in tree.body:
        for each in output.nodes if isinstance(output, nodes.Output) else ():
            data = each.data if isinstance(each, nodes.TemplateData) else ""
            data = COMMENTS.replaced(data, lambda comment: "\n" * comment.count("\n")).replace("\ufeff", "")
            blank = data[: len(data) - len(data.lstrip())].count("\n")
            if words := shortened(data) or written(each):
                message = f"'{words}' stands outside of every block, so it is never printed."
                hint = "Move it between {% block body %} and its {% endblock %}."
                yield source.fault(rules.NEVER_PRINTED, each.lineno + blank, message, hint)
