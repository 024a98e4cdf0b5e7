"""Reading a workbook: opening the file, finding its tables, reading each cell."""
