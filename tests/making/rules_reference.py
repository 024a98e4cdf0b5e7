"""Makes docs/rules.md, the table of everything that is looked for, from the register. Run by `make reference`."""

import sys
from pathlib import Path

import bvdocs.checks
import bvdocs.comparison.last_time
import bvdocs.templating.rules
import bvdocs.workbook.reading.rules  # noqa: F401 - each import enters its rules in the register
from bvdocs.core import schema
from bvdocs.core.findings import registered_rules

_INTRODUCTION = """\
# What is checked

This page is made from the program by `make reference`; `bvdocs rules` prints the same table.

`bvdocs check` and `bvdocs report` look for all of this, and say where it is, what is wrong and what to do. An
**error** stops the report: nothing is written. A **warning** is printed. A **note** is printed with `--verbose`, and
is always in `--json`, in the annotated copy and in `source/findings.json`. A code never changes its meaning.

Each rule is a guess at what a careful reader would ask about, and a guess can be wrong: a warning or a note may be
accepted (below). Words in exempt rows are not judged; their codes and dates are. What speaks of an exempt row is for
the officer alone: nothing of it stands outside `source/`, and `--json` calls it `confidential`.
"""

_ACCEPTING = f"""\
## Accepting a finding

What was looked at and may stand goes into the workbook's optional sheet `{schema.ACCEPTED.name}`: the finding's
code, its cell (or blank, for wherever the text stands), the text, a reason, who accepted it and until when.
`bvdocs check --annotate copy.xlsx` lists all findings with the first three ready to copy.

The text is all of the bullet or other text that the finding is about or, where it is about more than a text (a rating,
a date, a short form), the finding's own words. Once it changes, the finding is back; so it is after the day in
`Until`, counted at the meeting date. What is accepted is not printed, but
`--verbose` lists it, and `source/findings.json` holds it with its reason. Errors cannot be accepted.

## What cannot go wrong

No rule looks for these, since the program rules them out:

- A number of actions, a percentage, a page of the action plan: they are worked out, not typed.
- A colour on which no ink can be read: black or white, whichever stands out more, reaches 4.58 : 1 on any colour,
  and 4.5 : 1 is asked for (WCAG 2.2, success criterion 1.4.3).
- A rating that only its colour tells: each cell has its code and its level's mark.
"""

_FAMILIES = {
    "0": "The workbook, its sheets and columns",
    "1": "Cells",
    "2": "Codes, references, and what is exempt",
    "3": "Words, the golden thread, the plan",
    "4": "Templates",
    "5": "What a council may add: dates, milestones, evidence, the covering report, Part B",
    "6": "Owners, and what comes back from them",
}


def rules_reference() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for figure, family in _FAMILIES.items():
        rows = [
            f"| {rule.code} | {rule.severity.value} | {rule.looks_for} |"
            for rule in registered_rules()
            if rule.code[1] == figure
        ]
        parts.append("\n".join([f"## {family}\n", "| code | | looks for |", "|---|---|---|", *rows, ""]))
    return "\n".join([*parts, _ACCEPTING])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rules_reference(), encoding="utf-8")
