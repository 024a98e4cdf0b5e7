"""Draws views as pictures, with matplotlib."""

import bvdocs.render.figures.matplotlib_alone  # noqa: F401 - before anything of matplotlib is imported
