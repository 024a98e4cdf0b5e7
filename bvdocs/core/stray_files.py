"""Files that no officer put into a folder: other programs and systems leave them there."""

# What Word and LibreOffice leave beside a document that they have open.
LOCK_PREFIXES = (".~lock.", "~$")
# What systems put into any folder that somebody looks into.
SYSTEM_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
