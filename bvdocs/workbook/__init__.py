"""The officer's workbook: how it is read, and how a starter and an annotated copy are written."""
