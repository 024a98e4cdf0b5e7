"""A scripted year: everything that `compare` and the documents say changed is what was done, and nothing else."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bvdocs.cli.main import main
from bvdocs.commands.compare import Comparison, Side, compare_sides, read_side
from bvdocs.commands.documents import build_view_since
from bvdocs.commands.issue import IssueRequest, issue_version
from bvdocs.comparison import compare_with_past, dates_by_action
from bvdocs.core.brand import Brand
from bvdocs.core.changes import DueDates
from bvdocs.core.history import Issue, Past, Reported
from bvdocs.core.model import Assessment
from bvdocs.core.publishing import published
from bvdocs.core.versions import Version, parse_version
from bvdocs.storage.archive.layout import name_without_version
from bvdocs.storage.archive.versions import Archive
from bvdocs.view import ReportView, edition_of
from tests.cases.scripted_year import BY, JUNE, SEPTEMBER, Step, scripted_year
from tests.gates import office, require, tagged
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.reading import Read, read_page, read_pdf, read_word, squeezed
from tests.support.redlining import Block, Paragraph, accepted, faults, plain, rejected
from tests.support.workbooks import Row

YEAR = {step.version: step for step in scripted_year()}
LEADERSHIP, CULTURE, GOVERNANCE, BEYOND = "Theme 1: Leadership", "Theme 2: Culture", "Theme 3: Governance", ""

# From one version to the next, what was done, in the words in which it is told.
STEPS: dict[tuple[str, str], dict[str, list[str]]] = {
    ("0.1", "1.0"): {
        LEADERSHIP: [
            "Areas for improvement: the first bullet was reworded: ‘for four months’ is now ‘for three months’.",
        ],
    },
    ("1.0", "1.1"): {
        LEADERSHIP: [
            "L002 (Stable posts) improved from amber to green.",
            "Strengths: the second bullet is now the first, ‘Members and officers work well together.’",
        ],
        CULTURE: [
            "C001 (Open to challenge) improved from red to amber.",
            "C-A1 (Invite challenge in every team.) is now in progress; it was not started.",
            "C-A1 (Invite challenge in every team.) slipped by 92 days, from 31 July 2025 to 31 October 2025.",
        ],
        BEYOND: ["Report, meeting date: ‘24 June 2025’ is now ‘23 September 2025’."],
    },
    ("1.1", "2.0"): {
        LEADERSHIP: [
            "L003 (Open reporting) is newly assessed: amber.",
            "L-A1 (Fill the vacant posts.) was completed.",
        ],
        GOVERNANCE: ["This theme is new."],
    },
    ("2.0", "3.0"): {
        LEADERSHIP: [
            "L001 (Clear priorities) worsened from green to amber.",
            "L003 (Open reporting) is no longer assessed; it was amber.",
        ],
        CULTURE: [
            "C002 is now C010 (Learning from complaints).",
            "Strengths: the first bullet names C010 now; it named C002.",
            "Areas for improvement: a bullet was removed, ‘Challenge is rare in team meetings.’",
            "Opportunities: a bullet was added, ‘Invite a peer challenge in 2026.’",
            "C-A1 (Invite challenge in every team.) slipped by 91 days, from 31 October 2025 to 30 January 2026;"
            " first agreed for 31 July 2025.",
        ],
        GOVERNANCE: [
            "G-A1 (Review the scheme of delegation.) has a new owner, Head of Democratic Services; it was"
            " Monitoring Officer.",
        ],
        BEYOND: ["Report, meeting date: ‘23 September 2025’ is now ‘16 December 2025’."],
    },
    # The whole year: what was undone on the way is not told, and the date slipped twice.
    ("0.1", "3.0"): {
        LEADERSHIP: [
            "L002 (Stable posts) improved from amber to green.",
            "L001 (Clear priorities) worsened from green to amber.",
            "Strengths: the second bullet is now the first, ‘Members and officers work well together.’",
            "Areas for improvement: the first bullet was reworded: ‘for four months’ is now ‘for three months’.",
            "L-A1 (Fill the vacant posts.) was completed.",
        ],
        CULTURE: [
            "C001 (Open to challenge) improved from red to amber.",
            "C002 is now C010 (Learning from complaints).",
            "Strengths: the first bullet names C010 now; it named C002.",
            "Areas for improvement: a bullet was removed, ‘Challenge is rare in team meetings.’",
            "Opportunities: a bullet was added, ‘Invite a peer challenge in 2026.’",
            "C-A1 (Invite challenge in every team.) is now in progress; it was not started.",
            "C-A1 (Invite challenge in every team.) slipped by 183 days, from 31 July 2025 to 30 January"
            " 2026; it slipped twice on the way.",
        ],
        GOVERNANCE: ["This theme is new."],
        BEYOND: ["Report, meeting date: ‘24 June 2025’ is now ‘16 December 2025’."],
    },
}

# In the documents of a version, what changed since the final version before it: the self-assessments say what is of
# ratings and narrative, the action plan what is of actions.
NOTHING = "Nothing has changed in the ratings and the narrative of this theme."
SINCE_1_0 = "Version 1.0 was reported to the Audit Committee on 24 June 2025."
SINCE_2_0 = "Version 2.0 was reported to the Audit Committee on 23 September 2025."
PRINTED: dict[str, tuple[str, dict[str, list[str]], dict[str, list[str]], dict[str, str]]] = {
    "2.0": (
        SINCE_1_0,
        {
            LEADERSHIP: [
                "L002 (Stable posts) improved from amber to green.",
                "L003 (Open reporting) is newly assessed: amber.",
                "Strengths: the second bullet is now the first, ‘Members and officers work well together.’",
            ],
            CULTURE: ["C001 (Open to challenge) improved from red to amber."],
            GOVERNANCE: ["This theme is new."],
        },
        {
            LEADERSHIP: [
                "L-A1 (Fill the vacant posts.) was completed.",
            ],
            CULTURE: [
                "C-A1 (Invite challenge in every team.) is now in progress; it was not started.",
                "C-A1 slipped by 92 days, from 31 July 2025 to 31 October 2025.",
            ],
            GOVERNANCE: ["This theme is new."],
        },
        {
            LEADERSHIP: "One rating improved (L002), one characteristic was newly assessed (L003), one bullet was"
            " moved and one action was completed (L-A1).",
            CULTURE: "One rating improved (C001), one action has another status (C-A1) and one action slipped (C-A1).",
            GOVERNANCE: "This theme is new.",
        },
    ),
    "3.0": (
        SINCE_2_0,
        {
            LEADERSHIP: STEPS["2.0", "3.0"][LEADERSHIP],
            CULTURE: [text for text in STEPS["2.0", "3.0"][CULTURE] if not text.startswith("C-A1")],
            GOVERNANCE: [],
        },
        {
            CULTURE: [text for text in STEPS["2.0", "3.0"][CULTURE] if text.startswith("C-A1")],
            GOVERNANCE: STEPS["2.0", "3.0"][GOVERNANCE],
        },
        {
            LEADERSHIP: "One rating worsened (L001) and one characteristic is no longer assessed (L003).",
            CULTURE: "One characteristic was renumbered (C010), one bullet was added, one bullet was removed, one"
            " action slipped (C-A1) and one other detail changed.",
            GOVERNANCE: "One action has a new owner (G-A1).",
        },
    ),
}
# When the action that slipped was due, as each version prints it.
DUE = {
    "1.0": ("31 July 2025", ()),
    "1.1": ("31 July 2025", ("31 October 2025 (version 1.1)",)),
    "2.0": ("31 July 2025", ("31 October 2025 (version 2.0)",)),
    "3.0": ("31 July 2025", ("31 October 2025 (version 2.0)", "30 January 2026 (version 3.0)")),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Assessment]:
    """What each version said."""
    folder = tmp_path_factory.mktemp("year")
    return {name: published(step.book.read(folder)) for name, step in YEAR.items()}


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year's archive, with its documents."""
    output = tmp_path_factory.mktemp("issued")
    for step in YEAR.values():
        workbook = step.book.write(output)
        request = IssueRequest(workbook, output, TEMPLATES, BY, step.final, step.note)
        outcome = issue_version(request, step.issued_at, tell_nobody)
        assert outcome.version
        assert str(outcome.version.version) == step.version
    return output


