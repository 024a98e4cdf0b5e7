"""The edition of the documents, a draft or a version, and the history of those issued before it."""

from bvdocs.core.english import date_words
from bvdocs.core.history import Issue, LostIssue
from bvdocs.core.quoting import one_line
from bvdocs.core.versions import Version
from bvdocs.view.document_views import Edition, HistoryView

DRAFT = Edition(version="Not yet issued", status="DRAFT", line="DRAFT, not yet issued", name="this draft")


def edition_of(version: Version) -> Edition:
    """Return the edition that a version is, once it is issued."""
    name = f"version {version}"
    if version.is_final:
        return Edition(version=str(version), status="FINAL", line=f"Version {version}, final", name=name)
    return Edition(version=str(version), status="DRAFT", line=f"DRAFT, version {version}", name=name)


def build_history(issues: tuple[Issue | LostIssue, ...]) -> tuple[HistoryView, ...]:
    """Return the document history: a row for each version, the oldest first, and below it one for each later note."""
    rows: list[HistoryView] = []
    known = [each for each in issues if isinstance(each, Issue)]
    for issue in issues:
        status = "Final" if issue.version.is_final else "Draft"
        if isinstance(issue, Issue):
            rows.append(_row(issue, str(issue.version), status, issue.note))
        else:
            rows.append(HistoryView(str(issue.version), "Not known", status, "Not known", "Its record is damaged."))
        rows += [
            _row(later, f"Note on {issue.version}", f"Added in {later.version}", note)
            for later in known
            for note in later.notes_on(issue.version)
        ]
    return tuple(rows)


def _row(issue: Issue, version: str, status: str, note: str) -> HistoryView:
    """Return what was written when a version was issued, as a row of the history."""
    return HistoryView(version=version, date=date_words(issue.day), status=status, by=one_line(issue.by), note=note)
