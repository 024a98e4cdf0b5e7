"""LibreOffice: whether a Word file opens in a program other than Word, and what it shows."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

WHAT = "LibreOffice Writer"
# With tags, so that the text can be read in its own order, cell by cell and without the page furniture.
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
# As Calc writes a workbook that was opened and saved.
XLSX = "xlsx:Calc MS Excel 2007 XML"
_SECONDS = 300


def found() -> bool:
    """Whether this machine can run it."""
    # The name of Writer itself: `soffice` is there with any other part of LibreOffice.
    return bool(shutil.which("soffice") and shutil.which("lowriter"))


def converted(files: Sequence[Path], folder: Path, into: str = _TAGGED) -> list[Path]:
    """The files as PDF, or as what they are to be, in `folder`, in one run; raises if one could not be made."""
    # A profile of its own: two runs that share one wait for each other, or give up.
    with tempfile.TemporaryDirectory(prefix="office-") as profile:
        options = [f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command = ["soffice", *options, "--convert-to", into, "--outdir", str(folder), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)
    made = [folder / f"{file.stem}.{into.partition(':')[0]}" for file in files]
    missing = [path.name for path in made if not path.exists()]
    assert not missing, f"LibreOffice made no {', '.join(missing)}: {done.stdout} {done.stderr}"
    return made
