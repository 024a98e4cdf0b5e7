"""A workbook's first draft out of what a council has: Word reports, plain texts, spreadsheets of another shape."""
