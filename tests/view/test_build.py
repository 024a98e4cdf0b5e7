"""The whole view: what is in it, in which order, and what must never be."""

import ast
import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bvdocs.core.brand import Brand
from bvdocs.core.publishing import PublicAssessment, published
from bvdocs.view import ReportView, ThemeView, build, build_view, with_action_pages
from bvdocs.view.document_views import Edition
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.seven_themes import seven_theme_rows
from tests.making.sample import sample_rows
from tests.support.workbook_writer import Rows, write_workbook
from tests.support.workbooks import Book, Row

SECRET = "Xyzzy"
SECRETS = (SECRET, "L666", "L667", "1999")
VIEW = Path(build.__file__).parent


def said(part: object) -> Iterator[str]:
    """Yield every text, number and date anywhere in a view."""
    if dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from said(getattr(part, field.name))
    elif isinstance(part, tuple):
        for each in part:
            yield from said(each)
    else:
        yield str(part)


def view(folder: Path, book: Book) -> ReportView:
    return build_view(published(book.read(folder)), Brand())


def criterion(code: str, theme: int, *, exempt: str | None = None, see: str | None = None) -> Row:
    return [code, theme, f"{SECRET if exempt else 'Open'} name", None if see else "Red", "Green", see, SECRET, exempt]


def bullet(theme: int, section: str, text: str, codes: str | None = None, exempt: str | None = None) -> Row:
    return [theme, section, text, codes, None, exempt]


def action(ref: str, theme: int, codes: str | None = None, *, exempt: str | None = None) -> Row:
    words = SECRET if exempt else "Open"
    return [ref, theme, codes, words, words, words, date(1999, 1, 4) if exempt else None, date(2025, 6, 30),
            None, "In progress", None, words, words, exempt]  # fmt: skip


def with_secrets() -> Book:
    book = Book()
    book.criteria += [criterion("L666", 1, exempt="yes"), criterion("L667", 1, exempt="yes", see="L666")]
    book.narrative += [
        bullet(1, "Strengths", f"{SECRET} is a strength.", exempt="yes"),
        bullet(1, "Strengths", "Open.", "L001, L666", None),
    ]
    book.actions += [action(f"{SECRET}-A2", 1, "L002", exempt="yes"), action("L-A3", 1, "L666, L002")]
    book.abbreviations = [[SECRET, f"{SECRET} in full"]]
    return book


def test_nothing_of_an_exempt_row_is_anywhere_in_the_view(tmp_path: Path) -> None:
    everything = "\n".join(said(view(tmp_path, with_secrets())))
    for secret in SECRETS:
        assert secret.casefold() not in everything.casefold()


def test_the_walk_that_looks_for_secrets_would_find_them(tmp_path: Path) -> None:
    everything = "\n".join(said(build_view(PublicAssessment(with_secrets().read(tmp_path)), Brand())))
    for secret in SECRETS:
        assert secret.casefold() in everything.casefold()


def test_exempt_rows_are_not_counted(tmp_path: Path) -> None:
    with_them = view(tmp_path, with_secrets())
    book = with_secrets()
    for rows in (book.criteria, book.narrative, book.actions):
        rows[:] = [row for row in rows if row[-1] is None]
    book.narrative[-1][3], book.actions[-1][2] = "L001", "L002"
    assert with_them == view(tmp_path, book)
    assert with_them.themes[0].summary.startswith("Of two characteristics")
    assert with_them.themes[0].key_actions == "two key actions"
    assert with_them.plan.by_theme[0].total == 2


def test_an_exempt_code_is_left_out_where_an_open_row_names_it(tmp_path: Path) -> None:
    theme = view(tmp_path, with_secrets()).themes[0]
    assert [each.criteria for each in theme.strengths] == ["L001", "L001"]
    assert [each.criteria for each in theme.actions] == ["L002", "L002"]


def abbreviations(folder: Path, text: str, *short: str) -> list[str]:
    book = Book(abbreviations=[[each, f"{each} in full"] for each in short])
    book.narrative.append(bullet(1, "Description", text))
    return [each.short for each in view(folder, book).themes[0].abbreviations]


@pytest.mark.parametrize(
    ("text", "short", "used"),
    [
        ("CLT meets.", ["CLT", "CEX"], ["CLT"]),
        ("The CLT's view; (CEX) and NS-BVN.", ["NS-BVN", "CLT", "CEX"], ["CEX", "CLT", "NS-BVN"]),
        ("S.151 and the S.151 Officer", ["S.151", "S.15"], ["S.151"]),
        ("Sx151", ["S.151"], []),
        ("KPIs and CLTs", ["KPI", "CLT"], ["CLT", "KPI"]),
        ("KPIx and xCLT", ["KPI", "CLT"], []),
        ("clt", ["CLT"], []),
        ("CLT\nKPI", ["KPI", "CLT"], ["CLT", "KPI"]),
        ("b, A and c", ["c", "b", "A"], ["A", "b", "c"]),
    ],
)
def test_abbreviations_are_those_used_as_whole_words_in_alphabetical_order(
    tmp_path: Path, text: str, short: list[str], used: list[str]
) -> None:
    assert abbreviations(tmp_path, text, *short) == used


