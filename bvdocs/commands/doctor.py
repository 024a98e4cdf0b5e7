"""The machine: what it has and lacks for making documents, and how to mend it."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bvdocs.core.brand import Brand
from bvdocs.core.errors import EnvironmentLacksError, TemplateError
from bvdocs.core.fonts import how_to_bring, packages_of

_PYTHON_PACKAGES = (
    "click", "coloraide", "defusedxml", "docxtpl", "icalendar", "jinja2", "matplotlib", "numpy", "openpyxl",
    "phonenumbers", "pillow", "pydyf", "python-docx", "rapidfuzz", "weasyprint",
)  # fmt: skip

# The shared libraries that WeasyPrint loads, with what brings each on Debian and Ubuntu.
_LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
# What the name of each item that `make setup` brings begins with.
_PYTHON = "Python"
_EMOJI_PACKAGE = "fonts-noto-color-emoji"
_FEDORA_PACKAGES = ("pango", "harfbuzz", "liberation-sans-fonts", "google-noto-color-emoji-fonts")
_BREW_PACKAGES = ("pango", "harfbuzz", "font-liberation")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: `found` says what is there; `package` brings it; without a `needed` one nothing can be made.

    `elsewhere` are the packages of Fedora and of Homebrew, where these are not among those that are installed anyway.
    `advice` says how to mend what no package brings.
    """

    name: str
    found: str
    package: str = ""
    needed: bool = True
    elsewhere: tuple[str, str] = ("", "")
    advice: str = ""


def examine(templates: Path | None = None) -> tuple[Item, ...]:
    """Return everything that is needed, there or not; the font is the one that the brand of the templates names."""
    return (*_python(), *_libraries(), _font(_brand(templates)), _emoji())


def _brand(templates: Path | None) -> Brand:
    from bvdocs.templating.brand_file import read_brand
    from bvdocs.templating.folder import find_templates

    try:
        return read_brand(find_templates(templates))
    except TemplateError:  # which 'bvdocs check' tells
        return Brand()


def mending_line(items: tuple[Item, ...]) -> str:
    """Return the one command that brings what is missing on this system; empty if nothing is."""
    missing = [item for item in items if not item.found]
    debian = list(dict.fromkeys(item.package for item in missing if item.package))
    if any(item.name.startswith(_PYTHON) for item in missing):
        return "make setup"
    if not debian:
        return ""
    if shutil.which("apt-get"):
        return _as_administrator(f"apt-get update && apt-get install -y --no-install-recommends {' '.join(debian)}")
    if shutil.which("dnf"):
        return _as_administrator(f"dnf install -y {' '.join((*_FEDORA_PACKAGES, *_elsewhere(missing, 0)))}")
    if shutil.which("brew"):
        return f"brew install {' '.join((*_BREW_PACKAGES, *_elsewhere(missing, 1)))}"
    return f"Install with your system's package manager: {' '.join(debian)}"


def _elsewhere(missing: list[Item], system: int) -> list[str]:
    return [item.elsewhere[system] for item in missing if item.elsewhere[system]]


def install_missing(line: str, tell: Callable[[str], None]) -> None:
    """Run the mending line where this user may; raise EnvironmentLacksError where it fails."""
    if not (_is_root() and "apt-get" in line):
        raise EnvironmentLacksError("Installing needs an administrator.", f"Run: {line}")
    tell(line)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["/bin/sh", "-c", line], env=environment, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own line
    if done.returncode:
        raise EnvironmentLacksError(f"Installing failed with exit code {done.returncode}.", f"Run: {line}")
    from bvdocs.render.figures.fonts import forget_fonts

    forget_fonts()


def _as_administrator(line: str) -> str:
    """Return the command for an administrator: not every system has sudo, nor may every user use it."""
    if _is_root():
        return line
    return f'sudo sh -c "{line}"' if shutil.which("sudo") else f'su -c "{line}"'


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _python() -> Iterator[Item]:
    yield Item("Python 3.11 or later", sys.version.split()[0])
    for name in _PYTHON_PACKAGES:
        try:
            yield Item(f"Python package {name}", version(name))
        except PackageNotFoundError:
            yield Item(f"Python package {name}", "")


def _libraries() -> Iterator[Item]:
    if sys.platform.startswith("linux"):
        for name, package in _LIBRARIES.items():
            yield Item(f"Library {name}", "there" if _loads(name) else "", package)
        return
    from bvdocs.render.pdf import layout

    try:
        layout.load()
        yield Item("Libraries for WeasyPrint", "there")
    except (EnvironmentLacksError, ImportError):
        yield Item("Libraries for WeasyPrint", "", "pango")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _font(brand: Brand) -> Item:
    *others, last = brand.faces
    name = f"Font with {last}'s measures ({', '.join(others)} or {last})" if others else f"Font {last}"
    try:
        from bvdocs.render.faces import usable_face

        found = usable_face(brand.faces)
    except ImportError:
        found = ""
    packages = packages_of(brand.faces)
    if packages is None:
        return Item(name, found, advice=how_to_bring(brand.faces))
    return Item(name, found, packages.debian, elsewhere=packages[1:])


def _emoji() -> Item:
    """Look for a font with emoji: only a workbook with emoji in it needs one, for its PDFs."""
    try:
        from bvdocs.render.figures.fonts import emoji_font

        found = emoji_font()
    except ImportError:
        found = ""
    return Item("Font with emoji (for workbooks that use them)", found, _EMOJI_PACKAGE, needed=False)
