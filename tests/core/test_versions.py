"""Version numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bvdocs.core.versions import BEFORE_THE_FIRST, Version, parse_version


@pytest.mark.parametrize(
    ("finals", "numbers"),
    [
        ([False, False, True, False, True, True], ["0.1", "0.2", "1.0", "1.1", "2.0", "3.0"]),
        ([True, False, False], ["1.0", "1.1", "1.2"]),
    ],
)
def test_drafts_count_after_the_point_and_final_versions_before_it(finals: list[bool], numbers: list[str]) -> None:
    version, given_out = BEFORE_THE_FIRST, []
    for final in finals:
        version = version.next(final=final)
        assert version.is_final == final
        given_out.append(str(version))
    assert given_out == numbers


@given(st.lists(st.booleans(), max_size=30))
def test_the_next_version_comes_after_all_before_it(finals: list[bool]) -> None:
    versions = [BEFORE_THE_FIRST]
    for final in finals:
        versions.append(versions[-1].next(final=final))
    assert versions == sorted(versions)
    assert [parse_version(str(each)) for each in versions] == versions


def test_ten_comes_after_nine() -> None:
    assert Version(0, 9) < Version(0, 10) < Version(1, 0)


@pytest.mark.parametrize(
    ("text", "version"),
    [("0.1", Version(0, 1)), ("v2.0", Version(2, 0)), ("V1.10", Version(1, 10)), ("999999.0", Version(999999, 0))],
)
def test_a_version_may_be_written_with_its_letter(text: str, version: tuple[int, int]) -> None:
    assert parse_version(text) == version


@pytest.mark.parametrize(
    "text",
    ["", "1", "latest", "1.0.0", "v", "-1.0", "1.0 ", "one.two", "report.xlsx", "1234567.0", "٣.١", "1" * 5000 + ".0"],
)
def test_anything_else_is_none(text: str) -> None:
    assert parse_version(text) is None
