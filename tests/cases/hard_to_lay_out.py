"""A workbook whose pages are hard to lay out: levels of long names, and one action due ten years after all others."""

from datetime import date

from tests.cases.seven_themes import seven_theme_rows
from tests.support.workbook_writer import Rows

LEVELS = (
    "Fully established and consistently evidenced", "Largely established with minor exceptions",
    "Partly established, improvement under way", "Emerging, significant gaps remain", "Not established",
)  # fmt: skip
# The action that is due so much later, and when.
FAR, FAR_DUE = "CI-A4", date(2035, 12, 31)


def hard_rows() -> Rows:
    """The workbook's sheets as plain rows: those of the seven themes, with other levels and one other date."""
    rows = seven_theme_rows()
    named: dict[object, str] = {}
    for (name, mark, *_), level in zip(rows["Scale"], LEVELS, strict=True):
        named |= {name: level, mark: level}
    return {
        **rows,
        "Scale": tuple((level, *row[1:]) for level, row in zip(LEVELS, rows["Scale"], strict=True)),
        "Criteria": [(*row[:3], *(named.get(rating) for rating in row[3:5]), *row[5:]) for row in rows["Criteria"]],
        "Actions": [(*row[:7], FAR_DUE, *row[8:]) if row[0] == FAR else row for row in rows["Actions"]],
    }
