"""The map: a JSON file that says what the headings, columns, words and colours of the files mean, to be edited."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bvdocs.core.errors import BvdocsError, faults_as
from bvdocs.core.model import Status
from bvdocs.core.quoting import did_you_mean, normal
from bvdocs.returns.importing.column_names import COLUMNS
from bvdocs.returns.importing.levels import LevelDraft
from bvdocs.returns.importing.names import FIELDS, NOWHERE, SECTIONS, plain
from bvdocs.returns.importing.table_headings import MappedTable
from bvdocs.returns.importing.themes import theme_named

_VERSION_KEY, _VERSION = "bvdocs import map", 1
# How a key ends that is the beginning of a paragraph, before which a section begins.
BEGINS = "…"
_ABOUT = (
    "Edit what stands behind the colons, and run the import again with --map. Headings: 'Theme 2: Leadership', a"
    f" section ({', '.join(SECTIONS)}), a field of the report ({', '.join(FIELDS)}), or '{NOWHERE}'. A key that ends"
    f" in '{BEGINS}' is how a paragraph begins, with which a section does; add others like it. Columns: one of the"
    f" sheet that the table holds, or '{NOWHERE}'. Statuses: what the word counts as."
)


class MapError(BvdocsError):
    """The command line names a map that cannot be read, or that says what nothing can mean."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class ImportMap:
    """What a map says; nothing where there is none.

    `headings` by their words as they are compared, `begins` by the first words of a paragraph; `tables` by the place of
    their heading row; `scale` and `action_scale` are None where it does not say them.
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    begins: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, MappedTable] = field(default_factory=dict)
    scale: tuple[LevelDraft, ...] | None = None
    action_scale: tuple[LevelDraft, ...] | None = None
    ratings: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)

    def section_from(self, words: str) -> str | None:
        """Return what begins with a paragraph; None if nothing does."""
        return next((means for first, means in self.begins.items() if first and words.startswith(first)), None)


def read_map(path: Path) -> ImportMap:
    """Return what the map at `path` says; raise MapError, with all that is wrong with it."""
    with faults_as(MapError, "{path} cannot be opened: {reason}.", "Check its name, and that you may read it.", path):
        content = path.read_bytes()
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as fault:
        at = f", line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else ""
        raise MapError(
            f"{path} is no JSON{at}.", "Edit the map that the first run wrote: see to its quotation marks and commas."
        ) from fault
    if not isinstance(said, dict) or said.get(_VERSION_KEY) != _VERSION:
        raise MapError(f"{path} is no map of an import.", "Name the .map.json that the first run wrote.")
    if faults := tuple(_faults(said)):
        raise MapError(f"{path} says what cannot be meant:", "Correct it, and run this again.", faults)
    headings = {key: value for key, value in said.get("headings", {}).items() if value}
    return ImportMap(
        headings={normal(key): value for key, value in headings.items() if not key.endswith(BEGINS)},
        begins={_beginning(key): value for key, value in headings.items() if key.endswith(BEGINS)},
        tables={
            place: MappedTable(table["holds"], table["columns"]) for place, table in said.get("tables", {}).items()
        },
        scale=_levels(said.get("scale")),
        action_scale=_levels(said.get("action scale")),
        ratings={plain(key): value for key, value in said.get("ratings", {}).items() if value},
        colours={key.lower(): value for key, value in said.get("colours", {}).items() if value},
        statuses={plain(key): value for key, value in said.get("statuses", {}).items() if value},
    )


def _beginning(key: str) -> str:
    return " ".join(key.removesuffix(BEGINS).split())


def _levels(said: list[dict[str, str]] | None) -> tuple[LevelDraft, ...] | None:
    """Return the levels that a map says; None for none, so that they are proposed."""
    if not said:
        return None
    return tuple(
        LevelDraft(each["Level"], each.get("Mark", ""), each.get("Colour", ""), each.get("Meaning", ""))
        for each in said
    )


def _faults(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a map, a sentence for each."""
    unknown = said.keys() - {*_CHECKS, _VERSION_KEY, "about"}
    yield from (f"'{key}' is no part of a map{did_you_mean(key, _CHECKS) or '.'}" for key in sorted(unknown))
    for key, check in _CHECKS.items():
        if key in said:
            yield from check(key, said[key], said)


