"""What every make target runs first, .ci/setup: what stops it, and what it says then."""

import os
import pwd
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import PROJECT, TEMPLATES


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose .venv is up to date, and whose machine nobody has looked at yet."""
    shutil.copytree(PROJECT / ".ci", tmp_path / ".ci")
    shutil.copytree(PROJECT / ".lock", tmp_path / ".lock")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    program(tmp_path, "python", ":")
    run = f"PYTHONPATH={shlex.quote(str(PROJECT))} exec {shlex.quote(sys.executable)} -P -m bvdocs"
    # Nothing is installed by a test.
    program(tmp_path, "bvdocs", f'for each; do shift; [ "$each" = --install ] || set -- "$@" "$each"; done; {run} "$@"')
    wanted = (tmp_path / "pyproject.toml").read_text() + (tmp_path / ".lock" / "report.txt").read_text()
    (tmp_path / ".venv" / "installed").write_text(f"{tmp_path}\n{wanted}")
    return tmp_path


def program(project: Path, name: str, line: str) -> None:
    """Have this line of the shell run in place of a program of .venv."""
    path = project / ".venv" / "bin" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def set_up(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", ".ci/setup", "report"],
        cwd=project, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("font", ["Arial", "Gotham", "Noto Color Emoji"])
def test_the_font_of_the_brand_stops_no_target(font: str, project: Path) -> None:
    (project / "templates" / "brand.toml").write_text(f'font = "{font}"\n')
    done = set_up(project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (project / ".venv" / "system-is-complete").exists()


def test_what_the_machine_lacks_still_does(project: Path) -> None:
    program(project, "bvdocs", "echo 'MISSING  Library libpango-1.0.so.0'; exit 3")
    done = set_up(project)
    assert (done.returncode, done.stderr) == (1, "MISSING  Library libpango-1.0.so.0\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can give a folder away")
def test_what_belongs_to_another_account_is_left_alone_and_told(project: Path) -> None:
    program(project, "python", "exit 126")  # as where it may not be read
    os.chown(project / ".venv", 1, -1)
    program(project / "own", "id", "echo 1000")
    path = f"{project / 'own' / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = set_up(project, PATH=path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"The folder {project / '.venv'} belongs to the account {pwd.getpwuid(1).pw_name}")
    assert "Ask" in done.stderr
    assert "rm:" not in done.stderr
    assert (project / ".venv" / "bin" / "python").exists()
