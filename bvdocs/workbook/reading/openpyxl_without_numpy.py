"""openpyxl without numpy, which it imports wherever that is installed, only to know numpy's numbers in cells.

A workbook that is read has none, and the import would be a quarter of the time of `bvdocs check`.
"""

import sys

if "numpy" not in sys.modules:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # an import of it fails, as if it were not installed
    try:
        import openpyxl  # noqa: F401
    finally:
        del sys.modules["numpy"]
