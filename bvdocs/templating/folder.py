"""Where the templates are, and reading them."""

import os
from collections.abc import Iterator
from errno import EINVAL
from pathlib import Path

import bvdocs
from bvdocs.core.documents import DOCUMENTS, PART_B
from bvdocs.core.errors import SEE_WHO_MAY_READ, TemplateError, faults_as
from bvdocs.core.stray_files import LOCK_PREFIXES, is_left_by_system
from bvdocs.core.unseen_characters import harmless

_BESIDE_THE_OFFICER = Path("templates")
_PACKAGE = Path(bvdocs.__file__).parent
# In the installed package, and in a checkout of the project.
_SHIPPED = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
# By these a folder is known to be one of templates, whatever else is missing from it.
_OURS = ("style.css", *(f"{each.name}.{kind}" for each in DOCUMENTS for kind in ("docx", "html")))
_OF_PART_B = tuple(f"{PART_B.name}.{kind}" for kind in ("docx", "html"))
_MOST_BYTES = 10_000_000


def find_templates(wanted: Path | None) -> Path:
    """Return the folder asked for; else `templates` where the officer is; else the one that ships with bvdocs.

    A folder where the officer is counts only if it holds a file of ours: many things are called templates. Raise
    TemplateError if the folder asked for, or any, is not there.
    """
    if wanted:
        if wanted.is_dir():
            return wanted
        raise TemplateError(
            f"{wanted}: there is no such folder of templates.",
            "Check its name, or leave --templates out to use those that come with bvdocs.",
        )
    for folder in (_BESIDE_THE_OFFICER, *_SHIPPED):
        if any((folder / name).is_file() for name in _OURS):
            return folder
    raise TemplateError("The templates that come with bvdocs are not there.", "Take the folder 'templates' again.")


def read_templates(folder: Path, *, of_part_b: bool = False) -> dict[str, bytes]:
    """Return every file of the templates, by name with `/` for folders, without what other programs leave there.

    Those of Part B are there only if asked for: nothing that is made of Part A, or recorded of it, has to do with them.
    What a link leads to is one of them only if it is in the folder. Raise TemplateError if one cannot be read, or has a
    name that cannot be written down.
    """
    refuse_unprintable_names(folder)
    with faults_as(TemplateError, "{where}: the templates cannot be read: {reason}.", SEE_WHO_MAY_READ, folder):
        files = sorted(
            path
            for parent, _, names in os.walk(folder, onerror=_stop)
            for path in (Path(parent, name) for name in names)
            if path.is_file() and not path.name.startswith(LOCK_PREFIXES) and not is_left_by_system(path.name)
            if not leads_out(path, folder)
        )
        named = {path.relative_to(folder).as_posix(): path for path in files}
        return {name: path.read_bytes() for name, path in named.items() if of_part_b or name not in _OF_PART_B}


def has_templates_of_part_b(folder: Path) -> bool:
    """Say whether a folder has a template of Part B; one from before there was a Part B has none."""
    return any((folder / name).is_file() for name in _OF_PART_B)


def refuse_unprintable_names(folder: Path) -> None:
    """Raise TemplateError for a name that no manifest, or list of hashes with a line for each, could hold."""
    for path in _everything_in(folder):
        name = path.relative_to(folder).as_posix()
        if harmless(name) != name or "\n" in name:
            raise TemplateError(
                f"{path}: this name of a template has a character that cannot be printed.", "Give it another name."
            )


def links_out_of(folder: Path) -> list[str]:
    """Return the names of the links in a folder that lead to files or folders elsewhere."""
    return sorted(path.relative_to(folder).as_posix() for path in _everything_in(folder) if leads_out(path, folder))


def _everything_in(folder: Path) -> Iterator[Path]:
    return (Path(parent, name) for parent, *names in os.walk(folder) for each in names for name in each)


def leads_out(path: Path, folder: Path) -> bool:
    """Say whether a file of the folder is a link to somewhere else."""
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())


def _stop(fault: OSError) -> None:
    raise fault


def read_plain(path: Path) -> str:
    """Return the text of a file in UTF-8.

    Raise UnicodeDecodeError for another encoding, OSError for what is no file, or too large to be meant.
    """
    size = path.stat().st_size
    if not path.is_file() or size > _MOST_BYTES:
        raise OSError(EINVAL, "it is too large, or no file of text")
    return path.read_text(encoding="utf-8")
