"""Where the templates are, and the brand file among them."""

import io
import re
import tomllib
from dataclasses import fields
from difflib import get_close_matches
from errno import EINVAL
from math import floor
from pathlib import Path
from typing import Any, NamedTuple

import bvdocs
from bvdocs.core.brand import Brand, Colours
from bvdocs.core.colours import TEXT_CONTRAST, WHITE, contrast
from bvdocs.core.errors import TemplateError
from bvdocs.core.stray_files import LOCK_PREFIXES, SYSTEM_FILES

BRAND_FILE = "brand.toml"
_BESIDE_THE_OFFICER = Path("templates")
_PACKAGE = Path(bvdocs.__file__).parent
# In the installed package, and in a checkout of the project.
_SHIPPED = (_PACKAGE / "templates", _PACKAGE.parent / "templates")

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_FONT = re.compile(r"[\w .-]*\w[\w .-]*")
# Not what XML forbids, nor a line break, nor the letters of a symbol font.
_NAME = re.compile("[^\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufffe\uffff]*")
_READ = ("brand", "ink", "muted", "link")
_MOST_BYTES = 10_000_000
_WIDEST_LOGO, _TALLEST_LOGO = 170, 60
_CURLY = re.compile("[“”‘’„«»]")
_TAKE_OURS = "Correct it, or take the one that came with bvdocs."
_AS_TOML = 'Text and colours stand in straight quotes, font = "Arial"; or take the file that came with bvdocs.'


def find_templates(wanted: Path | None) -> Path:
    """The folder asked for; else `templates` where the officer is; else the one that ships with bvdocs.

    A folder where the officer is counts only if it holds our style sheet: many things are called templates.
    """
    if wanted:
        if wanted.is_dir():
            return wanted
        raise TemplateError(
            f"{wanted}: there is no such folder of templates.",
            "Check its name, or leave --templates out to use those that come with bvdocs.",
        )
    return next(folder for folder in (_BESIDE_THE_OFFICER, *_SHIPPED) if (folder / "style.css").is_file())


def read_templates(folder: Path) -> dict[str, bytes]:
    """Every file of the templates, by name with `/` for folders; raises TemplateError if one cannot be read.

    What other programs and systems leave there is none.
    """
    try:
        files = sorted(
            path
            for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(LOCK_PREFIXES) and path.name not in SYSTEM_FILES
        )
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    except OSError as fault:
        raise TemplateError(
            f"{folder}: the templates cannot be read: {fault.strerror}.", "Check the folder's name."
        ) from fault


def read_plain(path: Path) -> str:
    """The text of a file in UTF-8; raises OSError for what is no file, or so large that it cannot be meant."""
    size = path.stat().st_size
    if not path.is_file() or size > _MOST_BYTES:
        raise OSError(EINVAL, "it is too large, or no file of text")
    return path.read_text(encoding="utf-8")


class BrandFault(NamedTuple):
    """Something wrong in the brand file: what, what to do, and its line, or 0 where it has none."""

    message: str
    hint: str
    line: int = 0


class _Fault(NamedTuple):
    """Something wrong with a setting."""

    setting: str
    message: str


def read_brand(folder: Path) -> Brand:
    """The brand of the templates in `folder`; raises TemplateError for all that is wrong with its file at once."""
    brand, faults = _read_brand(folder)
    if faults:
        said = "; ".join(_with_line(fault) for fault in faults)
        raise TemplateError(f"{folder / BRAND_FILE}: {said}.".replace("?.", "?"), faults[0].hint)
    return brand


def brand_faults(folder: Path) -> tuple[BrandFault, ...]:
    """All that is wrong with the brand file in `folder`."""
    return tuple(_read_brand(folder)[1])


def _with_line(fault: BrandFault) -> str:
    return fault.message if fault.hint != _AS_TOML or not fault.line else f"line {fault.line}: {fault.message}"


def _read_brand(folder: Path) -> tuple[Brand, list[BrandFault]]:
    try:
        text = read_plain(folder / BRAND_FILE).removeprefix("\ufeff")
    except OSError as fault:
        return Brand(), [BrandFault(f"the brand file cannot be read: {fault.strerror}", _TAKE_OURS)]
    except ValueError:
        return Brand(), [BrandFault("the brand file is not plain text in UTF-8", "Save it as plain text in UTF-8.")]
    try:
        written = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        return Brand(), [_not_toml(text, str(fault))]
    faults: list[_Fault] = []
    colours = _colours(written.pop("colours", {}), faults)
    name = written.pop("logo", "")
    settings = _settings(written, faults)
    width = settings.get("logo_width")
    logo = _logo(folder, name, width if isinstance(width, (int, float)) else Brand().logo_width, faults)
    if faults:
        return Brand(), [BrandFault(each.message, _TAKE_OURS, _line_of(text, each.setting)) for each in faults]
    return Brand(logo=logo, colours=colours, **settings), []


