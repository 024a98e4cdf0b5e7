"""Addresses in links and in words: who can open them, and whom they name."""

import re
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, unquote, urlsplit

WEB_OR_MAIL = ("http://", "https://", "mailto:")
# Before the '@' are 64 letters at most (RFC 5321, 4.5.3.1.1).
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
# Names that are given out inside a network only (RFC 6762, RFC 8375, and those that Windows networks have).
_INSIDE = re.compile(
    r"(?:.*\.)?(?:local|localhost|localdomain|internal|intranet|lan|corp|home|private|home\.arpa|test|invalid)"
    r"|(?:.*\.)?(?:[a-z0-9-]+-)?intranet\..*"
)
# Where a reader without an account of the council's is asked to sign in.
_SIGNED_IN = (
    "sharepoint.com", "teams.microsoft.com", "teams.cloud.microsoft", "outlook.office.com", "outlook.office365.com",
    "outlook.live.com", "outlook.cloud.microsoft", "mail.google.com", "planner.cloud.microsoft", "tasks.office.com",
    "app.powerbi.com",
)  # fmt: skip
# What of these anybody can open: meetings to join, reports published to the web.
_OPEN_TO_ALL = re.compile(r"/l/meetup-join/|/meet/|/view\b")
_KEY = re.compile(
    r"[?&#;](?P<name>sig|signature|(?:access_?|auth_?|id_?|refresh_?)?token|auth_?key|api_?key|password|passwd|pwd|secret"
    r"|client_secret|sas|session_?id|sid|jwt|x-(?:amz|goog)-signature)=[^&#\s]{6,}",
    re.IGNORECASE,
)
_WEB_IN_WORDS = re.compile(
    r"""(?:https?://|\bwww\.|(?<![\w.@/-])(?=[\w.-]+\.sharepoint\.com\b))[^\s<>"“”]+""", re.IGNORECASE
)
# '\\server\share', 'S:\Plans', 'file:///…'
_PATH_IN_WORDS = re.compile(r"(?<![\w\\:/])(?:\\\\[\w.$-]+\\|[a-z]:\\|file:/)[^\s,;<>\"“”]*", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?…'’”\")]}"


def email_addresses(text: str) -> list[str]:
    """Return the e-mail addresses in a text, also those that a link carries percent-encoded, once or twice."""
    return _EMAIL.findall(unquote(unquote(text)))


def key_in(text: str) -> str:
    """Return the name of the parameter of an address that looks like a key or a password; '' if none does."""
    match = _KEY.search(text)
    return match["name"] if match else ""


def why_unreachable(address: str) -> str:
    """Return why a reader cannot open an address, or must not be given it, as a clause; '' if nothing speaks for it."""
    if not address.lower().startswith(WEB_OR_MAIL):
        return "a reader of the document cannot follow it"
    if address.lower().startswith("mailto:"):
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        host = ""
    if not host or re.search(r"[\s\\]", parts.netloc):
        return "it is not a whole web address"
    if "@" in parts.netloc:
        return "it holds a user name or a password"
    return _why_host_unreachable(host, parts)


def _why_host_unreachable(host: str, parts: SplitResult) -> str:
    if _is_inside(host):
        return f"'{host}' is reached from the council's own network alone"
    asks = any(host == each or host.endswith(f".{each}") for each in _SIGNED_IN)
    return f"'{host}' asks its readers to sign in" if asks and not _OPEN_TO_ALL.search(parts.path) else ""


def _is_inside(host: str) -> bool:
    """Say whether a host is one of a network within: a name without a dot, a name or a number given out inside."""
    if ":" in host or re.fullmatch(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", host):
        try:
            number = ip_address(host.partition("%")[0])
        except ValueError:
            return True
        if isinstance(number, IPv6Address) and number.ipv4_mapped:
            return not number.ipv4_mapped.is_global
        return not number.is_global
    return "." not in host or bool(_INSIDE.fullmatch(host))


def addresses_in_words(text: str) -> list[str]:
    """Return the web addresses and the paths to files that stand in a text as words."""
    found = [*_WEB_IN_WORDS.finditer(text), *_PATH_IN_WORDS.finditer(text)]
    return [each[0].rstrip(_AFTER_ADDRESS) for each in sorted(found, key=lambda each: each.start())]
