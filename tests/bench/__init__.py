"""How fast the program is, against what its libraries alone need."""
