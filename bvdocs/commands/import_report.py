"""A first workbook out of what a council has: read the files, make the workbook and the map, write both, check."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bvdocs.commands.check import check_workbook
from bvdocs.core.errors import OutputError
from bvdocs.core.findings import Finding
from bvdocs.core.limits import limited, of_workbook
from bvdocs.storage.new_file import write_all_new
from bvdocs.workbook.reading.file import read_file

Progress = Callable[[str, str], None]
_OF_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The files to read, the workbook to write, and the map by which they are read, if there is one already."""

    files: tuple[Path, ...]
    out: Path
    map: Path | None
    today: date

    @property
    def new_map(self) -> Path | None:
        """Return where the map of a first run is written, beside the workbook; None with a map."""
        return self.out.with_suffix(".map.json") if self.map is None else None


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What was written: how many rows each sheet has and what was not placed; what to look at, and what is found."""

    counts: Mapping[str, int]
    not_placed: int
    remarks: Sequence[str]
    findings: Sequence[Finding]


def import_report(request: ImportRequest, tell: Progress) -> ImportOutcome:
    """Make the workbook; what the reader would refuse in it is among the findings.

    Raise WorkbookUnreadableError for a file that cannot be read, MapError for such a map, OutputError, with nothing
    written, where the workbook or its map cannot be.
    """
    from bvdocs.returns.importing.formats import read_source
    from bvdocs.returns.importing.import_files import import_blocks
    from bvdocs.returns.importing.import_map import ImportMap, read_map

    _refuse_taken(request)
    said = read_map(request.map) if request.map is not None else ImportMap()
    sources = {}
    for path in request.files:
        tell(f"Reading {path}", "")
        content = read_file(path)
        with limited(of_workbook(path, "reading it")):
            sources[path] = read_source(path, content)
    tell(f"Making {request.out}", "")
    with limited(of_workbook(request.out, "making it")):
        made = import_blocks(sources, said, request.today)
    files = {request.out: made.workbook}
    if request.new_map is not None:
        files[request.new_map] = made.map
    is_private = any(not path.stat().st_mode & _OF_OTHERS for path in request.files)
    write_all_new(files, files if is_private else ())
    checked = check_workbook(request.out, made.workbook, lambda stage, detail="": tell(stage, detail))
    return ImportOutcome(made.counts, sum(not each.is_read for each in made.not_placed), made.remarks, checked.findings)


def _refuse_taken(request: ImportRequest) -> None:
    """Raise OutputError where something stands under a name that is to be written, before any work is done."""
    for path in filter(None, (request.out, request.new_map)):
        if path.exists() or path.is_symlink():
            raise OutputError(f"{path} is there already, and no file is written over.", "Choose another name.")
