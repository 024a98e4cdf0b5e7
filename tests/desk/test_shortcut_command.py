"""`bvdocs desk --shortcut`: what is double-clicked asks for the same desk, from wherever it stands."""

import subprocess
import sys
from pathlib import Path

import pytest

from bvdocs.desk import serving
from tests.desk.test_shortcut import desktop_command, desktop_value, windows_command
from tests.support.program import run


def test_all_that_was_asked_for_is_asked_for_again_by_whole_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ("desk", "in/a b.xlsx", "--port", "9000", "--no-browser", "--output", "out", "--templates", "mine")
    Path("mine").mkdir()
    done = run(*asked, "--shortcut", "starter.desktop")
    assert done.exit_code == 0, done.output
    assert done.output == "starter.desktop opens the desk when it is double-clicked.\n"
    text = Path("starter.desktop").read_text("utf-8")
    assert desktop_value(text, "Path") == str(tmp_path)
    assert desktop_value(text, "Name") == "bvdocs: a b.xlsx"
    program, *rest = desktop_command(text)
    assert program == sys.executable
    assert rest == [
        "-P", "-m", "bvdocs", "desk", "--output", f"{tmp_path}/out", "--templates", f"{tmp_path}/mine",
        "--port", "9000", "--no-browser", f"{tmp_path}/in/a b.xlsx",
    ]  # fmt: skip


def test_where_no_workbook_is_named_none_is_in_the_starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WSL_DISTRO_NAME", "Debian")
    assert run("desk", "--shortcut", "starter.cmd").exit_code == 0
    command = [sys.executable, "-P", "-m", "bvdocs", "desk", "--output", f"{tmp_path}/outputs"]
    assert windows_command(Path("starter.cmd").read_bytes().decode()) == ("Debian", str(tmp_path), command)
    assert not Path("outputs").exists()


def test_what_it_starts_is_this_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("desk", "--shortcut", "starter.desktop").exit_code == 0
    command = desktop_command(Path("starter.desktop").read_text("utf-8"))
    done = subprocess.run([*command, "--help"], cwd="/", capture_output=True, text=True, check=True)
    assert "--shortcut FILE" in done.stdout


def test_a_file_that_is_there_and_another_ending_are_told_in_a_line(tmp_path: Path) -> None:
    taken = tmp_path / "taken.desktop"
    taken.write_text("mine")
    done = run("desk", "--shortcut", taken)
    assert (done.exit_code, taken.read_text()) == (3, "mine")
    assert "is there already" in done.output
    done = run("desk", "--shortcut", tmp_path / "starter.exe")
    assert done.exit_code == 3
    assert "ends with .desktop or .cmd" in done.output


def test_in_wsl_the_address_goes_to_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows, told = tmp_path / "rundll32.exe", tmp_path / "told"
    windows.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{told}\n')
    windows.chmod(0o755)
    monkeypatch.setattr(serving, "_WINDOWS_OPENS", windows)
    monkeypatch.setenv("WSL_DISTRO_NAME", "Ubuntu")
    browser = serving._browser()
    assert browser is not None
    assert browser.open("http://127.0.0.1:8377/enter?token=a-b_c")
    assert told.read_text().splitlines() == ["url.dll,FileProtocolHandler", "http://127.0.0.1:8377/enter?token=a-b_c"]
