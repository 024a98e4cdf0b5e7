"""README.txt of a version: what is in its folder, for whoever opens it years from now."""

from collections.abc import Iterable
from textwrap import fill

from bvdocs.core.english import date_words
from bvdocs.core.history import Issue
from bvdocs.core.model import Report
from bvdocs.core.quoting import one_line
from bvdocs.storage.archive.layout import ASSESSMENT, HASHES, MANIFEST, TEMPLATES, WHOLE_ASSESSMENT
from bvdocs.storage.manifest import FINDINGS

_WIDTH = 78


def make_readme(issue: Issue, report: Report, status: str, documents: Iterable[str], workbook: str) -> bytes:
    """Return the text, for the version that `issue` is and the names of its documents and of its workbook."""
    heading = one_line(f"{report.title}, {report.authority}")
    about = (
        f"Version {issue.version} ({status}), issued by {issue.by} on {date_words(issue.day)}"
        f" for the {one_line(issue.committee)} of {date_words(issue.meeting_date)}."
    )
    notes = [f"Note: {one_line(issue.note)}"] if issue.note else []
    notes += [f"Note on version {each.version}: {one_line(each.note)}" for each in issue.corrections]
    parts = [
        heading, _filled(about), *map(_filled, notes), "THE DOCUMENTS", _list(documents),
        _filled("The .docx files open in Word or LibreOffice, the .pdf files (PDF/A, for archives) in any reader of"
                " PDF, the .html files in any browser. Each holds the same facts. The pictures on their own are in"
                " figures/."),
        "THE RECORD",
        _list((
            f"{ASSESSMENT}: every fact of the documents, as plain text (JSON, UTF-8)",
            f"{MANIFEST}: who issued this and when, what it was made from, the hash of each file, and the hash"
            " of the manifest of the version before",
            f"{workbook}: the workbook as it was",
            f"{WHOLE_ASSESSMENT}: the facts, with those that no document prints",
            f"{FINDINGS}: what the checks found",
            f"{TEMPLATES}/: the templates that the documents were made with",
            f"{HASHES}: the SHA-256 hashes of the files in this folder",
        )),
        _filled("NOT FOR PUBLICATION: the folder source/. The workbook in it holds everything that was in it, rows that"
                " are exempt from publication too if there were any (Local Government Act 1972, Schedule 12A). Nothing"
                " outside source/ holds such a row, nor anything that no document prints."),
        "TO CHECK THAT NOTHING HAS CHANGED",
        _filled("In this folder, on Linux or macOS, run:"),
        f"    sha256sum --check {HASHES}",
        _filled(f"It says 'OK' for each file. On Windows, 'certutil -hashfile NAME SHA256' prints a file's hash, to"
                f" be compared with its line in {HASHES}. The file {HASHES} two folders up holds the hash of this"
                f" version's {MANIFEST}, and so does the {MANIFEST} of the version after it: to see that no version was"
                " altered, lost or added, compare them. 'bvdocs verify' does all of it."),
    ]  # fmt: skip
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _filled(text: str) -> str:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(
        fill(line, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False) for line in lines
    )
