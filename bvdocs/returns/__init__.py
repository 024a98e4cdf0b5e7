"""What comes back: owners' update sheets, Word documents that somebody edited, last year's report."""
