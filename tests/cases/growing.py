"""Workbooks that grow in one direction: the rows of each sheet, the text of each column, findings of each kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bvdocs.core import schema
from bvdocs.core.columns import Column, Kind, Sheet
from bvdocs.core.history import Issue, IssuedBefore, Past, Reported
from bvdocs.core.publishing import published
from bvdocs.core.versions import Version
from bvdocs.workbook.reading.reader import read_workbook
from tests.cases.awkward_workbooks import RawBook, Row, plain_sheets
from tests.cases.scaled import DIRECTIONS, letters, of_runs, sentence

# What a cell holds at a number, from 1.
Cells = Callable[[int], object]
# In letters: as long as Excel lets a cell's text be.
LONGEST_TEXT = 32_767
_TEXTS = (Kind.TEXT, Kind.RICH, Kind.NAME, Kind.CODES, Kind.MARK)


@dataclass(frozen=True)
class Growing:
    """A workbook of any size: `number` is the larger one's, `times` how many times the smaller one's that is.

    `past` makes what was issued before one of this size.
    """

    name: str
    made: Callable[[int], RawBook]
    number: int
    times: int
    past: Callable[[int, Path], Past] | None = None


def rows_of(sheet: Sheet, number: int, cells: dict[str, Cells] | None = None) -> list[Row]:
    """The heading of a sheet and so many rows, each with something in every column; `cells` say otherwise for some."""
    held = {each.name: (cells or {}).get(each.name, lambda at, of=each: cell_of(of, at)) for each in sheet.columns}
    return [tuple(held), *(tuple(each(at) for each in held.values()) for at in range(1, number + 1))]


_HELD: dict[Kind, Cells] = {
    Kind.TEXT: sentence,
    Kind.RICH: sentence,
    Kind.NAME: lambda at: f"L{at:05}",
    Kind.WHOLE: lambda at: at,
    Kind.THEME: lambda _: 1,
    Kind.DATE: lambda _: "02/06/2025",
    Kind.TIME: lambda _: "17:00",
    Kind.PERCENT: lambda _: "40%",
    Kind.COLOUR: lambda at: f"#{at:06x}",
    Kind.MARK: letters,
    Kind.CODES: lambda at: f"L{at:05}",
    Kind.LEVEL: lambda _: "Green",
    Kind.YES_NO: lambda _: "no",
    Kind.EXEMPT: lambda _: "no",
    Kind.DUE: lambda _: "02/06/2025",
    Kind.STATUS: lambda _: "In progress",
}


def cell_of(column: Column, number: int) -> object:
    """What a column may hold, another thing for each number where it is a name or a text."""
    if column.kind is Kind.CHOICE:
        return column.choices[number % len(column.choices)]
    # There is no scale of actions, nor does any row refer to another.
    return "" if column.name in ("See", "Judged", "Exempt reason") else _HELD[column.kind](number)


def _changed(sheet: Sheet, cells: dict[str, Cells] | None = None) -> Callable[[int], RawBook]:
    return lambda number: RawBook(sheets={**plain_sheets(), sheet.name: rows_of(sheet, number, cells)})


# Of which a row is soon read.
_SMALL = (schema.ABBREVIATIONS, schema.ACCEPTED)


def _of_rows() -> Iterator[Growing]:
    """Each sheet with thousands of rows; the notes of the report are a direction of their own."""
    for sheet in schema.SHEETS:
        if sheet is not schema.REPORT:
            yield Growing(f"rows of {sheet.name}", _changed(sheet), 9_000 if sheet in _SMALL else 3_000, 100)


def _of_texts() -> Iterator[Growing]:
    """Each column, or field of the report, with one text as long as a cell's can be."""
    for name, unit in {"a long text": "The plan of the ward is sound. ", "short forms": "AB "}.items():
        for sheet in schema.SHEETS:
            for column in schema.REPORT_FIELDS if sheet is schema.REPORT else sheet.columns:
                if column.kind in _TEXTS:
                    made = _with_text(sheet, column, unit)
                    yield Growing(f"{sheet.name}, {column.name}: {name}", made, LONGEST_TEXT, 30)


def _with_text(sheet: Sheet, column: Column, unit: str) -> Callable[[int], RawBook]:
    def made(number: int) -> RawBook:
        text = (unit * number)[:number]
        if sheet is schema.REPORT:
            others = [row for row in plain_sheets()["Report"] if row[0] != column.name]
            return RawBook(sheets={**plain_sheets(), "Report": [*others, (column.name, text)]})
        return _changed(sheet, {column.name: lambda _: text})(1)

    return made