def named_once(texts: Iterable[str]) -> list[str]:
    """The sentences as they stand together: what an action is about stands with the first of its changes alone."""
    said: list[str] = []
    named: set[str] = set()
    for text in texts:
        name = re.match(r"(\S+) \(.*?\)(?= )", text)
        said.append(f"{name[1]}{text[name.end() :]}" if name and name[0] in named else text)
        named |= {name[0]} if name else set()
    return said


def told(comparison: Comparison) -> dict[str, list[str]]:
    """The sentences, by theme."""
    view = comparison.view
    themes = {
        theme.title: [change.text for group in theme.groups for change in group.changes]
        or [theme.summary] * (theme.summary.startswith("This theme"))
        for theme in view.themes
    }
    return {title: texts for title, texts in {**themes, BEYOND: [each.text for each in view.overall]}.items() if texts}


def version_of(step: Step) -> Version:
    version = parse_version(step.version)
    assert version
    return version


def issue_of(step: Step) -> Issue:
    meeting = step.book.report[3][1]
    assert isinstance(meeting, date)
    return Issue(version_of(step), step.issued_at.date(), BY, step.note, "Audit Committee", meeting)


def view_of(version: str, said: dict[str, Assessment]) -> ReportView:
    """What the documents of a version are made from, without an archive."""
    names = [name for name in YEAR if name <= version]
    issues = tuple(issue_of(YEAR[name]) for name in names)
    reported = tuple(Reported(issue_of(YEAR[name]), said[name]) for name in names[:-1] if YEAR[name].final)
    past = Past(issues, reported)
    return build_view_since(said[version], Brand(), edition_of(version_of(YEAR[version])), past)


