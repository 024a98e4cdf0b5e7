"""The page templates: what they include, and the files that they name."""
