"""Links that a page template sets itself: they are published as they are."""

import html
import re
from collections.abc import Iterator

from bvdocs.core.addresses import as_uri
from bvdocs.core.enclosed import COMMENTS, TAGS
from bvdocs.core.findings import Finding
from bvdocs.core.link_services import why_not_as_it_is
from bvdocs.core.quoting import quoted
from bvdocs.templating import rules
from bvdocs.templating.source import TemplateText
from bvdocs.templating.tags.scan import blanked

# Or all of the tag, without an address: no other begins in it.
_LINK = re.compile(r"<(?:a|area)\b(?:[^>]*?\s(?:xlink:)?href\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)|[^>]*)", re.IGNORECASE)
# Where an address without one leads is known where the page is put on the web; these two lead nowhere else.
_ELSEWHERE = re.compile(r"(?!(?:data|javascript):)[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)


def check_links(source: TemplateText) -> Iterator[Finding]:
    """Report links that must not be published as they are; an address with a tag in it is not known before."""
    text = TAGS.replaced(COMMENTS.replaced(source.text, blanked), blanked)
    for found in _LINK.finditer(text):
        address = html.unescape((found[1] or "").strip("\"'")).strip()
        if "\0" in address or not _ELSEWHERE.match(address):
            continue
        why = why_not_as_it_is(f"https:{address}" if address.startswith("//") else address)
        line = text.count("\n", 0, found.start(1)) + 1
        if why:
            message = f"the link to {quoted(address)} would be published, but {why}."
            yield source.fault(rules.PAGE_LINK, line, message, "Link to a public web page, or take the link out.")
        elif as_uri(address) != address:
            message = f"the address {quoted(address)} holds a character that may not stand in one."
            yield source.fault(rules.PAGE_ADDRESS, line, message, f"Write {quoted(as_uri(address))}.")
