"""A workbook with the sheets and columns that a council may add, all of them blank, is as one without."""

from pathlib import Path

import pytest

from bvdocs.core.schema import ADDITIONS
from bvdocs.storage.manifest import MANIFEST
from tests.support.project import documents_of
from tests.support.workbooks import Book


@pytest.mark.slow
def test_what_is_not_given_leaves_no_trace_in_any_document(tmp_path: Path) -> None:
    plain, with_headings = (
        documents_of(book.write(tmp_path, f"{name}.xlsx"), tmp_path / name, pack=True)
        for name, book in (("plain", Book()), ("headings", Book(additions=ADDITIONS)))
    )
    assert {name for name in plain if name.endswith((".docx", ".pdf", ".html"))} >= {"action-plan.docx", "pack.pdf"}
    assert not {name for name in plain if name.startswith(("covering-report", "evidence-index"))}
    assert {**plain, MANIFEST: b""} == {**with_headings, MANIFEST: b""}