@pytest.mark.parametrize("version", PRINTED)
def test_the_view_says_what_changed_since_the_last_final_version(version: str, said: dict[str, Assessment]) -> None:
    reported, themes, plan, summaries = PRINTED[version]
    view = view_of(version, said)
    assert view.changes
    assert view.changes.reported == reported
    assert {theme.title: list(theme.changes) for theme in view.themes} == themes
    assert {each.title: list(each.sentences) for each in view.plan.changes} == plan
    assert {each.title: each.summary for each in view.changes.themes} == summaries


@pytest.mark.parametrize("version", DUE)
def test_the_first_date_stays_and_each_later_one_names_its_version(version: str, said: dict[str, Assessment]) -> None:
    rows = {row.ref: row for theme in view_of(version, said).themes for row in theme.actions}
    assert (rows["C-A1"].due, rows["C-A1"].revised) == DUE[version]


def test_an_action_under_another_reference_keeps_its_own_dates(tmp_path: Path) -> None:
    """One is removed, and those after it move up; later another one takes the reference that is free."""
    book = YEAR["1.0"].book
    rows: list[Row] = [
        [f"L-A{number}", 1, "L002", None, text, "Chief Executive", None, date(2025, number + 5, 30), None,
         "In progress", None, None, None, None]
        for number, text in ((1, "Fill the vacant posts."), (2, "Publish every decision."))
    ]  # fmt: skip
    was = replace(book, actions=rows).read(tmp_path)
    rows[1][0], rows[1][8] = "L-A1", date(2025, 12, 31)
    new: Row = ["L-A2", 1, "L002", None, "Hold a street party.", "Head of People", None, date(2026, 5, 29), None,
           "Not started", None, None, None, None]  # fmt: skip
    now = replace(book, actions=[rows[1], new]).read(tmp_path)
    dates = dates_by_action([Reported(issue_of(YEAR["1.0"]), was)], now)
    assert dates == {
        "L-A1": DueDates(date(2025, 7, 30), ((date(2025, 12, 31), None),), Version(1, 0), ((Version(1, 0), "L-A2"),)),
        "L-A2": DueDates(date(2026, 5, 29)),
    }


def test_a_final_version_for_the_same_meeting_is_not_what_the_committee_saw_last(said: dict[str, Assessment]) -> None:
    june, again, september = (
        Reported(replace(issue_of(YEAR["1.0"]), version=Version(number, 0), meeting_date=day), said["1.0"])
        for number, day in ((1, JUNE), (2, JUNE), (3, SEPTEMBER))
    )
    past = Past((), (june, again, september))
    assert past.last_reported(date(2025, 12, 16)) is september
    assert past.last_reported(SEPTEMBER) is again
    # None was for an earlier meeting.
    assert past.last_reported(JUNE) is None
    assert Past().last_reported(JUNE) is None


