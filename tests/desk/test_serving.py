"""How the desk opens and ends: one for a folder, on a port of this computer, in the browser if there is one."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bvdocs.storage.desk_note import DESK_NOTE
from tests.support.desk import RunningDesk, Visitor, running_desk
from tests.support.program import run
from tests.support.project import PROJECT, TEMPLATES
from tests.support.workbooks import Book

pytestmark = pytest.mark.slow


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A sound workbook."""
    return Book().write(tmp_path)


def is_gone(visitor: Visitor) -> bool:
    """Whether nothing answers there any more that knows who this is: another desk may have taken the port."""
    try:
        return visitor.ask("GET", "/").status == 403
    except OSError:
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def by_signal(number: int) -> Callable[[RunningDesk], object]:
    return lambda desk: desk.process.send_signal(number)


@pytest.mark.parametrize(
    "end",
    [
        by_signal(signal.SIGINT),
        by_signal(signal.SIGTERM),
        by_signal(signal.SIGHUP),
        lambda desk: desk.visitor.come_in().send("/stop"),
    ],
    ids=["Ctrl-C", "terminated", "window closed", "from its page"],
)
def test_it_ends_in_order(tmp_path: Path, workbook: Path, end: Callable[[RunningDesk], object]) -> None:
    with running_desk(tmp_path, workbook) as desk:
        visitor = desk.visitor.come_in()
        end(desk)
        assert desk.process.wait(20) == 0
        desk.wait_for("The desk is closed.")
        assert desk.errors() == ""
    assert is_gone(visitor)
    assert not (tmp_path / "outputs" / DESK_NOTE).exists()


def test_it_ends_while_a_browser_listens_for_news(tmp_path: Path, workbook: Path) -> None:
    with running_desk(tmp_path, workbook) as desk:
        visitor = desk.visitor.come_in()
        with socket.create_connection(("127.0.0.1", visitor.port), 10) as listening:
            request = f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{visitor.port}\r\nCookie: {visitor.cookie}\r\n\r\n"
            listening.sendall(request.encode())
            assert b"event: news" in listening.recv(4096) + listening.recv(4096)
            began = time.monotonic()
            assert desk.end() == 0
            assert time.monotonic() - began < 10
        assert desk.errors() == ""


def test_the_page_that_stops_it_says_so_with_its_looks(tmp_path: Path, workbook: Path) -> None:
    with running_desk(tmp_path, workbook) as desk:
        visitor = desk.visitor.come_in()
        answer = visitor.send("/stop")
        assert "The desk is closed" in answer.text
        assert "/assets/desk.css" in answer.text
        assert visitor.ask("GET", "/assets/desk.css").status == 200
        assert desk.process.wait(20) == 0


def test_it_says_its_address_and_which_workbook_in_plain_words(tmp_path: Path, workbook: Path) -> None:
    with running_desk(tmp_path, workbook) as desk:
        address = desk.visitor.address
        assert desk.said == [
            f"The desk is open, for this computer alone: {workbook}",
            "Open this address in a browser:",
            f"  {address}",
            "To stop it, press Ctrl-C here, or choose 'Stop the desk' on its page.",
        ]
        assert len(address.partition("token=")[2]) >= 43


def test_without_a_workbook_it_takes_what_the_other_commands_take(tmp_path: Path) -> None:
    with running_desk(tmp_path) as desk:
        assert desk.visitor.come_in().ask("GET", "/").status == 200
        assert "No workbook is named: inputs/assessment.xlsx is taken." in desk.said
    book = Book().write(tmp_path)
    assert (
        run("report", book, "--output", tmp_path / "outputs", "--templates", TEMPLATES, "--format", "html").exit_code
        == 0
    )
    book.unlink()
    with running_desk(tmp_path) as desk:
        visitor = desk.visitor.come_in()
        until(lambda: "There is no workbook yet" in visitor.page("/"))
        assert any(f"{book.name} is taken, from which documents were made last" in line for line in desk.said)


def test_a_workbook_that_is_not_there_is_a_state_of_the_page(tmp_path: Path) -> None:
    with running_desk(tmp_path, "inputs/none.xlsx") as desk:
        visitor = desk.visitor.come_in()
        until(lambda: "There is no workbook yet" in visitor.page("/"))
        assert "There are no documents to show yet." in visitor.page("/documents")


