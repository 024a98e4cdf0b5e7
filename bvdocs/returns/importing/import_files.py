"""A workbook, and a map of how it was read, out of files that a council has."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bvdocs.core.exempt_words import begins_in_capitals, says_exempt
from bvdocs.returns.importing.assembly import Assembled, assemble
from bvdocs.returns.importing.draft import Draft
from bvdocs.returns.importing.drafting import draft_file
from bvdocs.returns.importing.import_map import ImportMap, map_file
from bvdocs.returns.importing.ledger import NotPlaced
from bvdocs.returns.importing.levels import LevelDraft
from bvdocs.returns.importing.new_workbook import new_workbook
from bvdocs.returns.importing.pieces import Block, pieces_of


@dataclass(frozen=True, slots=True)
class Imported:
    """A new workbook's file, and the map's; how many rows each sheet has; what was not placed; what to look at."""

    workbook: bytes
    map: bytes
    counts: Mapping[str, int]
    not_placed: tuple[NotPlaced, ...]
    remarks: tuple[str, ...]


def import_blocks(sources: Mapping[Path, tuple[Block, ...]], said: ImportMap, day: date) -> Imported:
    """Return the workbook, made on `day`, of what each file holds, read as the map says."""
    draft = Draft(said)
    for blocks in sources.values():
        draft_file(draft, blocks)
    assembled = assemble(draft)
    content = new_workbook(draft, assembled, day)
    counts = Counter(row.sheet for row in assembled.rows) | {
        "Themes": len(list(draft.themes)),
        "Scale": len(assembled.scale.levels),
        "Action scale": len(assembled.action_scale.levels),
        "Statuses": len(assembled.statuses),
    }
    remarks = (*_exempt_told(sources), *assembled.remarks)
    return Imported(content, _map(draft, assembled), dict(counts), draft.ledger.not_placed, remarks)


def _exempt_told(sources: Mapping[Path, tuple[Block, ...]]) -> list[str]:
    """Return where files say that they, or something in them, is not for publication."""
    found = []
    for blocks in sources.values():
        for piece in pieces_of(blocks):
            if any(says_exempt(line) or begins_in_capitals(line) for line in piece.lines):
                where = f"{piece.place.file} says that something is not for publication ({piece.place.inside})"
                found.append(f"{where}: mark what is so, under 'Exempt', before anything is made of the workbook.")
                break
    return found


def _map(draft: Draft, assembled: Assembled) -> bytes:
    """Return the file of the map that says how everything was read."""
    scales = (assembled.scale, assembled.action_scale)
    return map_file(
        {
            "headings": draft.headings,
            "tables": {
                place: {"holds": heading.sheet, "columns": heading.named()} for place, heading in draft.tables.items()
            },
            "scale": [_level(level) for level in assembled.scale.levels],
            "action scale": [_level(level) for level in assembled.action_scale.levels],
            "ratings": {words: level for scale in scales for words, level in scale.taken.items()},
            "colours": {fill: level for scale in scales for fill, level in scale.fills.items()},
            "statuses": assembled.statuses,
        }
    )


def _level(level: LevelDraft) -> dict[str, str]:
    return {"Level": level.name, "Mark": level.mark, "Colour": level.colour, "Meaning": level.meaning}
