"""The brand file among the templates: its settings, the logo that it names, and what is wrong with it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from math import floor
from pathlib import Path
from typing import Any, NamedTuple

from bvdocs.core.brand import Brand, Colours
from bvdocs.core.colours import TEXT_CONTRAST, WHITE, contrast
from bvdocs.core.errors import TemplateError
from bvdocs.core.findings import Finding, Rule
from bvdocs.core.places import TemplatePlace
from bvdocs.core.quoting import did_you_mean
from bvdocs.templating import rules
from bvdocs.templating.folder import read_plain
from bvdocs.templating.logo import LogoError, read_logo

BRAND_FILE = "brand.toml"

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_FONT = re.compile(r"[ .-]*\w[\w .-]*")
# Not what XML forbids, nor a line break, nor the letters of a symbol font.
_NAME = re.compile("[^\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufffe\uffff]*")
_COLOURS_OF_TEXT = ("brand", "ink", "muted", "link")
_WIDEST_LOGO = 170  # millimetres
_CURLY = re.compile("[“”‘’„«»]")
_TAKE_OURS = "Correct it, or take the one that came with bvdocs."
_AS_TOML = 'Text and colours stand in straight quotes, font = "Arial"; or take the file that came with bvdocs.'


class _SettingFault(NamedTuple):
    """Something wrong with the setting of this name."""

    setting: str
    message: str


def read_brand(folder: Path) -> Brand:
    """Return the brand of the templates in `folder`; raise TemplateError if something is wrong with its file."""
    brand, faults = _read_brand(folder)
    if faults:
        said = " ".join(f"{each.cell}: {each.message}" if each.cell else each.message for each in faults)
        raise TemplateError(f"{folder / BRAND_FILE}: {said}", faults[0].hint)
    return brand


def check_brand(folder: Path) -> list[Finding]:
    """Return all that is wrong with the brand file in `folder`."""
    return _read_brand(folder)[1]


def _read_brand(folder: Path) -> tuple[Brand, list[Finding]]:
    try:
        text = read_plain(folder / BRAND_FILE).removeprefix("\ufeff")
    except OSError as fault:
        rule = rules.BRAND if (folder / BRAND_FILE).is_file() else rules.TEMPLATE_MISSING
        return Brand(), [_fault(f"the brand file cannot be read: {fault.strerror}.", _TAKE_OURS, rule=rule)]
    except ValueError:
        return Brand(), [_fault("the brand file is not plain text in UTF-8.", "Save it as plain text in UTF-8.")]
    try:
        written = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        return Brand(), [_not_toml(text, str(fault))]
    faults: list[_SettingFault] = []
    colours = _read_colours(written.pop("colours", {}), faults)
    name = written.pop("logo", "")
    settings = _read_settings(written, faults)
    width = settings.get("logo_width")
    logo = b""
    try:
        logo = read_logo(folder, name, width if isinstance(width, (int, float)) else Brand().logo_width)
    except LogoError as fault:
        faults.append(_SettingFault("logo", str(fault)))
    if faults:
        return Brand(), [
            _fault(f"{each.message}.".replace("?.", "?"), _TAKE_OURS, _line_of(text, each.setting)) for each in faults
        ]
    return Brand(logo=logo, colours=colours, **settings), []


def _fault(message: str, hint: str, line: int = 0, rule: Rule = rules.BRAND) -> Finding:
    return rule.at(TemplatePlace(BRAND_FILE, f"line {line}" if line else ""), message, hint)


def _line_of(text: str, setting: str) -> int:
    found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(setting)}[\"']?[ \t]*[=\]]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _not_toml(text: str, said: str) -> Finding:
    """Say why the file as a whole cannot be read, in the words of whoever writes it and not of its grammar."""
    lines = text.splitlines()
    place = re.search(r"at line (\d+)", said)
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    number = int(place[1]) if place else filled[-1] if filled else 1
    line = lines[number - 1].strip() if number <= len(lines) else ""
    why = _grammar(line, said)
    return _fault(f"'{line[:80]}' cannot be read{f': {why}' if why else ''}.", _AS_TOML, number)


def _grammar(line: str, said: str) -> str:
    """Return what is wrong with a line; '' if that is not known."""
    name, sign, value = (part.strip() for part in line.partition("="))
    value = value.partition(" #")[0].strip()
    if "overwrite" in said or "twice" in said or "declare" in said:
        return "it is set twice"
    if _CURLY.search(line):
        return "its quotation marks are curly"
    if not sign:
        return "it has no '=' between its name and its value"
    if not value:
        return f"{name} has no value"
    if value[0] in "\"'" and (value.count(value[0]) < 2 or not value.endswith(value[0])):
        return "a quotation mark is missing, or one too many"
    if value[0] not in "\"'[{" and not re.fullmatch(r"[\d._+-]+", value):
        return "its value has no quotation marks"
    return "a \\ has to be written twice" if "\\" in value else ""


def _read_settings(written: dict[str, Any], faults: list[_SettingFault]) -> dict[str, Any]:
    """Return name, font and the logo's width, and add to the faults."""
    known = [each.name for each in fields(Brand)]
    faults += [
        _SettingFault(name, f"there is no setting '{name}'{did_you_mean(name, known)}")
        for name in written
        if name not in known
    ]
    for name, form, example in (("name", _NAME, "Example Council"), ("font", _FONT, "Arial")):
        value = written.get(name, "Arial")
        if not isinstance(value, str) or not form.fullmatch(value):
            faults.append(_SettingFault(name, f'{name} is {value!r}; it is expected to be such as "{example}"'))
    width = written.get("logo_width", 1)
    if isinstance(width, bool) or not isinstance(width, (int, float)) or not 0 < width <= _WIDEST_LOGO:
        said = f"logo_width is {width!r}; it is expected to be millimetres, up to {_WIDEST_LOGO}"
        faults.append(_SettingFault("logo_width", said))
    return {name: value.strip() if isinstance(value, str) else value for name, value in written.items()}


def _read_colours(written: Any, faults: list[_SettingFault]) -> Colours:
    known = [each.name for each in fields(Colours)]
    if not isinstance(written, dict):
        faults.append(_SettingFault("colours", "colours is expected to be a part of its own, '[colours]'"))
        return Colours()
    given = {name: str(value).lower() for name, value in written.items()}
    for name, value in given.items():
        if name not in known:
            faults.append(_SettingFault(name, f"there is no colour '{name}'{did_you_mean(name, known)}"))
        elif not _COLOUR.fullmatch(value):
            faults.append(_SettingFault(name, f"the colour {name} is {value!r}; '#rrggbb' is expected"))
    colours = Colours(**{name: value for name, value in given.items() if name in known and _COLOUR.fullmatch(value)})
    faults += _too_faint(colours)
    return colours


def _too_faint(colours: Colours) -> Iterator[_SettingFault]:
    """Report the colours of text that do not stand out enough from what is printed behind them."""
    for ground, of_ground in ((WHITE, "white"), (colours.quiet, f"quiet ({colours.quiet})")):
        for name in _COLOURS_OF_TEXT:
            colour = getattr(colours, name)
            ratio = contrast(colour, ground)
            if ratio < TEXT_CONTRAST:
                shown = floor(ratio * 10) / 10  # never rounded up to what was missed
                said = f"the colour {name} ({colour}) stands out on {of_ground} by {shown:.1f} : 1 only"
                yield _SettingFault(name, f"{said}; what is read needs {TEXT_CONTRAST} : 1")
