"""Saves of the workbook and of the templates, as they happen."""
