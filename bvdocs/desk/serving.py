"""Opening the desk: one for a folder, on a port of this computer alone, in the browser; and ending it in order."""

import asyncio
import errno
import os
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import uvicorn

from bvdocs.core.errors import BvdocsError
from bvdocs.desk.access import LOOPBACK, Access, address_for_browser
from bvdocs.desk.app import make_app
from bvdocs.desk.jobs import Jobs
from bvdocs.desk.workbench import Workbench
from bvdocs.storage.desk_note import DeskIsOpenError, OpenDesk, only_desk

# The same each time if it is free, so that a tunnel or a bookmark leads to it; no well-known service has it.
_USUAL_PORT = 8377
# How long answers that are under way may take once the desk is stopped, in seconds.
_LAST_ANSWERS = 2
# How long a browser may take to begin, in seconds.
_BROWSER_BEGINS = 5
# How long a browser has to take in the page that says that the desk closes, with its looks, in seconds.
_FAREWELL = 1
# Within WSL, what opens an address in the browser of Windows; where its drive stands elsewhere, the address is said.
_WINDOWS_OPENS = Path("/mnt/c/Windows/System32/rundll32.exe")
# They show pages in the terminal, which the desk writes to.
_IN_THE_TERMINAL = ("www-browser", "links", "elinks", "lynx", "w3m")
# Windows has no hangup, and its terminal sends an interrupt in its place.
_ENDS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class DeskRequest(NamedTuple):
    """What the desk is to be opened on; `port` is None for any that is free."""

    workbook: Path
    templates: Path
    output: Path
    port: int | None
    in_browser: bool
    named: bool


def open_desk(request: DeskRequest, say: Callable[[str], None]) -> None:
    """Open the desk, and return once it is stopped; if the folder has one open, lead to that.

    Raise OutputError if the output folder cannot be written to, BvdocsError if the port is in use.
    """
    try:
        with only_desk(request.output) as note, listening(request.port) as listener:
            access = Access(listener.getsockname()[1])
            note(OpenDesk(access.address, str(request.workbook)))
            say(f"The desk is open, for this computer alone: {request.workbook}")
            _lead_to(access.address, request, say)
            say("To stop it, press Ctrl-C here, or choose 'Stop the desk' on its page.")
            asyncio.run(_serve(request, access, listener))
            say("The desk is closed.")
    except DeskIsOpenError as fault:
        shown = f", with {fault.desk.workbook}" if fault.desk.workbook else ""
        say(f"A desk is open on {request.output} already{shown}.")
        if fault.desk.address:
            _lead_to(fault.desk.address, request, say, wait=_BROWSER_BEGINS)


@contextmanager
def listening(port: int | None) -> Iterator[socket.socket]:
    """Yield a socket that browsers of this computer can reach; raise BvdocsError if the port cannot be had."""
    with socket.socket() as listener:
        # The port of a desk that was stopped just now is free, though its last answers are still on their way.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, _USUAL_PORT if port is None else port))
        except OSError as fault:
            if port is not None:
                raise _no_port(port, fault) from fault
            listener.bind((LOOPBACK, 0))
        listener.listen(512)
        yield listener


def _no_port(port: int, fault: OSError) -> BvdocsError:
    if fault.errno == errno.EADDRINUSE:
        why, hint = "another program has it", "Name another one, or leave --port out: then a free one is taken."
    else:
        why = fault.strerror or str(fault)
        hint = "Name one from 1024 on, or leave --port out: then a free one is taken."
    return BvdocsError(f"The desk cannot open at port {port}: {why}.", hint)


def _lead_to(address: str, request: DeskRequest, say: Callable[[str], None], wait: float = 0) -> None:
    """Open the address in the browser, if there is one and it is wanted; say the address in any case.

    `wait` so many seconds for the browser to begin, where this process ends afterwards.
    """
    browser = _browser() if request.in_browser else None
    if browser is None:
        say(f"Open this address in a browser:\n  {address}")
        return
    say(f"It opens in your browser. If it does not, open this address there:\n  {address}")
    # Some ways to start a browser return only once that is closed.
    opening = Thread(target=browser.open, args=(address_for_browser(address),), daemon=True)
    opening.start()
    opening.join(wait)


def _browser() -> webbrowser.BaseBrowser | None:
    """Return the browser of this computer, in WSL that of Windows; None if it has none with windows."""
    if "WSL_DISTRO_NAME" in os.environ and _WINDOWS_OPENS.exists():
        return webbrowser.GenericBrowser([str(_WINDOWS_OPENS), "url.dll,FileProtocolHandler", "%s"])
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return None
    name = Path(getattr(found, "name", "") or "").name
    return None if name in _IN_THE_TERMINAL else found


class _Server(uvicorn.Server):
    """A server that ends in order, and with it the program, whatever asked it to."""

    def __init__(self, config: uvicorn.Config, workbench: Workbench, jobs: Jobs) -> None:
        super().__init__(config)
        self._workbench, self._jobs = workbench, jobs

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take what ends a program as the wish to stop, and nothing more: uvicorn's own would send it again."""
        loop = asyncio.get_running_loop()
        for each in _ENDS:
            loop.add_signal_handler(each, self.stop)
        yield

    def stop(self) -> None:
        """Answer what was asked, and nothing further; asked twice, do not wait for the answers."""
        self.force_exit = self.should_exit
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the work first: who listens for news of it would be waited for."""
        await self._jobs.close()
        await self._workbench.close()
        await super().shutdown(sockets)

    def stop_soon(self) -> None:
        """Stop once the browser has had the time to show that it does."""
        asyncio.get_running_loop().call_later(_FAREWELL, self.stop)


async def _serve(request: DeskRequest, access: Access, listener: socket.socket) -> None:
    """Answer requests until the desk is stopped."""
    workbench = Workbench(request.workbook, request.templates, request.output, named=request.named)
    jobs = Jobs()
    settings = uvicorn.Config(
        make_app(workbench, access, lambda: server.stop_soon(), jobs),
        log_level="warning",
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    server = _Server(settings, workbench, jobs)
    await workbench.start()
    try:
        await server.serve(sockets=[listener])
    finally:
        await jobs.close()
        await workbench.close()
