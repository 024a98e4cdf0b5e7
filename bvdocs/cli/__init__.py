"""The terminal: arguments, exit codes, what is printed."""