def test_each_document_has_the_abbreviations_of_its_own_words(tmp_path: Path) -> None:
    book = Book(
        abbreviations=[["HR", "Human Resources"], ["OD", "Development"], ["CEX", "Chief"], ["BV", "Best value"]]
    )
    book.report.append(["Note", "About BV."])
    book.narrative.append(bullet(1, "Description", "All of HR."))
    book.criteria[2][2] = "OD for all"
    book.actions[1][5] = "The CEX"
    whole = view(tmp_path, book)
    assert [[each.short for each in theme.abbreviations] for theme in whole.themes] == [["BV", "HR"], ["BV", "OD"]]
    assert [each.short for each in whole.plan.abbreviations] == ["BV", "CEX"]
    assert whole.plan.abbreviations[1].full == "Chief"


def labels(theme: ThemeView) -> list[str]:
    return [detail.label for detail in theme.details]


def test_details_are_only_what_is_given(tmp_path: Path) -> None:
    bare = view(tmp_path, Book())
    assert labels(bare.themes[0]) == ["Authority", "Committee", "Meeting date", "Version"]


def test_details_are_all_that_is_given(tmp_path: Path) -> None:
    book = Book(themes=[[1, "Leadership", "L", "Chief Executive", None], [2, "Culture", "C", None, None]])
    book.report += [
        ["Assessed on", date(2025, 7, 1)], ["Author", "Governance Manager"], ["Department", "Law"],
        ["Contact", "x@y.uk"],
    ]  # fmt: skip
    whole = view(tmp_path, book)
    assert [(detail.label, detail.value) for detail in whole.themes[0].details] == [
        ("Authority", "Testing District Council"),
        ("Committee", "Audit Committee"),
        ("Meeting date", "23 September 2025"),
        ("Ratings as of", "1 July 2025"),
        ("Lead officer", "Chief Executive"),
        ("Author", "Governance Manager"),
        ("Department", "Law"),
        ("Contact", "x@y.uk"),
        ("Version", "DRAFT, not yet issued"),
    ]
    assert "Lead officer" not in labels(whole.themes[1])
    assert "Lead officer" not in [detail.label for detail in whole.details]


def test_the_edition_stands_in_the_details(tmp_path: Path) -> None:
    edition = Edition("1.0", "FINAL", "Version 1.0, final", "version 1.0")
    whole = build_view(published(Book().read(tmp_path)), Brand(), edition)
    assert whole.edition == edition
    assert whole.details[-1].value == whole.themes[0].details[-1].value == "1.0, final"


@pytest.mark.parametrize(
    ("author", "named"), [(None, "Testing District Council"), ("Governance\nTeam", "Governance Team")]
)
def test_the_author_is_the_authority_unless_one_is_given(tmp_path: Path, author: str | None, named: str) -> None:
    book = Book()
    book.report += [["Author", author]] if author else []
    assert view(tmp_path, book).author == named


def test_themes_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    book = Book()
    book.themes.reverse()
    whole = view(tmp_path, book)
    assert [theme.title for theme in whole.themes] == ["Theme 1: Leadership", "Theme 2: Culture"]
    assert [counts.name for counts in whole.plan.by_theme] == ["Theme 1: Leadership", "Theme 2: Culture"]


def test_bullets_and_actions_keep_the_order_of_the_workbook_and_characteristics_that_of_their_numbers(
    tmp_path: Path,
) -> None:
    book = Book()
    book.criteria = [criterion(code, 1) for code in ("L0010", "L002", "L009")] + [criterion("C001", 2)]
    book.narrative = [
        bullet(1, section, f"{section} {place}") for place in "zab" for section in ("Opportunities", "Description")
    ]
    book.actions = [action(ref, theme) for ref, theme in (("L-9", 1), ("C-1", 2), ("L-1", 1), ("L-10", 1))]
    theme = view(tmp_path, book).themes[0]
    assert [cell.code for cell in theme.heatmap.cells] == ["L002", "L009", "L0010"]
    assert [each.text.plain for each in theme.description] == ["Description z", "Description a", "Description b"]
    assert [each.text.plain for each in theme.opportunities] == [f"Opportunities {place}" for place in "zab"]
    assert theme.strengths == theme.areas_for_improvement == ()
    assert [each.ref for each in theme.actions] == ["L-9", "L-1", "L-10"]
    assert [bar.ref for bar in theme.timelines[0].bars] == ["L-9", "L-1", "L-10"]


