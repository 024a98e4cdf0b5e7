"""The page templates of a folder, as Jinja reads them; a text with faults is mended first, as far as it must be."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import TemplateError, nodes

from bvdocs.templating.folder import read_plain
from bvdocs.templating.source import Source
from bvdocs.templating.tags.blocks import MIDDLES, WORD_ONLY, Pair, Unclosed, opens
from bvdocs.templating.tags.scan import Tag

# A beginning for each kind of end, to see whether the end alone is right.
_BEGINNINGS = {
    "for": "for x in x", "if": "if x", "block": "block x", "macro": "macro x()", "call": "call x()",
    "filter": "filter upper", "with": "with", "autoescape": "autoescape true", "set": "set x", "raw": "raw",
}  # fmt: skip
# What the parser may raise: of a nesting too deep, or a number too long, in its own words.
_FAULTS = (TemplateError, ValueError, RecursionError, OverflowError)


class _Edit(NamedTuple):
    """What stands in place of a stretch of text; the lines stay as many."""

    start: int
    end: int
    instead: str
    order: int = 0


class Library:
    """The texts of one folder; each is read once."""

    def __init__(self, folder: Path, environment: Any) -> None:
        self._folder = folder
        self.environment = environment
        self._pages: dict[str, Source | None] = {}
        self._trees: dict[Source, tuple[nodes.Template | None, list[Tag]]] = {}

    def page(self, name: str) -> Source | None:
        """A page template, or None if it is not there or cannot be read."""
        if name not in self._pages:
            self._pages[name] = self._read(name)
        return self._pages[name]

    def _read(self, name: str) -> Source | None:
        if "\0" in name or ".." in Path(name).parts or Path(name).is_absolute():
            return None
        try:
            return Source(name, read_plain(self._folder / name))
        except (OSError, ValueError):
            return None

    def page_names(self) -> list[str]:
        """The files that a template can take in."""
        return sorted(path.name for path in self._folder.glob("*.html"))

    def names_tried(self) -> list[str]:
        """Every page template that was asked for, there or not."""
        return list(self._pages)

    def pages_read(self) -> list[Source]:
        """Every page template that was looked at."""
        return [page for page in self._pages.values() if page]

    def taken_in(self, template: nodes.Node, missing: Callable[[str, int], None] | None) -> Source | None:
        """The file that a tag names; `missing` is told of one that is not there."""
        if isinstance(template, nodes.Const) and isinstance(template.value, str):
            names = [template.value]
        elif isinstance(template, (nodes.List, nodes.Tuple)) and all(
            isinstance(each, nodes.Const) and isinstance(each.value, str) for each in template.items
        ):
            names = [each.value for each in template.items]  # type: ignore[attr-defined]
        else:
            return None
        found = next((page for name in names if (page := self.page(name))), None)
        there = any((self._folder / name).is_file() for name in names if "\0" not in name)
        if found is None and not there and names and missing:
            missing(names[0], template.lineno)
        return found

    def tree(self, source: Source) -> nodes.Template | None:
        """What Jinja makes of a text, once it is mended; None if it can make nothing of it."""
        return self._read_as(source)[0]

    def bad_tags(self, source: Source) -> list[Tag]:
        """The tags that cannot be understood."""
        return self._read_as(source)[1]

    def _read_as(self, source: Source) -> tuple[nodes.Template | None, list[Tag]]:
        if source not in self._trees:
            self._trees[source] = self._parse(source)
        return self._trees[source]

    def _parse(self, source: Source) -> tuple[nodes.Template | None, list[Tag]]:
        edits = [*_edits(source)]
        try:
            return self._parsed(_edited(source.text, edits)), []
        except _FAULTS:
            bad = [tag for tag in source.scanned.tags if not self._is_understood(tag, source)]
        giving = [tag.inside for tag in bad if tag.opening == "{%"]
        source.guessed.update(name for inside in giving for name in re.findall(r"[A-Za-z_]\w*", inside))
        try:
            return self._parsed(_edited(source.text, [*edits, *_without(bad, source)])), bad
        except _FAULTS:
            return None, bad

    def _parsed(self, text: str) -> nodes.Template:
        tree: nodes.Template = self.environment.parse(text)
        return tree

    def _is_understood(self, tag: Tag, source: Source) -> bool:
        """Whether the tag alone is right, whatever it belongs to."""
        if tag.opening == "{#":
            return True
        kind = tag.word.removeprefix("end")
        own = _own(tag) if source.word else ""
        own = own or f"{tag.opening} {tag.inside} {'}}' if tag.opening == '{{' else '%}'}"
        if opens(tag):
            own = f"{own}{{% end{tag.word} %}}"
        elif tag.word in MIDDLES:
            own = f"{{% if x %}}{own}{{% endif %}}"
        elif kind in _BEGINNINGS and tag.word != kind:
            own = f"{{% {_BEGINNINGS[kind]} %}}{own}"
        try:
            self._parsed(own)
        except _FAULTS:
            return False
        return bool(tag.inside)


def _own(tag: Tag) -> str:
    """What docxtpl's own tags come to."""
    if tag.opening == "{%" and tag.word in WORD_ONLY:
        rest = tag.inside[len(tag.word) :].strip()
        return f"{{{{ {rest} }}}}" if rest else "{# #}"
    return ""


