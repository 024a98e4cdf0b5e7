"""The table of docs/architecture.md, held by reading every import of the program."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import bvdocs
from bvdocs.core import findings

PACKAGE = Path(bvdocs.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# What each part may import of bvdocs, by the first words of a module's name; the most exact entry counts.
# A part may always import from itself. TYPE_CHECKING imports count like any other.
ALLOWED: dict[str, tuple[str, ...]] = {
    "bvdocs": (),
    "bvdocs.__main__": ("bvdocs.cli",),
    "bvdocs.core": (),
    "bvdocs.workbook": ("bvdocs.core",),
    "bvdocs.checks": ("bvdocs.core",),
    "bvdocs.comparison": ("bvdocs.core",),
    "bvdocs.view": ("bvdocs.core",),
    "bvdocs.templating": ("bvdocs.core", "bvdocs.view"),
    "bvdocs.storage": ("bvdocs.core", "bvdocs.view"),
    "bvdocs.render": ("bvdocs.core", "bvdocs.view", "bvdocs.templating"),
    "bvdocs.commands": ("bvdocs",),
    "bvdocs.cli": ("bvdocs",),
}
HEAVY: dict[str, str | tuple[str, ...]] = {
    "openpyxl": "bvdocs.workbook",
    "matplotlib": "bvdocs.render.figures",
    "docx": ("bvdocs.render.word", "bvdocs.render.redline"),
    "docxtpl": "bvdocs.render.word",
    "lxml": ("bvdocs.render.word", "bvdocs.render.redline"),
    "jinja2": ("bvdocs.render", "bvdocs.templating"),
    "weasyprint": "bvdocs.render.pdf",
    "coloraide": "bvdocs.checks.scale",
    "holidays": "bvdocs.checks.bank_holidays",
    "phonenumbers": "bvdocs.checks.privacy",
    "click": "bvdocs.cli",
}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Everything a module imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            whole = node.module or ""
            yield from (f"{whole}.{alias.name}" if whole == "bvdocs" else whole for alias in node.names)


def within(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def entry(module: str) -> str:
    return max((part for part in ALLOWED if within(module, part)), key=len)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_layer_looks_only_down(path: Path) -> None:
    own = entry(name_of(path))
    strays = [
        each
        for each in imports(path)
        if each != "bvdocs" and within(each, "bvdocs") and not any(within(each, part) for part in (*ALLOWED[own], own))
    ]
    assert (own == "bvdocs") <= (path.name == "__init__.py"), f"{name_of(path)} has no place in the table"
    assert strays == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_heavy_library_has_one_home(path: Path) -> None:
    module = name_of(path)
    strays = [
        each
        for each in imports(path)
        for library, homes in HEAVY.items()
        if within(each, library)
        and not any(within(module, home) for home in ((homes,) if isinstance(homes, str) else homes))
    ]
    assert strays == []


def test_modules_fit_on_a_few_screens() -> None:
    long = {name_of(path): len(path.read_text().splitlines()) for path in MODULES}
    assert [name for name, lines in long.items() if lines > 320] == []


def test_a_rule_number_given_twice_fails() -> None:
    import_module("bvdocs.checks")
    taken = findings.registered_rules()[0]
    with pytest.raises(ValueError, match="given twice"):
        findings.rule(f"W{taken.code[1:]}", "The same number under another letter.")
