"""The page templates of a folder, each read once, and what Jinja makes of a template's text."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes

from bvdocs.core.findings import Finding
from bvdocs.core.places import TemplatePlace
from bvdocs.templating import rules
from bvdocs.templating.folder import read_plain
from bvdocs.templating.source import TemplateText
from bvdocs.templating.tags.blocks import WORD_ONLY
from bvdocs.templating.tags.scan import Tag


class Refusal(NamedTuple):
    """Why Jinja cannot read a text, in its own words; `line` is 0 where it names none."""

    line: int
    said: str


class Library:
    """The texts of one folder, each read once; `findings` are of those that cannot be read."""

    def __init__(self, folder: Path, environment: Environment) -> None:
        self._folder = folder
        self.environment = environment
        self.pages: dict[str, TemplateText | None] = {}  # those that were asked for, None for one that cannot be read
        self.findings: list[Finding] = []
        self._trees: dict[TemplateText, nodes.Template | Refusal | None] = {}

    def page(self, name: str) -> TemplateText | None:
        """Return a page template; None if it is not there or cannot be read."""
        if name not in self.pages:
            self.pages[name] = self.read(name)
        return self.pages[name]

    def read(self, name: str) -> TemplateText | None:
        """Return the text of a page or a style sheet; None if it is not there or cannot be read."""
        if "\0" in name or ".." in Path(name).parts or Path(name).is_absolute():
            return None
        path = self._folder / name
        try:
            return TemplateText(name, read_plain(path))
        except UnicodeDecodeError as fault:
            line = path.read_bytes()[: fault.start].count(b"\n") + 1
            where = TemplatePlace(name, f"line {line}")
            said, hint = "a character in it is not UTF-8.", "Save the file as plain text in UTF-8."
            self.findings.append(rules.NOT_UTF_8.at(where, said, hint))
        except OSError as fault:
            if path.exists():
                said, hint = f"the file cannot be opened: {fault.strerror}.", "See what it is, and who may read it."
                self.findings.append(rules.TEMPLATE_MISSING.at(TemplatePlace(name), said, hint))
        return None

    def page_names(self) -> list[str]:
        """Return the names of the files that a template can take in."""
        return sorted(path.name for path in self._folder.glob("*.html"))

    def taken_in(self, template: nodes.Node, missing: Callable[[str, int], None] | None) -> TemplateText | None:
        """Return the file that a tag names, None if it works the name out; report a missing one to `missing`."""
        if not isinstance(template, nodes.Const) or not isinstance(template.value, str):
            return None
        found, name = self.page(template.value), template.value
        if found is None and missing and ("\0" in name or not (self._folder / name).is_file()):
            missing(name, template.lineno)
        return found

    def tree(self, source: TemplateText) -> nodes.Template | None:
        """Return what Jinja makes of a text; None if its tags are not whole or Jinja refuses them."""
        tree = self._read_as(source)
        return tree if isinstance(tree, nodes.Template) else None

    def refusal(self, source: TemplateText) -> Refusal | None:
        """Return why Jinja refuses a text all of whose tags are whole; None if it does not."""
        tree = self._read_as(source)
        return tree if isinstance(tree, Refusal) else None

    def _read_as(self, source: TemplateText) -> nodes.Template | Refusal | None:
        if source not in self._trees:
            self._trees[source] = self._parse(source) if source.is_whole else None
        return self._trees[source]

    def _parse(self, source: TemplateText) -> nodes.Template | Refusal:
        try:
            return self.environment.parse("".join(_in_plain_jinja(source)))
        except TemplateSyntaxError as fault:
            return Refusal(fault.lineno, fault.message or "")
        except (TemplateError, ValueError, RecursionError, OverflowError) as fault:  # too deep, or too long a number
            return Refusal(0, str(fault))


def _in_plain_jinja(source: TemplateText) -> Iterator[str]:
    """Yield the text in pieces, docxtpl's own tags as Jinja's: `{%tr for …` as `{% for …`; lines stay as they are."""
    place = 0
    for tag in source.scanned.tags if source.is_word else ():
        yield source.text[place : tag.start]
        yield _plain(tag)
        place = tag.end
    yield source.text[place:]


def _plain(tag: Tag) -> str:
    if tag.opening == "{%" and tag.word in WORD_ONLY:
        given = tag.inside.removeprefix(tag.word).strip()
        return f"{{{{ {given} }}}}" if given else ""
    return f"{tag.opening} {tag.text[2 + len(tag.whole) :]}" if tag.whole else tag.text
