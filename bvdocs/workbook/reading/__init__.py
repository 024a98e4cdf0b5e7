"""The workbook in: opening it, finding its tables, reading each cell."""
