"""Makes a Word document that shows what changed since an older one, as tracked changes."""

from bvdocs.render.redline.make import make_redline

__all__ = ["make_redline"]
