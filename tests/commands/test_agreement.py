"""Word, PDF and web page say what the workbook says: every code, rating, bullet, action, owner and date, read back.

What is expected comes straight from the workbook's cells, not from the program.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bvdocs.core.quoting import in_short
from tests.cases.long_and_odd import long_and_odd_rows
from tests.support.project import SAMPLE
from tests.support.reading import Read, page_cells, read_page, read_pdf, read_word, squeezed
from tests.support.workbook_writer import write_workbook

READERS: dict[str, Callable[[bytes], Read]] = {"docx": read_word, "pdf": read_pdf, "html": read_page}
MEETING = date(2025, 9, 23)
AHEAD = "in the 90 days after the meeting, by 22 December 2025"
RATINGS = ("Code", "Characteristic", "Rating", "Since last time")
ACTIONS_REFERRED_TO = squeezed("Through self-assessment, we identified")
SECTIONS = ("Description", "Strengths", "Areas for improvement", "Opportunities")


@dataclass(frozen=True)
class Case:
    """A workbook's rows as dictionaries, and the documents made from it."""

    workbook: Path
    documents: Mapping[str, bytes]

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        return _rows(self.workbook, sheet)

    def self_assessment(self, theme: int, kind: str) -> Read:
        name = next(
            name
            for name in self.documents
            if name.startswith(f"self-assessment-theme-{theme}-") and name.endswith(kind)
        )
        return _read(kind, self.documents[name])

    def overview(self, kind: str) -> Read:
        return _read(kind, self.documents[f"overview.{kind}"])

    def action_plan(self, kind: str) -> Read:
        return _read(kind, self.documents[f"action-plan.{kind}"])


@cache
def _rows(workbook: Path, sheet: str) -> list[dict[str, Any]]:
    heading, *rows = openpyxl.load_workbook(workbook)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


@cache
def _read(kind: str, content: bytes) -> Read:
    return READERS[kind](content)


@pytest.fixture(params=["sample", "seven"])
def case(
    request: pytest.FixtureRequest,
    sample_documents: Mapping[str, bytes],
    seven_documents: Mapping[str, bytes],
    seven_themes: Path,
) -> Case:
    """Each whole workbook in turn."""
    return Case(SAMPLE, sample_documents) if request.param == "sample" else Case(seven_themes, seven_documents)


