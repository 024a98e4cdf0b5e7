"""The officer's workbook: what it may hold, and how it is read."""
