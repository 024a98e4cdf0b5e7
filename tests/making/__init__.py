"""What makes the files that ship: the sample, the Word templates, references and pictures."""
