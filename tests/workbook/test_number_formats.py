"""Number formats: what a British Excel shows, by the table of its own lists; and what is told where it is in doubt."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bvdocs.workbook.reading.number_formats import shown, shown_by_excel
from bvdocs.workbook.reading.reader import read_workbook
from tests.support.project import documents_of
from tests.support.reading import read_page, read_pdf, read_word, squeezed
from tests.support.workbooks import Book

ACCOUNTING = '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'
ACCOUNTING_EUROS = "_-[$€-2] * #,##0.00_-;\\-[$€-2] * #,##0.00_-;_-[$€-2] * \"-\"??_-;_-@_-"  # fmt: skip
IN_MILLIONS = '[>=1000000]"£"0.0,,"m";[>=1000]"£"0,"k";"£"0'
PHONE = "[<=9999999]###-####;(###) ###-####"
DAY, TIME = dt.datetime(2026, 9, 1), dt.time(14, 5, 9)  # noqa: DTZ001 - Excel's times have no zone
MOMENT = dt.datetime(2026, 9, 1, 14, 5, 9)  # noqa: DTZ001
HOURS = dt.timedelta(hours=36, minutes=7)

# What Microsoft says of its fractions is in 'Display numbers as fractions'; the rest was compared with LibreOffice and
# with two libraries for JavaScript (numfmt 4, SSF 0.11).
SHOWN = [
    # General, number
    (1234.5, "General", "1234.5"),
    (0.1 + 0.2, "General", "0.3"),
    (123456789012, "General", "1.23457E+11"),
    (1234567890.123, "General", "1234567890"),
    (0.000012345678, "General", "1.23457E-05"),
    (0.00001, "General", "0.00001"),
    (3, 'General" posts"', "3 posts"),
    (2024, "0", "2024"),
    (2.5, "0", "3"),
    (1.005, "0.00", "1.01"),
    (-5, "0.00", "-5.00"),
    (1234567, "#,##0", "1,234,567"),
    (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
    (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
    (5, "000,000", "000,005"),
    (0.5, "#.##", ".5"),
    # Currency
    (1250000, "[$£-809]#,##0", "£1,250,000"),
    (1250000, '"£"#,##0.00', "£1,250,000.00"),
    (-5, '"£"#,##0;[Red]-"£"#,##0', "-£5"),
    (99.9, "£0.00", "£99.90"),
    (1500, "[$€-2] #,##0", "€ 1,500"),
    (1500, "[$$-409]#,##0.00", "$1,500.00"),
    (1500, "[$USD] #,##0", "USD 1,500"),
    # Accounting
    (1250000, ACCOUNTING, "£1,250,000.00"),
    (-12.5, ACCOUNTING, "-£12.50"),
    (0, ACCOUNTING, "£-"),
    (7, ACCOUNTING_EUROS, "€ 7.00"),
    (1250000, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "1,250,000"),
    # Dates
    (DAY, "mm-dd-yy", "01/09/2026"),
    (DAY, "dd/mm/yyyy", "01/09/2026"),
    (DAY, "d-mmm", "1-Sep"),
    (DAY, "mmm-yy", "Sep-26"),
    (DAY, "yyyy", "2026"),
    (DAY, "[$-809]d mmmm yyyy;@", "1 September 2026"),
    (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "01 September 2026"),
    (DAY, "ddd d/m/yy", "Tue 1/9/26"),
    (DAY, "dddd", "Tuesday"),
    (DAY, "mmmmm", "S"),
    (DAY, '"Quarter to "mmmm yyyy', "Quarter to September 2026"),
    (DAY, "yyyy\\-mm\\-dd", "2026-09-01"),
    # Times
    (TIME, "hh:mm", "14:05"),
    (TIME, "h:mm AM/PM", "2:05 PM"),
    (TIME, "h:mm:ss A/P", "2:05:09 P"),
    (TIME, "[$-F400]h:mm:ss\\ AM/PM", "14:05:09"),
    (MOMENT, "m/d/yy h:mm", "01/09/2026 14:05"),
    (MOMENT, "d mmm yyyy, h.mm", "1 Sep 2026, 14.05"),
    (MOMENT, "mm:ss", "05:09"),
    (HOURS, "[h]:mm", "36:07"),
    (HOURS, "[mm]", "2167"),
    (dt.timedelta(seconds=1.25), "[s].00", "1.25"),
    # Percentage, fraction, scientific
    (0.145, "0%", "15%"),
    (0.4, "0.0%", "40.0%"),
    (1, '0"%"', "1%"),
    (123.456, "# ?/?", "123 1/2"),
    (123.456, "# ??/??", "123 26/57"),
    (123.456, "# ???/???", "123 57/125"),
    (123.456, "# ?/8", "123 4/8"),
    (123.456, "# ??/100", "123 46/100"),
    (1.5, "?/?", "3/2"),
    (3, "# ?/?", "3"),
    (12345, "0.00E+00", "1.23E+04"),
    (0.00012, "0.0E-0", "1.2E-4"),
    (999999, "##0.0E+0", "1.0E+6"),
    # Special
    (5551234, PHONE, "555-1234"),
    (2075551234, PHONE, "(207) 555-1234"),
    (7700900123, "00000 000000", "07700 900123"),
    (123456789, "000-00-0000", "123-45-6789"),
    (7, '"L"000', "L007"),
    # Custom
    (3, '0 "days"', "3 days"),
    (3, "0\\ \\d", "3 d"),
    (-5, "0;(0)", "(5)"),
    (0, '0;-0;"nil"', "nil"),
    (1250000, '0.0,,"m"', "1.3m"),
    (1250000, '"£"#,##0,"k"', "£1,250k"),
    (1250000, IN_MILLIONS, "£1.3m"),
    (1500, IN_MILLIONS, "£2k"),
    (-15, IN_MILLIONS, "-£15"),
    (7, "[>=10]0.0", "7"),
    (-7, '[>-5]0;0" below"', "7 below"),
    (1, '[=1]0" post";0" posts"', "1 post"),
    (2, '[=1]0" post";0" posts"', "2 posts"),
    (-2, "[Green]▲ 0;[Red]▼ 0", "▼ 2"),
    (21.5, "[Color 10]0.0°C", "21.5°C"),
    (5, "+0;-0", "+5"),
    ("The plan", '@" (draft)"', "The plan (draft)"),
    ("The plan", '0;-0;0;"Text: "@', "Text: The plan"),
    ("The plan", ACCOUNTING, "The plan"),
    ("The plan", "0.00", "The plan"),
    (5, '@" (draft)"', "5"),
    (5, "@;@", "5"),
    (True, "0.00", "TRUE"),
]  # fmt: skip

# Formats of which something depends on the machine, a language or a calendar, or which Excel itself refuses.
TOLD = [
    (1250000, '"$"#,##0_);("$"#,##0)', "£1,250,000", "currency"),
    (DAY, "[$-452]mmmm", "September", "another language"),
    (DAY, "[$-D07041E]d/m/yyyy", "01/09/2026", "another calendar"),
    (46266, "ggge", "46266", "holds g"),
    (7, "[DBNum1]0", "7", "[DBNum1]"),
    (DAY, "0 dd", "01/09/2026", "mixes what cannot be shown together"),
    (7, "[x0", "7", "holds ["),
    (7, "0." + "0" * 300, "7", "longer than Excel takes"),
    (7, "0;0;0;0;0", "7", "more than four parts"),
    (7, "[>10]0;[<5]0", "########", "no part"),
    (7, '[>10]0;"minus "0;"nil"', "7", "too many conditions, or too few"),
    (7, "0.0.0", "7", "two decimal points"),
    (7, "General0", "7", "mixes"),
    (7, "[White]0", "7", "white"),
    (dt.datetime(1899, 12, 1), "dd/mm/yyyy", "########", "no such day"),  # noqa: DTZ001
]


def with_bullets(values: list[tuple[object, str]]) -> Book:
    """Return a workbook with these values in the Narrative's bullets, each with its number format."""

    def edit(book: Workbook) -> None:
        for row, (value, number_format) in enumerate(values, 2):
            cell = book["Narrative"].cell(row, 3)
            cell.value = value  # type: ignore[assignment]
            cell.number_format = number_format

    return Book(narrative=[[1, "Strengths", None, None, None, None] for _ in values], edit=edit)


