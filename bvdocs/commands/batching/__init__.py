"""What `commands/batch.py` has done elsewhere: the work on one workbook, and the processes that do it."""
