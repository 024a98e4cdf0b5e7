"""Nothing that lies in the current folder, or that somebody set for matplotlib, runs or changes a document."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest

from tests.support.project import PROJECT, TEMPLATES
from tests.support.workbooks import Book

LIBRARIES = (
    "PIL", "brotli", "cffi", "click", "cloudpickle", "coloraide", "cryptography", "dask", "defusedxml", "distributed",
    "docx", "docxtpl", "fontTools", "icalendar", "jinja2",
    "lxml", "markupsafe", "matplotlib", "msgpack", "numpy", "olefile", "openpyxl", "pandas", "phonenumbers", "psutil",
    "pydyf", "sitecustomize", "tinycss2", "toolz", "tornado", "unicodedata2", "usercustomize", "weasyprint", "yaml",
    "zopfli",
)  # fmt: skip
# What Python itself takes from there for `python -m`, before any line of the program: `python -P -m` does not.
PYTHONS_OWN = {
    "collections", "contextlib", "functools", "importlib", "keyword", "operator", "reprlib", "types", "warnings",
}  # fmt: skip
PROGRAMS = ("fc-list", "fc-match", "ldconfig", "gcc", "cc", "ld", "objdump", "uname", "latex", "gs", "apt-get", "sudo")
# As pip writes it.
SCRIPT = "import sys\nfrom bvdocs.cli.main import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
# Settings that would change a picture, or have it made by other programs.
SETTINGS = (
    "text.usetex: True\nfont.size: 33\nlines.linewidth: 9\npatch.linewidth: 9\nsvg.fonttype: path\nno key at all\n"
)
STYLE = "font.size: 33\nlines.linewidth: 9\n"


def decoy(marker: Path) -> str:
    """A module that leaves a marker, and does nothing that is asked of it."""
    return f"import os\nos.close(os.open({str(marker)!r}, os.O_CREAT))\nraise SystemExit('decoy')\n"


@pytest.fixture
def folder(tmp_path: Path, elsewhere: Path) -> Path:
    """A folder in which every module, program and setting that may be looked for stands beside a workbook."""
    here, ran = tmp_path / "here", tmp_path / "ran"
    here.mkdir()
    ran.mkdir()
    for name in (*sys.stdlib_module_names, *LIBRARIES):
        (here / f"{name}.py").write_text(decoy(ran / name))
    for name in PROGRAMS:
        (here / name).write_text(f"#!/bin/sh\n: >'{ran / name}'\n")
        (here / name).chmod(0o755)
    (here / "matplotlibrc").write_text(SETTINGS)
    for configured in (here, tmp_path / "home/.config/matplotlib"):
        (configured / "stylelib").mkdir(parents=True)
        (configured / "matplotlibrc").write_text(SETTINGS)
        for style in ("default", "classic"):
            (configured / "stylelib" / f"{style}.mplstyle").write_text(STYLE)
    copy(elsewhere / "assessment.xlsx", here)
    return here


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a workbook and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    Book().write(folder)
    return folder


@pytest.fixture(scope="module")
def as_made_elsewhere(elsewhere: Path) -> dict[str, bytes]:
    """The documents of the workbook, made there."""
    return documents_made(elsewhere, ["-P", "-m", "bvdocs"], {})


def documents_made(folder: Path, program: list[str], environment: dict[str, str]) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, *program, "report", "assessment.xlsx", "--templates", str(TEMPLATES)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    current = folder / "outputs" / "current"
    files = [path for path in current.rglob("*") if path.is_file() and path.name != "manifest.json"]
    return {path.relative_to(current).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("called", ["script", "python -P -m", "python -m"])
@pytest.mark.slow
def test_nothing_in_the_current_folder_runs_or_changes_a_document(
    folder: Path, tmp_path: Path, as_made_elsewhere: dict[str, bytes], called: str
) -> None:
    script = tmp_path / "bvdocs"
    script.write_text(SCRIPT)
    program = [str(script)] if called == "script" else [*called.split()[1:], "bvdocs"]
    if called == "python -m":
        for name in PYTHONS_OWN:
            (folder / f"{name}.py").unlink()
    made = documents_made(
        folder,
        program,
        {
            # With the fonts not listed yet, matplotlib asks a program for them.
            "PATH": f".::{os.environ['PATH']}", "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "HOME": str(tmp_path / "home"), "MATPLOTLIBRC": str(folder), "MPLCONFIGDIR": ".",
            "MPLBACKEND": "module://pickle",
        },
    )  # fmt: skip
    assert list((tmp_path / "ran").iterdir()) == []
    assert made == as_made_elsewhere


@pytest.mark.slow
def test_nothing_in_the_current_folder_runs_where_many_councils_are_made(folder: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bvdocs", "batch", ".", "--output", "out", "--templates", str(TEMPLATES)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PATH": f".::{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list((tmp_path / "ran").iterdir()) == []


@pytest.mark.slow
def test_a_search_path_with_an_empty_entry_leads_nowhere(tmp_path: Path) -> None:
    here, ran = tmp_path / "here", tmp_path / "ran"
    here.mkdir()
    ran.mkdir()
    for name in ("pickle", *LIBRARIES):
        if name != "sitecustomize":  # which Python itself takes from there
            (here / f"{name}.py").write_text(decoy(ran / name))
    (here / "usercustomize.py").unlink()
    Book().write(here)
    documents_made(here, ["-P", "-m", "bvdocs"], {"PYTHONPATH": f":{PROJECT}"})
    assert list(ran.iterdir()) == []


def test_the_program_runs_from_its_own_folder(tmp_path: Path) -> None:
    """As in a checkout that is not installed: what is imported is what lies there."""
    code = "import bvdocs.cli.main, sys; print(bvdocs.__file__, sys.path[0])"
    for path in ("", ".", str(PROJECT)):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, env={**os.environ, "PYTHONPATH": path}, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        file, first = done.stdout.split()
        assert file == str(PROJECT / "bvdocs" / "__init__.py")
        assert first != "" if path == str(PROJECT) else first != str(PROJECT)


@pytest.mark.slow
def test_a_lock_that_a_killed_run_left_on_the_list_of_fonts_holds_up_nobody(tmp_path: Path) -> None:
    fonts = tmp_path / "bvdocs" / "matplotlib"
    fonts.mkdir(parents=True)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", "import bvdocs.render.figures"]
    subprocess.run(command, env=environment, check=True)
    (made,) = fonts.glob("fontlist-*.json")
    made.unlink()
    lock = fonts / f"{made.name}.matplotlib-lock"
    lock.touch()
    os.utime(lock, (0, 0))
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert (done.stderr, made.exists(), lock.exists()) == ("", True, False)
