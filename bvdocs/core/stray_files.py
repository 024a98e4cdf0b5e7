"""Files that no officer put into a folder: other programs and systems leave them there."""

# What Word and LibreOffice leave beside a document that they have open.
LOCK_PREFIXES = (".~lock.", "~$")
_SYSTEM_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# On a share, a Mac keeps beside each file another of its name, with what the share has no room for (AppleDouble).
_OF_A_MAC = "._"


def is_left_by_system(name: str) -> bool:
    """Say whether a file has a name under which systems put files into any folder that somebody looks into."""
    return name in _SYSTEM_FILES or name.startswith(_OF_A_MAC)
