"""The names that a template may use, and those that it does use."""
