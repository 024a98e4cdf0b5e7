"""Pre-flight in a process of its own."""

import sys
from pathlib import Path
from shutil import copytree

import pytest

from bvdocs.templating.background import templates_checked_aside
from tests.support.project import TEMPLATES

FORMATS = ("word", "pdf", "html")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Templates of which one is broken."""
    folder = copytree(TEMPLATES, tmp_path / "templates")
    (folder / "overview.html").write_text("{{ report.titel }}", encoding="utf-8")
    return folder


def found(folder: Path) -> list[tuple[str, str, str]]:
    with templates_checked_aside(folder, FORMATS) as findings:
        return [(each.code, each.severity.value, str(each.where)) for each in findings()]


def test_it_finds_what_is_found_in_this_process(broken: Path) -> None:
    assert found(broken) == [("E401", "error", "overview.html, line 1")]
    assert found(TEMPLATES) == []


def test_nothing_of_the_officer_s_folder_is_run(broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bvdocs" / "preflight").mkdir(parents=True)
    for name in ("bvdocs/__init__.py", "bvdocs/preflight/__init__.py", "jinja2.py"):
        (tmp_path / name).write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "bvdocs/preflight/__main__.py").write_text("print('[]')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert found(broken) != []


def test_without_a_second_process_the_first_does_the_work(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/echo")
    assert found(broken) != []
