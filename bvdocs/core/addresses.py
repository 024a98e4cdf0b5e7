"""Addresses in links and in words: who can open them, and whom they name."""

import re
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, quote, unquote, urlsplit

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
# A link to the web or to mail, its host, and what follows that.
_LINK = re.compile(r"(?P<scheme>https?|mailto):(?P<host>//[^/?#]*)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"\s*(https?|mailto)(?=:|//)", re.IGNORECASE)
_LABEL = re.compile(r"[\w-]{1,63}")
# What may stand in an address beside letters, digits and '-._~' (RFC 3986, 3.3 to 3.5).
_MAY_STAND = "%!$&'()*+,;=:@/?"
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AFTER_ADDRESS = ".,;:!?…'’”\")]}"


def email_addresses(text: str) -> list[str]:
    """Return the e-mail addresses in a text, also those that a link carries percent-encoded, once or twice."""
    return _EMAIL.findall(unquote(unquote(text)))


def is_email_address(text: str) -> bool:
    """Say whether a text is one e-mail address, as every mail program takes it, and nothing else."""
    return text.isascii() and bool(_EMAIL.fullmatch(text))


def key_in(text: str) -> str:
    """Return the name of the parameter of an address that looks like a key or a password; '' if none does."""
    match = _KEY.search(text)
    return match["name"] if match else ""


def why_malformed(link: str) -> str:
    """Return why a link to the web or to mail is no whole address, as a clause; '' if it is one, or leads elsewhere."""
    parts = _LINK.fullmatch(link)
    if parts is None:
        return ""
    twice = _SCHEME.match(((parts["host"] or "") + parts["rest"]).removeprefix("//"))
    if twice:
        both = f"'{parts['scheme']}:'" if twice[1].casefold() == parts["scheme"].casefold() else "an address"
        return f"it begins with {both} twice"
    if parts["scheme"].casefold() == "mailto":
        receivers = [each.strip() for each in re.split("[,;]", unquote(parts["rest"]).partition("?")[0])]
        named = [each for each in receivers if re.fullmatch(rf"{_EMAIL.pattern}|[^<>]*<{_EMAIL.pattern}>", each)]
        return "" if named and len(named) == len([each for each in receivers if each]) else "it names no e-mail address"
    return "" if _is_whole_host((parts["host"] or "").removeprefix("//")) else "it is not a whole web address"


def _is_whole_host(written: str) -> bool:
    """Say whether it can be a host, with a user's name and a port perhaps."""
    try:
        parts = urlsplit(f"//{written}")
        host, _ = (parts.hostname or "").rstrip("."), parts.port
        plain = host if ":" in host else host.encode("idna").decode()
    except ValueError:  # no such port, brackets that do not close, a name that is too long
        return False
    return ":" in host or all(map(_LABEL.fullmatch, plain.split(".")))


def as_uri(link: str) -> str:
    """Return a whole address as a URI: what may not stand in one is percent-encoded, a host that is not ASCII in ACE.

    As RFC 3987, 3.1, has it. One that is a URI comes back as it is. Word calls a file damaged for a space in a link.
    """
    parts = _LINK.fullmatch(link)
    if parts is None:
        return link
    before, sign, fragment = parts["rest"].partition("#")
    host = parts["host"] or ""
    if not host.isascii():
        host = "".join(
            piece if piece.isascii() else piece.encode("idna").decode() for piece in re.split(r"([/:@])", host)
        )
    return f"{parts['scheme']}:{host}{_encoded(before)}{sign}{_encoded(fragment)}"


def _encoded(text: str) -> str:
    return quote(_NO_ESCAPE.sub("%25", text), safe=_MAY_STAND)


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