@pytest.mark.parametrize("version", ["0.1", "1.0"])
def test_before_the_first_final_version_there_is_nothing_to_tell(version: str, said: dict[str, Assessment]) -> None:
    view = view_of(version, said)
    assert view.changes is None
    assert view.plan.changes == ()
    assert all(theme.changes == () and theme.movement is None for theme in view.themes)


def test_what_was_rated_last_time_is_taken_from_the_archive(said: dict[str, Assessment]) -> None:
    leadership, culture, governance = view_of("2.0", said).themes
    marks = {cell.code: (cell.movement_mark, cell.movement) for cell in leadership.heatmap.cells}
    assert marks == {"L001": ("", "no change"), "L002": ("▲", "up from amber"), "L003": ("", "first rating")}
    assert leadership.movement
    assert [(move.code, move.before, move.now) for move in leadership.movement.moves] == [
        ("L001", 0, 0),
        ("L002", 1, 0),
    ]
    assert culture.heatmap.cells[0].movement_mark == "▲"
    assert governance.movement is None
    # A code that changed keeps its past.
    assert [cell.movement for cell in view_of("3.0", said).themes[1].heatmap.cells] == ["no change", "no change"]


def test_the_archive_counts_more_than_a_previous_rating_in_the_workbook(tmp_path: Path) -> None:
    older, newer = YEAR["1.0"].book.read(tmp_path), scripted_year()[1].book
    newer.report[3][1] = SEPTEMBER
    newer.criteria[1][4] = "Red"
    past = Past((), (Reported(issue_of(YEAR["1.0"]), older),))
    view = build_view_since(newer.read(tmp_path), Brand(), edition_of(Version(1, 1)), past)
    assert view.themes[0].heatmap.cells[1].movement == "no change"


def test_a_corrected_final_for_the_same_meeting_keeps_last_time_and_the_date_first_agreed(tmp_path: Path) -> None:
    """No version was for an earlier meeting: last time's ratings are the workbook's, and nothing changed since 1.0."""
    book = deepcopy(YEAR["1.0"].book)
    book.criteria[0][4], book.criteria[1][4] = "Amber", "Green"
    past = Past((), (Reported(issue_of(YEAR["1.0"]), book.read(tmp_path)),))
    book.criteria[3][3:5] = ["Amber", "Red"]
    book.actions[1][8] = date(2025, 10, 31)
    corrected = book.read(tmp_path)
    view = build_view_since(corrected, Brand(), edition_of(Version(2, 0)), past)
    assert view.changes is None
    assert [theme.changes for theme in view.themes] == [(), ()]
    moved = [cell.movement for theme in view.themes for cell in theme.heatmap.cells]
    assert moved == ["up from amber", "down from green", "–", "up from red", "first rating"]
    (action,) = view.themes[1].actions
    assert (action.due, action.revised) == ("31 July 2025", ("31 October 2025 (version 2.0)",))
    assert list(compare_with_past(past, published(corrected))) == []


# With the documents: everything below reads what was issued.


