"""What several tests of commands begin with."""

from pathlib import Path

import pytest

from tests.support.archives import Workshop, make_tiny_documents
from tests.support.workbooks import Book


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A folder with a workbook."""
    make_tiny_documents(monkeypatch)
    made = Workshop(tmp_path)
    made.write(Book())
    return made