def until(happens: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_port_in_use_is_told_in_one_line(tmp_path: Path, workbook: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with running_desk(tmp_path, workbook, "--port", str(port)) as desk:
            assert desk.process.wait(20) == 3
            said = f"Error: The desk cannot open at port {port}: another program has it."
            assert desk.errors().strip() == f"{said} Name another one, or leave --port out: then a free one is taken."
    assert not (tmp_path / "outputs" / DESK_NOTE).exists()


def test_a_port_that_is_asked_for_is_taken_and_free_again_at_once(tmp_path: Path, workbook: Path) -> None:
    port = free_port()
    for _ in range(2):
        with running_desk(tmp_path, workbook, "--port", str(port)) as desk:
            visitor = desk.visitor.come_in()
            assert visitor.port == port
            assert visitor.ask("GET", "/").status == 200
            assert desk.end() == 0


def test_two_desks_take_two_ports_by_themselves(tmp_path: Path, workbook: Path) -> None:
    with running_desk(tmp_path, workbook) as one, running_desk(tmp_path, workbook, "--output", "others") as other:
        assert one.visitor.port != other.visitor.port
        visitors = [one.visitor.come_in(), other.visitor.come_in()]
        assert visitors[0].cookie.partition("=")[0] != visitors[1].cookie.partition("=")[0]


def test_a_second_desk_on_the_folder_leads_to_the_first(tmp_path: Path, workbook: Path) -> None:
    with running_desk(tmp_path, workbook) as desk:
        address = desk.visitor.address
        with running_desk(tmp_path, workbook, "--port", str(desk.visitor.port)) as second:
            assert second.process.wait(20) == 0
            second.wait_for(address)
            assert second.said[0] == f"A desk is open on outputs already, with {workbook}."
            assert second.errors() == ""
        assert desk.visitor.come_in().ask("GET", "/").status == 200


def test_the_note_with_the_token_is_for_its_owner_alone(tmp_path: Path, workbook: Path) -> None:
    with running_desk(tmp_path, workbook) as desk:
        address = desk.visitor.address
        note = tmp_path / "outputs" / DESK_NOTE
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
        assert json.loads(note.read_text()) == {"address": address, "workbook": str(workbook)}


def test_what_a_killed_desk_left_hinders_nothing(tmp_path: Path, workbook: Path) -> None:
    with running_desk(tmp_path, workbook) as desk:
        old = desk.visitor.come_in()
        desk.end(signal.SIGKILL)
    assert (tmp_path / "outputs" / DESK_NOTE).exists()
    until(lambda: is_gone(old))
    with running_desk(tmp_path, workbook) as desk:
        assert desk.visitor.address != old.address
        assert desk.end() == 0
    assert not (tmp_path / "outputs" / DESK_NOTE).exists()


def test_a_link_in_place_of_the_note_is_not_followed(tmp_path: Path, workbook: Path) -> None:
    (tmp_path / "outputs").mkdir()
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "outputs" / DESK_NOTE).symlink_to(victim)
    with running_desk(tmp_path, workbook) as desk:
        assert desk.process.wait(20) == 3
        assert "the desk cannot open here" in desk.errors()
    assert victim.read_text() == "mine"


def test_an_output_folder_that_is_none_is_told_in_one_line(tmp_path: Path, workbook: Path) -> None:
    (tmp_path / "outputs").write_text("")
    with running_desk(tmp_path, workbook) as desk:
        assert desk.process.wait(20) == 3
        assert desk.errors().startswith("Error: outputs: the desk cannot open here")
        assert len(desk.errors().splitlines()) <= 1


def browser_of_ours(folder: Path, name: str) -> Path:
    """A program that notes what it is asked to open."""
    program = folder / name
    program.write_text(
        f'#!/bin/sh\nprintf %s "$1" > "{folder}/opened.tmp"; mv "{folder}/opened.tmp" "{folder}/opened"\n'
    )
    program.chmod(0o755)
    return program


@contextmanager
def desk_with_browser(folder: Path, *arguments: str | Path, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    """Start the desk with a browser; it is killed at the end of the block, if it still runs."""
    command = [sys.executable, "-P", "-m", "bvdocs", "desk", "--templates", str(TEMPLATES), *map(str, arguments)]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={"PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1", **environment},
    )  # fmt: skip
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_it_opens_the_browser_and_says_the_address_too(tmp_path: Path, workbook: Path) -> None:
    browser = browser_of_ours(tmp_path, "our-browser")
    with desk_with_browser(tmp_path, workbook, BROWSER=f"{browser} %s") as process:
        until((tmp_path / "opened").exists)
        opened = (tmp_path / "opened").read_text()
        visitor = Visitor(opened).come_in()
        assert visitor.ask("GET", "/").status == 200
        (tmp_path / "opened").unlink()
        with desk_with_browser(tmp_path, workbook, BROWSER=f"{browser} %s") as second:
            assert second.communicate(timeout=20)[1] == ""
            assert second.returncode == 0
        assert (tmp_path / "opened").exists()
        assert Visitor((tmp_path / "opened").read_text()).come_in().ask("GET", "/").status == 200
        process.send_signal(signal.SIGINT)
        said, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert "It opens in your browser." in said
    # Others see the browser's command line: the address in it is not good for long.
    token = said.partition("token=")[2].partition("\n")[0]
    assert token and token not in opened


@pytest.mark.parametrize("name", ["", "w3m", "lynx"])
def test_where_no_browser_has_windows_it_says_what_to_open(tmp_path: Path, workbook: Path, name: str) -> None:
    """One that shows pages in the terminal would take the place of what the desk says there."""
    if name:
        browser_of_ours(tmp_path, name)
    with desk_with_browser(tmp_path, workbook, PATH=str(tmp_path)) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(4)]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert said[1] == "Open this address in a browser:\n"
    assert not (tmp_path / "opened").exists()


def test_no_other_command_loads_what_serves_the_desk() -> None:
    """Nor does the desk load, before it says its address, what reads workbooks and makes documents."""
    check = "import sys; import {}; print(*sorted({{each.partition('.')[0] for each in sys.modules}}))"

    def loaded(module: str) -> set[str]:
        done = subprocess.run([sys.executable, "-P", "-c", check.format(module)], capture_output=True, text=True,
                              check=True, env={**os.environ, "PYTHONPATH": str(PROJECT)})  # fmt: skip
        return set(done.stdout.split())

    assert not loaded("bvdocs.cli.main") & {"starlette", "uvicorn", "sse_starlette", "watchfiles", "anyio"}
    serving = loaded("bvdocs.cli.main, bvdocs.desk.serving")
    assert "uvicorn" in serving
    assert not serving & {"openpyxl", "matplotlib", "numpy", "weasyprint", "docx", "lxml", "PIL"}


def test_where_its_packages_are_missing_it_says_how_to_get_them(
    tmp_path: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "bvdocs.desk.serving", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = run("desk", workbook, "--output", tmp_path / "outputs")
    assert done.exit_code == 3
    said = "Error: The desk needs the Python package uvicorn, which is not installed."
    assert done.output.startswith(f"{said} Install bvdocs with it: pip install 'bvdocs[desk]'")
    assert not (tmp_path / "outputs").exists()