def _of_faults() -> Iterator[Growing]:
    """Each column with a cell in every row that cannot be read, or that is blank and must not be."""
    for sheet in schema.SHEETS:
        for column in sheet.columns if sheet is not schema.REPORT else ():
            if column.kind not in _TEXTS or column.kind is Kind.MARK:
                unread: dict[str, Cells] = {column.name: lambda at: f"soon {at}"}
                yield Growing(f"{sheet.name}, {column.name}: none can be read", _changed(sheet, unread), 800, 10)
            if column.required:
                blank: dict[str, Cells] = {column.name: lambda _: ""}
                yield Growing(f"{sheet.name}, {column.name}: all blank", _changed(sheet, blank), 800, 10)


# What stands in every row, by a word for it.
_SAID: dict[str, str] = {
    "placeholders": "It is TBC in ward {0}.",
    "persons": "Cllr Jane Smith saw case {0}.",
    "addresses": "Write to a{0}@example.gov.uk now.",
    "phones": "Ring 020 7946 0{0:03} in case {0}.",
    "insurance numbers": "It is QQ 12 34 56 C, case {0}.",
    "past dates": "It will be done by May 2024, case {0}.",
    "doubled words": "It is the the plan of case {0}.",
    "pages": "See page {0} of the plan.",
    "marks of exemption": "EXEMPT: the plan of case {0}.",
    "intranet": "It is at http://intranet/case/{0} now.",
    "keys": "It is at https://example.gov.uk/x?sig=Zm9vYmFyYmF6cXV4{0} now.",
    "counts": "There are 12{0} actions in it.",
    "glyphs": "The plan \U0001fa75\U000e0fff is of case {0}.",
    "short forms": "The QX{0}Z did it.",
    "explained otherwise": "The Quick Xylophone Zeal {0} (QXZ) did it.",
    "no full stop": "The plan of case {0} is",
    "the same words": "The plan is what it was before.",
    "long sentences": " ".join(["The plan of case {0} is looked at"] * 9) + ".",
    "numbers in words": "It was on 01/02/2024 and 3.30pm in case {0}.",
    "unseen": "The pl\u200ban of case {0}  is  sound.",
    "Excel's own": "#REF! in case {0}",
}
# What else stands in every row, by a word for it.
_HELD_WRONG: dict[str, tuple[Sheet, dict[str, Cells]]] = {
    "low ratings": (schema.CRITERIA, {"Rating": lambda _: "Red"}),
    "references to itself": (schema.CRITERIA, {"See": lambda at: f"L{at:05}", "Rating": lambda _: ""}),
    "references and ratings": (schema.CRITERIA, {"See": lambda at: f"L{at + 1:05}"}),
    "gaps in the codes": (schema.CRITERIA, {"Code": lambda at: f"L{at * 3}"}),
    "codes of other widths": (schema.CRITERIA, {"Code": lambda at: f"L{'0' * (at % 5)}{at}"}),
    "one reference": (schema.ACTIONS, {"Ref": lambda _: "L-A1"}),
    "persons for posts": (schema.ACTIONS, {"Owner": lambda at: f"Jane Smith {letters(at).title()}"}),
    "overdue": (schema.ACTIONS, {"Due": lambda _: "01/02/2024", "Update": lambda _: ""}),
    "days off": (schema.ACTIONS, {"Due": lambda _: "01/06/2025", "Status": lambda _: "In progress"}),
    "years that cannot be": (schema.ACTIONS, {"Due": lambda at: f"01/06/{2100 + at % 800}"}),
    "moved to before": (schema.ACTIONS, {"Revised due": lambda _: "01/06/2024"}),
    "no characteristic": (schema.ACTIONS, {"Criteria": lambda _: ""}),
    "exempt codes in the text": (
        schema.CRITERIA,
        {"Exempt": lambda at: "yes" if at % 2 else "", "Characteristic": lambda at: f"As in L{at:05} and L{at + 1:05}"},
    ),
    "references to exempt ones": (
        schema.CRITERIA,
        {"Exempt": lambda at: "yes" if at % 2 else "", "See": lambda at: f"L{at + 1:05}" if at % 2 == 0 else ""},
    ),
    "one number": (schema.THEMES, {"Number": lambda _: 1, "Prefix": lambda _: "L"}),
    "headings of other themes": (
        schema.THEMES,
        {"Name": lambda at: f"Theme {letters(at)}", "Description heading": lambda at: f"Of Theme {letters(at + 1)}"},
    ),
    "acceptances of errors": (schema.ACCEPTED, {"Code": lambda _: "E201"}),
    "acceptances that are over": (schema.ACCEPTED, {"Until": lambda _: "01/01/2024"}),
    "short forms twice": (schema.ABBREVIATIONS, {"Short": lambda at: f"AB{at // 2}C"}),
}


