"""Writing workbooks: new ones, and copies of an officer's with cells, rows, comments and sheets changed or added."""
