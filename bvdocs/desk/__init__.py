"""The desk: bvdocs in the browser, on this computer alone."""
