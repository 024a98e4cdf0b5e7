"""Versions: stored for good, read again, and proven to be as they were issued."""