@pytest.fixture(scope="module")
def odd(odd_documents: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The case that is long and odd: the one with every kind of movement."""
    workbook = tmp_path_factory.mktemp("odd-rows") / "long-and-odd.xlsx"
    write_workbook(workbook, long_and_odd_rows())
    return Case(workbook, odd_documents)


def in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_every_code_characteristic_and_rating_is_in_the_table_of_ratings(case: Case, kind: str) -> None:
    for theme in case.rows("Themes"):
        read = case.self_assessment(theme["Number"], kind).table(*RATINGS)
        assert [[squeezed(cell) for cell in row] for row in read] == expected_ratings(case, theme["Number"])


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_every_kind_of_movement_is_in_the_table_of_ratings(odd: Case, kind: str) -> None:
    expected = [row for theme in odd.rows("Themes") for row in expected_ratings(odd, theme["Number"])]
    read = [row for theme in odd.rows("Themes") for row in odd.self_assessment(theme["Number"], kind).table(*RATINGS)]
    assert [[squeezed(cell) for cell in row] for row in read] == expected
    moves = [row[-1] for row in expected]
    assert {"–", "nochange", "firstrating"} <= set(moves)
    assert all(any(move.startswith(start) for move in moves) for start in ("▲upfrom", "▼downfrom", "was"))


def expected_ratings(case: Case, theme: int) -> list[list[str]]:
    """Code, characteristic, mark and words of the rating, and movement, squeezed, straight from the cells."""
    names = {level["Mark"]: level["Level"] for level in case.rows("Scale")}
    marks = {name: mark for mark, name in names.items()}
    ratings = {row["Code"]: row["Rating"] for row in case.rows("Criteria")}
    expected = []
    for row in case.rows("Criteria"):
        if row["Theme"] == theme:
            rating = ratings[row["See"] or row["Code"]]
            words = names.get(rating, rating) or "Not assessed"
            mark = marks.get(words, "–")
            if row["See"]:
                words = f"See {row['See']} ({words.lower()})"
            cells = (row["Code"], row["Characteristic"], mark + words, expected_movement(case, row))
            expected.append([squeezed(cell) for cell in cells])
    return expected


def expected_movement(case: Case, row: dict[str, Any]) -> str:
    """What became of the previous rating, in words."""
    now, before = own_rating(case, row), own_rating(case, row, "Previous rating")
    if not before:
        return "first rating" if now else "–"
    if not now:
        return f"was {before.lower()}"
    moved = steps(case, before, now)
    words = ("no change", f"▲ up from {before.lower()}", f"▼ down from {before.lower()}")
    return words[(moved > 0) - (moved < 0)]


def steps(case: Case, before: str, now: str) -> int:
    """How many levels a rating went up; less than nought if it went down."""
    levels = [level["Level"] for level in case.rows("Scale")]
    return levels.index(before) - levels.index(now)


def own_rating(case: Case, row: dict[str, Any], column: str = "Rating") -> str | None:
    """The name of the level in a cell, if the row holds one of its own."""
    names = {level["Mark"]: level["Level"] for level in case.rows("Scale")}
    return None if row["See"] else names.get(row[column], row[column])


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_every_bullet_is_a_list_item_in_the_order_of_the_workbook(case: Case, kind: str) -> None:
    for theme in case.rows("Themes"):
        expected = [
            squeezed(row["Text"] + (f"({row['Criteria']})" if row["Criteria"] else ""))
            for section in SECTIONS
            for row in case.rows("Narrative")
            if row["Theme"] == theme["Number"] and row["Section"] == section
        ]
        read = case.self_assessment(theme["Number"], kind)
        assert [squeezed(bullet) for bullet in read.bullets][: len(expected)] == expected


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_every_action_is_in_the_plan_with_its_owner_dates_and_status(case: Case, kind: str) -> None:
    expected = []
    for row in case.rows("Actions"):
        revised = f"revised to {in_words(row['Revised due'])}" if row["Revised due"] else ""
        start = f"from {in_words(row['Start'])}" if row["Start"] else ""
        percent = f", {round(row['Progress'] * 100)}%" if row["Progress"] is not None else ""
        due = row["Revised due"] or row["Due"]
        overdue = row["Status"] not in ("Complete", "Cancelled") and due.date() < MEETING
        expected.append(
            [
                row["Ref"] + (row["Criteria"] or ""),
                row["Opportunity"],
                row["Action"],
                row["Owner"],
                in_words(row["Due"]) + revised + start,
                row["Status"] + percent + ("Overdue" if overdue else ""),
                row["Update"] or "",
                row["Success measure"] or "",
            ]
        )
    read = case.action_plan(kind).table("Reference", "Opportunity")
    assert [[squeezed(cell) for cell in row] for row in read] == [[squeezed(cell) for cell in row] for row in expected]


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_what_needs_attention_is_told_with_owner_date_and_reason(case: Case, kind: str) -> None:
    by_date = sorted(open_actions(case), key=last_due)
    overdue = [row for row in by_date if last_due(row) < MEETING]
    soon = [row for row in by_date if MEETING <= last_due(row) <= MEETING + timedelta(days=90)]
    read = case.action_plan(kind)
    head = ("Reference", "Action", "Owner", "Due")
    assert squeezed_rows(read.table(*head, "Overdue by")) == squeezed_rows(
        [
            row["Ref"],
            beginning(row) + reason(row),
            row["Owner"],
            in_words(last_due(row)),
            f"{(MEETING - last_due(row)).days} days",
        ]
        for row in overdue
    )
    assert squeezed_rows(read.table(*head, "Status")) == squeezed_rows(
        [row["Ref"], beginning(row), row["Owner"], in_words(last_due(row)), row["Status"] + percent(row)]
        for row in soon
    )
    counts = [len(overdue), len(soon), len(worsened(case))]
    assert [in_figures(read.paragraphs, words) for words in ("overdue", "due in", "worsened since")] == counts
    assert min(counts[:2]) > 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_the_ratings_that_worsened_need_attention(several: Case, kind: str) -> None:
    names = {theme["Number"]: theme["Name"] for theme in several.rows("Themes")}
    read = several.action_plan(kind).table("Code", "Characteristic", "Theme", "Last time", "Now")
    assert squeezed_rows(read) == squeezed_rows(
        [
            row["Code"],
            row["Characteristic"],
            names[row["Theme"]],
            own_rating(several, row, "Previous rating"),
            own_rating(several, row),
        ]
        for row in worsened(several)
    )


def worsened(case: Case) -> list[dict[str, Any]]:
    """The rows of the characteristics whose rating went down."""
    found = []
    for row in case.rows("Criteria"):
        now, before = own_rating(case, row), own_rating(case, row, "Previous rating")
        if now and before and steps(case, before, now) < 0:
            found.append(row)
    return found


def open_actions(case: Case) -> list[dict[str, Any]]:
    return [row for row in case.rows("Actions") if row["Status"] not in ("Complete", "Cancelled")]


def last_due(row: dict[str, Any]) -> date:
    due: date = (row["Revised due"] or row["Due"]).date()
    return due


def percent(row: dict[str, Any]) -> str:
    return f", {round(row['Progress'] * 100)}%" if row["Progress"] is not None else ""


def beginning(row: dict[str, Any]) -> str:
    """As much of what an action will do as it is named by."""
    return in_short(row["Action"], 70)


def reason(row: dict[str, Any]) -> str:
    return f"Latest update: {in_short(row['Update'], 120)}" if row["Update"] else "No reason is given."


def squeezed_rows(rows: Iterable[list[Any]]) -> list[list[str]]:
    return [[squeezed(str(cell)) for cell in row] for row in rows]


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_figures(paragraphs: list[str], words: str) -> int:
    """The number that the summary of what needs attention says of these words."""
    summary = next(each for each in map(squeezed, paragraphs) if re.match("On\\d|Nothingneedsattention", each))
    counted = rf"({'|'.join(NUMBERS)}|\d+)(?:action|rating)s?(?:is|are|falls?|has|have){squeezed(words)}"
    (number,) = re.findall(counted, summary, re.IGNORECASE)
    return NUMBERS.index(number.lower()) if number.lower() in NUMBERS else int(number)


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_the_documents_have_the_same_headings_in_word_and_pdf(case: Case, kind: str) -> None:
    themes = [f"Theme {row['Number']}: {row['Name']}" for row in case.rows("Themes")]
    headings = case.action_plan(kind).headings
    plan = [heading for level, heading in headings if level <= 2 and heading != "Abbreviations"]
    assert plan == ["Action plan", "What needs attention", "Summary", *themes]
    attention = [heading for level, heading in headings if level > 2]
    assert attention == ["Overdue", f"Due {AHEAD}", *["Ratings that worsened since last time"] * bool(worsened(case))]
    for theme in case.rows("Themes"):
        read = case.self_assessment(theme["Number"], kind)
        described = theme["Description heading"] or f"What best value looks like in {theme['Name']}"
        assert [heading for _, heading in read.headings if heading != "Abbreviations"] == [
            f"Theme {theme['Number']}: {theme['Name']}",
            "Self-assessment heatmap",
            "The ratings",
            "Movement since last time",
            described,
            "Strengths",
            "Areas for improvement",
            "Opportunities and plans",
            "Next steps",
        ]
        assert [level for level, _ in read.headings] == [1] + [2] * (len(read.headings) - 1)


@pytest.mark.parametrize("kind", READERS)
def test_the_pictures_have_alt_text_that_names_every_code(case: Case, kind: str) -> None:
    for theme in case.rows("Themes"):
        heatmap, movement = case.self_assessment(theme["Number"], kind).alts
        rows = [row for row in case.rows("Criteria") if row["Theme"] == theme["Number"]]
        moved = [row for row in rows if own_rating(case, row) and own_rating(case, row, "Previous rating")]
        assert [row["Code"] for row in rows if row["Code"] not in heatmap] == []
        assert [row["Code"] for row in moved if row["Code"] not in movement] == []
    for theme, alt in zip(case.rows("Themes"), case.action_plan(kind).alts, strict=True):
        refs = [row["Ref"] for row in case.rows("Actions") if row["Theme"] == theme["Number"]]
        assert [ref for ref in refs if ref not in alt] == []


def test_all_kinds_say_the_same_paragraphs(case: Case) -> None:
    def said(read: Read) -> list[str]:
        return [squeezed(paragraph) for paragraph in read.paragraphs if len(paragraph) > 60]

    for theme in case.rows("Themes"):
        word, pdf, page = (said(case.self_assessment(theme["Number"], kind)) for kind in READERS)
        assert word == page
        # Pages are in the PDF alone: tests/commands/test_documents.py.
        (at,) = (place for place, paragraph in enumerate(word) if paragraph.startswith(ACTIONS_REFERRED_TO))
        assert pdf[at].startswith(ACTIONS_REFERRED_TO)
        assert [*pdf[:at], *pdf[at + 1 :]] == [*word[:at], *word[at + 1 :]]
    word, pdf, page = (said(case.action_plan(kind)) for kind in READERS)
    assert word == pdf == page


def test_each_cell_on_the_page_says_its_rating_and_leads_to_its_row(case: Case) -> None:
    for theme in case.rows("Themes"):
        name = next(
            name for name in case.documents if re.match(rf"self-assessment-theme-{theme['Number']}-.*html", name)
        )
        cells = page_cells(case.documents[name])
        expected = expected_ratings(case, theme["Number"])
        assert len(cells) == len(expected)
        for (said, row), (code, characteristic, rating, moved) in zip(cells, expected, strict=True):
            assert said.startswith(f"{code} ")
            assert squeezed(row) == code + characteristic + rating + moved
            words = re.sub(r"^(–|[A-Z]+(?=[A-Z][a-z]))", "", rating)  # without the mark
            assert words in squeezed(said)


@pytest.fixture
def seven(seven_themes: Path, seven_documents: Mapping[str, bytes]) -> Case:
    """The case with more than one theme."""
    return Case(seven_themes, seven_documents)


@pytest.fixture(params=["seven", "odd"])
def several(request: pytest.FixtureRequest) -> Case:
    """Each case with more than one theme."""
    found: Case = request.getfixturevalue(request.param)
    return found


def test_a_single_theme_has_no_overview(sample_documents: Mapping[str, bytes]) -> None:
    assert not [name for name in sample_documents if name.startswith("overview")]


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_the_overview_holds_every_rating(several: Case, kind: str) -> None:
    read = several.overview(kind).table(*RATINGS)
    expected = [row for theme in several.rows("Themes") for row in expected_ratings(several, theme["Number"])]
    assert [[squeezed(cell) for cell in row] for row in read] == expected


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_the_overview_counts_every_rating_of_its_own_once(seven: Case, kind: str) -> None:
    levels = [level["Level"] for level in seven.rows("Scale")]
    rows = [row for row in seven.rows("Criteria") if not row["See"]]
    expected = []
    for theme in seven.rows("Themes"):
        own = [own_rating(seven, row) for row in rows if row["Theme"] == theme["Number"]]
        numbers = [own.count(level) for level in levels] + [own.count(None), len(own)]
        expected.append([squeezed(f"Theme {theme['Number']}: {theme['Name']}"), *map(str, numbers)])
    totals = [sum(int(row[place]) for row in expected) for place in range(1, len(expected[0]))]
    read = seven.overview(kind).table("Theme", *levels, "Not assessed", "Total")
    *themes, total, share = [[squeezed(cell) for cell in row] for row in read]
    assert themes == expected
    assert total == ["Allthemes", *map(str, totals)]
    shares = [int(cell.removesuffix("%")) for cell in share[1:]]
    assert sum(shares[:-1]) == shares[-1] == 100
    assert all(abs(got - 100 * number / totals[-1]) < 1 for got, number in zip(shares, totals, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_rounded_shares_that_do_not_make_a_hundred_have_a_note(seven: Case, kind: str) -> None:
    noted = []
    for theme in seven.rows("Themes"):
        read = seven.self_assessment(theme["Number"], kind)
        together = sum(int(squeezed(row[3]).removesuffix("%")) for row in read.table("Rating", "What it means"))
        note = squeezed(f"Each share is rounded to a whole percentage; together they make {together}%.")
        assert (note in read.text) == (together != 100)
        assert read.text.count(squeezed("is rounded to a whole percentage")) == (together != 100)
        noted.append(together != 100)
    assert any(noted)
    assert not all(noted)
    assert squeezed("is rounded") not in seven.overview(kind).text


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_the_overview_counts_what_moved(several: Case, kind: str) -> None:
    expected = [
        [
            squeezed(f"Theme {theme['Number']}: {theme['Name']}"),
            *counted_moves(several, [row for row in several.rows("Criteria") if row["Theme"] == theme["Number"]]),
        ]
        for theme in several.rows("Themes")
    ]
    expected.append(["Allthemes", *counted_moves(several, several.rows("Criteria"))])
    read = several.overview(kind).table("Theme", "Improved", "No change", "Worsened", "First rating", "No longer rated")
    assert [[squeezed(cell) for cell in row] for row in read] == expected


def counted_moves(case: Case, rows: list[dict[str, Any]]) -> list[str]:
    """How many improved, stayed, worsened, are rated for the first time, and are no longer rated."""
    ratings = [(own_rating(case, row, "Previous rating"), own_rating(case, row)) for row in rows]
    moves = [steps(case, before, now) for before, now in ratings if before and now]
    first = sum(bool(now and not before) for before, now in ratings)
    gone = sum(bool(before and not now) for before, now in ratings)
    return [
        str(number)
        for number in (sum(move > 0 for move in moves), moves.count(0), sum(move < 0 for move in moves), first, gone)
    ]


def test_the_overview_says_the_same_in_all_kinds(seven: Case) -> None:
    word, pdf, page = (seven.overview(kind) for kind in READERS)
    for said in ("headings", "bullets", "alts"):
        assert [squeezed(str(each)) for each in getattr(word, said)] == [
            squeezed(str(each)) for each in getattr(pdf, said)
        ]
        assert [squeezed(str(each)) for each in getattr(page, said)] == [
            squeezed(str(each)) for each in getattr(pdf, said)
        ]
    assert "The commonest rating is" in " ".join(page.bullets)


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_long_document_has_a_list_of_its_headings(seven: Case, kind: str) -> None:
    for read in (seven.overview(kind), seven.action_plan(kind)):
        assert read.contents == [heading for level, heading in read.headings if level == 2]


def test_a_document_of_one_theme_has_no_list_of_contents(case: Case) -> None:
    theme = case.rows("Themes")[0]["Number"]
    assert [case.self_assessment(theme, kind).contents for kind in ("docx", "html")] == [[], []]
