"""The gates: independent tools that every document must pass. Each module here runs one of them.

A tool that a machine lacks is no fault of the documents, so its tests are skipped there; CI has all tools.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"

# The fixtures with the documents of whole workbooks that pass each gate.
CASES = (
    *("sample_documents", "seven_documents", "odd_documents", "issued_documents"),
    *("committee_documents", "everything_documents"),
)


def require(found: object, what: str) -> None:
    """Skip the test where a tool is missing, saying how to get it; fail where `CI=true`."""
    if found:
        return
    reason = f"{what} is missing: 'make gates' installs it"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def laid_out(documents: Mapping[str, bytes], suffix: str, folder: Path) -> list[Path]:
    """The documents of one kind as files in `folder`; a test of none of them would prove nothing."""
    paths = [folder / name for name in sorted(documents) if name.endswith(suffix)]
    assert paths, f"there is no {suffix} among {', '.join(sorted(documents))}"
    for path in paths:
        path.write_bytes(documents[path.name])
    return paths
