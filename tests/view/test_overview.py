"""The overview: all themes' cells, the counts by theme and level, and sentences that are true of them."""

import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bvdocs.commands.documents import MakingOptions, render_documents
from bvdocs.core.brand import Brand
from bvdocs.core.exemption import Exemption
from bvdocs.core.limits import Task
from bvdocs.core.model import Assessment, Criterion, Level, Theme
from bvdocs.core.places import Source
from bvdocs.core.publishing import published
from bvdocs.render.pdf.layout import Pdf
from bvdocs.view import ReportView, build_view
from bvdocs.view.document_views import MovementCountsView, OverviewView
from tests.support.project import TEMPLATES, tell_nobody
from tests.support.reading import read_page, squeezed
from tests.support.workbooks import Book, Row

FIVE = ("Dark green", "Light green", "Yellow", "Amber", "Red")
NINE = ("Best", "Fine", "Good", "Fair", "Middling", "Poor", "Bad", "Awful", "Worst")
COLOURS = ("#1c6b3b", "#a5d68c", "#ffdf62", "#f28c28", "#b42318", "#5b2c83", "#1f4e79", "#808080", "#000000")
NAMES = ("Leadership", "Culture", "Governance", "Use of Resources")
Rating = str | None
Ratings = Sequence[Rating | tuple[Rating, Rating]]


def scale(names: Sequence[str]) -> list[Row]:
    return [[name, str(place), COLOURS[place], f"Meaning of {name}"] for place, name in enumerate(names)]


def code(theme: int, place: int) -> str:
    return f"{NAMES[theme - 1][0]}{place:03}"


def rows(themes: Sequence[Ratings]) -> list[Row]:
    """Return a characteristic for each rating, or each pair of the rating and the one before."""
    found: list[Row] = []
    for number, ratings in enumerate(themes, 1):
        for place, each in enumerate(ratings, 1):
            now, before = each if isinstance(each, tuple) else (each, None)
            found.append([code(number, place), number, f"Name {place}", now, before, None, None, None])
    return found


def book_of(*themes: Ratings, names: Sequence[str] = FIVE) -> Book:
    return Book(
        scale=scale(names),
        themes=[[number, NAMES[number - 1], NAMES[number - 1][0], None, None] for number in range(1, len(themes) + 1)],
        criteria=rows(themes), narrative=[], actions=[],
    )  # fmt: skip


def view(folder: Path, book: Book) -> ReportView:
    return build_view(published(book.read(folder)), Brand())


def overview(folder: Path, book: Book) -> OverviewView:
    found = view(folder, book).overview
    assert found is not None
    return found


def table(whole: OverviewView) -> list[list[str]]:
    """Return the table of counts as it is printed."""
    return [[row.name, *row.counts, row.total] for row in (*whole.by_theme, whole.total, whole.shares)]


def columns(whole: OverviewView) -> list[str]:
    return [level.name for level in whole.levels]


def test_one_theme_has_no_overview(tmp_path: Path) -> None:
    assert view(tmp_path, book_of(["Red"])).overview is None


def test_the_counts_are_by_theme_and_level_with_a_total_and_shares(tmp_path: Path) -> None:
    whole = overview(tmp_path, book_of(["Dark green", "Amber", "Amber"], ["Amber", None, "Red"]))
    assert columns(whole) == [*FIVE, "Not assessed"]
    assert table(whole) == [
        ["Theme 1: Leadership", "1", "0", "0", "2", "0", "0", "3"],
        ["Theme 2: Culture", "0", "0", "0", "1", "1", "1", "3"],
        ["All themes", "1", "0", "0", "3", "1", "1", "6"],
        ["Share", "17%", "0%", "0%", "50%", "17%", "17%", "100%"],
    ]
    assert [row.anchor for row in whole.by_theme] == ["theme-1", "theme-2"]
    assert whole.total.anchor == whole.shares.anchor == ""


def test_not_assessed_has_a_column_only_where_something_is_not_assessed(tmp_path: Path) -> None:
    assert columns(overview(tmp_path, book_of(["Red"], ["Amber"]))) == [*FIVE]
    assert columns(overview(tmp_path, book_of(["Red", None], ["Amber"]))) == [*FIVE, "Not assessed"]