def test_the_table_is_of_sixty_formats_and_more() -> None:
    assert len({number_format for _, number_format, _ in SHOWN}) >= 60


@pytest.mark.parametrize(("value", "number_format", "text"), SHOWN)
def test_a_value_is_shown_as_excel_shows_it(value: object, number_format: str, text: str) -> None:
    found = shown(value, number_format)
    assert (" ".join(found.text.split()), found.doubt) == (text, "")


@pytest.mark.parametrize(("value", "number_format", "text", "why"), TOLD)
def test_what_is_in_doubt_is_shown_plainly_and_told(value: object, number_format: str, text: str, why: str) -> None:
    found = shown(value, number_format)
    assert found.text == text
    assert why in found.doubt


@pytest.mark.slow
def test_every_format_of_the_table_is_printed_so_in_word_pdf_and_page(tmp_path: Path) -> None:
    book = with_bullets([(value, number_format) for value, number_format, _ in SHOWN])
    documents = documents_of(book.write(tmp_path), tmp_path / "outputs")
    texts = [squeezed(text) for _, _, text in SHOWN]
    for ending, read in ((".docx", read_word), (".pdf", read_pdf), (".html", read_page)):
        (name,) = [each for each in documents if "leadership" in each and each.endswith(ending)]
        assert [squeezed(bullet) for bullet in read(documents[name]).bullets] == texts, name


