"""That reading a workbook never imports numpy, whichever of its modules is imported first."""

import subprocess
import sys
from pathlib import Path

import pytest

import bvdocs.workbook.reading

MODULES = sorted(path.stem for path in Path(bvdocs.workbook.reading.__file__).parent.glob("*.py"))
# An unchanged run imports these two, and has no need of openpyxl.
WITHOUT_OPENPYXL = {"file", "rules"}


def imported_with(module: str) -> set[str]:
    """Return which of the two libraries a fresh process has once it has imported the module."""
    code = f"import sys, {module}; print(*({{'numpy', 'openpyxl'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_no_module_of_reading_imports_numpy_whichever_comes_first(module: str) -> None:
    imported = imported_with(f"bvdocs.workbook.reading.{module}".removesuffix(".__init__"))
    assert "numpy" not in imported
    assert module not in WITHOUT_OPENPYXL or not imported


def test_openpyxl_alone_imports_numpy() -> None:
    assert imported_with("openpyxl") == {"numpy", "openpyxl"}
