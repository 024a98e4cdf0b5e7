"""Writing workbooks: the starter, and the copy with the findings in it."""