def test_what_refers_to_another_is_in_the_bands_and_in_no_count(tmp_path: Path) -> None:
    book = book_of(["Red", None], ["Amber"])
    book.criteria.append(["C002", 2, "Shared", None, "Dark green", "L001", None, None])
    whole = overview(tmp_path, book)
    assert [[cell.code for cell in band.cells] for band in whole.heatmap.bands] == [["L001", "L002"], ["C001", "C002"]]
    assert whole.heatmap.bands[1].cells[1].label == "See L001"
    assert [row.total for row in (*whole.by_theme, whole.total)] == ["2", "1", "3"]
    assert (whole.movements, whole.movement_total) == ((), None)


def test_exempt_rows_are_nowhere_in_the_overview(tmp_path: Path) -> None:
    book = book_of([("Red", "Amber")], ["Amber"])
    without = overview(tmp_path, book)
    book.criteria.append(["C666", 2, "Secret name", "Dark green", "Red", None, None, "yes"])
    assert overview(tmp_path, book) == without


def test_a_theme_without_characteristics_is_counted_as_nought_and_has_no_band(tmp_path: Path) -> None:
    whole = overview(tmp_path, book_of(["Red"], []))
    assert table(whole)[1] == ["Theme 2: Culture", "0", "0", "0", "0", "0", "0"]
    assert whole.by_theme[1].anchor == ""
    assert [band.title for band in whole.heatmap.bands] == ["Theme 1: Leadership"]
    assert "Culture" not in whole.heatmap.alt


def test_themes_without_any_characteristic_have_shares_of_nought_and_little_to_say(tmp_path: Path) -> None:
    whole = overview(tmp_path, book_of([], []))
    assert whole.sentences == ("No characteristics with a rating of their own are recorded.",)
    assert table(whole)[-1] == ["Share", "0%", "0%", "0%", "0%", "0%", "0%"]
    assert (whole.heatmap.bands, whole.movements) == ((), ())


def test_where_nothing_is_assessed_nothing_is_said_of_levels(tmp_path: Path) -> None:
    whole = overview(tmp_path, book_of([None, None], [None]))
    assert whole.sentences == ("None of the characteristics has been assessed.",)
    assert table(whole)[-1] == ["Share", "0%", "0%", "0%", "0%", "0%", "100%", "100%"]


@pytest.mark.parametrize(
    ("themes", "sentence"),
    [
        ((["Amber", "Amber"], ["Red"]), "The commonest rating is amber, held by two characteristics."),
        ((["Amber"], [None, None, None]), "The commonest rating is amber, held by one characteristic."),
        ((["Amber"], ["Red"]), "The commonest ratings are amber and red, each held by one characteristic."),
        ((["Red", "Red", "Amber"], ["Yellow", "Yellow", "Amber"]),
         "The commonest ratings are yellow, amber and red, each held by two characteristics."),
        ((["Dark green"] * 10, ["Dark green"] * 15), "The commonest rating is dark green, held by 25 characteristics."),
    ],
)  # fmt: skip
def test_the_commonest_rating_is_named(tmp_path: Path, themes: Sequence[Ratings], sentence: str) -> None:
    assert overview(tmp_path, book_of(*themes)).sentences[1] == sentence


def test_no_rating_is_called_the_commonest_where_many_are(tmp_path: Path) -> None:
    sentences = overview(tmp_path, book_of(FIVE[:2], FIVE[2:4])).sentences
    assert not [each for each in sentences if "commonest" in each]


