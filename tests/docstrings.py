"""Holds that the docstring of every function opens with a verb in the imperative: `make lint` runs it.

Ruff's own rule (D401) takes any word that it does not know for a verb.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "bvdocs"
# A verb that is missing here is added here.
_LIST = """
    Add Answer Begin Bookmark Build Call Cancel Check Choose Clear Compare Count Do Draw End Enter Find Format Give
    Go Group Halve Hand Have Hold Import Issue Join Keep Lay Leave Let List Load Lock Look Make Mark Match Mend Move
    Name Note Open Pair Print Prove Provide Put Raise Rank Read Remove Rename Report Return Run Say Select Set
    Settle Show Silence Sort Start Stop Sum Take Tell Turn Wait Watch Write Yield
"""
VERBS = frozenset(_LIST.split())


def openings(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the name and the first word of the docstring of each function that has one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (said := ast.get_docstring(node)):
            yield node.lineno, node.name, said.split()[0].rstrip(",.:;")


def faults() -> Iterator[str]:
    """Yield a line for each docstring of the program that opens with no verb."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, name, word in openings(ast.parse(path.read_text(encoding="utf-8"))):
            if word not in VERBS:
                yield f"{path.relative_to(PACKAGE.parent)}:{line} {name}: '{word}' is no verb of tests/docstrings.py"


if __name__ == "__main__":
    found = list(faults())
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
