"""The two tables of docs/architecture.md, held by reading every import of the program."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath

import pytest

import bvdocs
from bvdocs.core import findings
from tests.support.project import PROJECT

PACKAGE = Path(bvdocs.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGE = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
# What stands at the root beside the folders of the table: the version, and `python -m bvdocs`.
ROOT = {"__init__.py": set(), "__main__.py": {"cli"}}


def rows(heading: str) -> list[list[str]]:
    """The cells of the page's table whose heading row begins so."""
    _, _, rest = PAGE.partition(f"\n{heading}")
    table = rest.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def named(cell: str) -> list[str]:
    """The names in backquotes, folders without their slash."""
    return [each.rstrip("/") for each in re.findall("`([^`]+)`", cell)]


def layers() -> dict[str, tuple[int, set[str]]]:
    """Each folder of the page, with its layer and the folders it may import."""
    found: dict[str, tuple[int, set[str]]] = {}
    for layer, folder, _, allowed in rows("| layer |"):
        above = {name for name, (number, _) in found.items() if number < int(layer)}
        found[named(folder)[0]] = int(layer), above if allowed == "all above" else set(named(allowed))
    return found


LAYERS = layers()
HOMES = {library: homes for cells in rows("| library |") for library in named(cells[0]) for homes in [named(cells[1])]}


def of(path: Path) -> PurePosixPath:
    """The module's file as the page names it: `checks/scale.py`."""
    return PurePosixPath(path.relative_to(PACKAGE).as_posix())


def imports(path: Path) -> Iterator[str]:
    """Everything a module imports, at its top or inside a function; TYPE_CHECKING imports count like any other."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            whole = node.module or ""
            yield from (f"{whole}.{alias.name}" if whole == "bvdocs" else whole for alias in node.names)


def is_within(file: PurePosixPath, home: str) -> bool:
    return file == PurePosixPath(home) or PurePosixPath(home) in file.parents


def test_the_page_has_twelve_folders_and_they_are_those_that_there_are() -> None:
    entries = {entry.name for entry in PACKAGE.iterdir() if entry.name not in ("__pycache__", "templates")}
    assert len(LAYERS) == 12
    assert entries == {*LAYERS, *ROOT}


def test_a_folder_may_import_lower_layers_alone() -> None:
    strays = [
        (folder, other) for folder, (layer, allowed) in LAYERS.items() for other in allowed if LAYERS[other][0] >= layer
    ]
    assert strays == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(of(path)))
def test_a_module_imports_only_what_the_page_allows_its_folder(path: Path) -> None:
    own = of(path).parts[0]
    allowed = ROOT[own] if own in ROOT else {own, *LAYERS[own][1]}
    # The package itself says where it lies and which version it is: that is no layer.
    parts = {each.split(".")[1] for each in imports(path) if each.startswith("bvdocs.")} - {"__version__"}
    assert parts - allowed == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(of(path)))
def test_a_library_is_imported_at_home_alone(path: Path) -> None:
    libraries = {each.partition(".")[0] for each in imports(path)} - {"bvdocs", *sys.stdlib_module_names}
    away = {name for name in libraries if not any(is_within(of(path), home) for home in HOMES.get(name, ()))}
    assert away == set()


@pytest.mark.slow
def test_every_home_of_a_library_is_one() -> None:
    used = {(name, home) for path in MODULES for name, homes in HOMES.items() for home in homes
            if is_within(of(path), home) and name in {each.partition(".")[0] for each in imports(path)}}  # fmt: skip
    assert used == {(name, home) for name, homes in HOMES.items() for home in homes}


def test_modules_fit_on_a_few_screens() -> None:
    long = {str(of(path)): len(path.read_text().splitlines()) for path in MODULES}
    assert [name for name, lines in long.items() if lines > 320] == []


@pytest.mark.slow
def test_test_files_are_short_and_import_nothing_from_conftest() -> None:
    # A file goes to one process, so the longest bounds the run.
    files = [path for path in (PROJECT / "tests").rglob("*.py") if "node_modules" not in path.parts]
    assert [path for path in files if len(path.read_text().splitlines()) > 600] == []
    assert [path for path in files if any("conftest" in each for each in imports(path))] == []


def test_a_rule_number_given_twice_fails() -> None:
    import_module("bvdocs.checks")
    taken = findings.registered_rules()[0]
    with pytest.raises(ValueError, match="given twice"):
        findings.rule(f"W{taken.code[1:]}", "The same number under another letter.")