@pytest.mark.parametrize(
    ("names", "themes", "sentence"),
    [
        (FIVE, (["Amber", "Yellow"], ["Red"]), "Culture has most of its characteristics rated amber or worse."),
        (FIVE, (["Amber"], ["Red"]), "Leadership and Culture have most of their characteristics rated amber or worse."),
        (FIVE, (["Amber"], ["Red"], ["Amber"]),
         "Leadership, Culture and Governance have most of their characteristics rated amber or worse."),
        (FIVE, (["Amber", "Yellow"], ["Yellow"]), "No theme has most of its characteristics rated amber or worse."),
        (FIVE, (["Red", None, None, None], ["Yellow"]),
         "Leadership has most of its assessed characteristics rated amber or worse."),
        (FIVE, ([None], ["Yellow"]), "No theme has most of its assessed characteristics rated amber or worse."),
        (FIVE, (["Red"], []), "Leadership has most of its characteristics rated amber or worse."),
        (["Met", "Not met"], (["Met", "Not met"], ["Not met"]),
         "Culture has most of its characteristics rated not met."),
        (["Green", "Amber", "Red"], (["Amber"], ["Red"]), "Culture has most of its characteristics rated red."),
        (NINE, (["Middling"], ["Poor"]), "Culture has most of its characteristics rated poor or worse."),
    ],
)  # fmt: skip
def test_themes_mostly_in_the_lower_half_of_the_scale_are_named_or_it_is_said_that_none_is(
    tmp_path: Path, names: Sequence[str], themes: Sequence[Ratings], sentence: str
) -> None:
    assert sentence in overview(tmp_path, book_of(*themes, names=names)).sentences


def test_a_scale_of_one_level_has_no_lower_half(tmp_path: Path) -> None:
    whole = overview(tmp_path, book_of(["Met"], ["Met", None], names=["Met"]))
    assert whole.sentences == (
        "Of three characteristics, two are met and one is not assessed.",
        "The commonest rating is met, held by two characteristics.",
    )
    assert table(whole)[-1] == ["Share", "67%", "33%", "100%"]


def test_what_improved_and_what_worsened_is_named_in_the_order_of_themes(tmp_path: Path) -> None:
    book = book_of(
        [("Red", "Amber"), ("Amber", "Red"), ("Red", "Red")],
        [("Amber", "Red"), ("Red", None), (None, "Red"), ("Yellow", "Dark green")],
        [("Yellow", "Red")],
    )
    whole = overview(tmp_path, book)
    assert whole.sentences[0].endswith(
        " Three have improved since the last assessment; two have worsened; one is no longer rated."
    )
    assert whole.sentences[-2:] == (
        "Improved: L002 (Name 2), C001 (Name 1) and G001 (Name 1).",
        "Worsened: L001 (Name 1) and C004 (Name 4).",
    )
    assert [*whole.movements, whole.movement_total] == [
        MovementCountsView("Theme 1: Leadership", 1, 1, 1, 0, 0),
        MovementCountsView("Theme 2: Culture", 1, 0, 1, 1, 1),
        MovementCountsView("Theme 3: Governance", 1, 0, 0, 0, 0),
        MovementCountsView("All themes", 3, 1, 2, 1, 1),
    ]


def test_where_nothing_moved_no_code_is_named_and_the_counts_say_so(tmp_path: Path) -> None:
    whole = overview(tmp_path, book_of([("Red", "Red")], [("Amber", "Amber")]))
    assert whole.sentences[0].endswith(" None has improved since the last assessment; none has worsened.")
    assert not [each for each in whole.sentences if each.startswith(("Improved:", "Worsened:"))]
    assert whole.movement_total == MovementCountsView("All themes", 0, 2, 0, 0, 0)
    assert len(whole.movements) == 2


def test_without_ratings_before_nothing_is_said_of_movement(tmp_path: Path) -> None:
    whole = overview(tmp_path, book_of(["Red"], ["Amber"]))
    assert (whole.movements, whole.movement_total) == ((), None)
    assert "last assessment" not in " ".join(whole.sentences)


def test_the_alt_text_says_what_each_band_holds(tmp_path: Path) -> None:
    book = book_of(["Dark green", "Red", "Red"], [None, "Amber"], [])
    book.criteria += [["C003", 2, "Shared", None, None, "L001", None, None]]
    assert overview(tmp_path, book).heatmap.alt == (
        "Heatmap of all themes, a band of cells for each."
        " Theme 1: Leadership: 1 dark green and 2 red;"
        " Theme 2: Culture: 1 amber, 1 not assessed and 1 rated under another characteristic."
    )


def test_a_theme_of_references_alone_is_not_called_not_assessed(tmp_path: Path) -> None:
    book = book_of(["Red"], [])
    book.criteria.append(["C001", 2, "Shared", None, None, "L001", None, None])
    whole = overview(tmp_path, book)
    assert whole.heatmap.alt.endswith("; Theme 2: Culture: 1 rated under another characteristic.")
    assert table(whole)[1][-1] == "0"
    assert whole.by_theme[1].anchor == "theme-2"