def test_every_doubtful_format_is_a_warning_at_its_cell(tmp_path: Path) -> None:
    book = with_bullets([(value, number_format) for value, number_format, _, _ in TOLD])
    found = [each for each in read_workbook(book.write(tmp_path)).findings if each.code == "W117"]
    assert [str(each.where) for each in found] == [f"Narrative!C{row}" for row in range(2, 2 + len(TOLD))]
    for (_, _, text, why), finding in zip(TOLD, found, strict=True):
        assert f"'{text}' is read" in finding.message
        assert why in finding.message


@pytest.mark.parametrize("number_format", [";;;", '""', "0;;"])
def test_a_format_may_show_nothing(number_format: str) -> None:
    assert shown_by_excel(-7, number_format) == ("-" if number_format == '""' else "")
    assert shown_by_excel("words", number_format) == ("" if number_format == ";;;" else "words")


@pytest.mark.parametrize(
    ("serial", "number_format", "text"),
    [
        (0, "dd/mm/yyyy", "00/01/1900"),
        (1, "dddd d mmmm yyyy", "Sunday 1 January 1900"),
        (59, "d/m/yyyy", "28/2/1900"),
        (60, "d/m/yyyy", "29/2/1900"),
        (61, "d/m/yyyy", "1/3/1900"),
        (2958465, "d/m/yyyy", "31/12/9999"),
        (45000.99999999, "d/m/yyyy hh:mm:ss", "16/3/2023 00:00:00"),
        (0.5, "hh:mm:ss.000", "12:00:00.000"),
    ],
)
def test_days_are_counted_as_excel_counts_them(serial: float, number_format: str, text: str) -> None:
    assert shown_by_excel(serial, number_format) == text


def test_a_workbook_of_1904_shows_its_own_days(tmp_path: Path) -> None:
    book = with_bullets([(DAY, "d mmmm yyyy"), (dt.time(), "d mmmm yyyy"), (HOURS, "[h]:mm"), (DAY, "0")])
    inner = book.edit

    def edit(made: Workbook) -> None:
        made.epoch = CALENDAR_MAC_1904
        inner(made)

    book.edit = edit
    texts = [bullet.text.plain for bullet in book.read(tmp_path).bullets]
    assert texts == ["1 September 2026", "1 January 1904", "36:07", "44804"]


pieces = [*'0#?.,%/E+-@;"\\_*[]$dmyhsebgAP: 1x£<>=', "General", "AM/PM", "[$-809]", "[h]", "[<5]"]
letters = st.sampled_from(pieces)
formats = st.lists(letters, max_size=14).map("".join) | st.text(max_size=14)
values = st.one_of(
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.booleans(),
    st.text(max_size=8),
    st.datetimes(dt.datetime(1890, 1, 1)),  # noqa: DTZ001
    st.times(),
    st.timedeltas(dt.timedelta(0), dt.timedelta(400_000)),
)


@pytest.mark.slow
@settings(max_examples=800)
@given(values, formats)
def test_no_format_whatever_fails(value: object, number_format: str) -> None:
    assert isinstance(shown_by_excel(value, number_format), str)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_comes_back_from_what_is_shown_of_it(number: int) -> None:
    assert int(shown_by_excel(number, "0")) == number
    assert int(shown_by_excel(number, "#,##0").replace(",", "")) == number
    if abs(number) < 10**11:
        assert int(shown_by_excel(number, "General")) == number


@given(st.floats(-1e9, 1e9))
def test_general_shows_a_number_to_within_what_eleven_characters_hold(number: float) -> None:
    assert float(shown_by_excel(number, "General")) == pytest.approx(number, rel=1e-5, abs=1e-300)