def run(issued: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--output", str(issued)])


def side(issued: Path, name: str) -> Side:
    return read_side(name, Archive(issued / "archive"), TEMPLATES, tell_nobody)


@pytest.mark.slow
@pytest.mark.parametrize("pair", STEPS)
def test_compare_says_what_was_done_and_nothing_else(pair: tuple[str, str], issued: Path) -> None:
    archive = Archive(issued / "archive")
    assert told(compare_sides(side(issued, pair[0]), side(issued, pair[1]), archive)) == {
        title: named_once(texts) for title, texts in STEPS[pair].items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("pair", STEPS)
def test_the_command_says_it_in_words_as_json_and_as_a_page(
    pair: tuple[str, str], issued: Path, tmp_path: Path
) -> None:
    page = tmp_path / "changes.html"
    result = run(issued, "compare", *pair, "--html", str(page), "--exit-code")
    assert result.exit_code == 1
    sentences = {text for texts in STEPS[pair].values() for text in texts}
    once = {text for texts in STEPS[pair].values() for text in named_once(texts)}
    printed = {line.removeprefix("    - ") for line in result.stdout.splitlines() if line.startswith("    - ")}
    assert printed == {text for text in once if not text.startswith("This theme")}
    record = json.loads(run(issued, "compare", *pair, "--json").stdout)
    assert (record["from"], record["to"], record["changed"]) == (f"version {pair[0]}", f"version {pair[1]}", True)
    assert {each["text"] for each in record["changes"]} == sentences
    read = read_page(page.read_bytes())
    # On the page a new wording stands as itself, and is not quoted before it.
    for text in printed:
        lead, _, wording = text.partition(" was reworded: ")
        quoted = " ".join(re.findall("‘(.*?)’", wording)).split()
        own = [squeezed(bullet) for bullet in read.bullets if squeezed(bullet).startswith(squeezed(lead))]
        assert any(all(squeezed(words) in bullet for words in quoted) for bullet in own), text
    assert [title for level, title in read.headings if level == 1] == [
        f"What changed from {record['from']} to {record['to']}"
    ]


@pytest.mark.slow
def test_a_version_against_itself_and_an_unchanged_workbook_have_no_changes(issued: Path) -> None:
    for other in ("3.0", "latest", str(issued / "assessment.xlsx")):
        result = run(issued, "compare", "v3.0", other, "--exit-code")
        assert result.exit_code == 0
        assert "Nothing has changed." in result.stdout


def documents(issued: Path, version: str, name: str) -> Iterator[Read]:
    """A document of a version, read from each of its formats."""
    archived = Archive(issued / "archive").find(version)
    for ending, read in (("docx", read_word), ("pdf", read_pdf), ("html", read_page)):
        yield read(archived.read(f"{name}-v{version}.{ending}"))


SELF_ASSESSMENTS = {
    LEADERSHIP: "self-assessment-theme-1-leadership",
    CULTURE: "self-assessment-theme-2-culture",
    GOVERNANCE: "self-assessment-theme-3-governance",
}


@pytest.mark.slow
@pytest.mark.parametrize("version", PRINTED)
def test_every_document_prints_what_changed(version: str, issued: Path) -> None:
    reported, themes, plan, summaries = PRINTED[version]
    heading = f"What changed since {reported.partition(' was ')[0].lower()}"
    for title, name in SELF_ASSESSMENTS.items():
        for read in documents(issued, version, name):
            assert squeezed(heading) in {squeezed(text) for _, text in read.headings}
            assert squeezed(reported) in read.text
            assert all(squeezed(text) in read.text for text in themes[title] or [NOTHING])
            assert (squeezed(NOTHING) in read.text) == (not themes[title])
    for read in documents(issued, version, "action-plan"):
        assert squeezed(heading) in {squeezed(text) for _, text in read.headings}
        assert all(squeezed(text) in read.text for texts in plan.values() for text in texts)
        row = next(row for row in read.table("Reference", "Opportunity") if squeezed(row[0]).startswith("C-A1"))
        first, revised = DUE[version]
        said = squeezed(first + "".join(f"revised to {each}" for each in revised))
        assert any(squeezed(cell).startswith(said) for cell in row)
    for read in documents(issued, version, "overview"):
        bullets = {squeezed(bullet) for bullet in read.bullets}
        assert {squeezed(f"{title}: {summary}") for title, summary in summaries.items()} <= bullets


@pytest.mark.slow
def test_every_document_has_the_history_so_far(issued: Path) -> None:
    for version in YEAR:
        so_far = [YEAR[name] for name in YEAR if name <= version]
        rows = [[each.version, f"{each.issued_at.day} {each.issued_at:%B %Y}", "Final" if each.final else "Draft", BY,
                 each.note] for each in so_far]  # fmt: skip
        for read in documents(issued, version, "action-plan"):
            # A cell of a PDF that says nothing is not read.
            told_rows = [[squeezed(cell) for cell in row if cell] for row in read.table("Version", "Date")]
            assert told_rows == [[squeezed(cell) for cell in row if cell] for row in rows]


@pytest.fixture(scope="module")
def redlines(issued: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The folder of redlines of each step."""
    folders = {pair: tmp_path_factory.mktemp("redlines") / "new" for pair in STEPS}
    for pair, folder in folders.items():
        result = run(issued, "compare", *pair, "--redline", str(folder))
        assert result.exit_code == 0, result.output
    return folders


def said_by(file: dict[str, list[Block]]) -> dict[str, list[object]]:
    """Body, headers and footers: paragraph by paragraph, and cell by cell."""
    return {part: plain(blocks) for part, blocks in file.items()}


@pytest.mark.slow
@pytest.mark.parametrize("pair", STEPS)
def test_a_redline_accepted_is_the_newer_and_rejected_the_older(
    pair: tuple[str, str], issued: Path, redlines: dict[tuple[str, str], Path]
) -> None:
    older, newer = (Archive(issued / "archive").find(name) for name in pair)
    names = {
        name_without_version(name, newer.version).replace(".docx", "-redline.docx"): name
        for name in newer.files
        if name.endswith(".docx") and "/" not in name
    }
    assert {path.name for path in redlines[pair].iterdir()} == set(names)
    for redline_name, name in names.items():
        redline = (redlines[pair] / redline_name).read_bytes()
        assert faults(redline) == []
        assert said_by(accepted(redline)) == said_by(accepted(newer.read(name)))
        before = name.replace(f"-v{pair[1]}", f"-v{pair[0]}")
        if before in older.files:
            assert said_by(rejected(redline)) == said_by(rejected(older.read(before)))
        else:
            assert not any(text for text in rejected(redline)["body"] if isinstance(text, Paragraph) and text.text)


@pytest.mark.slow
def test_libreoffice_opens_and_converts_every_redline(redlines: dict[tuple[str, str], Path], tmp_path: Path) -> None:
    require(office.found(), office.WHAT)
    for number, folder in enumerate(redlines.values()):
        files = sorted(folder.iterdir())
        shown = [tagged.read(path) for path in office.converted(files, tmp_path / str(number))]
        assert len(shown) == len(files)
        assert all("Version" in said.text for said in shown)


@pytest.mark.slow
def test_the_changes_of_a_redline_are_signed_by_who_issued_the_newer_version(
    redlines: dict[tuple[str, str], Path],
) -> None:
    package = zipfile.ZipFile(redlines["2.0", "3.0"] / "self-assessment-theme-2-culture-redline.docx")
    body = package.read("word/document.xml").decode()
    assert set(re.findall(r'<w:(?:ins|del) [^>]*w:author="([^"]*)"', body)) == {BY}
    assert set(re.findall(r'<w:(?:ins|del) [^>]*w:date="([^"]*)"', body)) == {"2025-12-08T12:00:00Z"}


@pytest.mark.slow
def test_a_redline_that_shows_what_is_exempt_now_is_said_not_to_be_published(issued: Path, tmp_path: Path) -> None:
    book = YEAR["3.0"].book
    narrative = [[*row[:5], "yes"] if row[2] == "Invite a peer challenge in 2026." else row for row in book.narrative]
    later = replace(book, narrative=narrative, themes=book.themes[:2], criteria=book.criteria[:-1],
                    actions=book.actions[:2])  # fmt: skip
    later.narrative = [row for row in narrative if row[0] != 3]
    workbook = later.write(tmp_path)
    result = run(issued, "compare", "3.0", str(workbook), "--redline", str(tmp_path / "new"), "--html",
                 str(tmp_path / "changes.html"))  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Do not publish these Word files: they show words of version 3.0 that are exempt" in result.output
    assert "self-assessment-theme-3-governance.docx has no redline" in result.output
    assert "peer challenge" not in result.output
    assert "peer challenge" not in (tmp_path / "changes.html").read_text()


@pytest.mark.slow
def test_a_redline_is_never_written_over_a_file(issued: Path, redlines: dict[tuple[str, str], Path]) -> None:
    folder = redlines["1.0", "1.1"]
    before = {path: path.read_bytes() for path in folder.iterdir()}
    result = run(issued, "compare", "1.0", "1.1", "--redline", str(folder))
    assert result.exit_code == 3
    assert "are there already" in result.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