def test_a_line_break_in_the_name_of_a_level_or_a_theme_is_a_space(tmp_path: Path) -> None:
    book = book_of(["Very\ngood"], ["Not\nso good"], names=("Very\ngood", "Not\nso good"))
    book.themes[1][1] = "Use of\nResources"
    whole = overview(tmp_path, book)
    assert columns(whole) == ["Very good", "Not so good"]
    assert whole.sentences[1:] == (
        "The commonest ratings are very good and not so good, each held by one characteristic.",
        "Use of Resources has most of its characteristics rated not so good.",
    )
    printed = [*whole.sentences, whole.heatmap.alt, *columns(whole), *(row.name for row in whole.by_theme)]
    assert not [text for text in printed if "\n" in text]


def test_levels_and_movements_are_in_the_key_only_where_the_picture_has_them(tmp_path: Path) -> None:
    quiet = overview(tmp_path, book_of(["Red"], ["Amber"])).heatmap
    moved = overview(tmp_path, book_of(["Red"], [("Amber", "Red"), None])).heatmap
    assert ([entry.name for entry in quiet.key], quiet.moves) == ([*FIVE], ())
    assert [entry.name for entry in moved.key] == [*FIVE, "Not assessed"]
    assert [move.value for move in moved.moves] == ["Improved"]


def test_the_overview_explains_the_abbreviations_of_what_it_prints(tmp_path: Path) -> None:
    book = book_of(["RAG red"], ["Green"], names=("Green", "RAG red"))
    book.abbreviations = [[short, f"{short} in full"] for short in ("OD", "HR", "RAG", "CEX", "BV")]
    book.criteria[0][2], book.themes[1][1] = "Plans of OD", "HR and Culture"
    book.report.append(["Note", "About BV."])
    book.narrative = [[1, "Strengths", "The CEX is strong.", None, None, None]]
    whole = overview(tmp_path, book)
    assert [each.short for each in whole.abbreviations] == ["BV", "HR", "OD", "RAG"]


SOURCE = Source("Sheet", 1)
SCALE = tuple(Level(name, name[0], colour, "", SOURCE) for name, colour in zip(FIVE, COLOURS, strict=False))
LEVELS = st.sampled_from([None, *SCALE])


