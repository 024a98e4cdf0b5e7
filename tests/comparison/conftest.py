"""Assessments of two themes, which tests change and compare."""

from dataclasses import replace

import pytest

from bvdocs.core.model import Assessment
from tests.support.assessments import AMBER, GREEN, RED, THEMES
from tests.support.workbooks import Book


@pytest.fixture(scope="package")
def base(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Return an assessment in which nothing is left out."""
    book = Book(abbreviations=[["CEX", "Chief Executive"]])
    book.report += [["Note", "The ratings are illustrative."], ["Common abbreviations", "UK, PDF"]]
    return book.read(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="package")
def bare(base: Assessment) -> Assessment:
    """Return the same without a row, on a scale of three levels."""
    return replace(base, scale=(GREEN, AMBER, RED), themes=THEMES, criteria=(), bullets=(), actions=())
