"""The table of docs/architecture.md, held by reading every import of the program."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import bvdocs
from bvdocs import findings

PACKAGE = Path(bvdocs.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# What each part may import of bvdocs, by the first words of a module's name; the most exact entry counts.
# A part may always import from itself. TYPE_CHECKING imports count like any other.
BOTTOM = tuple(
    f"bvdocs.{part}"
    for part in (
        "errors", "model", "findings", "months", "picture", "telling", "colours", "brand", "guidance", "zipped",
        "leftovers", "slugs", "versions", "past", "changes",
    )
)  # fmt: skip
ALLOWED: dict[str, tuple[str, ...]] = {
    "bvdocs": (),
    "bvdocs.__main__": ("bvdocs.cli",),
    "bvdocs.errors": (),
    "bvdocs.model": (),
    "bvdocs.picture": (),
    "bvdocs.telling": (),
    "bvdocs.colours": (),
    "bvdocs.brand": ("bvdocs.colours",),
    "bvdocs.months": (),
    "bvdocs.guidance": (),
    "bvdocs.zipped": (),
    "bvdocs.leftovers": (),
    "bvdocs.slugs": (),
    "bvdocs.versions": (),
    "bvdocs.past": ("bvdocs.model", "bvdocs.versions"),
    "bvdocs.changes": ("bvdocs.versions",),
    "bvdocs.findings": ("bvdocs.model",),
    "bvdocs.workbook": BOTTOM,
    "bvdocs.checks": BOTTOM,
    "bvdocs.comparison": BOTTOM,
    "bvdocs.view": BOTTOM,
    "bvdocs.templates": BOTTOM,
    "bvdocs.figures": (*BOTTOM, "bvdocs.view"),
    "bvdocs.tagging": (),
    "bvdocs.render": (*BOTTOM, "bvdocs.view", "bvdocs.tagging"),
    "bvdocs.preflight": (
        *BOTTOM,
        *(f"bvdocs.{part}" for part in ("view", "templates", "tagging", "checks.numbers", "render.environment")),
    ),
    "bvdocs.archive": (*BOTTOM, "bvdocs.view"),
    "bvdocs.redline": BOTTOM,
    "bvdocs.publish": BOTTOM,
    "bvdocs.manifest": (*BOTTOM, "bvdocs.__version__"),
    "bvdocs.documents": (*BOTTOM, "bvdocs.view", "bvdocs.figures", "bvdocs.render"),
    "bvdocs.doctor": (*BOTTOM, "bvdocs.figures", "bvdocs.render"),
    "bvdocs.pipeline": (
        *BOTTOM,
        *(f"bvdocs.{part}" for part in ("workbook", "checks", "view", "render", "documents", "publish", "manifest")),
        *(f"bvdocs.{part}" for part in ("templates", "preflight", "archive", "comparison")),
    ),
    "bvdocs.issuing": (
        *BOTTOM,
        *(f"bvdocs.{part}" for part in ("archive", "documents", "manifest", "pipeline", "render", "templates", "view")),
        "bvdocs.workbook",
    ),
    "bvdocs.rebuilding": (
        *BOTTOM,
        *(f"bvdocs.{part}" for part in ("archive", "issuing", "manifest", "pipeline", "render", "workbook")),
    ),
    "bvdocs.comparing": (
        *BOTTOM,
        *(
            f"bvdocs.{part}"
            for part in ("archive", "comparison", "issuing", "pipeline", "render", "templates", "view", "workbook")
        ),
    ),
    "bvdocs.redlining": (
        *BOTTOM,
        *(f"bvdocs.{part}" for part in ("archive", "comparing", "pipeline", "redline", "render", "view")),
    ),
    "bvdocs.printing": (*BOTTOM, "bvdocs.workbook.order", "bvdocs.manifest", "bvdocs.pipeline"),
    "bvdocs.printing_versions": (
        *BOTTOM,
        *(f"bvdocs.{part}" for part in ("archive", "issuing", "manifest", "printing", "rebuilding", "view")),
    ),
    "bvdocs.exits": BOTTOM,
    "bvdocs.options": (),
    "bvdocs.cli_versions": (
        *BOTTOM,
        *(f"bvdocs.{part}" for part in ("archive", "comparing", "issuing", "rebuilding", "redlining", "templates")),
        *(f"bvdocs.{part}" for part in ("exits", "options", "printing", "printing_versions", "workbook.newfile")),
    ),
    "bvdocs.cli": (
        *BOTTOM,
        *(f"bvdocs.{part}" for part in ("__version__", "pipeline", "doctor", "templates", "manifest", "publish")),
        *(f"bvdocs.{part}" for part in ("checks", "preflight.rules", "printing", "cli_versions", "exits", "options")),
        *(f"bvdocs.workbook.{part}" for part in ("annotate", "faults", "file", "newfile", "starter")),
    ),
}
WORD = tuple(f"bvdocs.render.{part}" for part in ("word", "word_brand", "word_contents", "word_tables"))
HEAVY: dict[str, str | tuple[str, ...]] = {
    "openpyxl": "bvdocs.workbook",
    "matplotlib": "bvdocs.figures",
    "docx": (*WORD, "bvdocs.redline"),
    "docxtpl": "bvdocs.render.word",
    "lxml": (*WORD, "bvdocs.redline"),
    "jinja2": ("bvdocs.render", "bvdocs.preflight"),
    "weasyprint": "bvdocs.render.pdf",
    "coloraide": "bvdocs.checks.scale",
    "holidays": "bvdocs.checks.bank_holidays",
    "phonenumbers": "bvdocs.checks.privacy",
    "click": tuple(f"bvdocs.{part}" for part in ("cli", "cli_versions", "options", "printing", "printing_versions")),
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
