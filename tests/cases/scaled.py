"""The same assessment in any size, in one direction at a time: so many bullets, actions, short forms, acceptances …"""

from collections.abc import Callable
from string import ascii_uppercase

from tests.cases.awkward_workbooks import RawBook, Row, plain_sheets

_ACCEPTED = ("Code", "Cell", "Text", "Reason", "Who", "Until")
_CRITERIA = ("Code", "Theme", "Characteristic", "Rating", "See", "Exempt")
_NARRATIVE = ("Theme", "Section", "Text", "Criteria", "Exempt")
_ACTIONS = ("Ref", "Theme", "Action", "Owner", "Due", "Status", "Criteria", "Exempt")
_WORDS = [
    "council",
    "plan",
    "review",
    "board",
    "risk",
    "report",
    "audit",
    "scheme",
    "budget",
    "officer",
    "ward",
    "service",
    "staff",
    "member",
    "policy",
    "home",
]


def sentence(number: int) -> str:
    """A sentence of its own for each number."""
    some = " ".join(_WORDS[(number >> shift) % len(_WORDS)] for shift in (0, 4, 8, 12))
    return f"The {some} of case {number} was looked at with care by all."


def _bullets(number: int, criteria: str = "L001", exempt: str = "") -> list[Row]:
    return [_NARRATIVE, *((1, "Strengths", sentence(at), criteria, exempt) for at in range(number))]


def _actions(number: int, criteria: str = "L001", exempt: str = "") -> list[Row]:
    rows = (
        (f"A{at}", 1, sentence(at), "Head of Service", "01/06/2025", "In progress", criteria, exempt)
        for at in range(number)
    )
    return [_ACTIONS, *rows]


def _characteristics(number: int, see: Callable[[int], str] = lambda _: "", exempt: str = "") -> list[Row]:
    rows = ((f"L{at:05}", 1, sentence(at), "" if see(at) else "Green", see(at), exempt) for at in range(number))
    return [_CRITERIA, *rows]


def _book(**sheets: list[Row]) -> RawBook:
    named = {name.replace("_", " "): rows for name, rows in sheets.items()}
    return RawBook(sheets=plain_sheets() | named)


def _report(*rows: Row) -> list[Row]:
    return [*plain_sheets()["Report"], *rows]


def _short_forms(number: int) -> list[Row]:
    return [("Short", "Full"), *((f"AB{at}C", f"Abbreviation {at}") for at in range(number))]


def _using_short_forms(number: int) -> list[Row]:
    texts = (
        f"The AB{at}C and the AB{at * 7 % number}C did ABX{at}Y (Abbey Xylophone {at} Yard)." for at in range(number)
    )
    return [_NARRATIVE, *((1, "Strengths", text, "L001", "") for text in texts)]


def _accepted(number: int, text: Callable[[int], str], cell: Callable[[int], str]) -> list[Row]:
    return [_ACCEPTED, *(("W311", cell(at), text(at), "x", "Head", "01/01/2026") for at in range(number))]


