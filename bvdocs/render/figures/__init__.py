"""Draws views as pictures, with matplotlib."""
