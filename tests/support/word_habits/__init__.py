"""What Word puts into a file that it saves, by kind."""
