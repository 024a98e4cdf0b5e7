"""A template's text, ready to be looked at: its tags, where they are, and what Jinja makes of it."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property

from bvdocs.core.findings import Finding, Rule
from bvdocs.core.places import TemplatePlace
from bvdocs.core.quoting import shortened
from bvdocs.templating.tags.blocks import KNOWN, WORD_ONLY, Blocks, pair_tags
from bvdocs.templating.tags.scan import Scanned, Tag, scan
from bvdocs.templating.word.paragraphs import Paragraph


@dataclass(eq=False)
class TemplateText:
    """One text with tags: a page template, or a part of a Word template with a line to each paragraph.

    `part` is of a Word file, such as 'header', or empty for the body; `headings` are the styles of its headings.
    """

    file: str
    text: str
    part: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    headings: Container[str] = ()

    @property
    def is_word(self) -> bool:
        """Say whether it is a part of a Word template."""
        return bool(self.paragraphs)

    @cached_property
    def scanned(self) -> Scanned:
        """Return its tags, the broken ones too."""
        return scan(self.text, word=self.is_word)

    @cached_property
    def blocks(self) -> Blocks:
        """Return its loops and conditions, and what does not pair."""
        return pair_tags(self.scanned.tags)

    @property
    def is_whole(self) -> bool:
        """Say whether no tag is broken or unknown, and each loop and condition has its beginning and its end."""
        return not (self.scanned.broken or self.unknown or self.blocks.unclosed or self.blocks.unopened)

    @property
    def unknown(self) -> list[Tag]:
        """Return the tags that begin with a word that no tag begins with."""
        known = ("", *KNOWN, *WORD_ONLY) if self.is_word else ("", *KNOWN)
        return [tag for tag in self.scanned.tags if tag.word not in known]

    def place(self, line: int) -> TemplatePlace:
        """Return where a line of the text is, for whoever looks at the template."""
        if not self.is_word:
            return TemplatePlace(self.file, f"line {line}")
        number = self.paragraphs[line - 1].number if 0 < line <= len(self.paragraphs) else line
        return TemplatePlace(self.file, f"{self.part}, paragraph {number}" if self.part else f"paragraph {number}")

    def fault(self, rule: Rule, line: int, message: str, hint: str) -> Finding:
        """Return the finding that a rule is broken in a line of the text; in Word, with the heading that is above."""
        above = (each.text.strip() for each in reversed(self.paragraphs[: line - 1]) if each.style in self.headings)
        heading = next((shortened(text) for text in above if text), "")
        return rule.at(
            self.place(line), f"{message} It is below the heading '{heading}'." if heading else message, hint
        )


def word_source(file: str, part: str, paragraphs: list[Paragraph], headings: Container[str] = ()) -> TemplateText:
    """Return the text of a part of a Word template; `headings` are the styles of its headings."""
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    return TemplateText(file, text, part, tuple(paragraphs), headings)