@st.composite
def small_books(draw: st.DrawFn, report: Assessment) -> Assessment:
    """Draw two to four themes of up to six characteristics each, some of which refer to another, some exempt."""
    themes = tuple(
        Theme(number, NAMES[number - 1], NAMES[number - 1][0], "", "", SOURCE)
        for number in range(1, draw(st.integers(2, 4)) + 1)
    )
    criteria: list[Criterion] = []
    for theme in themes:
        for place in range(draw(st.integers(0, 6))):
            open_codes = [each.code for each in criteria if not each.exempt]
            see = draw(st.sampled_from(["", "", *open_codes]))
            rating, before, exempt = draw(LEVELS), draw(LEVELS), draw(st.sampled_from([False, False, True]))
            name = code(theme.number, place)
            criteria.append(Criterion(name, theme.number, "Name", rating, before, see, "", Exemption(exempt), SOURCE))
    return Assessment(report.report, SCALE, themes, tuple(criteria), (), (), (), ())


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Return an assessment of which the report's own facts are used."""
    return Book().read(tmp_path_factory.mktemp("blank"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.slow
def test_the_counts_are_those_of_a_simple_recount(blank: Assessment, data: st.DataObject) -> None:
    book = data.draw(small_books(blank))
    whole = build_view(published(book), Brand()).overview
    assert whole is not None
    shown = [each for each in book.criteria if not each.exempt]
    counted = [each for each in shown if not each.see]
    numbers = [[int(count) for count in row.counts] for row in whole.by_theme]
    for theme, row in zip(book.themes, numbers, strict=True):
        held = Counter(
            each.rating.name if each.rating else "Not assessed" for each in counted if each.theme == theme.number
        )
        assert row == [held[name] for name in columns(whole)]
    total = [int(count) for count in whole.total.counts]
    assert total == [sum(column) for column in zip(*numbers, strict=True)]
    assert [int(row.total) for row in whole.by_theme] == [sum(row) for row in numbers]
    assert int(whole.total.total) == sum(total) == len(counted)
    shares = [int(share.removesuffix("%")) for share in whole.shares.counts]
    of_each = zip(shares, total, strict=True)
    assert all(2 * abs(share * len(counted) - 100 * number) <= len(counted) for share, number in of_each)
    assert whole.shares.total == ("100%" if counted else "0%")
    assert bool(whole.shares_note) == (sum(shares) not in (0, 100))
    assert [cell.code for band in whole.heatmap.bands for cell in band.cells] == [each.code for each in shown]
    assert ("Not assessed" in columns(whole)) == any(each.rating is None for each in counted)
    for moved, theme in zip(whole.movements, book.themes, strict=False):
        rated = [each for each in counted if each.theme == theme.number and each.rating]
        assert moved.improved + moved.unchanged + moved.worsened == len([each for each in rated if each.previous])
        assert moved.first == len([each for each in rated if not each.previous])


class InstantWorkers:
    """A stand-in for the processes that lay out PDFs: every anchor falls on page 7."""

    def __init__(self) -> None:
        self.started = 0

    def __call__(self, html: str, task: Task) -> "Future[Pdf]":
        self.started += 1
        done: Future[Pdf] = Future()
        done.set_result(Pdf(b"%PDF", 1, {f"theme-{number}{end}": 7 for number in range(9) for end in ("", "-end")}))
        return done


def made(folder: Path, book: Book, *formats: str) -> tuple[dict[str, bytes], int]:
    """Return the files made, by name, and how many PDFs were laid out."""
    report, workers = view(folder, book), InstantWorkers()
    making = MakingOptions(TEMPLATES, workers, tell_nobody, formats)
    files = render_documents(making, report, Brand()).files
    return files, workers.started


def test_two_themes_have_an_overview_among_the_documents_and_one_has_none(tmp_path: Path) -> None:
    files, _ = made(tmp_path, Book(), "pdf", "html")
    assert {"overview.pdf", "overview.html", "figures/heatmap-all-themes.svg", "figures/heatmap-all-themes.png"} <= {
        *files
    }
    book = Book()
    book.themes, book.criteria, book.narrative, book.actions = (
        [row for row in each if row[place] == 1]
        for each, place in ((book.themes, 0), (book.criteria, 1), (book.narrative, 0), (book.actions, 1))
    )
    files, _ = made(tmp_path, book, "pdf", "html")
    assert not [name for name in files if "overview" in name or "all-themes" in name]


def test_pages_alone_are_made_with_the_pictures_and_with_the_plan_s_page_numbers(tmp_path: Path) -> None:
    files, laid_out = made(tmp_path, Book(), "html")
    stems = {f"{kind}-theme-{theme}" for kind in ("heatmap", "timeline") for theme in ("1-leadership", "2-culture")}
    pictures = {f"figures/{stem}.{ending}" for stem in (*stems, "heatmap-all-themes") for ending in ("svg", "png")}
    pages = {"action-plan", "overview", "self-assessment-theme-1-leadership", "self-assessment-theme-2-culture"}
    assert {*files} == pictures | {f"{name}.html" for name in pages}
    assert list(files) == sorted(files)
    assert laid_out == 1
    page = files["self-assessment-theme-1-leadership.html"]
    assert re.search(rb"on\s+page [0-9]+<", page)


def test_the_page_says_what_the_view_says(tmp_path: Path) -> None:
    book = book_of([("Red", "Amber"), None], ["Amber", "Amber"], [])
    whole = overview(tmp_path, book)
    page = read_page(made(tmp_path, book, "html")[0]["overview.html"])
    assert page.bullets == [*whole.sentences]
    (counts,) = (each for each in page.tables if each[0] == ["Theme", *columns(whole), "Total"])
    assert counts[1:] == table(whole)
    assert squeezed(whole.heatmap.alt) in page.text


def test_themes_without_characteristics_have_a_page_without_a_picture(tmp_path: Path) -> None:
    files, _ = made(tmp_path, book_of([], []), "html")
    assert "figures/heatmap-all-themes.svg" not in files
    page = read_page(files["overview.html"])
    assert page.bullets == ["No characteristics with a rating of their own are recorded."]
    assert page.alts == []
