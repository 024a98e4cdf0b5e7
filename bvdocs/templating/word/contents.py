"""Where the list of contents of a Word template may stand."""

from collections.abc import Iterator

from bvdocs.core.enclosed import Enclosed
from bvdocs.core.findings import Finding
from bvdocs.core.quoting import shortened
from bvdocs.templating import rules
from bvdocs.templating.word.file import WordFile

_HEADING = "heading 1"
_HINT = "Put the tag alone in a paragraph of the text, or take it out."


def check_contents(file: WordFile) -> Iterator[Finding]:
    """Report lists of contents in a header, beside words, or with nothing to list."""
    headings = {style for style, name in file.styles.items() if name.casefold() == _HEADING}
    for source in file.sources:
        for tag in source.scanned.tags:
            if tag.opening != "{{" or tag.inside != "contents":
                continue
            paragraph = source.paragraphs[tag.line - 1]
            held = next((piece.held_by for piece in paragraph.pieces if tag.text in piece.text and piece.held_by), "")
            beside = _beside(paragraph.words, tag.text)
            if source.part:
                why = f"stands in the {source.part}"
            elif held:
                why = f"belongs to {held}"
            elif beside:
                why = f"does not stand alone in its paragraph, but beside '{shortened(beside)}'"
            elif not any(each.style in headings for each in file.sources[0].paragraphs if each.text.strip()):
                why = "has nothing to list: no paragraph has the style 'Heading 1'"
            else:
                continue
            yield source.fault(rules.CONTENTS_MISPLACED, tag.line, f"{{{{ contents }}}} {why}.", _HINT)


_OTHER_TAGS = Enclosed({r"\{%": r"%\}", r"\{#": r"#\}", r"\{\{(?!\s*contents\s*\}\})": r"\}\}"})


def _beside(words: str, tag: str) -> str:
    """Return the words of the paragraph, and a second list of contents, but no other tag: it may print nothing."""
    rest = words.replace(tag, "", 1)
    return _OTHER_TAGS.replaced(rest, lambda _: "").replace("\0", "").strip()
