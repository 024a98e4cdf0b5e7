"""Services that put an address of their own in the place of a link: filters of mail, and search engines.

Such a link tells the service who follows it, often names the person whose mail it stood in, and dies with the
subscription. Where it leads is written in most of them.
"""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from bvdocs.core.addresses import email_addresses, key_in, why_malformed, why_unreachable


class Redirected(NamedTuple):
    """What a link goes through, and the address it leads to: '' if the link does not say."""

    service: str
    address: str


def redirected(link: str) -> Redirected | None:
    """Return what a link goes through and where it leads, however often it was wrapped; None for a plain one."""
    found: Redirected | None = None
    address = link
    # Each wrapping is longer than what it wraps, so this ends.
    while step := _one_step(address):
        found = Redirected(found.service if found else step.service, step.address)
        address = step.address
    return found


def why_private(address: str) -> str:
    """Return why an address leads readers nowhere, or past a filter, as a clause; '' if nothing speaks for it."""
    behind = redirected(address)
    return f"it goes through {behind.service}" if behind else why_unreachable(address)


def why_not_as_it_is(link: str) -> str:
    """Return why a link must not be published as it is, as a clause; '' if it may be.

    A place in the document and a telephone number may be. Whom a link writes to is meant to be read, and the path of
    a meeting holds what looks like an e-mail address, so a person is looked for behind '?' and '#' alone.
    """
    if link.casefold().startswith(("#", "tel:")):
        return ""
    if why := why_malformed(link) or why_private(link):
        return why
    if key := key_in(link):
        return f"it carries what looks like a key, '{key}'"
    behind_the_path = "".join(re.findall(r"[?#].*", link, re.DOTALL)) if "://" in link else ""
    named = email_addresses(behind_the_path)
    return f"it carries the e-mail address '{named[0]}'" if named else ""


def _one_step(link: str) -> Redirected | None:
    if "://" not in link:
        return None
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return None
    for name, pattern, read in _SERVICES:
        if re.fullmatch(pattern, f"{host}{parts.path}", re.IGNORECASE | re.DOTALL):
            address = read(link)
            if address and parts.fragment and "#" not in address and read is not _proofpoint_3:
                address = f"{address}#{parts.fragment}"
            return Redirected(name, address)
    return None


def _parameter(*names: str) -> Callable[[str], str]:
    """Return a reader of the address that stands in the first of these parameters that a link has."""

    def read(link: str) -> str:
        given = parse_qs(urlsplit(link).query)
        address = next((given[name][0] for name in names if name in given), "")
        return address if "://" in address or address.startswith("mailto:") else ""

    return read


def _nothing(_link: str) -> str:
    """Return '': the service alone knows where its links lead."""
    return ""


def _proofpoint_2(link: str) -> str:
    """Return the address in Proofpoint's second form, in which '-' stands for '%' and '_' for '/'."""
    written = parse_qs(urlsplit(link).query).get("u", [""])[0]
    return unquote(written.translate(str.maketrans("-_", "%/")))


# How many characters '**A' stands for, '**B', and so on.
_RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _proofpoint_3(link: str) -> str:
    """Return the address in Proofpoint's third form: '*' and '**A' stand for characters that follow in Base64.

    As Proofpoint's own published decoder has it; '' if the link is cut off.
    """
    behind = link.partition("/v3/__")[2]
    end = behind.find("__;", 1)
    characters, is_whole, _ = behind[end + 3 :].partition("!")
    if end < 1 or not is_whole:
        return ""
    try:
        replaced = urlsafe_b64decode(f"{characters}==").decode()
    except ValueError:
        return ""
    place = 0

    def put_back(token: re.Match[str]) -> str:
        nonlocal place
        start, place = place, place + (_RUN_LENGTHS.index(token[0][-1]) + 2 if len(token[0]) > 1 else 1)
        return replaced[start:place]

    address = re.sub(r"\*(?:\*[\w-])?", put_back, unquote(behind[:end]), flags=re.ASCII)
    # Some mail programs make one slash of two.
    return re.sub(r"^(https?:/)(?=[^/])", r"\1/", address)


# Name, pattern of host and path, and how the address is read.
_SERVICES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    (
        "Microsoft's Safe Links",
        r"(?:[\w-]+\.)*safelinks\.protection\.(?:outlook\.com|office365\.us|partner\.outlook\.cn)(?:/.*)?"
        r"|statics\.teams\.cdn\.office\.net/evergreen-assets/safelinks/.*",
        _parameter("url"),
    ),
    ("Google's redirect", r"(?:www\.)?google\.[a-z.]{2,6}/url", _parameter("q", "url")),
    ("Proofpoint's link service", r"urldefense(?:\.proofpoint)?\.(?:com|us)/v3/.*", _proofpoint_3),
    ("Proofpoint's link service", r"urldefense\.proofpoint\.com/v2/.*", _proofpoint_2),
    ("Proofpoint's link service", r"urldefense\.proofpoint\.com/v1/.*", _parameter("u")),
    ("Mimecast's link service", r"(?:[\w-]+\.)*(?:mimecast|mimecastprotect)\.com/(?:s|r)/.*", _nothing),
    ("Barracuda's link service", r"linkprotect\.cudasvc\.com/url", _parameter("a")),
    ("Symantec's link service", r"clicktime\.(?:symantec\.com|cloud\.postoffice\.net)/.*", _parameter("u")),
    ("Trellix's link service", r"protect2?\.fireeye\.com/.*", _parameter("u")),
    ("Facebook's redirect", r"lm?\.facebook\.com/l\.php", _parameter("u")),
)
