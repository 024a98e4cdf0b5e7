"""Random years: nothing that is exempt now is told of what was published, and nothing open is hidden for it."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from bvdocs.cli.json_output import comparison_as_json
from bvdocs.commands.compare import Comparison, Side
from bvdocs.commands.documents import build_view_since, make_documents, ready_to_make
from bvdocs.comparison import ExemptNow, compare, withhold, without_exempt_now
from bvdocs.comparison.exempt_now import with_rows
from bvdocs.core.brand import Brand
from bvdocs.core.changes import Change, Changes
from bvdocs.core.documents import DOCUMENTS
from bvdocs.core.exemption import EXEMPT
from bvdocs.core.history import Issue, Past, Reported
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.core.versions import Version
from bvdocs.view import DRAFT, ReportView, build_changes, printed_changes
from tests.cases.exempt_years import WAYS, Year, random_year, renamed, secret_words
from tests.support.archives import facts
from tests.support.project import TEMPLATES, tell_nobody

YEARS = 40
LEAST_EXEMPT = 400


@cache
def year_of(seed: int) -> Year:
    return random_year(facts(), seed)


def past_of(year: Year) -> Past:
    """Version 1.0, and a draft after it."""
    issue = Issue(Version(1, 0), date(2026, 1, 12), "Clerk", "", "Audit Committee", year.older.report.meeting_date)
    return Past((issue,), (Reported(issue, published(year.older)),), lambda _older, _newer: (year.draft,))


def view_of(whole: Assessment, past: Past) -> ReportView:
    return build_view_since(whole, Brand(), DRAFT, past)


def comparison_of(year: Year, *, backwards: bool) -> Comparison:
    older, newer = published(year.older), published(year.newer)
    exempt = ExemptNow(year.newer, [year.draft]), ExemptNow(newer)
    told = withhold(newer, older, *exempt[::-1]) if backwards else withhold(older, newer, *exempt)
    changes = compare(told.older, told.newer)
    side = Side("version 1.0", told.older, lambda: told.older)
    return Comparison(side, side, changes, build_changes(changes, "What changed"))


def all_changes(changes: Changes) -> list[Change]:
    return [each for theme in changes.themes for each in theme.changes]


def told_secrets(year: Year, *said: object) -> list[str]:
    words = "\n".join(map(str, said)).casefold()
    return [each for each in secret_words(year) if each.casefold() in words]


@pytest.mark.slow
def test_of_all_rows_that_became_exempt_none_is_told_and_no_change_of_an_open_one_is_hidden() -> None:
    counts: Counter[str] = Counter()
    for seed in range(YEARS):
        year = year_of(seed)
        counts["exempt"] += len(year.markers)
        forwards, backwards = (comparison_of(year, backwards=each) for each in (False, True))
        for comparison in (forwards, backwards):
            record = json.dumps(comparison_as_json(comparison))
            found = told_secrets(year, comparison.changes, comparison.view, record)
            assert not found, (seed, found, [each for each in all_changes(comparison.changes) if found[0] in str(each)])
        view = view_of(year.newer, past_of(year))
        assert not told_secrets(year, view), seed
        told = {(each.kind, each.subject, each.before, each.now) for each in all_changes(forwards.changes)}
        slipped = {(kind, subject, "", "") for kind, subject, _, _ in told if "slipped" in kind}
        hidden = [each for each in year.expected if each not in told | slipped]
        assert not hidden, (seed, hidden)
        counts["open changes"] += len(year.expected)
        # What changed, as the documents have it, is the same.
        assert view.changes
        assert view.changes.themes == build_changes(printed_changes(forwards.changes), "").themes
    assert counts["exempt"] >= LEAST_EXEMPT
    assert counts["open changes"] >= 2 * LEAST_EXEMPT


def test_without_the_mechanism_each_way_would_tell() -> None:
    """So that the test above can fail."""
    year = year_of(0)
    changes = compare(published(year.older), published(year.newer))
    assert len(told_secrets(year, changes)) > len(WAYS)


@pytest.mark.parametrize("seed", range(0, YEARS, 8))
def test_the_documents_are_the_same_with_and_without_the_exempt_rows_once_the_past_is_cleared(seed: int) -> None:
    year = year_of(seed)
    cleared = without_exempt_now(past_of(year), year.newer)
    assert view_of(year.newer, past_of(year)) == view_of(published(year.newer), replace(cleared, whole_between=_none))


def _none(_older: Version, _newer: Version | None) -> tuple[Assessment, ...]:
    return ()


@pytest.mark.slow
def test_every_byte_of_the_documents_is_the_same_with_and_without_the_exempt_rows() -> None:
    year = year_of(0)
    cleared = replace(without_exempt_now(past_of(year), year.newer), whole_between=_none)
    with ready_to_make(TEMPLATES, tell_nobody) as making:
        made = make_documents(making, year.newer, DRAFT, past_of(year))
        without = make_documents(making, published(year.newer), DRAFT, cleared)
    assert len(made.files) > len(DOCUMENTS)
    assert [name for name, content in made.files.items() if content != without.files[name]] == []
    assert made == without
    pages = [content.decode() for name, content in made.files.items() if name.endswith((".html", ".svg"))]
    assert not told_secrets(year, *pages)


@pytest.mark.parametrize("seed", range(0, YEARS, 8))
def test_exempt_rows_that_were_never_published_change_nothing_of_the_documents(seed: int) -> None:
    """They are those of another year, with other words."""
    year, other = year_of(seed), year_of(seed + 1)
    strangers = [row for row in other.older.rows if any(marker in str(row) for marker in other.markers)]
    assert len(strangers) >= len(WAYS)
    without, past = published(year.newer), past_of(year)
    names = [f"S{number:03}" for number in range(len(strangers))]
    exempt = [replace(renamed(row, name), exempt=EXEMPT) for row, name in zip(strangers, names, strict=True)]
    assert view_of(with_rows(without, [*without.rows, *exempt]), past) == view_of(without, past)
