"""Chromium without a window: what a web page does for somebody who reads it, and what axe-core finds in it."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tests.gates import PACKAGES

# The tests are collected, and skipped, where Playwright is not installed.
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

WHAT = "Chromium (with Playwright and axe-core)"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AXE = PACKAGES / "axe-core" / "axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HEIGHT = 800
# Why axe-core does not decide on the contrast of an arrow or the like. It has the ink of the words around it.
_DECORATION = "contains only non-text characters"

Scheme = Literal["light", "dark"]


# Without slots: Playwright leaves a note of its own in the owner of a handler.
@dataclass
class Window:
    """A window that shows one file after another, and what these asked for besides themselves."""

    page: "Page"
    shown: str = ""
    strays: list[str] = field(default_factory=list)

    def show(self, file: Path) -> None:
        """Load a file anew."""
        self.shown = file.as_uri()
        self.page.goto(self.shown)

    def ask(self, script: str, argument: object = None) -> Any:
        """What a JavaScript function says about the page."""
        return self.page.evaluate(script, argument)

    def enlarge_text(self) -> None:
        """Double the size of text, as a reader may set it in the browser."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})

    def let_through(self, route: "Route") -> None:
        """Hand over the file itself and nothing else."""
        address = route.request.url
        if address.split("#")[0] == self.shown:
            route.continue_()
        else:
            self.strays.append(address)
            route.abort()


@dataclass(frozen=True, slots=True)
class Found:
    """A rule of axe-core that an element breaks, or that it could not decide."""

    rule: str
    help: str
    element: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule} at {self.element}: {self.why or self.help}"


@dataclass(frozen=True, slots=True)
class Audit:
    """What axe-core says of a page."""

    violations: tuple[Found, ...]
    undecided: tuple[Found, ...]
    passed: int


def found() -> bool:
    """Whether this machine can run it."""
    return bool(_program() and find_spec("playwright") and _AXE.exists())


@contextmanager
def browser() -> Iterator["Browser"]:
    """A Chromium that runs until the end of the block."""
    from playwright.sync_api import sync_playwright

    options = ["--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        # Chromium's sandbox refuses to be started by root.
        running = playwright.chromium.launch(
            executable_path=_program(), args=options, chromium_sandbox=os.geteuid() != 0
        )
        try:
            yield running
        finally:
            running.close()


@contextmanager
def window(running: "Browser", width: int = 1280, scheme: Scheme = "light", scripts: bool = True) -> Iterator[Window]:
    """A window until the end of the block."""
    context = running.new_context(
        viewport={"width": width, "height": _HEIGHT},
        color_scheme=scheme,
        java_script_enabled=scripts,
        service_workers="block",
    )
    try:
        made = Window(context.new_page())
        context.route("**/*", made.let_through)
        yield made
    finally:
        context.close()


def audit(shown: Window) -> Audit:
    """What axe-core finds, by the rules of WCAG 2.2 AA and its own of good practice; a page in a frame is no part."""
    shown.ask(_axe())
    said = shown.ask(
        "tags => axe.run(document, {runOnly: tags, rules: {'frame-tested': {enabled: false}}})", list(TAGS)
    )
    undecided = [each for each in _found(said["incomplete"]) if _DECORATION not in each.why]
    return Audit(_found(said["violations"]), tuple(undecided), len(said["passes"]))


def _found(results: list[dict[str, Any]]) -> tuple[Found, ...]:
    return tuple(
        Found(result["id"], result["help"], json.dumps(node["target"]), node.get("failureSummary", ""))
        for result in results
        for node in result["nodes"]
    )


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)
