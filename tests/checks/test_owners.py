"""The rules on where owners of actions are written to, and on what was asked and not answered."""

from pathlib import Path

import pytest

from bvdocs.core.findings import Finding
from tests.support.checking import Cells, Found
from tests.support.package_edits import holding

# In families: the rules on owners and what comes back.
OWNERS = "6"
BOTH: Cells = {
    "Owners!A2": ("Chief Executive", "chief@testing.gov.uk", None),
    "Owners!A3": ("Head of People", "people@testing.gov.uk", None),
}

TRIPS: list[tuple[Cells, Found]] = [
    (BOTH | {"Owners!B2": "chief at testing.gov.uk"}, [("W601", "Owners!B2")]),
    (BOTH | {"Owners!B2": "a@testing.gov.uk; b@testing.gov.uk"}, [("W601", "Owners!B2")]),
    (BOTH | {"Owners!B2": "chief@testing.gov.uk\nBcc: press@example.org"}, [("W601", "Owners!B2")]),
    (BOTH | {"Owners!A4": ("Head of Peeple", "p@testing.gov.uk")}, [("W602", "Owners!A4")]),
    (BOTH | {"Owners!B3": None}, [("W603", "Actions!F3")]),
    ({"Owners!A2": ("Chief Executive", "chief@testing.gov.uk")}, [("W603", "Actions!F3")]),
]
NEAR_MISSES: dict[str, tuple[Cells, Found]] = {
    "no sheet Owners": ({}, []),
    "a sheet without rows": ({"Owners!A2": None}, []),
    "everybody has an address": (BOTH, []),
    "a post written in another case": (BOTH | {"Owners!A3": ("head of  people", "people@testing.gov.uk")}, []),
    "an apostrophe and a plus sign": (BOTH | {"Owners!B2": "o'neill+plan@testing.gov.uk"}, []),
    "two people for one post": (BOTH | {"Owners!A4": ("Head of People", "second@testing.gov.uk")}, []),
    "the one without an address owns nothing open": (
        {"Owners!A2": ("Chief Executive", "chief@testing.gov.uk"), "Actions!J3": ("Complete", 1)},
        [],
    ),
    "the owner of an action cannot be read": (BOTH | {"Owners!A4": "Head of Place", "Actions!F3": "=1/0"}, []),
}


def findings(folder: Path, cells: Cells) -> list[Finding]:
    return holding(cells).findings(folder, OWNERS)


@pytest.mark.slow
@pytest.mark.parametrize(("cells", "found"), [*TRIPS, *NEAR_MISSES.values()])
def test_a_rule_on_owners_finds_what_it_looks_for_and_no_more(tmp_path: Path, cells: Cells, found: Found) -> None:
    actual = findings(tmp_path, cells)
    assert [(each.code, str(each.where)) for each in actual] == found
    assert all(each.message.endswith((".", "?")) and each.hint.endswith(".") for each in actual)


def test_what_quotes_the_sheet_is_confidential_for_nothing_of_it_is_printed(tmp_path: Path) -> None:
    cells = BOTH | {"Owners!B2": "chief at testing.gov.uk", "Owners!A4": ("Head of Peeple", "p@testing.gov.uk")}
    (address, owner) = findings(tmp_path, cells)
    assert address.confidential
    assert owner.confidential
    assert "did you mean 'Head of People'?" in owner.message
