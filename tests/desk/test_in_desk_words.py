"""What the commands advise, in the desk's words: no option and no command that the desk has a page or a box for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bvdocs
from bvdocs.desk.in_desk_words import in_desk_words

PACKAGE = Path(bvdocs.__file__).parent
# What of a text is for a terminal: an option, or a command of the program.
_FOR_A_TERMINAL = re.compile(r"(?<![-\w])--[a-z]|[`']bvdocs [a-z]")
_FOLDERS = ("core", "workbook", "checks", "comparison", "view", "templating", "storage", "render", "commands")
# What never comes to the desk: other commands' own, what stands in files, and what is for who looks after the machine.
_ELSEWHERE = (
    "commands/doctor.py", "commands/batch.py", "commands/batching/", "storage/archive/readme.py", "core/schema.py",
    "workbook/writing/", "commands/part_b.py", "commands/roll_forward.py", "storage/archive/part_b_files.py",
    "storage/exempt.py", "core/added_sheets.py",
)  # fmt: skip


def _piece(of: ast.expr) -> str:
    """A piece of a text with facts in it, such as a number."""
    return str(of.value) if isinstance(of, ast.Constant) else "7"


def texts() -> Iterator[tuple[str, str]]:
    """Every text that the program may say of itself, with its place, but for docstrings."""
    for folder in _FOLDERS:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            place = path.relative_to(PACKAGE).as_posix()
            if place.startswith(_ELSEWHERE):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.JoinedStr) and id(node) not in said:
                    yield place, "".join(_piece(each) for each in node.values)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                    yield place, node.value


# An option alone is put into a sentence; these sentences are below.
FOUND = sorted({(place, text) for place, text in texts() if _FOR_A_TERMINAL.search(text) and text[:2] != "--"})
_WITH_OPTIONS = (
    "Give another with --note. No version was issued.",
    "Give another with --corrects. No version was issued.",
    "If it has to be so, allow more with --time-limit 120.",
    "If that is meant, allow more with --memory-limit 4.",
)


def test_there_are_such_texts() -> None:
    assert len(FOUND) > 8


@pytest.mark.parametrize(("place", "text"), [*FOUND, *(("", each) for each in _WITH_OPTIONS)])
def test_the_desk_says_nothing_that_is_for_a_terminal_unless_it_says_so(place: str, text: str) -> None:
    told = in_desk_words(text)
    assert "in a terminal" in told.lower() or not _FOR_A_TERMINAL.search(told), told


def test_a_text_that_speaks_of_neither_stays_as_it_is() -> None:
    for text in ("", "See who may read it.", "It was verified -- twice.", "v0.1/manifest.json was changed"):
        assert in_desk_words(text) == text
