"""Word documents of bvdocs that somebody edited, read back as edits of cells."""
