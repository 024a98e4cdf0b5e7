"""The names of the archive's folders and files."""

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path, PurePosixPath

from bvdocs.core.office_files import WORKBOOK_ENDINGS, workbook_ending
from bvdocs.core.slugs import slug
from bvdocs.core.versions import Version, parse_version
from bvdocs.storage.disk import SOURCE

ARCHIVE = "archive"
MANIFEST = "manifest.json"
ASSESSMENT = "assessment.json"
README = "README.txt"
# In a version's folder the hashes of its files, in the archive's those of the manifests: `sha256sum` reads both.
HASHES = "SHA256SUMS"
# A template, or a workbook with macros, ends as it should: '.xlsm'.
WORKBOOKS = tuple(f"{SOURCE}/assessment{ending}" for ending in WORKBOOK_ENDINGS)
WORKBOOK = WORKBOOKS[0]
TEMPLATES = f"{SOURCE}/templates"
# The facts with those that no document prints.
WHOLE_ASSESSMENT = f"{SOURCE}/assessment.json"
_MEETING_FOLDER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[a-z0-9]+)*")
_VERSION_FOLDER = re.compile(r"v([0-9]+\.[0-9]+)")


def workbook_file(content: bytes) -> str:
    """Return the name under which a version keeps the workbook whose file has this content."""
    return f"{SOURCE}/assessment{workbook_ending(content)}"


def workbook_among(files: Collection[str]) -> str:
    """Return the name of the workbook among those of a version's files; the usual one if none is there."""
    return next((name for name in WORKBOOKS if name in files), WORKBOOK)


def meeting_folder(meeting_date: date, committee: str) -> str:
    """Return the name of a meeting's folder, such as '2024-11-26-standards-and-audit-committee'."""
    return f"{meeting_date.isoformat()}-{slug(committee)}".rstrip("-")


def is_meeting_folder(name: str) -> bool:
    """Say whether a folder may be a meeting's by its name; a copy of one has another, such as '… (1)'."""
    return _MEETING_FOLDER.fullmatch(name) is not None


def version_folder(version: Version) -> str:
    """Return the name of a version's folder, such as 'v0.1'."""
    return f"v{version}"


def place_of(version: Version, meeting_date: date, committee: str) -> str:
    """Return where in the archive a version stands, such as '2024-11-26-standards-and-audit-committee/v0.1'."""
    return f"{meeting_folder(meeting_date, committee)}/{version_folder(version)}"


def version_of(folder: Path) -> Version | None:
    """Return the version that a folder is named after; None if it is named after none."""
    named = _VERSION_FOLDER.fullmatch(folder.name)
    return parse_version(named[1]) if named else None


def name_in_version(name: str, version: Version) -> str:
    """Return the name of a file in a version, such as 'action-plan-v0.1.docx'; pictures keep their names."""
    path = PurePosixPath(name)
    return name if len(path.parts) > 1 else f"{path.stem}-{version_folder(version)}{path.suffix}"


def name_without_version(name: str, version: Version) -> str:
    """Return the name of a version's document without the version: 'action-plan.docx' of 'action-plan-v0.1.docx'."""
    path = PurePosixPath(name)
    return f"{path.stem.removesuffix(f'-{version_folder(version)}')}{path.suffix}"