def letters(number: int) -> str:
    """Three letters of their own for each number below 17,576."""
    return "".join(ascii_uppercase[number // 26**place % 26] for place in (2, 1, 0))


def _levels(number: int, mark: Callable[[int], str] = letters) -> list[Row]:
    return [
        ("Level", "Mark", "Colour", "Meaning"),
        *((f"Level {at}", mark(at), "#1b5e20", f"Good {at}") for at in range(number)),
    ]


def _themes(number: int) -> list[Row]:
    return [("Number", "Name", "Prefix"), *((at, f"Theme named {at}", f"P{at}X") for at in range(1, number + 1))]


def _of_themes(number: int) -> list[Row]:
    return [_CRITERIA, *((f"P{at}X{1}", at, sentence(at), "Green", "", "") for at in range(1, number + 1))]


def of_runs(number: int) -> RawBook:
    """A cell of so many runs of text, in two looks in turn."""
    marks = ("<b/>", "<i/>")
    made = "".join(f'<r><rPr>{marks[at % 2]}</rPr><t xml:space="preserve">a </t></r>' for at in range(number))
    cells = '<c r="A3"><v>1</v></c><c r="B3" t="inlineStr"><is><t>Strengths</t></is></c>'
    return RawBook(within=f'<row r="3">{cells}<c r="C3" t="inlineStr"><is>{made}</is></c></row>')


# By what grows; each is given how often.
DIRECTIONS: dict[str, Callable[[int], RawBook]] = {
    "bullets": lambda number: _book(Narrative=_bullets(number)),
    "bullets that are the same": lambda number: _book(
        Narrative=[_NARRATIVE, *[(1, "Strengths", sentence(7), "L001", "")] * number]
    ),
    "bullets that name an unknown code": lambda number: _book(
        Criteria=_characteristics(number),
        Narrative=[_NARRATIVE, *((1, "Strengths", sentence(at), f"ZZ{at}Q", "") for at in range(number))],
    ),
    "actions": lambda number: _book(Actions=_actions(number)),
    "actions that name all codes": lambda number: _book(
        Criteria=_characteristics(200), Actions=_actions(number, ", ".join(f"L{at:05}" for at in range(200)))
    ),
    "characteristics": lambda number: _book(Criteria=_characteristics(number)),
    "characteristics with one code": lambda number: _book(
        Criteria=[_CRITERIA, *[("L001", 1, "Vision", "Green", "", "")] * number]
    ),
    "a chain of references": lambda number: _book(
        Criteria=_characteristics(number, lambda at: f"L{at + 1:05}" if at < number - 1 else "")
    ),
    "a circle of references": lambda number: _book(
        Criteria=_characteristics(number, lambda at: f"L{(at + 1) % number:05}")
    ),
    "references to nothing": lambda number: _book(Criteria=_characteristics(number, lambda at: f"ZZ{at}Q")),
    "ratings that are no level": lambda number: _book(
        Criteria=[_CRITERIA, *((f"L{at:05}", 1, sentence(at), f"Greem {at}", "", "") for at in range(number))]
    ),
    "dates that are none": lambda number: _book(
        Actions=[
            _ACTIONS,
            *((f"A{at}", 1, sentence(at), "Head of Service", "soon", "In progress", "", "") for at in range(number)),
        ]
    ),
    "themes": lambda number: _book(Themes=_themes(number), Criteria=_of_themes(number)),
    "codes of other themes": lambda number: _book(
        Themes=_themes(number),
        Criteria=[
            _CRITERIA,
            *((f"P{at % number + 1}X1", at, sentence(at), "Green", "", "") for at in range(1, number + 1)),
        ],
    ),
    "levels": lambda number: _book(Scale=_levels(number)),
    "levels with one mark": lambda number: _book(Scale=_levels(number, lambda _: "A")),
    "notes": lambda number: _book(Report=_report(*(("Note", sentence(at)) for at in range(number)))),
    "unknown fields": lambda number: _book(Report=_report(*((f"Our fields {at}", "x") for at in range(number)))),
    "abbreviations": lambda number: _book(Abbreviations=_short_forms(number)),
    "abbreviations that are used": lambda number: _book(
        Abbreviations=_short_forms(number), Narrative=_using_short_forms(number)
    ),
    "short forms that nobody explains": lambda number: _book(Narrative=_using_short_forms(number)),
    "acceptances of nothing": lambda number: _book(
        Narrative=_bullets(number),
        Accepted_findings=_accepted(number, lambda at: f"Text {at}", lambda at: f"Narrative!C{at}"),
    ),
    "acceptances that hold": lambda number: _book(
        Narrative=[
            _NARRATIVE,
            *((1, "Strengths", f"It will be done by May 2024, case {at}.", "L001", "") for at in range(number)),
        ],
        Accepted_findings=_accepted(
            number, lambda at: f"It will be done by May 2024, case {at}.", lambda at: f"Narrative!C{at + 2}"
        ),
    ),
    "exempt rows": lambda number: _book(
        Criteria=_characteristics(number, exempt="yes"),
        Narrative=_bullets(number, exempt="yes"),
        Actions=_actions(number),
    ),
    "exempt actions and open bullets": lambda number: _book(
        Actions=_actions(number, exempt="yes"),
        Narrative=[
            _NARRATIVE,
            *((1, "Strengths", f"Another {sentence(at)[9:40]} so.", "L001", "") for at in range(number)),
        ],
    ),
}
