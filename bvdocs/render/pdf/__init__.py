"""Makes PDFs of pages: layout, tags and what these lack, and the processes that lay out."""
