"""The one hash by which files, documents and fonts are told apart."""

from hashlib import sha256


def hash_of(content: bytes) -> str:
    """Return the SHA-256 hash of the content, in hexadecimal."""
    return sha256(content).hexdigest()
