"""Control characters of old Windows text, and what is no character: found with their cell."""

import json
from pathlib import Path

import pytest

from tests.support.package_edits import holding
from tests.support.program import run
from tests.support.project import TEMPLATES
from tests.support.workbooks import READING


@pytest.mark.parametrize(
    ("control", "meant"),
    [
        ("\x91", "‘"), ("\x92", "’"), ("\x93", "“"), ("\x94", "”"), ("\x95", "•"), ("\x96", "–"), ("\x97", "—"),
        ("\x80", "€"), ("\x85\x92", "’"), ("_x0092_", "’"),
    ],
)  # fmt: skip
def test_a_control_of_old_windows_text_is_named_with_what_was_meant(tmp_path: Path, control: str, meant: str) -> None:
    finding = holding({"Narrative!C2": f"The Council{control}s plan."}).findings(tmp_path, READING)[0]
    assert (finding.code, str(finding.where)) == ("E129", "Narrative!C2")
    assert f"where {meant} was probably meant" in finding.message
    assert finding.hint == f"Type {meant} in its place."


@pytest.mark.parametrize(
    "sign", ["\x7f", "\x81", "\x8d", "\ufdd0", "_xFFFE_", "_xFFFF_", "\U0001fffe", "\U0010ffff", "_xD800_"]
)
def test_what_is_no_character_is_named(tmp_path: Path, sign: str) -> None:
    finding = holding({"Narrative!C2": f"The plan{sign} is sound."}).findings(tmp_path, READING)[0]
    number = int(sign[2:6], 16) if sign.startswith("_x") else ord(sign)
    assert (finding.code, str(finding.where)) == ("E129", "Narrative!C2")
    assert f"holds U+{number:04X}, no character" in finding.message


@pytest.mark.parametrize("place", ["Report!B2", "Scale!A2", "Themes!B2", "Criteria!C2", "Actions!E2", "Actions!F2"])
def test_wherever_it_stands(tmp_path: Path, place: str) -> None:
    found = holding({place: "The Council\x92s own"}).found(tmp_path, READING)
    assert ("E129", place) in found


@pytest.mark.parametrize(
    "text", ["€5\xa0m – ‘so’", "a\x85b", "_xD83D__xDE00_", "Ŵŷ", "\U0001fae8", "\u0378", "🏴\U000e0067\U000e007f"]
)
def test_a_character_of_any_kind_is_none_of_these(tmp_path: Path, text: str) -> None:
    """One that Unicode will assign later may be in a font already."""
    assert "E129" not in [code for code, _ in holding({"Narrative!C2": text}).found(tmp_path, READING)]


def test_at_an_exempt_row_it_is_confidential(tmp_path: Path) -> None:
    workbook = holding({"Narrative!C2": "The Council\x92s secret", "Narrative!F2": "yes"}).write(tmp_path)
    done = run("check", workbook, "--templates", TEMPLATES, "--output", tmp_path, "--json")
    (finding,) = [each for each in json.loads(done.stdout)["findings"] if each["code"] == "E129"]
    assert finding["confidential"]
