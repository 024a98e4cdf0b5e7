"""The program on a system that has not what POSIX has: another way, or a plain message, and never a traceback.

`tests/support/without_posix/` hides it all from the processes that are started here. It is Linux all the same: what is
tried is what the program asks of Python, and not how Windows answers.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.archives import leftovers
from tests.support.program import run
from tests.support.project import PROJECT, SAMPLE, TEMPLATES
from tests.support.workbooks import small_book

pytestmark = pytest.mark.slow

HIDING = PROJECT / "tests" / "support" / "without_posix"
IMPORT_ALL = """
import importlib, os, pkgutil, signal, sys
import bvdocs
assert not hasattr(os, "fork") and not hasattr(signal, "SIGKILL")
names = [each.name for each in pkgutil.walk_packages(bvdocs.__path__, "bvdocs.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
assert len(names) > 100 and "fcntl" not in sys.modules
"""


def python(*arguments: str | Path, locks: bool = True, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run Python without POSIX; with Windows' way to lock a file, or without any."""
    environment = {**os.environ, "PYTHONPATH": f"{HIDING}{os.pathsep}{PROJECT}", **variables}
    environment |= {"WITH_MSVCRT": "1"} if locks else {}
    return subprocess.run(
        [sys.executable, *map(str, arguments)], env=environment, text=True, capture_output=True, check=False, timeout=60
    )  # fmt: skip


def bvdocs(*arguments: str | Path, locks: bool = True, ends: int = 0, user: str = "a.officer") -> str:
    """Run a command, which ends so, and return all that it prints."""
    done = python("-m", "bvdocs", *arguments, locks=locks, LOGNAME="", USER="", LNAME="", USERNAME=user)
    told = done.stdout + done.stderr
    assert "Traceback" not in told, told
    assert done.returncode == ends, told
    return told


def test_every_module_can_be_imported() -> None:
    done = python("-c", IMPORT_ALL, locks=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["--help", "--version", "rules", "doctor"])
def test_what_reads_no_workbook_runs(command: str) -> None:
    assert bvdocs(command, locks=False)


def test_the_sample_is_checked() -> None:
    assert bvdocs("check", SAMPLE, "--verbose", locks=False) == run("check", SAMPLE, "--verbose").output


def test_a_starter_is_written_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "starter.xlsx"
    bvdocs("new", path, locks=False)
    content = path.read_bytes()
    assert "is there already" in bvdocs("new", path, locks=False, ends=3)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_pages_are_made(tmp_path: Path) -> None:
    asked = ("report", SAMPLE, "--format", "html", "--templates", TEMPLATES, "--output")
    bvdocs(*asked, tmp_path / "there")
    assert run(*asked, tmp_path / "here").exit_code == 0
    pages = sorted(path.relative_to(tmp_path / "here") for path in (tmp_path / "here").rglob("*.html"))
    assert pages
    for page in pages:
        assert (tmp_path / "there" / page).read_bytes() == (tmp_path / "here" / page).read_bytes()
    assert leftovers(tmp_path / "there") == []


def test_a_version_is_issued_listed_and_verified(tmp_path: Path) -> None:
    workbook = small_book("Review the scheme").write(tmp_path)
    output = tmp_path / "outputs"
    issued = ("issue", workbook, "--output", output, "--templates", TEMPLATES, "--by", "A. Officer", "--yes")
    bvdocs(*issued)
    bvdocs(*issued, "--again")
    assert "0.2" in bvdocs("history", "--output", output, locks=False)
    bvdocs("verify", "--output", output, locks=False)
    assert run("verify", "--output", output).exit_code == 0
    assert leftovers(output / "archive") == []


@pytest.mark.parametrize("command", ["report", "issue"])
def test_where_nothing_can_be_locked_nothing_is_written(tmp_path: Path, command: str) -> None:
    told = bvdocs(command, SAMPLE, "--output", tmp_path / "outputs", "--templates", TEMPLATES, locks=False, ends=3)
    assert "cannot lock a folder" in told
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_users_name_is_what_the_system_calls_the_account(tmp_path: Path) -> None:
    workbook = small_book("Review the scheme").write(tmp_path)
    issued = ("issue", workbook, "--output", tmp_path / "outputs", "--templates", TEMPLATES)
    assert 'Add --by "Your name".' in bvdocs(*issued, ends=3, user="")
    bvdocs(*issued, user="a.officer")
    assert "a.officer" in bvdocs("history", "--output", tmp_path / "outputs")


def test_a_second_run_is_refused_while_one_is_at_work_and_let_in_when_it_was_killed(tmp_path: Path) -> None:
    hold = (
        "import time\nfrom pathlib import Path\nfrom bvdocs.storage.locking import locked\n"
        f"with locked(Path({str(tmp_path)!r}), lambda: None):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    asked = ("report", SAMPLE, "--format", "html", "--output", tmp_path, "--templates", TEMPLATES)
    environment = {**os.environ, "PYTHONPATH": f"{HIDING}{os.pathsep}{PROJECT}", "WITH_MSVCRT": "1"}
    with subprocess.Popen([sys.executable, "-c", hold], env=environment, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert "another run is writing there" in bvdocs(*asked, ends=3)
        assert not (tmp_path / "current").exists()
        holder.kill()
    bvdocs(*asked)
    assert (tmp_path / "current").is_dir()
    assert leftovers(tmp_path) == []


def test_a_starter_to_double_click_is_written(tmp_path: Path) -> None:
    bvdocs("desk", "--shortcut", tmp_path / "starter.desktop", locks=False)
    assert "Exec=" in (tmp_path / "starter.desktop").read_text("utf-8")