def _of_findings() -> Iterator[Growing]:
    """Findings of each kind in every row."""
    for what, text in _SAID.items():
        said: dict[str, Cells] = {"Text": lambda at, text=text: text.format(at)}  # type: ignore[misc]
        yield Growing(f"Narrative: {what}", _changed(schema.NARRATIVE, said), 800, 10)
    for what, (sheet, cells) in _HELD_WRONG.items():
        yield Growing(f"{sheet.name}: {what}", _changed(sheet, cells), 800, 10)


_LAST = date(2024, 9, 24)


def _beside(name: str, was: Callable[[int], RawBook], now: Callable[[int], RawBook]) -> Growing:
    """A workbook with so many rows, where one with as many was reported to the meeting before."""

    def past(number: int, folder: Path) -> Past:
        whole = read_workbook(was(number).write(folder / "before.xlsx")).assessment
        issue = Issue(Version(1, 0), _LAST, "Clerk", "", "Audit Committee", _LAST)
        then = published(whole)
        before = IssuedBefore(issue.version, then, lambda: whole)
        return Past((issue,), (Reported(issue, then),), issued_before=lambda: (before,))

    return Growing(f"{name}, with last time's", now, 1_000, 10, past)


def _reworded(number: int) -> str:
    return sentence(number).replace("was looked at with care by all", "is looked at by most")


def _another(number: int) -> str:
    return sentence(number + 40_000).replace("was looked at with care by all", "needs thought")


def _of_pasts() -> Iterator[Growing]:
    """What is held against the past: rows that stayed, were reworded, renamed, replaced, marked or not any more."""
    every_other: dict[str, Cells] = {"Exempt": lambda at: "yes" if at % 2 else ""}
    for sheet in (schema.CRITERIA, schema.NARRATIVE, schema.ACTIONS):
        name = next(each.name for each in sheet.columns if each.name in ("Code", "Ref"))
        other_name: dict[str, Cells] = {name: lambda at: f"Z{at}"}
        reworded: dict[str, Cells] = {sheet.main_column: _reworded, **other_name}
        was = _changed(sheet)
        yield _beside(f"{sheet.name} as they were", was, was)
        yield _beside(f"{sheet.name} reworded", was, _changed(sheet, reworded))
        yield _beside(f"{sheet.name} replaced", was, _changed(sheet, {sheet.main_column: _another, **other_name}))
        yield _beside(f"{sheet.name} exempt now", was, _changed(sheet, {"Exempt": lambda _: "yes"}))
        yield _beside(f"{sheet.name} exempt and reworded now", was, _changed(sheet, reworded | every_other))
        yield _beside(
            f"{sheet.name} exempt before and reworded", _changed(sheet, every_other), _changed(sheet, reworded)
        )
    yield _beside("Themes", _of_themes(sentence), _of_themes(_reworded))


def _of_themes(text: Cells) -> Callable[[int], RawBook]:
    """So many themes, with a bullet in each."""
    bullets: dict[str, Cells] = {"Theme": lambda at: at, "Text": text}
    return lambda number: RawBook(
        sheets={
            **plain_sheets(),
            "Themes": rows_of(schema.THEMES, number),
            "Narrative": rows_of(schema.NARRATIVE, number, bullets),
        }
    )


# Sizes that once took half a minute to hours, by their direction.
_ONCE_SLOW = {
    "a chain of references": 3_000,
    "abbreviations that are used": 5_000,
    "acceptances of nothing": 5_000,
    "acceptances that hold": 5_000,
    "themes": 2_000,
    "bullets that name an unknown code": 3_000,
}
BESIDE = tuple(_of_pasts())
GROWING = (
    *(Growing(name, made, _ONCE_SLOW.get(name, 1_500), 30) for name, made in DIRECTIONS.items()),
    Growing("runs in one cell", of_runs, 16_000, 30),
    *_of_rows(),
    *_of_texts(),
    *_of_faults(),
    *_of_findings(),
    *BESIDE,
)
