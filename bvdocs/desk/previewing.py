"""What the resident process does: it keeps libraries and the last pictures in memory, and makes previews."""