def _line_of(text: str, setting: str) -> int:
    """Where a setting is written."""
    found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(setting)}[\"']?[ \t]*[=\]]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _not_toml(text: str, said: str) -> BrandFault:
    """Why the file as a whole cannot be read, in the words of whoever writes it and not of its grammar."""
    lines = text.splitlines()
    place = re.search(r"at line (\d+)", said)
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    number = int(place[1]) if place else filled[-1] if filled else 1
    line = lines[number - 1].strip() if number <= len(lines) else ""
    why = _grammar(line, said)
    return BrandFault(f"'{line[:80]}' cannot be read{f': {why}' if why else ''}", _AS_TOML, number)


def _grammar(line: str, said: str) -> str:
    """What is wrong with a line; '' if that is not known."""
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


def _settings(written: dict[str, Any], faults: list[_Fault]) -> dict[str, Any]:
    """Name, font and the logo's width."""
    known = [each.name for each in fields(Brand)]
    faults += [
        _Fault(name, f"there is no setting '{name}'{_meant(name, known)}") for name in written if name not in known
    ]
    for name, form, example in (("name", _NAME, "Example Council"), ("font", _FONT, "Arial")):
        value = written.get(name, "Arial")
        if not isinstance(value, str) or not form.fullmatch(value):
            faults.append(_Fault(name, f'{name} is {value!r}; it is expected to be such as "{example}"'))
    width = written.get("logo_width", 1)
    if isinstance(width, bool) or not isinstance(width, (int, float)) or not 0 < width <= _WIDEST_LOGO:
        said = f"logo_width is {width!r}; it is expected to be millimetres, up to {_WIDEST_LOGO}"
        faults.append(_Fault("logo_width", said))
    return {name: value.strip() if isinstance(value, str) else value for name, value in written.items()}


def _colours(written: Any, faults: list[_Fault]) -> Colours:
    known = [each.name for each in fields(Colours)]
    if not isinstance(written, dict):
        faults.append(_Fault("colours", "colours is expected to be a part of its own, '[colours]'"))
        return Colours()
    given = {name: str(value).lower() for name, value in written.items()}
    for name, value in given.items():
        if name not in known:
            faults.append(_Fault(name, f"there is no colour '{name}'{_meant(name, known)}"))
        elif not _COLOUR.fullmatch(value):
            faults.append(_Fault(name, f"the colour {name} is {value!r}; '#rrggbb' is expected"))
    colours = Colours(**{name: value for name, value in given.items() if name in known and _COLOUR.fullmatch(value)})
    for ground, of_ground in ((WHITE, "white"), (colours.quiet, f"quiet ({colours.quiet})")):
        for name in _READ:
            ratio = contrast(getattr(colours, name), ground)
            if ratio < TEXT_CONTRAST:
                said = (
                    f"the colour {name} ({getattr(colours, name)}) stands out on {of_ground} by {_floored(ratio)} : 1"
                )
                faults.append(_Fault(name, f"{said} only; what is read needs {TEXT_CONTRAST} : 1"))
    return colours


def _logo(folder: Path, name: Any, width: float, faults: list[_Fault]) -> bytes:
    """The picture as a plain PNG, which Word and PDF take alike, whatever the file is like inside."""
    if name == "":
        return b""
    if not isinstance(name, str) or not name.isprintable() or not _within(name):
        faults.append(_Fault("logo", f'logo is {name!r}; it is expected to be such as "logo.png"'))
        return b""
    from PIL import Image, UnidentifiedImageError

    png = io.BytesIO()
    try:
        with Image.open(folder / name, formats=("PNG", "JPEG")) as picture:
            height = width * picture.height / picture.width
            picture.convert("RGBA" if picture.has_transparency_data else "RGB").save(png, "PNG")
    except UnidentifiedImageError:
        faults.append(_Fault("logo", f"the logo '{name}' is neither a PNG nor a JPEG"))
        return b""
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        why = getattr(fault, "strerror", None) or fault
        faults.append(_Fault("logo", f"the logo '{name}' cannot be read: {why}"))
        return b""
    if height > _TALLEST_LOGO:
        said = f"the logo '{name}' would be {height:.0f} mm tall; up to {_TALLEST_LOGO} have room above the title"
        faults.append(_Fault("logo", said))
    return png.getvalue()


def _within(name: str) -> bool:
    """Whether it stays in the folder, all of whose files decide whether documents are made anew."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def _floored(ratio: float) -> str:
    """One decimal, never rounded up to what was missed."""
    return f"{floor(ratio * 10) / 10:.1f}"


def _meant(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean '{near[0]}'?" if near else ""
