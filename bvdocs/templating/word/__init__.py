"""The Word templates: their paragraphs, places and parts."""
