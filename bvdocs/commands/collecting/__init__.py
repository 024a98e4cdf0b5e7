"""What `collect` does: the files that came back, what each says, and the copy of the workbook with it."""