def _texts(key: str, found: Any) -> Iterator[str]:
    """Yield the fault of a part that has anything but texts by texts."""
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        yield f"'{key}' is to have one text for each name."


def _check_headings(key: str, found: Any, _said: Mapping[str, Any]) -> Iterator[str]:
    if faults := list(_texts(key, found)):
        yield from faults
        return
    known = [*SECTIONS, *FIELDS, NOWHERE]
    for heading, means in found.items():
        sections = [*SECTIONS, NOWHERE] if heading.endswith(BEGINS) else known
        is_theme = not heading.endswith(BEGINS) and theme_named(means) is not None
        if means and means not in sections and not is_theme:
            yield f"headings, '{heading}': '{means}' is no theme and no section{did_you_mean(means, sections) or '.'}"


def _check_tables(key: str, found: Any, _said: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(found, dict):
        yield f"'{key}' is to have one table for each place."
        return
    for place, table in found.items():
        holds = table.get("holds") if isinstance(table, dict) else None
        columns = table.get("columns") if isinstance(table, dict) else None
        if holds not in (*COLUMNS, NOWHERE):
            yield f"tables, '{place}': it holds '{holds}', which is none of {', '.join(COLUMNS)} and {NOWHERE}."
        elif not isinstance(columns, dict):
            yield f"tables, '{place}': it has no columns."
        else:
            known = [*COLUMNS.get(holds, ()), *(SECTIONS if holds == "Criteria" else ()), NOWHERE]
            for heading, column in columns.items():
                if column not in known:
                    near = did_you_mean(str(column), known) or "."
                    yield f"tables, '{place}', '{heading}': '{column}' is no column of {holds}{near}"


def _check_scale(key: str, found: Any, _said: Mapping[str, Any]) -> Iterator[str]:
    names = {"Level", "Mark", "Colour", "Meaning", "seen"}
    if not isinstance(found, list) or not all(isinstance(each, dict) and each.get("Level") for each in found):
        yield f"'{key}' is to have levels, best first, each with a name under 'Level'."
    elif unknown := {name for each in found for name in each} - names:
        yield f"'{key}': '{sorted(unknown)[0]}' is none of {', '.join(sorted(names))}."


def _check_levels(key: str, found: Any, said: Mapping[str, Any]) -> Iterator[str]:
    if faults := list(_texts(key, found)):
        yield from faults
        return
    lists = [said.get(name) for name in ("scale", "action scale")]
    levels = [
        each.get("Level") for scale in lists if isinstance(scale, list) for each in scale if isinstance(each, dict)
    ]
    for word, means in found.items():
        if means and means not in (*levels, NOWHERE):
            near = did_you_mean(means, filter(None, levels)) or "."
            yield f"{key}, '{word}': '{means}' is no level of the scale{near}"


def _check_statuses(key: str, found: Any, _said: Mapping[str, Any]) -> Iterator[str]:
    if faults := list(_texts(key, found)):
        yield from faults
        return
    known = [each.value for each in Status]
    for word, means in found.items():
        if means and means not in known:
            yield f"{key}, '{word}': '{means}' is none of {', '.join(known)}{did_you_mean(means, known) or '.'}"


_CHECKS: Mapping[str, Callable[[str, Any, Mapping[str, Any]], Iterator[str]]] = {
    "headings": _check_headings,
    "tables": _check_tables,
    "scale": _check_scale,
    "action scale": _check_scale,
    "ratings": _check_levels,
    "colours": _check_levels,
    "statuses": _check_statuses,
}


def map_file(parts: Mapping[str, object]) -> bytes:
    """Return the file of a map with these parts, to be edited by a person."""
    said = {_VERSION_KEY: _VERSION, "about": _ABOUT, **parts}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