@pytest.mark.parametrize(
    ("heading", "printed"),
    [(None, "What best value looks like in Leadership"), ("What good\nlooks like", "What good looks like")],
)
def test_the_heading_over_the_description_is_made_from_the_name_unless_given(
    tmp_path: Path, heading: str | None, printed: str
) -> None:
    book = Book()
    book.themes[0][4] = heading
    assert view(tmp_path, book).themes[0].description_heading == printed


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Use of Resources", "-use-of-resources"), ("Arweinyddiaeth dŵr", "-arweinyddiaeth-dwr"), ("漢字", "")],
)
def test_files_are_named_after_the_theme_in_plain_letters(tmp_path: Path, name: str, slug: str) -> None:
    book = Book()
    book.themes[0][1] = name
    theme = view(tmp_path, book).themes[0]
    assert theme.file == f"self-assessment-theme-1{slug}"
    assert theme.heatmap.file == f"heatmap-theme-1{slug}"
    assert [timeline.file for timeline in theme.timelines] == [f"timeline-theme-1{slug}"]


def test_titles_and_alt_texts_have_no_line_breaks(tmp_path: Path) -> None:
    book = Book()
    book.themes[0][1] = "Use of\nResources"
    book.report[1][1] = "Best\nvalue"
    whole = view(tmp_path, book)
    theme = whole.themes[0]
    assert (whole.title, theme.name, theme.title) == ("Best value", "Use of Resources", "Theme 1: Use of Resources")
    assert "\n" not in theme.heatmap.alt + theme.timelines[0].alt + theme.description_heading


@pytest.mark.parametrize(
    ("first", "last", "words"), [(2, 2, "page 2"), (2, 3, "pages 2 to 3"), (9, 12, "pages 9 to 12")]
)
def test_the_pages_of_a_themes_actions_come_from_the_layout(tmp_path: Path, first: int, last: int, words: str) -> None:
    whole = view(tmp_path, Book())
    pages = {"theme-1": first, "theme-1-end": last, "theme-2": 20, "theme-2-end": 20}
    paged = with_action_pages(whole, pages)
    assert [theme.action_pages for theme in whole.themes] == ["", ""]
    assert [theme.action_pages for theme in paged.themes] == [words, "page 20"]


def test_a_theme_without_actions_has_no_pages_in_the_plan(tmp_path: Path) -> None:
    book = Book()
    del book.actions[0]
    paged = with_action_pages(view(tmp_path, book), {"theme-2": 2, "theme-2-end": 3})
    assert [(theme.key_actions, theme.action_pages) for theme in paged.themes] == [
        ("no key actions", ""),
        ("one key action", "pages 2 to 3"),
    ]
    assert paged.themes[0].timelines == ()


def test_every_year_comes_from_the_workbook(tmp_path: Path) -> None:
    book = Book()
    book.report[3][1] = date(1990, 9, 23)
    for row, due in zip(book.actions, (date(1990, 9, 22), date(1990, 9, 23)), strict=True):
        row[6:8] = [date(1990, 1, 8), due]
    whole = view(tmp_path, book)
    years = {year for text in said(whole) for year in re.findall(r"\b\d{4}\b", text)}
    assert years == {"1990"}
    assert [theme.actions[0].overdue for theme in whole.themes] == [True, False]


@pytest.mark.parametrize("module", sorted(VIEW.glob("*.py")), ids=lambda path: path.stem)
def test_no_module_of_the_view_can_see_the_clock(module: Path) -> None:
    tree = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    called = [node.func for node in tree if isinstance(node, ast.Call)]
    names = {getattr(node, kind, None) for node in called for kind in ("attr", "id")}
    names |= {getattr(node, kind, None) for node in tree for kind in ("module", "name")}
    assert names.isdisjoint({"today", "now", "utcnow", "fromtimestamp", "localtime", "time", "os", "locale"})


@pytest.mark.slow
@pytest.mark.parametrize("rows", [sample_rows, seven_theme_rows])
def test_a_whole_workbook_gives_the_same_view_each_time(tmp_path: Path, rows: Callable[[], Rows]) -> None:
    path = tmp_path / "assessment.xlsx"
    write_workbook(path, rows())
    one, other = (build_view(published(read_workbook(path).assessment), Brand()) for _ in range(2))
    assert one == other
    assert sum(len(theme.heatmap.cells) for theme in one.themes) == len(rows()["Criteria"])


def test_the_seven_themes_count_what_is_rated_and_no_reference(tmp_path: Path) -> None:
    path = tmp_path / "assessment.xlsx"
    write_workbook(path, seven_theme_rows())
    themes = build_view(published(read_workbook(path).assessment), Brand()).themes
    assert [sum(level.count for level in theme.levels) for theme in themes] == [12, 12, 11, 11, 12, 10, 6]
    of_twelve = {(level.count, level.share) for level in themes[0].levels}
    assert of_twelve <= {(0, "0%"), (1, "8%"), (2, "17%"), (3, "25%"), (4, "33%"), (5, "42%"), (6, "50%"), (7, "58%")}
    assert themes[6].heatmap.cells[3].words == "See CI012 (yellow)"
    assert themes[2].heatmap.cells[2].words == "Not assessed"
