"""Views as pictures, drawn with matplotlib."""
