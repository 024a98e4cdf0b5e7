"""Words typed in a template that would go stale, or be untrue: numbers, pages, the name of one theme."""

import re
from collections.abc import Iterator

from bvdocs.core.enclosed import Enclosed
from bvdocs.core.findings import Finding
from bvdocs.core.guidance import THEMES
from bvdocs.core.typed_numbers import ACTIONS_COUNTED, PAGE
from bvdocs.templating import rules
from bvdocs.templating.source import TemplateText
from bvdocs.templating.tags.scan import blanked

_UNSEEN = Enclosed({r"<style\b": r"</style\s*>", r"<script\b": r"</script\s*>", "<!--": "-->"})
_HTML_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_THEME = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name, _ in THEMES)})\b")
_STALE = (
    (
        ACTIONS_COUNTED,
        rules.TYPED_NUMBER,
        "there are more or fewer",
        "Write {{ theme.key_actions }}, which is such as 'seven key actions', or report.plan.summary.",
    ),
    (
        PAGE,
        rules.TYPED_PAGE,
        "pages break elsewhere",
        "Write {{ theme.action_refs }}, which is such as 'L-A1 to L-A7', or where pages fall as in the PDF"
        " {{ theme.action_pages }}, such as 'pages 6 to 9'.",
    ),
)
_CAPITAL = re.compile(r"\b[A-Z][\w'-]*\W*$")


def check_stale_words(source: TemplateText, *, every_theme: bool) -> Iterator[Finding]:
    """Report what is typed that should be a tag; `every_theme` says whether the text is printed for every theme."""
    for number, line in enumerate(typed_lines(source), 1):
        for form, rule, change, hint in _STALE:
            for found in form.finditer(line):
                yield source.fault(rule, number, f"'{found[0]}' is typed, and will be untrue once {change}.", hint)
        for name in _themes(line) if every_theme else ():
            message = f"'{name}' is typed, but this is printed for every theme."
            yield source.fault(rules.TYPED_THEME, number, message, "Write {{ theme.name }}.")


def typed_lines(source: TemplateText) -> list[str]:
    """Return the lines without tags: where one stood there are as many signs that no word has."""
    text = "\n".join(paragraph.words for paragraph in source.paragraphs) if source.is_word else source.text
    pieces: list[str] = []
    place = 0
    spans = [(tag.start, tag.end) for tag in source.scanned.tags]
    for start, end in sorted(spans + [(each.start, each.end) for each in source.scanned.broken]):
        pieces += [text[place:start], blanked(source.text[start:end])]
        place = end
    plain = "".join((*pieces, text[place:]))
    if not source.is_word:
        plain = _HTML_TAG.sub(lambda found: blanked(found[0]), _UNSEEN.replaced(plain, blanked))
    return plain.split("\n")


def _themes(line: str) -> Iterator[str]:
    """Yield the names of themes, but not where they are a part of another name, or begin a sentence as a plain word."""
    said: list[str] = []
    for found in _THEME.finditer(line):
        name, before, after = found[0], line[: found.start()], line[found.end() :]
        alone = not before.strip("\0 \t'\"‘“(") and not after.strip("\0 \t'\"’”).:")
        begins = not re.search(r"[\w,;:-]\W*$", before.rstrip("\0 \t"))
        within = _CAPITAL.search(before) or re.match(r"(?:\s+and)?\s+[A-Z]", after)
        if name not in said and (alone or not (within or (begins and " " not in name))):
            said.append(name)
    yield from said
