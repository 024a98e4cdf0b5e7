"""A Word document that shows what changed since an older one, as tracked changes."""
