"""Words of a page that its template hides: a browser shows them to whoever looks at the page's source."""

import re
from collections.abc import Iterator

from bvdocs.core.enclosed import COMMENTS
from bvdocs.core.findings import Finding
from bvdocs.core.quoting import shortened
from bvdocs.templating import rules
from bvdocs.templating.source import TemplateText
from bvdocs.templating.tags.scan import blanked

_ATTRIBUTE = r"""\s+[^\s"'<>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?"""
_STYLED = r"""style\s*=\s*(["'])(?:(?!\1).)*?(?:display\s*:\s*none|visibility\s*:\s*hidden)"""
_HIDING = re.compile(rf"<[a-z][\w-]*(?:{_ATTRIBUTE})*?\s+(?:hidden(?=[\s=/>])|{_STYLED})[^<>]*>([^<]*)", re.I | re.S)


def check_hidden_words(source: TemplateText) -> Iterator[Finding]:
    """Report elements with the attribute `hidden`, or whose own style does not display them."""
    text = COMMENTS.replaced(source.text, blanked)
    for found in _HIDING.finditer(text):
        words = shortened(found[2])
        said = f"'{words}' is" if words else "something is"
        line = text.count("\n", 0, found.start()) + 1
        hint = "Delete it; what stands in {# … #} is for you alone, and is left out."
        yield source.fault(rules.PAGE_HIDES_WORDS, line, f"{said} hidden in the page, but would be published.", hint)
