"""A state of the documents that is typed in a template: 'DRAFT' would stand in final versions too."""

import re
from collections.abc import Iterator
from operator import itemgetter

from bvdocs.core.findings import Finding
from bvdocs.core.quoting import quoted
from bvdocs.templating import rules
from bvdocs.templating.source import TemplateText
from bvdocs.templating.stale_words import typed_lines
from bvdocs.templating.word.file import WordFile
from bvdocs.templating.word.walk import local_name

_STANDS = "stands in every version, final ones too."
_HINT = "Take it out: {{ report.edition.line }} says what each version is."
_IN_TEXT = re.compile(r"\bDRAFT\b")
# In a header or a footer little else is said, so that the word alone says what the document is.
_IN_FURNITURE = re.compile(r"\bdraft\b", re.IGNORECASE)
_IN_A_STYLE = re.compile(r"\bcontent\s*:(?:[^;}]*?\b(draft)\b|[^;}]*)", re.IGNORECASE)
# Those that Word offers, and the like.
_WATERMARK = re.compile(
    r"\b(?:draft|final|sample|specimen|confidential|do not copy|not for publication)\b", re.IGNORECASE
)


def check_typed_status(source: TemplateText) -> Iterator[Finding]:
    """Report 'DRAFT' typed in a page or a part of a Word template, but not where it asks which edition it is."""
    form = _IN_FURNITURE if source.part.startswith(("header", "footer")) else _IN_TEXT
    start = 0
    for number, line in enumerate(typed_lines(source), 1):
        found = form.search(line)
        if found and not _is_asked_for(source, start + found.start()):
            yield source.fault(rules.TYPED_STATUS, number, f"'{found[0]}' is typed, and {_STANDS}", _HINT)
        start += len(line) + 1


def _is_asked_for(source: TemplateText, at: int) -> bool:
    """Say whether a place of the text is within a condition on the edition."""
    around = (each for each in source.blocks.pairs if each.begin.end <= at < each.end.start)
    return any("edition" in tag.inside for each in around for tag in (each.begin, *each.middles))


def check_status_of_style(source: TemplateText) -> Iterator[Finding]:
    """Report 'DRAFT' that a style sheet writes on pages."""
    for found in filter(itemgetter(1), _IN_A_STYLE.finditer(source.text)):
        line = source.text.count("\n", 0, found.end()) + 1
        yield source.fault(rules.TYPED_STATUS, line, f"the 'DRAFT' that the style sheet writes {_STANDS}", _HINT)


def check_watermarks(file: WordFile) -> Iterator[Finding]:
    """Report watermarks, and other letters drawn as a shape, that say what a document is."""
    asking = {
        source.part
        for source in file.sources
        for tag in source.scanned.tags
        if tag.word == "if" and "edition" in tag.inside
    }
    for text in file.texts:
        for met in text.met if text.part not in asking else ():
            said = met.element.get("string", "") if local_name(met.element) == "textpath" else ""
            if _WATERMARK.search(said) and "{" not in said:
                message = f"the watermark {quoted(said)} {_STANDS}"
                yield rules.TYPED_STATUS.at(file.place(text.part, met.number), message, _HINT_OF_WATERMARK)


_HINT_OF_WATERMARK = f"In Word: Design, Watermark, Remove Watermark. {_HINT}"
