"""Everything that touches the output folder: the current documents, and the archive."""