def _edits(source: Source) -> Iterator[_Edit]:
    """What makes a text of which Jinja can read all, whatever loops are not closed."""
    for each in source.scanned.broken:
        yield _Edit(each.start, each.end, "")
    for tag in source.scanned.tags:
        if source.word and (own := _own(tag)):
            yield _Edit(tag.start, tag.end, own)
        elif tag.whole:
            yield _Edit(tag.start + 2, tag.start + 2 + len(tag.whole), " ")
    for wrong in source.blocks.unopened:
        instead = f"{{% end{wrong.instead.word} %}}" if wrong.instead else ""
        yield _Edit(wrong.tag.start, wrong.tag.end, instead)
    for open_one in source.blocks.unclosed:
        yield _closing(open_one, open_one.begin.word, len(source.text))


def _closing(open_one: Unclosed, kind: str, end: int) -> _Edit:
    place = open_one.before.start if open_one.before else end
    return _Edit(place, place, f"{{% end{kind} %}}", -open_one.begin.start)


def _without(bad: list[Tag], source: Source) -> Iterator[_Edit]:
    """The text without the tags that cannot be understood, but with what they hold."""
    blocks: list[Pair | Unclosed] = [*source.blocks.pairs, *source.blocks.unclosed]
    block_of = {each.begin.start: each for each in blocks}
    for tag in bad:
        block = block_of.get(tag.start)
        if block is not None and tag.word != "raw":
            yield _Edit(tag.start, tag.end, "{% if true %}", 1)
            if isinstance(block, Pair):
                yield _Edit(block.end.start, block.end.end, "{% endif %}", 1)
            else:
                yield _closing(block, "if", len(source.text))
        elif tag.word in MIDDLES:
            yield _Edit(tag.start, tag.end, "{% else %}" if tag.word == "else" else "{% elif true %}", 1)
        elif any(isinstance(each, Pair) and each.end.start == tag.start for each in blocks):
            yield _Edit(tag.start, tag.end, f"{{% {tag.word} %}}", 0)
        else:
            yield _Edit(tag.start, tag.end, "", 1)


def _edited(text: str, edits: list[_Edit]) -> str:
    """The text with its edits; of two for the same tag the one that came later."""
    last: dict[tuple[int, int, int], _Edit] = {}
    for edit in edits:
        last[(edit.start, edit.end, edit.order if edit.start == edit.end else 0)] = edit
    # A change within a tag that is replaced as a whole is none.
    replaced = [(edit.start, edit.end) for edit in last.values() if edit.end - edit.start > 2 + len("tr")]
    kept = [edit for edit in last.values() if not any(start < edit.start and edit.end < end for start, end in replaced)]
    pieces: list[str] = []
    place = 0
    for edit in sorted(kept, key=lambda each: (each.start, each.end, each.order)):
        start = max(edit.start, place)
        pieces += [text[place:start], edit.instead, "\n" * text.count("\n", start, max(edit.end, start))]
        place = max(edit.end, place)
    return "".join((*pieces, text[place:]))
