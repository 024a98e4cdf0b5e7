"""Workbooks out: the starter, and the copy with the findings in it."""
